"""Cases that confirm one subject at the same moment ask all the same, once, and the firing stands on a trail that only
those read who see what ties them."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier, Event

import pytest
from django.db import connection, transaction

from audit.trail import history
from cases import actions
from cases.actions.linked_reports import _fired_late, fire_missed
from cases.models import Case, Conflict, LinkedReports
from cases.states.party import PartyKind, PartyRole
from clocks.models import Clock
from tests.cases.desk import open_case
from tests.people import make_person
from tests.standing import standing

pytestmark = pytest.mark.slow

HOUR = timedelta(hours=1)
SENTENCE = "Linked reports ask whether they are material"


@standing
def cases(desk, at) -> list[Case]:
    return [desk.acknowledge(open_case(at=at)) for _number in range(3)]


def test_what_was_missed_asks_with_the_next_sweep_and_once(desk, cases, subject, at, settings):
    settings.LINKED_REPORTS = 9
    for case in cases:
        desk.name(case, subject)
    assert fire_missed(at + HOUR) == 0 and not LinkedReports.objects.exists(), "the control: too few"
    settings.LINKED_REPORTS = 3
    assert fire_missed(at + HOUR) == 1
    row = LinkedReports.objects.get()
    assert set(row.ends.values_list("case", flat=True)) == {case.pk for case in cases}
    assert Clock.objects.of(row).get().kind == "materiality_5_business_days"
    assert fire_missed(at + 2 * HOUR) == 0 and LinkedReports.objects.count() == 1


def test_a_site_is_found_so_too(desk, cases, at, settings):
    settings.LINKED_REPORTS = 9
    site = {"role": PartyRole.SUBJECT, "kind": PartyKind.UNIT, "by": desk.staff, "at": at}
    for case, name in zip(cases, ("Plant Gera", "plant  gera", "Plant Gera"), strict=True):
        actions.add_party(case, described=name, **site)
    settings.LINKED_REPORTS = 3
    assert fire_missed(at + HOUR) == 1 and LinkedReports.objects.get().ground == "SITE"
    assert fire_missed(at + 2 * HOUR) == 0


def test_what_asked_before_and_what_is_long_over_is_not_asked_again(desk, cases, subject, at, settings):
    for case in cases:
        desk.name(case, subject)
    assert LinkedReports.objects.count() == 1 and fire_missed(at + HOUR) == 0
    settings.LINKED_REPORTS = 9
    others = [desk.acknowledge(open_case(at=at)) for _number in range(2)]
    other = make_person("Olga Pattern", at=at)
    for case in others:
        desk.name(case, other)
    settings.LINKED_REPORTS = 2
    assert fire_missed(at + timedelta(days=32)) == 0
    assert fire_missed(at + HOUR) == 1, "the control: as long as it is fresh it is looked at"


@pytest.mark.django_db(transaction=True)
def test_two_cases_that_confirm_one_subject_at_the_same_moment_ask_once(desk, subject, at, settings):
    settings.LINKED_REPORTS = 2
    cases = [desk.acknowledge(open_case(at=at)) for _number in range(2)]
    # SQLite lets one writer after the other: there the second always sees the first.
    both = Barrier(2 if connection.vendor == "postgresql" else 1)

    def name(case: Case) -> None:
        try:
            with transaction.atomic():
                desk.name(case, subject)
                both.wait(timeout=30)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(name, cases))
    missed = connection.vendor == "postgresql"
    assert LinkedReports.objects.count() == (0 if missed else 1), "the control: only there both miss it"

    def sweep(_nth: int) -> int:
        try:
            return fire_missed(at + HOUR)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        assert sum(pool.map(sweep, range(2))) == (1 if missed else 0)
    assert LinkedReports.objects.get().ends.count() == 2


@pytest.mark.django_db(transaction=True)
def test_two_sweeps_ask_once_though_somebody_is_confirmed_between_them(desk, subject, at, settings):
    settings.LINKED_REPORTS = 9
    cases = [desk.acknowledge(open_case(at=at)) for _number in range(2)]
    for case in cases:
        desk.name(case, subject)
    settings.LINKED_REPORTS = 2
    # Both have looked which party is the newest before either has asked, and each has found another one.
    parties = [case.parties.get().pk for case in cases]
    if connection.vendor != "postgresql":
        assert [_fired_late(pk, at=at + HOUR) for pk in parties] == [True, False], "one writer after the other"
        return
    fired, may_end = Event(), Event()

    def first() -> bool:
        try:
            with transaction.atomic():
                done = _fired_late(parties[0], at=at + HOUR)
                fired.set()
                may_end.wait(timeout=30)
                return done
        finally:
            connection.close()

    def second() -> bool:
        try:
            return _fired_late(parties[1], at=at + HOUR)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        sweeps = [pool.submit(first)]
        assert fired.wait(timeout=30)
        sweeps.append(pool.submit(second))
        with pytest.raises(TimeoutError):
            sweeps[1].result(timeout=1)
        may_end.set()
        assert [sweep.result(timeout=30) for sweep in sweeps] == [True, False]
    assert LinkedReports.objects.count() == 1


def test_the_firing_stands_in_the_history_of_each_case_for_whoever_sees_them(desk, cases, subject, at_desk):
    for case in cases:
        desk.name(case, subject)
    assert [entry.verb for entry in history(LinkedReports.objects.get())] == ["fire_linked_reports"]
    for case in cases:
        page = at_desk.get(case.get_absolute_url() + "history/").content.decode()
        assert page.count(SENTENCE) == 1
        assert page.index(SENTENCE) < page.index("A report arrived"), "the newest stands first"
        assert not any(entry.sentence == SENTENCE for entry in history(case)), "on no trail that others read"


def test_who_stands_behind_the_wall_of_one_reads_it_nowhere(desk, cases, subject, sign_in, at):
    colleague = make_person("Cole Nextdoor", "OFFICE_STAFF", office="ETHICS_OFFICE", at=at)
    hidden = cases[0]
    facts = {"person": colleague, "reason": "A cousin.", "declared_by": colleague, "declared_at": at}
    Conflict.objects.create(data_key=hidden.data_key, case=hidden, **facts)
    for case in cases:
        desk.name(case, subject)
    client = sign_in(colleague)
    for case in cases[1:]:
        assert SENTENCE not in client.get(case.get_absolute_url() + "history/").content.decode()
    desk.name(desk.acknowledge(fourth := open_case(at=at)), subject)
    assert SENTENCE in client.get(fourth.get_absolute_url() + "history/").content.decode(), "the control"
