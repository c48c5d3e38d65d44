"""Digests that leave the Portal on paper."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Person
from accounts.moves import Refused
from audit.trail import record
from reporting.models import Digest


@transaction.atomic
def download_digest(digest: Digest, *, by: Person, at: datetime) -> Digest:
    """Put on the trail that somebody takes a signed digest out of the Portal."""
    digest = Digest.objects.locked(digest.pk, by=by)
    if digest.is_draft:
        raise Refused(_("A digest can be taken out once it is signed."))
    record(
        digest, "download_digest", by=by, at=at, sentence="Taken out as a PDF", facts={"sha256": digest.content_sha256}
    )
    return digest


@transaction.atomic
def download_management_copy(digest: Digest, *, by: Person, at: datetime) -> Digest:
    """Put on the trail that somebody takes out the copy for management. A restricted annex has none."""
    digest = Digest.objects.locked(digest.pk, by=by)
    if digest.is_draft or digest.is_annex:
        raise Refused(_("There is a copy for management of a signed digest, and of no annex."))
    facts = {"sha256": digest.content_sha256}
    record(digest, "download_management_copy", by=by, at=at, sentence="Taken out as a copy for management", facts=facts)
    return digest
