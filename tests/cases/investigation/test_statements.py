"""Statements: the person reads theirs and nothing else, answers once, and what they correct stands beside it."""

import re
from datetime import timedelta

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.models import Notice
from audit.trail import history
from cases import actions
from cases.models import Case, Statement
from cases.statement_codes import statement_code_digest, statement_code_of
from tests.cases.investigation.conftest import refuses
from tests.cases.public.visitor import Visitor

CODE = re.compile(r"<li>([0-9A-Z]{4})</li>")


def page_of(statement: Statement) -> str:
    return reverse("statements:confirm_statement", args=[statement.pk])


@pytest.mark.once
def test_whoever_can_sign_in_reads_the_one_document_and_answers(investigation, send, sign_in, now, desk):
    statement, case = investigation.statement(), investigation.case
    desk.name(case, investigation.witness, role="SUBJECT")
    assert sign_in(investigation.witness).get(page_of(statement)).status_code == 404, "not asked yet"
    send("ask_to_confirm", case, statement, client=sign_in(desk.staff), receipt="1")
    client = sign_in(investigation.witness)
    assert Notice.objects.filter(recipient=investigation.witness, kind="statement_to_confirm", withheld=False).exists()
    shown = client.get(page_of(statement)).content.decode()
    assert "I saw the bills." in shown and "keeps you from speaking to public authorities" in shown
    for word in (case.reference, case.topic.name, "Dinners", "She saw the bills.", desk.investigator.full_name):
        assert word not in shown
    assert "Please say what is not right" in client.post(page_of(statement), {"answer": "WRONG"}).content.decode()
    client.post(page_of(statement), {"answer": "RIGHT", "corrections": "It was in May."})
    answered = now(statement)
    assert (answered.state, answered.how, str(answered.text)) == ("CONFIRMED", "SIGNED_IN", "I saw the bills.")
    assert str(answered.corrections) == "It was in May."
    assert "Your answer" in client.get(page_of(statement)).content.decode()
    assert Notice.objects.filter(recipient=desk.staff, kind="statement_answered").exists()
    beside = sign_in(desk.staff).get(statement.interview.get_absolute_url()).content.decode()
    assert "I saw the bills." in beside and "It was in May." in beside
    assert sign_in(investigation.witness).get(case.get_absolute_url()).status_code == 404


@pytest.mark.once
def test_nobody_else_opens_it_signed_in(investigation, send, sign_in, employee, desk, ethics_officer):
    statement = investigation.statement()
    send("ask_to_confirm", investigation.case, statement, receipt="1")
    for person in (employee, desk.staff, ethics_officer):
        assert sign_in(person).get(page_of(statement)).status_code == 404
        assert sign_in(person).post(page_of(statement), {"answer": "RIGHT"}).status_code == 404
    assert sign_in(investigation.witness).get(page_of(statement)).status_code == 200, "the control"


def test_its_day_passes_and_a_later_version_closes_the_earlier_one(investigation, desk, at):
    statement, person = investigation.statement(), investigation.witness
    actions.ask_to_confirm(statement, by=desk.staff, at=at)
    told = {"is_right": True, "by": person}
    with pytest.raises(ObjectDoesNotExist):
        actions.confirm_statement(statement, **told, at=at + timedelta(days=15))
    later = actions.write_statement(statement.interview, text="I saw some bills.", by=desk.staff, at=at)
    with pytest.raises(ObjectDoesNotExist):
        actions.confirm_statement(statement, **told, at=at)
    actions.ask_to_confirm(later, by=desk.staff, at=at)
    assert actions.confirm_statement(later, **told, at=at).state == "CONFIRMED"
    with refuses("answered already"):
        actions.write_statement(statement.interview, text="Again.", by=desk.staff, at=at)


