"""What the notices of cases say. Fixed words: no person, no case, no topic."""

from django.utils.translation import gettext_lazy as _

from accounts.notice_kinds import NoticeKind, register

register(
    NoticeKind("report_arrived", _("A report has arrived in your queue."), icon="inbox"),
    NoticeKind(
        "materiality_trigger",
        _("A matter may be material and needs a decision."),
        icon="exclamation-triangle",
        urgent=True,
    ),
    # For whoever may not read the case. Not urgent, so that the hour of its mail tells no hour of an anonymous report.
    NoticeKind(
        "trigger_fired",
        _("A trigger of materiality has fired. An office has to decide whether the Audit Committee must be told."),
        icon="exclamation-triangle",
    ),
    NoticeKind(
        "materiality_to_confirm",
        _("Your agreement is needed that a matter is not material."),
        icon="people",
        urgent=True,
    ),
    NoticeKind("materiality_decided", _("A question of materiality has been answered."), icon="check2-circle"),
    NoticeKind("case_assigned", _("A case has been assigned to you."), icon="briefcase"),
    NoticeKind("case_shared", _("A case has been shared with you."), icon="share"),
    NoticeKind("investigator_needed", _("A case needs another investigator."), icon="person-x"),
    NoticeKind("case_to_review", _("A case waits for a second person."), icon="people"),
    NoticeKind("case_sent_back", _("A case was sent back to investigation."), icon="arrow-return-left"),
    NoticeKind("case_closed", _("A case you worked on was closed."), icon="check2-circle"),
    NoticeKind("case_reopened", _("A case was reopened."), icon="arrow-counterclockwise"),
    NoticeKind("reporter_wrote", _("A reporter has written."), icon="chat-left-text"),
    NoticeKind(
        "reporter_said_more", _("A reporter has told the office something about a report."), icon="chat-left-text"
    ),
    NoticeKind(
        "file_infected", _("The virus scanner found something in a file of a case."), icon="exclamation-triangle"
    ),
    NoticeKind(
        "message_from_the_office",
        _("There is a new message about a report of yours."),
        icon="chat-left-text",
        leads_to="my_reports:list",
        in_every_language=True,
    ),
    NoticeKind(
        "recording_ends",
        _("A report that you are recording is removed in a few days unless you go on with it or hand it over."),
        icon="hourglass-split",
        leads_to="help_line:list",
    ),
    NoticeKind(
        "mail_set_aside",
        _("A mail to the ethics mailbox waits for a person."),
        icon="envelope",
        leads_to="mailbox:mails",
    ),
    NoticeKind("rule_to_approve", _("A routing rule waits for your approval."), icon="signpost-split"),
    NoticeKind(
        "somebody_in_danger",
        _("Somebody may be in danger. Please open this at once and say that you take care of it."),
        icon="exclamation-octagon",
        mail_subject=_("Ethics Portal: please sign in at once"),
        urgent=True,
    ),
    NoticeKind("duty_planned", _("You have been put on call for your office."), icon="telephone"),
    NoticeKind("duty_ended", _("You have been taken off call."), icon="telephone"),
)
