"""Notices, people and roles."""

from django.urls import path

from accounts.views import importing, people

app_name = "accounts"
urlpatterns = [
    path("notices/", people.notices, name="notices"),
    path("notices/read/", people.read_notices, name="read_notices"),
    path("notices/<uuid:pk>/open/", people.open_notice, name="open_notice"),
    path("people/", people.people, name="people"),
    path("people/import/", importing.import_directory, name="import_directory"),
    path("people/import/template/", importing.directory_template, name="directory_template"),
    path("people/take-directory/<uuid:pk>/", importing.take_directory_over, name="take_directory"),
    path("people/changes/", importing.changes_to_agree_to, name="changes_to_agree_to"),
    path("people/agree-to-change/<uuid:pk>/", importing.agree, name="agree_to_change"),
    path("people/decline-change/<uuid:pk>/", importing.decline_a_change, name="decline_change"),
    path("people/<uuid:pk>/", people.person, name="person"),
    path("people/<uuid:pk>/propose-role/", people.propose_role_to, name="propose_role"),
    path("roles/", people.roles_to_approve, name="roles_to_approve"),
    path("roles/<uuid:pk>/", people.role_grant, name="role_grant"),
    path("roles/<uuid:pk>/approve/", people.approve, name="approve_role"),
    path("roles/<uuid:pk>/decline/", people.decline, name="decline_role"),
    path("roles/<uuid:pk>/revoke/", people.revoke, name="revoke_role"),
]
