"""What comes of a case: findings, fairness, actions and referrals, and what was done before in like cases."""

import uuid
from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import Exists, OuterRef, Prefetch
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import PortalRequest
from accounts.door import perform
from accounts.forms import ReasonForm
from accounts.models import Person
from accounts.moves import Move, OfferedMove, moves_allowed
from cases import actions
from cases.consistency import precedents_for
from cases.forms.outcomes import (
    AmountForm,
    DecideActionForm,
    EndActionForm,
    NameOwnerForm,
    NoConsequenceForm,
    ProposeActionForm,
)
from cases.models import Action, Allegation, Case, FairnessStep, Party, PublicReferral
from cases.models.action import OF_THE_OWNER, shown_amount
from cases.states.outcome import STANDING_ACTIONS, ActionKind, SubjectLevel
from cases.views.officer.allegations import allegation_or_404
from cases.views.officer.pages import case_or_404, done, frame, framed_case_or_404, render_move
from cases.workflow.outcomes import (
    ACTION_MOVES,
    CANCEL_ACTION,
    CONFIRM_ACTION,
    DECIDE_ACTION,
    NAME_OWNER,
    OUTCOME_MOVES,
    PROPOSE_ACTION,
    RECORD_AMOUNT,
    RETURN_ACTION,
)
from cases.workflow.parts import ALLEGATION_MOVES, BESIDE_AN_ALLEGATION, RECORD_NO_CONSEQUENCE

SUBJECT = ("subject__data_key", "subject__person")
PEOPLE = ("owner", "manager", "hr_partner", "proposed_by", "decided_by", "ended_by")
OF_THE_OFFICE = [move for move in ACTION_MOVES if move.verb not in OF_THE_OWNER]


@login_required
def outcomes(request: PortalRequest, reference: str) -> HttpResponse:
    """Findings, what is done about them, and referrals to public officials."""
    shown = framed_case_or_404(request, reference)
    person = request.person
    context = frame(request, shown, "outcomes")
    steps = FairnessStep.objects.select_related("data_key", "recorded_by")
    allegations = list(_alleged(shown).prefetch_related(Prefetch("steps", steps)))
    of_case: Any = shown.actions
    taken = list(of_case.with_amounts().select_related("data_key", "allegation", *PEOPLE))
    subjects = {allegation.pk: allegation.subject for allegation in allegations}
    context["findings"] = [_finding_row(shown, allegation, taken, subjects, person) for allegation in allegations]
    context["actions_taken"] = [_action_row(shown, action, subjects, person) for action in taken]
    context["referrals"] = [
        _with_case(shown, referral)
        for referral in shown.public_referrals.select_related("data_key", "counsel", "proposed_by", "decided_by")
    ]
    context["precedents"] = precedents_for(_with_levels(allegations, taken), person, besides=shown)
    context["offers"] = moves_allowed(OUTCOME_MOVES, shown, person)
    return render(request, "cases/outcomes.html", context)


def _finding_row(
    shown: Case, allegation: Allegation, taken: list[Action], subjects: dict[Any, Party | None], person: Person
) -> dict[str, Any]:
    allegation.case = shown
    needs = allegation.is_adverse and allegation.subject_id is not None
    about = _whom(allegation.subject)
    consequences = [
        action
        for action in taken
        if action.is_discipline
        and action.state in STANDING_ACTIONS
        and _whom(subjects.get(action.allegation_id)) == about
    ]
    offered = ALLEGATION_MOVES if needs and not consequences else BESIDE_AN_ALLEGATION
    return {
        "allegation": allegation,
        "steps": list(allegation.steps.all()),
        "moves": [_offer(move, allegation) for move in offered if _may(move, allegation, person)],
        "consequences": consequences,
        "is_missing": needs and not consequences,
        "propose_url": _propose_url(shown, allegation) if needs and PROPOSE_ACTION.is_for(person, shown) else "",
    }


def _whom(subject: Party | None) -> uuid.UUID | None:
    return subject.whom if subject else None


def _propose_url(shown: Case, allegation: Allegation) -> str:
    kind = ActionKind.DISCIPLINE.value
    return f"{reverse('cases:propose_action', args=[shown.reference])}?kind={kind}&allegation={allegation.pk}"


