"""Before the first statement of a request Django asks PostgreSQL whether it is still there. A server that has gone says
so on its socket, so that a socket with nothing to read needs no question: one message less for each page.

A network that broke without a word is found out by the first statement, as it would be by the question.
"""

import select
from typing import Any

from django.db.backends.postgresql import base

# Django's typing stubs leave out the wrapper's own parts.
_wrapper: Any = base.DatabaseWrapper


class DatabaseWrapper(_wrapper):
    """Looks at the socket, and asks only where it has something to read or something has gone wrong before."""

    def is_usable(self) -> bool:
        silent = self.connection is not None and not self.errors_occurred and not _has_something_to_say(self.connection)
        return silent or bool(super().is_usable())


def _has_something_to_say(connection: Any) -> bool:
    if connection.closed:
        return True
    waiting = select.poll()
    waiting.register(connection.fileno(), select.POLLIN)
    return bool(waiting.poll(0))
