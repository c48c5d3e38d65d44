"""What stands before a test begins: built once, and put back for each test as if it had just been built.

`@standing` instead of `@pytest.fixture` makes a layer: a savepoint around what the fixture writes, and a copy of what
it gives. A test finds the layers that it asks for and no others: those that the test before it needed too stay, what
lies above them is rolled back. A test's own `db` is a savepoint on top. Tests that commit have no layers: each builds
its own.

A standing fixture gives rows, or records of rows and facts (no functions, no clients: they can't be copied), and asks
for standing fixtures and `at` only. The first test of a file that needs it pays for it; files share nothing.
"""

import copy
import sys
from collections.abc import Callable, Generator, Iterable
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.db import transaction

_BUILDERS: set[Callable[..., Any]] = set()
_GROUND: set[Callable[..., Any]] = set()


def standing(build: Callable[..., Any]) -> Any:
    """A fixture that is built once, and put back for each test of a file."""
    _BUILDERS.add(build)
    return pytest.fixture(scope="module")(build)


def ground(build: Callable[..., Any]) -> Any:
    """A standing fixture that is laid before all others, in whatever order a test asks for them."""
    _GROUND.add(build)
    return standing(build)


def _stands(fixture: pytest.FixtureDef) -> bool:
    return fixture.func in _BUILDERS


def _asked_for(item: pytest.Item) -> list[pytest.FixtureDef]:
    """The standing fixtures of a test, in the order in which pytest sets them up."""
    known, found = item._fixtureinfo.name2fixturedefs, {}  # type: ignore[attr-defined]

    def visit(names: Iterable[str]) -> None:
        for name in names:
            if name in known and name not in found and _stands(known[name][-1]):
                visit(known[name][-1].argnames)
                found[name] = known[name][-1]

    visit(item.fixturenames)  # type: ignore[attr-defined]
    return list(found.values())


def _commits(item: pytest.Item) -> bool:
    mark = item.get_closest_marker("django_db")
    by_mark = mark is not None and bool(mark.kwargs.get("transaction"))
    return by_mark or "transactional_db" in item.fixturenames  # type: ignore[attr-defined]


# --- the layers --------------------------------------------------------------------------------------------
@dataclass
class _Layer:
    fixture: pytest.FixtureDef
    savepoint: transaction.Atomic
    values: list[Any]  # what this layer and those below it give, as it was when this one was built


@dataclass
class _Layers:
    """What stands now. Every layer lies in the transaction of the first."""

    stack: list[_Layer] = field(default_factory=list)
    for_this_test: list[pytest.FixtureDef] = field(default_factory=list)
    is_open: bool = False  # from the beginning of a test until its own savepoint
    blocker: Any = None

    def put_back(self, item: pytest.Item) -> None:
        wanted = [] if _commits(item) else _asked_for(item)
        here = [layer.fixture for layer in self.stack]
        shared = 0
        while shared < min(len(here), len(wanted)) and here[shared] is wanted[shared]:
            shared += 1
        self.take_down(item, shared)
        if self.stack:
            # Together, so that one person in two of them is one object.
            fresh = copy.deepcopy(self.stack[-1].values)
            for layer, value in zip(self.stack, fresh, strict=True):
                layer.fixture.cached_result = (value, None, None)
        self.is_open = not _commits(item)

    def build(self, fixture: pytest.FixtureDef, request: pytest.FixtureRequest) -> Generator[None, Any, Any]:
        request.getfixturevalue("django_db_setup")
        self.blocker = request.getfixturevalue("django_db_blocker")
        with self.blocker.unblock():
            if self.is_open:
                return (yield from self._lay(fixture))
            self.for_this_test.append(fixture)
            return (yield)

    def _lay(self, fixture: pytest.FixtureDef) -> Generator[None, Any, Any]:
        savepoint = transaction.atomic()
        savepoint._from_testcase = True  # type: ignore[attr-defined] — as around a test, for actions that want to be outermost
        savepoint.__enter__()
        try:
            value = yield
            below = [layer.fixture.cached_result[0] for layer in self.stack]  # type: ignore[index]
            values = copy.deepcopy([*below, value])
        except BaseException:
            savepoint.__exit__(*sys.exc_info())
            self.for_this_test.append(fixture)
            raise
        self.stack.append(_Layer(fixture, savepoint, values))
        return value

    def take_down(self, item: pytest.Item, height: int = 0) -> None:
        """What lies above `height`."""
        while len(self.stack) > height:
            layer = self.stack.pop()
            layer.fixture.finish(item._request)  # type: ignore[attr-defined]
            with self.blocker.unblock():
                transaction.set_rollback(True)
                layer.savepoint.__exit__(None, None, None)

    def forget(self, item: pytest.Item) -> None:
        """What only this test has built."""
        while self.for_this_test:
            self.for_this_test.pop().finish(item._request)  # type: ignore[attr-defined]


_layers = _Layers()


# --- hooks, which tests/conftest.py hands to pytest ---------------------------------------------------------
def prepare(items: list[pytest.Item]) -> None:
    """Give each test that asks for what stands its savepoint, and lay the ground of its file first."""
    for item in items:
        if hasattr(item, "_fixtureinfo") and _asked_for(item):
            if item.get_closest_marker("django_db") is None:
                item.add_marker(pytest.mark.django_db(transaction=_commits(item)))
            _ground_first(item)


def _ground_first(item: pytest.Item) -> None:
    """In the places of the standing fixtures; all others stay where they are."""
    names: list[str] = item.fixturenames  # type: ignore[attr-defined]
    asked_for = {fixture.argname: fixture for fixture in _asked_for(item)}
    places = [place for place, name in enumerate(names) if name in asked_for]
    ordered = sorted((names[place] for place in places), key=lambda name: asked_for[name].func not in _GROUND)
    for place, name in zip(places, ordered, strict=True):
        names[place] = name


def set_up_fixture(fixture: pytest.FixtureDef, request: pytest.FixtureRequest) -> Generator[None, Any, Any]:
    if fixture.argname == "_django_db_helper":
        _layers.is_open = False
    if _stands(fixture):
        return (yield from _layers.build(fixture, request))
    return (yield)


def before(item: pytest.Item) -> None:
    if hasattr(item, "_fixtureinfo"):
        _layers.put_back(item)


def after(item: pytest.Item, following: pytest.Item | None) -> None:
    _layers.forget(item)
    if following is None or following.path != item.path:
        _layers.take_down(item)
