"""How people hear from the committee's side. The words name no matter and no figure."""

from django.utils.translation import gettext_lazy as _

from accounts.notice_kinds import NoticeKind, register

register(
    NoticeKind(
        "committee_notice",
        _("A matter has been decided material. The Audit Committee is told."),
        icon="exclamation-triangle",
        urgent=True,
    ),
    NoticeKind(
        "notice_question", _("A member of the committee asks about a matter. Please answer."), icon="chat-left-text"
    ),
    NoticeKind("notice_update", _("A matter of which the Audit Committee was told has moved on."), icon="arrow-right"),
    NoticeKind(
        "notice_unread", _("A member of the Audit Committee has not read a notice. Please call them."), icon="telephone"
    ),
    NoticeKind(
        "notice_passed_on",
        _("Another member of the Audit Committee has not read a notice."),
        icon="exclamation-circle",
        urgent=True,
    ),
    NoticeKind("notice_answered", _("Your question about a matter has been answered."), icon="chat-left-text"),
    NoticeKind("digest_drafted", _("A digest is drafted and waits for your commentary."), icon="journal-text"),
    NoticeKind("digest_part_waits", _("Your queue’s part of a digest waits for your signature."), icon="pen"),
    NoticeKind("digest_to_sign", _("Every queue of a digest is signed for. It waits for your signature."), icon="pen"),
    NoticeKind(
        "digest_question", _("A member of the committee has asked or remarked about a digest."), icon="chat-left-text"
    ),
    NoticeKind("digest_answered", _("Your question about a digest has been answered."), icon="chat-left-text"),
    NoticeKind(
        "digest_signed",
        _("A digest for the Audit Committee is signed and ready."),
        icon="journal-check",
        with_seal=True,
    ),
    NoticeKind(
        "feed_to_agree_to",
        _("Another system asks to read from the Portal. It needs your agreement."),
        icon="arrow-left-right",
    ),
    NoticeKind("feed_agreed", _("A feed for another system has been agreed to."), icon="arrow-left-right"),
    NoticeKind("feed_revoked", _("A feed for another system has ended."), icon="arrow-left-right"),
    NoticeKind("explore_view_due", _("A view of the figures that you read has a new period."), icon="bar-chart"),
    NoticeKind("explore_export_ready", _("The export that you asked for is ready."), icon="download", by_mail=False),
)
