"""The notice that stands before a market-sensitive case until it is acknowledged, at the address of what shows it."""

from typing import Any

from django.db.models import Exists, OuterRef

from accounts.access import PortalRequest
from accounts.models import Person
from cases import actions
from cases.models import Case, InsiderList
from cases.states.insider import Shown
from code_of_ethics.views.no_trading import show_notice_first


def not_told(person: Person) -> Any:
    """For a queryset of cases: whether `person` has still to acknowledge a notice before they are shown the case."""
    return Exists(InsiderList.objects.of(OuterRef("pk"), OuterRef("merged_into")).due_for(person))


def tell_first(request: PortalRequest, case: Case, shown: Shown) -> None:
    """Raise `ShownInstead` with the notice, where `request.person` has not acknowledged it."""
    due = list(InsiderList.objects.of(case.pk, case.merged_into_id).due_for(request.person))
    show_notice_first(request, case, due, actions.acknowledge_no_trading, shown=shown)
