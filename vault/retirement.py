"""When retired wrapping keys are destroyed: only then can no backup bring back what was shredded before."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings

from vault.keyring import keyring
from vault.models import RetiredWrappingKey
from vault.rotation import retired_names


@dataclass(frozen=True)
class WrappingKey:
    """One of `VAULT_KEYS`: in use, or retired and to be destroyed on a day (taken out of `VAULT_KEYS`, and deleted)."""

    name: str
    retired_on: date | None
    destroyed_on: date | None


def note_retired(*, on: date) -> int:
    """Note the day on which a wrapping key was first found to wrap nothing any more. How many are new."""
    known = set(RetiredWrappingKey.objects.values_list("name", flat=True))
    new = [RetiredWrappingKey(name=name, retired_on=on) for name in retired_names() if name not in known]
    RetiredWrappingKey.objects.bulk_create(new, ignore_conflicts=True)
    return len(new)


def wrapping_keys() -> list[WrappingKey]:
    """The wrapping keys that the Portal still holds, the one in use first."""
    names = keyring().names
    # One alone is in use.
    retired = dict(RetiredWrappingKey.objects.values_list("name", "retired_on")) if names[1:] else {}
    horizon = timedelta(days=settings.BACKUP_HORIZON_DAYS)
    return [WrappingKey(name, day, day + horizon if day else None) for name in names for day in [retired.get(name)]]
