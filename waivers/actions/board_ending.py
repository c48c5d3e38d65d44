"""The Board takes away what it granted: asked to, and in effect with its confirmed decision or its last signature."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Person
from accounts.moves import Refused
from accounts.notices import tell
from accounts.roles import Role
from audit.signatures import sign
from code_of_ethics.actions import note_end_of_source
from vault.digests import keyed_digest
from waivers.actions.recording import handlers, holders, note, tell_concerned
from waivers.decision_text import revocation_text
from waivers.models import BoardDecision, ConsentSignature, Waiver
from waivers.states import Outcome, Voided, WaiverState
from waivers.workflow import ASK_TO_REVOKE, DROP_REVOCATION


@transaction.atomic
def ask_to_revoke(waiver: Waiver, *, reasons: str, by: Person, at: datetime) -> Waiver:
    """Ask the Board to revoke what it granted. Until it decides so, the waiver stays in force."""
    waiver = Waiver.objects.locked(waiver.pk, by=by)
    ASK_TO_REVOKE.check(by, waiver)
    if not reasons.strip():
        raise Refused(_("Say why the Board should revoke it."), "reasons")
    waiver.state, waiver.revocation_asked_by, waiver.revocation_asked_at = WaiverState.REVOKING, by, at
    waiver.revocation_asked_because = reasons.strip()
    waiver.save(update_fields=["state", "revocation_asked_by", "revocation_asked_at", "revocation_asked_because"])
    facts = {"digest": keyed_digest("waiver-revocation", reasons)}
    note(waiver, ASK_TO_REVOKE.verb, _("The Board is asked to revoke it"), by=by, at=at, facts=facts)
    board = holders(waiver, Role.BOARD_SECRETARY, Role.BOARD_MEMBER)
    tell([one for one in board if one.pk != by.pk], "waiver_to_revoke", about=waiver, at=at, once=at.isoformat())
    return waiver


@transaction.atomic
def drop_revocation(waiver: Waiver, *, by: Person, at: datetime) -> Waiver:
    """Take it off the agenda: the waiver stays as it was granted, and what was signed so far is void."""
    waiver = Waiver.objects.locked(waiver.pk, by=by)
    DROP_REVOCATION.check(by, waiver)
    if waiver.open_revocation is not None:
        signed = ConsentSignature.objects.filter(decision=waiver.open_revocation, voided_at__isnull=True)
        signed.update(voided_at=at, voided_because=Voided.DROPPED)
    waiver.state = WaiverState.GRANTED
    waiver.save(update_fields=["state"])
    note(waiver, DROP_REVOCATION.verb, _("The revocation was taken off the agenda"), by=by, at=at)
    tell(handlers(waiver), "waiver_not_revoked", about=waiver, at=at, once=at.isoformat())
    return waiver


def end_by_board(waiver: Waiver, decision: BoardDecision, verb: str, *, how: str, by: Person, at: datetime) -> None:
    """Sign and confirm a decision on revoking, and end the waiver where the motion was carried."""
    decision.confirmed_by, decision.confirmed_at = by, at
    statement = _("The Board decided on revoking %(reference)s as recorded here.") % {"reference": waiver.reference}
    document = revocation_text(waiver, decision)
    decision.signature = sign(document, statement=statement, signer=by, at=at, how=how)
    decision.save()
    is_revoked = decision.outcome == Outcome.GRANTED
    sentence = _("Revoked by the Board") if is_revoked else _("The Board did not revoke it")
    facts = {"sha256": decision.signature.document_sha256, "how": how, "resolution": decision.resolution}
    if not is_revoked:
        waiver.state = WaiverState.GRANTED
        waiver.save(update_fields=["state"])
        note(waiver, verb, sentence, by=by, at=at, facts=facts)
        tell(handlers(waiver), "waiver_not_revoked", about=waiver, at=at, once=str(decision.pk))
        return
    waiver.state, waiver.revocation_reasons = WaiverState.REVOKED, decision.reasons
    waiver.revoked_at, waiver.revoked_on = decision.decision_at, decision.effective_on
    waiver.save(update_fields=["state", "revoked_at", "revoked_on", "revocation_reasons"])
    note(waiver, verb, sentence, by=by, at=at, facts=facts)
    if waiver.revoked_on is not None:
        note_end_of_source(waiver, on=waiver.revoked_on, by=by, at=at)
    tell_concerned(waiver, "waiver_revoked", by=None, at=at)
    tell(handlers(waiver), "waiver_revoked", about=waiver, at=at)
