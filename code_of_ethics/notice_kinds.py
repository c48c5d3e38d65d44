"""How people hear of the Code. The words name no person and no provision."""

from django.utils.translation import gettext_lazy as _

from accounts.notice_kinds import NoticeKind, register

register(
    NoticeKind(
        "code_affirmation_asked",
        _("Please read the Code of Ethics and affirm it."),
        icon="journal-check",
        mail_subject=_("Ethics Portal: please affirm the Code of Ethics"),
    ),
    NoticeKind("code_draft_ready", _("A draft of the Code is ready for you to publish."), icon="journal-text"),
    NoticeKind(
        "code_translation_drafted",
        _("A translation of the Code is ready for you to publish."),
        icon="translate",
    ),
    NoticeKind(
        "code_affirmation_due",
        _("Please read the Code of Ethics and affirm it: the day is near."),
        icon="journal-check",
    ),
    NoticeKind("code_affirmation_late", _("Your affirmation of the Code of Ethics is late."), icon="journal-check"),
    NoticeKind(
        "code_affirmation_extended", _("You have more time to affirm the Code of Ethics."), icon="journal-check"
    ),
    NoticeKind(
        "code_affirmation_recorded",
        _("Your affirmation on paper was recorded. If you signed none, please tell the office."),
        icon="journal-check",
    ),
    NoticeKind(
        "code_team_late",
        _("Some of the people who report to you have not affirmed the Code of Ethics yet."),
        icon="people",
        leads_to="code_of_ethics:team",
    ),
    NoticeKind("code_exception_stated", _("Somebody can't affirm the Code."), icon="chat-left-text"),
    NoticeKind(
        "code_exception_answered", _("There is news about an affirmation that is talked about."), icon="chat-left-text"
    ),
    NoticeKind("code_declaration_made", _("A disclosure waits for review."), icon="person-check"),
    NoticeKind("code_declaration_decided", _("Your disclosure was reviewed."), icon="person-check"),
    NoticeKind(
        "code_declaration_to_renew",
        _("Something that you disclosed is to be renewed, because it was allowed until a day."),
        icon="person-check",
    ),
    NoticeKind("disclosure_due", _("A disclosure is due. Please see to it today."), icon="megaphone", urgent=True),
    NoticeKind(
        "disclosure_drafted", _("A disclosure is drafted and waits to be filed."), icon="megaphone", urgent=True
    ),
    NoticeKind("disclosure_ended", _("What was disclosed was taken back."), icon="megaphone"),
    NoticeKind(
        "disclosure_late",
        _("A disclosure was not filed in time. That is a material matter in itself."),
        icon="exclamation-triangle",
        urgent=True,
    ),
    NoticeKind("disclosure_filed", _("A disclosure was filed and confirmed."), icon="check-circle"),
    NoticeKind("gift_to_review", _("An entry in the register of gifts waits for review."), icon="gift"),
    NoticeKind("gift_decided", _("Your entry in the register of gifts was reviewed."), icon="gift"),
    NoticeKind("training_asked", _("A training waits for you."), icon="book"),
    NoticeKind("training_due", _("A training waits for you: the day is near."), icon="book"),
    NoticeKind("training_late", _("A training of yours is late."), icon="book"),
    NoticeKind(
        "training_recorded",
        _("The office recorded that you did a training. If you did not, please tell them."),
        icon="book",
    ),
    NoticeKind("training_extended", _("You have more time for a training."), icon="book"),
    NoticeKind("training_excused", _("The office excused you from a training."), icon="book"),
    NoticeKind(
        "training_team_late",
        _("Some of the people who report to you have not done a training yet."),
        icon="people",
        leads_to="code_of_ethics:team",
    ),
    NoticeKind("audit_finding_raised", _("A compliance audit found something, and you are asked."), icon="search"),
    NoticeKind("audit_finding_answered", _("Management answered a finding of an audit."), icon="search"),
    NoticeKind("audit_finding_done", _("A finding of an audit is said to be put right."), icon="search"),
    NoticeKind("audit_finding_returned", _("A finding of an audit was given back to you."), icon="search"),
    NoticeKind("audit_finding_closed", _("A finding of an audit was closed."), icon="check-circle"),
    NoticeKind("audit_reported", _("A compliance audit was reported."), icon="journal-text"),
    NoticeKind("contact_point_to_publish", _("A contact point waits for you to publish it."), icon="telephone"),
    NoticeKind("policy_to_publish", _("A policy waits for you to publish it."), icon="file-earmark-text"),
    NoticeKind("policy_to_review", _("A policy of yours is to be reviewed."), icon="file-earmark-text"),
    NoticeKind("promise_to_publish", _("A wording of a promise waits for you to publish it."), icon="shield-check"),
)
