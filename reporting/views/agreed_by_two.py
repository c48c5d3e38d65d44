"""The pages of the moves of what one person proposes and another agrees to."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import PortalRequest
from accounts.door import perform
from accounts.moves import Move


def move_page(
    request: PortalRequest, record: Any, form: Any, move: Move, action: Any, context: dict[str, Any]
) -> HttpResponse:
    """Make the move, or show its form, or say why not now."""
    if form.is_valid():
        reason = {"reason": form.cleaned_data["reason"]} if "reason" in form.cleaned_data else {}
        if perform(form, action, record, **reason, by=request.person, at=timezone.now()):
            messages.success(request, _("Done. Whoever else is concerned has been told."))
            return redirect(record)
    refusal = "" if request.method == "POST" else move.refusal(request.person, record)
    context |= {"move": move, "form": form, "refusal": refusal}
    return render(request, f"reporting/{move.verb}.html", context)
