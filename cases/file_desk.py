"""More passages of a case file: the work at the desk, what was written to people, and how reporters fared since.

They read as the passages of `cases.file_parts` do: of the case, and of what was merged into it.
"""

from collections.abc import Iterable

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from cases.file_parts import ListedFile, Passage, Reading, by_whom, day, facts_of, moment
from cases.models import (
    Case,
    CustodyEntry,
    EvidenceItem,
    IntegrityCheck,
    Interview,
    OutcomeLetter,
    Party,
    RetaliationCheck,
    ReviewRequest,
    Statement,
    Task,
)
from cases.models.evidence import with_extension
from cases.states.party import PartyRole


def of_tasks(case: Case) -> Iterable[Passage]:
    rows = Task.objects.of_case(case).select_related("data_key", "owner", "ended_by")
    for one in rows:
        facts = facts_of(
            (_("Owner"), one.owner.full_name if one.owner else ""),
            (_("Until"), day(one.due_on)),
            (_("State"), one.get_state_display()),
            (_("Ended by"), by_whom(one.ended_by, one.ended_at)),
        )
        yield Passage(f"task.{one.pk}", str(one.title), str(one.ending), facts=facts)


def of_interviews(case: Case, kept: Reading, parties: list[Party]) -> Iterable[Passage]:
    """Each with its statements. Those that counsel held are privileged, and what was said in them too."""
    subjects = {party.person_id for party in parties if party.role == PartyRole.SUBJECT and party.person_id}
    statements = Prefetch("statements", Statement.objects.select_related("data_key", "written_by", "read_back_by"))
    joined = ("data_key", "person", "conducted_by", "recorded_by", "cancelled_by")
    for one in Interview.objects.of_case(case).select_related(*joined).prefetch_related(statements, "moves__data_key"):
        if kept.leaves_out(one.pk):
            continue
        is_of_witness = one.person_id not in subjects
        facts = facts_of(
            (_("State"), one.get_state_display()),
            (_("When"), moment(one.held_at or one.planned_for)),
            (_("How"), one.get_mode_display()),
            (_("Where"), one.place),
            (_("Conducted by"), one.conducted_by.full_name),
            *((_("Moved"), f"{moment(move.former_time)} · {move.reason}") for move in one.moves.all()),
            (_("How it opened"), one.opening),
            (_("Recorded by"), by_whom(one.recorded_by, one.recorded_at)),
            (_("Why it was not held"), one.cancelled_because),
        )
        yield Passage(f"interview.{one.pk}", one.name, str(one.record), facts=facts, is_of_witness=is_of_witness)
        for statement in one.statements.all():
            yield _of_a_statement(statement, one, is_of_witness)


def _of_a_statement(statement: Statement, interview: Interview, is_of_witness: bool) -> Passage:
    facts = facts_of(
        (_("Written by"), by_whom(statement.written_by, statement.written_at)),
        (_("State"), statement.get_state_display()),
        (_("How"), statement.get_how_display()),
        (_("Answered"), day(statement.answered_on)),
        (_("Read back by"), statement.read_back_by.full_name if statement.read_back_by else ""),
        (_("Corrections"), statement.corrections),
    )
    title = {"name": interview.name, "number": statement.number}
    heading = _("Statement of %(name)s, version %(number)s") % title
    return Passage(f"statement.{statement.pk}", heading, str(statement.text), facts=facts, is_of_witness=is_of_witness)


def names_of_interviewed(case: Case, parties: list[Party]) -> list[str]:
    """The names of those who were talked with and are no subjects: witnesses, whether they are named so or not.

    Who is only described has no name; the words of a description would hide half of the file.
    """
    subjects = {party.person_id for party in parties if party.role == PartyRole.SUBJECT}
    rows = Interview.objects.of_case(case).filter(person__isnull=False).select_related("data_key", "person")
    return [one.name for one in rows if one.person_id not in subjects]


def evidence_of(case: Case) -> list[EvidenceItem]:
    """The register, with the chain of custody and the checks of each piece."""
    chain = Prefetch("custody", CustodyEntry.objects.select_related("data_key", "recorded_by"))
    joined = ("data_key", "collected_by", "registered_by", "file__data_key", "copy__clean_file__data_key", "case")
    rows = EvidenceItem.objects.of_case(case).select_related(*joined)
    return list(rows.prefetch_related(chain, "checks__checked_by"))


