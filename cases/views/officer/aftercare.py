"""What follows for reporters: how they were asked and answered, and what the office saw."""

import uuid
from datetime import date
from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import PortalRequest
from accounts.door import perform
from accounts.models import Person
from cases import actions
from cases.forms.care import CheckInForm, DecideReviewForm, ObservationForm
from cases.models import Action, Case, RetaliationCheck, RetaliationObservation, ReviewRequest
from cases.models.care import opened_behind_a_wall
from cases.states.care import CheckAnswer, CheckState
from cases.states.outcome import ActionKind, InterimKind
from cases.states.report import Mode
from cases.views.officer.letters import letters_of
from cases.views.officer.pages import case_or_404, done, frame, framed_case_or_404, render_move
from cases.workflow.care import CHECK_IN, DECIDE_REVIEW, RECORD_OBSERVATION
from clocks.models import Clock

TONES = {CheckAnswer.HAPPENED: "danger", CheckAnswer.FINE: "success"}


@login_required
def aftercare(request: PortalRequest, reference: str) -> HttpResponse:
    """Each reporter of the case, with what they were asked and what was seen."""
    shown = framed_case_or_404(request, reference)
    person = request.person
    context = frame(request, shown, "aftercare")
    context["reporters"] = _reporters(shown, person)
    context["measures"] = _measures(shown)
    context["reviews"] = _reviews(shown, person)
    context |= letters_of(shown, person)
    may_ask = CHECK_IN.may_start(shown) and CHECK_IN.is_for(person, shown)
    context["check_in"] = {"label": CHECK_IN.label, "url": shown.move_url(CHECK_IN)} if may_ask else None
    return render(request, "cases/aftercare.html", context)


def _reporters(shown: Case, person: Person) -> list[dict[str, Any]]:
    seen = RetaliationObservation.objects.select_related("data_key", "observed_by")
    checks = list(
        RetaliationCheck.objects.of(shown)
        .select_related("case_opened", "asked_by")
        .prefetch_related(Prefetch("observations", seen))
    )
    unknown = opened_behind_a_wall(checks, person)
    opened = [check.case_opened_id for check in checks if check.case_opened_id]
    readable = set(Case.objects.visible_to(person).filter(pk__in=opened).values_list("pk", flat=True))
    works_it = RECORD_OBSERVATION.is_for(person, shown)
    due = _due_days(checks)
    return [
        {
            "report": report,
            "mode": Mode(report.known_as).label,
            "is_known": report.known_as == Mode.NAMED,
            "checks": [
                _row(shown, check, check.pk in unknown, readable, works_it and report.known_as == Mode.NAMED)
                | {"due_on": due.get(check.pk)}
                for check in checks
                if check.report_id == report.pk
            ],
        }
        for report in shown.reports.all()
    ]


def _due_days(records: list[Any]) -> dict[uuid.UUID, date]:
    """By when somebody has to look or to decide, of records of one kind; in one statement."""
    if not records:
        return {}
    running = Clock.objects.for_subjects(records[0]._meta.label, [one.pk for one in records]).running()
    return {clock.subject_id: clock.due_on for clock in running}


def _row(
    shown: Case, check: RetaliationCheck, is_unknown: bool, readable: set[uuid.UUID], may_observe: bool
) -> dict[str, Any]:
    """One check-in. Whoever must not know of the case that its answer opened sees none of the answer."""
    check.report.case = shown
    answer = "" if is_unknown else check.answer
    state = CheckState.WAITING if is_unknown else CheckState(check.state)
    return {
        "check": check,
        "text": str(CheckAnswer(answer).label) if answer else str(state.label),
        "tone": TONES.get(CheckAnswer(answer), "neutral") if answer else "neutral",
        "answered_on": check.answered_on if answer else None,
        "opened": check.case_opened if check.case_opened_id in readable and not is_unknown else None,
        # What changed for somebody points to who they are: for those alone who may know the name.
        "seen": list(check.observations.all()) if may_observe else [],
        "observe_url": check.move_url(RECORD_OBSERVATION) if may_observe else "",
    }


def _reviews(shown: Case, person: Person) -> list[dict[str, Any]]:
    """What reporters asked to be looked at again, with what was decided or the way to decide."""
    asked = list(ReviewRequest.objects.of(shown).select_related("data_key", "report", "decided_by"))
    for review in asked:
        review.report.case = shown
    due = _due_days(asked)
    return [
        {
            "review": review,
            "due_on": due.get(review.pk),
            "decide_url": review.move_url(DECIDE_REVIEW)
            if DECIDE_REVIEW.may_start(review) and DECIDE_REVIEW.is_for(person, review)
            else "",
        }
        for review in asked
    ]


def _measures(shown: Case) -> list[Action]:
    """What protects people meanwhile. They are proposed and decided where all actions are."""
    kinds = [InterimKind.PROTECTION, InterimKind.SEPARATION]
    return list(shown.actions.filter(kind=ActionKind.INTERIM, interim_kind__in=kinds))


@login_required
def check_in(request: PortalRequest, reference: str) -> HttpResponse:
    """Ask the reporter, or one of the reporters, how they are."""
    case = case_or_404(request, reference)
    form = CheckInForm(request.POST if request.method == "POST" else None, case=case)
    if form.is_valid() and perform(
        form, actions.check_in, case, report=form.cleaned_data["report"], by=request.person, at=timezone.now()
    ):
        return done(request, case, _("Asked. The reporter finds the question at the next visit."), part="aftercare")
    return render_move(request, case, CHECK_IN, form)


@login_required
def record_observation(request: PortalRequest, reference: str, pk: uuid.UUID) -> HttpResponse:
    """Write down whether anything has changed for the reporter."""
    case = case_or_404(request, reference)
    check = get_object_or_404(RetaliationCheck.objects.of(case).select_related("report"), pk=pk)
    check.report.case = case
    form = ObservationForm(request.POST or None)
    if form.is_valid() and perform(
        form,
        actions.record_observation,
        check,
        kind=form.cleaned_data["kind"],
        words=form.cleaned_data["words"],
        by=request.person,
        at=timezone.now(),
    ):
        return done(request, case, _("Recorded."), part="aftercare")
    return render_move(request, case, RECORD_OBSERVATION, form, record=check)


@login_required
def decide_review(request: PortalRequest, reference: str, pk: uuid.UUID) -> HttpResponse:
    """Decide whether the closing stands, as somebody of another office."""
    case = case_or_404(request, reference)
    review = get_object_or_404(ReviewRequest.objects.of(case).select_related("data_key", "report"), pk=pk)
    review.report.case = case
    form = DecideReviewForm(request.POST or None)
    if form.is_valid() and perform(
        form,
        actions.decide_review,
        review,
        decision=form.cleaned_data["decision"],
        reasons=form.cleaned_data["reasons"],
        message=form.cleaned_data["message"],
        by=request.person,
        at=timezone.now(),
    ):
        return done(request, case, _("Decided. The reporter can read your answer now."), part="aftercare")
    return render_move(request, case, DECIDE_REVIEW, form, record=review)
