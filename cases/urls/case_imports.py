"""Old cases from a file, for the ethics offices."""

from django.urls import path

from cases.views import case_imports

app_name = "case_imports"
urlpatterns = [
    path("", case_imports.case_imports, name="list"),
    path("upload/", case_imports.upload_cases, name="upload_cases"),
    path("template/", case_imports.import_template, name="import_template"),
    path("<uuid:pk>/", case_imports.case_import, name="case_import"),
    path("<uuid:pk>/errors/", case_imports.import_errors, name="import_errors"),
    path("<uuid:pk>/map-columns/", case_imports.map_columns, name="map_columns"),
    path("<uuid:pk>/submit-import/", case_imports.submit_import, name="submit_import"),
    path("<uuid:pk>/confirm-import/", case_imports.confirm_import, name="confirm_import"),
    path("<uuid:pk>/discard-import/", case_imports.discard_import, name="discard_import"),
]
