"""Merging a case into another one: the review of what will happen, the merge, and its undoing."""

import uuid
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.access import PortalRequest
from accounts.door import perform
from accounts.forms import ReasonForm
from accounts.models import Person
from cases import actions
from cases.forms.links import FindCaseForm, MergeCaseForm, seen_case
from cases.merging import grants_that_end, state_says, why_not, why_not_undone
from cases.models import Case, Merge
from cases.states.access import GrantReason
from cases.views.officer.pages import JOINED, case_or_404, done, render_move
from cases.workflow.links import MERGE_CASE, UNMERGE_CASE

ENDS = ("source__topic", "target__topic", "merged_by", "unmerged_by", "data_key")


@dataclass(frozen=True)
class ShownMerge:
    """A merge as the page of one of its cases shows it."""

    merge: Merge
    other: Case
    took_in: bool
    is_standing: bool
    undo_url: str


def can_merge(case: Case, person: Person) -> bool:
    """Whether `person` may merge this case into another, or another into it."""
    return MERGE_CASE.may_start(case) and MERGE_CASE.is_for(person, case)


def merges_of(case: Case, person: Person) -> list[ShownMerge]:
    """The merges of a case whose other case `person` may see too, undone ones among them."""
    if not getattr(case, "was_merged", True):
        return []  # known from the frame
    found = list(Merge.objects.of(case).select_related(*ENDS))
    others = {merge.target_id if merge.source_id == case.pk else merge.source_id for merge in found}
    visible = {case.pk, *Case.objects.visible_to(person).filter(pk__in=others).values_list("pk", flat=True)}
    return [_shown(merge, case, person) for merge in found if {merge.source_id, merge.target_id} <= visible]


def _shown(merge: Merge, case: Case, person: Person) -> ShownMerge:
    took_in = merge.target_id == case.pk
    may_undo = UNMERGE_CASE.may_start(merge) and UNMERGE_CASE.is_for(person, merge)
    return ShownMerge(
        merge=merge,
        other=merge.source if took_in else merge.target,
        took_in=took_in,
        is_standing=took_in and merge.unmerged_at is None,
        undo_url=merge.move_url(UNMERGE_CASE) if may_undo else "",
    )


@login_required
def merge_case(request: PortalRequest, reference: str) -> HttpResponse:
    """Choose the case that goes on, read what will happen, give the reason."""
    case = case_or_404(request, reference)
    typed = str(request.POST.get("into") or request.GET.get("into", ""))[:12]
    form = MergeCaseForm(request.POST or None, person=request.person, into=typed)
    if form.is_valid() and perform(
        form,
        actions.merge_case,
        case,
        into=form.cleaned_data["into"],
        reason=form.cleaned_data["reason"],
        by=request.person,
        at=timezone.now(),
    ):
        return done(request, form.cleaned_data["into"], _("Merged. The matter goes on here."))
    into, finder = _chosen(request, typed)
    more: dict[str, Any] = {"into": into, "finder": finder}
    if request.method != "POST":
        more |= {"refusal": _refusal(request, case, into), "obstacle": why_not(case, into) if into else ""}
    if into is not None and not more.get("obstacle"):
        more["will_happen"] = _what_will_happen(case, into)
    return render_move(request, case, MERGE_CASE, form, **more)


def _chosen(request: PortalRequest, typed: str) -> tuple[Case | None, FindCaseForm]:
    """The case that goes on, if the person may see it, and the form that asks for it."""
    finder = FindCaseForm({"into": typed} if typed else None)
    if not typed or not finder.is_valid():
        return None, finder
    try:
        found = seen_case(typed, request.person)
    except ValidationError as unseen:
        finder.add_error("into", unseen)
        return None, finder
    return Case.objects.visible_to(request.person).select_related(*JOINED).get(pk=found.pk), finder


def _refusal(request: PortalRequest, case: Case, into: Case | None) -> str:
    """Why the person can merge neither this case nor into that one; what stands between the two is said beside them."""
    for end in (case, into):
        if end is not None and not MERGE_CASE.is_for(request.person, end):
            return _("You may not do this: whoever merges two cases works both of them.")
    return "" if into else state_says(case, case)


