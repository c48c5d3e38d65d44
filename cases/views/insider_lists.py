"""Insider lists, for counsel and for the heads of the cases: who, since when, told or not, and until when."""

import uuid
from typing import Any

from django.http import HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.access import PortalRequest, role_required
from accounts.door import perform
from accounts.downloads import made
from accounts.paging import keyset_page
from accounts.spreadsheets import MEDIA, Row, as_sheet
from cases import actions
from cases.forms.insiders import ExportInsiderListForm
from cases.models import Insider, InsiderList
from cases.models.hold import COUNSELS
from cases.models.wall import HEAD_ROLES

READERS = COUNSELS | HEAD_ROLES
COLUMNS = {"opened": "opened_at"}


@role_required(*READERS)
def list_insider_lists(request: PortalRequest) -> HttpResponse:
    """Every list that one may read, the newest first."""
    visible = InsiderList.objects.visible_to(request.person).select_related("data_key", "case", "opened_by")
    page = keyset_page(visible, request, columns=COLUMNS, sort="-opened")
    return render(request, "insider_lists/list.html", {"page": page, "breadcrumbs": [(_("Insider lists"), None)]})


@role_required(*READERS)
def insider_list(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    """One list, with everybody who was ever on it."""
    return _page(request, _list(request, pk), ExportInsiderListForm(initial={"kind": "xlsx"}))


@role_required(*READERS)
def export_insider_list(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    """The list as a file. That it was taken out is on the history of the case."""
    # Looked for first: what no such list would answer, and what another's would, are the same.
    shown, form = _list(request, pk), ExportInsiderListForm(request.POST)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    if form.is_valid():
        kind, at = form.cleaned_data["kind"], timezone.now()
        if perform(form, actions.export_insider_list, shown, kind=kind, by=request.person, at=at):
            name = f"insider-list-{shown.case.reference}-{timezone.localdate(at)}.{kind}"
            return made(_sheet(shown, kind), name, MEDIA[kind])
    return _page(request, shown, form)


def _list(request: PortalRequest, pk: uuid.UUID) -> InsiderList:
    joined = InsiderList.objects.visible_to(request.person).select_related("data_key", "case", "opened_by", "closed_by")
    return get_object_or_404(joined, pk=pk)


def _page(request: PortalRequest, shown: InsiderList, form: Any) -> HttpResponse:
    rows = list(shown.insiders.select_related("data_key"))
    context = {
        "insider_list": shown,
        "insiders": rows,
        "facts": _facts(shown, rows),
        "form": form,
        "breadcrumbs": [(_("Insider lists"), reverse("insider_lists:list")), (str(shown.name), None)],
    }
    return render(request, "insider_lists/insider_list.html", context)


def _facts(shown: InsiderList, rows: list[Insider]) -> list[tuple[Any, Any]]:
    found = [
        (_("Case"), shown.case.reference),
        (_("Drawn up by"), f"{shown.opened_by.full_name}, {_moment(shown.opened_at)}"),
        (_("Last updated"), _moment(_updated_at(shown, rows))),
    ]
    if shown.closed_by:
        found.append((_("Closed by"), f"{shown.closed_by.full_name}, {_moment(shown.closed_at)}"))
    return found


def _updated_at(shown: InsiderList, rows: list[Insider]) -> Any:
    moments = [shown.opened_at, shown.closed_at]
    for row in rows:
        moments += [row.obtained_at, row.acknowledged_at, row.left_at]
    return max(moment for moment in moments if moment)


def _sheet(shown: InsiderList, kind: str) -> bytes:
    """The columns of Implementing Regulation (EU) 2022/1210, Annex I, as far as the Portal knows them."""
    rows = list(shown.insiders.select_related("data_key"))
    headings = [
        _("Name"), _("Function"), _("Company"), _("How they came to it"), _("Why they have access"),
        _("Access since"), _("Notice acknowledged"), _("Access until"),
    ]  # fmt: skip
    about: list[Row] = [
        [_("Insider list"), str(shown.name)],
        [_("Drawn up"), _exactly(shown.opened_at)],
        [_("Last updated"), _exactly(_updated_at(shown, rows))],
        [_("Closed"), _exactly(shown.closed_at)],
    ]
    blank = [""] * (len(headings) - 2)
    lines = [_row(one) for one in rows] + [[*line, *blank] for line in about]
    return as_sheet(kind, headings, lines, title=_("Insider list"))


def _row(one: Insider) -> Row:
    return [
        str(one.name),
        str(one.function),
        str(one.company),
        str(one.get_shown_display()),
        str(one.because),
        _exactly(one.obtained_at),
        _exactly(one.acknowledged_at),
        _exactly(one.left_at),
    ]


def _exactly(moment: Any) -> str:
    """In universal time, as the Regulation wants it."""
    return f"{moment:%Y-%m-%d %H:%M} UTC" if moment else ""


def _moment(moment: Any) -> str:
    return date_format(timezone.localtime(moment), "j M Y, H:i")
