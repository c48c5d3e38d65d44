"""A signed digest on paper: a tagged PDF from the sections of the screen, with its hash and the trail's seal in it."""

from datetime import datetime

from django.conf import settings

from accounts.models import Person
from accounts.paper import pdf
from reporting.models import Digest
from reporting.presentation import present, sections

STYLE = "digest_paper.css"


def digest_on_paper(digest: Digest, *, made_by: Person, made_at: datetime) -> bytes:
    """The PDF. The caller has made sure that the digest is what was signed. Raises `PaperMissing`."""
    context = present(digest.snapshot) | {
        "digest": digest,
        "sections": sections(digest.snapshot, digest.commentary),
        "company_name": settings.COMPANY_NAME,
        "made_by": made_by,
        "made_at": made_at,
    }
    return pdf("reporting/paper/digest.html", context, style=STYLE)
