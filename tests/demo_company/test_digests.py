"""Every figure of every digest of the demo company, recounted in plain Python from raw rows."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.utils import timezone

from reporting.periods import Period, following
from reporting.states import DigestKind
from tests.conftest import NOW
from tests.demo_company.conftest import kept_for_a_module
from tests.reporting.recount import silent
from tests.reporting.recount.holding import both, different

# What is asked of random data on both databases is asked of the demo company on one.
pytestmark = [pytest.mark.slow, pytest.mark.once]
# Nothing of the kind happens in its two years; random data has it.
NOT_AT_THE_DEMO_COMPANY = {
    "figures/check_ins/unanswered", "figures/exits_read/doubted", "figures/exits_read/read",
    "figures/exits_read/waiting", "figures/external_clocks", "figures/holds/overdue", "figures/holds/released",
    "figures/implicit_waivers/ended", "figures/implicit_waivers/noticed", "figures/implicit_waivers/standing",
    "figures/units/rows/*/total", "lists/late_disclosures/*/filed_on", "lists/late_disclosures/*/waiver",
    "reconciliation/merged_from_before",
}  # fmt: skip
FIRST = Period(date(2024, 4, 1), date(2024, 6, 30))


@pytest.fixture(scope="module")
def company(django_db_setup, django_db_blocker) -> Iterator[None]:
    with kept_for_a_module(django_db_blocker):
        yield


def quarters() -> Iterator[Period]:
    """From before the first report on; the one that is not over is counted as far as it goes."""
    quarter = FIRST
    while quarter.start <= timezone.localdate(NOW):
        yield quarter
        quarter = following(quarter, 3)


def test_each_figure_of_each_quarter_equals_its_recount(company, db):
    snapshots = []
    for quarter in quarters():
        for kind in DigestKind.values:
            snapshot, plain = both(kind, NOW, quarter)
            assert different(snapshot, plain) == {}, f"{quarter.name}, {kind}"
            snapshots.append(snapshot)
    assert silent(snapshots) <= NOT_AT_THE_DEMO_COMPANY
