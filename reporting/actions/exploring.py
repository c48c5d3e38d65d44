"""Views of the figures: kept, shared with a role, scheduled, removed; and their readers told when to look."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Person
from accounts.moves import Refused
from accounts.notices import tell
from audit.trail import record
from reporting.exploring import Question, refusal_of
from reporting.models import ExploreView
from reporting.models.explore_view import EXPLORERS
from reporting.periods import MONTHS_OF_A_QUARTER, last_ended
from reporting.states import Schedule
from reporting.workflow import CHANGE_EXPLORE_VIEW, REMOVE_EXPLORE_VIEW
from vault.models import DataKey

MOST_VIEWS = 30
MONTHS = {Schedule.MONTHLY: 1, Schedule.QUARTERLY: MONTHS_OF_A_QUARTER}
# So many views are told of in one transaction.
BATCH = 100


@dataclass(frozen=True)
class ViewFacts:
    """What a view is called, with which role it is shared, and how often its readers are told; both may be empty."""

    name: str
    shared_with: str = ""
    schedule: str = ""


@transaction.atomic
def save_explore_view(question: Question, *, facts: ViewFacts, by: Person, at: datetime) -> ExploreView:
    """Keep what is asked under a name. No figure is kept."""
    check_explorer(by)
    check_question(question)
    Person.objects.select_for_update().get(pk=by.pk)
    if ExploreView.objects.filter(owner=by).kept().count() >= MOST_VIEWS:
        raise Refused(_("You keep %(most)s views already. Remove one first.") % {"most": MOST_VIEWS}, "name")
    view = ExploreView.objects.create(
        data_key=DataKey.objects.mint(),
        owner=by,
        name=facts.name,
        measure=question.measure,
        dimension=question.dimension,
        span=question.span,
        only=question.only,
        shared_with=facts.shared_with,
        schedule=facts.schedule,
        scheduled_on=timezone.localdate(at) if facts.schedule else None,
        kept_at=at,
    )
    record(view, "save_explore_view", by=by, at=at, sentence="Kept a view of the figures", facts=_facts(view))
    return view


@transaction.atomic
def change_explore_view(view: ExploreView, *, facts: ViewFacts, by: Person, at: datetime) -> ExploreView:
    """Rename it, share it with another role or none, and tell its readers more or less often."""
    view = ExploreView.objects.locked(view.pk, by=by)
    CHANGE_EXPLORE_VIEW.check(by, view)
    if facts.schedule != view.schedule:
        view.scheduled_on = timezone.localdate(at) if facts.schedule else None
    view.name, view.shared_with, view.schedule = facts.name, facts.shared_with, facts.schedule
    view.save(update_fields=["name", "shared_with", "schedule", "scheduled_on"])
    sentence = "Changed a view of the figures"
    record(view, CHANGE_EXPLORE_VIEW.verb, by=by, at=at, sentence=sentence, facts=_facts(view))
    return view


@transaction.atomic
def remove_explore_view(view: ExploreView, *, by: Person, at: datetime) -> ExploreView:
    """Nobody finds it any more. That it was there, and with whom it was shared, stays on the trail."""
    view = ExploreView.objects.locked(view.pk, by=by)
    REMOVE_EXPLORE_VIEW.check(by, view)
    view.removed_at = at
    view.save(update_fields=["removed_at"])
    record(view, REMOVE_EXPLORE_VIEW.verb, by=by, at=at, sentence="Removed a view of the figures")
    return view


def tell_of_explore_views(at: datetime) -> int:
    """Tell the readers of each scheduled view that a period is over, once each; return how many notices are new.

    The notice names nothing and holds no figure: its link leads to the view, for whoever may read it then.
    """
    today = timezone.localdate(at)
    return sum(_tell_of(schedule, last_ended(today, months).end, at) for schedule, months in MONTHS.items())


@transaction.atomic
def _tell_of(schedule: str, end: date, at: datetime) -> int:
    due = ExploreView.objects.due(schedule, end).select_for_update(of=("self",)).select_related("owner")[:BATCH]
    told = 0
    for view in due:
        readers = [view.owner]
        if view.shared_with:
            readers += Person.objects.holding(view.shared_with)
        told += tell(readers, "explore_view_due", about=view, at=at, once=f"{schedule}:{end}")
        view.told_through = end
        view.save(update_fields=["told_through"])
    return told


def check_explorer(by: Person) -> None:
    """Raise `Refused` for whoever may not explore."""
    if not by.roles & EXPLORERS:
        raise Refused(_("Explore is for the Audit Committee and the heads of the two offices."))


def check_question(question: Question) -> None:
    """Raise `Refused` for what may not be asked."""
    refused = refusal_of(question)
    if refused is not None:
        raise Refused(refused[1])


def _facts(view: ExploreView) -> dict[str, str]:
    return {
        "measure": view.measure,
        "dimension": view.dimension,
        "shared_with": view.shared_with,
        "schedule": view.schedule,
    }
