"""The exact text that a decision's signature covers. Made from the rows alone, so it can be made again years later."""

import json
from datetime import UTC, datetime

from waivers.models import BoardDecision, Waiver


def decision_text(waiver: Waiver, board_decision: BoardDecision | None = None) -> bytes:
    """The decision in one canonical form: JSON, names in order, ids for people, moments in UTC."""
    text = {
        "waiver": str(waiver.pk),
        "reference": waiver.reference,
        "requester": str(waiver.requester_id),
        "beneficiary": str(waiver.beneficiary_id),
        "provision": {
            "key": waiver.provision.key,
            "version": waiver.provision.version.number,
            "sha256": waiver.provision.version.sha256,
        },
        "departure": waiver.departure,
        "reasons": waiver.reasons,
        "mitigations": waiver.mitigations,
        "from": waiver.starts_on.isoformat(),
        "until": waiver.ends_on.isoformat(),
        "class": waiver.classification,
        "class_reason": waiver.classification_reason,
        "outcome": waiver.outcome,
        "decided_at": _moment(waiver.decided_at),
        "decided_by": str(waiver.decided_by_id or "the Board"),
        "effective_from": waiver.effective_from.isoformat() if waiver.effective_from else None,
        "decision_reasons": waiver.decision_reasons,
        "why_appropriate": waiver.why_appropriate,
        "why_limited": waiver.why_limited,
        "conditions": waiver.conditions,
        "board": _board_part(board_decision) if board_decision else None,
    }
    return json.dumps(text, ensure_ascii=True, sort_keys=True, separators=(",", ":")).encode()


def _board_part(decision: BoardDecision) -> dict[str, object]:
    votes = decision.votes.order_by("member_id")
    return {
        "resolution": decision.resolution,
        "mode": decision.mode,
        "called_on": decision.called_on.isoformat(),
        "decision_at": _moment(decision.decision_at),
        "zone": decision.zone,
        "directors_in_office": decision.directors_in_office,
        "presiding": str(decision.presiding_id),
        "recorded_by": str(decision.recorded_by_id),
        "votes": [[str(vote.member_id), vote.attendance, vote.vote] for vote in votes],
    }


def _moment(at: datetime | None) -> str | None:
    return at.astimezone(UTC).isoformat(timespec="microseconds") if at else None
