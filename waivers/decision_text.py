"""The exact texts that signatures cover. Made from the rows alone, so they can be made again years later."""

import json
from datetime import UTC, datetime

from waivers.models import BoardDecision, Waiver
from waivers.states import FilePart


def decision_text(waiver: Waiver, board_decision: BoardDecision | None = None) -> bytes:
    """The decision in one canonical form: JSON, names in order, ids for people, moments in UTC."""
    text = _request_part(waiver) | {
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
    return _canonical(text)


def consent_text(waiver: Waiver, consent: BoardDecision) -> bytes:
    """What each director signs: the request, and the resolution that grants it, in the same canonical form."""
    text = _request_part(waiver) | {
        "resolution": consent.resolution,
        "outcome": consent.outcome,
        "resolution_reasons": consent.reasons,
        "why_appropriate": consent.why_appropriate,
        "why_limited": consent.why_limited,
        "conditions": consent.conditions,
        "written_by": str(consent.recorded_by_id),
        "written_at": _moment(consent.recorded_at),
    }
    return _canonical(text | _revoking_part(waiver, consent))


def revocation_text(waiver: Waiver, decision: BoardDecision) -> bytes:
    """The Board's decision on revoking what it granted, in the same canonical form."""
    text = _request_part(waiver) | {
        "outcome": decision.outcome,
        "resolution_reasons": decision.reasons,
        "board": _board_part(decision),
    }
    return _canonical(text | _revoking_part(waiver, decision))


def _revoking_part(waiver: Waiver, decision: BoardDecision) -> dict[str, object]:
    """Which signed decision is taken away, and from which day; nothing where it is granted or refused."""
    if decision.effective_on is None or waiver.signature is None:
        return {}
    return {"revokes": waiver.signature.document_sha256, "revoked_from": decision.effective_on.isoformat()}


def _request_part(waiver: Waiver) -> dict[str, object]:
    """What was asked; its files by their digests, where there are any."""
    files = waiver.files.exclude(part=FilePart.MINUTES).select_related("file__data_key").order_by("pk")
    digests = [[one.part, str(one.file.sha256)] for one in files]
    return ({"files": digests} if digests else {}) | {
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
    }


def _board_part(decision: BoardDecision) -> dict[str, object]:
    votes = decision.votes.order_by("member_id")
    part: dict[str, object] = {
        "resolution": decision.resolution,
        "mode": decision.mode,
        "called_on": decision.called_on.isoformat(),
        "decision_at": _moment(decision.decision_at),
        "zone": decision.zone,
        "directors_in_office": decision.directors_in_office,
        "presiding": str(decision.presiding_id) if decision.presiding_id else None,
        "recorded_by": str(decision.recorded_by_id),
        "votes": [[str(vote.member_id), vote.attendance, vote.vote] for vote in votes],
    }
    if decision.minutes is not None:
        part["minutes"] = str(decision.minutes.file.sha256)
    if decision.is_consent:
        signed = decision.consents.filter(voided_at__isnull=True).select_related("signature").order_by("member_id")
        part["signed"] = [[str(one.member_id), one.signature.document_sha256, _moment(one.signed_at)] for one in signed]
    return part


def _canonical(text: dict[str, object]) -> bytes:
    return json.dumps(text, ensure_ascii=True, sort_keys=True, separators=(",", ":")).encode()


def _moment(at: datetime | None) -> str | None:
    return at.astimezone(UTC).isoformat(timespec="microseconds") if at else None
