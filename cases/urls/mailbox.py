"""The ethics mailbox: what came, and what a person has to look at."""

from django.urls import path

from cases.views import mailbox

app_name = "mailbox"
urlpatterns = [
    path("", mailbox.mails, name="mails"),
    path("<uuid:pk>/", mailbox.mail, name="mail"),
    path("<uuid:pk>/open/", mailbox.open_mail, name="open_mail"),
    path("<uuid:pk>/download/", mailbox.download_mail, name="download_mail"),
    path("<uuid:pk>/thread/", mailbox.thread_mail, name="thread_mail"),
    path("<uuid:pk>/turn-into-report/", mailbox.turn_into_report, name="turn_into_report"),
    path("<uuid:pk>/dismiss/", mailbox.dismiss_mail, name="dismiss_mail"),
]
