"""Requests for the name of a confidential reporter: what a custodian decides, and what the holder is shown."""

from django.urls import path

from cases.views import identities

app_name = "identities"
urlpatterns = [
    path("", identities.names, name="names"),
    path("<uuid:pk>/", identities.name, name="name"),
    path("<uuid:pk>/grant/", identities.grant_identity, name="grant_identity"),
    path("<uuid:pk>/refuse/", identities.refuse_identity, name="refuse_identity"),
    path("<uuid:pk>/revoke/", identities.revoke_identity, name="revoke_identity"),
    path("<uuid:pk>/show/", identities.show_identity, name="show_identity"),
]
