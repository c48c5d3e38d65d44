"""What programs meet at the speak-up pages, and that nobody honest is kept out or loses a word."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from cases import pace, passes, used_once
from cases.models import PendingForm, PendingUpload, Report
from cases.passes import Pass, Toll
from cases.views.public.page import TRAP
from tests.cases.public.conftest import another_visitor
from tests.cases.public.visitor import STORY, Visitor, pdf
from tests.processes import ROOT
from vault.models import DataKey

WRONG = "ZZZZ-ZZZZ-ZZZZ-ZZZZ-ZZZZ-ZZZ9"


@pytest.fixture
def wall(settings, monkeypatch):
    """The wall with small numbers, and nothing counted yet."""
    monkeypatch.setattr(pace, "_counts", type(pace._counts)())
    settings.QUICKEST_FORM, settings.SENDINGS_PER_MINUTE, settings.TRIES_PER_MINUTE = 8, 2, 2
    settings.WORK_BITS, settings.WORK_WAIT, settings.WEB_PROCESSES = 8, 20, 1
    return settings


def busy(kind: str, at, times: int = 2) -> None:
    for _time in range(times):
        pace.count(kind, at=at)


def work_of(page: str) -> str:
    """What static/work.js finds for the numbers in a page."""
    challenge, bits = re.search(r'data-work="(\w+)" data-work-bits="(\d+)"', page).groups()
    return Pass("", challenge, int(bits) + passes.PIECE_BITS, 0, 0).solve()


def slowly(visitor: Visitor, clock, **changed) -> str:
    """As a person fills it in."""
    visitor.fill(**changed)
    clock.shift(60)
    return visitor.page


# --- the careless ------------------------------------------------------------------------------------------
def test_whoever_takes_their_time_is_asked_for_nothing(wall, visitor, clock):
    slowly(visitor, clock)
    visitor.send("send")
    assert visitor.key and Report.objects.count() == 1


def test_too_quick_or_in_the_trap_is_asked_once_more_and_accused_of_nothing(wall, visitor, clock):
    wall.SENDINGS_PER_MINUTE = 20
    visitor.fill()
    visitor.send("send")
    assert visitor.heading == "Please press once more" and not Report.objects.exists()
    assert not re.search("spam|robot|bot |suspicious|error|wrong", visitor.text.split("©")[0], re.I)
    visitor.send("send", **{"pass": visitor.hidden("pass")})
    assert visitor.heading == "Please press once more", "a program that presses at once is asked again"
    clock.shift(3)
    visitor.send("send", **{"pass": visitor.hidden("pass")})
    assert visitor.key and Report.objects.get().narrative == STORY

    trapped = another_visitor()
    trapped.open("/speak-up/report/")
    trapped.send(topic="anti-bribery", homepage="https://spam.example")
    assert "spam.example" not in trapped.page
    trapped.send(narrative=STORY)
    trapped.send(concerns=["NONE"])
    trapped.send()
    trapped.send(danger="NO")
    trapped.send()
    trapped.send(mode="ANONYMOUS")
    clock.shift(60)
    trapped.send("send")
    assert trapped.heading == "Please press once more"
    clock.shift(3)
    trapped.send("send", **{"pass": trapped.hidden("pass")})
    assert trapped.key and Report.objects.count() == 2


def test_a_program_that_posts_pages_leaves_no_row(wall, visitor):
    before = DataKey.objects.count()
    visitor.fill()
    visitor.send("send")
    assert not PendingForm.objects.exists() and not Report.objects.exists()
    assert DataKey.objects.count() == before


def test_the_trap_is_hidden_from_everybody_and_known_to_the_pages(visitor):
    visitor.open("/speak-up/report/")
    [trap] = re.findall(r'<div class="speak-up-trap" aria-hidden="true">(.*?)</div>', visitor.page, re.S)
    assert f'name="{TRAP}"' in trap and 'tabindex="-1"' in trap and 'autocomplete="off"' in trap
    assert ".speak-up-trap { display: none; }" in (ROOT / "static" / "speak-up.css").read_text()


# --- above a rate ------------------------------------------------------------------------------------------
def test_above_a_rate_sending_takes_work_or_a_longer_wait(wall, visitor, clock, at):
    slowly(visitor, clock)
    busy(pace.SENDING, timezone.now())
    review = visitor.page
    visitor.send("send")
    assert visitor.heading == "One moment, then it is sent" and "Please wait 20 seconds" in visitor.text
    waiting = visitor.page

    worked = Visitor(visitor.client, path=visitor.path, page=waiting)
    worked.send("send", **{"pass": worked.hidden("pass"), "work": "1," * 15 + "1"})
    assert worked.heading == "One moment, then it is sent", "work that is not done counts for nothing"
    worked.send("send", **{"pass": worked.hidden("pass"), "work": work_of(worked.page)})
    key = worked.key
    visitor.page = waiting
    visitor.send("send", **{"pass": visitor.hidden("pass")})
    assert visitor.key == key and Report.objects.count() == 1, "sent already: the same key, no second report"

    clock.shift(600)
    other = another_visitor()
    slowly(other, clock)
    busy(pace.SENDING, timezone.now())
    other.send("send")
    waiting = other.page
    clock.shift(15)
    other.send("send", **{"pass": other.hidden("pass")})
    assert "Please wait 5 seconds" in other.text, "the wait goes on and does not begin anew"
    clock.shift(5)
    other.send("send", **{"pass": other.hidden("pass")})
    assert other.key and Report.objects.count() == 2
    assert review != waiting


def test_a_pass_is_good_for_its_own_form_for_an_hour_and_not_bought_in_quiet_times(wall, visitor, clock):
    visitor.fill()
    visitor.send("send")
    quiet = visitor.hidden("pass")  # one press more was asked for, and no work
    clock.shift(30)
    busy(pace.SENDING, timezone.now(), 9)
    visitor.send("send", **{"pass": quiet})
    assert visitor.heading == "One moment, then it is sent"
    foreign, work = visitor.hidden("pass"), work_of(visitor.page)
    other = another_visitor()
    other.fill()
    other.send("send", **{"pass": foreign, "work": work})
    assert other.heading == "One moment, then it is sent" and not Report.objects.exists()
    clock.shift(3601)
    busy(pace.SENDING, timezone.now(), 9)
    visitor.send("send", **{"pass": foreign, "work": work})
    assert visitor.heading == "One moment, then it is sent"
    visitor.send("back")
    assert visitor.heading == "May we know who you are?", "back works from here too"


def test_files_wait_with_the_form_and_words_go_on(wall, visitor, clock):
    visitor.fill(until="files")
    busy(pace.SENDING, timezone.now(), 9)
    visitor.send("add", uploads=[pdf()])
    assert "A great deal is being sent now. Please choose your files once more." in visitor.text
    assert not PendingUpload.objects.exists() and not PendingForm.objects.exists()
    visitor.send("add", uploads=[pdf()], **{"pass": visitor.hidden("pass"), "work": work_of(visitor.page)})
    assert "1 file added" in visitor.text
    visitor.send()
    assert visitor.heading == "May we know who you are?"


def test_what_it_costs_grows_with_the_flood_and_ends_with_it(wall, at):
    assert passes.toll(pace.SENDING, at=at).is_free
    busy(pace.SENDING, at, 2)
    assert passes.toll(pace.SENDING, at=at).is_free
    wall.WEB_PROCESSES = 2
    assert not passes.toll(pace.SENDING, at=at).is_free, "another process sees as much"
    wall.WEB_PROCESSES = 1
    busy(pace.SENDING, at, 1)
    assert passes.toll(pace.SENDING, at=at) == Toll(8, 20)
    busy(pace.SENDING, at, 2000)
    assert passes.toll(pace.SENDING, at=at) == Toll(8 + passes.MOST_DOUBLINGS, 80)
    assert passes.toll(pace.TRY, at=at).is_free, "each kind is counted for itself"
    assert passes.toll(pace.SENDING, at=at + timedelta(minutes=2)).is_free
    wall.SENDINGS_PER_MINUTE = 0
    busy(pace.SENDING, at, 2000)
    assert passes.toll(pace.SENDING, at=at).is_free, "0 switches it off"


def test_the_work_is_what_it_says(at):
    held = Pass.issue("a form", Toll(10, 20), at=at)
    solved = held.solve()
    assert held.is_solved(solved)
    assert not replace(held, challenge="0" * 32).is_solved(solved)
    for forged in ("", "1", "," * 15, solved + ",1", "٣," * 15 + "٣", "9" * 500, solved.replace(",", ", "), "-1," * 16):
        assert not held.is_solved(forged)


def test_nothing_about_who_sends_is_counted(wall, visitor, clock):
    for address in ("203.0.113.7", "198.51.100.9", "192.0.2.1"):
        visitor.client = Client(enforce_csrf_checks=True, REMOTE_ADDR=address)
        slowly(visitor, clock)
        visitor.send("send")
    counted = {part for key in pace._counts for part in map(str, key)}
    assert {"sending", "stored"} <= counted and all(part in ("sending", "stored") or part.isdigit() for part in counted)


# --- guessing ----------------------------------------------------------------------------------------------
def come(clock, *, typed: str, wait: float = 3, work: bool = False) -> Visitor:
    reader = another_visitor()
    reader.open("/speak-up/follow-up/")
    clock.shift(wait)
    reader.send(access_key=typed, work=work_of(reader.page) if work else "")
    return reader


def test_above_a_rate_of_tries_each_takes_work_or_a_longer_wait_and_nobody_is_locked_out(wall, visitor, clock):
    key = slowly(visitor, clock) and visitor.send("send") and visitor.key
    hoarded = another_visitor()
    hoarded.open("/speak-up/follow-up/")
    for _try in range(6):
        come(clock, typed=WRONG)
    hoarded.send(access_key=key)
    assert "Very many keys are being tried" in hoarded.text and key in hoarded.page, "from before: worth nothing now"
    assert come(clock, typed=key, work=True).heading == "Where it stands", "with the right key and the work done"
    without_script = another_visitor()
    without_script.open("/speak-up/follow-up/")
    seconds = int(re.search(r"can be used (\d+) seconds", without_script.text)[1])
    clock.shift(10)
    without_script.send(access_key=key)
    assert f"in {seconds - 10} seconds" in without_script.text
    clock.shift(seconds - 10)
    for _try in range(9):
        pace.count(pace.TRY, at=timezone.now())
    without_script.send(access_key=key)
    assert without_script.heading == "Where it stands"


def test_a_worked_try_is_used_once_whatever_the_cache_does(wall, at, settings, monkeypatch):
    settings.REDIS_URL = "redis://127.0.0.1:1/0"  # nobody answers there
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": settings.REDIS_URL}
    }
    monkeypatch.setattr(used_once, "_cache_is_away_until", 0.0)
    assert used_once.first_use("a-number", at=at), "an absent cache turns nobody away"
    assert not used_once.first_use("a-number", at=at), "and opens the door to nobody"
    assert used_once._cache_is_away_until > 0, "the control: it was asked"


def test_what_the_cache_remembers_tells_no_hour(at):
    ends = {at + timedelta(hours=hours, seconds=used_once._until_the_next_day_ends(at + timedelta(hours=hours)))
            for hours in range(9)}  # fmt: skip
    assert len(ends) == 1


def test_an_error_page_gives_back_words_and_none_of_our_own_fields(visitor):
    visitor.fill(until="story")
    visitor.client.cookies.clear()
    visitor.send(narrative=STORY, homepage="a trap", **{"pass": "sealed-pass-text", "work": "1,2,3"})
    assert visitor.answer.status_code == 403 and STORY in visitor.page
    assert not any(ours in visitor.page for ours in ("a trap", "sealed-pass-text", "1,2,3"))
