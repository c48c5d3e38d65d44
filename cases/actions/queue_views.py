"""Views of the queue that people keep for themselves. A convenience and no fact about any case: not on the trail."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Person
from accounts.moves import Refused
from cases.models import QueueView
from vault.models import DataKey

MOST_VIEWS = 20


@transaction.atomic
def save_view(*, name: str, filters: dict[str, str], is_default: bool, by: Person, at: datetime) -> QueueView:
    """Keep what narrows the queue now under a name."""
    Person.objects.select_for_update().get(pk=by.pk)
    own = QueueView.objects.of(by)
    if own.count() >= MOST_VIEWS:
        raise Refused(_("You keep %(most)s views already. Remove one first.") % {"most": MOST_VIEWS}, "name")
    if is_default:
        own.update(is_default=False)
    last = own.aggregate(last=Max("position"))["last"] or 0
    return QueueView.objects.create(
        data_key=DataKey.objects.mint(),
        owner=by,
        name=name,
        filters=filters,
        is_default=is_default,
        position=last + 1,
    )


@transaction.atomic
def change_view(view: QueueView, *, name: str, is_default: bool, by: Person, at: datetime) -> QueueView:
    """Rename a view, and say whether the queue opens with it."""
    view = _locked(view, by)
    if is_default:
        QueueView.objects.of(by).exclude(pk=view.pk).update(is_default=False)
    view.name, view.is_default = name, is_default
    view.save(update_fields=["name", "is_default"])
    return view


@transaction.atomic
def remove_view(view: QueueView, *, by: Person, at: datetime) -> bool:
    """Remove a view; its name is shredded."""
    view = _locked(view, by)
    key = view.data_key
    view.delete()
    key.destroy(on=timezone.localdate(at))
    return True


def _locked(view: QueueView, by: Person) -> QueueView:
    Person.objects.select_for_update().get(pk=by.pk)
    found: QueueView = QueueView.objects.of(by).select_for_update(of=("self",)).get(pk=view.pk)
    return found
