"""Random checks of cases that ended without a finding."""

from django.urls import path

from cases.views import exits

app_name = "exits"
urlpatterns = [
    path("", exits.list_exits, name="list"),
    path("<uuid:pk>/read/", exits.read_exit, name="read_exit"),
]
