"""Templates of interviews and plans."""

from django.urls import path

from cases.views import case_templates

app_name = "case_templates"
urlpatterns = [
    path("", case_templates.templates, name="list"),
    path("write/<slug:kind>/", case_templates.write_template, name="write_template"),
    path("<uuid:pk>/edit/", case_templates.edit_template, name="edit_template"),
    path("<uuid:pk>/publish/", case_templates.publish_template, name="publish_template"),
    path("<uuid:pk>/retire/", case_templates.retire_template, name="retire_template"),
]
