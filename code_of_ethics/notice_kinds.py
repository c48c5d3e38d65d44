"""How people hear of the Code. The words name no person and no provision."""

from django.utils.translation import gettext_lazy as _

from accounts.notice_kinds import NoticeKind, register

register(
    NoticeKind(
        "code_affirmation_asked",
        _("The Code of Ethics has a new version. Please read it and affirm it."),
        icon="journal-check",
        mail_subject=_("Ethics Portal: the Code of Ethics has a new version"),
    ),
    NoticeKind("code_draft_ready", _("A draft of the Code is ready for you to publish."), icon="journal-text"),
    NoticeKind(
        "code_exception_stated", _("Somebody could not affirm the Code without a remark."), icon="chat-left-text"
    ),
    NoticeKind("disclosure_due", _("A disclosure is due. Please see to it today."), icon="megaphone", urgent=True),
    NoticeKind(
        "disclosure_drafted", _("A disclosure is drafted and waits to be filed."), icon="megaphone", urgent=True
    ),
    NoticeKind("disclosure_filed", _("A disclosure was filed and confirmed."), icon="check-circle"),
    NoticeKind("contact_point_to_publish", _("A contact point waits for you to publish it."), icon="telephone"),
    NoticeKind("promise_to_publish", _("A wording of a promise waits for you to publish it."), icon="shield-check"),
)
