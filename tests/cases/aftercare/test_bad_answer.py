"""“Something happened to me” is a report of its own: routed by its own rule, with every wall of the first one."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.models import Notice
from accounts.moves import Refused
from accounts.notices import readable
from audit.trail import history
from cases import actions
from cases.models import Case, CaseLink, Conflict, Report, RetaliationCheck
from cases.states.access import WayIn
from cases.states.report import Mode
from tests.cases.desk import make_topic, open_case
from tests.people import fresh, make_person

WORDS = "Since May my shifts are cut, and nobody says why."


@pytest.fixture
def bad(named, asked, say, retaliation):
    """The check-in of the named reporter, answered badly."""
    return say(asked(named), "HAPPENED", words=WORDS)


def test_it_opens_a_linked_case_with_the_reporters_words(bad, named, desk):
    opened = Case.objects.get(pk=bad.case_opened_id)
    report = opened.reports.get()
    assert (opened.topic.slug, opened.state, report.narrative) == ("retaliation", "NEW", WORDS)
    assert (report.mode, report.identity.name) == (Mode.NAMED, named.reports.get().identity.name)
    assert report.identity.data_key_id != named.reports.get().identity.data_key_id
    link = CaseLink.objects.of(named).get()
    assert {link.first_id, link.second_id} == {named.pk, opened.pk}
    assert (link.kind, link.linked_by, link.linked_at) == ("RETALIATION", None, None)
    assert link in CaseLink.objects.of(named).visible_to(desk.head)


def test_it_asks_whether_it_is_material_and_tells_those_who_must_hear(bad, ethics_officer, desk, at):
    opened = bad.case_opened
    actions.tell_of_arrivals(at)
    assert set(opened.triggers.values_list("kind", flat=True)) == {"RETALIATION"}
    assert ethics_officer.notices.filter(kind="materiality_trigger", about_id=str(opened.pk)).count() == 1
    assert desk.investigator.notices.filter(kind="reporter_may_suffer").count() == 1


def test_the_ethics_officer_reads_it_in_whatever_queue_it_is(named, asked, say, ethics_officer, general_auditor, at):
    books = make_topic("books", is_retaliation=True)
    actions.propose_rule(
        name="Books", priority=1, topic=books, country="", queue="GENERAL_AUDITOR", by=ethics_officer, at=at
    )
    from cases.models import RoutingRule

    actions.approve_rule(RoutingRule.objects.get(), by=general_auditor, at=at)
    opened = say(asked(named), "HAPPENED").case_opened
    assert opened.queue == "GENERAL_AUDITOR"
    assert WayIn.RETALIATION_RULE in opened.access_of(fresh(ethics_officer)).ways


def test_whoever_the_first_case_walls_off_is_walled_off_from_the_second(
    desk, named, subject, second_ethics_staff, asked, say, retaliation, at
):
    desk.name(named, subject)
    colleague = make_person("Nadia Nextdoor", "OFFICE_STAFF", office="ETHICS_OFFICE", at=at)
    actions.recuse(named, reason="A cousin.", by=second_ethics_staff, at=at)
    opened = say(asked(named), "HAPPENED", words=WORDS).case_opened
    assert opened.is_visible_to(fresh(colleague)), "the control"
    assert not opened.is_visible_to(fresh(subject)) and not opened.is_visible_to(fresh(second_ethics_staff))
    assert opened.parties.get().status == "PROVISIONAL"
    heard = Notice.objects.filter(recipient__in=[subject, second_ethics_staff], about_id=str(opened.pk))
    assert not heard.exists(), "not even a notice that is withheld"


def test_a_head_in_the_first_case_never_receives_the_second(
    desk, ethics_officer, general_auditor, at, retaliation, say
):
    case = open_case(at=at, typed_names=ethics_officer.full_name)
    assert case.queue == "GENERAL_AUDITOR"
    Report.objects.filter(case=case).update(access_key_digest="b" * 64)
    actions.send_due_checks(at + timedelta(days=30))
    opened = say(RetaliationCheck.objects.of(case).get(), "HAPPENED", words=WORDS).case_opened
    assert opened.queue == "GENERAL_AUDITOR" and not opened.is_visible_to(fresh(ethics_officer))


def test_whom_the_answer_names_is_walled_off_from_both_at_once(named, asked, say, desk, retaliation):
    words = f"{desk.investigator.full_name} told everybody."
    opened = say(asked(named), "HAPPENED", words=words).case_opened
    investigator = fresh(desk.investigator)
    assert not opened.is_visible_to(investigator) and not named.is_visible_to(investigator)


def test_a_restricted_case_opens_a_restricted_one(named, asked, say, desk, retaliation, at):
    actions.restrict_case(named, reason="Quiet.", by=desk.head, at=at)
    opened = say(asked(named), "HAPPENED", words=WORDS).case_opened
    assert opened.is_restricted and not opened.is_visible_to(fresh(desk.staff))


def test_the_first_case_tells_nothing_of_the_second_to_whoever_stands_behind_its_wall(bad, named, desk, sign_in, at):
    opened = bad.case_opened
    Conflict.objects.create(
        data_key=opened.data_key, case=opened, person=desk.staff, reason="A cousin.", declared_by=desk.staff,
        declared_at=at,
    )  # fmt: skip
    page = reverse("cases:aftercare", args=[named.reference])
    seen_by_head = sign_in(desk.head).get(page).content.decode()
    assert opened.reference in seen_by_head and "Something happened to me" in seen_by_head, "the control"
    walled = sign_in(desk.staff).get(page).content.decode()
    assert opened.reference not in walled and "Something happened" not in walled and "Not answered yet" in walled
    assert bad.pk not in {check.pk for check in RetaliationCheck.objects.audible_to(fresh(desk.staff))}
    told = readable(Notice.objects.filter(recipient=desk.staff), desk.staff)
    assert not [notice for notice in told if notice.about_id in (str(bad.pk), str(opened.pk))]
    assert "answer_check" not in [entry.verb for entry in history(named)]
    assert (
        opened.reference
        not in sign_in(desk.staff).get(reverse("cases:history", args=[named.reference])).content.decode()
    )


def test_of_an_anonymous_answer_no_time_of_day_is_kept(desk, at, say, retaliation):
    case = desk.case_in("INVESTIGATION")
    Report.objects.filter(case=case).update(access_key_digest="c" * 64)
    actions.send_due_checks(at + timedelta(days=30))
    check = say(RetaliationCheck.objects.of(case).get(), "HAPPENED", words=WORDS)
    told = Report.objects.get(case=check.case_opened)
    assert (told.mode, told.received_at, told.identity, told.access_key_digest) == (Mode.ANONYMOUS, None, None, None)
    assert told.earlier == check.report
    assert {entry.recorded_at for entry in history(check.case_opened)} == {None}
    assert {entry.recorded_at for entry in history(CaseLink.objects.get())} == {None}
    assert not Notice.objects.filter(about_id__in=[str(check.pk), str(check.case_opened_id)], created_at__isnull=False)


def test_a_closed_case_fires_no_trigger_of_its_own(desk, employee, asked, say):
    case = desk.case_in("CLOSED", by=employee, mode=Mode.NAMED, reporter_name="Nora")
    make_topic("retaliation", is_retaliation=True)
    opened = say(asked(case), "HAPPENED", words=WORDS).case_opened
    assert not opened.triggers.exists(), "retaliation while a case is open is what asks for a decision"


def test_other_answers_open_nothing_and_their_words_are_a_message(named, asked, say):
    check = say(asked(named), "RATHER_NOT", words="Later, perhaps.")
    assert check.case_opened is None and Case.objects.count() == 1
    assert [message.body for message in named.reports.get().messages.all()][-1] == "Later, perhaps."


def test_sent_twice_it_is_one_answer_and_one_case(named, asked, say, retaliation):
    check = asked(named)
    first, second = say(check, "HAPPENED", words=WORDS), say(check, "HAPPENED", words=WORDS)
    assert first == second and Case.objects.count() == 2
    with pytest.raises(Refused):
        say(check, "FINE", receipt="another")


def test_an_access_key_is_not_taken_as_words(named, asked, say):
    with pytest.raises(Refused) as refusal:
        say(asked(named), "HAPPENED", words="KQ7M-4XRT-9WNC-B2HG-V6PD-3FZJ")
    assert refusal.value.field_name == "words"


def test_the_database_knows_no_bad_answer_without_a_case(named, asked):
    check = asked(named)
    with pytest.raises(IntegrityError), transaction.atomic():
        RetaliationCheck.objects.filter(pk=check.pk).update(answer="HAPPENED", answered_on=check.sent_on)
