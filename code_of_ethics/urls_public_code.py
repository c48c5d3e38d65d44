"""What the public door shows of the Code."""

from django.urls import path

from code_of_ethics.views import public

app_name = "public_code"
urlpatterns = [path("", public.code, name="code")]
