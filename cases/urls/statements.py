"""One's own statement: the one document that somebody who was interviewed is shown."""

from django.urls import path

from cases.views import statements

app_name = "statements"
urlpatterns = [path("<uuid:pk>/confirm/", statements.confirm_statement, name="confirm_statement")]
