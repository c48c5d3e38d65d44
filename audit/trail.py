"""Writing the trail and reading it back."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any, Protocol

from django.db import models, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from audit.chains import genesis
from audit.models import Entry, FailedSignIns, Head, SharedKey, subject_of
from vault.models import DataKey
from vault.rows import insert, insert_new
from vault.settled import Settled


class Actor(Protocol):
    """Whoever acts: a person of the directory, or anything with an id and a name."""

    pk: Any

    @property
    def full_name(self) -> str:
        """The name as it is now."""


def record(
    subject: models.Model,
    verb: str,
    *,
    by: Actor | str | Promise | None,
    at: datetime | date,
    sentence: str | Promise,
    facts: Mapping[str, Any] | None = None,
    names: Mapping[Any, str] | None = None,
) -> Entry:
    """Append one entry to the subject's chain, inside the action's own transaction.

    `by` is a person, a text such as "the reporter", or `None` for the clock. `at` may be a plain date: then no time
    is stored, and the entry enters the seal of the next day at the earliest. `names` are people's names by id, as
    they are now. Never put a narrative into `sentence` or `facts`; put its digest.
    Raises `TransactionManagementError` outside a transaction, `vault.errors.SealedMisuse` for facts that are not JSON.
    """
    _require_transaction()
    entry = _entry(subject, verb, by=by, at=at, sentence=sentence, facts=facts, names=names)
    _append(entry, _seal_from(at))
    return entry


def first_entry(
    subject: models.Model,
    verb: str,
    *,
    by: Actor | str | Promise | None,
    at: datetime | date,
    sentence: str | Promise,
    facts: Mapping[str, Any] | None = None,
) -> tuple[Head, Entry]:
    """The same for a subject that the transaction at hand makes: the beginning of its chain, not stored yet, for
    whoever stores it together with the subject and before anything else is recorded of it."""
    _require_transaction()
    entry = _entry(subject, verb, by=by, at=at, sentence=sentence, facts=facts, names=None)
    return _first_head(entry, _seal_from(at)), entry


def _entry(
    subject: models.Model,
    verb: str,
    *,
    by: Actor | str | Promise | None,
    at: datetime | date,
    sentence: str | Promise,
    facts: Mapping[str, Any] | None,
    names: Mapping[Any, str] | None,
) -> Entry:
    kind, subject_id = subject_of(subject)
    return Entry(
        data_key=_key_for(subject, kind),
        subject_kind=kind,
        subject_id=subject_id,
        verb=verb,
        actor_id=None if by is None or isinstance(by, str | Promise) else str(by.pk),
        recorded_at=at if isinstance(at, datetime) else None,
        recorded_on=_day(at),
        body={
            "sentence": str(sentence),
            "actor": _name(by),
            "facts": dict(facts or {}),
            "names": {str(key): str(name) for key, name in (names or {}).items()},
        },
    )


def record_refusal(
    subject: models.Model,
    verb: str,
    *,
    by: Actor | str | Promise | None,
    at: datetime | date,
    reason: str | Promise,
) -> Entry:
    """Record that a move was refused, and why. Call it after the refused action's transaction was rolled back."""
    sentence = _("Refused: %(reason)s") % {"reason": reason}
    with transaction.atomic():
        return record(subject, "refused", by=by, at=at, sentence=sentence, facts={"refused_verb": verb})


def refusals_since(subject: models.Model, moment: datetime) -> int:
    """How many moves on `subject` were refused after `moment`: for limits on trying."""
    return Entry.objects.about(subject).filter(verb="refused", recorded_at__gt=moment).count()


def count_failed_sign_in(*, on: date) -> None:
    """Count one failed sign-in for a name that nobody has. Nothing else about it is kept."""
    with transaction.atomic():
        FailedSignIns.objects.bulk_create([FailedSignIns(day=on)], ignore_conflicts=True)
        FailedSignIns.objects.filter(day=on).update(count=F("count") + 1)


def history(subject: models.Model, *verbs: str) -> list[Entry]:
    """The subject's entries, newest last; where verbs are given, only those."""
    entries = Entry.objects.about(subject)
    return list(entries.filter(verb__in=verbs) if verbs else entries)


def histories(subjects: Iterable[models.Model]) -> dict[Any, list[Entry]]:
    """The entries of several subjects of one kind by their key, newest last, in one statement."""
    keys = {str(subject.pk): subject for subject in subjects}
    found: dict[Any, list[Entry]] = {subject.pk: [] for subject in keys.values()}
    for kind in {subject._meta.label_lower for subject in keys.values()}:
        about = Entry.objects.filter(subject_kind=kind, subject_id__in=keys).order_by("subject_id", "sequence")
        for entry in about:
            found[keys[entry.subject_id].pk].append(entry)
    return found


def entry_count(subject: models.Model) -> int:
    """How many entries the subject has."""
    return Entry.objects.about(subject).count()


def _require_transaction() -> None:
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("record() belongs inside the action's transaction.")


def _append(entry: Entry, seal_from: date) -> None:
    """Put an entry at the end of its subject's chain. The head is locked, so two writers of one subject follow each
    other; of two first writers at once one insert wins, and the other waits for it there and then continues its chain.
    """
    locked = _locked_head(entry.subject_kind, entry.subject_id)
    if not locked:
        if insert_new([_first_head(entry, seal_from)]):
            insert(entry)
            return
        locked = _locked_head(entry.subject_kind, entry.subject_id)
    [head] = locked
    entry.follow(head.sequence, head.hash)
    insert(entry)
    head.move(sequence=entry.sequence, hash=entry.hash, seal_from=max(head.seal_from, seal_from))


def _first_head(entry: Entry, seal_from: date) -> Head:
    """The head of the chain that the entry begins."""
    entry.follow(0, genesis(entry.subject_kind, entry.subject_id))
    head = Head(
        subject_kind=entry.subject_kind,
        subject_id=entry.subject_id,
        sequence=entry.sequence,
        hash=entry.hash,
        seal_from=seal_from,
    )
    head.mac = head.expected_mac()
    return head


_locked_head = Settled(
    lambda kind, pk: Head.objects.select_for_update().filter(subject_kind=kind, subject_id=pk).order_by()
)


def _key_for(subject: models.Model, kind: str) -> DataKey:
    if getattr(subject, "data_key_id", None):
        own: DataKey = subject.data_key  # type: ignore[attr-defined]
        # What happens to the stub after shredding is recorded too, under the kind's key.
        if not own.is_destroyed:
            return own
    return _shared_key(kind)


def _shared_key(kind: str) -> DataKey:
    if found := _kept_shared_key(kind):
        return found[0].data_key
    minted = DataKey.objects.mint()
    SharedKey.objects.bulk_create([SharedKey(subject_kind=kind, data_key=minted)], ignore_conflicts=True)
    [shared] = _kept_shared_key(kind)
    chosen = shared.data_key
    if chosen.pk != minted.pk:
        minted.delete()
    return chosen


_kept_shared_key = Settled(lambda kind: SharedKey.objects.select_related("data_key").filter(pk=kind).order_by())


def _name(by: Actor | str | Promise | None) -> str:
    if by is None:
        return _("the clock")
    return str(by) if isinstance(by, str | Promise) else by.full_name


def _day(at: datetime | date) -> date:
    """The company's day. Raises `ValueError` for a time without a zone."""
    return timezone.localtime(at).date() if isinstance(at, datetime) else at


def _seal_from(at: datetime | date) -> date:
    return _day(at) if isinstance(at, datetime) else at + timedelta(days=1)
