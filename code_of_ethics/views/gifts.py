"""The register of gifts and entertainment: everybody's own, and for an ethics office what it reviews and keeps."""

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import PortalRequest
from accounts.door import perform
from accounts.downloads import made
from accounts.forms import ConfirmForm
from accounts.moves import moves_allowed
from accounts.paging import keyset_page
from accounts.roles import Office
from accounts.spreadsheets import MEDIA, as_sheet
from audit.trail import history
from code_of_ethics import actions
from code_of_ethics.forms.gifts import DecideGiftForm, GiftExportForm, GiftFilterForm, GiftForm, LimitForm
from code_of_ethics.models import Gift, GiftLimit
from code_of_ethics.views.keepers import ethics_office_only, offices_only
from code_of_ethics.workflow.gifts import DECIDE_GIFT, END_LIMIT, GIFT_MOVES

TO_REVIEW_SHOWN = 100


@login_required
def gifts(request: PortalRequest) -> HttpResponse:
    """One's own; for an ethics office first those that wait for it, and then its register."""
    person, is_office = request.person, bool(request.person.offices)
    form = GiftFilterForm(request.GET)
    listed = form.narrowed(Gift.objects.visible_to(person)) if is_office else Gift.objects.of(person)
    waiting = Gift.objects.to_review(person).select_related("person")
    context = {
        "form": form,
        "is_office": is_office,
        "keeps_limits": Office.ETHICS_OFFICE in person.offices,
        "to_review": waiting[:TO_REVIEW_SHOWN] if is_office else [],
        "page": keyset_page(listed.select_related("person"), request, columns={"day": "entered_at"}, sort="-day"),
        "breadcrumbs": [_code_crumb(), (_("Gifts and entertainment"), None)],
    }
    return render(request, "code_of_ethics/gifts.html", context)


@login_required
def enter_gift(request: PortalRequest) -> HttpResponse:
    """Enter something that was given or received."""
    form = GiftForm(request.POST or None, person=request.person)
    if form.is_valid() and (
        made := perform(form, actions.enter_gift, form.facts(), by=request.person, at=timezone.now())
    ):
        if made.why_reviewed:
            messages.warning(request, _("Entered. The office reviews it: please wait for its answer."))
        else:
            messages.success(request, _("Entered. It is within the limit; nothing more is needed."))
        return redirect(made)
    context = {
        "form": form,
        "limits": GiftLimit.objects.in_force(),
        "breadcrumbs": [_code_crumb(), gifts_crumb(), (_("Enter a gift"), None)],
    }
    return render(request, "code_of_ethics/enter_gift.html", context)


