"""Two reporters of one matter and the office write at the same instant: nobody waits for ever, and no word is lost."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from cases import actions
from cases.models import Message, Report
from tests.cases.desk import open_case

ROUNDS = 4


@pytest.mark.django_db(transaction=True)
def test_reporters_of_merged_cases_and_the_office_write_at_once(desk, at):
    again, main = (desk.acknowledge(open_case(at=at)) for _number in range(2))
    actions.merge_case(again, into=main, reason="One matter.", by=desk.staff, at=at)
    first, second = Report.objects.filter(case=main)
    acts = [
        lambda: actions.answer_as_reporter(first, body="Once more.", at=at),
        lambda: actions.answer_as_reporter(second, body="Again.", at=at),
        lambda: actions.ask_reporter(main, body="When?", by=desk.staff, at=at),
    ]
    ready = Barrier(len(acts))

    def write(place: int) -> None:
        try:
            for _round in range(ROUNDS):
                ready.wait(timeout=30)
                acts[place]()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        list(pool.map(write, range(len(acts))))
    for report in (first, second):
        places = list(Message.objects.filter(report=report).order_by("position").values_list("position", flat=True))
        assert places == list(range(1, 2 + 2 * ROUNDS))
