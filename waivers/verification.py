"""Whether what was signed is what stands in the database: each text is made again from the rows and held against it."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from audit.models import Signature
from audit.trail import history
from waivers.decision_text import consent_text, decision_text, revocation_text
from waivers.models import BoardDecision, Waiver
from waivers.states import Mode


@dataclass(frozen=True)
class Checked:
    """One signature, and whether it covers the text as it can be made from the rows today."""

    what: Any
    signature: Signature
    recomputed: str
    holds: bool


def checked(waiver: Waiver) -> list[Checked]:
    """Every signature under a decided waiver that counts: the directors' first, the decision's last."""
    return list(_checked(waiver))


def _checked(waiver: Waiver) -> Iterator[Checked]:
    # What the Board wrote before the request went back to one person is no part of that person's decision.
    decision = getattr(waiver, "board_decision", None) if waiver.is_of_the_board else None
    if decision is not None:
        yield from _consents(waiver, decision)
    if waiver.signature is not None:
        text = decision_text(waiver, decision)
        is_whole = _is_on_the_trail(waiver, waiver.signature) and _files_are_whole(waiver)
        yield _check(_("Decision"), waiver.signature, text, is_whole)
    for revocation in waiver.revocations.select_related("signature").filter(confirmed_at__isnull=False):
        yield from _consents(waiver, revocation)
        if revocation.signature is not None:
            is_whole = _is_on_the_trail(waiver, revocation.signature) and _files_are_whole(waiver)
            yield _check(_("Revocation"), revocation.signature, revocation_text(waiver, revocation), is_whole)


def _consents(waiver: Waiver, decision: BoardDecision) -> Iterator[Checked]:
    if decision.mode != Mode.UNANIMOUS_CONSENT:
        return
    text = consent_text(waiver, decision)
    for one in decision.consents.filter(voided_at__isnull=True).select_related("signature", "member"):
        is_own = one.signature.signer_id == str(one.member_id)
        yield _check(_("Consent of a director"), one.signature, text, is_own)


def _check(what: Any, signature: Signature, text: bytes, is_rightly_placed: bool) -> Checked:
    holds = is_rightly_placed and signature.verifies(text)
    return Checked(what, signature, hashlib.sha256(text).hexdigest(), holds)


def _is_on_the_trail(waiver: Waiver, signature: Signature) -> bool:
    """A signature that was exchanged together with the text would not be the one that the trail names."""
    return any(entry.facts.get("sha256") == signature.document_sha256 for entry in history(waiver))


def _files_are_whole(waiver: Waiver) -> bool:
    """The signed text holds the digests of the files; the files themselves must still be those."""
    files = waiver.files.select_related("file__data_key")
    return all(one.file.sha256_now() == str(one.file.sha256) for one in files)
