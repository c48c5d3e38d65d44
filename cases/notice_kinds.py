"""What the notices of cases say. Fixed words: no person, no case, no topic."""

from django.utils.translation import gettext_lazy as _

from accounts.notice_kinds import NoticeKind, register

register(
    NoticeKind(
        "exception_taken_up",
        _("What you told the ethics office about affirming the Code was passed on. It stands among your reports."),
        icon="chat-left-text",
    ),
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
    # Of several cases together; whoever may not know of each is not told.
    NoticeKind(
        "linked_reports_fired",
        _("Linked reports ask for a decision on materiality."),
        icon="link-45deg",
        urgent=True,
    ),
    NoticeKind(
        "materiality_to_confirm",
        _("Your agreement is needed that a matter is not material."),
        icon="people",
        urgent=True,
    ),
    NoticeKind(
        "materiality_undecided",
        _("An office has not decided in time whether a matter is material. The decision is yours now."),
        icon="exclamation-octagon",
        urgent=True,
    ),
    NoticeKind("materiality_decided", _("A question of materiality has been answered."), icon="check2-circle"),
    NoticeKind("topic_to_confirm", _("A case waits for a second person to agree to its topic."), icon="people"),
    NoticeKind("topic_decided", _("A second person has decided on the topic of a case."), icon="check2-circle"),
    NoticeKind("hotline_test_to_tell", _("A test of the hotline waits for somebody to tell it."), icon="telephone"),
    NoticeKind("hotline_test_ended", _("A test of the hotline is over."), icon="check2-circle"),
    NoticeKind("interview_moved", _("An interview was moved to another time or place."), icon="calendar-event"),
    NoticeKind(
        "role_to_agree_to", _("A case waits for a second person to agree that somebody is no subject."), icon="people"
    ),
    NoticeKind(
        "party_doubted",
        _("A case waits for a second person to agree that somebody was named by mistake."),
        icon="people",
    ),
    NoticeKind("party_kept", _("Whoever you said was named by mistake stays named in a case."), icon="check2-circle"),
    NoticeKind("import_to_confirm", _("Old cases wait for a second person to agree to them."), icon="people"),
    NoticeKind("import_done", _("Old cases have been brought in."), icon="check2-circle"),
    NoticeKind("case_file_ready", _("A case file that you asked for is ready for a day."), icon="file-earmark"),
    NoticeKind(
        "minimising_to_confirm",
        _("Somebody asks to remove a passage from the texts of a case. A second person decides."),
        icon="people",
    ),
    NoticeKind("privilege_doubted", _("Somebody asks to lift a privilege. A second person decides."), icon="people"),
    NoticeKind("case_assigned", _("A case has been assigned to you."), icon="briefcase"),
    NoticeKind("case_shared", _("A case has been shared with you."), icon="share"),
    NoticeKind("counsel_needed", _("A referral to public officials needs another counsel."), icon="person-x"),
    NoticeKind("investigator_needed", _("A case needs another investigator."), icon="person-x"),
    NoticeKind("case_to_review", _("A case waits for a second person."), icon="people"),
    NoticeKind("case_sent_back", _("A case was sent back to investigation."), icon="arrow-return-left"),
    NoticeKind("case_closed", _("A case you worked on was closed."), icon="check2-circle"),
    NoticeKind("case_reopened", _("A case was reopened."), icon="arrow-counterclockwise"),
    NoticeKind("case_merged", _("A case you work on was merged with another one."), icon="link-45deg"),
    NoticeKind("case_unmerged", _("A merge of a case you work on was undone."), icon="link-45deg"),
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
    NoticeKind("identity_requested", _("Somebody asks for a reporter’s name. You decide."), icon="person-lock"),
    NoticeKind(
        "identity_in_danger",
        _("A life may be in danger, and a reporter’s name is asked for. A person of another office has to agree."),
        icon="exclamation-octagon",
        mail_subject=_("Ethics Portal: please sign in at once"),
        urgent=True,
    ),
    NoticeKind("identity_granted", _("A request for a reporter’s name was granted."), icon="person-lock"),
    NoticeKind("identity_refused", _("A request for a reporter’s name was refused."), icon="person-lock"),
    NoticeKind("identity_ended", _("A request for a reporter’s name has ended."), icon="person-lock"),
    NoticeKind("identity_answered", _("A reporter has answered whether the name may be shown."), icon="person-lock"),
    NoticeKind(
        "custodians_missing",
        _("There are fewer than two identity custodians: a request for a reporter’s name may find nobody to decide."),
        icon="person-x",
    ),
    NoticeKind(
        "unopened_passed_on",
        _("Something that nobody of your office opened in time was passed on."),
        icon="inbox",
    ),
    NoticeKind("exit_to_read", _("A case was chosen at random for you to read how it ended."), icon="check2-circle"),
    NoticeKind("exit_doubted", _("The General Auditor thinks that a case should be looked at again."), icon="people"),
    NoticeKind("designated", _("You have been designated to stand in for a head."), icon="people"),
    NoticeKind("designation_ended", _("A designation was ended."), icon="people"),
    NoticeKind(
        "reporter_to_watch_over",
        _("Please look whether anything has changed for somebody who reported to us."),
        icon="heart-pulse",
    ),
    NoticeKind(
        "reporter_may_suffer",
        _("Something may have happened to a reporter because they spoke up. Please open this today."),
        icon="exclamation-triangle",
    ),
    NoticeKind("review_asked", _("A reporter asks for a review. You decide."), icon="arrow-repeat"),
    NoticeKind("review_decided", _("A request for review was decided."), icon="arrow-repeat"),
    NoticeKind("letter_to_send", _("A letter at the end of a case waits for a second person."), icon="envelope"),
    NoticeKind("letter_arrived", _("The ethics office has written you a letter."), icon="envelope"),
    NoticeKind("letter_answered", _("Somebody has answered a letter of the office."), icon="envelope-open"),
    NoticeKind("duty_planned", _("You have been put on call for your office."), icon="telephone"),
    NoticeKind("duty_ended", _("You have been taken off call."), icon="telephone"),
    NoticeKind("action_proposed", _("An action was proposed and waits for a decision."), icon="check2-circle"),
    NoticeKind("action_given", _("You have been given something to do."), icon="check2-circle"),
    NoticeKind("action_returned", _("Something that you reported as done was sent back to you."), icon="check2-circle"),
    NoticeKind(
        "action_to_confirm", _("An action was reported as done and waits to be confirmed."), icon="check2-circle"
    ),
    NoticeKind("action_needs_owner", _("An action needs another owner."), icon="person-x"),
    NoticeKind("task_given", _("You have been given a task in a case."), icon="list-check"),
    NoticeKind("task_needs_owner", _("A task in a case needs somebody else."), icon="person-x"),
    NoticeKind("interview_planned", _("An interview was planned for you to conduct."), icon="people"),
    NoticeKind(
        "statement_to_confirm", _("There is a statement of yours. Please read it and answer."), icon="pencil-square"
    ),
    NoticeKind(
        "statement_answered", _("Somebody has answered whether their statement is right."), icon="pencil-square"
    ),
    NoticeKind(
        "evidence_altered",
        _("A file in the register of evidence is not what was registered. Please look."),
        icon="exclamation-triangle",
        urgent=True,
    ),
    NoticeKind(
        "no_trading",
        _("A case that you have read is market-sensitive now. You are on its insider list: do not trade."),
        icon="exclamation-triangle",
    ),
    NoticeKind("data_request_arrived", _("Somebody asks about their own data."), icon="person-lock"),
    NoticeKind(
        "data_request_moved",
        _("There is news about what you asked about your own data."),
        icon="person-lock",
        leads_to="my_data:list",
    ),
    NoticeKind(
        "data_part_arrived",
        _("Somebody asks about their own data. Please look whether your office holds any."),
        icon="person-lock",
    ),
    NoticeKind("hold_to_release", _("The release of a legal hold waits for a second person."), icon="lock"),
    NoticeKind("retention_to_confirm", _("A retention period waits for counsel."), icon="hourglass-split"),
    NoticeKind(
        "deletion_to_approve", _("A file has fallen due, and its deletion waits for a second person."), icon="trash3"
    ),
    NoticeKind("opinion_wanted", _("Your opinion as counsel is wanted."), icon="bank"),
    NoticeKind("referral_to_decide", _("A referral to public officials waits for your decision."), icon="bank"),
    NoticeKind("referral_decided", _("A referral to public officials was decided."), icon="bank"),
    NoticeKind(
        "flood_began",
        _("More comes in through the public pages than people send, or the room for files runs out. Please look."),
        icon="exclamation-triangle",
        leads_to="reporting:health",
        urgent=True,
    ),
    NoticeKind(
        "flood_began_for_the_office",
        _(
            "More comes in through the public pages than people send, or the room for files runs out. Reports still "
            "arrive; files may be refused for a while. The administrators have been told."
        ),
        icon="exclamation-triangle",
        urgent=True,
    ),
    NoticeKind(
        "flood_ended", _("The flood on the public pages is over."), icon="check2-circle", leads_to="reporting:health"
    ),
    NoticeKind(
        "flood_ended_for_the_office",
        _("The flood on the public pages is over. Files are taken again."),
        icon="check2-circle",
    ),
)
