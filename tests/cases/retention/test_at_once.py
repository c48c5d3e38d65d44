"""A reporter writes while the clock shreds: the word is there and stops it, or it finds no report. It is never lost."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from cases import actions
from cases.models import Case, Deletion, Message
from vault.fields import SHREDDED

ROUNDS = 5


@pytest.mark.django_db(transaction=True)
def test_a_word_that_comes_while_the_clock_shreds_is_kept_or_refused(desk, period, later):
    period(60)
    for _round in range(ROUNDS):
        case = desk.case_in("CLOSED")
        report = case.reports.get()
        deletion = actions.propose_deletion(case, by=desk.staff, at=later)
        actions.approve_deletion(deletion, by=desk.head, at=later)
        ready = Barrier(2)

        def shred(ready=ready) -> int:
            return _at_once(ready, lambda: actions.shred_approved(later))

        def write(ready=ready, report=report) -> Message | None:
            try:
                return _at_once(ready, lambda: actions.answer_as_reporter(report, body="There is more.", at=later))
            except Case.DoesNotExist:
                return None

        with ThreadPoolExecutor(2) as pool:
            shredding, writing = pool.submit(shred), pool.submit(write)
            shredded, word = shredding.result(60), writing.result(60)
        deletion = Deletion.objects.get(pk=deletion.pk)
        if word is None:
            assert (shredded, deletion.state) == (1, "DONE")
        else:
            assert (shredded, deletion.state) == (0, "STOPPED")
            assert Message.objects.get(pk=word.pk).body is not SHREDDED


def _at_once(ready, act):
    try:
        ready.wait(timeout=30)
        return act()
    finally:
        connection.close()
