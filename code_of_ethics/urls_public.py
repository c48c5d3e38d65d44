"""What the public door shows of disclosures."""

from django.urls import path

from code_of_ethics.views import public

app_name = "disclosures"
urlpatterns = [
    path("", public.disclosures, name="list"),
    path("<slug:slug>/", public.disclosure, name="disclosure"),
]
