"""A mail to the ethics mailbox that a person has to look at, or that may have been ignored wrongly."""

from django.utils.translation import gettext_lazy as _

from accounts.moves import Move
from cases.states.mail import MailState

# A mail to the ethics mailbox that a person has to look at, or that may have been ignored wrongly.
UNSETTLED = frozenset({MailState.SET_ASIDE.value, MailState.IGNORED.value, MailState.DISMISSED.value})
OPEN_MAIL = Move(
    "open_mail",
    _("Open the mail"),
    UNSETTLED,
    None,
    who=frozenset({"keeper"}),
    hint=_("You will see who wrote it and what. The opening is written on its trail."),
)
TURN_INTO_REPORT = Move(
    "turn_into_report",
    _("Turn into a report"),
    UNSETTLED,
    MailState.BECAME_REPORT.value,
    who=frozenset({"keeper"}),
    tone="primary",
    hint=_("It goes to the right office like any other report."),
)
DISMISS_MAIL = Move(
    "dismiss_mail",
    _("Set aside for good"),
    frozenset({MailState.SET_ASIDE.value, MailState.IGNORED.value}),
    MailState.DISMISSED.value,
    who=frozenset({"keeper"}),
    hint=_("For what is no report. It is kept, with your reason."),
)
THREAD_MAIL = Move(
    "thread_mail",
    _("Add to a report"),
    UNSETTLED,
    MailState.THREADED.value,
    who=frozenset({"keeper"}),
    hint=_("For a mail about something that was reported before. Its office reads it as the reporter’s word."),
)
DOWNLOAD_MAIL = Move(
    "download_mail",
    _("Download the mail"),
    UNSETTLED,
    None,
    who=frozenset({"keeper"}),
    hint=_("The mail as it came, with its files and every line of its head, for a written reason."),
)
MAIL_MOVES = (TURN_INTO_REPORT, THREAD_MAIL, OPEN_MAIL, DOWNLOAD_MAIL, DISMISS_MAIL)
