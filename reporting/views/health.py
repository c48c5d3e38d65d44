"""How the machine is, for administrators. Counts only: never a report, a case, a waiver or a person."""

from datetime import datetime, timedelta
from typing import Any

from django.contrib import messages
from django.db.models import Count, F, Q, Sum
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from accounts.access import PortalRequest, role_required
from accounts.clockwork import database_now
from accounts.door import perform
from accounts.forms import ConfirmForm
from accounts.models import Heartbeat, Notice, User
from accounts.roles import Role
from audit.models import Entry, FailedSignIns
from audit.seals import latest_seal, unsealed_entries
from cases.models import Flood, HotlineTest, IncomingMail
from cases.room import free_space, levels
from cases.states.danger import FloodKind
from clocks.models import Clock
from reporting.actions import retry_dead_deliveries, retry_failed_mails
from reporting.models import WebhookDelivery

# The clock beats every half minute; four missed beats mean that it stands still.
LATEST_BEAT = timedelta(minutes=2)
SIGN_IN_DAYS = 7
PAST_FLOODS = 5


@role_required(Role.ADMINISTRATOR)
def health(request: PortalRequest) -> HttpResponse:
    return _page(request, ConfirmForm())


@role_required(Role.ADMINISTRATOR)
@require_POST
def retry_mails(request: PortalRequest) -> HttpResponse:
    form = ConfirmForm(request.POST)
    if form.is_valid():
        count = perform(form, retry_failed_mails, request.person, by=request.person, at=timezone.now())
        if count:
            messages.success(request, _("The clock tries the failed mails again."))
            return redirect("reporting:health")
    return _page(request, form)


@role_required(Role.ADMINISTRATOR)
@require_POST
def retry_deliveries(request: PortalRequest) -> HttpResponse:
    form = ConfirmForm(request.POST)
    retry = retry_dead_deliveries
    if form.is_valid() and perform(form, retry, request.person, by=request.person, at=timezone.now()):
        messages.success(request, _("The clock tries the failed deliveries again."))
        return redirect("reporting:health")
    return _page(request, ConfirmForm(), deliveries=form)


def _page(request: PortalRequest, form: ConfirmForm, deliveries: ConfirmForm | None = None) -> HttpResponse:
    now = database_now()
    context = _clock(now) | _mails() | _trail() | _sign_ins(now) | {"form": form}
    context |= _floods(now)
    context["deliveries_form"] = deliveries or ConfirmForm()
    context["deliveries_dead"] = WebhookDelivery.objects.dead().count()
    tests = HotlineTest.objects.filter(case__isnull=False).values("case")
    context["overdue"] = Clock.objects.due_before(now).exclude(subject_id__in=tests).count()
    return render(request, "reporting/health.html", context)


def _floods(now: datetime) -> dict[str, Any]:
    """What runs over now, what did lately, and how much room is left. Sizes and hours; nothing of any report."""
    used = levels(timezone.localdate(now))
    # One of each kind at most is not over.
    latest = Flood.objects.order_by(F("ended_at").desc(nulls_first=True))[: PAST_FLOODS + len(FloodKind)]
    running = [flood for flood in latest if flood.ended_at is None]
    return {
        "floods": running,
        "past_floods": latest[len(running) : len(running) + PAST_FLOODS],
        "quota_used": min(100, round(used[FloodKind.QUOTA] * 100)),
        "free_space": free_space(),
    }


def _clock(now: datetime) -> dict[str, Any]:
    beats = [(beat, now - beat.beaten_at) for beat in Heartbeat.objects.order_by("name")]
    newest = min((age for _beat, age in beats), default=None)
    return {
        "beats": [{"name": beat.name, "at": beat.beaten_at, "age": _age(age)} for beat, age in beats],
        "beat_age": _age(newest) if newest is not None else "",
        "clock_runs": newest is not None and newest <= LATEST_BEAT,
    }


def _age(age: timedelta) -> str:
    seconds = max(0, int(age.total_seconds()))
    if seconds < 120:
        return ngettext("%(n)s second ago", "%(n)s seconds ago", seconds) % {"n": seconds}
    if seconds < 7200:
        return ngettext("%(n)s minute ago", "%(n)s minutes ago", seconds // 60) % {"n": seconds // 60}
    return ngettext("%(n)s hour ago", "%(n)s hours ago", seconds // 3600) % {"n": seconds // 3600}


def _mails() -> dict[str, int]:
    unsent = Notice.objects.filter(mail_wanted=True, mailed_at__isnull=True, withheld=False)
    counted = unsent.aggregate(
        mails_waiting=Count("pk", filter=Q(mail_failed=False)), mails_failed=Count("pk", filter=Q(mail_failed=True))
    )
    counted["mails_failed"] += IncomingMail.objects.given_up().count()
    return counted


def _trail() -> dict[str, Any]:
    return {"seal": latest_seal(), "unsealed": unsealed_entries()}


def _sign_ins(now: datetime) -> dict[str, int]:
    """Failed sign-ins of the last week: for names that nobody has, and on accounts, without saying which."""
    since = timezone.localdate(now) - timedelta(days=SIGN_IN_DAYS - 1)
    unknown = FailedSignIns.objects.filter(day__gte=since).aggregate(number=Sum("count"))["number"] or 0
    refused = Entry.objects.filter(subject_kind=User._meta.label_lower, verb="refused", recorded_on__gte=since).count()
    return {"sign_ins_unknown": unknown, "sign_ins_refused": refused}
