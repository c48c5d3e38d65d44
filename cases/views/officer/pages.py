"""What every page about one case shares: loading it through the wall, its frame, and the page of a move."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.access import PortalRequest
from accounts.countries import country_name
from accounts.models import Person
from accounts.moves import Move, moves_allowed
from accounts.notices import unread_within
from cases.actions import note_reading
from cases.models import (
    Action,
    AuditorLogEntry,
    Case,
    CaseReading,
    EvidenceItem,
    Interview,
    LinkedReportsEnd,
    Merge,
    Message,
    Minimising,
    Note,
    Task,
    TopicChange,
)
from cases.models.audience import is_led_by_roles_alone
from cases.states.case import ASIDE, CaseState
from cases.states.insider import Shown
from cases.views.no_trading import not_told, tell_first
from cases.views.officer.flags import flags_of, with_flags
from cases.workflow.case import (
    ANSWER_QUESTION,
    CASE_MOVES,
    CLOSE,
    EXIT_TRIAGE,
    QUESTION_VERBS,
    SUBMIT_FOR_REVIEW,
)
from cases.workflow.desk import TASK_MOVES
from vault.settled import Settled

# Those that lead to the end of a case: before it nothing is left open.
ENDING_MOVES = (SUBMIT_FOR_REVIEW, CLOSE, EXIT_TRIAGE, ANSWER_QUESTION)

# The people and rows whose names the frame shows.
JOINED = ("topic", "routing_rule", "assignee", "acting_head", "triaged_by", "submitted_by", "closed_by")


@dataclass(frozen=True)
class Step:
    """One state in the row of steps."""

    label: Any
    done: bool
    current: bool
    hint: str = ""


@dataclass(frozen=True)
class Tab:
    """One part of a case's pages."""

    label: Any
    url: str
    is_current: bool
    count: int | None = None


def case_or_404(request: PortalRequest, reference: str) -> Case:
    """The case, if the signed-in person may know of it; to anybody else it does not exist."""
    person, at = request.person, timezone.now()
    if is_led_by_roles_alone(person):
        ask = _settled_case(frozenset(person.held), settings.WALL_REPORTING_LEVELS)
        found = _only(ask(reference, person.pk, at))
    else:
        found = _only(_with_names(person, at).filter(reference=reference))
    if found.is_not_told:
        tell_first(request, found, Shown.CASE)
    return found


def framed_case_or_404(request: PortalRequest, reference: str) -> Case:
    """The same with its flags and with the counts that the tabs show, in one statement; kept as a look at the file."""
    person, at = request.person, timezone.now()
    today = timezone.localdate(at)
    if is_led_by_roles_alone(person):
        ask = _settled_frame(frozenset(person.held), settings.WALL_REPORTING_LEVELS)
        found = _only(ask(reference, person.pk, at, today))
    else:
        found = _only(_with_counts(person, at, today).filter(reference=reference))
    request.unread_notices = found.unread_notices or 0
    if found.is_not_told:
        tell_first(request, found, Shown.CASE)
    if not found.was_read_today:
        note_reading(found, by=person, at=at)
    return found


def _only(found: Iterable[Any]) -> Any:
    """The one record that a reference finds."""
    for one in found:
        return one
    raise Http404


# Every page of a case asks one of these two first: each is put together once for a set of roles and a setting.
@cache
def _settled_case(held: frozenset[tuple[str, str]], _levels: int) -> Settled[Any]:
    return Settled(
        lambda reference, person, at: (
            _with_names(Person.known_by(person, held), at).filter(reference=reference).order_by()
        )
    )


@cache
def _settled_frame(held: frozenset[tuple[str, str]], _levels: int) -> Settled[Any]:
    return Settled(
        lambda reference, person, at, today: (
            _with_counts(Person.known_by(person, held), at, today).filter(reference=reference).order_by()
        )
    )


def _with_names(person: Person, at: datetime) -> QuerySet[Any]:
    """The cases that `person` may know of, with whoever the pages name."""
    return Case.objects.visible_to(person, at).select_related(*JOINED).annotate(is_not_told=not_told(person))


