"""The pages of one case: overview, dialogue, notes and history."""

from dataclasses import dataclass, replace
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.db.models import OuterRef, Prefetch, Subquery, Value
from django.db.models.functions import Concat
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.access import PortalRequest
from accounts.languages import language_name
from accounts.models import Person
from accounts.moves import OfferedMove
from audit.trail import history as trail_of
from cases.models import AlarmCall, Attachment, Case, Message, Note, Party, Report
from cases.models.hold import held_among
from cases.states.party import DOUBTED, PartyStatus
from cases.states.report import Mode
from cases.views.officer.auditor_log import auditors_of
from cases.views.officer.linked_reports import linked_reports_of, with_linked_reports
from cases.views.officer.pages import day, frame, framed_case_or_404, offered
from cases.views.officer.reasons import reason_of
from cases.views.officer.taken import how_it_came
from cases.workflow.parts import (
    BESIDE_AN_ALLEGATION,
    DECISION_MOVES,
    DOUBT_PARTY,
    LET_PARTY_GO,
    NOTE_MOVES,
    PARTY_MOVES,
    TRANSLATE_REPORT,
    WITHDRAWAL_MOVES,
)
from cases.workflow.terms import WORKERS
from vault.states import FileState

TONES = {PartyStatus.PROVISIONAL.value: "warning", PartyStatus.CONFIRMED.value: "primary", DOUBTED: "primary"}

FILE_TONES = {FileState.WAITING.value: "info", FileState.HELD.value: "warning"}


@dataclass(frozen=True)
class Told:
    """What may be shown of who reported. Empty where it is nobody's business on this page."""

    note: str
    name: str = ""
    contact: str = ""
    # Where the name is asked for, and was.
    ask_at: str = ""


@dataclass(frozen=True)
class Moving:
    """A row with the moves that the person may make on it, and the tone of its state."""

    record: Any
    moves: list[OfferedMove]
    tone: str


@login_required
def case(request: PortalRequest, reference: str) -> HttpResponse:
    """What the matter is and what it needs next."""
    shown = framed_case_or_404(request, reference)
    person = request.person
    context = frame(request, shown, "case")
    context["reports"] = _reports(shown, person)
    context["allegations"] = _moving(
        shown.allegations.select_related("data_key", "provision", "subject__data_key", "subject__person", "found_by"),
        BESIDE_AN_ALLEGATION,
        person,
    )
    parties = _moving(shown.parties.select_related("data_key", "person", "unit"), PARTY_MOVES, person)
    context["parties"] = _without_letting_go(parties, accused=[row.record.subject for row in context["allegations"]])
    context["triggers"] = list(shown.triggers.all()) if getattr(shown, "has_trigger", True) else []
    context["linked_reports"] = linked_reports_of(shown, person) if getattr(shown, "is_tied", True) else []
    context["decisions"] = _moving(
        shown.materiality_decisions.select_related("data_key", "decided_by", "confirmed_by", "rejected_by"),
        DECISION_MOVES,
        person,
    )
    context["auditors"] = auditors_of(shown, context["triggers"], person)
    context["facts"] = _facts(shown)
    for verb in ("add_party", "add_allegation", "decide_materiality", "assign", "state_first_incident"):
        context[verb] = offered(context, verb)
    return render(request, "cases/case.html", context)


@login_required
def dialogue(request: PortalRequest, reference: str) -> HttpResponse:
    """What was said with each reporter."""
    shown = framed_case_or_404(request, reference)
    context = frame(request, shown, "dialogue")
    talks = shown.reports.select_related("data_key", "withdrawal__answered_by").prefetch_related(
        Prefetch("messages", Message.objects.select_related("data_key", "author", "taken_down_by")),
        Prefetch("attachments", Attachment.objects.filter(message__isnull=False).select_related("file", "clean_file")),
    )
    context["talks"] = [
        {
            "report": report,
            "mode": Mode(report.known_as).label,
            "messages": _talk(shown, report),
            "withdrawal": _withdrawal(shown, report, request.person),
        }
        for report in talks
    ]
    context["ask_reporter"] = offered(context, "ask_reporter")
    return render(request, "cases/dialogue.html", context)


