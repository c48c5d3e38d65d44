"""A process that sweeps and is killed on the way, for tests that run as programs of their own."""

import os
import signal
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import connection


def dies(
    sweep: Callable[[datetime], Any], at: datetime, step: int, *, counts: Callable[[str], bool] = lambda sql: True
) -> bool:
    """Whether a child that sweeps is killed before its statement number `step`, of those that count."""
    connection.close()
    if child := os.fork():
        status = os.waitpid(child, 0)[1]
        assert status in (0, signal.SIGKILL), status
        return status == signal.SIGKILL
    left = step

    def count(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        nonlocal left
        left -= counts(sql)
        if not left:
            os.kill(os.getpid(), signal.SIGKILL)
        return execute(sql, params, many, context)

    try:
        with connection.execute_wrapper(count):
            sweep(at)
    except BaseException:
        os._exit(1)
    os._exit(0)
