"""Signing in with one click. Included only when the Portal runs as the demo."""

from django.urls import path

from ethics_portal import demo_sign_in

app_name = "demo"
urlpatterns = [
    path("people/", demo_sign_in.demo_people, name="people"),
    path("sign-in/<str:key>/", demo_sign_in.sign_in, name="sign_in"),
]
