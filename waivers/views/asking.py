"""The requester's pages."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import PortalRequest
from accounts.door import perform
from accounts.forms import ConfirmForm
from waivers import actions
from waivers.forms import AnswerForm, EditForm, RenewForm, RequestForm
from waivers.models import Waiver
from waivers.views.moving import move_page, waiver_to_move
from waivers.workflow import ANSWER, CONFIRM_REQUEST, DECLINE_REQUEST, EDIT, RENEW, REQUEST, WITHDRAW


@login_required
def new(request: PortalRequest) -> HttpResponse:
    """A new request, sent at once or kept as a draft."""
    keep = "keep" in request.POST
    form = RequestForm(request.POST or None, request.FILES or None, person=request.person, is_draft=keep)
    if form.is_valid():
        action = actions.draft_waiver if keep else actions.ask_for_waiver
        if waiver := perform(form, action, by=request.person, at=timezone.now(), **form.words()):
            messages.success(request, _("The draft is kept.") if keep else _sent(waiver))
            return redirect(waiver)
    context = {
        "form": form,
        "extra_submits": [{"name": "keep", "value": "1", "label": _("Keep as a draft")}],
        "breadcrumbs": [(_("Waivers"), reverse("waivers:list")), (_("New request"), None)],
    }
    return render(request, "waivers/new.html", context)


@login_required
def edit(request: PortalRequest, reference: str) -> HttpResponse:
    waiver = waiver_to_move(request, reference, EDIT)
    names = ("beneficiary", "provision", "departure", "reasons", "mitigations", "starts_on", "ends_on")
    initial = {name: getattr(waiver, name) for name in names}
    if waiver.on_behalf:
        initial |= {"beneficiary": request.person, "on_behalf_of": waiver.beneficiary.email}
    form = EditForm(request.POST or None, request.FILES or None, initial=initial, person=request.person, waiver=waiver)
    return move_page(request, waiver, form, actions.edit_waiver, "waivers/edit.html", facts=form.words)


@login_required
def request_it(request: PortalRequest, reference: str) -> HttpResponse:
    waiver = waiver_to_move(request, reference, REQUEST)
    form = ConfirmForm(request.POST or None)
    done = _sent(waiver)
    return move_page(request, waiver, form, actions.request_waiver, "waivers/request.html", done=done)


@login_required
def confirm_request(request: PortalRequest, reference: str) -> HttpResponse:
    """What somebody else wrote in one's name, to be read whole before one says yes."""
    waiver = waiver_to_move(request, reference, CONFIRM_REQUEST)
    form = ConfirmForm(request.POST or None)
    done = _("Confirmed. Your request goes to whoever decides.")
    return move_page(request, waiver, form, actions.confirm_request, "waivers/confirm_request.html", done=done)


@login_required
def decline_request(request: PortalRequest, reference: str) -> HttpResponse:
    waiver = waiver_to_move(request, reference, DECLINE_REQUEST)
    form = ConfirmForm(request.POST or None)
    done = _("Declined. Nothing is decided, and whoever wrote it has been told.")
    return move_page(request, waiver, form, actions.decline_request, "waivers/decline_request.html", done=done)


@login_required
def answer(request: PortalRequest, reference: str) -> HttpResponse:
    waiver = waiver_to_move(request, reference, ANSWER)
    form = AnswerForm(request.POST or None, request.FILES or None)
    return move_page(request, waiver, form, actions.answer_question, "waivers/answer.html")


@login_required
def withdraw(request: PortalRequest, reference: str) -> HttpResponse:
    waiver = waiver_to_move(request, reference, WITHDRAW)
    form = ConfirmForm(request.POST or None)
    return move_page(request, waiver, form, actions.withdraw_waiver, "waivers/withdraw.html")


@login_required
def renew(request: PortalRequest, reference: str) -> HttpResponse:
    """Leads to the new draft, in which the words can be changed before it is sent."""
    waiver = waiver_to_move(request, reference, RENEW)
    form = RenewForm(request.POST or None)
    if form.is_valid():
        facts = {"ends_on": form.cleaned_data["ends_on"]}
        if renewal := perform(form, actions.renew_waiver, waiver, by=request.person, at=timezone.now(), **facts):
            messages.success(request, _("The draft of the renewal is kept. Check its words, then send it."))
            return redirect(renewal)
    crumbs = [
        (_("Waivers"), reverse("waivers:list")),
        (waiver.reference, waiver.get_absolute_url()),
        (RENEW.label, None),
    ]
    return render(request, "waivers/renew.html", {"waiver": waiver, "form": form, "breadcrumbs": crumbs})


def _sent(waiver: Waiver) -> str:
    if waiver.beneficiary_id == waiver.requester_id:
        return _("Your request was sent.")
    return _("Sent to the person it is for. It goes on as soon as they confirm it.")
