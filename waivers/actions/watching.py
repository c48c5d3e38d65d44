"""The watch over implicit waivers. Who asks knows the records; here it is only kept that nothing was done."""

import uuid
from collections.abc import Iterable
from datetime import datetime

from django.db import models, transaction
from django.utils.translation import ngettext

from accounts.models import Person
from accounts.notices import tell
from audit.trail import record
from waivers.models import ImplicitWaiver


@transaction.atomic
def notice_implicit_waiver(
    source: models.Model, *, days: int, readers: Iterable[Person], at: datetime
) -> ImplicitWaiver | None:
    """Keep, on the trail of `source` too, that nothing was done about it for `days` days, and alarm `readers`.

    `None` where that is known already. Of `readers` only those hear who may see `source`.
    """
    known = {"source_kind": source._meta.label_lower, "source_id": source.pk}
    if ImplicitWaiver.objects.filter(**known, ended_at__isnull=True).exists():
        return None
    noticed = ImplicitWaiver.objects.create(**known, days=days, noticed_at=at)
    sentence = ngettext(
        "Nothing was done for %(days)d day about a departure by a director or officer: it could be an implicit waiver",
        "Nothing was done for %(days)d days about a departure by a director or officer: it could be an implicit waiver",
        days,
    )
    record(source, "implicit_waiver", by=None, at=at, sentence=sentence % {"days": days}, facts={"days": days})
    tell(readers, "implicit_waiver", about=source, at=at, once=str(noticed.pk))
    return noticed


def end_implicit_waivers(source_kind: str, still: Iterable[uuid.UUID], *, at: datetime) -> int:
    """End those about records of one kind that are not among `still`: something was done. Gives how many."""
    standing = ImplicitWaiver.objects.filter(source_kind=source_kind, ended_at__isnull=True)
    return standing.exclude(source_id__in=list(still)).update(ended_at=at)
