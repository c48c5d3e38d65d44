"""A nudge asks the clock to look now; where the clock is in the same process, one is enough until it has heard it."""

from collections.abc import Iterator

import pytest
from celery import current_app
from django.db import transaction

from accounts import nudge as nudging
from accounts.nudge import heard, nudge


@pytest.fixture
def sent(monkeypatch, settings) -> Iterator[list[str]]:
    names: list[str] = []
    monkeypatch.setattr(current_app._get_current_object(), "send_task", lambda name, **how: names.append(name))
    settings.NUDGE_TASK, settings.EMBEDDED_CLOCK = "ethics_portal.urgent_sweeps", True
    heard()
    yield names
    heard()


def commit() -> None:
    with transaction.atomic():
        nudge()
        nudge()


@pytest.mark.django_db(transaction=True)
def test_many_at_once_are_one_and_after_the_clock_has_heard_it_comes_the_next(sent, settings):
    for _time in range(5):
        commit()
    assert len(sent) == 1
    heard()
    commit()
    assert len(sent) == 2, "what is committed after the clock began to look needs a nudge of its own"
    settings.EMBEDDED_CLOCK = False
    commit()
    assert len(sent) == 3, "a clock elsewhere says nothing back, so each is sent"


@pytest.mark.django_db(transaction=True)
def test_one_that_was_not_heard_or_not_sent_holds_up_no_other_for_long(sent, monkeypatch):
    commit()
    monkeypatch.setattr(nudging, "_asked_at", nudging._asked_at - nudging.PATIENCE)
    commit()
    assert len(sent) == 2
    heard()

    def broken(name: str, **how: object) -> None:
        raise ConnectionError

    kept = current_app.send_task
    monkeypatch.setattr(current_app._get_current_object(), "send_task", broken)
    commit()
    monkeypatch.setattr(current_app._get_current_object(), "send_task", kept)
    commit()
    assert len(sent) == 3
