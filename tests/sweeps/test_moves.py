"""One verb, five places: every move has its action, its address, its template, its words and its entry on the trail."""

import ast
import importlib
import inspect
import pkgutil
import textwrap
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from django.db import transaction
from django.template.loader import get_template
from django.urls import get_resolver
from django.utils.functional import Promise

from accounts.moves import Move
from audit.models import Entry
from tests.sweeps.browse import browser, forge
from tests.sweeps.policy import MAY
from tests.sweeps.routes import doors

ROOT = Path(__file__).resolve().parents[2]
APPS = ("accounts", "clocks", "cases", "waivers", "code_of_ethics", "reporting")
# Verb → action, where the action's name says more than the verb, or the verb more than the action's name.
NAMED_OTHERWISE = {
    "waivers.answer": "answer_question",
    "waivers.return_to_requester": "return_waiver",
    "waivers.recuse": "recuse_from_waiver",
}
# The clock's own move has no page.
WITHOUT_A_PAGE = {"waivers.lapse"}
# The last word of an address that is shorter, or plainer, than its verb.
SPELT_OTHERWISE = {"code_of_ethics.confirm_filing": "file"}
# Signing needs a password that was just given; tests/reporting/test_sign_digest.py and test_digest_parts.py sign, and
# tests/cases/identities/test_unlock_in_danger.py; the Board in tests/waivers/test_pages.py and test_consent_pages.py.
NOT_BY_ONE_FORM = {
    "reporting.sign_digest", "reporting.sign_digest_part", "cases.unlock_in_danger", "waivers.lapse",
    "waivers.confirm_meeting",
    "waivers.sign_consent",
}  # fmt: skip
NAMESPACES = {
    "cases": (
        "cases",
        "routing",
        "mailbox",
        "danger",
        "deputies",
        "exits",
        "exceptions",
        "library",
        "questionnaires",
        "my_actions",
        "my_letters",
        "referrals",
        "identities",
        "case_templates",
        "statements",
        "retention",
        "holds",
        "insider_lists",
        "auditor_log",
        "hotline_tests",
        "data_requests",
        "data_parts",
        "case_imports",
    )
}


def tables() -> dict[str, Move]:
    """Every move of every workflow table, as `app.verb`."""
    found: dict[str, Move] = {}
    for app in APPS:
        for workflow in workflows(app):
            for name, table in vars(workflow).items():
                if name.endswith("_MOVES"):
                    found |= {f"{app}.{move.verb}": move for move in table}
    return found


def workflows(app: str) -> list[ModuleType]:
    """The module of an app's moves, or those of the package."""
    workflow = importlib.import_module(f"{app}.workflow")
    inside = pkgutil.iter_modules(getattr(workflow, "__path__", []), f"{app}.workflow.")
    return [workflow, *(importlib.import_module(module.name) for module in inside)]


MOVES = tables()


def constant_of(app: str, move: Move) -> str:
    named = [name for workflow in workflows(app) for name, value in vars(workflow).items() if value is move]
    return named[0]


def action_of(name: str) -> Any:
    """The action of a move, found by its verb: `close` is `close`, `close_case` or as `NAMED_OTHERWISE` says."""
    app, verb = name.split(".")
    actions: ModuleType = importlib.import_module(f"{app}.actions")
    wanted = {verb, f"{verb}_case", f"{verb}_waiver", NAMED_OTHERWISE.get(name, verb)}
    found = [getattr(actions, one) for one in sorted(wanted) if callable(getattr(actions, one, None))]
    assert found, f"{name} has no action"
    return found[-1]


def address_of(name: str) -> str:
    """The route of a move's page."""
    app, verb = name.split(".")
    for namespace in NAMESPACES.get(app, (app,)):
        for key in get_resolver().namespace_dict[namespace][1].reverse_dict:
            if key == verb:
                return f"{namespace}:{verb}"
    raise AssertionError(f"{name} has no page")


def test_every_table_is_found():
    """The control: tables are found by their name, and none is empty."""
    assert len(MOVES) > 45
    assert {name.split(".")[0] for name in MOVES} == set(APPS)
    declared = sum(
        len([line for line in inspect.getsource(workflow).splitlines() if " = Move(" in line])
        for app in APPS
        for workflow in workflows(app)
    )
    assert declared == len(MOVES), "a move that is in no table"


