"""Every route of the resolver, tried by everybody: nobody is shown what is not theirs, and no forged form changes it.

A 404 is the answer to whoever may not know that something exists; never 403, and never a failure. `policy` says who
may know what; a word that was planted in the record and meets anybody else fails the sweep.
"""

import pytest
from django.db import transaction

from cases.views.officer import pages
from tests.sweeps.browse import Shown, browser, forge, look
from tests.sweeps.cast import KEYS, NOBODY
from tests.sweeps.policy import (
    ACTIONS,
    AUDITOR_LOG,
    AUDITS,
    CONDITIONS,
    DATA_PARTS,
    DATA_REQUESTS,
    EXCEPTIONS,
    FILES,
    FINDINGS,
    GIFTS,
    HOLDS,
    HOTLINE_TESTS,
    IMPORTS,
    INSIDER_LISTS,
    MAILS,
    MARKS_OF_READING,
    MAY,
    MY_DATA,
    NAMES,
    NONE,
    NOT_BY_LOOKING,
    REFERRALS,
    UNUSUAL,
    WAIVERS,
    meant_for,
)
from tests.sweeps.routes import PUBLIC, READING, SIGN_IN, Door, doors, every_route
from tests.sweeps.state import changed, has_changed, state

USUAL = {200, 302, 404, 405}
# Tries everything in `make test`; in `make test-all` everybody does, and on both databases those behind a wall.
ALWAYS = ("subject",)
# Nobody can tell them from `director` and `counsel` by role or relation: `make sweep` tries them.
ONLY_IN_FULL = ("other_director", "other_counsel")
BEHIND_A_WALL = ("subject", "subordinate", "walled_member", "recused", "possible")


def _when(key: str) -> list[pytest.MarkDecorator]:
    slow = [] if key in ALWAYS else [pytest.mark.slow]
    return slow if key in BEHIND_A_WALL else [*slow, pytest.mark.once]


EVERYBODY = [pytest.param(key, marks=_when(key), id=key) for key in KEYS if key not in ONLY_IN_FULL]
RECORDS = {
    "cases": FILES,
    "waivers": WAIVERS,
    "conditions": CONDITIONS,
    "mails": MAILS,
    "actions": ACTIONS,
    "referrals": REFERRALS,
    "names": NAMES,
    "holds": HOLDS,
    "data_requests": DATA_REQUESTS,
    "data_parts": DATA_PARTS,
    "my_data": MY_DATA,
    "auditor_log": AUDITOR_LOG,
    "insider_lists": INSIDER_LISTS,
    "hotline_tests": HOTLINE_TESTS,
    "exceptions": EXCEPTIONS,
    "audits": AUDITS,
    "findings": FINDINGS,
    "gifts": GIFTS,
    "case_imports": IMPORTS,
}


def tried_by(who: str, found: list[Door]) -> list[Door]:
    """What asks nobody's name is tried by two people, the rest by all."""
    if who in (NOBODY, "stranger"):
        return found
    return [door for door in found if door.route not in PUBLIC and not door.route.startswith(SIGN_IN)]


def wrong_with(shown: Shown, who: str, world) -> list[str]:
    """Everything that this answer should not have been."""
    wrong = [f"{shown} shows {name}" for name in world.planted.found_in(shown.text) if who not in meant_for(name)]
    route = shown.door.route
    if (shown.status not in USUAL | UNUSUAL.get(route, set()) and not route.startswith(SIGN_IN)) or shown.status >= 500:
        wrong.append(str(shown))
    kind, _dot, key = shown.door.about.partition(".")
    if kind in RECORDS and who != NOBODY:
        may_know = who in RECORDS[kind][key]
        if (shown.status == 404) == may_know and (route in READING or not may_know):
            wrong.append(f"{shown}, although {who} {'may' if may_know else 'may not'} know of it")
    return wrong


def may(who: str, door: Door) -> bool:
    return who in MAY.get((door.route, door.about), NONE)


# --- the sweep is whole --------------------------------------------------------------------------------------
def test_every_route_of_the_resolver_is_tried(world):
    tried = {door.route for door in doors(world)}
    assert set(every_route()) - tried == set(), "routes that nobody has said how to try: add them to routes.py"
    assert tried - set(every_route()) == set(), "routes that are gone: take them out of routes.py"


def test_every_right_of_the_policy_is_about_a_route_and_a_record_that_exist(world):
    assert set(MAY) <= {(door.route, door.about) for door in doors(world)}
    assert all(isinstance(meant_for(name), frozenset) for name in world.planted)


