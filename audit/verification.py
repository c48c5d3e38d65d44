"""Replaying the whole trail: every entry, head and seal, and naming exactly what does not fit.

Rows stream past in order, so memory stays flat however long the trail is.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby, islice
from typing import Literal

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from audit.chains import genesis, same
from audit.models import Entry, Head, Seal
from audit.seals import SEAL_CHAIN, subject_kind_of_seals

# Rows fetched, and subjects looked up, at a time.
BATCH = 500
# A seal holds up to a thousand heads.
SEALS_AT_A_TIME = 50
# How far from its place a moved entry is recognised; beyond that it is called edited.
FARTHEST_MOVE = 200

Problem = Literal[
    "edited", "removed", "reordered", "replaced", "truncated", "head_altered", "seal_altered", "unanchored"
]


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong, where, and in words."""

    problem: Problem
    subject_kind: str
    subject_id: str
    sequence: int
    text: str


@dataclass
class Replay:
    """One replay of the trail. Exhaust `findings()`; then the counts are complete."""

    anchors: tuple[str, ...] = ()
    subjects: int = 0
    entries: int = 0
    seals: int = 0
    unsealed: int = 0

    def findings(self) -> Iterator[Finding]:
        """Yield everything that is wrong: entries and heads by subject, then the seals, then the anchors."""
        yield from self._chains()
        yield from _heads_without_entries()
        yield from self._seals()

    # -- entries and heads --------------------------------------------------------------------------------

    def _chains(self) -> Iterator[Finding]:
        ends = self._ends()
        while batch := list(islice(ends, BATCH)):
            heads = _heads_of(batch)
            for end in batch:
                head = heads.get((end.kind, end.subject_id))
                if head is not None:
                    self._catch_up(end, head)
                yield from end.findings
                yield from self._head_findings(end, head)

    def _catch_up(self, end: "_End", head: Head) -> None:
        """Follow what was written between reading the entries and reading the head: people go on working."""
        newer = Entry._base_manager.filter(
            subject_kind=end.kind, subject_id=end.subject_id, sequence__gt=end.sequence, sequence__lte=head.sequence
        )
        if head.sequence > end.sequence:
            for entry in newer.order_by("sequence").iterator(BATCH):
                end.follow(entry)
                self.entries += 1

    def _ends(self) -> Iterator["_End"]:
        # The base manager: no join, because nothing is opened here.
        rows = Entry._base_manager.order_by("subject_kind", "subject_id", "sequence").iterator(BATCH)
        for (kind, subject_id), entries in groupby(rows, key=lambda entry: (entry.subject_kind, entry.subject_id)):
            end = _End(kind, subject_id)
            for entry in entries:
                end.follow(entry)
                self.entries += 1
            self.subjects += 1
            yield end

    def _head_findings(self, end: "_End", head: Head | None) -> Iterator[Finding]:
        if head is None:
            yield end.finding("head_altered", end.sequence, _("the head of this chain was removed"))
            return
        self.unsealed += max(0, head.sequence - head.sealed_sequence)
        if not head.is_genuine():
            yield end.finding("head_altered", head.sequence, _("the head of this chain was altered"))
        if head.sequence > end.sequence:
            text = _("the newest entries were cut off: the head says %(head)d, the last entry is %(last)d")
            yield end.finding("truncated", head.sequence, text % {"head": head.sequence, "last": end.sequence})
        elif head.sequence < end.sequence:
            text = _("the head says %(head)d, but there are entries up to %(last)d")
            yield end.finding("head_altered", head.sequence, text % {"head": head.sequence, "last": end.sequence})
        elif not same(head.hash, end.hash):
            yield end.finding("head_altered", head.sequence, _("the head names another last entry than there is"))

    # -- seals --------------------------------------------------------------------------------------------

    def _seals(self) -> Iterator[Finding]:
        chain = _SealChain(set(self.anchors))
        yield from chain.follow(Seal.objects.all())
        head = Head.objects.filter(subject_kind=chain.kind, subject_id=SEAL_CHAIN).first()
        if head is not None:
            # A seal may have been made since the first look.
            yield from chain.follow(Seal.objects.filter(sequence__gt=chain.sequence, sequence__lte=head.sequence))
        yield from chain.end_findings(head)
        self.seals = chain.count


