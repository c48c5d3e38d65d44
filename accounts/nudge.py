"""A nudge: after the commit, ask the clock to look now instead of at its next beat."""

import logging

from celery import current_app
from django.conf import settings
from django.db import connection, transaction

logger = logging.getLogger(__name__)


def nudge() -> None:
    """Ask for the urgent sweeps as soon as the current transaction is committed.

    Only a courtesy: every promise is a row that the next beat finds anyway. So it never retries, never waits long
    and never fails.
    """
    if settings.NUDGE_TASK and not _is_waiting():
        transaction.on_commit(_send, robust=True)


def _is_waiting() -> bool:
    """Whether this transaction will nudge already; one is enough, however many records it touches."""
    return any(_send in waiting for waiting in connection.run_on_commit)


def _send() -> None:
    try:
        current_app.send_task(settings.NUDGE_TASK, retry=False, ignore_result=True)
    except Exception as failure:
        logger.warning("nudge not sent: %s", type(failure).__name__)
