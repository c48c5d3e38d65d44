"""Everybody's first page, the committee's notices and digests, and the administrator's health page."""

from django.urls import path

from reporting.views import (
    auditors,
    dashboards,
    digests,
    explore,
    health,
    home,
    measures,
    notices,
    papers,
    questions,
    versions,
)

app_name = "reporting"
urlpatterns = [
    path("", home.home, name="home"),
    # notices to the Audit Committee
    path("committee/notices/", notices.committee_notices, name="committee_notices"),
    path("committee/notices/<uuid:pk>/", notices.committee_notice, name="committee_notice"),
    path("committee/notices/<uuid:pk>/acknowledge/", notices.acknowledge, name="acknowledge_committee_notice"),
    # digests
    path("digests/", digests.digests, name="digests"),
    path("digests/new/", versions.draft_digest, name="draft_digest"),
    path("digests/<uuid:pk>/", digests.digest, name="digest"),
    path("digests/<uuid:pk>/commentary/", digests.edit_commentary, name="edit_commentary"),
    path("digests/<uuid:pk>/redraft/", digests.redraft_digest, name="redraft_digest"),
    path("digests/<uuid:pk>/tell-auditors/", auditors.tell_auditors, name="tell_auditors"),
    path("digests/<uuid:pk>/sign/", digests.sign_digest, name="sign_digest"),
    path("digests/<uuid:pk>/ask/", questions.ask_about_digest, name="ask_about_digest"),
    path("digests/questions/<uuid:pk>/answer/", questions.answer_member, name="answer_member"),
    path("digests/<uuid:pk>/correct/", versions.correct_digest, name="correct_digest"),
    path("digests/<uuid:pk>/changes/", versions.digest_changes, name="digest_changes"),
    path("digests/<uuid:pk>/paper/", papers.download_digest, name="download_digest"),
    # dashboards
    path("dashboards/", dashboards.dashboards, name="dashboards"),
    path("dashboards/office/", dashboards.office_dashboard, name="office_dashboard"),
    path("dashboards/my-week/", dashboards.week_dashboard, name="week_dashboard"),
    path("dashboards/committee/", dashboards.committee_dashboard, name="committee_dashboard"),
    path("dashboards/programme/", dashboards.programme_dashboard, name="programme_dashboard"),
    path("dashboards/units/", dashboards.units_dashboard, name="units_dashboard"),
    # what the figures mean
    path("measures/", measures.measures, name="measures"),
    path("measures/benchmarks/record/", measures.record_benchmark, name="record_benchmark"),
    path("measures/benchmarks/<uuid:pk>/retire/", measures.retire_benchmark, name="retire_benchmark"),
    # figures as one asks for them
    path("explore/", explore.explore, name="explore"),
    path("explore/export/", explore.export_explored, name="export_explored"),
    path("explore/exports/<uuid:pk>/", explore.download_explore_export, name="download_explore_export"),
    path("explore/views/", explore.explore_views, name="explore_views"),
    path("explore/views/save/", explore.save_explore_view, name="save_explore_view"),
    path("explore/views/<uuid:pk>/", explore.explore_view, name="explore_view"),
    path("explore/views/<uuid:pk>/change/", explore.change_explore_view, name="change_explore_view"),
    path("explore/views/<uuid:pk>/remove/", explore.remove_explore_view, name="remove_explore_view"),
    # the machine
    path("administration/health/", health.health, name="health"),
    path("administration/health/retry-mails/", health.retry_mails, name="retry_mails"),
]
