"""SQLite lets one writer in at a time and has the others try again and again, whoever is lucky: under many senders some
try until their time is up. Here the transactions of one process wait for each other, so that each has its turn.

Whoever waits holds nothing in SQLite. Another process (a command of the administrators) waits as SQLite makes it.
"""

import threading
from collections import defaultdict
from typing import Any

from django.db.backends.sqlite3 import base
from django.db.utils import OperationalError

_turns: defaultdict[str, threading.Lock] = defaultdict(threading.Lock)


# Django's typing stubs leave out the wrapper's own parts.
_wrapper: Any = base.DatabaseWrapper


class DatabaseWrapper(_wrapper):
    """Takes its turn with BEGIN and gives it back with COMMIT, ROLLBACK or the end of the connection."""

    _turn: "threading.Lock | None" = None

    def _start_transaction_under_autocommit(self) -> None:
        self._take_turn()
        try:
            super()._start_transaction_under_autocommit()
        except BaseException:
            self._give_back()
            raise

    def _commit(self) -> None:
        super()._commit()
        # Where that failed the transaction is still open, and is rolled back next.
        self._give_back()

    def _rollback(self) -> None:
        try:
            super()._rollback()
        finally:
            self._give_back()

    def _close(self) -> None:
        try:
            super()._close()
        finally:
            self._give_back()

    def _take_turn(self) -> None:
        turn = _turns[str(self.settings_dict["NAME"])]
        if not turn.acquire(timeout=self._patience()):
            raise OperationalError("database is locked")
        self._turn = turn

    def _patience(self) -> float:
        return float(self.settings_dict["OPTIONS"].get("timeout", 5))

    def _give_back(self) -> None:
        if (turn := self._turn) is not None:
            self._turn = None
            turn.release()
