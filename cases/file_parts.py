"""The passages of a case file, part by part: what the pages of a case show, as plain data.

The name of a confidential reporter is never read here, not even to hide it: which word of a text was covered would tell
what the name is.
"""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.countries import country_name
from accounts.models import Person
from audit.trail import history
from cases.models import (
    Attachment,
    Case,
    EvidenceCopy,
    EvidenceItem,
    Interview,
    Message,
    Note,
    Party,
    Privilege,
    Report,
)
from cases.models.action import shown_amount
from cases.redaction import SHORTEST
from cases.states.party import PartyRole, PartyStatus
from cases.states.report import Mode

Facts = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Passage:
    """A text with its heading, and what is known of it. `key` is how it is chosen to be hidden."""

    key: str
    heading: str
    text: str = ""
    note: str = ""
    facts: Facts = ()
    # Who told the office, or who is a witness: for those who hide these.
    is_of_reporter: bool = False
    is_of_witness: bool = False
    is_hidden: bool = False


@dataclass(frozen=True)
class ListedFile:
    """A file of the case. `left_out` says why it is not in the archive; empty for one that is."""

    attachment: Attachment | EvidenceCopy
    name: str
    sha256: str = ""
    left_out: str = ""


def privileged_things(case: Case) -> set[uuid.UUID]:
    """What is privileged of a case: notes, files, interviews and evidence, in whichever case they were when somebody
    said so, and the interviews that counsel held (DECISIONS 56). With evidence goes the file of a report that it is."""
    interviews, evidence = Interview.objects.of_case(case).order_by(), EvidenceItem.objects.of_case(case).order_by()
    files = Attachment.objects.filter(report__case=case).order_by()
    of_case = Q(thing__in=Note.objects.of_case(case).order_by().values("pk"))
    for things in (files, interviews, evidence):
        of_case |= Q(thing__in=things.values("pk"))
    marked = set(Privilege.objects.standing().filter(of_case).order_by().values_list("thing", flat=True))
    by_counsel = interviews.filter(is_by_counsel=True).values_list("pk", flat=True)
    with_a_file = evidence.filter(pk__in=marked, attachment__isnull=False).values_list("attachment", flat=True)
    return {*marked, *by_counsel, *(pk for pk in with_a_file if pk)}


class Reading:
    """Which things are privileged, and how many of them were left out."""

    def __init__(self, case: Case, with_privileged: bool) -> None:
        self.privileged: set[uuid.UUID] = set() if with_privileged else privileged_things(case)
        self.left_out = 0

    def leaves_out(self, thing: uuid.UUID) -> bool:
        if thing not in self.privileged:
            return False
        self.left_out += 1
        return True


def facts_of(*facts: tuple[Any, Any]) -> Facts:
    return tuple((str(label), str(value)) for label, value in facts if value not in (None, ""))


def day(day: Any) -> str:
    return date_format(day, "j M Y") if day else ""


def moment(at: Any) -> str:
    return date_format(timezone.localtime(at), "j M Y, H:i") if at else ""


def by_whom(person: Person | None, at: Any) -> str:
    return ", ".join(part for part in (person.full_name if person else "", moment(at)) if part)


def of_the_case(case: Case) -> Passage:
    closed_by = case.closed_by.full_name if case.closed_by else ""
    facts = facts_of(
        (_("Reference"), case.reference),
        (_("Topic"), case.topic.name),
        (_("Queue"), case.get_queue_display()),
        (_("State"), case.get_state_display()),
        (_("Country"), country_name(case.country) if case.country else ""),
        (_("Received"), day(case.received_on)),
        (_("First incident"), case.first_incident.words if case.first_incident else ""),
        (_("Acknowledged"), day(case.acknowledged_on)),
        (_("Severity"), case.get_severity_display()),
        (_("Risk of retaliation"), case.get_retaliation_risk_display()),
        (_("Investigator"), case.assignee.full_name if case.assignee else ""),
        (_("Outcome"), case.get_outcome_display()),
        (_("Closed"), ", ".join(part for part in (closed_by, day(case.closed_on)) if part)),
        (_("Reasons"), case.closing_reason),
    )
    return Passage("case", _("Summary"), str(case.summary), facts=facts)


def of_a_party(party: Party) -> Passage:
    note = f"{party.get_role_display()} · {party.get_status_display()} · {party.get_kind_display()}"
    rejected = party.status == PartyStatus.REJECTED
    return Passage(
        f"party.{party.pk}",
        party.name,
        note=note,
        facts=facts_of((_("Unit"), party.unit or ""), (_("Reason"), party.decision_reason if rejected else "")),
        is_of_witness=party.role == PartyRole.WITNESS,
    )


