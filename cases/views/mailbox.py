"""The ethics mailbox, for the help line and the Compliance & Ethics office."""

import uuid
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.access import PortalRequest, role_required
from accounts.door import perform
from accounts.downloads import download
from accounts.forms import PortalForm
from accounts.models import Person
from accounts.moves import Move, moves_allowed
from accounts.paging import keyset_page
from audit.trail import history
from cases import actions
from cases.actions.mailbox import letters_of, read_if_possible
from cases.forms.mailbox import DismissMailForm, DownloadMailForm, OpenMailForm, ThreadMailForm, TurnIntoReportForm
from cases.models import Case, IncomingMail
from cases.models.mail import KEEPERS
from cases.states.mail import MailState
from cases.views.officer.pages import Tab
from cases.workflow.mailbox import (
    DISMISS_MAIL,
    DOWNLOAD_MAIL,
    MAIL_MOVES,
    OPEN_MAIL,
    THREAD_MAIL,
    TURN_INTO_REPORT,
)

# A file's own name may tell who wrote it.
NEUTRAL_NAME = "mail.eml"
TONES = {
    MailState.SET_ASIDE: "warning",
    MailState.BECAME_REPORT: "success",
    MailState.THREADED: "success",
}
SHOWN = {
    "waiting": (MailState.SET_ASIDE,),
    "ignored": (MailState.IGNORED,),
    "dismissed": (MailState.DISMISSED,),
    "taken": (MailState.BECAME_REPORT, MailState.THREADED),
}


@role_required(*KEEPERS)
def mails(request: PortalRequest) -> HttpResponse:
    """What came, by what became of it; what waits for a person is shown first."""
    shown = request.GET.get("show", "")
    shown = shown if shown in SHOWN else "waiting"
    # The sealed columns stay behind: a list opens nothing.
    listed = IncomingMail.objects.visible_to(request.person).filter(state__in=SHOWN[shown])
    page = keyset_page(
        listed.defer("form_token", "decision_reason"), request, columns={"arrived": "arrived_on"}, sort="-arrived"
    )
    context = {"page": page, "rows": [_row(mail) for mail in page.rows], "tabs": _tabs(shown), "shown": shown}
    return render(request, "mailbox/mails.html", context)


def _tabs(shown: str) -> list[Tab]:
    labels = {
        "waiting": _("Waits for a person"),
        "ignored": _("Ignored"),
        "dismissed": _("Set aside for good"),
        "taken": _("Taken"),
    }
    start = reverse("mailbox:mails")
    return [Tab(label, f"{start}?{urlencode({'show': word})}", word == shown) for word, label in labels.items()]


def _row(mail: IncomingMail) -> dict[str, Any]:
    return {"mail": mail, "tone": TONES.get(MailState(mail.state), "neutral"), "facts": _why(mail)}


def _why(mail: IncomingMail) -> str:
    return mail.get_reason_display() if mail.reason else mail.get_state_display()


