"""What the Audit Committee is told: notices at once, digests for each period."""

from reporting.models.committee_notice import CommitteeNotice
from reporting.models.digest import Digest, DigestMatter, DigestReading
from reporting.models.digest_question import DigestQuestion

__all__ = ["CommitteeNotice", "Digest", "DigestMatter", "DigestQuestion", "DigestReading"]
