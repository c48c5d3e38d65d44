"""The component gallery, for developers."""

from django.urls import path

from ethics_portal.gallery import gallery

urlpatterns = [path("gallery/", gallery, name="gallery")]
