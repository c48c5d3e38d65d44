"""A report in another language, put into the office's by the service that the company has set."""

import uuid
from typing import Any

import structlog
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import PortalRequest
from accounts.door import perform
from accounts.forms import ConfirmForm
from accounts.languages import language_name
from cases import actions
from cases.machine_translation import Translator, translator
from cases.models import Report
from cases.views.officer.pages import case_or_404, render_move
from cases.workflow.parts import TRANSLATE_REPORT

log = structlog.get_logger("cases.translating")


@login_required
def translate_report(request: PortalRequest, reference: str, pk: uuid.UUID) -> HttpResponse:
    """What would be sent and to whom; once that is confirmed, the translation, which is kept nowhere."""
    case = case_or_404(request, reference)
    report = get_object_or_404(case.reports.select_related("data_key"), pk=pk)
    report.case = case
    form = ConfirmForm(request.POST or None)
    service = translator()
    translated = ""
    if form.is_valid():
        told = perform(form, actions.translate_report, report, by=request.person, at=timezone.now())
        translated = _translated(form, told, service) if told and service else ""
    context = {
        "report": report,
        "language": language_name(report.language),
        "target": settings.LANGUAGE_CODE,
        "service": service.name if service else "",
        "translated": translated,
        "cancel_url": case.get_absolute_url(),
    }
    return render_move(request, case, TRANSLATE_REPORT, form, record=report, **context)


def _translated(form: Any, report: Report, service: Translator) -> str:
    """What the service answers; where it fails in whatever way, a sentence on the form."""
    try:
        return service.translate(str(report.narrative), source=report.language, target=settings.LANGUAGE_CODE)
    except Exception as error:
        log.warning("translation_failed", exc_info=error)
        form.add_error(None, _("The translation service gave no answer. Please try again later."))
        return ""
