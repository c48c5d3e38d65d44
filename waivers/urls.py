"""Waivers: lists, one waiver, and one page for each move."""

from django.urls import path

from waivers.views import asking, board, deciding, reading

app_name = "waivers"
urlpatterns = [
    path("", reading.waivers, name="list"),
    path("new/", asking.new, name="new"),
    path("board/", reading.board, name="board"),
    path("<slug:reference>/", reading.waiver, name="waiver"),
    path("<slug:reference>/edit/", asking.edit, name="edit"),
    path("<slug:reference>/request/", asking.request_it, name="request"),
    path("<slug:reference>/answer/", asking.answer, name="answer"),
    path("<slug:reference>/withdraw/", asking.withdraw, name="withdraw"),
    path("<slug:reference>/approve/", deciding.approve, name="approve"),
    path("<slug:reference>/refuse/", deciding.refuse, name="refuse"),
    path("<slug:reference>/return/", deciding.return_to_requester, name="return_to_requester"),
    path("<slug:reference>/recommend/", deciding.recommend, name="recommend"),
    path("<slug:reference>/recuse/", deciding.recuse, name="recuse"),
    path("<slug:reference>/revoke/", deciding.revoke, name="revoke"),
    path("<slug:reference>/put-to-board/", board.put_to_board, name="put_to_board"),
    path("<slug:reference>/record-meeting/", board.record_meeting, name="record_meeting"),
    path("<slug:reference>/confirm-meeting/", board.confirm_meeting, name="confirm_meeting"),
]
