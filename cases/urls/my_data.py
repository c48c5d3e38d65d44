"""What somebody asks about their own data."""

from django.urls import path

from cases.views import my_data

app_name = "my_data"
urlpatterns = [
    path("", my_data.list_my_data, name="list"),
    path("ask-for-data/", my_data.ask_for_data, name="ask_for_data"),
    path("<uuid:pk>/", my_data.my_data_request, name="my_data_request"),
    path("<uuid:pk>/letter/", my_data.my_letter, name="my_letter"),
]
