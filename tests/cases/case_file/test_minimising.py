"""Two people remove a passage: from the text, from what it is found by, and for good. A hold keeps it."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse

from accounts.moves import Refused
from accounts.roles import Role
from audit.trail import history
from audit.verification import Replay
from cases import actions
from cases.actions import HoldFacts, InterviewFacts, PassageFacts
from cases.actions.linking import mark_words
from cases.models import Attachment, CaseFile, Minimising, Report, WordMark
from cases.searching import search, understood
from cases.tasks import sweep_files
from tests.cases.desk import make_topic
from tests.cases.questionnaires.conftest import WORDS, publish
from tests.people import make_person
from tests.standing import standing
from vault import blobs
from vault.digests import keyed_digest
from vault.fields import SHREDDED
from vault.models import SealedFile

pytestmark = pytest.mark.slow

PASSAGE = "his wife Wilhelmina has cancer"
TOLD = f"The dinners were paid by the supplier; {PASSAGE}. Nobody wrote them down."
LEFT = "The dinners were paid by the supplier; [removed: sensitive personal data]. Nobody wrote them down."


@standing
def case(desk):
    return desk.case_in("INVESTIGATION", narrative=TOLD)


@pytest.fixture
def propose(desk, case, at):
    def proposed(kind="REPORT", thing=None, passage=PASSAGE, by=None) -> Minimising:
        facts = PassageFacts(kind, thing or case.reports.get().pk, passage, "SPECIAL", "The matter is about dinners.")
        return actions.propose_minimising(case, facts=facts, by=by or desk.staff, at=at)

    return proposed


def found(person, words: str) -> int:
    return len(search(understood(words), person, within="", before=None).rows)


# --- what goes ---
def test_a_passage_of_a_report_goes_from_the_text_the_search_and_the_marks(desk, case, propose, at):
    mark_words()
    marks = set(WordMark.objects.values_list("mark", flat=True))
    assert found(desk.staff, "Wilhelmina") == 1
    made = propose()
    assert case.reports.get().narrative == TOLD, "nothing goes before a second person agrees"
    actions.confirm_minimising(made, by=desk.head, at=at)
    assert case.reports.get().narrative == LEFT
    assert (found(desk.staff, "Wilhelmina"), found(desk.staff, "supplier")) == (0, 1)
    mark_words()
    assert not marks <= set(WordMark.objects.values_list("mark", flat=True))
    assert case.reports.get().is_marked


def test_what_stays_is_the_reason_and_a_digest_and_never_the_words(desk, case, propose, at):
    made = propose()
    actions.confirm_minimising(made, by=desk.head, at=at)
    made = Minimising.objects.get(pk=made.pk)
    assert made.passage is SHREDDED and made.resealed is None
    assert made.passage_digest == keyed_digest("minimised-passage", PASSAGE)
    entries = [entry for entry in history(case) if "minimising" in entry.verb]
    assert len(entries) == 2 and not any("Wilhelmina" in f"{one.sentence}{one.facts}" for one in entries)
    assert list(Replay().findings()) == []


def test_messages_notes_interviews_and_statements_too(desk, case, propose, at):
    desk.ask(case)
    message = case.reports.get().messages.latest("position")
    note = desk.note(case)
    met = InterviewFacts(conducted_by=desk.investigator, planned_for=at, mode="PHONE", described="A waiter")
    interview = actions.plan_interview(case, facts=met, by=desk.investigator, at=at)
    record = {"words": "He said that the bill was paid.", "held_at": at}
    interview = actions.record_interview(interview, **record, by=desk.investigator, at=at)
    statement = actions.write_statement(interview, text="I saw the bill.", by=desk.investigator, at=at)
    things = (
        ("MESSAGE", message, "body", "restaurant"), ("NOTE", note, "body", "invoices"),
        ("INTERVIEW", interview, "record", "the bill was"), ("STATEMENT", statement, "text", "the bill"),
    )  # fmt: skip
    for kind, row, field, words in things:
        actions.confirm_minimising(propose(kind, row.pk, words), by=desk.head, at=at)
        text = getattr(type(row).objects.get(pk=row.pk), field)
        assert words not in text and "[removed: sensitive personal data]" in text, kind


def test_answers_on_the_form_and_about_the_topic_too(desk, at):
    told = {"Who was there?": f"The waiter; {PASSAGE}.", "Is somebody in danger?": "NO"}
    asked = publish(make_topic(), WORDS, by=desk.head, at=at)
    about = {asked.questions.get().field_name: f"Often; {PASSAGE}."}
    case = desk.case_in("INVESTIGATION", answers=told, topic_answers=about, questionnaire=asked)
    report = case.reports.get()
    assert found(desk.staff, "Wilhelmina") == 1, "the control"
    for kind, field in (("ANSWERS", "answers"), ("TOPIC", "topic_answers")):
        facts = PassageFacts(kind, report.pk, PASSAGE, "SPECIAL", "Not needed.")
        made = actions.propose_minimising(case, facts=facts, by=desk.staff, at=at)
        actions.confirm_minimising(made, by=desk.head, at=at)
        assert "Wilhelmina" not in str(getattr(Report.objects.get(), field)), field
    report = Report.objects.get()
    assert report.answers == told | {"Who was there?": "The waiter; [removed: sensitive personal data]."}
    assert found(desk.staff, "Wilhelmina") == 0 and found(desk.staff, "waiter") == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        report.answers = told
        report.save(update_fields=["answers"])


def test_two_answers_are_no_passage(desk, at):
    case = desk.case_in("INVESTIGATION", answers={"Who?": "The waiter", "Where?": "Plant 2"})
    facts = PassageFacts("ANSWERS", case.reports.get().pk, "waiter\nPlant", "PRIVATE", "Not needed.")
    with pytest.raises(Refused):
        actions.propose_minimising(case, facts=facts, by=desk.staff, at=at)


@standing
def attachment(case, at):
    report = case.reports.get()
    told = {"name": "payslip.txt", "data_key": report.data_key, "on": at.date(), "media_type": "text/plain"}
    file = SealedFile.objects.seal([PASSAGE.encode()], **told)
    actions.answer_as_reporter(report, body="Here.", files=[file], by=None, at=at)
    return Attachment.objects.get()


@pytest.fixture
def propose_file(desk, case, at):
    return lambda thing: actions.propose_minimising(
        case, facts=PassageFacts("FILE", thing.pk, "", "CONTACT", "Not needed."), by=desk.staff, at=at
    )


def test_a_whole_file_goes_with_its_clean_copy_and_its_digest_stays(
    desk, attachment, propose_file, at, django_capture_on_commit_callbacks
):
    sha256 = str(attachment.file.sha256)
    made = propose_file(attachment)
    assert "checked at the moment" in str(refusal_of(lambda: actions.confirm_minimising(made, by=desk.head, at=at)))
    sweep_files()
    attachment.refresh_from_db()
    blobs_of = [blobs.path_of(file.storage_name) for file in (attachment.file, attachment.clean_file)]
    assert all(path.exists() for path in blobs_of), "nothing goes before a second person agrees"
    with django_capture_on_commit_callbacks(execute=True):
        actions.confirm_minimising(made, by=desk.head, at=at)
    attachment = Attachment.objects.get()
    assert not any(path.exists() for path in blobs_of)
    for file in (attachment.file, attachment.clean_file):
        assert file.data_key.is_destroyed and file.name is SHREDDED and file.sha256 is SHREDDED
    assert attachment.report.narrative == TOLD, "the report goes on being readable"
    made = Minimising.objects.get(pk=made.pk)
    assert (made.reason, made.passage_digest) == ("CONTACT", keyed_digest("minimised-file", sha256))
    client = Client()
    client.force_login(desk.staff.user)
    page = reverse("cases:attachment", args=[attachment.report.case.reference, attachment.pk])
    assert "deleted for good" in client.get(page).content.decode()
    for refused in (
        lambda: actions.open_attachment(attachment, by=desk.staff, at=at),
        lambda: propose_file(attachment),
    ):
        assert refusal_of(refused)
    assert list(Replay().findings()) == []


def test_a_legal_hold_keeps_a_file(desk, case, attachment, propose_file, at):
    sweep_files()
    made = propose_file(attachment)
    counsel = make_person("Carla Advisey", Role.COUNSEL, at=at)
    actions.place_hold(HoldFacts("Acme", "A subpoena.", references=[case.reference]), by=counsel, at=at)
    assert "legal hold" in refusal_of(lambda: actions.confirm_minimising(made, by=desk.head, at=at))
    assert not Attachment.objects.get().file.data_key.is_destroyed


def test_the_page_takes_a_file_without_words_and_shows_it_to_the_second_person(desk, case, attachment):
    client = Client()
    client.force_login(desk.staff.user)
    typed = {"what": f"FILE:{attachment.pk}", "passage": "", "reason": "PRIVATE", "why": "Not needed."}
    client.post(reverse("cases:propose_minimising", args=[case.reference]), typed)
    made = Minimising.objects.get()
    client.force_login(desk.head.user)
    page = client.get(reverse("cases:confirm_minimising", args=[case.reference, made.pk])).content.decode()
    assert "File 1.txt of the report" in page
    assert reverse("cases:attachment", args=[case.reference, attachment.pk]) in page


def refusal_of(act) -> str:
    with pytest.raises(Refused) as refusal:
        act()
    return str(refusal.value.sentence)


def test_an_export_that_waits_for_its_maker_is_removed(papers, propose, at):
    export = papers.make()
    made = actions.propose_minimising(
        papers.case,
        facts=PassageFacts("NOTE", papers.case.notes.get().pk, "invoices", "PRIVATE", "So."),
        by=papers.desk.staff,
        at=at,
    )
    actions.confirm_minimising(made, by=papers.desk.head, at=at)
    assert CaseFile.objects.get(pk=export.pk).pdf is None


def test_an_export_that_is_being_made_meanwhile_is_not_kept(papers, at):
    asked = papers.ask()
    facts = PassageFacts("NOTE", papers.case.notes.get().pk, "invoices", "PRIVATE", "So.")
    made = actions.propose_minimising(papers.case, facts=facts, by=papers.desk.staff, at=at)
    actions.confirm_minimising(made, by=papers.desk.head, at=at)
    assert CaseFile.objects.get(pk=asked.pk).has_failed


# --- who and when ---
def test_nobody_removes_what_they_proposed_themselves(desk, propose, at):
    made = propose(by=desk.head)
    with pytest.raises(Refused):
        actions.confirm_minimising(made, by=desk.head, at=at)
    with pytest.raises(Refused):
        actions.confirm_minimising(made, by=desk.investigator, at=at)
    with pytest.raises(IntegrityError), transaction.atomic():
        Minimising.objects.filter(pk=made.pk).update(state="DONE", settled_by=desk.head, settled_at=at)


def test_a_legal_hold_keeps_it_whenever_it_was_placed(desk, case, propose, at):
    made = propose()
    counsel = make_person("Carla Advisey", Role.COUNSEL, at=at)
    actions.place_hold(HoldFacts("Acme", "A subpoena.", references=[case.reference]), by=counsel, at=at)
    for act in (lambda: actions.confirm_minimising(made, by=desk.head, at=at), propose):
        with pytest.raises(Refused) as refusal:
            act()
        assert "legal hold" in str(refusal.value.sentence)
    assert case.reports.get().narrative == TOLD


def test_words_that_do_not_stand_there_are_refused_with_nothing_typed_lost(desk, case):
    client = Client()
    client.force_login(desk.staff.user)
    report = case.reports.get()
    typed = {"what": f"REPORT:{report.pk}", "passage": "her husband", "reason": "PRIVATE", "why": "Not needed."}
    shown = client.post(reverse("cases:propose_minimising", args=[case.reference]), typed).content.decode()
    assert "Copy them exactly" in shown and "her husband" in shown and not Minimising.objects.exists()


def test_a_text_of_another_case_is_none(desk, case, propose, at):
    other = desk.case_in("INVESTIGATION", narrative=TOLD)
    with pytest.raises(Refused):
        propose(thing=other.reports.get().pk)


def test_what_is_left_stays_and_the_copy_of_the_words_goes(desk, case, propose, at):
    made = actions.drop_minimising(propose(), reason="It is needed.", by=desk.head, at=at)
    assert case.reports.get().narrative == TOLD
    assert Minimising.objects.get(pk=made.pk).passage is SHREDDED
    with pytest.raises(Refused):
        actions.confirm_minimising(made, by=desk.head, at=at)


# --- the pages ---
def test_the_second_person_sees_the_words_marked_and_the_list_shows_none(desk, case, propose):
    made = propose()
    client = Client()
    client.force_login(desk.head.user)
    page = client.get(reverse("cases:confirm_minimising", args=[case.reference, made.pk])).content.decode()
    assert f"<mark>{PASSAGE}</mark>" in page
    listed = client.get(reverse("cases:case_files", args=[case.reference])).content.decode()
    assert "Removed passages" in listed and PASSAGE not in listed
    client.post(reverse("cases:confirm_minimising", args=[case.reference, made.pk]), {"go": "on"})
    assert case.reports.get().narrative == LEFT
    listed = client.get(reverse("cases:case_files", args=[case.reference])).content.decode()
    assert desk.head.full_name in listed and PASSAGE not in listed


# --- the door ---
def test_the_database_lets_a_text_change_through_this_door_alone(desk, case, propose, at):
    report = case.reports.get()
    before = bytes(_raw(report))
    made = propose()
    for change in ({"narrative": before + b"x"}, {"narrative": b"x"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            _write(report, change["narrative"])
    actions.confirm_minimising(made, by=desk.head, at=at)
    after = bytes(_raw(report))
    for raw in (before, after + b"x"):
        with pytest.raises(IntegrityError), transaction.atomic():
            _write(report, raw)


def test_a_door_that_was_shut_is_never_opened_again(desk, case, propose, at):
    report = case.reports.get()
    before = bytes(_raw(report))
    made = actions.confirm_minimising(propose(), by=desk.head, at=at)
    with pytest.raises(IntegrityError), transaction.atomic():
        Minimising.objects.filter(pk=made.pk).update(resealed=before)
    waits = propose(passage="paid by the supplier")
    with pytest.raises(IntegrityError), transaction.atomic():
        Minimising.objects.filter(pk=waits.pk).update(resealed=before)
    facts = {"case": case, "kind": "REPORT", "thing": report.pk, "passage": "x", "passage_digest": "0" * 64}
    facts |= {"data_key": case.data_key, "reason": "PRIVATE", "proposed_by": desk.staff, "proposed_at": at}
    settled = {"settled_by": desk.head, "settled_at": at + timedelta(days=1)}
    with pytest.raises(IntegrityError), transaction.atomic():
        Minimising.objects.create(**facts, **settled, state="DONE", resealed=before)


def _raw(report: Report) -> bytes:
    with connection.cursor() as cursor:
        cursor.execute("SELECT narrative FROM cases_report WHERE id = %s", [_id(report)])
        return cursor.fetchone()[0]


def _write(report: Report, raw: bytes) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE cases_report SET narrative = %s WHERE id = %s", [raw, _id(report)])


def _id(report: Report) -> str:
    return report.pk.hex if connection.vendor == "sqlite" else str(report.pk)
