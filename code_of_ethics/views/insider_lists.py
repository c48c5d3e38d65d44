"""The pages of insider lists, of cases and of waivers alike: who, since when, told or not, and until when."""

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.access import PortalRequest
from accounts.door import perform
from accounts.downloads import made
from accounts.paging import keyset_page
from accounts.spreadsheets import MEDIA, Row, as_sheet
from code_of_ethics.forms.insiders import ExportInsiderListForm

COLUMNS = {"opened": "opened_at"}
# The addresses of the two pages of lists: neither app knows the other.
OF_CASES, OF_WAIVERS = "insider_lists:list", "waivers:insider_lists"


def page_of_lists(
    request: PortalRequest, visible: QuerySet[Any], *, address: str, matter_label: str, empty_text: str
) -> HttpResponse:
    """Every list that one may read, the newest first. `address` is the name of this page."""
    labels = {OF_CASES: _("Of cases"), OF_WAIVERS: _("Of waivers")}
    context = {
        "page": keyset_page(visible, request, columns=COLUMNS, sort="-opened"),
        "tabs": [
            {"label": label, "url": reverse(name), "is_current": name == address, "count": ""}
            for name, label in labels.items()
        ],
        "matter_label": matter_label,
        "empty_text": empty_text,
        "breadcrumbs": [(_("Insider lists"), None)],
    }
    return render(request, "insider_lists/list.html", context)


def page_of_a_list(
    request: PortalRequest, shown: Any, *, address: str, export_url: str, matter_label: str, form: Any = None
) -> HttpResponse:
    """One list, with everybody who was ever on it."""
    rows = list(shown.insiders.select_related("data_key"))
    context = {
        "insider_list": shown,
        "insiders": rows,
        "facts": [(matter_label, shown.matter.reference), *_facts(shown, rows)],
        "form": form or ExportInsiderListForm(initial={"kind": "xlsx"}),
        "export_url": export_url,
        "breadcrumbs": [(_("Insider lists"), reverse(address)), (str(shown.name), None)],
    }
    return render(request, "insider_lists/insider_list.html", context)


def exported(
    request: PortalRequest, shown: Any, action: Callable[..., Any], page: Callable[..., HttpResponse]
) -> HttpResponse:
    """The list as a file, once `action` has put that on the trail; else the page with what is wrong."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    form = ExportInsiderListForm(request.POST)
    if form.is_valid():
        kind, at = form.cleaned_data["kind"], timezone.now()
        if perform(form, action, shown, kind=kind, by=request.person, at=at):
            name = f"insider-list-{shown.matter.reference}-{timezone.localdate(at)}.{kind}"
            return made(_sheet(shown, kind), name, MEDIA[kind])
    return page(request, shown, form=form)


def _facts(shown: Any, rows: list[Any]) -> list[tuple[Any, Any]]:
    found = [
        (_("Drawn up by"), f"{shown.opened_by.full_name}, {_moment(shown.opened_at)}"),
        (_("Last updated"), _moment(_updated_at(shown, rows))),
    ]
    if shown.closed_by:
        found.append((_("Closed by"), f"{shown.closed_by.full_name}, {_moment(shown.closed_at)}"))
    return found


def _updated_at(shown: Any, rows: list[Any]) -> Any:
    moments = [shown.opened_at, shown.closed_at]
    for row in rows:
        moments += [row.obtained_at, row.acknowledged_at, row.left_at]
    return max(moment for moment in moments if moment)


def _sheet(shown: Any, kind: str) -> bytes:
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


def _row(one: Any) -> Row:
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
