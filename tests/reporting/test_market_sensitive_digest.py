"""A digest that lists a market-sensitive matter: its notice is read first, and whoever reads on stands on its list."""

from datetime import timedelta

import pytest
from django.urls import reverse

from cases import actions
from cases.models import Case, Insider, InsiderList
from reporting.actions import draft_digest
from reporting.models import Digest
from tests.heads import sign_with_heads
from tests.reporting.house import LINE, QUARTER
from tests.standing import standing

pytestmark = pytest.mark.django_db
HOW = "re-authenticated by password"
NOTICE = "Before you read on"


@pytest.fixture(scope="module")
def at():
    return QUARTER.ends_at + timedelta(days=9)


@standing
def matter(house, in_quarter) -> Case:
    return Case.objects.get(pk=house.material(in_quarter).case_id)


@standing
def draft(house, matter) -> Digest:
    return draft_digest(QUARTER, by=None, at=QUARTER.ends_at)


@standing
def marked(house, matter, draft, at) -> InsiderList:
    return actions.mark_market_sensitive(
        matter, name="Heron", reason="It moves the price.", by=house.worker(matter), at=at
    )


def test_nothing_of_it_is_read_in_a_digest_before_its_notice(house, draft, marked, browser, at):
    signed = sign_with_heads(draft, how=HOW, by=house.auditor, at=at)
    member, address = browser(house.member), signed.get_absolute_url()
    page = member.get(address).content.decode()
    assert NOTICE in page and LINE not in page
    paper = member.post(reverse("reporting:download_digest", args=[signed.pk]))
    assert paper.headers["Content-Type"].startswith("text/html") and NOTICE in paper.content.decode()
    assert not signed.readings.exists()
    assert member.post(address, {"notice": "no_trading", "read": "on"}).url == address
    assert LINE in member.get(address).content.decode()
    assert Insider.objects.get(list=marked, person=house.member).acknowledged_at


def test_the_notice_names_no_case_to_whom_its_wall_cuts_off(house, matter, draft, marked, browser, at):
    actions.recuse(matter, reason="A cousin.", by=house.auditor, at=at)
    page = browser(house.auditor).get(draft.get_absolute_url()).content.decode()
    assert NOTICE not in page and matter.reference not in page and LINE not in page
