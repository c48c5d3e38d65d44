"""Letters that the ethics office has written to somebody."""

from django.urls import path

from cases.views import my_letters

app_name = "my_letters"
urlpatterns = [
    path("", my_letters.list_letters, name="list"),
    path("<uuid:pk>/", my_letters.letter, name="letter"),
    path("<uuid:pk>/answer-letter/", my_letters.answer_letter, name="answer_letter"),
]
