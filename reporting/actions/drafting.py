"""Drafting digests: by the clock after each period, on demand, and again when the record or a wall has moved."""

import uuid
from datetime import datetime
from itertools import islice

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Person
from accounts.moves import Refused
from accounts.notices import tell
from accounts.roles import Role
from audit.trail import record
from reporting.actions.signing_parts import ask_heads
from reporting.lists import PART, alive_in
from reporting.models import Digest, DigestMatter
from reporting.periods import Period, containing, last_ended
from reporting.reconciliation import reconcile
from reporting.scope import Scope, scope_of
from reporting.snapshot import take_snapshot
from reporting.states import COMMITTEE, DigestKind
from reporting.workflow import CORRECT_DIGEST, REDRAFT_DIGEST
from vault.digests import keyed_digest, keyed_digest_of_parts
from vault.models import DataKey

# How many missed periods a clock that stood still makes up for.
MOST_MISSED = 8


def draft_digests(at: datetime) -> int:
    """The sweep: one draft for each period that has ended, and drafts kept to the record and behind today's walls.

    Returns how many drafts it made or renewed. Looking twice, or two clocks at once, makes nothing twice.
    """
    done = sum(draft_digest(period, by=None, at=at) is not None for period in _ended_without_digest(at))
    for draft in list(Digest.objects.drafts().order_by("period_end", "kind")):
        done += _bring_up_to_the_record(draft, at)
    for period in {draft.period for draft in Digest.objects.drafts().filter(kind=DigestKind.COMMON)}:
        done += _draft_annex(period, at)
    return done


def _ended_without_digest(at: datetime) -> list[Period]:
    """The ended periods that have no digest, oldest first; before the very first digest only the newest of them."""
    months, today = settings.DIGEST_MONTHS, timezone.localdate(at)
    common = Digest.objects.filter(kind=DigestKind.COMMON)
    period = last_ended(today, months)
    spans = common.only("period_start", "period_end")
    by_the_clock = [one for one in spans if one.period == containing(one.period_start, months)]
    if not by_the_clock:
        began = scope_of(DigestKind.COMMON).cases.filter(received_on__lte=period.end).exists()
        return [period] if began else []
    first = min(one.period_start for one in by_the_clock)
    missing: list[Period] = []
    # A clock that was set back finds nothing to make up for before the very first one.
    while len(missing) < MOST_MISSED and period.start > first and not common.of_period(period).exists():
        missing.insert(0, period)
        period = last_ended(containing(period.start, months).start, months)
    return missing


def draft_digest(period: Period, *, by: Person | None, at: datetime) -> Digest | None:
    """Draft the common digest of a period, and its annex where one is due. `None` where there is one already.

    `by` is the General Auditor who asks for an extra one, or `None` for the clock.
    """
    if by is not None and Role.GENERAL_AUDITOR not in by.roles:
        raise Refused(_("Only the General Auditor drafts a digest."))
    if at < period.ends_at:
        raise Refused(_("This period is not over yet."), "last_month")
    draft = _draft(DigestKind.COMMON, period, by, at)
    if draft is None and by is not None:
        raise Refused(_("There is a digest of this period already."), "last_month")
    _draft_annex(period, at)
    return draft


@transaction.atomic
def correct_digest(digest: Digest, *, reason: str, by: Person, at: datetime) -> Digest:
    """Draft a new version of a signed digest, which names the one that it corrects. The commentary goes along.

    `reason` says what was wrong; it is signed with the new version. Raises `Refused` where there is a correction, and
    where the digest is not what was signed.
    """
    digest = Digest.objects.locked(digest.pk, by=by)
    CORRECT_DIGEST.check(by, digest)
    if not digest.is_genuine():
        raise Refused(_("What is stored is not what was signed, so it can't be corrected from here."))
    if digest.correction:
        raise Refused(_("There is a new version of this digest already. Correct that one."))
    new = Digest(
        kind=digest.kind,
        period_start=digest.period_start,
        period_end=digest.period_end,
        version=digest.version + 1,
        supersedes=digest,
        correction_reason=reason,
        commentary=digest.commentary,
    )
    new = _write_draft(new, by, at)
    facts = {"version": new.version, "reason": keyed_digest("digest-correction", reason)}
    record(digest, CORRECT_DIGEST.verb, by=by, at=at, sentence="A new version was begun", facts=facts)
    return new


