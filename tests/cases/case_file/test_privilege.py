"""Counsel's privilege: who directed it since when, out of exports by default, lifted by two, and listed for good."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.moves import Refused
from accounts.roles import Role
from audit.trail import history
from cases import actions
from cases.actions import PrivilegeFacts
from cases.actions.case_files import make_case_files
from cases.models import CaseFile, Privilege
from cases.redaction import Choices
from tests.people import make_person
from tests.standing import standing

pytestmark = pytest.mark.slow


@standing
def counsel(at):
    return make_person("Carla Advisey", Role.COUNSEL, at=at)


@pytest.fixture
def mark(papers, counsel, at):
    def marked(kind="NOTE", thing=None, **facts) -> Privilege:
        told = {"directed_by": counsel, "since_on": at.date(), "description": "A note", "reason": "Legal advice."}
        told |= {"kind": kind, "thing": thing or papers.case.notes.get().pk}
        return actions.set_privilege(
            papers.case, facts=PrivilegeFacts(**told | facts), by=papers.desk.staff, at=papers.at
        )

    return marked


def test_a_privileged_note_stays_out_of_exports_until_somebody_says_otherwise(papers, mark):
    assert "Read the invoices." in papers.read(papers.make())
    mark()
    read = papers.read(papers.make())
    assert "Read the invoices." not in read and "One privileged part is left out" in read
    facts = actions.ExportFacts("For counsel.", Choices(with_privileged=True))
    actions.export_case(papers.case, facts=facts, by=papers.desk.staff, at=papers.at)
    assert "Read the invoices." in papers.read(papers.make(with_privileged=True, is_redacted=False))


def test_a_privileged_file_stays_out_and_is_listed(papers, mark):
    mark("DOCUMENT", papers.file.pk)
    read = papers.read(papers.make())
    assert "A list of Zephyr payments" not in read and "Privileged." in read


def test_what_became_privileged_since_it_was_asked_for_is_not_made(papers, mark, at):
    asked = papers.ask()
    mark("CASE", papers.case.pk)
    assert make_case_files(at) == 0
    assert CaseFile.objects.get(pk=asked.pk).has_failed


def test_a_privileged_case_is_not_exported_unawares_and_wears_its_badge(papers, mark, at_desk):
    mark("CASE", papers.case.pk)
    with pytest.raises(Refused):
        papers.ask()
    assert papers.ask(with_privileged=True, is_redacted=False).with_privileged
    page = at_desk.get(reverse("cases:case", args=[papers.case.reference])).content.decode()
    assert "Privileged" in page


def test_only_counsel_directs_it_and_only_things_of_this_case_have_it(papers, mark, employee, at, case):
    stranger = case.reports.get().pk
    for facts, field in (
        ({"directed_by": employee}, "directed_by"),
        ({"since_on": at.date() + timedelta(days=1)}, "since_on"),
        ({"thing": stranger}, "what"),
    ):
        with pytest.raises(Refused) as refusal:
            mark(**facts)
        assert refusal.value.field_name == field
    mark()
    with pytest.raises(Refused):
        mark()


def test_one_asks_and_another_lifts(papers, mark, at):
    staff, head = papers.desk.staff, papers.desk.head
    doubted = actions.doubt_privilege(mark(), reason="It was never advice.", by=staff, at=at)
    with pytest.raises(Refused):
        actions.lift_privilege(doubted, by=staff, at=at)
    with pytest.raises(IntegrityError), transaction.atomic():
        Privilege.objects.filter(pk=doubted.pk).update(state="LIFTED", lifted_by=staff, lifted_at=at)
    assert "Read the invoices." not in papers.read(papers.make())
    kept = actions.keep_privilege(doubted, reason="It was.", by=head, at=at)
    assert kept.state == "STANDING"
    again = actions.doubt_privilege(kept, reason="Counsel agrees now.", by=staff, at=at)
    assert actions.lift_privilege(again, by=head, at=at).state == "LIFTED"
    assert "Read the invoices." in papers.read(papers.make())
    verbs = [entry.verb for entry in history(papers.case)]
    assert {"set_privilege", "doubt_privilege", "keep_privilege", "lift_privilege"} <= set(verbs)
    with pytest.raises(IntegrityError), transaction.atomic():
        Privilege.objects.filter(pk=again.pk).update(state="STANDING", doubted_by=None, doubted_at=None,
                                                     lifted_by=None, lifted_at=None)  # fmt: skip


@pytest.mark.once
def test_it_is_set_on_its_page_and_stands_in_the_log(papers, counsel, send, at_desk, at):
    note = papers.case.notes.get()
    typed = {"what": f"NOTE:{note.pk}", "description": "Note on the bills", "directed_by": counsel.pk,
             "since_on": at.date().isoformat(), "reason": "Counsel asked for it."}  # fmt: skip
    assert send("set_privilege", papers.case, **typed).status_code == 302
    page = at_desk.get(reverse("cases:case_files", args=[papers.case.reference])).content.decode()
    assert "Note on the bills" in page and "Carla Advisey" in page and "Ask to lift it" in page
    page = at_desk.get(reverse("cases:export_case", args=[papers.case.reference])).content.decode()
    assert "Privileged parts go along" in page


def test_what_is_privileged_stays_so_when_its_case_is_merged(papers, counsel, desk, at):
    other = desk.case_in("TRIAGE")
    note = actions.write_note(other, body="Counsel thinks so.", by=desk.staff, at=at)
    told = {"directed_by": counsel, "since_on": at.date(), "description": "A note", "reason": "Advice."}
    actions.set_privilege(other, facts=PrivilegeFacts("NOTE", thing=note.pk, **told), by=desk.staff, at=at)
    actions.merge_case(other, into=papers.case, reason="One matter.", by=desk.staff, at=at)
    assert "Counsel thinks so." not in papers.read(papers.make())
    assert "Counsel thinks so." in papers.read(papers.make(with_privileged=True, is_redacted=False))


def test_an_interview_or_evidence_that_is_privileged_stays_out_and_is_logged(papers, mark):
    """By hand: who conducted it, or how the file came, does not matter."""
    by, at, case = papers.desk.investigator, papers.at, papers.case
    facts = actions.InterviewFacts(by, at, "PHONE", described="A waiter")
    talk = actions.plan_interview(case, facts=facts, by=by, at=at)
    talk = actions.record_interview(talk, held_at=at, words="Quokka dinners.", by=by, at=at)
    actions.write_statement(talk, text="I served wombats.", by=by, at=at)
    found = actions.EvidenceFacts("A bandicoot ledger", "Desk 4", by, at, "Room 1", "The safe", attachment=papers.file)
    item = actions.register_evidence(case, facts=found, by=by, at=at)
    words = ("Quokka dinners.", "I served wombats.", "A bandicoot ledger", "A list of Zephyr payments")
    read = papers.read(papers.make())
    assert all(word in read for word in words)
    mark("INTERVIEW", talk.pk, description="A talk for counsel")
    mark("EVIDENCE", item.pk)
    read = papers.read(papers.make())
    assert not any(word in read for word in words)
    read = papers.read(papers.make(with_privileged=True, is_redacted=False))
    assert all(word in read for word in words)
    log = Privilege.objects.values_list("kind", flat=True)
    assert sorted(log) == ["EVIDENCE", "INTERVIEW"]


def test_what_is_not_of_the_case_is_not_made_privileged_in_it(papers, mark, desk, at):
    from tests.cases.desk import open_case

    other = desk.assign(desk.triage(desk.acknowledge(open_case(at=at))))
    by = desk.investigator
    facts = actions.InterviewFacts(by, at, "PHONE", described="A waiter")
    talk = actions.plan_interview(other, facts=facts, by=by, at=at)
    with pytest.raises(Refused):
        mark("INTERVIEW", talk.pk)
