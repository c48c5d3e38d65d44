"""Everyone signed in may read which deadlines apply, and why."""

from collections.abc import Callable

import pytest
from django.urls import reverse

from accounts.models import User
from clocks.models import BusinessCalendar, Rule
from clocks.states import Nature
from tests.statements import Statements

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(day_one, client, officer) -> Callable[[], str]:
    client.force_login(User.objects.create(email="olga@example.org", person=officer))
    return lambda: client.get(reverse("clocks:rules")).content.decode()


def test_a_visitor_is_asked_to_sign_in(client):
    assert client.get(reverse("clocks:rules")).status_code == 302


def test_what_must_be_done_stands_apart_from_what_is_for_information(page):
    shown = page()
    headings = ["What the offices must do in time", "What must stay for some time", "deadlines, for information"]
    places = [shown.index(heading) for heading in headings]
    assert places == sorted(places)
    assert places[0] < shown.index("Acknowledge a report") < places[1]
    assert (
        places[1] < shown.index("posted on the web site") < places[2] < shown.index("Complain of retaliation to OSHA")
    )


def test_a_nature_without_rules_has_no_heading(page):
    Rule.objects.filter(nature=Nature.MINIMUM).update(nature=Nature.INFORMATION)
    assert "What must stay for some time" not in page()


def test_every_rule_shows_its_source(page):
    shown = page()
    assert all(rule.kind and rule.source.split(";")[0].replace("'", "&#x27;") in shown for rule in Rule.objects.all())


def test_lengths_read_like_english(page):
    lengths = {rule.kind: rule.length for rule in Rule.objects.all()}
    assert lengths["materiality_same_day"] == "the same day"
    assert lengths["manager_referral"] == "1 business day"
    assert lengths["waiver_disclosure"] == "4 business days"
    assert lengths["feedback"] == "3 calendar months"
    assert lengths["acknowledge"] in page()


def test_the_page_says_what_counsel_has_not_confirmed(page):
    assert page().count("Counsel must confirm") == Rule.objects.filter(needs_counsel=True).count()


def test_days_that_differ_are_listed_with_their_reason(page):
    sec = BusinessCalendar.objects.get(code="sec")
    sec.closures.create(date="2025-01-09", reason="National day of mourning")
    assert "National day of mourning" in page()


def test_anyone_signed_in_reads_it_at_a_fixed_cost(page):
    page()
    with Statements() as asked:
        page()
    assert len(asked) == 6
