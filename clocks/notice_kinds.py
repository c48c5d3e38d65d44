"""How people hear that a deadline comes near. The words name no person, case or topic."""

from django.utils.translation import gettext_lazy as _

from accounts.notice_kinds import NoticeKind, register

register(
    NoticeKind(
        "deadline_change_to_agree", _("A change of deadlines waits for your agreement."), icon="hourglass-split"
    ),
    NoticeKind("deadline_change_decided", _("A change of deadlines was decided."), icon="hourglass-split"),
    NoticeKind("clock_half", _("A good part of the time for something of yours is gone."), icon="hourglass-split"),
    NoticeKind("clock_soon", _("Something of yours is due soon."), icon="hourglass-bottom"),
    NoticeKind(
        "clock_overdue",
        _("Something of yours is overdue."),
        icon="exclamation-triangle",
        mail_subject=_("Ethics Portal: a deadline has passed"),
        urgent=True,
    ),
    NoticeKind(
        "clock_escalated",
        _("Something of your office is overdue, and whoever works on it was told before you."),
        icon="exclamation-triangle",
        mail_subject=_("Ethics Portal: a deadline has passed"),
        urgent=True,
    ),
)
