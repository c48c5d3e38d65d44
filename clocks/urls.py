"""Which deadlines apply, and why."""

from django.urls import path

from clocks import views

app_name = "clocks"

urlpatterns = [path("", views.rules, name="rules")]
