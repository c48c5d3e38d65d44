"""One's own statement, signed in: the one document, and nothing of what it belongs to (DECISIONS 40)."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import PortalRequest
from accounts.door import perform
from cases import actions
from cases.forms.desk import ConfirmStatementForm
from cases.models import Statement
from cases.opening import AUTHORITIES


@login_required
def confirm_statement(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    """Read what one said, and answer whether it is right. To anybody else, and after its day, there is no such page."""
    at = timezone.now()
    asked = Statement.objects.asked_of(request.person, timezone.localdate(at))
    statement = get_object_or_404(asked.select_related("data_key", "interview"), pk=pk, code_digest="")
    form = ConfirmStatementForm(request.POST or None)
    if form.is_valid() and perform(form, actions.confirm_statement, statement, **form.told, by=request.person, at=at):
        messages.success(request, _("Thank you. Your answer is kept."))
        return redirect("statements:confirm_statement", statement.pk)
    context = {
        "statement": statement,
        "form": form,
        "authorities": AUTHORITIES,
        "breadcrumbs": [(_("Your statement"), None)],
    }
    return render(request, "statements/confirm_statement.html", context)
