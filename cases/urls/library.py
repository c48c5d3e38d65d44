"""The library of answers."""

from django.urls import path

from cases.views import library

app_name = "library"
urlpatterns = [
    path("", library.answers, name="answers"),
    path("write/", library.write_answer, name="write_answer"),
    path("<uuid:pk>/edit/", library.edit_answer, name="edit_answer"),
    path("<uuid:pk>/publish/", library.publish_answer, name="publish_answer"),
    path("<uuid:pk>/retire/", library.retire_answer, name="retire_answer"),
]
