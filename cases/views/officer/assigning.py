"""Giving several cases to one investigator: each by its own action, with its own answer."""

import re
from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.translation import gettext as _

from accounts.access import PortalRequest
from accounts.door import perform
from accounts.forms import ConfirmForm
from accounts.models import Person
from cases import actions
from cases.forms.assignment import AssignSeveralForm
from cases.forms.queue import INVESTIGATING_ROLES
from cases.models import Case
from cases.workflow.case import ASSIGN

MOST_AT_ONCE = 50
# A case, and who worked it when the list was shown.
_CHOSEN = re.compile(r"([0-9A-Za-z]{4}-[0-9A-Za-z]{4})(?:\.((?:[0-9a-f-]{36})?))?")


@dataclass(frozen=True)
class Result:
    """What became of one case."""

    reference: str
    case: Case | None
    is_done: bool
    sentence: str


@login_required
def assign_several(request: PortalRequest) -> HttpResponse:
    """Choose the investigator for the cases that were ticked in the queue, and hear what became of each."""
    chosen = _chosen(request)
    visible = Case.objects.visible_to(request.person).filter(reference__in=chosen)
    cases = {case.reference: case for case in visible.select_related("topic", "assignee")}
    people = Person.objects.holding(*INVESTIGATING_ROLES).employed(timezone.localdate())
    # Named only to whoever may assign one of the cases: nobody browses investigators here.
    is_offered = any(ASSIGN.is_for(request.person, case) for case in cases.values())
    form = AssignSeveralForm(request.POST or None, people=people, is_offered=is_offered)
    context = {
        "form": form,
        "cases": [cases[reference] for reference in chosen if reference in cases],
        "hidden": _hidden(cases, chosen),
        "breadcrumbs": [(_("Cases"), reverse("cases:queue")), (_("Assign several"), None)],
    }
    if cases and form.is_valid():
        context["investigator"] = form.cleaned_data["investigator"]
        context["results"] = [
            _assign(request, form, reference, cases.get(reference), seen) for reference, seen in chosen.items()
        ]
    return render(request, "cases/assign_several.html", context)


def _chosen(request: PortalRequest) -> dict[str, str | None]:
    """References and who worked each then, in the order of the list; `None` where the address does not say."""
    sent = request.POST if request.method == "POST" else request.GET
    matches = (_CHOSEN.fullmatch(text) for text in sent.getlist("case")[:MOST_AT_ONCE])
    return {match[1].upper(): match[2] for match in matches if match}


def _seen(case: Case, seen: str | None) -> str:
    return str(case.assignee_id or "") if seen is None else seen


def _hidden(cases: dict[str, Case], chosen: dict[str, str | None]) -> str:
    """What the form carries of each case. Shown again after a mistake, it says what was seen at first."""
    seen = [(reference, _seen(case, chosen[reference])) for reference, case in cases.items()]
    return format_html_join("", '<input type="hidden" name="case" value="{}.{}">', seen)


def _assign(
    request: PortalRequest, form: AssignSeveralForm, reference: str, case: Case | None, seen: str | None
) -> Result:
    """One case through the one door, with a receipt of its own."""
    gone = Result(reference, None, False, _("This case is not on your list any more."))
    if case is None:
        return gone
    receipt = form.cleaned_data["receipt"][:40]
    one = ConfirmForm({"receipt": f"{receipt}{reference}" if receipt else ""})
    one.is_valid()
    facts = {"investigator": form.cleaned_data["investigator"], "seen_assignee": _seen(case, seen)}
    try:
        done = perform(one, actions.assign_one_of_several, case, **facts, by=request.person, at=timezone.now())
    except Http404:
        return gone
    sentences = [str(sentence) for sentences in one.errors.values() for sentence in sentences]
    return Result(reference, case, bool(done), _("Assigned.") if done else " ".join(sentences))
