"""How long files are kept, which have fallen due, and their deletion."""

from django.urls import path

from cases.views import retention

app_name = "retention"
urlpatterns = [
    path("", retention.rules, name="rules"),
    path("propose/", retention.propose_retention_rule, name="propose_retention_rule"),
    path("<uuid:pk>/confirm/", retention.confirm_retention_rule, name="confirm_retention_rule"),
    path("<uuid:pk>/retire/", retention.retire_retention_rule, name="retire_retention_rule"),
    path("due/", retention.due, name="due"),
    path("due/propose/", retention.propose_deletion, name="propose_deletion"),
    path("due/approve/", retention.approve_deletion, name="approve_deletion"),
    path("due/<uuid:pk>/stop/", retention.stop_deletion, name="stop_deletion"),
]