@pytest.mark.once
@pytest.mark.parametrize("name", MOVES)
def test_a_move_has_an_action_that_asks_the_table(name):
    """`MOVE.check(...)`, or the move handed to the helper that checks."""
    source = textwrap.dedent(inspect.getsource(inspect.unwrap(action_of(name))))
    called = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    constant = constant_of(name.split(".")[0], MOVES[name])
    asked = [
        call
        for call in called
        if (
            isinstance(call.func, ast.Attribute)
            and call.func.attr == "check"
            and getattr(call.func.value, "id", "") == constant
        )
        or any(getattr(argument, "id", "") == constant for argument in call.args)
    ]
    assert asked, f"{name}: the action never asks {constant}"


@pytest.mark.once
@pytest.mark.parametrize("name", [name for name in MOVES if name not in WITHOUT_A_PAGE])
def test_a_move_has_a_page_of_the_same_word_and_a_template_of_the_same_name(name):
    app, verb = name.split(".")
    route = address_of(name)
    patterns = get_resolver().namespace_dict[route.split(":")[0]][1].reverse_dict.getlist(verb)
    words = [part for part in pattern_words(patterns) if part]
    spelt = SPELT_OTHERWISE.get(name) or next(
        (word for word in words if set(word.split("-")) & set(verb.split("_"))), ""
    )
    assert spelt and spelt in words, f"{name} is at {words}"
    namespace = route.split(":")[0]
    folder = namespace if namespace in NAMESPACES.get(app, ()) else app
    get_template(f"{folder}/{verb}.html")


def pattern_words(patterns: list) -> list[str]:
    return [part for pattern in patterns for part in pattern[0][0][0].split("/") if "%(" not in part]


@pytest.mark.once
@pytest.mark.parametrize("name", MOVES)
def test_a_move_speaks_to_the_reader_in_their_language(name):
    move = MOVES[name]
    assert isinstance(move.label, Promise) and str(move.label)
    assert isinstance(move.hint, Promise) or move.hint == ""


def entries(verb: str) -> int:
    return Entry.objects.filter(verb=verb).count()


def movers(world) -> list[tuple[str, str, Any]]:
    """Each move with somebody who may make it and the door to make it through."""
    found = []
    for door in doors(world):
        namespace, _colon, verb = door.route.rpartition(":")
        app = next((app for app, several in NAMESPACES.items() if namespace in several), namespace)
        allowed = sorted(MAY.get((door.route, door.about), ()))
        if f"{app}.{verb}" in MOVES and allowed:
            found.append((f"{app}.{verb}", allowed[0], door))
    return found


@pytest.mark.slow
def test_each_move_made_through_its_page_is_on_the_trail_under_its_verb(world):
    made = set()
    for name, who, door in movers(world):
        verb = name.split(".")[1]
        with transaction.atomic():
            before = entries(verb)
            forge(browser(world.person(who)), door)
            assert entries(verb) == before + 1, f"{name} by {who}"
            transaction.set_rollback(True)
        made.add(name)
    assert set(MOVES) - made == NOT_BY_ONE_FORM


# Somebody who sees the record and may not move it.
BYSTANDERS = {
    "cases.main": "reader", "cases.review": "investigator", "cases.closed": "investigator",
    "cases.doubted": "staff", "waivers.requested": "officer", "waivers.board_requested": "executive",
    "digests.draft_annex": "member", "grants.proposed": "stranger", "disclosures.undisclosed": "counsel",
}  # fmt: skip
# Moves that every reader of the record may make, or whose page, or other end, is not there for others: nobody is
# refused.
ANSWERED_BY_ABSENCE = ("cases:recuse", "cases:attachment", "cases:link_case")


@pytest.mark.slow
def test_a_move_that_is_refused_is_on_the_trail_too(world):
    refused = set()
    for name, _who, door in movers(world):
        by = BYSTANDERS.get(door.about, "")
        if not by or by in MAY[(door.route, door.about)] or door.route in ANSWERED_BY_ABSENCE:
            continue
        with transaction.atomic():
            before = entries("refused")
            shown = forge(browser(world.person(by)), door)
            if shown.status != 404:
                assert entries("refused") == before + 1, f"{name} by {by}: {shown.status}"
                refused.add(name)
            transaction.set_rollback(True)
    assert len(refused) > 15, "the control: most moves were refused to somebody who sees the record"