def words_of_name(name: str) -> list[str]:
    """A name, and each of its words by itself."""
    return [name, *(part for part in name.split() if len(part) >= SHORTEST)]


def reports_of(case: Case) -> Any:
    files = Attachment.objects.select_related("file__data_key", "clean_file__data_key")
    joined = ("data_key", "topic", "questionnaire", "identity__data_key", "later_identity__data_key")
    return case.reports.select_related(*joined).prefetch_related(
        Prefetch("messages", Message.objects.select_related("data_key", "author", "taken_down_by")),
        Prefetch("attachments", files),
        "questionnaire__questions",
    )


def names_of_reporters(reports: Iterable[Report]) -> Iterable[str]:
    for report in reports:
        identity = report.known_identity
        if report.known_as == Mode.NAMED and identity is not None:
            yield from words_of_name(str(identity.name))
            yield from (line for line in str(identity.contact).split() if len(line) >= SHORTEST)


def parts_of(reports: list[Report]) -> Iterable[tuple[tuple[Report, str], int]]:
    for place, report in enumerate(reports, 1):
        for part in ("narrative", "answers", "reporter"):
            if part != "answers" or report.answers or report.told_about_topic:
                yield (report, part), place


def of_a_report(of: tuple[Report, str], place: int, works_it: bool) -> Passage:
    report, part = of
    key = f"report.{report.pk}.{part}"
    if part == "reporter":
        return _reporter(key, report, place, works_it)
    if part == "answers":
        asked = [*report.told_about_topic, *report.answers.items()]
        heading = _("Report %(place)s: what was asked and answered") % {"place": place}
        return Passage(key, heading, facts=facts_of(*asked))
    note = f"{report.get_kind_display()} · {report.get_channel_display()} · {day(report.received_on)}"
    return Passage(key, _("Report %(place)s") % {"place": place}, str(report.narrative), note)


def _reporter(key: str, report: Report, place: int, works_it: bool) -> Passage:
    """Who told the office: the name only of somebody who gave it to the office, and for whoever works the case."""
    heading, mode = _("Report %(place)s: who told it") % {"place": place}, Mode(report.known_as)
    identity = report.known_identity
    if mode != Mode.NAMED or not works_it or identity is None:
        return Passage(key, heading, facts=facts_of((_("Told"), mode.label)), is_of_reporter=True)
    facts = facts_of((_("Told"), mode.label), (_("Name"), identity.name), (_("Contact"), identity.contact))
    return Passage(key, heading, facts=facts, is_of_reporter=True)


def of_a_message(message: Message) -> Passage:
    # To the reporter the office speaks, never a person.
    author = _("The reporter") if message.is_from_reporter else _("The office")
    return Passage(f"message.{message.pk}", author, str(message.body), day(message.written_on))


def of_notes(case: Case, kept: Reading) -> Iterable[Passage]:
    notes = Note.objects.of_case(case).order_by("written_at", "id")
    for note in notes.select_related("data_key", "author", "retracted_by"):
        if kept.leaves_out(note.pk):
            continue
        heading = note.author.full_name if note.author else _("The Portal")
        retracted = _("%(who)s: %(why)s") % {
            "who": by_whom(note.retracted_by, note.retracted_at),
            "why": note.retraction_reason,
        }
        facts = facts_of((_("Retracted"), retracted)) if note.retracted_at else ()
        yield Passage(f"note.{note.pk}", heading, str(note.body), moment(note.written_at), facts)


def of_allegations(case: Case) -> Iterable[Passage]:
    joined = ("data_key", "provision", "subject__data_key", "subject__person", "found_by")
    steps = "steps__data_key"
    for one in case.allegations.select_related(*joined).prefetch_related("steps__recorded_by", steps):
        facts = facts_of(
            (_("Against"), one.subject.name if one.subject else ""),
            (_("Finding"), one.get_finding_display()),
            (_("Found by"), by_whom(one.found_by, one.found_at)),
            (_("Standard of proof"), one.get_standard_display()),
            (_("Reasons"), one.finding_reasons),
            (_("How the reply was weighed"), one.reply_weighed),
            (_("Root cause"), one.get_root_cause_display()),
            (_("Root cause in words"), one.root_cause_words),
            *((step.get_kind_display(), f"{day(step.taken_on)} {step.words}".strip()) for step in one.steps.all()),
        )
        heading = f"{one.provision.number} {one.provision.title}"
        yield Passage(f"allegation.{one.pk}", heading, str(one.statement), facts=facts)


