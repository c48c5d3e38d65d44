"""The help line: what is being recorded, handing it over, and calling back."""

from django.urls import path

from cases.views.operator import call_back, recordings

app_name = "help_line"
urlpatterns = [
    path("", recordings.list_recordings, name="list"),
    path("begin/", recordings.begin, name="begin"),
    path("call-back/", call_back.call_back, name="call_back"),
    # one recording
    path("<uuid:pk>/record/", recordings.record, name="record"),
    path("<uuid:pk>/keep/", recordings.keep, name="keep"),
    path("<uuid:pk>/hand-over/", recordings.hand_over, name="hand_over"),
    path("<uuid:pk>/pick-up-code/", recordings.pick_up_code, name="pick_up_code"),
    path("<uuid:pk>/discard/", recordings.discard, name="discard"),
]
