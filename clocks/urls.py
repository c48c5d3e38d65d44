"""Which deadlines apply, and why."""

from django.urls import path

from clocks import views

app_name = "clocks"

urlpatterns = [
    path("", views.rules, name="rules"),
    path("calendars/", views.calendars, name="calendars"),
    path("calendars/add/", views.add_calendar, name="add_calendar"),
    path("calendars/<slug:code>/except-day/", views.except_day, name="except_day"),
    path("rules/<slug:kind>/propose-change/", views.propose_rule_change, name="propose_rule_change"),
    path("changes/<uuid:pk>/approve/", views.approve_change, name="approve_change"),
    path("changes/<uuid:pk>/decline/", views.decline_change, name="decline_change"),
]
