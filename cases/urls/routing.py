"""Which queue receives which report."""

from django.urls import path

from cases.views import routing

app_name = "routing"
urlpatterns = [
    path("", routing.rules, name="rules"),
    path("propose/", routing.propose_rule, name="propose_rule"),
    path("<uuid:pk>/approve/", routing.approve_rule, name="approve_rule"),
    path("<uuid:pk>/retire/", routing.retire_rule, name="retire_rule"),
]
