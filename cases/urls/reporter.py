"""One's own reports, signed in."""

from django.urls import path

from cases.views import reporter

app_name = "my_reports"
urlpatterns = [
    path("", reporter.list_reports, name="list"),
    path("new/", reporter.new_report, name="new"),
    path("<uuid:pk>/", reporter.report, name="report"),
    path("<uuid:pk>/answer/", reporter.answer, name="answer"),
    path("<uuid:pk>/identify/", reporter.identify, name="identify"),
    path("<uuid:pk>/withdraw/", reporter.withdraw, name="withdraw"),
    path("<uuid:pk>/consent/", reporter.consent, name="consent"),
    path("<uuid:pk>/unlock/", reporter.unlock, name="unlock"),
    path("<uuid:pk>/check/", reporter.check, name="check"),
    path("<uuid:pk>/review/", reporter.review, name="review"),
    path("<uuid:pk>/rate/", reporter.rate, name="rate"),
]
