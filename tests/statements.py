"""Counting what a page asks of the database."""

from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

# A test runs inside a transaction of its own. So each action's transaction is a savepoint here, and a secret of the
# vault, which a process reads once, is read again and again, because only committed ones are kept.
NOT_THE_PAGES = ("SAVEPOINT", '"vault_secret"')


class Statements(CaptureQueriesContext):
    """What is asked inside the `with`: `len(asked)` statements. A page is opened once before, as warm-up, by somebody
    else or of another record: what a process reads once, such as calendars, is no matter of the page."""

    def __init__(self) -> None:
        super().__init__(connection)

    @property
    def captured_queries(self) -> list[dict[str, Any]]:
        return [one for one in super().captured_queries if not any(word in one["sql"] for word in NOT_THE_PAGES)]
