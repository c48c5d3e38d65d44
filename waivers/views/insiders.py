"""A request that may move a price: marked and unmarked, and its insider list."""

import uuid
from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import Exists, OuterRef
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.access import PortalRequest, role_required
from accounts.models import Person
from code_of_ethics.forms.insiders import MarkMarketSensitiveForm, UnmarkMarketSensitiveForm
from code_of_ethics.views.insider_lists import OF_WAIVERS, exported, page_of_a_list, page_of_lists
from waivers import actions
from waivers.models import InsiderList, Waiver
from waivers.models.insider import LIST_READERS
from waivers.views.moving import move_page, waiver_to_move
from waivers.workflow import MARK_MARKET_SENSITIVE, UNMARK_MARKET_SENSITIVE


@login_required
def mark_market_sensitive(request: PortalRequest, reference: str) -> HttpResponse:
    """Open its insider list."""
    waiver = waiver_to_move(request, reference, MARK_MARKET_SENSITIVE)
    form = MarkMarketSensitiveForm(request.POST or None)
    done = _("Marked. You and whoever has worked on it are on its insider list.")
    return move_page(
        request, waiver, form, actions.mark_market_sensitive, "waivers/mark_market_sensitive.html", done=done,
        back=waiver.get_absolute_url(), context={"move": MARK_MARKET_SENSITIVE},
    )  # fmt: skip


@login_required
def unmark_market_sensitive(request: PortalRequest, reference: str) -> HttpResponse:
    """Close its insider list."""
    waiver = waiver_to_move(request, reference, UNMARK_MARKET_SENSITIVE)
    form = UnmarkMarketSensitiveForm(request.POST or None)
    done = _("No longer market-sensitive. The insider list is kept.")
    return move_page(
        request, waiver, form, actions.unmark_market_sensitive, "waivers/unmark_market_sensitive.html", done=done,
        context={"move": UNMARK_MARKET_SENSITIVE},
    )  # fmt: skip


@role_required(*LIST_READERS)
def list_insider_lists(request: PortalRequest) -> HttpResponse:
    """Every list that one may read, the newest first."""
    visible = InsiderList.objects.visible_to(request.person).select_related("data_key", "waiver", "opened_by")
    empty = _("A request for a waiver is marked as market-sensitive on its page. Its list appears here.")
    return page_of_lists(request, visible, address=OF_WAIVERS, matter_label=_("Waiver"), empty_text=empty)


@role_required(*LIST_READERS)
def insider_list(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    """One list, with everybody who was ever on it."""
    return _page(request, _list(request, pk))


@role_required(*LIST_READERS)
def export_insider_list(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    """The list as a file. That it was taken out is on the history of the request."""
    # Looked for first: what no such list would answer, and what another's would, are the same.
    return exported(request, _list(request, pk), actions.export_insider_list, _page)


def shown_list(waiver: Waiver, person: Person) -> dict[str, Any]:
    """What the page of a request says of its insider list: the open one, its address for whoever may read it, and what
    may be done. Nothing to whoever asked or benefits."""
    if waiver.concerns(person):
        return {}
    readable = Exists(InsiderList.objects.visible_to(person).filter(pk=OuterRef("pk")))
    found = InsiderList.objects.of(waiver.pk, waiver.renews_id).open().select_related("data_key", "opened_by")
    one: Any = found.annotate(is_readable=readable).first()
    move = UNMARK_MARKET_SENSITIVE if one else MARK_MARKET_SENSITIVE
    may = move.may_start(waiver) and move.is_for(person, waiver)
    return {
        "list": one,
        "url": one.get_absolute_url() if one and one.is_readable else "",
        "move": {"label": move.label, "url": waiver.move_url(move), "hint": move.hint} if may else None,
    }


def _list(request: PortalRequest, pk: uuid.UUID) -> InsiderList:
    visible = InsiderList.objects.visible_to(request.person)
    joined = visible.select_related("data_key", "waiver", "opened_by", "closed_by")
    return get_object_or_404(joined, pk=pk)


def _page(request: PortalRequest, shown: InsiderList, form: Any = None) -> HttpResponse:
    export_url = reverse("waivers:export_insider_list", args=[shown.pk])
    return page_of_a_list(
        request, shown, address=OF_WAIVERS, export_url=export_url, matter_label=_("Waiver"), form=form
    )
