"""Everybody affirms the Code, discloses something while doing so, or says that they can't."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import PortalRequest
from accounts.door import perform
from code_of_ethics import actions
from code_of_ethics.changes import changes_between
from code_of_ethics.forms.affirming import AffirmAndDeclareForm, AffirmForm, ExceptionForm
from code_of_ethics.models import Affirmation, CodeTranslation, CodeVersion, TrainingAssignment

TRAININGS_SHOWN = 5


@login_required
def affirm(request: PortalRequest) -> HttpResponse:
    """The version that waits for the person's word, with what it changed; or what they affirmed last."""
    own = Affirmation.objects.of(request.person).select_related("campaign__version")
    waiting = own.waiting().select_related("exception").first()
    version = waiting.campaign.version if waiting else None
    translations = _translations(request, version)
    form = AffirmForm(request.POST or None, languages=[each.language for each in translations])
    asked = waiting or (own.first() if request.method == "POST" else None)
    if asked and form.is_valid():
        read_in = form.read_language()
        if perform(form, actions.affirm, asked, read_in=read_in, by=request.person, at=timezone.now()):
            messages.success(request, _("Thank you. Your affirmation is recorded."))
            return redirect("code_of_ethics:affirm")
    former = CodeVersion.objects.before(version) if version else None
    context = {
        "form": form,
        "waiting": waiting,
        "exception": getattr(waiting, "exception", None),
        "version": version,
        "translations": translations,
        "last": own.filter(affirmed_at__isnull=False).first(),
        "former": former,
        "trainings": TrainingAssignment.objects.of(request.person)
        .last_times()
        .select_related("training")[:TRAININGS_SHOWN],
        "changes": changes_between(former.provisions.all(), version.provisions.all()) if former and version else [],
        "breadcrumbs": [_code_crumb(), (_("Affirm"), None)],
    }
    return render(request, "code_of_ethics/affirm.html", context)


@login_required
def affirm_and_declare(request: PortalRequest) -> HttpResponse:
    """Affirm, and disclose a conflict of interest, a gift or an outside interest."""
    asked = Affirmation.objects.of(request.person).waiting().select_related("campaign__version").first()
    translations = _translations(request, asked.campaign.version if asked else None)
    form = AffirmAndDeclareForm(request.POST or None, languages=[each.language for each in translations])
    if form.is_valid():
        return _answer(request, form, "affirm_and_declare", facts=form.facts(), read_in=form.read_language())
    return _page(request, form, "affirm_and_declare", _("Affirm and disclose"))


@login_required
def state_exception(request: PortalRequest) -> HttpResponse:
    """Say what one can't affirm: a talk with the ethics office begins."""
    form = ExceptionForm(request.POST or None)
    if form.is_valid():
        return _answer(request, form, "state_exception", text=form.cleaned_data["text"])
    return _page(request, form, "state_exception", _("I can’t affirm"))


def _answer(request: PortalRequest, form: Any, name: str, **facts: Any) -> HttpResponse:
    """What was typed answers what waits; the last one where nothing does, so that the action says why it can't."""
    own = Affirmation.objects.of(request.person)
    asked = own.waiting().first() or own.first()
    if asked is None:
        form.add_error(None, _("Nothing waits for your affirmation."))
    elif made := perform(form, getattr(actions, name), asked, by=request.person, at=timezone.now(), **facts):
        messages.success(request, _("Thank you. The ethics office was told."))
        return redirect(made)
    return _page(request, form, name, "")


def _page(request: PortalRequest, form: Any, name: str, crumb: str) -> HttpResponse:
    waiting = Affirmation.objects.of(request.person).waiting().select_related("campaign__version").first()
    crumbs = [_code_crumb(), (_("Affirm"), reverse("code_of_ethics:affirm")), (crumb or _("Affirm"), None)]
    context = {"form": form, "waiting": waiting, "breadcrumbs": crumbs}
    return render(request, f"code_of_ethics/{name}.html", context)


def _translations(request: PortalRequest, version: CodeVersion | None) -> list[CodeTranslation]:
    """What else the version can be read in."""
    if version is None:
        return []
    published = CodeTranslation.objects.visible_to(request.person).published()
    return list(published.filter(version=version).defer("body"))


def _code_crumb() -> tuple[str, str]:
    return (_("The Code of Ethics"), reverse("code_of_ethics:code"))
