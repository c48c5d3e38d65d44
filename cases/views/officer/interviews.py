"""Interviews of a case, and the statements that people confirm."""

import uuid
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import PortalRequest
from accounts.addresses import speak_up_address
from accounts.door import perform
from accounts.forms import ConfirmForm
from accounts.languages import language_name
from accounts.moves import Move, moves_allowed
from cases import actions
from cases.actions.statements import can_sign_in
from cases.forms.desk import (
    CancelInterviewForm,
    MoveInterviewForm,
    PlanInterviewForm,
    ReadBackForm,
    RecordInterviewForm,
    StatementForm,
)
from cases.models import Case, Interview, Statement
from cases.statement_codes import statement_code_of
from cases.views.officer.pages import case_or_404, done, frame, framed_case_or_404, render_move
from cases.workflow.desk import (
    ASK_TO_CONFIRM,
    CANCEL_INTERVIEW,
    INTERVIEW_MOVES,
    INTERVIEW_OF_CASE_MOVES,
    MOVE_INTERVIEW,
    PLAN_INTERVIEW,
    READ_BACK_STATEMENT,
    RECORD_INTERVIEW,
    STATEMENT_MOVES,
    WRITE_STATEMENT,
)

TONES = {"PLANNED": "info", "HELD": "primary", "CANCELLED": "neutral"}
STATEMENT_TONES = {"WAITING": "warning", "CONFIRMED": "success", "DECLINED": "danger", "REPLACED": "neutral"}


@login_required
def interviews(request: PortalRequest, reference: str) -> HttpResponse:
    """Who was talked with, and who will be."""
    shown = framed_case_or_404(request, reference)
    context = frame(request, shown, "interviews")
    listed = Interview.objects.of_case(shown).select_related("data_key", "person", "conducted_by", "case")
    standing: dict[Any, Statement] = {
        statement.interview_id: statement
        for statement in Statement.objects.filter(interview__in=[one.pk for one in listed])
    }
    context["interviews"] = [
        {
            "interview": interview,
            "tone": TONES[interview.state],
            "statement": standing.get(interview.pk),
            "came_from": "" if interview.case_id == shown.pk else interview.case.reference,
        }
        for interview in listed
    ]
    context["offers"] = moves_allowed(INTERVIEW_OF_CASE_MOVES, shown, request.person)
    return render(request, "cases/interviews.html", context)


@login_required
def interview(request: PortalRequest, reference: str, pk: uuid.UUID) -> HttpResponse:
    """One interview: how it opens, what is asked, what was said, and the statement."""
    case = case_or_404(request, reference)
    shown = _interview_or_404(case, pk)
    person = request.person
    statements = list(shown.statements.select_related("data_key", "written_by", "read_back_by", "asked_by"))
    for statement in statements:
        statement.interview = shown
    context = {
        "case": case,
        "interview": shown,
        "language": language_name(shown.language),
        "was_moved": shown.moves.select_related("data_key", "moved_by"),
        "tone": TONES[shown.state],
        "moves": moves_allowed(INTERVIEW_MOVES, shown, person),
        "statements": [
            {
                "statement": statement,
                "tone": STATEMENT_TONES[statement.state],
                "moves": moves_allowed(STATEMENT_MOVES, statement, person),
            }
            for statement in reversed(statements)
        ],
        "breadcrumbs": [
            (_("Cases"), reverse("cases:queue")),
            (case.reference, case.get_absolute_url()),
            (_("Interviews"), reverse("cases:interviews", args=[case.reference])),
            (_("Interview"), None),
        ],
    }
    return render(request, "cases/interview.html", context)


def _interview_or_404(case: Case, pk: uuid.UUID) -> Interview:
    joined = Interview.objects.filter(case=case)
    joined = joined.select_related("data_key", "person", "conducted_by", "planned_by", "recorded_by", "template")
    found: Interview = get_object_or_404(joined, pk=pk)
    found.case = case
    return found


@login_required
def plan_interview(request: PortalRequest, reference: str) -> HttpResponse:
    """Plan to talk with somebody."""
    case = case_or_404(request, reference)
    form = PlanInterviewForm(request.POST or None, case=case, by=request.person)
    if form.is_valid() and perform(
        form, actions.plan_interview, case, facts=form.facts, by=request.person, at=timezone.now()
    ):
        return done(request, case, _("The interview is planned."), part="interviews")
    return render_move(request, case, PLAN_INTERVIEW, form)


