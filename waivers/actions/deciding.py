"""The ethics heads' side: grant or refuse what is theirs to decide, recommend to the Board what is not."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from accounts.models import Person
from accounts.moves import Move, Refused
from accounts.notices import tell
from accounts.roles import Role
from audit.models import Signature
from audit.signatures import sign
from vault.digests import keyed_digest
from waivers.actions.recording import handlers, holders, note, tell_of_decision
from waivers.decision_text import decision_text
from waivers.models import BoardDecision, Waiver
from waivers.states import NO_DEPARTURE, Advice, Outcome, WaiverState
from waivers.workflow import APPROVE, CLEAR, RECOMMEND, RECUSE, REFUSE

SIGNED_IN = "signed-in session"


@transaction.atomic
def approve_waiver(
    waiver: Waiver,
    *,
    reasons: str,
    why_appropriate: str,
    why_limited: str,
    conditions: str = "",
    how: str = SIGNED_IN,
    by: Person,
    at: datetime,
) -> Waiver:
    """Grant a waiver that is not the Board's, saying why it is appropriate and the circumstances very limited."""
    waiver = Waiver.objects.locked(waiver.pk, by=by)
    APPROVE.check(by, waiver)
    check_said(reasons=reasons, why_appropriate=why_appropriate, why_limited=why_limited)
    waiver.why_appropriate, waiver.why_limited = why_appropriate.strip(), why_limited.strip()
    waiver.conditions = conditions.strip()
    # The CCEO grants nothing backwards: while it was being decided, the Code applied (DECISIONS 51).
    waiver.effective_from = max(waiver.starts_on, localdate(at))
    if waiver.effective_from > waiver.ends_on:
        raise Refused(_("Its last day has passed. It can only be refused now."))
    return _decide(waiver, APPROVE, Outcome.GRANTED, _("Granted"), reasons, how, by, at)


@transaction.atomic
def refuse_waiver(waiver: Waiver, *, reasons: str, how: str = SIGNED_IN, by: Person, at: datetime) -> Waiver:
    """Refuse a waiver that is not the Board's, with reasons. The register keeps it."""
    waiver = Waiver.objects.locked(waiver.pk, by=by)
    REFUSE.check(by, waiver)
    check_said(reasons=reasons)
    return _decide(waiver, REFUSE, Outcome.REFUSED, _("Refused"), reasons, how, by, at)


@transaction.atomic
def clear_waiver(
    waiver: Waiver, *, outcome: str, reasons: str, how: str = SIGNED_IN, by: Person, at: datetime
) -> Waiver:
    """Find, with reasons, that there is no departure: the Code allows it, or allows it with the approval given here."""
    waiver = Waiver.objects.locked(waiver.pk, by=by)
    CLEAR.check(by, waiver)
    check_said(reasons=reasons)
    if outcome not in NO_DEPARTURE:
        raise Refused(_("Say whether it is a pre-clearance, or allowed as it is."), "outcome")
    return _decide(waiver, CLEAR, Outcome(outcome), _("No waiver needed"), reasons, how, by, at)


@transaction.atomic
def recommend_waiver(waiver: Waiver, *, advice: str, recommendation: str, by: Person, at: datetime) -> Waiver:
    """Give the Board a recommendation. What the Board does with it is the Board's affair."""
    waiver = Waiver.objects.locked(waiver.pk, by=by)
    RECOMMEND.check(by, waiver)
    check_said(recommendation=recommendation)
    waiver.classification, waiver.classification_reason = waiver.would_be()
    waiver.recommended_by, waiver.recommended_at = by, at
    waiver.recommendation, waiver.advice = recommendation.strip(), Advice(advice)
    waiver.state = WaiverState.RECOMMENDED
    waiver.save()
    note(
        waiver,
        RECOMMEND.verb,
        _("Recommended to the Board"),
        by=by,
        at=at,
        facts={
            "class_reason": waiver.classification_reason,
            "digest": keyed_digest("waiver-recommendation", waiver.recommendation),
        },
    )
    tell(holders(waiver, Role.BOARD_SECRETARY), "waiver_recommended", about=waiver, at=at)
    return waiver


@transaction.atomic
def recuse_from_waiver(waiver: Waiver, *, by: Person, at: datetime) -> Waiver:
    """Declare a conflict of one's own: the General Auditor recommends and the Board decides. It can't be taken back."""
    waiver = Waiver.objects.locked(waiver.pk, by=by)
    RECUSE.check(by, waiver)
    waiver.recused_officer = by
    waiver.classification, waiver.classification_reason = waiver.would_be()
    waiver.save(update_fields=["recused_officer", "classification", "classification_reason"])
    note(waiver, RECUSE.verb, _("The Chief Compliance & Ethics Officer declared a conflict"), by=by, at=at)
    tell(handlers(waiver), "waiver_requested", about=waiver, at=at)
    return waiver


def _decide(
    waiver: Waiver, move: Move, outcome: Outcome, sentence: Any, reasons: str, how: str, by: Person, at: datetime
) -> Waiver:
    """Write, sign, record and tell a decision of an ethics head."""
    waiver.state, waiver.outcome = WaiverState(str(move.target)), outcome
    waiver.classification, waiver.classification_reason = waiver.would_be()
    waiver.decided_by, waiver.decided_at, waiver.decision_reasons = by, at, reasons.strip()
    signature = sign_decision(waiver, how=how, by=by, at=at)
    waiver.save()
    note(waiver, move.verb, sentence, by=by, at=at, facts={"sha256": signature.document_sha256})
    tell_of_decision(waiver, at=at)
    return waiver


def sign_decision(
    waiver: Waiver, *, how: str, by: Person, at: datetime, board_decision: BoardDecision | None = None
) -> Signature:
    """Sign the exact text of the decision and keep the signature with it."""
    statement = _("I have decided the request %(reference)s as written here.")
    if board_decision is not None:
        statement = _("The Board decided the request %(reference)s as recorded here.")
    document = decision_text(waiver, board_decision)
    signature = sign(document, statement=statement % {"reference": waiver.reference}, signer=by, at=at, how=how)
    waiver.signature = signature
    return signature


def check_said(**texts: str) -> None:
    """Refuse a decision that leaves out what the Code wants said."""
    sentences = {
        "reasons": _("A decision needs its reasons."),
        "recommendation": _("A recommendation needs its reasons."),
        "why_appropriate": _("Say why this waiver is appropriate."),
        "why_limited": _("Say why the circumstances are very limited."),
    }
    for name, text in texts.items():
        if not text.strip():
            raise Refused(sentences[name], name)
