"""The register of what the external auditors were told."""

from django.urls import path

from cases.views import auditor_log

app_name = "auditor_log"
urlpatterns = [
    path("", auditor_log.auditor_log, name="list"),
    path("<uuid:pk>/", auditor_log.entry, name="entry"),
    path("<uuid:pk>/correct-entry/", auditor_log.correct_entry, name="correct_entry"),
]
