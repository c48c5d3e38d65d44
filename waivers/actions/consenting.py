"""The Board without a meeting: every director in office signs the same text, or the Board meets (DECISIONS 52)."""

import uuid
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from accounts.models import Person
from accounts.moves import Refused
from accounts.notices import tell
from accounts.roles import Role
from audit.signatures import sign
from clocks.counting import SEC_ZONE
from vault.digests import keyed_digest
from waivers.actions.deciding import SIGNED_IN, check_said
from waivers.actions.recording import holders, note
from waivers.actions.taking_effect import (
    as_it_stood,
    check_effective,
    lock_standing,
    put_in_effect,
    standing_or_new,
    void_signatures,
)
from waivers.decision_text import consent_text
from waivers.directors import directors_in_office
from waivers.models import BoardDecision, BoardVote, ConsentSignature, DirectorRecusal, Waiver
from waivers.states import Attendance, Mode, Outcome, Stopped, Voided, Vote
from waivers.workflow import DECLARE_RECUSAL, DECLINE_CONSENT, PROPOSE_CONSENT, SIGN_CONSENT


@transaction.atomic
def propose_consent(
    waiver: Waiver,
    *,
    resolution: str,
    reasons: str,
    why_appropriate: str = "",
    why_limited: str = "",
    conditions: str = "",
    effective_on: date | None = None,
    by: Person,
    at: datetime,
) -> Waiver:
    """Write the text that every director is to sign. Written again, every signature under it is void."""
    waiver = Waiver.objects.locked(waiver.pk, by=by)
    PROPOSE_CONSENT.check(by, waiver)
    in_office = set(directors_in_office(localdate(at)).values_list("pk", flat=True))
    _check_open_to_consent(waiver, in_office)
    check_said(reasons=reasons)
    if waiver.is_being_revoked:
        check_effective(waiver, effective_on, at)
    else:
        check_said(why_appropriate=why_appropriate, why_limited=why_limited)
    if not resolution.strip():
        raise Refused(_("Give the resolution its number."), "resolution")
    consent = standing_or_new(waiver)
    before = as_it_stood(consent)
    voided = void_signatures(consent, Voided.EDITED, at=at)
    consent.mode, consent.outcome = Mode.UNANIMOUS_CONSENT, Outcome.GRANTED
    consent.resolution = resolution.strip()
    consent.called_on = localdate(at) if waiver.is_being_revoked else waiver.board_called_on or localdate(at)
    consent.effective_on = effective_on if waiver.is_being_revoked else None
    consent.presiding, consent.decision_at, consent.zone = None, None, SEC_ZONE
    consent.minutes = None
    consent.directors_in_office = len(in_office)
    consent.reasons, consent.conditions = reasons.strip(), conditions.strip()
    consent.why_appropriate, consent.why_limited = why_appropriate.strip(), why_limited.strip()
    consent.recorded_by, consent.recorded_at = by, at
    consent.save()
    consent.votes.all().delete()
    digest = keyed_digest("waiver-consent", "\x1f".join([consent.reasons, consent.why_appropriate, consent.conditions]))
    facts = {"resolution": consent.resolution, "voided": voided, "digest": digest, **before}
    note(waiver, PROPOSE_CONSENT.verb, _("Text of a written consent"), by=by, at=at, facts=facts)
    tell(holders(waiver, Role.BOARD_MEMBER), "waiver_to_sign", about=waiver, at=at, once=at.isoformat())
    return waiver


@transaction.atomic
def sign_consent(waiver: Waiver, *, sha256: str = "", how: str = SIGNED_IN, by: Person, at: datetime) -> Waiver:
    """Sign the text as it stands. With the signature of every director in office it is in effect at once.

    `sha256` is the digest of the text that was on the screen: a text that was changed meanwhile is not signed.
    """
    waiver = Waiver.objects.locked(waiver.pk, by=by)
    SIGN_CONSENT.check(by, waiver)
    consent = lock_standing(waiver)
    document = consent_text(waiver, consent)
    statement = signing_statement(waiver)
    signature = sign(document, statement=statement, signer=by, at=at, how=how)
    if sha256 and sha256 != signature.document_sha256:
        raise Refused(_("The text was changed since you opened this page. Read it again before you sign."))
    ConsentSignature.objects.create(decision=consent, member=by, signature=signature, signed_at=at)
    facts = {"sha256": signature.document_sha256, "how": how}
    note(waiver, SIGN_CONSENT.verb, _("A director signed the written consent"), by=by, at=at, facts=facts)
    _complete(waiver, consent, how=how, by=by, at=at)
    return waiver


