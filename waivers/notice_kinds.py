"""How people hear of waivers. The words name no person, no provision and no decision."""

from django.utils.translation import gettext_lazy as _

from accounts.notice_kinds import NoticeKind, register

register(
    NoticeKind("waiver_requested", _("A request for a waiver of the Code waits for you."), icon="file-earmark-text"),
    NoticeKind(
        "waiver_requested_for_you",
        _("Somebody asked for a waiver of the Code in your name. Please confirm or decline it."),
        icon="file-earmark-text",
    ),
    NoticeKind("waiver_confirmed", _("A request that you wrote for somebody was confirmed."), icon="check-circle"),
    NoticeKind("waiver_declined", _("A request that you wrote for somebody was declined."), icon="x-circle"),
    NoticeKind("waiver_returned", _("There is a question about your request for a waiver."), icon="chat-left-text"),
    NoticeKind("waiver_answered", _("A question about a request for a waiver was answered."), icon="chat-left-text"),
    NoticeKind(
        "waiver_opinion_asked", _("Your opinion on a request for a waiver is asked for."), icon="chat-left-text"
    ),
    NoticeKind("waiver_opinion_given", _("An opinion on a request for a waiver was given."), icon="chat-left-text"),
    NoticeKind("waiver_recommended", _("A request for a waiver is ready for the Board's agenda."), icon="people"),
    NoticeKind("waiver_on_agenda", _("The Board's agenda has a new paper for you."), icon="people"),
    NoticeKind("waiver_to_confirm", _("The record of a Board meeting waits for you to confirm it."), icon="pen"),
    NoticeKind("waiver_to_sign", _("A written consent of the Board waits for your signature."), icon="pen"),
    NoticeKind("waiver_needs_meeting", _("A request for a waiver needs a meeting of the Board."), icon="people"),
    NoticeKind("condition_given", _("You were given a condition of a waiver to keep."), icon="check2-circle"),
    NoticeKind("condition_reported", _("A condition of a waiver was reported as kept."), icon="check2-circle"),
    NoticeKind("condition_closed", _("A condition that you were to keep is closed."), icon="check-circle"),
    NoticeKind(
        "implicit_waiver",
        _("Nothing was done for long about a matter: it could be an implicit waiver of the Code."),
        icon="exclamation-triangle",
        urgent=True,
    ),
    NoticeKind(
        "waiver_file_infected",
        _("The virus scanner found something in a file that you gave. Please bring a clean one."),
        icon="exclamation-triangle",
    ),
    NoticeKind("waiver_class_changed", _("Somebody else now decides a request for a waiver."), icon="arrow-left-right"),
    NoticeKind(
        "waiver_class_to_agree",
        _("Somebody proposes that the Board need not decide a request for a waiver. Please agree or not."),
        icon="arrow-left-right",
    ),
    NoticeKind("waiver_class_settled", _("Who decides a request for a waiver was settled."), icon="arrow-left-right"),
    NoticeKind("waiver_decided", _("A request for a waiver was decided."), icon="check-circle"),
    NoticeKind("waiver_withdrawn", _("A request for a waiver was withdrawn."), icon="x-circle"),
    NoticeKind("waiver_revoked", _("A waiver was revoked."), icon="x-circle"),
    NoticeKind("waiver_to_revoke", _("The Board is asked to revoke a waiver."), icon="people"),
    NoticeKind("waiver_not_revoked", _("The Board did not revoke a waiver."), icon="people"),
    NoticeKind("waiver_ends_soon", _("A waiver ends soon."), icon="calendar-event"),
    NoticeKind(
        "waiver_no_trading",
        _("A request that you have worked on is market-sensitive now. You are on its insider list: do not trade."),
        icon="graph-up",
    ),
    NoticeKind("waiver_lapsed", _("A waiver has reached its last day."), icon="calendar-x"),
)