@login_required
def notes(request: PortalRequest, reference: str) -> HttpResponse:
    """What those who work the case told each other."""
    shown = framed_case_or_404(request, reference)
    context = frame(request, shown, "notes")
    # With those of cases that were merged into it: whoever works the whole has to know them.
    written = Note.objects.of_case(shown).select_related("data_key", "author", "retracted_by", "case")
    context["notes"] = _moving(written, NOTE_MOVES, request.person)
    context["write_note"] = offered(context, "write_note")
    return render(request, "cases/notes.html", context)


@login_required
def history(request: PortalRequest, reference: str) -> HttpResponse:
    """The trail with the reasons that were given, newest first."""
    shown = framed_case_or_404(request, reference)
    context = frame(request, shown, "history")
    context["is_held"] = bool(held_among([shown.merged_into_id or shown.pk]))
    entries = trail_of(shown)
    if getattr(shown, "is_tied", True):
        entries = with_linked_reports(entries, shown, request.person)
    context["entries"] = [
        {
            "sentence": entry.sentence,
            "reason": reason_of(entry),
            "actor": entry.actor,
            "recorded_at": entry.recorded_at,
            "recorded_on": entry.recorded_on,
            "tone": "danger" if entry.verb == "refused" else "",
        }
        for entry in reversed(entries)
    ]
    return render(request, "cases/history.html", context)


def _facts(shown: Case) -> list[tuple[str, Any]]:
    began = shown.first_incident
    facts: list[tuple[str, Any]] = [
        (_("Received"), day(shown.received_on)),
        (_("First incident"), began.words if began else _("Not known")),
    ]
    if shown.retaliation_risk:
        facts.append((_("Risk of retaliation"), shown.get_retaliation_risk_display()))
    if shown.triaged_by:
        facts.append((_("Triaged by"), shown.triaged_by.full_name))
    if shown.submitted_by:
        facts.append((_("Submitted by"), shown.submitted_by.full_name))
    if shown.outcome:
        facts.append((_("Outcome"), shown.get_outcome_display()))
    if shown.closed_by:
        facts.append((_("Closed by"), shown.closed_by.full_name))
    if shown.closing_reason:
        facts.append((_("Reasons"), shown.closing_reason))
    return facts


def _reports(shown: Case, person: Person) -> list[dict[str, Any]]:
    files = Attachment.objects.filter(message__isnull=True).select_related("file", "clean_file")
    reports = shown.reports.select_related(
        "data_key",
        "topic",
        "identity__data_key",
        "later_identity__data_key",
        "recorded_by",
        "referral__data_key",
        "alarm__acknowledged_by",
        "reclassification__data_key",
        "reclassification__made_by",
        "questionnaire",
        "came_with__source",
    ).prefetch_related(Prefetch("attachments", files), "questionnaire__questions")
    # Whom the alarm of a report has reached last, read with the reports; all calls stand on the history.
    calls = AlarmCall.objects.filter(alarm__report=OuterRef("pk")).order_by("-place")
    name = Concat("person__given_name", Value(" "), "person__family_name")
    reports = reports.annotate(
        last_called_at=Subquery(calls.values("called_at")[:1]),
        last_called=Subquery(calls.annotate(name=name).values("name")[:1]),
    )
    works_it = bool(shown.relations(person) & WORKERS)
    return [
        {
            "report": report,
            "language": "" if report.language == settings.LANGUAGE_CODE else language_name(report.language),
            "translate": _translation(report, shown) if works_it else None,
            "told": _told(shown, report, works_it),
            "mode": Mode(report.known_as).label,
            "known_since": _known_since(report),
            "turned": _turned(report),
            "about_topic": report.told_about_topic,
            "came": how_it_came(report, works_it),
            "files": _files(shown, report.attachments.all()),
        }
        for report in reports
    ]


def _translation(report: Report, case: Case) -> dict[str, Any] | None:
    """Whether and where a report in another language may be translated; nothing for one in the office's own."""
    if report.language == settings.LANGUAGE_CODE:
        return None
    report.case = case
    return {"is_on": bool(settings.MACHINE_TRANSLATOR), "url": report.move_url(TRANSLATE_REPORT)}