@transaction.atomic
def decline_consent(waiver: Waiver, *, by: Person, at: datetime) -> Waiver:
    """Want a meeting instead: every signature is void, and this request is decided at a meeting or not at all."""
    waiver = Waiver.objects.locked(waiver.pk, by=by)
    DECLINE_CONSENT.check(by, waiver)
    _stop(waiver, Stopped.DECLINED, Voided.DECLINED, at)
    note(waiver, DECLINE_CONSENT.verb, _("A director wants a meeting"), by=by, at=at)
    tell(holders(waiver, Role.BOARD_SECRETARY), "waiver_needs_meeting", about=waiver, at=at)
    return waiver


@transaction.atomic
def declare_recusal(waiver: Waiver, *, reason: str, by: Person, at: datetime) -> Waiver:
    """Step back from this decision as a director. It can't be taken back, and a written consent is over with it."""
    waiver = Waiver.objects.locked(waiver.pk, by=by)
    DECLARE_RECUSAL.check(by, waiver)
    if not reason.strip():
        raise Refused(_("Say what the conflict is."), "reason")
    DirectorRecusal.objects.create(
        data_key=waiver.data_key, waiver=waiver, member=by, reason=reason.strip(), declared_at=at
    )
    _stop(waiver, Stopped.RECUSED, Voided.RECUSED, at)
    facts = {"digest": keyed_digest("waiver-recusal", reason)}
    note(waiver, DECLARE_RECUSAL.verb, _("A director declared a conflict"), by=by, at=at, facts=facts)
    tell(holders(waiver, Role.BOARD_SECRETARY), "waiver_needs_meeting", about=waiver, at=at, once=str(by.pk))
    return waiver


def signing_statement(waiver: Waiver) -> str:
    """The sentence on the screen that each director's signature stands under."""
    if waiver.is_being_revoked:
        sentence = _("As a director I consent in writing to revoke the waiver %(reference)s as written here.")
    else:
        sentence = _(
            "As a director I consent in writing to the resolution on the request %(reference)s as written here, "
            "instead of a meeting."
        )
    return sentence % {"reference": waiver.reference}


def _check_open_to_consent(waiver: Waiver, in_office: set[uuid.UUID]) -> None:
    """Any recusal and any refusal means a meeting."""
    if waiver.recused_directors or in_office & {waiver.requester_id, waiver.beneficiary_id}:
        raise Refused(_("A director is recused here, so not every director can sign: the Board has to meet."))
    if waiver.meeting is not None and waiver.meeting.stopped_because:
        raise Refused(_("A director wanted a meeting: the Board has to meet."))
    if not in_office:
        raise Refused(_("No director is in office, so nobody could sign."))


def _complete(waiver: Waiver, consent: BoardDecision, *, how: str, by: Person, at: datetime) -> None:
    """Put the consent in effect once every director in office has signed it, as of the last signature."""
    in_office = set(directors_in_office(localdate(at)).values_list("pk", flat=True))
    standing = ConsentSignature.objects.filter(decision=consent, voided_at__isnull=True)
    if not in_office <= set(standing.values_list("member_id", flat=True)):
        return
    standing.exclude(member__in=in_office).update(voided_at=at, voided_because=Voided.LEFT)
    BoardVote.objects.bulk_create(
        BoardVote(decision=consent, member_id=member, attendance=Attendance.PRESENT, vote=Vote.FOR)
        for member in in_office
    )
    consent.decision_at, consent.directors_in_office = at, len(in_office)
    consent.save(update_fields=["decision_at", "directors_in_office"])
    sentence = _("In effect: every director in office has signed")
    put_in_effect(waiver, consent, "complete_consent", sentence, how=how, by=by, at=at)


def _stop(waiver: Waiver, because: Stopped, voided: Voided, at: datetime) -> None:
    consent = waiver.meeting
    if consent is None or not consent.is_open_consent:
        return
    void_signatures(consent, voided, at=at)
    consent.stopped_because = because
    consent.save(update_fields=["stopped_because"])
