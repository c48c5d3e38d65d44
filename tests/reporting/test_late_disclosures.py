"""A disclosure that was not filed in time is a material matter in itself: it stands in the digest, whoever filed it."""

from datetime import UTC, datetime, timedelta

import pytest

from code_of_ethics.actions import confirm_filing, draft_disclosure, open_disclosure_duty
from code_of_ethics.models import Disclosure
from reporting.actions import draft_digest
from reporting.models import Digest
from reporting.periods import Period
from reporting.presentation import present
from tests.reporting.house import QUARTER
from tests.standing import standing

pytestmark = pytest.mark.django_db
OCTOBER = datetime(2026, 10, 1, 4, 30, tzinfo=UTC)
FILED = {"means": "FORM_8K", "reference": "0001234567-26-000123"}


@standing
def duty(house, in_quarter) -> Disclosure:
    """Of a waiver for an executive officer, due within the quarter."""
    return open_disclosure_duty(
        house.executive, reason="Executive officer", nature="A dinner.", subject=house.executive,
        subject_on=in_quarter.date(), since=in_quarter, by=house.officer, at=in_quarter,
    )  # fmt: skip


def filed(duty: Disclosure, house, at: datetime) -> None:
    counsel = house._make("counsel", "Carla Counsel", "COUNSEL")
    drafted = draft_disclosure(duty, text="The Board granted a waiver.", by=counsel, at=at)
    confirm_filing(drafted, **FILED, filed_at=at, by=house.officer, at=at)


def late_in(period: Period, at: datetime) -> list[dict]:
    draft_digest(period, by=None, at=at)
    return Digest.objects.get(kind="COMMON", period_end=period.end).snapshot["lists"]["late_disclosures"]


def test_one_that_is_still_to_be_filed_is_listed(duty):
    (row,) = late_in(QUARTER, OCTOBER)
    assert (row["reason"], row["filed_on"]) == ("Executive officer", None)


def test_one_that_was_filed_late_is_listed_with_its_day(duty, house, in_quarter):
    filed(duty, house, in_quarter + timedelta(days=10))
    (row,) = late_in(QUARTER, OCTOBER)
    assert row["filed_on"] == (in_quarter + timedelta(days=10)).date().isoformat()


def test_one_that_was_filed_in_time_is_not(duty, house, in_quarter):
    filed(duty, house, in_quarter + timedelta(days=1))
    assert late_in(QUARTER, OCTOBER) == []


def test_filed_late_in_one_quarter_it_is_not_listed_in_the_next(duty, house, in_quarter):
    filed(duty, house, in_quarter + timedelta(days=10))
    following = Period(QUARTER.end + timedelta(days=1), QUARTER.end + timedelta(days=92))
    assert late_in(following, OCTOBER + timedelta(days=95)) == []


def test_no_name_stands_in_the_list_and_the_committee_reads_it_among_the_material_matters(duty, house, browser):
    rows = late_in(QUARTER, OCTOBER)
    assert house.executive.family_name not in str(rows)
    page = browser(house.auditor).get(Digest.objects.get(kind="COMMON").get_absolute_url()).content.decode()
    assert page.count("Disclosures that were late") == 2, "among the material matters, and with the waivers"
    assert "Not yet" in page


def test_the_first_card_says_that_one_of_the_material_matters_is_a_late_disclosure(duty, house, in_quarter):
    late_in(QUARTER, OCTOBER)
    digest = Digest.objects.get(kind="COMMON", period_end=QUARTER.end)
    [card] = [one for one in present(digest.snapshot)["headline"] if one["label"] == "Material matters"]
    assert (card["value"], card["hint"]) == (1, "1 of them is a late disclosure")
