"""Searching the cases. The words are posted; the address of the results holds them sealed, for their searcher alone."""

from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from accounts.access import PortalRequest
from accounts.door import perform
from cases import actions
from cases.forms.searching import SearchForm
from cases.models import Case
from cases.searching import Hits, search, understood
from cases.views.no_trading import not_told
from vault.capsules import CapsuleRefused, open_capsule, seal_capsule

PURPOSE = "search"
# As long as a day at the desk; then the address opens nothing.
KEPT = timedelta(hours=12)
LARGEST_ID = (1 << 63) - 1


@login_required
@never_cache
def search_cases(request: PortalRequest) -> HttpResponse:
    """Take what is looked for, note that somebody looked, and show the newest that they may see."""
    if request.method == "POST":
        form = SearchForm(request.POST)
        if form.is_valid() and perform(
            form,
            actions.note_search,
            words=form.cleaned_data["words"],
            within=form.cleaned_data["within"],
            by=request.person,
            at=timezone.now(),
        ):
            return redirect(_address(request, form))
        return _shown(request, form)
    if "q" not in request.GET:
        return _shown(request, SearchForm())
    asked = _asked(request)
    if asked is None:
        return _shown(request, SearchForm(), expired=True)
    form = SearchForm(initial=asked)
    found = search(
        understood(asked["words"]), request.person, within=asked["within"], before=_before(request.GET.get("before"))
    )
    return _shown(request, form, found=found, asked=asked)


def _address(request: PortalRequest, form: SearchForm) -> str:
    sought = {"words": form.cleaned_data["words"], "within": form.cleaned_data["within"], "by": str(request.person.pk)}
    capsule = seal_capsule(sought, purpose=PURPOSE, at=timezone.now())
    return f"{reverse('cases:search_cases')}?{urlencode({'q': capsule})}"


def _asked(request: PortalRequest) -> dict[str, str] | None:
    """What the sealed address asks for; nothing where it is too old, altered, or somebody else's."""
    try:
        asked = open_capsule(request.GET["q"], purpose=PURPOSE, at=timezone.now(), max_age=KEPT)
    except CapsuleRefused:
        return None
    return asked if asked["by"] == str(request.person.pk) else None


def _before(text: str | None) -> int | None:
    """Where an earlier page ended. A forged one is none."""
    if not (text and len(text) <= len(str(LARGEST_ID)) and text.isascii() and text.isdigit()):
        return None
    return min(int(text), LARGEST_ID)


def _shown(
    request: PortalRequest,
    form: SearchForm,
    *,
    found: Hits | None = None,
    asked: dict[str, str] | None = None,
    expired: bool = False,
) -> HttpResponse:
    context: dict[str, Any] = {
        "form": form,
        "expired": expired,
        "found": found,
        "asked": asked,
        "breadcrumbs": [(_("Cases"), reverse("cases:queue")), (_("Search"), None)],
    }
    if found is not None:
        # Of a market-sensitive case nothing is read before its notice is.
        cases = {hit.entry.case_id for hit in found.rows}
        sensitive = Case.objects.visible_to(request.person).filter(not_told(request.person), pk__in=cases)
        hidden = set(sensitive.values_list("pk", flat=True))
        context["rows"] = [
            {
                "hit": hit,
                "url": reverse(f"cases:{hit.source.page}", args=[hit.entry.case.reference]),
                "is_hidden": hit.entry.case_id in hidden,
            }
            for hit in found.rows
        ]
        start = {"q": request.GET["q"]}
        context["next_url"] = f"?{urlencode({**start, 'before': found.go_on})}" if found.go_on else ""
        context["newest_url"] = f"?{urlencode(start)}" if "before" in request.GET else ""
    return render(request, "cases/search_cases.html", context)