@pytest.mark.once
def test_who_cannot_sign_in_opens_it_with_a_personal_code_on_the_public_pages(investigation, send, client, clock, now):
    statement = investigation.statement(person=None, described="The waiter", language="fr")
    page = send("ask_to_confirm", investigation.case, statement, receipt="once").content.decode()
    code = "-".join(CODE.findall(page))
    again = send("ask_to_confirm", investigation.case, statement, receipt="once").content.decode()
    assert len(code) == 29 and code in "-".join(CODE.findall(again)), "the same sending shows the same code"
    assert "http://testserver/fr/speak-up/statement/" in page, "where the person reads it in their language"
    assert now(statement).code_digest == statement_code_digest(code)
    visitor = Visitor(client)
    visitor.open("/speak-up/statement/")
    clock.shift(3)
    wrong = visitor.send(access_key="ZZZZ-ZZZZ-ZZZZ-ZZZZ-ZZZZ-ZZZ9")
    assert "find anything with this code" in wrong
    clock.shift(3)
    shown = visitor.send(access_key=code.lower())
    assert "I saw the bills." in shown and code not in shown
    for word in (investigation.case.reference, investigation.case.topic.name, "Dinners", "She saw the bills."):
        assert word not in shown
    visitor.change_language("es")
    assert "I saw the bills." in visitor.page
    visitor.send(answer="RIGHT", corrections="It was in May.")
    answered = now(statement)
    assert (answered.state, answered.how, str(answered.corrections)) == ("CONFIRMED", "LINK", "It was in May.")
    last = history(investigation.case)[-1]
    assert (last.actor, last.recorded_at) == ("the person interviewed", None), "the day alone"


def test_a_new_code_ends_the_old_one_and_no_code_is_kept(investigation, desk, at):
    statement = investigation.statement(person=None, described="The waiter")
    with refuses("needs a personal code"):
        actions.ask_to_confirm(statement, by=desk.staff, at=at)
    first, second = (statement_code_of(statement.pk, receipt) for receipt in ("1", "2"))
    for code in (first, second):
        actions.ask_to_confirm(statement, code=code, by=desk.staff, at=at)
    opened = {code: Statement.objects.opened_by(statement_code_digest(code), at.date()) for code in (first, second)}
    assert not opened[first].exists() and opened[second].get() == statement
    assert not Statement.objects.opened_by(statement_code_digest(second), at.date() + timedelta(days=15)).exists()
    assert statement_code_digest("no code") == ""


def test_a_person_who_has_left_gets_a_code(investigation, desk, at):
    investigation.witness.employed_until = at.date() - timedelta(days=3)
    investigation.witness.save()
    statement = investigation.statement()
    with refuses("needs a personal code"):
        actions.ask_to_confirm(statement, by=desk.staff, at=at)
    code = statement_code_of(statement.pk, "1")
    asked = actions.ask_to_confirm(statement, code=code, by=desk.staff, at=at)
    assert asked.code_digest and not Notice.objects.filter(kind="statement_to_confirm").exists()
    answer = actions.confirm_statement(asked, is_right=False, corrections="Never.", by=None, at=at)
    assert (answer.state, answer.answered_on) == ("DECLINED", at.date())


def test_the_investigator_signs_off_what_was_read_back(investigation, desk, send, now):
    statement = investigation.statement()
    missing = send("read_back_statement", investigation.case, statement, corrections="In May.")
    assert missing.status_code == 200 and now(statement).state == "WAITING"
    send("read_back_statement", investigation.case, statement, corrections="In May.", was_read="on")
    signed = now(statement)
    assert (signed.state, signed.how, signed.read_back_by) == ("CONFIRMED", "READ_BACK", desk.staff)


def test_the_database_freezes_an_answered_statement(investigation, desk, at):
    statement = investigation.statement()
    with pytest.raises(IntegrityError), transaction.atomic():
        changed = Statement.objects.get(pk=statement.pk)
        changed.text = "Otherwise."
        changed.save(update_fields=["text"])
    actions.read_back_statement(statement, corrections="In May.", by=desk.investigator, at=at)
    for change in ({"corrections": "In June."}, {"state": "DECLINED"}, {"answered_on": at.date() + timedelta(days=1)}):
        with pytest.raises(IntegrityError), transaction.atomic():
            changed = Statement.objects.get(pk=statement.pk)
            for name, value in change.items():
                setattr(changed, name, value)
            changed.save(update_fields=list(change))
    with pytest.raises(IntegrityError), transaction.atomic():
        Statement.objects.filter(pk=statement.pk).delete()


def test_whom_the_wall_cuts_off_works_on_no_statement(investigation, desk, at):
    statement = investigation.statement()
    actions.recuse(investigation.case, reason="A cousin.", by=desk.staff, at=at)
    with pytest.raises(Case.DoesNotExist):
        actions.ask_to_confirm(statement, by=desk.staff, at=at)