def of_decisions(case: Case) -> Iterable[Passage]:
    joined = ("data_key", "decided_by", "confirmed_by", "rejected_by")
    for one in case.materiality_decisions.select_related(*joined).order_by("decided_at", "id"):
        facts = facts_of(
            (_("Decided by"), by_whom(one.decided_by, one.decided_at)),
            (_("Agreed to by"), by_whom(one.confirmed_by, one.confirmed_at)),
            (_("Not agreed to by"), by_whom(one.rejected_by, one.rejected_at)),
            (_("Why not"), one.rejection_reason),
            (_("Line for the committee"), one.digest_line),
        )
        yield Passage(f"decision.{one.pk}", one.get_outcome_display(), str(one.reasons), facts=facts)


def of_actions(case: Case, of_office: bool) -> Iterable[Passage]:
    # What an owner says goes to the office that gave it to them.
    people = ("owner", "manager", "hr_partner", "proposed_by", "decided_by", "ended_by")
    rows: Any = case.actions
    for one in rows.select_related("data_key", *people).prefetch_related("notes__data_key", "amounts__data_key"):
        facts = facts_of(
            (_("State"), one.get_state_display()),
            (_("Proposed by"), by_whom(one.proposed_by, one.proposed_at)),
            (_("What is to be done"), one.brief),
            (_("Owner"), one.owner.full_name if one.owner else ""),
            (_("Due"), day(one.due_on)),
            (_("Sought"), shown_amount(one.sought, one.currency) if one.is_recovery else ""),
            (_("Decided by"), by_whom(one.decided_by, one.decided_at)),
            (_("Manager"), one.manager.full_name if one.manager else ""),
            (_("HR"), one.hr_partner.full_name if one.hr_partner else ""),
            (_("Reasons of the decision"), one.decision_reasons),
            *((day(note.written_at), note.words) for note in one.notes.all() if of_office),
            *(
                (amount.get_kind_display(), f"{shown_amount(amount.amount, one.currency)} {amount.words}".strip())
                for amount in one.amounts.all()
            ),
            (_("At the end"), one.ending),
        )
        yield Passage(f"action.{one.pk}", str(one.what), str(one.reasons), facts=facts)


def of_referrals(case: Case) -> Iterable[Passage]:
    joined = ("data_key", "counsel", "proposed_by", "decided_by")
    for one in case.public_referrals.select_related(*joined).prefetch_related("items__data_key"):
        facts = facts_of(
            (_("State"), one.get_state_display()),
            (_("Facts"), one.facts),
            (_("Proposed by"), by_whom(one.proposed_by, one.proposed_at)),
            (_("Decided by"), by_whom(one.decided_by, one.decided_at)),
            (_("Reasons of the decision"), one.decision_reasons),
            (_("Handed over"), day(one.handed_over_on)),
            *((_("What was handed over"), f"{item.what} {item.sha256}".strip()) for item in one.items.all()),
            (_("Reference of the authority"), one.authority_reference),
            (_("What came of it"), one.result),
        )
        yield Passage(f"referral.{one.pk}", str(one.authority), str(one.reasons), facts=facts)


def of_the_history(case: Case) -> Passage:
    facts = tuple(
        (
            moment(entry.recorded_at) if entry.recorded_at else day(entry.recorded_on),
            f"{entry.sentence} ({entry.actor})",
        )
        for entry in history(case)
    )
    return Passage("history", _("Who did what"), facts=facts)


def of_files(reports: Iterable[Report], kept: Reading) -> Iterable[ListedFile]:
    """The cleaned copies. What could not be cleaned is never exported: it is opened deliberately, in the Portal."""
    for place, report in enumerate(reports, 1):
        for attachment in report.attachments.all():
            privileged = kept.leaves_out(attachment.pk)
            name = _("Report %(place)s") % {"place": place} + f" - {attachment.clean_name}"
            if privileged:
                yield ListedFile(attachment, name, left_out=_("Privileged."))
            elif attachment.file.data_key.is_destroyed:
                yield ListedFile(attachment, name, left_out=_("Deleted for good."))
            elif attachment.clean_file is None:
                yield ListedFile(attachment, name, left_out=_("There is no clean copy of it."))
            else:
                yield ListedFile(attachment, name, str(attachment.clean_file.sha256))
