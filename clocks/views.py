"""The page that says which deadlines apply. Rules are no secret; whose clock is running is."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from clocks.models import Closure, Rule
from clocks.states import Nature

HEADINGS = {
    Nature.DEADLINE: _("What the offices must do in time"),
    Nature.MINIMUM: _("What must stay for some time"),
    Nature.INFORMATION: _("Other people's deadlines, for information"),
}


@login_required
def rules(request: HttpRequest) -> HttpResponse:
    """Every rule with its length, its start and its source; and the days that this company's calendars except."""
    exceptions = Closure.objects.select_related("calendar").order_by("-date")[:50]
    return render(request, "clocks/rules.html", {"groups": _by_nature(), "exceptions": exceptions})


def _by_nature() -> list[dict[str, Any]]:
    """The rules by what the end of their period means, each nature under its heading."""
    rules = list(Rule.objects.select_related("calendar"))
    return [
        {"heading": heading, "rules": found}
        for nature, heading in HEADINGS.items()
        if (found := [rule for rule in rules if rule.nature == nature])
    ]
