"""Every figure of a digest equals what plain Python counts from raw rows."""

import random
from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest

from reporting.actions import notify_committee
from reporting.scope import scope_of
from reporting.snapshot import take_snapshot
from reporting.states import DigestKind
from tests.reporting.house import QUARTER, edges, life, random_seed
from tests.reporting.plain import Figures, apart
from tests.standing import standing
from tests.statements import Statements

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
FIRST, LAST = datetime(2026, 5, 1, 12, 0, tzinfo=UTC), datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
CASES = 28


@standing
def seed(house) -> int:
    """A company that has lived at random for half a year. The seed is in the failure's message."""
    seed = random_seed()
    chance = random.Random(seed)
    for _place in range(CASES):
        life(house, chance, FIRST, LAST)
    edges(house)
    notify_committee(LAST)
    return seed


def _rate(found: dict, counted: tuple[int, int]) -> None:
    count, of = counted
    assert (found["count"], found["of"]) == counted
    assert found["percent"] == (round(100 * count / of, 1) if of else None)


def _check_figures(snapshot: dict, kind: str, note: str) -> None:
    found, plain = snapshot["figures"], Figures(QUARTER.start, QUARTER.end, annex=kind == DigestKind.ANNEX)
    year = Figures(date(2025, 10, 1), QUARTER.end, annex=kind == DigestKind.ANNEX)
    assert found["reports"] == len(plain.received), note
    assert found["questions"] == sum(plain.inside(one.received_on) for one in plain.questions), note
    assert found["headcount"] == plain.headcount(QUARTER.start), note
    assert found["per_100"] == round(100 * len(plain.received) / plain.headcount(QUARTER.start), 2), note
    assert found["year_reports"] == len(year.received) == sum(row["reports"] for row in found["months"]), note
    assert {row["key"]: row["count"] for row in found["channels"]} == plain.by("channel"), note
    assert {row["name"]: row["count"] for row in found["topics"] if row["count"]} == plain.topics(), note
    assert found["movement"] == plain.movement(), note
    assert found["closure"] == plain.closure(), note
    assert found["reporting_gap"] == plain.reporting_gap(), note
    assert found["ageing"] == plain.ageing(), note
    assert found["closure_classes"]["counts"] == plain.closure_classes(), note
    assert found["became"] == plain.became(), note
    running = {row["name"]: row["running"] for row in found["external_clocks"] if row["running"]}
    assert running == plain.others_clocks(), note
    assert {row["key"]: row["count"] for row in found["channels_before"]} == plain.year_before().by("channel"), note
    assert sum(found["ageing"]) == found["movement"]["open_after"], note
    assert Counter({row["key"]: row["count"] for row in found["findings"]}) == plain.found(), note
    _rate(found["acknowledged_on_time"], plain.on_time("acknowledge"))
    _rate(found["feedback_on_time"], plain.on_time("feedback"))
    _rate(found["retaliation"], plain.retaliation())
    for name, provision in (("substantiation", ""), ("retaliation_substantiation", "speaking-up")):
        counted = plain.found(provision)
        upheld = counted["SUBSTANTIATED"] + counted["PARTLY"]
        _rate(found[name], (upheld, upheld + counted["UNSUBSTANTIATED"]))


def _check_company(snapshot: dict, note: str) -> None:
    """What stands in the common digest only: the yearly rate at the end of each quarter, and the units."""
    found = snapshot["figures"]
    ends = [date.fromisoformat(row["end"]) for row in found["rates"]]
    assert ends[-4:] == [date(2025, 12, 31), date(2026, 3, 31), date(2026, 6, 30), date(2026, 9, 30)]
    for row, end in zip(found["rates"], ends, strict=True):
        year = Figures(date(end.year - 1, end.month, 28) + timedelta(days=4), end)
        year.first = year.first.replace(day=1)
        assert row["reports"] == len(year.received), note
        assert row["per_100"] == round(100 * len(year.received) / year.headcount(year.first), 2), note
    counted = Figures(date(2025, 10, 1), QUARTER.end).units()
    for row in found["units"]["rows"]:
        for day, count in zip(found["units"]["quarters"], row["counts"], strict=True):
            true = counted[row["name"], (date.fromisoformat(day).month + 2) // 3]
            assert not row["name"] or count == (None if 0 < true < 5 else true), note


def _check_lists(snapshot: dict, kind: str, note: str) -> None:
    lists, plain = snapshot["lists"], Figures(QUARTER.start, QUARTER.end, annex=kind == DigestKind.ANNEX)
    assert {row["reference"]: row["hours"] for row in lists["material"]} == plain.material(), note
    assert {row["reference"] for row in lists["undecided"]} == plain.untimely(), note
    assert {row["reference"] for row in lists["accounting"]} == plain.accounting(), note
    assert {row["reference"] for row in lists["senior"]} == plain.senior(), note
    assert snapshot["reconciliation"]["listed"] == len(plain.material()), note
    assert snapshot["reconciliation"]["adds_up"], note


def _check_cells(snapshot: dict, kind: str, note: str) -> None:
    """Shown cells are true, and small ones stay hidden."""
    found, plain = snapshot["figures"], Figures(QUARTER.start, QUARTER.end, annex=kind == DigestKind.ANNEX)
    for row in found["modes"]:
        assert row["count"] in (None, plain.by("mode")[row["key"]]), note
        assert row["count"] is None or row["count"] == 0 or row["count"] >= 5
    for row in found["countries"]:
        assert row["count"] == plain.by("country")[row["code"]] >= 5
    assert sum(row["count"] for row in found["countries"]) + found["other_countries"] == len(plain.received)
    anonymous = next(row["count"] for row in found["modes"] if row["key"] == "ANONYMOUS")
    if anonymous is None:
        assert found["anonymity"] is found["follow_up"] is None
    else:
        _rate(found["anonymity"], (plain.by("mode")["ANONYMOUS"], len(plain.received)))
        _rate(found["follow_up"], plain.follow_up())


@pytest.mark.slow
def test_digest_and_annex_hold_what_plain_python_counts_from_raw_rows(seed, at):
    assert set(scope_of(DigestKind.COMMON).apart) == apart(), f"seed {seed}"
    for kind in (DigestKind.COMMON, DigestKind.ANNEX):
        snapshot, _matters = take_snapshot(scope_of(kind), QUARTER, at=at)
        for check in (_check_figures, _check_lists, _check_cells):
            check(snapshot, kind, f"{kind}, seed {seed}")
        if kind == DigestKind.COMMON:
            _check_company(snapshot, f"seed {seed}")


@pytest.mark.slow
def test_a_digest_takes_few_statements_whatever_the_number_of_cases(house, at):
    chance = random.Random(7)
    for _place in range(4):
        life(house, chance, FIRST, LAST)
    with Statements() as asked:
        take_snapshot(scope_of(DigestKind.COMMON), QUARTER, at=at)
    assert len(asked) <= 71