def of_evidence(items: Iterable[EvidenceItem], kept: Reading) -> Iterable[Passage]:
    """The register. A file that is privileged is counted among the files, and its entry is left out with it."""
    for one in items:
        if one.attachment_id in kept.privileged or kept.leaves_out(one.pk):
            continue
        facts = facts_of(
            (_("Source"), one.source),
            (_("Collected by"), by_whom(one.collected_by, one.collected_at)),
            (_("Where"), one.collected_where),
            (_("Registered by"), by_whom(one.registered_by, one.registered_at)),
            (_("SHA-256"), one.sha256),
            *(_link(entry) for entry in one.custody.all()),
            *((_("Checked"), _checked(check)) for check in one.checks.all()),
        )
        yield Passage(f"evidence.{one.pk}", one.mark, str(one.description), facts=facts)


def _link(entry: CustodyEntry) -> tuple[str, str]:
    words = (moment(entry.happened_at), entry.handed_by, entry.held_by, entry.place, entry.words)
    return str(entry.get_kind_display()), " · ".join(str(word) for word in words if str(word))


def _checked(check: IntegrityCheck) -> str:
    said = _("Unchanged") if check.is_same else _("Not what was registered")
    return f"{said} · {by_whom(check.checked_by, check.checked_at)}"


def files_of_evidence(items: Iterable[EvidenceItem], kept: Reading) -> Iterable[ListedFile]:
    """The clean copies of what was added in the register itself; files of reports are listed with their reports."""
    for one in items:
        copy = getattr(one, "copy", None)
        if copy is None or one.file is None:
            continue
        label = f"{one.case.reference} {one.mark}"
        if one.pk in kept.privileged:
            yield ListedFile(copy, label, left_out=_("Privileged."))
            continue
        if one.file.data_key.is_destroyed:
            yield ListedFile(copy, label, left_out=_("Deleted for good."))
        elif copy.clean_file is None:
            yield ListedFile(copy, label, left_out=_("There is no clean copy of it."))
        else:
            yield ListedFile(copy, with_extension(label, copy.clean_file.media_type), str(copy.clean_file.sha256))


def of_letters(case: Case) -> Iterable[Passage]:
    rows = OutcomeLetter.objects.of(case).select_related("data_key", "recipient", "drafted_by", "sent_by", "dropped_by")
    for one in rows:
        facts = facts_of(
            (_("Result"), one.get_result_display()),
            (_("State"), one.get_state_display()),
            (_("Why they are told"), one.why_told),
            (_("Drafted by"), by_whom(one.drafted_by, one.drafted_at)),
            (_("Sent by"), by_whom(one.sent_by, one.sent_at)),
            (_("Read"), moment(one.read_at)),
            (_("Answer"), one.reply),
            (_("Why it was dropped"), one.dropped_because),
        )
        heading = one.recipient.full_name if one.recipient else ""
        yield Passage(f"letter.{one.pk}", heading, str(one.body), facts=facts)


def of_aftercare(case: Case) -> Iterable[Passage]:
    """How reporters fared since, and what they asked to be looked at again. It speaks of them alone."""
    checks = RetaliationCheck.objects.of(case).prefetch_related("observations__data_key", "observations__observed_by")
    for check in checks:
        # The day of an answer that opened a case of its own tells of that one.
        is_told = check.case_opened_id is None
        seen = check.observations.all()
        facts = facts_of(
            (_("Asked"), day(check.sent_on)),
            (_("Answer"), check.get_answer_display() if is_told else ""),
            (_("Answered"), day(check.answered_on) if is_told else ""),
            *((one.get_kind_display(), f"{one.words} · {by_whom(one.observed_by, one.observed_at)}") for one in seen),
        )
        yield Passage(f"check.{check.pk}", check.why_now, facts=facts, is_of_reporter=True)
    for review in ReviewRequest.objects.of(case).select_related("data_key", "decided_by"):
        answered = facts_of(
            (_("Asked"), day(review.asked_on)),
            (_("Decision"), review.get_decision_display()),
            (_("Decided by"), by_whom(review.decided_by, review.decided_at)),
            (_("Reasons"), review.reasons),
        )
        heading = _("Review asked for")
        yield Passage(f"review.{review.pk}", heading, str(review.words), facts=answered, is_of_reporter=True)


def of_deadlines(case: Case) -> Iterable[Passage]:
    for clock in case.clocks().select_related("rule").prefetch_related("pauses").order_by("started_on", "kind"):
        facts = facts_of(
            (_("Began"), day(clock.started_on)),
            (_("Due"), day(clock.due_on)),
            (_("Ended"), day(clock.stopped_on)),
            *((_("Pause"), f"{pause} · {pause.reason}") for pause in clock.pauses.all()),
        )
        yield Passage(f"clock.{clock.pk}", str(clock.kind_label), facts=facts)
