"""After a file was shredded nothing of it can be read by anybody, and the trail still verifies."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import IntegrityError, models, transaction
from django.urls import reverse

from accounts.models import Notice, Person
from accounts.roles import Role
from audit.trail import history
from cases import actions
from cases.access_keys import access_key_digest
from cases.actions import (
    ActionFacts,
    AuditorFacts,
    DataRequestFacts,
    DecisionFacts,
    EvidenceFacts,
    InterviewFacts,
    ItemFacts,
    PassageFacts,
    PrivilegeFacts,
    ReferralFacts,
    ReportFacts,
)
from cases.actions.evidence import attach_file
from cases.files import hanging_from, keys_of
from cases.models import (
    Case,
    Deletion,
    Interview,
    OutcomeLetter,
    Party,
    Report,
    ReporterIdentity,
    ReviewRequest,
    SearchEntry,
    WordMark,
)
from cases.states.report import Mode
from code_of_ethics.models import Topic
from tests.cases.desk import Desk
from tests.cases.retention.conftest import seal_file
from tests.people import make_person
from tests.sweeps.state import rows
from vault import blobs
from vault.errors import VaultError
from vault.fields import SHREDDED, SealedField
from vault.models import SealedFile, SealedModel

pytestmark = pytest.mark.slow

FAIR = {"standard": "BALANCE", "subject_hearing": "HEARD", "subject_told_on": None}


def fill(desk: Desk, mark: str, reporter: Person, subject: Person, counsel: Person, topic: Topic) -> Case:
    """A closed case with a word of its own, beginning with `mark`, in every place that takes words."""

    def word(place: str) -> str:
        return f"{mark}{place}"

    told = ReportFacts(
        topic=topic, narrative=f"It happened: {word('narrative')}", mode=Mode.NAMED, country="FR",
        typed_names=word("typedname"),
    )  # fmt: skip
    report = actions.submit_report(told, by=reporter, at=desk.at)
    case = Case.objects.get(pk=report.case_id)
    file = seal_file(word("file").encode(), name=f"{word('filename')}.txt", case=case, on=desk.at.date())
    attach_file(report, file, on=desk.at.date())
    case = desk.assign(desk.triage(desk.acknowledge(case), summary=word("summary")))
    actions.write_note(case, body=word("note"), by=desk.staff, at=desk.at)
    actions.ask_reporter(case, body=word("question"), by=desk.staff, at=desk.at)
    actions.answer_as_reporter(report, body=word("answer"), at=desk.at)
    described = {"role": "WITNESS", "kind": "UNKNOWN_PERSON", "described": word("described")}
    actions.add_party(case, person=None, **described, by=desk.staff, at=desk.at)
    party = desk.name(case, subject)
    allegation = actions.add_allegation(
        case, provision=desk.provision, subject=party, statement=word("statement"), by=desk.staff, at=desk.at
    )
    found = {**FAIR, "subject_told_on": desk.at.date(), "reply_weighed": word("reply")}
    desk.find(allegation, "SUBSTANTIATED", **found)
    action = actions.propose_action(
        case, facts=ActionFacts(kind="CORRECTIVE", reasons=word("actionreasons")), by=desk.investigator, at=desk.at
    )
    decided = DecisionFacts(owner=desk.editor_of_lists, due_on=desk.at.date(), brief=word("brief"))
    action = actions.decide_action(action, facts=decided, by=desk.staff, at=desk.at)
    actions.confirm_action(action, ending=word("ending"), by=desk.staff, at=desk.at)
    actions.record_no_consequence(allegation, reason=word("noconsequence"), by=desk.staff, at=desk.at)
    facts = ReferralFacts(word("authority"), word("facts"), word("reasons"), counsel)
    referral = actions.propose_referral(case, facts=facts, by=desk.staff, at=desk.at)
    actions.give_opinion(referral, advice="AGAINST", opinion=word("opinion"), by=counsel, at=desk.at)
    actions.decline_referral(referral, reasons=word("declined"), by=desk.head, at=desk.at)
    work_at_the_desk(desk, case, word)
    counted = PrivilegeFacts("CASE", counsel, desk.at.date(), word("described"), word("privileged"))
    actions.set_privilege(case, facts=counted, by=desk.staff, at=desk.at)
    actions.check_in(case, by=desk.staff, at=desk.at)
    seen = {"kind": "PAY", "words": word("observed")}
    actions.record_observation(report.retaliation_checks.get(), **seen, by=desk.staff, at=desk.at)
    case = actions.submit_for_review(case, reason=word("submitted"), by=desk.investigator, at=desk.at)
    case = actions.close_case(case, message=word("farewell"), by=desk.head, at=desk.at)
    letter = actions.draft_letter(party, body=word("letter"), by=desk.staff, at=desk.at)
    actions.answer_letter(
        actions.send_letter(letter, by=desk.head, at=desk.at), words=word("reply"), by=subject, at=desk.at
    )
    look_again(report, word, desk.at)
    protect(desk, case, subject, word)
    return case


def protect(desk: Desk, case: Case, subject: Person, word: Callable[[str], str]) -> None:
    """A closed insider list, what the auditors were told, a passage to be removed, and what the subject was given."""
    at, staff = desk.at, desk.staff
    actions.mark_market_sensitive(case, name=word("listname"), reason=word("price"), by=staff, at=at)
    actions.unmark_market_sensitive(case, reason=word("public"), by=desk.head, at=at)
    told = AuditorFacts(at.date(), word("teller"), word("auditor"), "MEETING", word("auditors"))
    actions.log_auditors(case, facts=told, by=staff, at=at)
    note = case.notes.filter(author=staff).earliest("written_at")
    passage = PassageFacts("NOTE", note.pk, word("note"), "PRIVATE", word("removal"))
    actions.propose_minimising(case, facts=passage, by=staff, at=at)
    asked = actions.ask_for_data(DataRequestFacts("ACCESS", "What do you hold?"), by=subject, at=at)
    part = asked.parts.get(queue=case.queue)
    given = ItemFacts(word("held"), "GIVE", word("harmless"), words=word("given"))
    actions.decide_data_item(part, case=case, facts=given, by=staff, at=at)
    actions.finish_data_part(part, by=desk.head, at=at)
    actions.decline_data_request(asked, reason="Nobody came.", by=desk.privacy, at=at)


def work_at_the_desk(desk: Desk, case: Case, word: Callable[[str], str]) -> None:
    """A task, an interview with a statement, and a registered file whose chain goes on."""
    by, at = desk.investigator, desk.at
    task = actions.add_task(case, title=word("task"), due_on=at.date(), owner=None, by=by, at=at)
    actions.finish_task(task, ending=word("taskended"), by=by, at=at)
    told = InterviewFacts(
        person=desk.interviewee, conducted_by=by, mode="IN_PERSON", planned_for=at, place=word("place")
    )
    interview = actions.plan_interview(case, facts=told, by=by, at=at)
    elsewhere = {"planned_for": at + timedelta(hours=1), "place": word("elsewhere"), "reason": word("moved")}
    interview = actions.move_interview(interview, **elsewhere, by=by, at=at)
    interview = actions.record_interview(interview, held_at=at, words=word("record"), by=by, at=at)
    actions.write_statement(interview, text=word("statementtext"), by=by, at=at)
    facts = EvidenceFacts(
        description=word("evidence"), source=word("source"), collected_by=by, collected_at=at,
        collected_where=word("where"), held_by=word("heldby"), attachment=case.reports.get().attachments.get(),
    )  # fmt: skip
    item = actions.register_evidence(case, facts=facts, by=by, at=at)
    actions.check_integrity(item, by=by, at=at)


def look_again(report: Report, word: Callable[[str], str], at: datetime) -> None:
    """The reporter asked for a review, and it was decided."""
    ReviewRequest.objects.create(
        data_key=report.data_key, report=report, words=word("why"), asked_on=at.date(), closed_on=at.date()
    )
    ReviewRequest.objects.filter(report=report).update(
        decision="UPHELD", decided_by=Person.objects.get(family_name="Doerson"), decided_at=at
    )


def readable(mark: str) -> set[str]:
    """Where a word with the mark can be read: by whoever holds the database, its keys, and the disk."""
    found = set()
    for model in apps.get_models():
        if issubclass(model, SealedModel):
            found |= {f"{model._meta.label}.{name}" for name, text in _opened(model) if mark in text}
        raw = b"".join(_flat(row) for row in rows(model._meta.db_table)) if not model._meta.proxy else b""
        found |= {f"{model._meta.label} in clear"} if mark.encode() in raw.lower() else set()
    for file in SealedFile.objects.all():
        try:
            content = b"".join(file.chunks())
        except (VaultError, OSError):
            continue
        found |= {"a file"} if mark.encode() in content else set()
    return found


def _opened(model: type[models.Model]) -> Iterator[tuple[str, str]]:
    sealed = [field.name for field in model._meta.local_fields if isinstance(field, SealedField)]
    for row in model._base_manager.select_related("data_key"):
        for name in sealed:
            value = getattr(row, name)
            if value is not SHREDDED:
                yield name, str(value)


def _flat(row: Iterable[Any]) -> bytes:
    return b"|".join(value if isinstance(value, bytes) else str(value).encode() for value in row)


@pytest.fixture
def filled(desk, subject, employee, counsel, topic, period, at) -> tuple[Case, Case]:
    """The file that ends, and one that stays: both full of words."""
    period(12, country="FR")
    desk.editor_of_lists = make_person("Otto Doerson", at=at)
    desk.interviewee = make_person("Wilma Tellwell", at=at)
    desk.privacy = make_person("Dolores Privett", Role.DATA_PROTECTION, at=at)
    return tuple(
        fill(desk, mark, employee, subject, counsel, topic)
        for mark in ("zukunft", "bleibend")  # type: ignore[return-value]
    )


def test_nothing_of_a_shredded_file_can_be_read(
    filled, agree, later, django_capture_on_commit_callbacks, subject, employee
):
    gone, kept = filled
    before = {mark: readable(mark) for mark in ("zukunft", "bleibend")}
    assert before["zukunft"] == before["bleibend"], "the control: every word can be read as long as its file stands"
    places = {place.rpartition(".")[0] for place in before["zukunft"]}
    assert {"cases.Report", "cases.Message", "cases.Note", "cases.Party", "cases.Action"} <= places
    assert {"cases.PublicReferral", "cases.Allegation", "vault.SealedFile"} <= places and "a file" in before["zukunft"]
    paths = [
        blobs.path_of(file.storage_name) for file in SealedFile.objects.filter(data_key=gone.reports.get().data_key)
    ]
    assert paths and all(path.exists() for path in paths)
    identity = gone.reports.get().identity
    agree(gone)
    with django_capture_on_commit_callbacks(execute=True):
        assert actions.shred_approved(later) == 1
    assert readable("zukunft") == set()
    assert readable("bleibend") == before["bleibend"], "nothing else was touched"
    assert not any(path.exists() for path in paths)
    assert ReporterIdentity.objects.get(pk=identity.pk).name is SHREDDED
    assert not SearchEntry.objects.filter(case=gone).exists() and SearchEntry.objects.filter(case=kept).exists()
    assert not Party.objects.filter(case=gone, person__isnull=False).exists()
    assert Report.objects.by_reporter(employee).count() == 1, "that of the other case"
    assert list(OutcomeLetter.objects.written_to(subject)) == list(kept.letters.all())


# What only other doors bring, each shredded in the tests of its own or hanging under a key that these have.
NOT_FILLED = {
    "ActionNote",
    "CaseFile",
    "CaseLink",
    "Conflict",
    "ExitReading",
    "FairnessStep",
    "HandedOver",
    "HotlineTest",
    "IdentityRequest",
    "IncomingMail",
    "MailDownload",
    "ManagerReferral",
    "MaterialityDecision",
    "Merge",
    "OriginalOpening",
    "PendingForm",
    "Reclassification",
    "Recording",
    "RecoveryAmount",
    "TakenUpException",
    "TopicChange",
    "Withdrawal",
}


def test_every_kind_of_record_with_sealed_words_is_filled_or_known(filled):
    """Also one that is added tomorrow: then a place for its words belongs into `fill`."""
    gone, _kept = filled
    hanging = hanging_from([gone])
    ours = apps.get_app_config("cases").get_models()
    sealed = {model.__name__ for model in ours if issubclass(model, SealedModel)}
    # The annex of a part goes with the last file that it came from (test_data_requests.py).
    of_no_case = {"CaseImport", "DataPart", "DataRequest", "Hold", "ImportTable", "QueueView"}
    assert sealed - of_no_case - NOT_FILLED <= {model.__name__ for model, keys in hanging.items() if keys}


def test_who_was_concerned_or_asked_is_forgotten_with_the_file_and_not_before(filled, agree, later):
    gone, kept = filled
    for row in (gone.interviews.get(), gone.letters.get()):
        column = "person" if isinstance(row, Interview) else "recipient"
        with pytest.raises(IntegrityError), transaction.atomic():
            type(row).objects.filter(pk=row.pk).update(**{column: None})
    agree(gone)
    actions.shred_approved(later)
    assert gone.interviews.get().person is None and gone.letters.get().recipient is None
    assert kept.interviews.get().person and kept.letters.get().recipient


def test_the_trail_verifies_and_keeps_that_it_was_deleted(filled, agree, later):
    gone, _kept = filled
    deletion = agree(gone)
    actions.shred_approved(later)
    call_command("verify_trail")
    last = history(gone)[-1]
    assert (last.verb, last.sentence) == ("shred", "The file was deleted for good")
    assert {entry.sentence for entry in history(gone)[:-1]} == {SHREDDED}
    deletion.refresh_from_db()
    assert (deletion.state, deletion.settled_on) == ("DONE", later.date())


def test_to_everybody_it_is_as_if_it_had_never_been(
    filled, agree, later, sign_in, ethics_staff, ethics_officer, counsel
):
    gone, kept = filled
    agree(gone)
    actions.shred_approved(later)
    for person in (ethics_staff, ethics_officer, counsel):
        client = sign_in(person)
        unknown = client.get(reverse("cases:case", args=["BBBB-BBBB"]))
        answer = client.get(reverse("cases:case", args=[gone.reference]))
        assert answer.status_code == unknown.status_code == 404
        for page in ("cases:queue", "retention:due", "referrals:list"):
            assert gone.reference not in client.get(reverse(page), {"state": "every"}).content.decode()
    assert kept.reference in sign_in(ethics_staff).get(reverse("cases:queue"), {"state": "every"}).content.decode()
    assert not Notice.objects.filter(about_id=str(gone.pk), withheld=False).exists()


def test_no_record_of_a_shredded_file_is_visible_to_anybody(filled, agree, later):
    """Every model that hangs from a case and says who may see its rows, also one that is added tomorrow."""
    gone, kept = filled
    agree(gone)
    hanging = hanging_from([gone, kept])
    actions.shred_approved(later)
    seen = set()
    own = {model: keys - hanging_from([kept])[model] for model, keys in hanging.items()}
    for model, keys in own.items():
        visible = getattr(model._default_manager.all(), "visible_to", None)
        if visible is None or model is Deletion:
            continue
        for person in Person.objects.all():
            assert not visible(person).filter(pk__in=keys).exists(), f"{model._meta.label} to {person.full_name}"
            seen |= {model} if visible(person).filter(pk__in=hanging[model] - keys).exists() else set()
    assert {Case, Report} <= seen, "the control: those of the other file are seen"


def test_the_reporter_finds_no_report_any_more_and_says_nothing_into_the_void(filled, agree, later):
    gone, _kept = filled
    report = gone.reports.get()
    Report.objects.filter(pk=report.pk).update(access_key_digest=access_key_digest("K" * 24))
    agree(gone)
    actions.shred_approved(later)
    assert Report.objects.get(pk=report.pk).access_key_digest is None
    with pytest.raises(Case.DoesNotExist):
        actions.answer_as_reporter(report, body="There is more.", at=later)


def test_what_was_merged_goes_with_its_survivor(desk, period, agree, later, now, at):
    period(60)
    one, into = desk.case_in("TRIAGE"), desk.case_in("INVESTIGATION")
    actions.write_note(one, body="zukunftnote", by=desk.staff, at=at)
    reason = {"reason": "zukunftmerge", "by": desk.staff, "at": at}
    merge = actions.merge_case(one, into=into, **reason)
    into = actions.submit_for_review(now(into), reason="Done.", by=desk.investigator, at=at)
    actions.close_case(into, message="Closed.", by=desk.head, at=at)
    assert readable("zukunft")
    agree(into)
    assert actions.shred_approved(later) == 1
    assert readable("zukunft") == set() and now(one).is_shredded and now(merge).reason is SHREDDED


def test_the_reason_of_a_link_goes_with_either_end_and_the_other_case_stays(desk, period, agree, later, now, at):
    period(60)
    gone, kept = desk.case_in("CLOSED"), desk.case_in("INVESTIGATION")
    link = actions.link_case(kept, other=gone, kind="RELATED", reason="zukunftlink", by=desk.staff, at=at)
    agree(gone)
    actions.shred_approved(later)
    assert now(link).reason is SHREDDED
    assert kept.notes is not None and not now(kept).is_shredded and not now(kept).data_key.is_destroyed


def test_every_sealed_row_that_hangs_from_a_case_is_found(filled):
    """A control by hand: the keys that the walk finds are those of every row that was filled."""
    gone, kept = filled
    keys = keys_of(hanging_from([gone]))
    assert not keys & keys_of(hanging_from([kept]))
    report = gone.reports.select_related("identity").get()
    assert {gone.data_key_id, report.data_key_id, report.identity.data_key_id} <= keys


def test_marks_of_words_go(filled, agree, later):
    gone, _kept = filled
    actions.mark_words()
    assert WordMark.objects.filter(report__case=gone).exists()
    agree(gone)
    actions.shred_approved(later)
    assert not WordMark.objects.filter(report__case=gone).exists() and WordMark.objects.exists()
