"""Who says that somebody is in danger is shown whom to call before sending, in the country where it is."""

import pytest

from cases.emergency_numbers import NUMBERS
from cases.models import DangerAlarm

YES = {"danger": "YES"}


@pytest.mark.parametrize(
    ("country", "shown"),
    [
        ("BR", ["tel:190", "tel:192"]),
        ("DE", ["tel:112"]),
        ("US", ["tel:911"]),
        ("AQ", ["know no number for certain", "tel:112", "Numbers by country"]),
        ("", ["tel:112", "tel:911", "tel:999", "Numbers by country"]),
    ],
)
def test_the_numbers_stand_before_the_question_and_before_sending(visitor, country, shown):
    where = {"country": country}
    for page in (
        visitor.fill(until="knowledge", circumstances=where),
        visitor.fill(circumstances=where, knowledge=YES),
    ):
        assert not DangerAlarm.objects.exists()
        for words in shown:
            assert words in page


def test_without_danger_the_review_is_quiet_and_sending_alarms_nobody(visitor):
    visitor.fill(circumstances={"country": "BR"})
    assert "tel:190" not in visitor.page
    visitor.send("send")
    assert not DangerAlarm.objects.exists()


def test_the_reporter_is_told_that_somebody_is_called_and_what_that_tells(visitor):
    visitor.fill(knowledge=YES)
    assert "a colleague is called as soon as you send it" in visitor.text and "at what hour you wrote" in visitor.text


def test_sent_twice_it_is_one_alarm(visitor):
    visitor.fill(knowledge=YES)
    sent = {"capsule": visitor.hidden("capsule"), "csrfmiddlewaretoken": visitor.hidden("csrfmiddlewaretoken")}
    for _nth in range(2):
        visitor.client.post("/speak-up/report/", {**sent, "go": "send"})
    assert DangerAlarm.objects.count() == 1


def test_every_number_is_one_that_can_be_dialled():
    assert len(NUMBERS) > 100
    for country, numbers in NUMBERS.items():
        for number in (numbers.police, numbers.ambulance):
            assert number.isdigit() and 2 <= len(number) <= 5, country
