"""Who stands in for the head of a queue."""

from django.urls import path

from cases.views import deputies

app_name = "deputies"
urlpatterns = [
    path("", deputies.list_designations, name="list"),
    path("designate/", deputies.designate, name="designate"),
    path("declare-absence/", deputies.declare_absence, name="declare_absence"),
    path("absences/<uuid:pk>/withdraw/", deputies.withdraw_absence, name="withdraw_absence"),
    path("<uuid:pk>/end/", deputies.end_designation, name="end_designation"),
]
