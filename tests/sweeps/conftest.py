"""The world of the sweeps, built once for all of them and undone after each test."""

import os
from collections.abc import Iterator

import pytest
import time_machine

from tests.conftest import NOW, one_transaction
from tests.sweeps.routes import Door, doors
from tests.sweeps.world import World, build


@pytest.fixture(scope="package")
def built(django_db_setup, django_db_blocker) -> Iterator[World]:
    """The world of all sweeps: no test here is transactional, and none builds a world of its own."""
    with one_transaction(django_db_blocker), time_machine.travel(NOW, tick=False):
        yield build()


@pytest.fixture(scope="package")
def every_door(built) -> list[Door]:
    """Every door of the world, found once: who tries it changes nothing of it."""
    return list(doors(built))


@pytest.fixture
def world(built, db) -> World:
    """The world, as it was built: `db` undoes whatever a test does to it."""
    return built


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line(
        "markers", "sweep: the full product of the access sweep; `make sweep` runs it (RUN_SWEEP=1)"
    )


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.get_closest_marker("sweep") and not os.environ.get("RUN_SWEEP"):
            item.add_marker(pytest.mark.skip(reason="the full product: `make sweep` runs it"))
