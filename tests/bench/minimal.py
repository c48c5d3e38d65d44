"""A minimal page that does the intake's INSERTs and nothing else: no questions, no matching, no routing, no rules.

It comes through the same door (middlewares, proof of the form) and seals what is sealed; what the intake asks, checks
and reads in between is left out. `_shape` counts the rows that one real report wrote and repeats exactly those.
"""

import copy
import uuid
from typing import Any

from django.db import models, transaction
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path

from accounts.models import Notice
from audit.models import Entry, Head
from cases.models import MaterialityTrigger, PendingForm, Report, SearchEntry
from cases.models.case import new_reference
from cases.models.search import entry_id
from clocks.models import Clock
from ethics_portal.public_urls import handler400, handler403, handler404, handler500  # noqa: F401 — Django reads them
from ethics_portal.public_urls import urlpatterns as portal_patterns
from vault.models import DataKey

PAGE = '<form method="post">{% csrf_token %}<textarea name="narrative"></textarea><button>Send</button></form>'
_kept: dict[str, Any] = {}


def _shape() -> dict[str, Any]:
    """One report that the intake took, with everything that hangs from it."""
    if not _kept:
        # Whole at once: several threads ask for it.
        _kept.update(_found_shape())
    return _kept


def _found_shape() -> dict[str, Any]:
    report = Report.objects.select_related("case").latest("received_on")
    triggers = list(MaterialityTrigger.objects.filter(case=report.case))
    about = [str(report.case.pk), *(str(one.pk) for one in triggers)]
    return {
        "report": report,
        "case": report.case,
        "form": PendingForm.objects.get(report=report),
        "clocks": list(Clock.objects.of(report.case)),
        "triggers": triggers,
        "head": Head.objects.get(subject_id=str(report.case.pk)),
        "entries": list(Entry.objects.about(report.case)),
        "words": list(SearchEntry.objects.filter(case=report.case)),
        "notices": list(Notice.objects.filter(about_id__in=about)),
    }


def _anew(row: models.Model, **changes: Any) -> Any:
    """The same row once more, under a key of its own."""
    fresh = copy.copy(row)
    fresh._state = models.base.ModelState()
    for name, value in {"pk": uuid.uuid4(), **changes}.items():
        setattr(fresh, name, value)
    fresh.save(force_insert=True)
    return fresh


def minimal(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return HttpResponse(engines["django"].from_string(PAGE).render({}, request))
    kept = _shape()
    with transaction.atomic():
        _insert(kept, request.POST["narrative"])
    return HttpResponse("stored")


def _insert(kept: dict[str, Any], told: str) -> None:
    form_key, case_key = DataKey.objects.mint(), DataKey.objects.mint()
    case = _anew(kept["case"], data_key=case_key, reference=new_reference())
    report = _anew(kept["report"], data_key=form_key, case=case, access_key_digest=uuid.uuid4().hex * 2, narrative=told)
    _anew(kept["form"], pk=uuid.uuid4().hex * 2, data_key=form_key, report=report)
    for clock in kept["clocks"]:
        _anew(clock, subject_id=case.pk)
    triggers = {str(one.pk): str(_anew(one, case=case).pk) for one in kept["triggers"]}
    head = _anew(kept["head"], subject_id=str(case.pk), hash=uuid.uuid4().hex * 2)
    for entry in kept["entries"]:
        _anew(entry, data_key=case_key, subject_id=str(case.pk), previous=uuid.uuid4().hex * 2, hash=head.hash)
    for words in kept["words"]:
        of = report if words.source_id == kept["report"].pk else case
        _anew(words, pk=entry_id(report.received_on), case=case, source_id=of.pk)
    for notice in kept["notices"]:
        _anew(notice, about_id=triggers.get(notice.about_id, str(case.pk)))


urlpatterns = [path("speak-up/minimal/", minimal), *portal_patterns]