def _draft_annex(period: Period, at: datetime) -> int:
    """The restricted annex, if a matter stands apart that was alive in the period. Nothing else tells of it."""
    scope = scope_of(DigestKind.ANNEX)
    if not scope.cases.filter(alive_in(period)).exists():
        return 0
    return int(_draft(DigestKind.ANNEX, period, None, at) is not None)


def _draft(kind: DigestKind, period: Period, by: Person | None, at: datetime) -> Digest | None:
    """One draft of one kind; the unique constraint lets only one of two clocks keep theirs."""
    if Digest.objects.of_period(period).filter(kind=kind).exists():
        return None
    try:
        with transaction.atomic():
            return _write_draft(Digest(kind=kind, period_start=period.start, period_end=period.end), by, at)
    except IntegrityError:
        if Digest.objects.of_period(period).filter(kind=kind).exists():
            return None
        raise


def _write_draft(digest: Digest, by: Person | None, at: datetime) -> Digest:
    digest.data_key = DataKey.objects.mint()
    matters = _fill(digest, scope_of(digest.kind), at)
    digest.save(force_insert=True)
    _name_matters(digest, matters)
    record(digest, "draft_digest", by=by, at=at, sentence="Drafted", facts=_facts(digest))
    ask_heads(digest, by=by, at=at)
    tell(signers_of(digest), "digest_drafted", about=digest, at=at)
    return digest


@transaction.atomic
def redraft_digest(digest: Digest, *, by: Person | None, at: datetime) -> Digest:
    """Take the snapshot of a draft anew; its commentary stays."""
    digest = Digest.objects.locked(digest.pk, by=by)
    REDRAFT_DIGEST.check(by, digest)
    matters = _fill(digest, scope_of(digest.kind), at)
    digest.save(update_fields=["snapshot", "scope_digest", "drafted_at"])
    digest.matters.all().delete()
    _name_matters(digest, matters)
    record(digest, REDRAFT_DIGEST.verb, by=by, at=at, sentence="Drafted again", facts=_facts(digest))
    ask_heads(digest, by=by, at=at)
    return digest


def _bring_up_to_the_record(draft: Digest, at: datetime) -> bool:
    """Draft again, as the clock, if the record has moved on since; until then nobody is shown the draft.

    Whatever it was: that a wall has moved and that a matter was decided must look the same, to the heads whose
    signatures that makes void too. A draft whose heads were never asked is one from before they signed.
    """
    if draft.was_signed:  # and somebody made it a draft again: it stays as it is, for whoever looks into that
        return False
    were_asked = draft.is_annex or draft.parts.standing().exists()
    if were_asked and not reconcile(draft).is_behind:
        return False
    redraft_digest(draft, by=None, at=at)
    return True


def _fill(digest: Digest, scope: Scope, at: datetime) -> list[tuple[str, uuid.UUID]]:
    digest.snapshot, matters = take_snapshot(scope, digest.period, at=at)
    digest.scope_digest, digest.drafted_at = scope.digest, at
    return matters


def _name_matters(digest: Digest, matters: list[tuple[str, uuid.UUID]]) -> None:
    """A part at a time: a digest may list any number of matters."""
    named = iter(dict.fromkeys(matters))
    while part := [DigestMatter(digest=digest, section=one, case_id=case) for one, case in islice(named, PART)]:
        DigestMatter.objects.bulk_create(part)


def _facts(digest: Digest) -> dict[str, str]:
    return {
        "period": f"{digest.period_start.isoformat()}/{digest.period_end.isoformat()}",
        "digest": keyed_digest_of_parts("digest-draft", digest.canonical_parts()),
    }


def signers_of(digest: Digest) -> list[Person]:
    """Whoever may sign it; `tell` asks the wall for each."""
    people = Person.objects.holding(*COMMITTEE) if digest.is_annex else Person.objects.holding(Role.GENERAL_AUDITOR)
    return [person for person in people if "signer" in digest.relations(person)]
