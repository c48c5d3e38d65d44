"""Notices, people and roles."""

from django.urls import path

from accounts import views

app_name = "accounts"
urlpatterns = [
    path("notices/", views.notices, name="notices"),
    path("notices/<uuid:pk>/open/", views.open_notice, name="open_notice"),
    path("people/", views.people, name="people"),
    path("people/<uuid:pk>/", views.person, name="person"),
    path("people/<uuid:pk>/propose-role/", views.propose_role_to, name="propose_role"),
    path("roles/", views.roles_to_approve, name="roles_to_approve"),
    path("roles/<uuid:pk>/", views.role_grant, name="role_grant"),
    path("roles/<uuid:pk>/approve/", views.approve, name="approve_role"),
    path("roles/<uuid:pk>/decline/", views.decline, name="decline_role"),
    path("roles/<uuid:pk>/revoke/", views.revoke, name="revoke_role"),
]