def _action_row(shown: Case, action: Any, subjects: dict[Any, Party | None], person: Person) -> dict[str, Any]:
    action.case = shown
    subject = subjects.get(action.allegation_id)
    return {
        "action": action,
        "subject": subject.name if subject else "",
        "is_overdue": action.is_overdue(timezone.localdate()),
        "sought": shown_amount(action.sought, action.currency) if action.is_recovery else "",
        "recovered": shown_amount(action.recovered, action.currency) if action.is_recovery else "",
        "costs": shown_amount(action.costs, action.currency) if action.is_recovery else "",
        "moves": [_offer(move, action) for move in OF_THE_OFFICE if _may(move, action, person)],
    }


def _with_case(shown: Case, referral: PublicReferral) -> PublicReferral:
    referral.case = shown
    return referral


def _may(move: Move, record: Any, person: Person) -> bool:
    return move.may_start(record) and move.is_for(person, record)


def _offer(move: Move, record: Any) -> OfferedMove:
    return OfferedMove(move.label, record.move_url(move), move.tone, move.hint, move.verb)


def _with_levels(allegations: list[Allegation], taken: list[Action]) -> list[tuple[Allegation, str]]:
    """Adverse findings with the level of their subject: as it was at the proposal, otherwise as the directory says."""
    as_proposed = {action.allegation_id: action.subject_level for action in taken if action.is_discipline}
    return [
        (one, as_proposed.get(one.pk) or _level_shown(one))
        for one in allegations
        if one.is_adverse and one.subject_id is not None
    ]


def _alleged(case: Case) -> Any:
    """The allegations with their subjects, each knowing whether anybody reports to its subject."""
    leads = Exists(Person.objects.filter(manager=OuterRef("subject__person")))
    return case.allegations.select_related("data_key", "provision", "found_by", *SUBJECT).annotate(leads=leads)


def _level_shown(allegation: Any) -> str:
    person = allegation.subject.person if allegation.subject else None
    if person and (person.is_executive_officer or person.is_director):
        return SubjectLevel.EXECUTIVE
    return SubjectLevel.MANAGER if allegation.leads else SubjectLevel.OTHER


@login_required
def propose_action(request: PortalRequest, reference: str) -> HttpResponse:
    """Propose what is to be done, of one of five kinds."""
    case = case_or_404(request, reference)
    asked, about = request.GET.get("kind", ""), request.GET.get("allegation", "")[:36]
    form = ProposeActionForm(request.POST or None, case=case, kind=asked, allegation=about)
    if form.is_valid() and perform(
        form, actions.propose_action, case, facts=form.facts, by=request.person, at=timezone.now()
    ):
        return done(request, case, _("Proposed. The office decides."), part="outcomes")
    address = reverse("cases:propose_action", args=[case.reference])
    choices = [
        {"label": kind.label, "url": f"{address}?kind={kind.value}", "is_current": kind == form.chosen}
        for kind in ActionKind
    ]
    precedents: list[Any] = []
    if form.chosen == ActionKind.DISCIPLINE:
        precedents = precedents_for(_with_levels(list(_alleged(case)), []), request.person, besides=case)
    return render_move(request, case, PROPOSE_ACTION, form, kinds=choices, precedents=precedents)


@login_required
def record_no_consequence(request: PortalRequest, reference: str, pk: uuid.UUID) -> HttpResponse:
    """Say why a finding has no consequence."""
    case = case_or_404(request, reference)
    allegation = allegation_or_404(case, pk)
    form = NoConsequenceForm(request.POST or None)
    if form.is_valid() and perform(
        form,
        actions.record_no_consequence,
        allegation,
        reason=form.cleaned_data["reason"],
        by=request.person,
        at=timezone.now(),
    ):
        return done(request, case, _("Recorded. Whoever closes the case reads it."), part="outcomes")
    return render_move(request, case, RECORD_NO_CONSEQUENCE, form, record=allegation)


