"""Passing on what one was told."""

from django.urls import path

from cases.views import referring

app_name = "refer"
urlpatterns = [
    path("", referring.refer, name="refer"),
    path("received/", referring.list_referrals, name="list"),
]
