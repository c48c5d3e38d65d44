"""Waivers: lists, one waiver, and one page for each move."""

from django.urls import path

from waivers.views import advising, asking, board, conditions, deciding, papers, reading

app_name = "waivers"
urlpatterns = [
    path("", reading.waivers, name="list"),
    path("new/", asking.new, name="new"),
    path("board/", reading.board, name="board"),
    path("register/export/", papers.export_register, name="export_register"),
    path("conditions/", conditions.conditions, name="conditions"),
    path("conditions/<uuid:pk>/", conditions.condition, name="condition"),
    path("conditions/<uuid:pk>/report/", conditions.report_condition, name="report_condition"),
    path("conditions/<uuid:pk>/confirm/", conditions.confirm_condition, name="confirm_condition"),
    path("conditions/<uuid:pk>/break/", conditions.break_condition, name="break_condition"),
    path("<slug:reference>/", reading.waiver, name="waiver"),
    path("<slug:reference>/edit/", asking.edit, name="edit"),
    path("<slug:reference>/request/", asking.request_it, name="request"),
    path("<slug:reference>/answer/", asking.answer, name="answer"),
    path("<slug:reference>/withdraw/", asking.withdraw, name="withdraw"),
    path("<slug:reference>/approve/", deciding.approve, name="approve"),
    path("<slug:reference>/refuse/", deciding.refuse, name="refuse"),
    path("<slug:reference>/ask-opinion/", advising.ask_opinion, name="ask_opinion"),
    path("<slug:reference>/give-opinion/", advising.give_opinion, name="give_opinion"),
    path("<slug:reference>/clear/", deciding.clear, name="clear"),
    path("<slug:reference>/set-condition/", conditions.set_condition, name="set_condition"),
    path("<slug:reference>/renew/", asking.renew, name="renew"),
    path("<slug:reference>/return/", deciding.return_to_requester, name="return_to_requester"),
    path("<slug:reference>/recommend/", deciding.recommend, name="recommend"),
    path("<slug:reference>/recuse/", deciding.recuse, name="recuse"),
    path("<slug:reference>/revoke/", deciding.revoke, name="revoke"),
    path("<slug:reference>/put-to-board/", board.put_to_board, name="put_to_board"),
    path("<slug:reference>/record-meeting/", board.record_meeting, name="record_meeting"),
    path("<slug:reference>/confirm-meeting/", board.confirm_meeting, name="confirm_meeting"),
    path("<slug:reference>/propose-consent/", board.propose_consent, name="propose_consent"),
    path("<slug:reference>/sign-consent/", board.sign_consent, name="sign_consent"),
    path("<slug:reference>/decline-consent/", board.decline_consent, name="decline_consent"),
    path("<slug:reference>/declare-recusal/", board.declare_recusal, name="declare_recusal"),
    path("<slug:reference>/paper/", papers.board_paper, name="board_paper"),
    path("<slug:reference>/certificate/", papers.certificate, name="certificate"),
]