def _told(shown: Case, report: Report, works_it: bool) -> Told:
    """NAMED: those who work the case see the name. CONFIDENTIAL: only through the custodian (DECISIONS 21)."""
    if report.known_as == Mode.ANONYMOUS:
        return Told(_("Nobody knows who reported. Never ask."))
    if report.known_as == Mode.CONFIDENTIAL:
        ask_at = reverse("cases:access", args=[shown.reference]) if works_it else ""
        return Told(_("The name is with the custodian."), ask_at=ask_at)
    identity = report.known_identity
    if not works_it or identity is None:
        return Told(_("The office knows the name."))
    return Told("", str(identity.name), str(identity.contact))


def _known_since(report: Report) -> str:
    """That the reporter chose another way at first; empty where nothing has changed."""
    if not report.later_mode:
        return ""
    known = {"day": day(report.identified_on), "mode": report.get_mode_display()}
    return _("Said on %(day)s; reported as: %(mode)s") % known


def _turned(report: Report) -> dict[str, Any] | None:
    """How a question came to be treated as a report, and why; that the reporter is still asked, while they are."""
    turning = getattr(report, "reclassification", None)
    if turning is None:
        return None
    if turning.made_on is None:
        said = _("The reporter is asked whether it may be treated as a report.")
        if turning.consent:
            said = _("The reporter does not want it to be treated as a report.")
    elif turning.made_by is None:
        said = _("Treated as a report since %(day)s: the reporter agreed.") % {"day": day(turning.made_on)}
    else:
        by = {"day": day(turning.made_on), "name": turning.made_by.full_name}
        said = _("Treated as a report since %(day)s, by %(name)s.") % by
    return {"said": said, "reason": turning.reason}


def _withdrawal(shown: Case, report: Report, person: Person) -> dict[str, Any] | None:
    """The reporter's wish to withdraw, with what was decided or the way to decide."""
    wish = getattr(report, "withdrawal", None)
    if wish is None:
        return None
    wish.report = report
    report.case = shown
    return {"wish": wish, "moves": _offered(WITHDRAWAL_MOVES, wish, person)}


def _files(shown: Case, attachments: Any) -> list[dict[str, Any]]:
    return [
        {
            "name": attachment.neutral_name,
            "size": (attachment.clean_file or attachment.file).size,
            "url": reverse("cases:attachment", args=[shown.reference, attachment.pk]),
            "badge": _badge(attachment),
        }
        for attachment in attachments
    ]


def _badge(attachment: Attachment) -> dict[str, Any] | None:
    """Nothing for a file that is ready to be opened."""
    tone = FILE_TONES.get(attachment.state)
    return {"tone": tone, "text": attachment.get_state_display()} if tone else None


def _talk(shown: Case, report: Report) -> list[dict[str, Any]]:
    files = list(report.attachments.all())
    return [
        {
            "message": message,
            "author": _author(message),
            "note": _read_note(message),
            "files": _files(shown, [file for file in files if file.message_id == message.pk]),
        }
        for message in report.messages.all()
    ]


def _author(message: Message) -> str:
    if message.taken_down_by:
        return _("The reporter, on the phone to %s") % message.taken_down_by.full_name
    return _("The reporter") if message.is_from_reporter else str(message.author)


def _read_note(message: Message) -> str:
    if message.is_from_reporter:
        return ""
    return _("Read on %s") % day(message.read_on) if message.read_on else _("Not read yet")


def _moving(records: Any, moves: Any, person: Person) -> list[Moving]:
    return [Moving(record, _offered(moves, record, person), TONES.get(record.state, "neutral")) for record in records]


def _without_letting_go(parties: list[Moving], *, accused: list[Party | None]) -> list[Moving]:
    """Who is accused can't be let go, so nobody is led to a page that says so."""
    about = {party.whom for party in accused if party is not None}
    verbs = (DOUBT_PARTY.verb, LET_PARTY_GO.verb)
    return [
        replace(row, moves=[move for move in row.moves if row.record.whom not in about or move.verb not in verbs])
        for row in parties
    ]


def _offered(moves: Any, record: Any, person: Person) -> list[OfferedMove]:
    """The moves on a row of a section. They have their place there, so `shown` does not count."""
    return [
        OfferedMove(move.label, record.move_url(move), move.tone, move.hint, move.verb)
        for move in moves
        if move.may_start(record) and move.is_for(person, record)
    ]
