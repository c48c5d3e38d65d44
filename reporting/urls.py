"""Everybody's first page, the committee's notices and digests, the machine's health, and what other systems read."""

from django.urls import path

from reporting.feeds import ROUTES
from reporting.views import (
    api,
    auditors,
    dashboards,
    digests,
    explore,
    feeds,
    health,
    home,
    measures,
    notice_questions,
    notices,
    papers,
    parts,
    questions,
    unread,
    versions,
    webhooks,
)

app_name = "reporting"
urlpatterns = [
    path("", home.home, name="home"),
    # notices to the Audit Committee
    path("committee/notices/", notices.committee_notices, name="committee_notices"),
    path("committee/notices/<uuid:pk>/", notices.committee_notice, name="committee_notice"),
    path(
        "committee/notices/<uuid:pk>/acknowledge/",
        notices.acknowledge_committee_notice,
        name="acknowledge_committee_notice",
    ),
    path("committee/notices/<uuid:pk>/ask/", notice_questions.ask_about_notice, name="ask_about_notice"),
    path("committee/unread/", unread.unread_notices, name="unread_notices"),
    path("committee/unread/<uuid:pk>/", unread.unread_notice, name="unread_notice"),
    path("committee/unread/<uuid:pk>/call/", unread.record_notice_call, name="record_notice_call"),
    path("committee/questions/", notice_questions.notice_questions, name="notice_questions"),
    path(
        "committee/questions/<uuid:pk>/answer/",
        notice_questions.answer_notice_question,
        name="answer_notice_question",
    ),
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
    path("digests/<uuid:pk>/management-copy/", papers.download_management_copy, name="download_management_copy"),
    path("digests/parts/", parts.digest_parts, name="digest_parts"),
    path("digests/parts/<uuid:pk>/", parts.digest_part, name="digest_part"),
    path("digests/parts/<uuid:pk>/sign/", parts.sign_digest_part, name="sign_digest_part"),
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
    path("administration/health/retry-deliveries/", health.retry_deliveries, name="retry_deliveries"),
    # other systems
    path("administration/feeds/", feeds.feeds, name="feeds"),
    path("administration/feeds/propose/", feeds.propose_feed, name="propose_feed"),
    path("administration/feeds/<uuid:pk>/", feeds.feed, name="feed"),
    path("administration/feeds/<uuid:pk>/agree/", feeds.agree_to_feed, name="agree_to_feed"),
    path("administration/feeds/<uuid:pk>/revoke/", feeds.revoke_feed, name="revoke_feed"),
    path("administration/feeds/webhooks/", webhooks.webhooks, name="webhooks"),
    path("administration/feeds/webhooks/propose/", webhooks.propose_webhook, name="propose_webhook"),
    path("administration/feeds/webhooks/<uuid:pk>/", webhooks.webhook, name="webhook"),
    path("administration/feeds/webhooks/<uuid:pk>/agree/", webhooks.agree_to_webhook, name="agree_to_webhook"),
    path("administration/feeds/webhooks/<uuid:pk>/revoke/", webhooks.revoke_webhook, name="revoke_webhook"),
    *(path(f"api/v1/{route.path}", api.answer, {"route": route}, name=route.name) for route in ROUTES),
    path("api/v1/openapi.json", api.describe, name="api_description"),
    path("api/v1/<path:rest>", api.nothing_here, name="api_nothing_here"),
]
