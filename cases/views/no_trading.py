"""The notice that stands before a market-sensitive case until it is acknowledged, at the address of whatever shows it.

So no page of a case has to know of it, it needs no JavaScript, and it says nothing to whoever may not know of the case:
they were answered before.
"""

from typing import Any

from django.db.models import Exists, F, OuterRef
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import PortalRequest, ShownInstead
from accounts.door import perform
from accounts.models import Person
from cases import actions
from cases.forms.insiders import NoTradingForm
from cases.models import Case, Insider, InsiderList
from cases.states.insider import Shown


def not_told(person: Person) -> Any:
    """For a queryset of cases: whether `person` has still to acknowledge a notice before they are shown the case."""
    return Exists(InsiderList.objects.of(OuterRef("pk"), OuterRef("merged_into")).due_for(person))


def tell_first(request: PortalRequest, case: Case, shown: Shown) -> None:
    """Raise `ShownInstead` with the notice, where `request.person` has not acknowledged it.

    What somebody sends who was on the page before the case was marked is taken: nothing typed is lost. They are on
    the list already, and read the notice with the next page.
    """
    due = list(InsiderList.objects.of(case.pk, case.merged_into_id).due_for(request.person))
    if not due:
        return
    is_answer = request.method == "POST" and request.POST.get("notice") == "no_trading"
    if request.method == "POST" and not is_answer and _all_list(due, request.person):
        return
    form = NoTradingForm(request.POST if is_answer else None)
    if is_answer and form.is_valid():
        facts: dict[str, Any] = {"lists": due, "shown": shown}
        by, at = request.person, timezone.now()
        if perform(form, actions.acknowledge_no_trading, case, **facts, by=by, at=at):
            raise ShownInstead(redirect(request.get_full_path()))
    context = {"case": case, "form": form, "breadcrumbs": [(_("Before you read on"), None)]}
    raise ShownInstead(render(request, "insider_lists/no_trading.html", context))


def _all_list(lists: list[InsiderList], person: Person) -> bool:
    listed = Insider.objects.standing().filter(list__in=lists, person=person).values("list")
    return len(lists) == listed.annotate(key=F("list")).distinct().count()