def _with_counts(person: Person, at: datetime, today: date) -> QuerySet[Any]:
    looked = CaseReading.objects.filter(case=OuterRef("pk"), person=person, read_on=today)
    return with_flags(_with_names(person, at), today).annotate(
        was_read_today=Exists(looked),
        unread_notices=unread_within(person),
        message_count=_count(Message.objects.filter(report__case=OuterRef("pk")), "report__case"),
        note_count=_count(Note.objects.filter(case=OuterRef("pk")), "case"),
        task_count=_count(Task.objects.open().filter(case=OuterRef("pk")), "case"),
        interview_count=_count(Interview.objects.filter(case=OuterRef("pk")), "case"),
        evidence_count=_count(EvidenceItem.objects.filter(case=OuterRef("pk")), "case"),
        action_count=_count(Action.objects.filter(case=OuterRef("pk")), "case"),
        overdue_actions=_count(Action.objects.overdue(today).filter(case=OuterRef("pk")), "case"),
        topic_change=Subquery(TopicChange.objects.waiting().filter(case=OuterRef("pk")).values("pk")[:1]),
        is_tied=Exists(LinkedReportsEnd.objects.filter(case=OuterRef("pk")))
        | Exists(LinkedReportsEnd.objects.filter(case__merged_into=OuterRef("pk"))),
        was_merged=Exists(Merge.objects.of(OuterRef("pk"))),
        were_auditors_told=Exists(AuditorLogEntry.objects.of_case(OuterRef("pk"))),
        has_removals=Exists(Minimising.objects.of_case(OuterRef("pk"))),
        merged_note_count=_count(Note.objects.filter(case__merged_into=OuterRef("pk")), "case__merged_into"),
    )


def _count(rows: QuerySet[Any], of: str) -> Subquery:
    return Subquery(rows.order_by().values(of).annotate(many=Count("pk")).values("many"))


def frame(request: PortalRequest, case: Case, current: str) -> dict[str, Any]:
    """What the head of each of a case's pages shows. `current` is the url name of the page."""
    person = request.person
    clocks = list(case.clocks())
    is_question = getattr(case, "is_question", True)
    moves = [move for move in CASE_MOVES if is_question or move.verb not in QUESTION_VERBS]
    return {
        "case": case,
        "clocks": [clock for clock in clocks if clock.stopped_on is None],
        "stopped_clocks": [clock for clock in clocks if clock.stopped_on is not None],
        "steps": _steps(case),
        "badges": _badges(case),
        "topic_change_url": _topic_change(case),
        "went_into": _went_into(case, person),
        "moves": moves_allowed([move for move in moves if move.target], case, person),
        "more_moves": moves_allowed([move for move in moves if not move.target], case, person),
        "tabs": _tabs(case, current),
        "breadcrumbs": [(_("Cases"), reverse("cases:queue")), (case.reference, None)],
    }


def _went_into(case: Case, person: Any) -> Case | None:
    """Where a merged case went, for whoever may see that one too."""
    if not case.is_merged:
        return None
    return Case.objects.visible_to(person).select_related("topic").filter(pk=case.merged_into_id).first()


def _topic_change(case: Case) -> str:
    """Where a second person decides on another topic, while one waits."""
    waiting = getattr(case, "topic_change", None)
    return reverse("cases:confirm_topic", args=[case.reference, waiting]) if waiting else ""


def _steps(case: Case) -> list[Step]:
    order: list[CaseState] = [state for state in CaseState if state not in ASIDE]
    # A merged case is at none of them: it ended in another one. A test never was a case.
    at = -1 if case.state in ASIDE else order.index(CaseState(case.state))
    hints = {
        CaseState.NEW: day(case.received_on),
        CaseState.TRIAGE: day(case.acknowledged_on),
        CaseState.INVESTIGATION: day(case.triaged_at and timezone.localdate(case.triaged_at)),
        CaseState.CLOSED: day(case.closed_on),
    }
    return [
        Step(state.label, index < at or case.state == CaseState.CLOSED, index == at, hints.get(state, ""))
        for index, state in enumerate(order)
    ]