def test_what_is_planted_is_found_by_whom_it_is_meant_for(world):
    """The control: a sweep that looks in the wrong place would find nothing, and call that safety."""
    client, found = browser(world.person("staff")), set()
    for door in doors(world):
        if door.about == "cases.main" and door.route in READING:
            found |= world.planted.found_in(look(client, door).text)
    assert {"main.narrative", "main.note", "main.answer", "main.statement", "main.reporter_name"} <= found


def test_a_word_shown_to_the_wrong_person_fails_the_sweep(world):
    """The control: the page of the staff, held against what the subject may know."""
    door = next(door for door in doors(world) if door.route == "cases:case" and door.about == "cases.main")
    shown = look(browser(world.person("staff")), door)
    assert wrong_with(shown, "staff", world) == []
    wrong = "\n".join(wrong_with(shown, "subject", world))
    assert "shows main.narrative" in wrong and "may not know of it" in wrong


def test_the_wall_taken_away_fails_the_sweep(world, monkeypatch):
    """The control: with visibility by queue alone, who reports to the subject reads the file."""
    from cases.models import case

    # What was put together with the wall would still have it.
    monkeypatch.setattr(pages, "_settled_frame", pages._settled_frame.__wrapped__)
    monkeypatch.setattr(
        case.CaseQuerySet, "visible_to", lambda self, person, at=None: self.filter(case.reached_by(person, at))
    )
    door = next(door for door in doors(world) if door.route == "cases:case" and door.about == "cases.main")
    assert wrong_with(look(browser(world.person("subordinate")), door), "subordinate", world)


# --- the sweep -----------------------------------------------------------------------------------------------
@pytest.mark.parametrize("who", EVERYBODY)
def test_nobody_is_shown_what_is_not_theirs_and_no_forged_form_changes_it(who, world, every_door):
    client, before = browser(world.person(who)), state()
    tried = tried_by(who, every_door)
    assert [line for door in tried for line in wrong_with(look(client, door), who, world)] == []
    after = state()
    assert changed(before, after) <= MARKS_OF_READING.get(who, set()), "looking changed something"
    forged = [door for door in tried if _is_worth_forging(door) and not may(who, door)]
    assert [line for door in forged for line in wrong_with(forge(client, door), who, world)] == []
    assert changed(after, state()) == set(), "a forged form changed something"


@pytest.mark.slow
@pytest.mark.parametrize("who", EVERYBODY)
def test_the_same_form_is_taken_from_whoever_may(who, world, every_door):
    """The control: each forged body is one that would have worked, so that its refusal means something."""
    before = state()
    for door in tried_by(who, every_door):
        if may(who, door):
            with transaction.atomic():
                shown = forge(browser(world.person(who)), door)
                assert has_changed(before, but="accounts_user"), f"{shown}: nothing came of it"
                assert wrong_with(shown, who, world) == []
                transaction.set_rollback(True)


def _is_worth_forging(door: Door) -> bool:
    """Pages that only show were looked at; a sign-out would end the sweep."""
    return door.route not in READING and door.route != "account_logout"


# --- in full: `make sweep` -----------------------------------------------------------------------------------
@pytest.mark.sweep
@pytest.mark.parametrize("who", KEYS)
def test_every_route_on_every_record_shows_exactly_what_is_meant(who, world):
    """Looking at every record through every route: nothing too much, and of what is meant nothing missing."""
    client, found = browser(world.person(who)), set()
    for door in doors(world, every_record=True):
        if door.route.startswith(SIGN_IN):
            continue
        shown = look(client, door)
        found |= world.planted.found_in(shown.text)
        assert wrong_with(shown, who, world) == []
        if door.route in (
            "cases:attachment",
            "my_reports:answer",
            "mailbox:open_mail",
            "mailbox:download_mail",
            "identities:show_identity",
            "help_line:call_back",
        ):
            found |= world.planted.found_in(forge(client, door).text)
    meant = {name for name in world.planted if who in meant_for(name) - NOT_BY_LOOKING.get(name, NONE)}
    assert meant - found == set()


@pytest.mark.sweep
@pytest.mark.parametrize("who", KEYS)
def test_every_route_on_every_record_refuses_a_forged_form(who, world):
    """On records that no move fits, nobody's form is taken unless the record is of that state too."""
    client = browser(world.person(who))
    for door in tried_by(who, list(doors(world, every_record=True))):
        if _is_worth_forging(door):
            with transaction.atomic():
                assert wrong_with(forge(client, door), who, world) == []
                transaction.set_rollback(True)
