"""Who stands in for the head of a queue."""

from django.urls import path

from cases.views import deputies

app_name = "deputies"
urlpatterns = [
    path("", deputies.list_designations, name="list"),
    path("designate/", deputies.designate, name="designate"),
    path("<uuid:pk>/end/", deputies.end_designation, name="end_designation"),
]
