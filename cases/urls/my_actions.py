"""What somebody was given to do."""

from django.urls import path

from cases.views import my_actions

app_name = "my_actions"
urlpatterns = [
    path("", my_actions.list_actions, name="list"),
    path("<uuid:pk>/", my_actions.action, name="action"),
    path("<uuid:pk>/note-progress/", my_actions.note_progress, name="note_progress"),
    path("<uuid:pk>/finish/", my_actions.finish_action, name="finish_action"),
]
