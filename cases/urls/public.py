"""The speak-up pages."""

from django.urls import path

from cases.views.public import contact, follow_up, key, report, start, statement

app_name = "speak_up"
urlpatterns = [
    path("", start.start, name="start"),
    path("anonymity/", start.anonymity, name="anonymity"),
    path("contact/", contact.contact, name="contact"),
    path("left/", start.left, name="left"),
    path("report/", report.report, name="report"),
    path("question/", report.question, name="question"),
    path("key/", key.key, name="key"),
    path("follow-up/", follow_up.follow_up, name="follow_up"),
    path("statement/", statement.statement, name="statement"),
]
