"""What the cases of a queue answer to data-protection requests, for the offices."""

from django.urls import path

from cases.views import data_parts

app_name = "data_parts"
urlpatterns = [
    path("", data_parts.list_data_parts, name="list"),
    path("<uuid:pk>/", data_parts.data_part, name="data_part"),
    path("<uuid:pk>/decide-data-item/", data_parts.decide_data_item, name="decide_data_item"),
    path("<uuid:pk>/drop-data-item/", data_parts.drop_data_item, name="drop_data_item"),
    path("<uuid:pk>/finish-data-part/", data_parts.finish_data_part, name="finish_data_part"),
    path("<uuid:pk>/annex/", data_parts.annex, name="annex"),
]
