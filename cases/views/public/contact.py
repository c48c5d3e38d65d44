"""Whom to call or write to instead: the company's contact points, and the emergency numbers of a country."""

from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from accounts.countries import country_name
from cases.forms.where_to_turn import CountryForm
from cases.views.emergency import emergency_of
from code_of_ethics.standing_words import PostedContact, standing_words


@require_http_methods(["GET", "HEAD", "POST"])
def contact(request: HttpRequest) -> HttpResponse:
    """All contact points by country, the chosen one first. The choice is posted, so that no address tells it."""
    form = CountryForm(request.POST if request.method == "POST" else None)
    chosen = form.chosen()
    posted = standing_words()
    others = [each for each in posted.contacts if not chosen or each.country not in (chosen, "")]
    context = {
        "form": form,
        "chosen": country_name(chosen),
        "own": posted.of_country(chosen) if chosen else [],
        "groups": _by_country(others),
        "emergency": emergency_of(chosen),
    }
    return render(request, "public/speak_up/contact.html", context)


def _by_country(contacts: list[PostedContact]) -> list[dict[str, Any]]:
    """Those for everybody first, then the countries by their names in the reader's language."""
    ordered = sorted(contacts, key=lambda each: (each.country != "", each.country_name))
    return [{"name": name, "contacts": list(some)} for name, some in groupby(ordered, lambda each: each.country_name)]
