"""A nudge: after the commit, ask the clock to look now instead of at its next beat."""

import logging
import time

from celery import current_app
from django.conf import settings
from django.db import connection, transaction

# After so many seconds a nudge that nobody heard counts as lost.
PATIENCE = 10.0
_asked_at = float("-inf")

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


def heard() -> None:
    """The embedded clock begins to look: whatever is committed from now on needs a nudge of its own."""
    global _asked_at
    _asked_at = float("-inf")


def _send() -> None:
    """Where clock and pages are one process, one nudge is enough until the clock has heard it: a queue of them would
    only make it look again and again for nothing, and take its time from the pages."""
    global _asked_at
    if settings.EMBEDDED_CLOCK and time.monotonic() - _asked_at < PATIENCE:
        return
    _asked_at = time.monotonic()
    try:
        current_app.send_task(settings.NUDGE_TASK, retry=False, ignore_result=True)
    except Exception as failure:
        heard()  # nobody will: the next one is sent
        logger.warning("nudge not sent: %s", type(failure).__name__)
