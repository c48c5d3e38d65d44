"""Insider lists, for counsel and the heads."""

from django.urls import path

from cases.views import insider_lists

app_name = "insider_lists"
urlpatterns = [
    path("", insider_lists.list_insider_lists, name="list"),
    path("<uuid:pk>/", insider_lists.insider_list, name="insider_list"),
    path("<uuid:pk>/export/", insider_lists.export_insider_list, name="export_insider_list"),
]
