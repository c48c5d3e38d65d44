"""A statement opened with a personal code, by somebody who can't sign in. By POST only, never in an address."""

from datetime import datetime, timedelta

from django.core.exceptions import ObjectDoesNotExist
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from accounts.moves import Refused
from cases.actions.statements import confirm_statement
from cases.forms.desk import ConfirmStatementForm
from cases.forms.follow_up import StatementCodeForm
from cases.forms.public import as_typed
from cases.models import Statement
from cases.opening import AUTHORITIES
from cases.passes import Pass
from cases.statement_codes import statement_code_digest
from cases.views.public.page import changes_language, hidden_capsule, too_late
from cases.views.public.tries import new_try, try_context, use_try
from vault.capsules import CapsuleRefused, open_capsule, seal_capsule

PURPOSE = "statement"
READING_AGE = timedelta(minutes=45)
NOTHING_FOUND = gettext_lazy("We can’t find anything with this code, or its time is over. Please compare it.")


@require_http_methods(["GET", "HEAD", "POST"])
def statement(request: HttpRequest) -> HttpResponse:
    """Ask for the code; then show the statement that it opens, and take the answer."""
    at = timezone.now()
    if request.method != "POST":
        return _ask_for_code(request, StatementCodeForm(), at)
    return _open(request, at) if "access_key" in request.POST else _answer(request, at)


def _open(request: HttpRequest, at: datetime) -> HttpResponse:
    form = StatementCodeForm(request.POST)
    if earn := use_try(request.POST.get("capsule", ""), request.POST.get("work", ""), at=at):
        return _ask_for_code(request, form, at, earn=earn, must_wait=True)
    if form.is_valid():
        digest = statement_code_digest(form.cleaned_data["access_key"])
        found = _statement_of(digest, at)
        if found is not None:
            return _show(request, found, ConfirmStatementForm(), at)
        form.add_error("access_key", NOTHING_FOUND)
    return _ask_for_code(request, form, at)


def _statement_of(digest: str, at: datetime) -> Statement | None:
    """Wrong, old and misshapen codes all cost the same one query and find the same nothing."""
    opened = Statement.objects.opened_by(digest or "-", timezone.localdate(at))
    return opened.select_related("data_key", "interview").first()


def _answer(request: HttpRequest, at: datetime) -> HttpResponse:
    try:
        opened = open_capsule(request.POST.get("capsule", ""), purpose=PURPOSE, at=at, max_age=READING_AGE)
    except CapsuleRefused as refused:
        return too_late(request, expired=refused.expired, again=request.path)
    found = _statement_of(opened["digest"], at)
    if found is None:
        return too_late(request, expired=True, again=request.path)
    if changes_language(request):
        return _show(request, found, as_typed(ConfirmStatementForm, request.POST), at)
    form = ConfirmStatementForm(request.POST)
    if form.is_valid() and found.is_waiting:
        try:
            found = confirm_statement(found, **form.told, by=None, at=at)
        except Refused as refused:
            form.add_error(refused.field_name, refused.sentence)
        except ObjectDoesNotExist:
            return too_late(request, expired=True, again=request.path)
    return _show(request, found, form, at)


def _show(request: HttpRequest, found: Statement, form: ConfirmStatementForm, at: datetime) -> HttpResponse:
    """The one document. The digest of the code travels on in the sealed field; the code itself is on no page."""
    capsule = seal_capsule({"digest": found.code_digest}, purpose=PURPOSE, at=at)
    context = {
        "statement": found,
        "form": form,
        "authorities": AUTHORITIES,
        "capsule": hidden_capsule(capsule),
    }
    return render(request, "public/speak_up/statement.html", context)


def _ask_for_code(
    request: HttpRequest, form: StatementCodeForm, at: datetime, *, earn: Pass | None = None, must_wait: bool = False
) -> HttpResponse:
    context = {"form": form} | try_context(earn or new_try(at), at=at, must_wait=must_wait)
    return render(request, "public/speak_up/statement_code.html", context)