@login_required
def gift(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    """One entry, with what was decided."""
    shown = _gift_for(request, pk)
    context = {
        "gift": shown,
        "facts": _facts(shown),
        "moves": moves_allowed(GIFT_MOVES[:1], shown, request.person),
        "history": history(shown),
        "breadcrumbs": [_code_crumb(), gifts_crumb(), (shown.get_kind_display(), None)],
    }
    return render(request, "code_of_ethics/gift.html", context)


@login_required
def decide_gift(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    """Clear it, refuse it, or have it given back."""
    shown, form = _gift_for(request, pk), DecideGiftForm(request.POST or None)
    if form.is_valid():
        facts = {name: form.cleaned_data[name] for name in ("outcome", "reasons")}
        if perform(form, actions.decide_gift, shown, by=request.person, at=timezone.now(), **facts):
            messages.success(request, _("Done."))
            return redirect(shown)
    context = {
        "record": shown,
        "gift": shown,
        "form": form,
        "move": DECIDE_GIFT,
        "cancel_url": shown.get_absolute_url(),
        "refusal": "" if request.method == "POST" else DECIDE_GIFT.refusal(request.person, shown),
        "facts": _facts(shown),
        "breadcrumbs": [
            _code_crumb(), gifts_crumb(), (shown.get_kind_display(), shown.get_absolute_url()),
            (DECIDE_GIFT.label, None),
        ],
    }  # fmt: skip
    return render(request, "code_of_ethics/decide_gift.html", context)


@require_POST
@offices_only
def export_gifts(request: PortalRequest) -> HttpResponse:
    """The register as it is filtered, as a file. That it was taken out is on the trail."""
    form, filters = GiftExportForm(request.POST), GiftFilterForm(request.POST)
    if not form.is_valid():
        return HttpResponseBadRequest()
    kind, at = form.cleaned_data["kind"], timezone.now()
    rows = filters.narrowed(Gift.objects.visible_to(request.person)).select_related("person__unit", "decided_by")
    lines = [_line(row) for row in rows.order_by("-entered_at", "pk")]
    content = as_sheet(kind, _headings(), lines, title=_("Gifts"))
    actions.export_gifts(request.person, kind=kind, count=len(lines), by=request.person, at=at)
    return made(content, f"gifts-{timezone.localdate(at)}.{kind}", MEDIA[kind])


@ethics_office_only
def gift_limits(request: PortalRequest) -> HttpResponse:
    """The limits in force, and setting one."""
    form = LimitForm(request.POST or None)
    if form.is_valid():
        facts = {name: form.cleaned_data[name] for name in ("currency", "amount")}
        country = form.cleaned_data["country"]
        if perform(form, actions.set_limit, country, by=request.person, at=timezone.now(), **facts):
            messages.success(request, _("Set. It holds from now on."))
            return redirect("code_of_ethics:gift_limits")
    context = {
        "form": form,
        "rows": [
            {"limit": one, "moves": moves_allowed((END_LIMIT,), one, request.person)}
            for one in GiftLimit.objects.in_force().select_related("set_by")
        ],
        "breadcrumbs": [_code_crumb(), gifts_crumb(), (_("Limits"), None)],
    }
    return render(request, "code_of_ethics/gift_limits.html", context)


@ethics_office_only
def end_limit(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    """End a limit."""
    shown, form = get_object_or_404(GiftLimit, pk=pk), ConfirmForm(request.POST or None)
    if form.is_valid() and perform(form, actions.end_limit, shown, by=request.person, at=timezone.now()):
        messages.success(request, _("Ended."))
        return redirect(shown)
    context = {
        "record": shown,
        "form": form,
        "move": END_LIMIT,
        "cancel_url": shown.get_absolute_url(),
        "refusal": "" if request.method == "POST" else END_LIMIT.refusal(request.person, shown),
        "facts": [(_("Country"), shown.country_label), (_("Limit"), f"{shown.amount} {shown.currency}")],
        "breadcrumbs": [
            _code_crumb(), gifts_crumb(), (_("Limits"), shown.get_absolute_url()), (END_LIMIT.label, None),
        ],
    }  # fmt: skip
    return render(request, "code_of_ethics/end_limit.html", context)


def _gift_for(request: PortalRequest, pk: uuid.UUID) -> Gift:
    visible = Gift.objects.visible_to(request.person).select_related("person__unit", "decided_by")
    shown: Gift = get_object_or_404(visible, pk=pk)
    return shown


def _facts(shown: Gift) -> list[tuple[str, Any]]:
    facts: list[tuple[str, Any]] = [
        (_("Person"), shown.person.full_name),
        (_("Given or received"), shown.get_direction_display()),
        (_("Kind"), shown.get_kind_display()),
        (_("Who gives or receives it"), shown.other_party),
        (_("Their organisation"), shown.organisation),
        (_("A government official"), _("Yes") if shown.is_official else _("No")),
        (_("Country"), shown.country_label),
        (_("On"), date_format(shown.happened_on)),
        (_("What it is worth"), f"{shown.amount} {shown.currency}"),
        (_("Limit then"), f"{shown.limit} {shown.currency}" if shown.limit is not None else _("None was set")),
    ]
    if shown.why_reviewed:
        facts.append((_("Why it is reviewed"), shown.get_why_reviewed_display()))
    if shown.decided_by:
        facts += [(_("Decision"), shown.get_state_display()), (_("Decided by"), shown.decided_by.full_name)]
    return facts


def _headings() -> list[str]:
    return [
        _("Person"), _("Unit"), _("Given or received"), _("Kind"), _("What"), _("Who gives or receives it"),
        _("Their organisation"), _("Occasion"), _("A government official"), _("Country"), _("On"),
        _("What it is worth"), _("Currency"), _("Limit then"), _("Why it is reviewed"), _("State"), _("Decided by"),
        _("Reasons"),
    ]  # fmt: skip


def _line(row: Gift) -> list[str]:
    return [
        row.person.full_name, row.person.unit.name if row.person.unit else "", str(row.get_direction_display()),
        str(row.get_kind_display()), str(row.what), str(row.other_party), str(row.organisation), str(row.occasion),
        _("Yes") if row.is_official else _("No"), row.country, row.happened_on.isoformat(), str(row.amount),
        row.currency, "" if row.limit is None else str(row.limit), str(row.get_why_reviewed_display()),
        str(row.get_state_display()), row.decided_by.full_name if row.decided_by else "", str(row.reasons or ""),
    ]  # fmt: skip


def gifts_crumb() -> tuple[str, str]:
    return (_("Gifts and entertainment"), reverse("code_of_ethics:gifts"))


def _code_crumb() -> tuple[str, str]:
    return (_("The Code of Ethics"), reverse("code_of_ethics:code"))