class _SealChain:
    """Walks the chain of seals, and stands at its end afterwards."""

    def __init__(self, anchors: set[str]) -> None:
        self.kind = subject_kind_of_seals()
        self.sequence, self.hash, self.count = 0, genesis(self.kind, SEAL_CHAIN), 0
        self.unseen = anchors

    def follow(self, seals: QuerySet[Seal]) -> Iterator[Finding]:
        """Check the seals one by one, and whether the entries that each saw are still there."""
        for seal in seals.order_by("sequence").iterator(SEALS_AT_A_TIME):
            self.count += 1
            if seal.sequence > self.sequence + 1:
                text = _("seals %(first)d to %(last)d were removed")
                yield self._finding(
                    "removed", seal.sequence, text % {"first": self.sequence + 1, "last": seal.sequence - 1}
                )
            elif not same(seal.previous, self.hash):
                yield self._finding("seal_altered", seal.sequence, _("this seal does not follow the one before it"))
            if same(seal.hash, seal.expected_hash()):
                self.unseen.discard(seal.hash)
                yield from _sealed_entries_missing(seal)
            else:
                yield self._finding("seal_altered", seal.sequence, _("this seal was altered after it was made"))
            self.sequence, self.hash = seal.sequence, seal.hash

    def end_findings(self, head: Head | None) -> Iterator[Finding]:
        """Compare the end with what the head says, and with what was kept outside."""
        if head is None and self.sequence:
            yield self._finding("head_altered", self.sequence, _("the head of the seals was removed"))
        elif head is not None and not head.is_genuine():
            yield self._finding("head_altered", head.sequence, _("the head of the seals was altered"))
        elif head is not None and not (head.sequence == self.sequence and same(head.hash, self.hash)):
            text = _("the newest seals were cut off: the head says %(head)d, the last seal is %(last)d")
            yield self._finding("truncated", head.sequence, text % {"head": head.sequence, "last": self.sequence})
        for anchor in sorted(self.unseen):
            text = _("no genuine seal has the hash %(anchor)s: the trail was cut or written anew since it was printed")
            yield self._finding("unanchored", 0, text % {"anchor": anchor})

    def _finding(self, problem: Problem, sequence: int, text: str) -> Finding:
        return Finding(problem, self.kind, SEAL_CHAIN, sequence, text)


class _End:
    """Walks one subject's chain entry by entry, and stands at its end afterwards."""

    def __init__(self, kind: str, subject_id: str) -> None:
        self.kind, self.subject_id = kind, subject_id
        self.sequence, self.hash = 0, genesis(kind, subject_id)
        self._genuine = True
        self.findings: list[Finding] = []

    def follow(self, entry: Entry) -> None:
        """Take the next entry in order of sequence."""
        genuine = same(entry.hash, entry.expected_hash())
        if entry.sequence > self.sequence + 1:
            self._note_gap(entry)
        # After an entry that is not genuine the link says nothing: that entry is named already.
        elif genuine and self._genuine and not same(entry.previous, self.hash):
            text = _("this entry does not follow the one before it, which was replaced")
            self.findings.append(self.finding("replaced", entry.sequence, text))
        if not genuine:
            self.findings.append(self._not_genuine(entry))
        self.sequence, self.hash, self._genuine = entry.sequence, entry.hash, genuine

    def finding(self, problem: Problem, sequence: int, text: str) -> Finding:
        """A finding about this subject."""
        return Finding(problem, self.kind, self.subject_id, sequence, text)

    def _note_gap(self, entry: Entry) -> None:
        first, last = self.sequence + 1, entry.sequence - 1
        if last - first >= BATCH:
            text = _("entries %(first)d to %(last)d were removed") % {"first": first, "last": last}
            self.findings.append(self.finding("removed", first, text))
            return
        for sequence in range(first, last + 1):
            self.findings.append(self.finding("removed", sequence, _("this entry was removed")))

    def _not_genuine(self, entry: Entry) -> Finding:
        if place := _former_place(entry):
            text = _("this entry was moved: it was number %(place)d") % {"place": place}
            return self.finding("reordered", entry.sequence, text)
        return self.finding("edited", entry.sequence, _("this entry was edited after it was written"))


def _former_place(entry: Entry) -> int:
    """The place at which the entry would be genuine, or 0. Looks `FARTHEST_MOVE` places up and down."""
    nearest = max(1, entry.sequence - FARTHEST_MOVE)
    for place in range(nearest, entry.sequence + FARTHEST_MOVE + 1):
        if same(entry.hash, entry.expected_hash(sequence=place)):
            return place
    return 0


def _heads_of(ends: Iterable[_End]) -> dict[tuple[str, str], Head]:
    ids = {end.subject_id for end in ends}
    return {(head.subject_kind, head.subject_id): head for head in Head.objects.filter(subject_id__in=ids)}


def _heads_without_entries() -> Iterator[Finding]:
    entries = Entry._base_manager.filter(subject_kind=OuterRef("subject_kind"), subject_id=OuterRef("subject_id"))
    empty = Head.objects.filter(~Exists(entries)).exclude(subject_kind=subject_kind_of_seals(), subject_id=SEAL_CHAIN)
    for head in empty.order_by("subject_kind", "subject_id").iterator(BATCH):
        text = _("every entry of this chain was removed; its head says there were %(count)d")
        yield Finding("truncated", head.subject_kind, head.subject_id, head.sequence, text % {"count": head.sequence})


def _sealed_entries_missing(seal: Seal) -> Iterator[Finding]:
    """Entries that the seal saw and that are no longer there, or no longer the same."""
    for start in range(0, len(seal.heads), BATCH):
        heads = seal.heads[start : start + BATCH]
        known = Entry._base_manager.filter(hash__in=[entry_hash for *_place, entry_hash in heads])
        present = set(known.values_list("subject_kind", "subject_id", "sequence", "hash"))
        for kind, subject_id, sequence, entry_hash in heads:
            if (kind, subject_id, sequence, entry_hash) not in present:
                text = _("seal %(seal)d saw this entry, and it is gone or another one") % {"seal": seal.sequence}
                yield Finding("truncated", kind, subject_id, sequence, text)
