"""The code from the telephone: exchanged for a key at the first visit, gone with it, and hard to guess."""

from datetime import timedelta

import pytest

from audit.models import Entry
from cases import pick_up_codes
from cases.actions import forget_pick_up_codes
from cases.models import PickUpCode, Report
from ethics_portal import settings as portal
from tests.cases.operator.conftest import called, line  # noqa: F401 — fixtures
from tests.cases.public.conftest import another_visitor
from tests.cases.public.visitor import Visitor

pytestmark = [pytest.mark.once, pytest.mark.slow]

NOTHING = "We can’t find anything with this key."


def come(code: str, clock) -> Visitor:
    reader = another_visitor()
    reader.open("/speak-up/follow-up/")
    clock.shift(3)
    reader.send(access_key=code)
    return reader


@pytest.mark.parametrize("spelling", [lambda code: code, lambda code: f" {code[:4]} {code[4:8]}-{code[8:]} "])
def test_a_code_becomes_a_key_that_opens_the_dialogue(spelling, called, clock):  # noqa: F811
    _report, code = called
    reader = come(spelling(code), clock)
    assert reader.heading == "Please keep this key. It takes the place of your code."
    key = reader.key
    reader.send(last_group=key[-4:])
    assert reader.heading == "Thank you. It is with us now."
    assert come(key, clock).heading == "Where it stands"
    assert NOTHING in come(code, clock).text, "the code has done its work"
    assert not Entry.objects.about(Report.objects.get().case).exclude(recorded_at=None).exists()


def test_until_the_key_is_confirmed_the_code_shows_the_same_key(called, clock):  # noqa: F811
    _report, code = called
    first, again = come(code, clock).key, come(code, clock).key
    assert first == again
    assert Entry.objects.filter(verb="exchange_pick_up_code").count() == 1
    assert come(first, clock).heading == "Where it stands", "whoever noted the key and left has it"


def test_a_wrong_last_group_asks_again_and_keeps_the_words_about_the_code(called, clock):  # noqa: F811
    reader = come(called[1], clock)
    reader.send(last_group="ZZZZ")
    assert reader.heading == "Please keep this key. It takes the place of your code."


def test_a_code_holds_for_fourteen_days(called, clock):  # noqa: F811
    _report, code = called
    clock.shift(14 * 24 * 3600)
    assert "Please keep this key." in come(code, clock).heading
    clock.shift(24 * 3600)
    assert NOTHING in come(code, clock).text


def test_old_codes_are_forgotten(called, at):  # noqa: F811
    assert forget_pick_up_codes(before=at.date() + timedelta(days=14)) == 0
    assert forget_pick_up_codes(before=at.date() + timedelta(days=15)) == 1
    assert not PickUpCode.objects.exists()


def test_wrong_old_and_shredded_codes_look_the_same(called, clock, at):  # noqa: F811
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from tests.cases.public.test_follow_up import without_capsules

    def try_code(code: str) -> tuple[str, int]:
        with CaptureQueriesContext(connection) as asked:
            reader = come(code, clock)
        queries = [one for one in asked if "vault_secret" not in one["sql"] and "SAVEPOINT" not in one["sql"]]
        return without_capsules(reader.page).replace(code, "CODE"), len(queries)

    report, code = called
    report.data_key.destroy(on=at.date())
    shredded, wrong = try_code(code), try_code("000000000000")
    assert shredded == wrong and NOTHING in wrong[0].replace("&#x27;", "’")


def test_each_page_is_good_for_one_try(called, clock):  # noqa: F811
    reader = come("000000000000", clock)
    page = reader.page
    clock.shift(3)
    reader.send(access_key="000000000001")
    reader.page = page
    reader.send(access_key=called[1])
    assert "One moment, please" in reader.text


def test_many_wrong_tries_lock_nobody_out(called, clock):  # noqa: F811
    for number in range(8):
        come(f"{number:012d}", clock)
    assert "Please keep this key." in come(called[1], clock).heading


def test_more_tries_at_once_than_have_their_turn_are_asked_to_wait(called, clock):  # noqa: F811
    for _turn in range(pick_up_codes.MOST_WAITING):
        assert pick_up_codes._turns.acquire(blocking=False)
    try:
        reader = come(called[1], clock)
        assert "One moment, please" in reader.text and called[1] in reader.page
    finally:
        for _turn in range(pick_up_codes.MOST_WAITING):
            pick_up_codes._turns.release()


def test_a_code_is_slow_to_look_up_and_its_digest_needs_our_secret(db):
    passes, memory = portal.PICK_UP_CODE_COST
    assert memory >= 64 * 1024 and passes >= 2
    assert len(pick_up_codes.pick_up_code_digest("123456789012")) == 64
    assert pick_up_codes.normalised("1234-5678 9012") == "123456789012"
    assert pick_up_codes.normalised("１２３４５６７８９０１２") == "", "figures of another script are no code"
