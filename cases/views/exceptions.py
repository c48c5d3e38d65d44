"""A talk with somebody who can't affirm the Code becomes a report."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import PortalRequest
from accounts.door import perform
from cases import actions
from cases.forms.exceptions import TakeUpExceptionForm
from cases.models import Case, TakenUpException
from cases.workflow.exceptions import TAKE_UP_EXCEPTION
from code_of_ethics.models import StatedException


@login_required
def take_up_exception(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    """Say what it is about, and pass it on. Where that was done before, the way to the case for whoever may see it."""
    heard = StatedException.objects.heard_by(request.person)
    joined = heard.select_related("affirmation__person", "affirmation__campaign__version")
    exception: StatedException = get_object_or_404(joined, pk=pk)
    form = TakeUpExceptionForm(request.POST or None)
    if form.is_valid() and perform(
        form, actions.take_up_exception, exception, topic=form.cleaned_data["topic"], by=request.person,
        at=timezone.now(),
    ):  # fmt: skip
        messages.success(request, _("Passed on as a report. It goes to the right office."))
        return redirect(exception)
    context = {
        "exception": exception,
        "form": form,
        "case": _case_of(exception, request),
        "refusal": "" if request.method == "POST" else TAKE_UP_EXCEPTION.refusal(request.person, exception),
        "breadcrumbs": [
            (_("The Code of Ethics"), reverse("code_of_ethics:code")),
            (_("Affirmations"), reverse("code_of_ethics:affirmations")),
            (_("What can’t be affirmed"), exception.get_absolute_url()),
            (TAKE_UP_EXCEPTION.label, None),
        ],
    }
    return render(request, "exceptions/take_up_exception.html", context)


def _case_of(exception: StatedException, request: PortalRequest) -> Case | None:
    """The case that it became, where the wall lets the person see that there is one."""
    taken = TakenUpException.objects.of(exception).values("report__case")
    return Case.objects.visible_to(request.person).filter(pk__in=taken).first()
