"""The portal's table of contents."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from ethics_portal import faults, health

urlpatterns = [
    path("", include("reporting.urls")),
    path("", include("accounts.urls")),
    path("account/", include("allauth.account.urls")),
    path("account/2fa/", include("allauth.mfa.urls")),
    path("my/reports/", include("cases.urls.reporter")),
    path("my/actions/", include("cases.urls.my_actions")),
    path("my/statements/", include("cases.urls.statements")),
    path("my/letters/", include("cases.urls.my_letters")),
    path("referrals/", include("cases.urls.referrals")),
    path("refer/", include("cases.urls.referring")),
    path("help-line/", include("cases.urls.operator")),
    path("cases/", include("cases.urls.officer")),
    path("routing/", include("cases.urls.routing")),
    path("exits/", include("cases.urls.exits")),
    path("hotline-tests/", include("cases.urls.hotline_tests")),
    path("exceptions/", include("cases.urls.exceptions")),
    path("deputies/", include("cases.urls.deputies")),
    path("retention/", include("cases.urls.retention")),
    path("case-imports/", include("cases.urls.case_imports")),
    path("holds/", include("cases.urls.holds")),
    path("data-requests/", include("cases.urls.data_requests")),
    path("data-parts/", include("cases.urls.data_parts")),
    path("my/data/", include("cases.urls.my_data")),
    path("auditor-log/", include("cases.urls.auditor_log")),
    path("insider-lists/", include("cases.urls.insider_lists")),
    path("danger/", include("cases.urls.danger")),
    path("identities/", include("cases.urls.identities")),
    path("library/", include("cases.urls.library")),
    path("templates/", include("cases.urls.case_templates")),
    path("questionnaires/", include("cases.urls.questionnaires")),
    path("mailbox/", include("cases.urls.mailbox")),
    path("waivers/", include("waivers.urls")),
    path("code/", include("code_of_ethics.urls")),
    path("clocks/", include("clocks.urls")),
    path("health/live", health.live, name="health_live"),
    path("health/ready", health.ready, name="health_ready"),
]

if not settings.PUBLIC_HOST:
    # Path mode: these names must resolve for links; requests to them are answered by the public door.
    urlpatterns += i18n_patterns(
        path("speak-up/", include("cases.urls.public")),
        path("code-of-ethics/", include("code_of_ethics.urls_public_code")),
        path("disclosures/", include("code_of_ethics.urls_public")),
        prefix_default_language=False,
    )

if settings.IS_DEMO or settings.IS_TEST:
    urlpatterns += [path("", include("ethics_portal.gallery_urls"))]

if settings.IS_DEMO:
    # The one demo-only path: signing in with a click (DECISIONS 33).
    urlpatterns += [path("demo/", include("ethics_portal.demo_urls"))]

handler400 = faults.bad_request
handler403 = faults.permission_denied
handler404 = faults.page_not_found
handler500 = faults.server_error
