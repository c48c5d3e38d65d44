"""Drafting and publishing versions."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import PortalRequest, role_required
from accounts.door import perform
from accounts.roles import Role
from code_of_ethics import actions
from code_of_ethics.forms import NewVersionForm, PublishForm, VersionForm
from code_of_ethics.models import CodeVersion


@role_required(Role.CODE_EDITOR)
def import_version(request: PortalRequest) -> HttpResponse:
    form = NewVersionForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        facts = _facts(form) | {"number": form.cleaned_data["number"]}
        text = form.cleaned_data["text"]
        if version := perform(form, actions.import_version, text, by=request.person, at=timezone.now(), **facts):
            messages.success(request, _("The draft is kept. A second person publishes it."))
            return redirect(version)
    return render(request, "code_of_ethics/import_version.html", {"form": form})


@role_required(Role.CODE_EDITOR)
def redraft_version(request: PortalRequest, number: int) -> HttpResponse:
    version = _draft_for(request, number)
    said = ("effective_on", "is_substantive", "technical_reason", "plain_summary", "legal_summary")
    initial = {"text": version.body, **{name: getattr(version, name) for name in said}}
    form = VersionForm(request.POST or None, request.FILES or None, initial=initial)
    if form.is_valid():
        facts = _facts(form) | {"text": form.cleaned_data["text"]}
        if perform(form, actions.redraft_version, version, by=request.person, at=timezone.now(), **facts):
            messages.success(request, _("The draft was replaced."))
            return redirect(version)
    return render(request, "code_of_ethics/redraft_version.html", {"form": form, "version": version})


@role_required(Role.ETHICS_OFFICER)
def publish_version(request: PortalRequest, number: int) -> HttpResponse:
    version = _draft_for(request, number)
    form = PublishForm(request.POST or None, initial={"effective_on": version.effective_on or timezone.localdate()})
    if form.is_valid():
        day = form.cleaned_data["effective_on"]
        if perform(form, actions.publish_version, version, effective_on=day, by=request.person, at=timezone.now()):
            messages.success(request, _("Published. Everybody is asked to read and affirm it."))
            return redirect(version)
    return render(request, "code_of_ethics/publish_version.html", {"form": form, "version": version})


def _facts(form: VersionForm) -> dict[str, object]:
    return {"effective_on": form.cleaned_data["effective_on"], "change": form.change()}


def _draft_for(request: PortalRequest, number: int) -> CodeVersion:
    """The version, for whoever writes or publishes. A published one answers with the move's own refusal."""
    return get_object_or_404(CodeVersion.objects.visible_to(request.person), number=number)
