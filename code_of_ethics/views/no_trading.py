"""The notice that stands before a market-sensitive matter until it is acknowledged, at the address of what shows it.

So no page of a matter has to know of it, it needs no JavaScript, and it says nothing to whoever may not know of the
matter: they were answered before.
"""

from collections.abc import Callable
from typing import Any

from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import PortalRequest, ShownInstead
from accounts.door import perform
from code_of_ethics.forms.insiders import NoTradingForm


def show_notice_first(
    request: PortalRequest, matter: Any, due: list[Any], acknowledge: Callable[..., Any], *, shown: str
) -> None:
    """Raise `ShownInstead` with the notice, where the lists `due` wait for `request.person` to acknowledge it.

    What somebody sends who was on the page before the matter was marked is taken: nothing typed is lost. They are on
    the list already, and read the notice with the next page.
    """
    if not due:
        return
    is_answer = request.method == "POST" and request.POST.get("notice") == "no_trading"
    if request.method == "POST" and not is_answer and _all_list(due, request):
        return
    form = NoTradingForm(request.POST if is_answer else None)
    if is_answer and form.is_valid():
        by, at = request.person, timezone.now()
        if perform(form, acknowledge, matter, lists=due, shown=shown, by=by, at=at):
            raise ShownInstead(redirect(request.get_full_path()))
    context = {"matter": matter, "form": form, "breadcrumbs": [(_("Before you read on"), None)]}
    raise ShownInstead(render(request, "insider_lists/no_trading.html", context))


def _all_list(due: list[Any], request: PortalRequest) -> bool:
    return all(one.insiders.standing().filter(person=request.person).exists() for one in due)
