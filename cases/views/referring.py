"""Passing on what one was told: the form of a minute, and the list of what one passed on, which says "received".

Like one's own reports these call their action directly and not through `accounts.door.perform`: who passes something on
may point to who told them, and a refusal's record would hold the name in clear (docs/adr/0003).
"""

from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.access import PortalRequest
from accounts.addresses import speak_up_address
from accounts.moves import Refused
from accounts.paging import keyset_page
from cases.actions import refer_report
from cases.forms.public import NO
from cases.forms.referring import ReferralForm
from cases.forms.told import facts_of
from cases.models import ManagerReferral
from cases.states.report import Channel
from cases.views.emergency import emergency_of
from cases.views.reporter import signed_in

COLUMNS = {"day": "passed_on"}


@partial(signed_in, again="refer:refer")
def refer(request: PortalRequest) -> HttpResponse:
    form = ReferralForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and _was_passed_on(request, form):
        messages.success(
            request, _("Received. Thank you for passing it on. From here on it is not yours to look into.")
        )
        return redirect("refer:list")
    context = {
        "form": form,
        "emergency": emergency_of(request.person.country),
        "anonymous_address": speak_up_address(),
        "breadcrumbs": [(_("Passed on"), "refer:list"), (_("Pass on what you were told"), None)],
    }
    return render(request, "cases/referral/refer.html", context)


def _was_passed_on(request: PortalRequest, form: ReferralForm) -> bool:
    facts = facts_of([form], language=get_language() or "en", channel=Channel.MANAGER)
    told = form.cleaned_data
    try:
        refer_report(
            facts,
            told_on=told["told_on"],
            is_concerned=told["is_concerned"] != NO,
            receipt=told["receipt"],
            by=request.person,
            at=timezone.now(),
        )
    except Refused as refused:
        form.add_error(refused.field_name, refused.sentence)
        return False
    return True


@login_required
def list_referrals(request: PortalRequest) -> HttpResponse:
    page = keyset_page(ManagerReferral.objects.by_referrer(request.person), request, columns=COLUMNS, sort="-day")
    context = {"page": page, "breadcrumbs": [(_("Passed on"), None)]}
    return render(request, "cases/referral/list.html", context)
