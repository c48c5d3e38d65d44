"""A page of 25 cases by keyset in a plain Django: what the Portal's lists are measured against."""

from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path

from cases.models import Case

ROW = "<tr><td>{{ row.reference }}</td><td>{{ row.received_on }}</td></tr>"
PAGE = f"<table>{{% for row in rows %}}{ROW}{{% endfor %}}</table>"


def bare(request: HttpRequest) -> HttpResponse:
    rows = Case.objects.order_by("-received_on", "-pk")[:25]
    return HttpResponse(engines["django"].from_string(PAGE).render({"rows": rows}, request))


urlpatterns = [path("bare/", bare)]
