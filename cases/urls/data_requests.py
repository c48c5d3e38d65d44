"""The register of data-protection requests, for data protection officers."""

from django.urls import path

from cases.views import data_requests

app_name = "data_requests"
urlpatterns = [
    path("", data_requests.list_data_requests, name="list"),
    path("record-data-request/", data_requests.record_data_request, name="record_data_request"),
    path("<uuid:pk>/", data_requests.data_request, name="data_request"),
    path("<uuid:pk>/letter/", data_requests.letter, name="letter"),
    path("<uuid:pk>/identify-requester/", data_requests.identify_requester, name="identify_requester"),
    path("<uuid:pk>/extend-data-request/", data_requests.extend_data_request, name="extend_data_request"),
    path("<uuid:pk>/answer-data-request/", data_requests.answer_data_request, name="answer_data_request"),
    path("<uuid:pk>/decline-data-request/", data_requests.decline_data_request, name="decline_data_request"),
]
