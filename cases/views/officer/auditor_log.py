"""What the external auditors were told about a case."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import PortalRequest
from accounts.door import perform
from accounts.models import Person
from cases import actions
from cases.forms.auditor_log import LogAuditorsForm
from cases.models import AuditorLogEntry, Case
from cases.states.auditor_log import AUDITORS_HEAR
from cases.views.officer.pages import case_or_404, done, render_move
from cases.workflow.auditor_log import LOG_AUDITORS


@login_required
def log_auditors(request: PortalRequest, reference: str) -> HttpResponse:
    """Write it down."""
    case = case_or_404(request, reference)
    initial = {"told_on": timezone.localdate(), "told_by": request.person.full_name}
    form = LogAuditorsForm(request.POST or None, initial=initial)
    if form.is_valid() and perform(
        form, actions.log_auditors, case, facts=form.facts, by=request.person, at=timezone.now()
    ):
        return done(request, case, _("Written down."))
    return render_move(request, case, LOG_AUDITORS, form)


def auditors_of(shown: Case, triggers: list[Any], person: Person) -> dict[str, Any]:
    """For the overview: what they were told, whether they have still to be told, and where that is written down."""
    entries = AuditorLogEntry.objects.of_case(shown).standing().select_related("data_key")
    told = list(entries) if getattr(shown, "were_auditors_told", True) else []
    must_hear = any(trigger.kind in AUDITORS_HEAR for trigger in triggers)
    may = LOG_AUDITORS.may_start(shown) and LOG_AUDITORS.is_for(person, shown)
    return {
        "told": told,
        "is_due": must_hear and not told,
        "url": shown.move_url(LOG_AUDITORS) if may and (must_hear or told) else "",
    }
