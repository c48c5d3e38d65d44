"""Somebody is in danger: who is on call, and the alarm of whoever was called."""

from django.urls import path

from cases.views import alarms, on_call

app_name = "danger"
urlpatterns = [
    path("on-call/", on_call.on_call, name="on_call"),
    path("on-call/plan/", on_call.plan_duty, name="plan_duty"),
    path("on-call/<uuid:pk>/end/", on_call.end_duty, name="end_duty"),
    path("<uuid:pk>/", alarms.alarm, name="alarm"),
    path("<uuid:pk>/acknowledge/", alarms.acknowledge_alarm, name="acknowledge_alarm"),
]
