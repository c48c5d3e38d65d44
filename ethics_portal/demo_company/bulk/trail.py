"""Trail entries, heads and seals as rows, chained as `audit.trail` and `audit.seals` chain them.

`verify_trail` replays all of it and so proves that both ways write the same.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any

from django.utils import timezone

from accounts.models import Person
from audit.chains import chain_hash, genesis
from audit.models import Entry, Head, Seal, in_utc
from audit.seals import HEADS_PER_SEAL, SEAL_CHAIN, seal_heads, subject_kind_of_seals
from ethics_portal.demo_company.bulk.sealing import Ids, Key, Repeated, Sealer
from ethics_portal.demo_company.bulk.writing import Table


@dataclass(frozen=True)
class Step:
    """What somebody did, as the trail tells it. `at` is a plain day for an anonymous reporter."""

    verb: str
    by: Person | str
    at: datetime | date
    sentence: str
    facts: dict[str, Any] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)

    @cached_property
    def day(self) -> date:
        return timezone.localtime(self.at).date() if isinstance(self.at, datetime) else self.at

    @cached_property
    def seal_from(self) -> date:
        """An anonymous act waits for the seal of the next day."""
        return self.day if isinstance(self.at, datetime) else self.at + timedelta(days=1)

    @cached_property
    def actor_id(self) -> str | None:
        return str(self.by.pk) if isinstance(self.by, Person) else None

    @cached_property
    def body(self) -> Repeated:
        actor = self.by.full_name if isinstance(self.by, Person) else self.by
        return Repeated({"sentence": self.sentence, "actor": actor, "facts": self.facts, "names": self.names})

    @cached_property
    def recorded_at(self) -> datetime | None:
        return self.at if isinstance(self.at, datetime) else None

    @cached_property
    def moment(self) -> str | None:
        """The time as the chain covers it."""
        return in_utc(self.recorded_at) if self.recorded_at else None


class Trail:
    """Chains of many subjects of one kind, each written once and whole, and the seals over their heads.

    The seals are made here as well: left to the clock's sweep, a million heads would keep it busy for hours.
    """

    def __init__(self, kind: str, ids: Ids, *, now: datetime) -> None:
        self.kind = kind
        self.ids = ids
        self.now = now
        self.today = timezone.localtime(now).date()
        self.entries = Table(Entry)
        self.heads = Table(Head)
        self.sealer = Sealer(Entry)
        # [kind, id, sequence, hash] of the heads that the next seal covers.
        self.to_seal: list[list[Any]] = []

    def begin(self) -> None:
        """Seal what the ordinary way left open, so that the chain of seals has its head."""
        seal_heads(self.now)

    def write_chain(self, subject: str, steps: tuple[Step, ...], key: Key) -> None:
        """The whole history of one subject."""
        link = genesis(self.kind, subject)
        for sequence, step in enumerate(steps, start=1):
            link = self._add_entry(subject, sequence, link, step, key)
        seal_from = max(step.seal_from for step in steps)
        sealed = len(steps) if seal_from <= self.today else 0
        if sealed:
            self.to_seal.append([self.kind, subject, len(steps), link])
        parts = [self.kind, subject, str(len(steps)), link, str(sealed), str(seal_from)]
        self.heads.add(
            id=self.ids.next(),
            subject_kind=self.kind,
            subject_id=subject,
            sequence=len(steps),
            hash=link,
            sealed_sequence=sealed,
            seal_from=seal_from,
            mac=chain_hash("head", parts),
        )

    def write(self) -> None:
        """Write the rows of this batch, sealed."""
        self.entries.write()
        self.heads.write()
        self._seal()

    def _add_entry(self, subject: str, sequence: int, previous: str, step: Step, key: Key) -> str:
        row = self.ids.next()
        sealed = self.sealer.seal(key, row, body=step.body)
        # The parts of `Entry.expected_hash`, in its order.
        parts = [
            row,
            self.kind,
            subject,
            str(sequence),
            previous,
            step.verb,
            step.actor_id,
            step.moment,
            str(step.day),
            key.pk,
            sealed["body"].hex(),
        ]
        link = chain_hash("entry", parts)
        self.entries.add(
            id=row,
            data_key_id=key.pk,
            subject_kind=self.kind,
            subject_id=subject,
            sequence=sequence,
            previous=previous,
            hash=link,
            verb=step.verb,
            actor_id=step.actor_id,
            recorded_at=step.recorded_at,
            recorded_on=step.day,
            **sealed,
        )
        return link

    def _seal(self) -> None:
        chain = Head.objects.select_for_update().get(subject_kind=subject_kind_of_seals(), subject_id=SEAL_CHAIN)
        for start in range(0, len(self.to_seal), HEADS_PER_SEAL):
            heads = self.to_seal[start : start + HEADS_PER_SEAL]
            seal = Seal(sequence=chain.sequence + 1, previous=chain.hash, sealed_at=self.now, heads=heads)
            seal.hash = seal.expected_hash()
            seal.save(force_insert=True)
            chain.move(sequence=seal.sequence, sealed_sequence=seal.sequence, hash=seal.hash)
        self.to_seal = []
