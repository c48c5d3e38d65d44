"""One matter, reported more than once: merged with a reason, undone with another, and no word to the wrong one."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from accounts.moves import Refused
from accounts.roles import Role
from cases import actions
from cases.actions.naming import name_possible_parties
from cases.models import AccessGrant, AlarmCall, Allegation, Case, Conflict, DangerAlarm, Merge, Party
from cases.states.case import CaseState
from cases.states.party import PartyRole
from cases.tasks import sweep_due_dates
from cases.views.progress import dialogue_of
from clocks import kinds
from clocks.models import Clock
from tests.cases.desk import make_topic, open_case
from tests.people import make_person
from tests.standing import standing

pytestmark = pytest.mark.slow

FIRST = "The forklift supplier pays for dinners of the purchasing manager."
SECOND = "Dinners of the purchasing manager are paid by a forklift supplier."


@standing
def again(desk, at):
    """The newer case, of an alarm, in triage."""
    return desk.acknowledge(open_case(at=at, narrative=SECOND, in_danger=True))


@standing
def main(desk, at):
    """The older case, under investigation, with somebody to work it."""
    desk.at = at - timedelta(days=40)
    case = desk.assign(desk.triage(desk.acknowledge(open_case(at=desk.at, narrative=FIRST, country="PT"))))
    desk.at = at
    return case


def merge(case, into, desk, at, reason="One dinner.") -> Merge:
    return actions.merge_case(case, into=into, reason=reason, by=desk.staff, at=at)


def unmerge(merged, desk, at) -> Merge:
    return actions.unmerge_case(merged, reason="Two dinners.", by=desk.staff, at=at)


def _possible(case, person, at) -> Party:
    name_possible_parties(case, [person], on=at.date())
    return case.parties.get(person=person)


def page(client, case, part="") -> str:
    answer = client.get(case.get_absolute_url() + part)
    assert answer.status_code == 200
    return answer.content.decode()


# --- what moves and what stays ---------------------------------------------------------------------------------
def test_the_matter_goes_on_in_the_other_case_and_the_old_one_says_where(again, main, desk, send, now, at_desk):
    desk.note(again)
    allegation = desk.allege(again, desk.name(again, make_person("Una Further", at=desk.at)))
    shown = at_desk.get(f"{again.get_absolute_url()}merge-case/?into={main.reference}").content.decode()
    for told in (main.reference, "1 report", "1 allegation", "1 person", "learns of no other", "The earlier date"):
        assert told in shown, "the review says what will happen"
    typed = {"into": main.reference, "reason": "One dinner.", "receipt": "a"}
    for _sending in range(2):
        assert send("merge_case", again, **typed).url == main.get_absolute_url()
    again, main = now(again), now(main)
    assert (again.state, again.merged_into, again.queue) == (CaseState.MERGED, main, main.queue)
    assert again.reports.count() == 0 and main.reports.count() == 2
    assert now(allegation).case == main and now(allegation.subject).case == main
    assert DangerAlarm.objects.get().case == main
    survivor, merged = page(at_desk, main), page(at_desk, again)
    assert SECOND in survivor and f"Came with {again.reference}" in survivor and "Una Further" in survivor
    assert SECOND not in merged and main.reference in merged and "the matter goes on there" in merged
    assert "Read the invoices." in page(at_desk, main, "notes/") and "Read the invoices." in page(
        at_desk, again, "notes/"
    )
    assert "One dinner." in page(at_desk, main, "links/") and "One dinner." in page(at_desk, again, "links/")
    for case, sentence in ((main, "Took in another case"), (again, "Merged into another case")):
        assert sentence in page(at_desk, case, "history/")
    assert again.reference not in at_desk.get("/cases/").content.decode(), "not among the open ones"
    assert again.reference in at_desk.get("/cases/?state=MERGED").content.decode()
    assert at_desk.get(f"{again.get_absolute_url()}merge-case/").status_code == 200


def test_neither_the_word_of_a_reporter_nor_that_of_the_office_is_lost(again, main, desk, at, now):
    report, own = again.reports.get(), main.reports.get()
    merged = merge(again, main, desk, at)
    actions.answer_as_reporter(report, body="He did it once more.", at=at)
    actions.ask_reporter(main, body="To you alone.", report=own, by=desk.staff, at=at)
    actions.ask_reporter(main, body="To both.", by=desk.staff, at=at)
    unmerge(merged, desk, at)
    assert now(report).case == again and now(report).came_with is None and now(own).case == main
    assert [message.body for message in report.messages.all()] == [
        "It has arrived.",
        "He did it once more.",
        "To both.",
    ]
    assert [message.body for message in own.messages.all()] == ["It has arrived.", "To you alone.", "To both."]
    assert now(again).state == CaseState.TRIAGE and DangerAlarm.objects.get().case == again
    desk.triage(now(again))


def test_what_was_found_meanwhile_goes_back_and_notes_stay(again, main, desk, at, now, subject, at_desk):
    theirs = desk.allege(again, desk.name(again, subject))
    merged = merge(again, main, desk, at)
    desk.find(now(theirs))
    ours = desk.allege(main, Party.objects.get(person=subject))
    note = desk.note(main)
    unmerge(merged, desk, at)
    assert now(theirs).case == again and now(theirs).finding and now(ours).case == main and now(note).case == main
    assert now(ours).subject.case == main, "an allegation blames nobody of another case"
    for other in (desk.name(main, make_person("Una Further", at=at)).pk, now(theirs).subject_id, None):
        with pytest.raises(IntegrityError, match="stays about the same"), transaction.atomic():
            Allegation.objects.filter(pk=ours.pk).update(subject=other)
    assert "Two dinners." in page(at_desk, main, "links/")
    assert merge(now(again), now(main), desk, at), "and it may be merged anew"


def test_what_something_was_done_about_is_not_given_back(again, main, desk, at, now, subject, send, at_desk):
    theirs = desk.allege(again, desk.name(again, subject))
    merged = merge(again, main, desk, at)
    fair = {"standard": "BALANCE", "subject_hearing": "DECLINED", "subject_told_on": at.date()}
    desk.find(now(theirs), "SUBSTANTIATED", **fair)
    facts = actions.ActionFacts(kind="DISCIPLINE", reasons="So.", allegation=theirs, level="PAY")
    proposed = actions.propose_action(main, facts=facts, by=desk.investigator, at=at)
    with pytest.raises(Refused) as refusal:
        unmerge(merged, desk, at)
    assert "rests on an allegation" in str(refusal.value.sentence)
    address = f"{main.get_absolute_url()}unmerge-case/{merged.pk}/"
    assert "rests on an allegation" in at_desk.get(address).content.decode()
    assert "rests on an allegation" in at_desk.post(address, {"reason": "Two."}).content.decode()
    actions.cancel_action(proposed, reason="Not so.", by=desk.staff, at=at)
    assert unmerge(merged, desk, at) and now(theirs).case == again


def test_one_consequence_answers_the_findings_of_both_against_one_person(again, main, desk, at, now, subject):
    fair = {"standard": "BALANCE", "subject_hearing": "DECLINED", "subject_told_on": at.date()}
    both = [desk.allege(case, desk.name(case, subject)) for case in (again, main)]
    merge(again, main, desk, at)
    for allegation in both:
        desk.find(now(allegation), "SUBSTANTIATED", **fair)
    actions.submit_for_review(main, reason="Done.", by=desk.investigator, at=at)
    with pytest.raises(Refused) as refusal:
        actions.close_case(main, message="Closed.", by=desk.head, at=at)
    assert "for 1 subject" in str(refusal.value.sentence)
    actions.record_no_consequence(now(both[0]), reason="Has left.", by=desk.staff, at=at)
    assert actions.close_case(now(main), message="Closed.", by=desk.head, at=at).state == CaseState.CLOSED


# --- the wall ----------------------------------------------------------------------------------------------------
def test_the_wall_of_either_stands_around_both_at_once_and_after_the_undoing(again, main, desk, at, now):
    boss = make_person("Berta Bossy", Role.OFFICE_STAFF, office="ETHICS_OFFICE", at=at)
    later = make_person("Lara Later", Role.OFFICE_STAFF, office="ETHICS_OFFICE", at=at)
    torn = make_person("Tom Torn", Role.OFFICE_STAFF, office="ETHICS_OFFICE", at=at)
    desk.name(again, boss)
    Conflict.objects.create(
        data_key=main.data_key, case=main, person=torn, reason="A cousin.", declared_by=torn, declared_at=at
    )
    known = make_person("Karl Knownbefore", Role.OFFICE_STAFF, office="ETHICS_OFFICE", at=at)
    desk.name(main, known)
    again_report = again.reports.get()
    assert (
        again.is_visible_to(known)
        and main.is_visible_to(boss)
        and again.is_visible_to(torn)
        and main.is_visible_to(later)
    ), "the control"
    merged = merge(again, main, desk, at)
    again, main = now(again), now(main)
    desk.name(main, later)
    actions.answer_as_reporter(again_report, body=f"{known.full_name} knew it, too.", at=at)
    for person in (boss, later, torn):
        assert not main.is_visible_to(person) and not again.is_visible_to(person)
        assert not {person.pk} & main.visible_among([person]) and not again.visible_among([person])
        assert person not in main.staff() and person not in again.staff()
    unmerge(merged, desk, at)
    again, main = now(again), now(main)
    assert not now(again).is_visible_to(known), "the reporter has named them since"
    for person in (boss, later, torn):
        assert not main.is_visible_to(person) and not again.is_visible_to(person), "a person has to decide first"
    assert {party.status for party in Party.objects.filter(case=main, person=boss)} == {"PROVISIONAL"}
    assert {party.status for party in Party.objects.filter(case=again, person=later)} == {"PROVISIONAL"}
    actions.reject_party(Party.objects.get(case=main, person=boss), reason="Not here.", by=desk.staff, at=at)
    assert now(main).is_visible_to(boss) and not now(again).is_visible_to(boss)


def test_an_investigator_who_is_walled_off_by_the_other_case_loses_the_whole(again, main, desk, at, now):
    desk.name(again, desk.investigator)
    assert main.is_visible_to(desk.investigator), "the control"
    merge(again, main, desk, at)
    assert now(main).assignee is None and not now(main).is_visible_to(desk.investigator)


def test_no_access_grows_in_silence(again, main, desk, at, now, sign_in, employee):
    asked = make_person("Olga Other", at=at)
    desk.share(main, employee)
    desk.share(again, asked)
    merged = merge(again, main, desk, at)
    again, main = now(again), now(main)
    assert not main.is_visible_to(employee) and not again.is_visible_to(employee), "a head may share the whole anew"
    assert again.is_visible_to(asked) and not main.is_visible_to(asked)
    client = sign_in(asked)
    for part in ("", "links/", "history/", "notes/", "access/", "dialogue/"):
        seen = page(client, again, part)
        assert main.reference not in seen and "One dinner." not in seen and FIRST not in seen and SECOND not in seen
    assert client.get(f"{again.get_absolute_url()}unmerge-case/{merged.pk}/").status_code == 404
    unmerge(merged, desk, at)
    assert main.is_visible_to(employee) and not now(again).is_visible_to(employee)
    assert AccessGrant.objects.active().filter(person=employee).count() == 1
    assert page(client, now(again)).count(SECOND) == 1


# --- the reporters -------------------------------------------------------------------------------------------------
def test_who_is_accused_in_the_one_is_not_let_go_in_the_whole(again, desk, at, now):
    boss = make_person("Berta Bossy", Role.OFFICE_STAFF, office="ETHICS_OFFICE", at=at)
    main = desk.acknowledge(open_case(at=at, narrative=FIRST, typed_names=boss.full_name))
    let_go = actions.reject_party(main.parties.get(), reason="Another Bossy.", by=desk.staff, at=at)
    desk.allege(again, desk.name(again, boss))
    assert now(main).is_visible_to(boss), "the control"
    merge(again, now(main), desk, at)
    assert now(let_go).status == "PROVISIONAL"
    with pytest.raises(Refused) as refusal:
        actions.reject_party(now(let_go), reason="Another Bossy.", by=desk.staff, at=at)
    assert "the wall stays" in str(refusal.value.sentence) and not now(main).is_visible_to(boss)
    assert actions.confirm_party(now(let_go), role=PartyRole.SUBJECT, by=desk.staff, at=at)


def test_who_is_a_subject_in_the_one_is_no_witness_in_the_whole_by_a_proposal_of_before(desk, at):
    """Their subordinates would see again what the wall of the other case kept from them."""
    named = make_person("Una Further", at=at)
    old = desk.triage(desk.acknowledge(open_case(at=at, narrative=FIRST)))
    possible = _possible(old, named, at)
    actions.confirm_party(possible, role=PartyRole.WITNESS, by=desk.head, at=at)
    new = desk.triage(desk.acknowledge(open_case(at=at, narrative=SECOND)))
    desk.name(new, named)
    merge(new, old, desk, at)
    party = Case.objects.get(pk=old.pk).parties.get(person=named)
    assert (party.role, party.status, party.wanted_role) == (PartyRole.SUBJECT, "CONFIRMED", "")
    with pytest.raises(Refused):
        actions.agree_to_role(party, by=desk.staff, at=at)


def test_who_takes_care_of_an_alarm_goes_on_reading_its_report(again, main, desk, at, now, employee, at_desk):
    alarm = DangerAlarm.objects.get(case=again)
    AlarmCall.objects.create(alarm=alarm, place=1, person=employee, rung="COMMITTEE", called_at=at)
    actions.acknowledge_alarm(alarm, by=employee, at=at)
    shown = at_desk.get(f"{again.get_absolute_url()}merge-case/?into={main.reference}").content.decode()
    assert f"{employee.full_name} takes care of an alarm" in shown
    assert again.is_visible_to(employee) and not main.is_visible_to(employee), "the control"
    merged = merge(again, main, desk, at)
    assert now(main).is_visible_to(employee), "a life is worth more than what they read"
    unmerge(merged, desk, at)
    assert now(again).is_visible_to(employee) and not now(main).is_visible_to(employee)


def test_a_reporter_sees_their_own_report_and_no_sign_of_another(again, main, desk, at, now, client):
    def told(report):
        return {key: value for key, value in dialogue_of(report, today=at.date()).items() if key != "report"}

    reports = [again.reports.get(), main.reports.get()]
    before = [told(now(report)) for report in reports]
    assert before[0]["expected"] and before[0]["expected"] != before[1]["expected"], "the control"
    merge(again, main, desk, at)
    after = [told(now(report)) for report in reports]
    assert after[1] == before[1]
    assert after[0] == before[0], "the days are those of their own report"


# --- deadlines and materiality ---------------------------------------------------------------------------------------
def test_the_earlier_date_holds_and_feedback_is_owed_to_each(again, main, desk, at, now):
    at_first = Clock.objects.of(main).running().get(kind=kinds.FEEDBACK).due_on
    theirs = Clock.objects.of(again).running().get(kind=kinds.FEEDBACK).due_on
    merge(again, main, desk, at)
    main = now(main)
    assert {clock.due_on for clock in main.clocks().running().filter(kind=kinds.FEEDBACK)} == {at_first, theirs}
    assert set(Clock.objects.of(again).running().values_list("kind", flat=True)) == {kinds.FEEDBACK}
    sweep_due_dates()
    assert main.due_on == now(main).due_on == min(clock.due_on for clock in main.clocks().running())
    actions.ask_reporter(
        main, body="So far.", report=main.reports.get(came_with=None), is_feedback=True, by=desk.staff, at=at
    )
    assert Clock.objects.of(again).running().filter(kind=kinds.FEEDBACK).exists()
    actions.ask_reporter(main, body="So far.", is_feedback=True, by=desk.staff, at=at)
    assert not main.clocks().running().filter(kind=kinds.FEEDBACK).exists()


def test_dates_are_exchanged_and_given_back(desk, at, now):
    older, newer = (desk.acknowledge(open_case(at=at - timedelta(days=days))) for days in (9, 2))

    def due(case):
        return list(Clock.objects.of(case).running().filter(kind=kinds.TRIAGE).values_list("due_on", flat=True))

    early, late = due(older), due(newer)
    assert early < late, "the control"
    merged = merge(older, newer, desk, at)
    assert (due(older), due(newer)) == ([], early)
    unmerge(merged, desk, at)
    assert (due(older), due(newer)) == (early, late) and now(newer).due_on == late[0]


def test_a_question_of_materiality_is_asked_of_the_whole_by_its_own_date(main, desk, at, now, general_auditor):
    early = at - timedelta(days=9)
    suspected = open_case(at=early, topic=make_topic("bribery", trigger="BRIBERY"), narrative=SECOND)
    desk.acknowledge(suspected)
    due = Clock.objects.of(suspected).running().get(kind__in=kinds.MATERIALITY).due_on
    merged = merge(suspected, main, desk, at)
    main = now(main)
    assert main.triggers.get().fired_on == early.date()
    assert Clock.objects.of(main).running().get(kind__in=kinds.MATERIALITY).due_on == due < at.date()
    desk.find(desk.allege(main))
    actions.submit_for_review(main, reason="Done.", by=desk.investigator, at=at)
    with pytest.raises(Refused) as refusal:
        actions.close_case(main, message="Closed.", by=desk.head, at=at)
    assert "whether this is material" in str(refusal.value.sentence)
    with pytest.raises(Refused):
        unmerge(merged, desk, at)  # at the closing desk nothing is taken out any more
    actions.return_to_investigation(main, reason="Materiality.", by=desk.head, at=at)
    unmerge(merged, desk, at)
    assert Clock.objects.of(suspected).running().get(kind__in=kinds.MATERIALITY).due_on == due


# --- refused ---------------------------------------------------------------------------------------------------------
def test_what_can_not_be_merged_is_said_in_a_sentence_that_names_no_case(again, main, desk, at, now, general_auditor):
    fresh, material = open_case(at=at), desk.case_in(CaseState.INVESTIGATION)
    desk.acknowledge(bribery := open_case(at=at, topic=make_topic("bribery", trigger="BRIBERY")))
    books = open_case(at=at, topic=make_topic("books", is_accounting=True))
    actions.decide_materiality(
        material, outcome="MATERIAL", reasons="So.", digest_line="A matter.", by=desk.staff, at=at
    )
    actions.decide_materiality(bribery, outcome="NOT_MATERIAL", reasons="So.", by=desk.staff, at=at)
    elsewhere = desk.case_in(CaseState.TRIAGE)
    actions.transfer_case(elsewhere, queue="AUDIT_COMMITTEE_CHAIR", reason="Theirs.", by=desk.head, at=at)
    AccessGrant.objects.create(case=elsewhere, person=desk.staff, reason="shared", granted_on=at.date())
    refused = {
        "itself": (main, main),
        "Acknowledge both": (fresh, main),
        "second person. Send it back": (again, desk.case_in(CaseState.REVIEW)),
        "after it was reopened": (again, desk.case_in(CaseState.CLOSED)),
        "different queues": (again, elsewhere),
        "the other way round": (main, again),
        "decided material": (material, main),
        "Wait for the answer": (bribery, main),
        "the General Auditor": (desk.acknowledge(books), main),
        "merged already": (again, desk.case_in(CaseState.MERGED)),
        "Other cases were merged": (Case.objects.filter(merged_cases__isnull=False).first, again),
    }
    for sentence, (case, into) in refused.items():
        case = case() if callable(case) else case
        with pytest.raises(Refused) as refusal:
            merge(now(case), now(into), desk, at)
        assert sentence in str(refusal.value.sentence), sentence
        assert "-" not in str(refusal.value.sentence), "no reference"


def test_only_who_works_both_merges_and_the_unseen_is_answered_like_nothing(
    again, main, desk, at, send, now, employee, sign_in, ethics_staff
):
    desk.share(again, employee)
    desk.share(main, employee)
    by_reader = sign_in(employee)
    answer = send("merge_case", again, client=by_reader, into=main.reference, reason="So.")
    assert "You may not do this" in answer.content.decode()
    assert (
        "You may not do this"
        in by_reader.get(f"{again.get_absolute_url()}merge-case/?into={main.reference}").content.decode()
    )
    desk.name(main, ethics_staff, role=PartyRole.WITNESS, by=desk.head)
    client = sign_in(ethics_staff)
    answers = [
        client.post(f"{again.get_absolute_url()}merge-case/", {"into": typed, "reason": "So."}).content.decode()
        for typed in (main.reference, "BCDF-GHJK")
    ]
    assert all("You see no case with this reference." in one for one in answers)
    assert now(again).state == CaseState.TRIAGE and not Merge.objects.exists()


# --- what the database refuses -------------------------------------------------------------------------------------
def test_the_database_keeps_a_merge_whole(again, main, desk, at, now):
    third = desk.case_in(CaseState.TRIAGE)
    merged = merge(again, main, desk, at)
    into = "UPDATE cases_case SET merged_into_id = %s, state = 'MERGED' WHERE id = %s"
    alone = "UPDATE cases_case SET state = 'TRIAGE' WHERE merged_into_id = %s AND id = %s"
    halves = "SET unmerged_at = merged_at, unmerged_by_id = merged_by_id WHERE target_id = %s AND source_id = %s"
    refused = {
        "a chain": (into, third, again),
        "the other end of a chain": (into, main, third),
        "itself": (into, third, third),
        "a report of a merged case": ("UPDATE cases_report SET case_id = %s WHERE case_id = %s", again, main),
        "a report that wanders": ("UPDATE cases_report SET case_id = %s WHERE case_id = %s", third, main),
        "merged in another state": (alone, main, again),
        "undone by halves": (f"UPDATE cases_merge {halves}", main, again),
        "rewritten": ("UPDATE cases_merge SET target_id = %s WHERE source_id = %s", third, again),
        "forgotten": ("DELETE FROM cases_merge WHERE target_id = %s AND source_id = %s", main, again),
    }
    for what, (statement, *cases) in refused.items():
        ids = [case.pk if connection.vendor == "postgresql" else case.pk.hex for case in cases]
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, ids)
            pytest.fail(f"{what}: {cursor.rowcount} rows were taken")
    unmerge(merged, desk, at)
    with pytest.raises(IntegrityError), transaction.atomic():
        Merge.objects.filter(pk=merged.pk).update(unmerged_at=None, unmerged_by=None)