# --- one action ----------------------------------------------------------------------------------------------
def _action_or_404(case: Case, pk: uuid.UUID) -> Any:
    of_case: Any = case.actions
    joined = of_case.with_amounts().select_related("data_key", "allegation__provision", *PEOPLE)
    joined = joined.select_related("allegation__subject__data_key", "allegation__subject__person")
    action = get_object_or_404(joined, pk=pk)
    action.case = case
    return action


def _move(
    request: PortalRequest,
    case: Case,
    action: Any,
    move: Move,
    form: Any,
    said: str,
    told: Callable[[], dict[str, Any]],
) -> HttpResponse:
    """The page of a move of an action: the form, or the sentence why it can't be made."""
    if form.is_valid():
        change = getattr(actions, move.verb)
        if perform(form, change, action, **told(), by=request.person, at=timezone.now()):
            return done(request, case, said, part="outcomes")
    more: dict[str, Any] = {"action": action, "amounts": [], "precedents": [], "notes": []}
    if move.refusal(request.person, action):
        # What its owner and the office wrote is for those who act on it, also where somebody forged the form.
        return render_move(request, case, move, form, record=action, **more)
    more["notes"] = action.notes.select_related("data_key", "written_by")
    if action.is_recovery:
        more["amounts"] = [
            {"row": row, "shown": shown_amount(row.amount, action.currency)}
            for row in action.amounts.select_related("data_key", "recorded_by")
        ]
    if move == DECIDE_ACTION and action.is_discipline:
        alike = [(action.allegation, action.subject_level)]
        more["precedents"] = precedents_for(alike, request.person, besides=case)
    return render_move(request, case, move, form, record=action, **more)


@login_required
def decide_action(request: PortalRequest, reference: str, pk: uuid.UUID) -> HttpResponse:
    """Record what was decided about a proposal."""
    case = case_or_404(request, reference)
    action = _action_or_404(case, pk)
    form = DecideActionForm(request.POST or None, action=action)
    return _move(request, case, action, DECIDE_ACTION, form, _("Recorded."), lambda: {"facts": form.facts})


@login_required
def name_owner(request: PortalRequest, reference: str, pk: uuid.UUID) -> HttpResponse:
    """Give it to somebody else."""
    case = case_or_404(request, reference)
    action, form = _action_or_404(case, pk), NameOwnerForm(request.POST or None)
    said = _("The new owner has been told.")
    return _move(request, case, action, NAME_OWNER, form, said, lambda: {"owner": form.cleaned_data["owner"]})


@login_required
def record_amount(request: PortalRequest, reference: str, pk: uuid.UUID) -> HttpResponse:
    """Record what came back, or what it cost."""
    case = case_or_404(request, reference)
    action = _action_or_404(case, pk)
    form = AmountForm(request.POST or None, action=action)
    names = ("kind", "amount", "booked_on", "words")
    said = _("The amount was recorded.")
    return _move(
        request, case, action, RECORD_AMOUNT, form, said, lambda: {name: form.cleaned_data[name] for name in names}
    )


@login_required
def confirm_action(request: PortalRequest, reference: str, pk: uuid.UUID) -> HttpResponse:
    """Confirm that it is done."""
    case = case_or_404(request, reference)
    action, form = _action_or_404(case, pk), EndActionForm(request.POST or None)
    said = _("Confirmed.")
    return _move(request, case, action, CONFIRM_ACTION, form, said, lambda: {"ending": form.cleaned_data["ending"]})


@login_required
def return_action(request: PortalRequest, reference: str, pk: uuid.UUID) -> HttpResponse:
    """Send it back to its owner."""
    case = case_or_404(request, reference)
    action, form = _action_or_404(case, pk), ReasonForm(request.POST or None)
    said = _("Sent back. The owner has been told.")
    return _move(request, case, action, RETURN_ACTION, form, said, lambda: {"reason": form.cleaned_data["reason"]})


@login_required
def cancel_action(request: PortalRequest, reference: str, pk: uuid.UUID) -> HttpResponse:
    """Take it back."""
    case = case_or_404(request, reference)
    action, form = _action_or_404(case, pk), ReasonForm(request.POST or None)
    said = _("Cancelled. It stays on the record.")
    return _move(request, case, action, CANCEL_ACTION, form, said, lambda: {"reason": form.cleaned_data["reason"]})
