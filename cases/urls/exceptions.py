"""What becomes of a talk with somebody who can't affirm the Code."""

from django.urls import path

from cases.views import exceptions

app_name = "exceptions"
urlpatterns = [
    path("<uuid:pk>/take-up/", exceptions.take_up_exception, name="take_up_exception"),
]
