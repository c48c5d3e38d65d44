"""Tests of the hotline, for the General Auditor; their results for those who oversee."""

from django.urls import path

from cases.views import hotline_tests

app_name = "hotline_tests"
urlpatterns = [
    path("", hotline_tests.list_hotline_tests, name="list"),
    path("begin/", hotline_tests.begin_hotline_test, name="begin_hotline_test"),
    path("<uuid:pk>/", hotline_tests.hotline_test, name="hotline_test"),
    path("<uuid:pk>/drop/", hotline_tests.drop_hotline_test, name="drop_hotline_test"),
]
