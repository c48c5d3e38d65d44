"""What others have published stands beside our figures, is kept by the two heads, and is frozen with a digest."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.moves import Refused
from audit.trail import history
from reporting.actions import BenchmarkFacts, draft_digest, record_benchmark, redraft_digest, retire_benchmark
from reporting.models import Benchmark
from reporting.presentation import present
from tests.reporting.house import QUARTER
from tests.standing import standing

pytestmark = [pytest.mark.django_db, pytest.mark.once]
FACTS = BenchmarkFacts("substantiation", 2025, Decimal("44.5"), "A yearly report")


@standing
def kept(house, in_quarter) -> Benchmark:
    return record_benchmark(FACTS, by=house.auditor, at=in_quarter)


def test_a_newer_figure_of_the_same_year_takes_the_place_of_the_older_one(house, in_quarter, kept):
    newer = record_benchmark(
        BenchmarkFacts("substantiation", 2025, Decimal("45"), "Corrected"), by=house.officer, at=in_quarter
    )
    assert list(Benchmark.objects.standing().filter(measure="substantiation", year=2025)) == [newer]
    kept.refresh_from_db()
    assert kept.retired_by == house.officer
    assert [entry.verb for entry in history(newer)] == ["record_benchmark"]


def test_nobody_else_keeps_them(house, in_quarter, kept):
    for person in (house.staff, house.chair, house.administrator, house.employee):
        with pytest.raises(Refused):
            record_benchmark(FACTS, by=person, at=in_quarter)
        with pytest.raises(Refused):
            retire_benchmark(kept, by=person, at=in_quarter)


def test_a_year_that_has_not_been_is_refused(house, in_quarter):
    with pytest.raises(Refused) as refused:
        record_benchmark(BenchmarkFacts("closure", 2027, Decimal(40), "Dream"), by=house.auditor, at=in_quarter)
    assert refused.value.field_name == "year"


def test_the_database_holds_one_figure_of_a_year_and_none_without_a_source(house, kept):
    for changed in ({}, {"year": 2024, "measure": "feedback", "source": ""}, {"measure": "nonsense"}):
        facts = {"measure": "substantiation", "year": 2025, "value": 1, "source": "x"}
        with pytest.raises(IntegrityError), transaction.atomic():
            Benchmark.objects.create(**facts | changed)


def test_a_digest_keeps_the_medians_that_it_was_drafted_with(house, kept, at):
    draft = draft_digest(QUARTER, by=None, at=QUARTER.ends_at)
    shown = {row["key"]: row["benchmark"] for row in present(draft.snapshot)["measures"] if row["label"]}
    assert shown["substantiation"] == "44.5 % (2025)"
    retire_benchmark(kept, by=house.officer, at=QUARTER.ends_at)
    draft.refresh_from_db()
    assert draft.snapshot["benchmarks"]["substantiation"][0]["year"] == 2025
    again = redraft_digest(draft, by=house.auditor, at=QUARTER.ends_at)
    assert all(row["year"] != 2025 for row in again.snapshot["benchmarks"].get("substantiation", []))


def test_the_page_defines_every_measure_and_offers_the_form_to_its_keepers_alone(house, browser, kept):
    page = browser(house.member).get(reverse("reporting:measures"))
    assert "44.50" in page.content.decode()
    assert "Add a published median" not in page.content.decode()
    assert len(page.context["measures"]) == 10
    keeper = browser(house.auditor)
    form = reverse("reporting:record_benchmark")
    bad = keeper.post(form, {"measure": "closure", "year": "soon", "value": "-1", "source": "Mine"})
    assert bad.status_code == 200 and "Mine" in bad.content.decode()
    told = {"measure": "closure", "year": "2025", "value": "39", "source": "Mine"}
    assert keeper.post(form, told).status_code == 302
    row = Benchmark.objects.standing().get(measure="closure", year=2025)
    assert keeper.post(reverse("reporting:retire_benchmark", args=[row.pk]), {"receipt": "once"}).status_code == 302
    assert not Benchmark.objects.standing().filter(pk=row.pk).exists()
    assert browser(house.employee).get(reverse("reporting:measures")).status_code == 404
    assert browser(house.member).get(form).status_code == 404
