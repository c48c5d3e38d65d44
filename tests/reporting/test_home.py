"""The first page counts what there is, and not longer than anybody reads."""

import pytest
from django.urls import reverse

from reporting import waiting

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def cards(browser, person) -> dict[str, str]:
    page = browser(person).get(reverse("reporting:home"))
    return {str(card.label): card.value for card in [*page.context["urgent"], *page.context["standing"]]}


def test_many_cases_are_counted_up_to_a_limit_and_said_to_be_more(house, in_quarter, browser, monkeypatch):
    for _place in range(3):
        house.material(in_quarter)
    assert cards(browser, house.auditor)["Open cases"] == "3"
    monkeypatch.setattr(waiting, "COUNTED_UP_TO", 2)
    assert cards(browser, house.auditor)["Open cases"] == "2+"
