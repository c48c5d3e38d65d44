"""Tests of the hotline: what runs for the General Auditor alone, how each ended for those who oversee."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import PortalRequest, role_required
from accounts.door import perform
from accounts.forms import ConfirmForm
from accounts.moves import moves_allowed
from accounts.paging import keyset_page
from accounts.roles import Role
from cases import actions
from cases.forms.hotline_tests import BeginHotlineTestForm
from cases.models import HotlineTest
from cases.models.hotline_test import READERS_OF_RESULTS
from cases.workflow.hotline_tests import DROP_HOTLINE_TEST, HOTLINE_TEST_MOVES

READERS = READERS_OF_RESULTS | {Role.GENERAL_AUDITOR}
COLUMNS = {"begun": "begun_on"}


@role_required(*READERS)
def list_hotline_tests(request: PortalRequest) -> HttpResponse:
    """The newest first."""
    visible = HotlineTest.objects.visible_to(request.person).select_related("begun_by").defer("story", "mark")
    context = {
        "page": keyset_page(visible, request, columns=COLUMNS, sort="-begun"),
        "may_begin": Role.GENERAL_AUDITOR in request.person.roles,
        "breadcrumbs": [(_("Hotline tests"), None)],
    }
    return render(request, "hotline_tests/list.html", context)


@role_required(Role.GENERAL_AUDITOR)
def begin_hotline_test(request: PortalRequest) -> HttpResponse:
    form = BeginHotlineTestForm(request.POST or None)
    if form.is_valid():
        told = {name: form.cleaned_data[name] for name in ("channel", "story")}
        begun = perform(form, actions.begin_hotline_test, **told, by=request.person, at=timezone.now())
        if begun:
            messages.success(request, _("Begun. Only you know of it until it is over."))
            return redirect(begun if isinstance(begun, HotlineTest) else "hotline_tests:list")
    context = {"form": form, "breadcrumbs": _trail(_("Test a channel"))}
    return render(request, "hotline_tests/begin_hotline_test.html", context)


@role_required(*READERS)
def hotline_test(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    """One test: how far it has come, and what is to be told where somebody tells it."""
    test = _test(request, pk)
    context = {
        "test": test,
        "facts": _facts(test),
        "tells": test.is_to_tell and Role.GENERAL_AUDITOR in request.person.roles,
        "moves": moves_allowed(HOTLINE_TEST_MOVES, test, request.person),
        "breadcrumbs": _trail(test.get_channel_display()),
    }
    return render(request, "hotline_tests/hotline_test.html", context)


@role_required(Role.GENERAL_AUDITOR)
def drop_hotline_test(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    test, form = _test(request, pk), ConfirmForm(request.POST or None)
    if form.is_valid() and perform(form, actions.drop_hotline_test, test, by=request.person, at=timezone.now()):
        messages.success(request, _("Given up."))
        return redirect(test)
    context = {
        "test": test,
        "move": DROP_HOTLINE_TEST,
        "form": form,
        "refusal": "" if request.method == "POST" else DROP_HOTLINE_TEST.refusal(request.person, test),
        "breadcrumbs": _trail(DROP_HOTLINE_TEST.label),
    }
    return render(request, "hotline_tests/drop_hotline_test.html", context)


def _test(request: PortalRequest, pk: uuid.UUID) -> HotlineTest:
    visible = HotlineTest.objects.visible_to(request.person).select_related("data_key", "begun_by")
    return get_object_or_404(visible, pk=pk)


def _facts(test: HotlineTest) -> list[tuple[Any, Any]]:
    facts: list[tuple[Any, Any]] = [
        (_("Begun"), test.begun_on),
        (_("By"), test.begun_by.full_name if test.begun_by else _("The clock")),
        (_("Arrived"), test.arrived_on),
        (_("Acknowledged"), test.acknowledged_on),
        (_("Days to the acknowledgement"), test.days),
        (_("Over"), test.ended_on) if test.ended_on else (_("Has failed, if not acknowledged by"), test.fails_on),
    ]
    return [(name, value) for name, value in facts if value is not None]


def _trail(label: Any) -> list[tuple[Any, str | None]]:
    return [(_("Hotline tests"), reverse("hotline_tests:list")), (label, None)]