def _what_will_happen(case: Case, into: Case) -> list[tuple[str, str]]:
    """Each consequence, before it is one."""
    return [
        (_("Reporters"), _what_moves(case)),
        (_("The wall"), _wall(case, into)),
        (_("Access"), _access(case, into)),
        (_("Deadlines"), _deadlines(case, into)),
        (
            _("What stays"),
            _(
                "Notes, decisions and the history stay with the case in which they were written. Its notes are shown "
                "in the case that goes on."
            ),
        ),
        (
            _("The digest"),
            _("Every report is counted once. The merged case is no longer counted as a case of its own."),
        ),
        (
            _("Undoing"),
            _("Whoever works the case that goes on can undo it with a reason, until it is sent for review or closed."),
        ),
    ]


def _what_moves(case: Case) -> str:
    reports, allegations, parties = case.reports.count(), case.allegations.count(), case.parties.count()
    moves = [
        ngettext("%(n)s report with its messages and files", "%(n)s reports with their messages and files", reports)
        % {"n": reports},
        ngettext("%(n)s allegation", "%(n)s allegations", allegations) % {"n": allegations},
        ngettext("%(n)s person or other party", "%(n)s persons or other parties", parties) % {"n": parties},
    ]
    told = _(
        "Nobody is told: every reporter goes on seeing their own report and messages only, and learns of no other."
    )
    return _("These move: %(what)s. ") % {"what": ", ".join(moves)} + told


def _wall(case: Case, into: Case) -> str:
    words = _("Whoever is named in one of the two, or has a conflict with it, is walled off from both at once.")
    if into.assignee and case.walls_off(into.assignee):
        words += " " + _("%(name)s can’t work the whole, so the office is asked for another investigator.") % {
            "name": into.assignee.full_name
        }
    return words


def _access(case: Case, into: Case) -> str:
    worker = into.assignee.full_name if into.assignee else _("nobody yet")
    words = [_("Investigator of the whole: %(name)s.") % {"name": worker}]
    if case.assignee and case.assignee_id != into.assignee_id:
        words.append(
            _("%(name)s is no longer the investigator of the merged case.") % {"name": case.assignee.full_name}
        )
    ended = grants_that_end(case, into, at=timezone.now())
    if ended:
        names = ", ".join(sorted({grant.person.full_name for grant in ended}))
        words.append(
            _("Access ends for %(names)s, who may not see the merged case. The head can share the whole anew.")
            % {"names": names}
        )
    helpers = case.access_grants.active().filter(reason=GrantReason.ALARM).select_related("person")
    for grant in helpers:
        words.append(_("%(name)s takes care of an alarm, and so reads the whole.") % {"name": grant.person.full_name})
    words.append(_("Whoever was given access to the merged case keeps what stays there, and gets no other."))
    return " ".join(words)


def _deadlines(case: Case, into: Case) -> str:
    words = _("The earlier date holds. What is owed to each reporter is counted for each report as before.")
    if case.triggers.exists() and not any(one.outcome == "MATERIAL" for one in into.materiality_decisions.all()):
        words += " " + _("Whether it is material has to be decided for the whole.")
    return words


@login_required
def unmerge_case(request: PortalRequest, reference: str, pk: uuid.UUID) -> HttpResponse:
    """Undo a merge, with the reason."""
    case = case_or_404(request, reference)
    seen = Merge.objects.of(case).filter(pk=pk).visible_to(request.person).select_related(*ENDS)
    merge = get_object_or_404(seen)
    form = ReasonForm(request.POST or None)
    if form.is_valid() and perform(
        form, actions.unmerge_case, merge, reason=form.cleaned_data["reason"], by=request.person, at=timezone.now()
    ):
        return done(request, case, _("The merge is undone."), part="links")
    more: dict[str, Any] = {}
    if request.method != "POST":
        more["refusal"] = UNMERGE_CASE.refusal(request.person, merge) or why_not_undone(merge)
    return render_move(request, case, UNMERGE_CASE, form, record=merge, **more)
