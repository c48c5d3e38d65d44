"""The closure of reporting lines is right the moment after a manager changes."""

import random

import pytest

from accounts.actions import change_manager
from accounts.models import Person, ReportingLine
from accounts.moves import Refused
from tests.people import make_person


def lines_by_walking() -> set[tuple]:
    """Every (superior, subordinate, depth), by following the managers one by one."""
    found = set()
    managers = dict(Person.objects.values_list("pk", "manager"))
    for person in managers:
        superior, depth = managers[person], 1
        while superior is not None:
            found.add((superior, person, depth))
            superior, depth = managers[superior], depth + 1
    return found


def lines_kept() -> set[tuple]:
    return set(ReportingLine.objects.values_list("superior", "subordinate", "depth"))


def test_a_new_person_stands_below_everybody_above_their_manager(db, at):
    top = make_person("Tom Top", at=at)
    middle = make_person("Mia Middle", at=at, manager=top)
    make_person("Bob Bottom", at=at, manager=middle)
    assert lines_kept() == lines_by_walking()
    assert len(lines_kept()) == 3


def test_moving_somebody_moves_everybody_below(db, at):
    one, other = make_person("Ona One", at=at), make_person("Olaf Other", at=at)
    middle = make_person("Mia Middle", at=at, manager=one)
    make_person("Bob Bottom", at=at, manager=middle)
    change_manager(middle, other, by="the tests", at=at)
    assert lines_kept() == lines_by_walking()


def test_somebody_without_a_manager_stands_alone(db, at):
    top = make_person("Tom Top", at=at)
    bottom = make_person("Bob Bottom", at=at, manager=top)
    change_manager(bottom, None, by="the tests", at=at)
    assert lines_kept() == set()


def test_a_circle_is_refused(db, at):
    top = make_person("Tom Top", at=at)
    bottom = make_person("Bob Bottom", at=at, manager=make_person("Mia Middle", at=at, manager=top))
    for above in (bottom, top):
        with pytest.raises(Refused):
            change_manager(top, above, by="the tests", at=at)
    assert lines_kept() == lines_by_walking()


@pytest.mark.parametrize("seed", range(3))
def test_after_many_changes_it_is_what_walking_finds(seed, db, at):
    chosen = random.Random(seed)
    people = [make_person(f"P{number} Random", at=at) for number in range(12)]
    for _time in range(30):
        person, manager = chosen.sample(people, 2)
        try:
            change_manager(person, chosen.choice([manager, manager, None]), by="the tests", at=at)
        except Refused:
            continue
        assert lines_kept() == lines_by_walking()
