"""Sealing: one hash over every head that changed, chained to the seal before it."""

from datetime import datetime

from django.db import connection, transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from audit.chains import genesis
from audit.models import Head, Seal, subject_of

# Heads in one seal: a seal stays a row of a size that is easy to read back.
HEADS_PER_SEAL = 1000
SEAL_CHAIN = "seals"


def seal_heads(at: datetime) -> Seal | None:
    """Seal the heads that changed and may be sealed on the day of `at`; return the last seal made, or `None`.

    An anonymous act waits for the next day, because the time of a seal would tell when it was done. The new seal's
    hash belongs outside the database: in the digest and its mail.
    """
    made = None
    while seal := _seal_some(at):
        made = seal
    return made


def latest_seal() -> Seal | None:
    """The newest seal, or `None` before the first."""
    return Seal.objects.order_by("-sequence").first()


def unsealed_entries() -> int:
    """How many entries no seal covers yet."""
    waiting = Head.objects.filter(sealed_sequence__lt=F("sequence")).values_list("sequence", "sealed_sequence")
    return sum(sequence - sealed for sequence, sealed in waiting.iterator())


@transaction.atomic
def _seal_some(at: datetime) -> Seal | None:
    """One seal over at most `HEADS_PER_SEAL` heads.

    Two sealers at once: the second waits for the first at the chain's own head, then finds nothing left to do.
    """
    chain = _locked_chain(at)
    heads = list(_changed_heads(at)[:HEADS_PER_SEAL])
    if not heads:
        return None
    listed = [[head.subject_kind, head.subject_id, head.sequence, head.hash] for head in heads]
    seal = Seal(sequence=chain.sequence + 1, previous=chain.hash, sealed_at=at, heads=listed)
    seal.hash = seal.expected_hash()
    seal.save(force_insert=True)
    for head in heads:
        head.move(sealed_sequence=head.sequence)
    # The chain of seals ends at a head too, so that cutting off the newest seals shows.
    chain.move(sequence=seal.sequence, sealed_sequence=seal.sequence, hash=seal.hash)
    return seal


def _changed_heads(at: datetime) -> QuerySet[Head]:
    today = timezone.localtime(at).date()
    changed = Head.objects.filter(sealed_sequence__lt=F("sequence"), seal_from__lte=today).order_by("id")
    # A head being written at this moment is left for the next seal: waiting could end in a deadlock.
    return changed.select_for_update(skip_locked=connection.features.has_select_for_update_skip_locked)


def _locked_chain(at: datetime) -> Head:
    kind = subject_kind_of_seals()
    chains = Head.objects.select_for_update().filter(subject_kind=kind, subject_id=SEAL_CHAIN)
    if chain := chains.first():
        return chain
    first = Head(
        subject_kind=kind,
        subject_id=SEAL_CHAIN,
        sequence=0,
        hash=genesis(kind, SEAL_CHAIN),
        seal_from=timezone.localtime(at).date(),
    )
    first.mac = first.expected_mac()
    Head.objects.bulk_create([first], ignore_conflicts=True)
    return chains.get()


def subject_kind_of_seals() -> str:
    """The kind under which the heads table keeps the end of the seal chain."""
    return subject_of(Seal())[0]
