"""One's own reports, signed in."""

from django.urls import path

from cases.views import reporter

app_name = "my_reports"
urlpatterns = [
    path("", reporter.list_reports, name="list"),
    path("new/", reporter.new_report, name="new"),
    path("<uuid:pk>/", reporter.report, name="report"),
    path("<uuid:pk>/answer/", reporter.answer, name="answer"),
]