@role_required(*KEEPERS)
def mail(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    """What is known of a mail without opening it, and what may be done with it."""
    found = _mail_or_404(request, pk)
    context = {
        "mail": found,
        "title": _why(found),
        "badges": [{"tone": TONES.get(MailState(found.state), "neutral"), "text": found.get_state_display()}],
        "facts": _facts(found, request.person),
        "downloads": found.downloads.select_related("data_key", "downloaded_by"),
        "moves": moves_allowed(MAIL_MOVES, found, request.person),
        "entries": history(found),
        "breadcrumbs": _breadcrumbs(found, None),
    }
    return render(request, "mailbox/mail.html", context)


def _facts(mail: IncomingMail, person: Person) -> list[tuple[Any, Any]]:
    return [
        (_("Arrived"), date_format(mail.arrived_on, "j M Y")),
        (_("Size"), filesizeformat(mail.size)),
        (_("Kept"), _("Whole, and sealed") if mail.is_whole else _("Its head only: the whole is still in the mailbox")),
        *([(_reason_label(mail), mail.decision_reason)] if _may_read_reason(mail, person) else []),
        *([(_("Acknowledgement"), _("It could not be delivered"))] if mail.acknowledging_failed else []),
    ]


def _reason_label(mail: IncomingMail) -> Any:
    return _("Why it was added") if mail.state == MailState.THREADED else _("Why it was set aside")


def _may_read_reason(mail: IncomingMail, person: Person) -> bool:
    """Why a mail belongs to a case may tell of the case: for whoever wrote it, and for those who see that case."""
    if not mail.decision_reason:
        return False
    if mail.report_id is None or mail.decided_by_id == person.pk:
        return True
    return Case.objects.visible_to(person).filter(reports=mail.report_id).exists()


@role_required(*KEEPERS)
def open_mail(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    """The warning; once it was accepted, what the mail says."""
    found = _mail_or_404(request, pk)
    form = OpenMailForm(request.POST if request.method == "POST" else None)
    context: dict[str, Any] = {}
    if form.is_valid() and perform(form, actions.open_mail, found, by=request.person, at=timezone.now()):
        read = read_if_possible(found)
        context = {
            "read": read,
            "bare": "" if read.text else letters_of(found),
            "moves": [move for move in moves_allowed(MAIL_MOVES, found, request.person) if move.verb != OPEN_MAIL.verb],
        }
    return _render_move(request, found, OPEN_MAIL, form, **context)


@role_required(*KEEPERS)
def turn_into_report(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    """Choose the topic; the mail becomes a report like any other."""
    form = TurnIntoReportForm(request.POST or None)
    sentence = _("It is a report now, and its office has been told.")
    return _move(request, pk, TURN_INTO_REPORT, form, actions.turn_into_report, sentence)


@role_required(*KEEPERS)
def dismiss_mail(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    """Set it aside for good, with a reason."""
    form = DismissMailForm(request.POST or None)
    return _move(request, pk, DISMISS_MAIL, form, actions.dismiss_mail, _("Set aside. It is kept, with your reason."))


@role_required(*KEEPERS)
def thread_mail(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    """Say where it belongs; it becomes the reporter's word there."""
    found = _mail_or_404(request, pk)
    form = ThreadMailForm(request.POST or None, person=request.person)
    # The mail goes by name: a refusal then stands on the trail of whoever tries, as with a call-back, and is counted.
    if form.is_valid() and perform(
        form,
        actions.thread_mail,
        mail=found,
        **{name: form.cleaned_data[name] for name in ("to", "report", "text", "reason")},
        by=request.person,
        at=timezone.now(),
    ):
        messages.success(request, _("It is added, and whoever works the case has been told."))
        return redirect("mailbox:mails")
    return _render_move(request, found, THREAD_MAIL, form)


@role_required(*KEEPERS)
def download_mail(request: PortalRequest, pk: uuid.UUID) -> HttpResponse | StreamingHttpResponse:
    """The warning; once a reason is given, the mail as it came."""
    found = _mail_or_404(request, pk)
    form = DownloadMailForm(request.POST or None)
    may_have = form.is_valid() and perform(
        form,
        actions.download_mail,
        found,
        reason=form.cleaned_data["reason"],
        by=request.person,
        at=timezone.now(),
    )
    if may_have and (answer := download(form, found.raw, NEUTRAL_NAME)):
        return answer
    return _render_move(request, found, DOWNLOAD_MAIL, form)


def _move(
    request: PortalRequest, pk: uuid.UUID, move: Move, form: PortalForm, action: Callable[..., Any], sentence: str
) -> HttpResponse:
    found = _mail_or_404(request, pk)
    if form.is_valid():
        facts = {name: value for name, value in form.cleaned_data.items() if name != "receipt"}
        if perform(form, action, found, **facts, by=request.person, at=timezone.now()):
            messages.success(request, sentence)
            return redirect("mailbox:mails")
    return _render_move(request, found, move, form)


def _render_move(request: PortalRequest, mail: IncomingMail, move: Move, form: PortalForm, **more: Any) -> HttpResponse:
    context = {
        "mail": mail,
        "move": move,
        "form": form,
        "refusal": move.refusal(request.person, mail),
        "facts": _facts(mail, request.person),
        "why": _why(mail),
        "breadcrumbs": _breadcrumbs(mail, move),
        **more,
    }
    return render(request, f"mailbox/{move.verb}.html", context)


def _mail_or_404(request: PortalRequest, pk: uuid.UUID) -> IncomingMail:
    visible = IncomingMail.objects.visible_to(request.person)
    found: IncomingMail = get_object_or_404(visible.select_related("raw__data_key"), pk=pk)
    return found


def _breadcrumbs(mail: IncomingMail, move: Move | None) -> list[tuple[Any, str | None]]:
    own = (_("A mail"), mail.get_absolute_url() if move else None)
    return [(_("Ethics mailbox"), reverse("mailbox:mails")), own, *([(move.label, None)] if move else [])]
