"""Everybody affirms the Code; its officer sees how far that is."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import PortalRequest, role_required
from accounts.door import perform
from accounts.paging import keyset_page
from accounts.roles import Role
from code_of_ethics import actions
from code_of_ethics.changes import changes_between
from code_of_ethics.forms import AffirmForm
from code_of_ethics.models import Affirmation, AffirmationCampaign, CodeVersion, StatedException


@login_required
def affirm(request: PortalRequest) -> HttpResponse:
    """The version that waits for the person's word, with what it changed; or what they affirmed last."""
    own = Affirmation.objects.of(request.person).select_related("campaign__version")
    waiting = own.waiting().first()
    form = AffirmForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and (asked := waiting or own.first()):
        exception = form.cleaned_data["exception"]
        if perform(form, actions.affirm, asked, exception=exception, by=request.person, at=timezone.now()):
            messages.success(request, _("Thank you. Your affirmation is recorded."))
            return redirect("code_of_ethics:affirm")
    version = waiting.campaign.version if waiting else None
    former = CodeVersion.objects.before(version) if version else None
    context = {
        "form": form,
        "waiting": waiting,
        "version": version,
        "last": own.first(),
        "former": former,
        "changes": changes_between(former.provisions.all(), version.provisions.all()) if former and version else [],
        "breadcrumbs": [(_("The Code of Ethics"), reverse("code_of_ethics:code")), (_("Affirm"), None)],
    }
    return render(request, "code_of_ethics/affirm.html", context)


@role_required(Role.ETHICS_OFFICER)
def affirmations(request: PortalRequest) -> HttpResponse:
    """How many affirmed, and what people could not affirm."""
    campaigns = AffirmationCampaign.objects.select_related("version").annotate(
        asked=Count("affirmations"), affirmed=Count("affirmations", filter=Q(affirmations__affirmed_at__isnull=False))
    )
    stated = StatedException.objects.select_related("data_key", "affirmation__person", "affirmation__campaign__version")
    context = {
        "campaigns": campaigns[:10],
        "page": keyset_page(stated, request, columns={"day": "stated_at"}, sort="-day"),
        "today": timezone.localdate(),
        "breadcrumbs": [(_("The Code of Ethics"), reverse("code_of_ethics:code")), (_("Affirmations"), None)],
    }
    return render(request, "code_of_ethics/affirmations.html", context)
