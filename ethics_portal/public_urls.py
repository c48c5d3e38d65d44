"""What the public door offers: speaking up, the Code, and disclosures. No officer's page exists here."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from ethics_portal import faults, health

urlpatterns = [
    *i18n_patterns(
        path("speak-up/", include("cases.urls.public")),
        path("code-of-ethics/", include("code_of_ethics.urls_public_code")),
        path("disclosures/", include("code_of_ethics.urls_public")),
        prefix_default_language=False,
    ),
    path("health/live", health.live),
]

handler400 = faults.bad_request
handler403 = faults.permission_denied
handler404 = faults.page_not_found
handler500 = faults.server_error
