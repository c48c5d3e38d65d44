"""What is told in confidence is in no log line, whoever writes it, while a company works and looks at its pages."""

import logging

import pytest
import time_machine

from tests.conftest import NOW
from tests.sweeps.browse import browser, look
from tests.sweeps.routes import doors
from tests.sweeps.test_sealed import found_in, secret
from tests.sweeps.world import build


@pytest.fixture
def chattiest(caplog) -> None:
    """Everything that anybody logs; statements of the database left out, which production never logs."""
    caplog.set_level(logging.DEBUG)
    caplog.set_level(logging.INFO, logger="django.db.backends")


@pytest.mark.slow
@pytest.mark.once
@time_machine.travel(NOW, tick=False)
def test_no_secret_word_is_logged_while_everything_is_built_and_shown(db, caplog, chattiest, capfd):
    world = build()
    client = browser(world.person("staff"))
    for door in doors(world):
        if door.about.startswith("cases.main"):
            assert look(client, door).status < 500, door
    printed = capfd.readouterr()
    told = f"{caplog.text}{printed.out}{printed.err}".encode()
    assert found_in(told, secret(world)) == set()
    logging.getLogger("cases").warning("%s", world.planted["main.note"])
    assert found_in(caplog.text.encode(), secret(world)) == {"main.note"}, "the control"