def _move(
    request: PortalRequest,
    reference: str,
    pk: uuid.UUID,
    move: Move,
    form: Any,
    said: str,
    told: Callable[[], dict[str, Any]],
) -> HttpResponse:
    """The page of a move of an interview."""
    case = case_or_404(request, reference)
    record = _interview_or_404(case, pk)
    if form.is_valid():
        change = getattr(actions, move.verb)
        if perform(form, change, record, **told(), by=request.person, at=timezone.now()):
            return done(request, case, said, part="interviews")
    return render_move(request, case, move, form, record=record, interview=record)


@login_required
def record_interview(request: PortalRequest, reference: str, pk: uuid.UUID) -> HttpResponse:
    """Write down what was said."""
    form = RecordInterviewForm(request.POST or None)
    said = _("Recorded. Now you may write the statement.")
    told = ("held_at", "words")
    return _move(
        request, reference, pk, RECORD_INTERVIEW, form, said, lambda: {name: form.cleaned_data[name] for name in told}
    )


@login_required
def move_interview(request: PortalRequest, reference: str, pk: uuid.UUID) -> HttpResponse:
    """Put it to another time or place."""
    planned = _interview_or_404(case_or_404(request, reference), pk)
    first = {"planned_for": planned.planned_for, "place": str(planned.place)}
    form = MoveInterviewForm(request.POST or None, initial=first)
    told = ("planned_for", "place", "reason")
    said = _("Moved. Tell the person, if you have not yet.")
    return _move(
        request, reference, pk, MOVE_INTERVIEW, form, said, lambda: {name: form.cleaned_data[name] for name in told}
    )


@login_required
def cancel_interview(request: PortalRequest, reference: str, pk: uuid.UUID) -> HttpResponse:
    """Say that it was not held."""
    form = CancelInterviewForm(request.POST or None)
    said = _("Noted. It stays on the record.")
    return _move(request, reference, pk, CANCEL_INTERVIEW, form, said, lambda: {"reason": form.cleaned_data["reason"]})


@login_required
def write_statement(request: PortalRequest, reference: str, pk: uuid.UUID) -> HttpResponse:
    """Write what the person is asked to confirm."""
    form = StatementForm(request.POST or None)
    said = _("Written. Ask the person to confirm it, or sign off that you read it back.")
    return _move(request, reference, pk, WRITE_STATEMENT, form, said, lambda: {"text": form.cleaned_data["text"]})


# --- one statement -------------------------------------------------------------------------------------------
def _statement_or_404(case: Case, pk: uuid.UUID) -> Statement:
    of_case = Statement.objects.filter(interview__case=case)
    found: Statement = get_object_or_404(of_case.select_related("data_key", "interview__person__user"), pk=pk)
    found.interview.case = case
    return found


@login_required
def ask_to_confirm(request: PortalRequest, reference: str, pk: uuid.UUID) -> HttpResponse:
    """Ask the person: signed in, or with a code that is shown here once."""
    case, at = case_or_404(request, reference), timezone.now()
    statement, form = _statement_or_404(case, pk), ConfirmForm(request.POST or None)
    person = statement.interview.person
    signs_in = person is not None and can_sign_in(person, at)
    if form.is_valid():
        code = "" if signs_in else statement_code_of(statement.pk, form.cleaned_data["receipt"])
        asked = perform(form, actions.ask_to_confirm, statement, code=code, by=request.person, at=at)
        if asked and signs_in:
            return done(request, case, _("The person has been told, and sees the statement alone."), part="interviews")
        if asked:
            statement = _statement_or_404(case, pk)
            spoken = statement.interview.language if statement.interview.language in dict(settings.LANGUAGES) else ""
            context = {
                "case": case,
                "statement": statement,
                "interview": statement.interview,
                "key": code,
                "address": request.build_absolute_uri(f"{speak_up_address(spoken)}statement/"),
            }
            return render(request, "cases/statement_code.html", context)
    more = {"signs_in": signs_in, "interview": statement.interview}
    return render_move(request, case, ASK_TO_CONFIRM, form, record=statement, **more)


@login_required
def read_back_statement(request: PortalRequest, reference: str, pk: uuid.UUID) -> HttpResponse:
    """Sign off that it was read to the person, who confirmed it."""
    case = case_or_404(request, reference)
    statement, form = _statement_or_404(case, pk), ReadBackForm(request.POST or None)
    if form.is_valid():
        told = {"corrections": form.cleaned_data["corrections"]}
        if perform(form, actions.read_back_statement, statement, **told, by=request.person, at=timezone.now()):
            return done(request, case, _("Signed off. The statement stays as it is."), part="interviews")
    return render_move(request, case, READ_BACK_STATEMENT, form, record=statement, interview=statement.interview)