def day(date: Any) -> str:
    """A day as the pages write it; nothing for none."""
    return date_format(date, "j M Y") if date else ""


def _badges(case: Case) -> list[dict[str, Any]]:
    badges = [{"tone": "neutral", "text": case.get_queue_display()}]
    if case.severity:
        badges.append({"tone": severity_tone(case), "text": _("Severity: %s") % case.get_severity_display().lower()})
    if case.country:
        badges.append({"tone": "neutral", "text": country_name(case.country)})
    if overdue := getattr(case, "overdue_actions", None):
        words = ngettext("%(count)s action overdue", "%(count)s actions overdue", overdue)
        badges.append({"tone": "danger", "text": words % {"count": overdue}})
    return badges + [{"tone": flag.tone, "text": flag.text} for flag in flags_of(case)]


def severity_tone(case: Case) -> str:
    """How loudly a severity is shown."""
    return {"4": "danger", "3": "warning"}.get(case.severity, "neutral")


def _tabs(case: Case, current: str) -> list[Tab]:
    parts = (
        ("case", _("Overview"), None),
        ("dialogue", _("Dialogue"), getattr(case, "message_count", None) or 0),
        (
            "notes",
            _("Notes"),
            (getattr(case, "note_count", None) or 0) + (getattr(case, "merged_note_count", None) or 0),
        ),
        ("plan", _("Plan"), getattr(case, "task_count", None) or 0),
        ("interviews", _("Interviews"), getattr(case, "interview_count", None) or 0),
        ("evidence", _("Evidence"), getattr(case, "evidence_count", None) or 0),
        ("outcomes", _("Outcomes"), getattr(case, "action_count", None) or 0),
        ("clocks", _("Deadlines"), None),
        ("aftercare", _("Aftercare"), None),
        ("links", _("Links"), None),
        ("access", _("Access"), None),
        ("case_files", _("Case file"), None),
        ("history", _("History"), None),
    )
    return [
        Tab(label, reverse(f"cases:{name}", args=[case.reference]), name == current, count)
        for name, label, count in parts
    ]


def offered(context: dict[str, Any], verb: str) -> Any:
    """The move of this verb where the frame offers it, for a section's own button; otherwise `None`."""
    return next((move for move in [*context["moves"], *context["more_moves"]] if move.verb == verb), None)


def render_move(
    request: PortalRequest, case: Case, move: Move, form: Any, *, record: Any = None, **more: Any
) -> HttpResponse:
    """The page of a move: its form, or the sentence that says why it can't be made now.

    After a sending the form stays, with what was typed and the sentence beside it.
    """
    context = {
        "case": case,
        "move": move,
        "form": form,
        "record": record,
        "open_tasks": open_tasks_of(case, request.person) if move in ENDING_MOVES else [],
        "refusal": "" if request.method == "POST" else move.refusal(request.person, record or case),
        "breadcrumbs": [
            (_("Cases"), reverse("cases:queue")),
            (case.reference, case.get_absolute_url()),
            (move.label, None),
        ],
        **more,
    }
    return render(request, f"cases/{move.verb}.html", context)


def open_tasks_of(case: Case, person: Person) -> list[dict[str, Any]]:
    """What must be settled before the case ends, each with its moves."""
    found = []
    for task in Task.objects.of_case(case).open().select_related("data_key", "owner", "case"):
        task.case = case if task.case_id == case.pk else task.case
        came_from = "" if task.case_id == case.pk else task.case.reference
        found.append({"task": task, "moves": moves_allowed(TASK_MOVES, task, person), "came_from": came_from})
    return found


def done(request: PortalRequest, case: Case, sentence: str, *, part: str = "case") -> HttpResponse:
    """Say what happened and go back to the case; to the queue where the person may no longer see it."""
    messages.success(request, sentence)
    if case.is_visible_to(request.person):
        return redirect(f"cases:{part}", case.reference)
    return redirect("cases:queue")
