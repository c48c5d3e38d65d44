"""Insider lists of cases, for counsel and for the heads of the cases."""

import uuid
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.access import PortalRequest, role_required
from accounts.roles import COUNSELS
from cases import actions
from cases.models import InsiderList
from cases.models.wall import HEAD_ROLES
from code_of_ethics.views.insider_lists import OF_CASES, exported, page_of_a_list, page_of_lists

READERS = COUNSELS | HEAD_ROLES


@role_required(*READERS)
def list_insider_lists(request: PortalRequest) -> HttpResponse:
    """Every list that one may read, the newest first."""
    visible = InsiderList.objects.visible_to(request.person).select_related("data_key", "case", "opened_by")
    empty = _("A case is marked as market-sensitive on its page “Access”. Its list appears here.")
    return page_of_lists(request, visible, address=OF_CASES, matter_label=_("Case"), empty_text=empty)


@role_required(*READERS)
def insider_list(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    """One list, with everybody who was ever on it."""
    return _page(request, _list(request, pk))


@role_required(*READERS)
def export_insider_list(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    """The list as a file. That it was taken out is on the history of the case."""
    # Looked for first: what no such list would answer, and what another's would, are the same.
    return exported(request, _list(request, pk), actions.export_insider_list, _page)


def _list(request: PortalRequest, pk: uuid.UUID) -> InsiderList:
    joined = InsiderList.objects.visible_to(request.person).select_related("data_key", "case", "opened_by", "closed_by")
    return get_object_or_404(joined, pk=pk)


def _page(request: PortalRequest, shown: InsiderList, form: Any = None) -> HttpResponse:
    export_url = reverse("insider_lists:export_insider_list", args=[shown.pk])
    return page_of_a_list(request, shown, address=OF_CASES, export_url=export_url, matter_label=_("Case"), form=form)
