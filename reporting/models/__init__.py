"""What the Audit Committee is told: notices at once, digests for each period."""

from reporting.models.benchmark import Benchmark
from reporting.models.committee_notice import CommitteeNotice
from reporting.models.committee_visit import CommitteeVisit
from reporting.models.digest import Digest, DigestMatter, DigestReading
from reporting.models.digest_part import DigestPart
from reporting.models.digest_question import DigestQuestion
from reporting.models.explore_export import ExploreExport
from reporting.models.explore_view import ExploreView
from reporting.models.feed_token import FeedToken
from reporting.models.notice_question import NoticeQuestion
from reporting.models.notice_update import NoticeUpdate
from reporting.models.unread_notice import NoticeCall, UnreadNotice
from reporting.models.webhook import Webhook, WebhookDelivery

__all__ = [
    "Benchmark",
    "CommitteeNotice",
    "CommitteeVisit",
    "Digest",
    "DigestMatter",
    "DigestPart",
    "DigestQuestion",
    "DigestReading",
    "ExploreExport",
    "ExploreView",
    "FeedToken",
    "NoticeCall",
    "NoticeQuestion",
    "NoticeUpdate",
    "UnreadNotice",
    "Webhook",
    "WebhookDelivery",
]
