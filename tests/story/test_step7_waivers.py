"""Step 7: the CCEO decides a manager's waiver; the Board an executive's, with a duty to disclose."""

import re
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import holidays
import pytest
from playwright.sync_api import expect

from tests.story.acts import prove_again, request_waiver

BOARD_ZONE = ZoneInfo("America/New_York")
DIRECTORS = (
    "Adaeze Nwankwo-Hale", "Ruth Abernethy", "Hiroshi Tanabe", "Ingrid Solheim-Rask", "Luis Fernando Echeverría",
    "Walter Pruitt", "Catherine Ballantyne",
)  # fmt: skip


@pytest.fixture(scope="module")
def managers_request(everybody) -> str:
    return request_waiver(everybody("juergen-pfaffenrath"), departure="A dinner above the limit, at a congress.")


@pytest.fixture(scope="module")
def executives_request(everybody) -> str:
    return request_waiver(everybody("martin-kowalczyk"), departure="A seat on the board of a supplier's foundation.")


@pytest.fixture(scope="module")
def recommended(everybody, executives_request) -> str:
    """The CCEO advises the Board."""
    samuel = everybody("samuel-okafor")
    samuel.go(f"/waivers/{executives_request}/")
    assert "Grant" not in samuel.moves(), "only the Board can"
    samuel.move("Recommend to the Board")
    samuel.choose("Grant it", "My advice")
    samuel.write("Reasons for the Board", "He stays out of every purchase from them.")
    samuel.press("Send to the Board secretary")
    return executives_request


@pytest.fixture(scope="module")
def recorded(everybody, recommended) -> str:
    """The secretary puts it on the agenda, the Board meets, and the secretary records the meeting."""
    vanessa = everybody("vanessa-thornbury")
    vanessa.go("/waivers/board/")
    vanessa.follow(recommended)
    vanessa.move("Put on the Board's agenda")
    vanessa.write("Day of the meeting", f"{datetime.now(BOARD_ZONE):%Y-%m-%d}")
    vanessa.press("Put on the agenda")
    vanessa.move("Record the meeting")
    record_meeting(vanessa)
    return recommended


def record_meeting(vanessa) -> None:
    vanessa.write("Resolution number", "2026-117")
    vanessa.write("Decided at", f"{datetime.now(BOARD_ZONE):%Y-%m-%dT%H:%M:%S}")
    vanessa.select("Presiding director", "Adaeze Nwankwo-Hale")
    for director in DIRECTORS:
        vanessa.select(director, "Present, voted for")
    vanessa.write("Reasons of the Board", "The foundation is charitable and buys nothing.")
    vanessa.write("Why this waiver is appropriate", "He has no say in what we buy from them.")
    vanessa.write("Why the circumstances are very limited", "One seat, for one term.")
    vanessa.press("Keep the record")


@pytest.fixture(scope="module")
def confirmed(everybody, recorded) -> str:
    presiding = everybody("adaeze-nwankwo-hale")
    presiding.go(f"/waivers/{recorded}/")
    presiding.move("Confirm the record of the meeting")
    prove_again(presiding)
    presiding.press("Confirm and sign")
    return recorded


def test_the_cceo_grants_the_managers_waiver_with_reasons(people, managers_request):
    samuel = people("samuel-okafor")
    samuel.go("/waivers/?show=decide")
    samuel.follow(managers_request)
    samuel.move("Grant")
    samuel.write("Reasons", "It is a public congress and the dinner is modest.")
    samuel.write("Why this waiver is appropriate", "No business is pending with the host.")
    samuel.write("Why the circumstances are very limited", "One evening.")
    samuel.press("Grant and sign")
    juergen = people("juergen-pfaffenrath")
    juergen.go(f"/waivers/{managers_request}/")
    expect(juergen.panel("The decision")).to_contain_text("by Samuel Okafor")


def test_the_requester_does_not_decide(people, managers_request):
    juergen = people("juergen-pfaffenrath")
    juergen.go(f"/waivers/{managers_request}/")
    assert "Grant" not in juergen.moves()
    assert juergen.status(f"/waivers/{managers_request}/approve/") == 404


def test_nothing_is_granted_before_the_presiding_director_confirms(people, recorded):
    vanessa = people("vanessa-thornbury")
    vanessa.go(f"/waivers/{recorded}/")
    vanessa.shows("The record is not confirmed yet, so nothing is in effect.")
    assert "Confirm the record of the meeting" not in vanessa.moves(), "not by whoever recorded it"


def test_the_boards_decision_is_granted_by_the_votes(people, confirmed):
    martin = people("martin-kowalczyk")
    martin.go(f"/waivers/{confirmed}/")
    expect(martin.panel("The decision")).to_contain_text(re.compile("Granted.*by the Board", re.S))


def test_a_duty_to_disclose_is_born_with_its_due_date(people, confirmed):
    naomi = people("naomi-feldstein")
    naomi.go("/code/disclosures/")
    duty = naomi.page.get_by_role("row").filter(has_text="Martin Kowalczyk").filter(has_text=in_words(due_day()))
    expect(duty.first).to_be_visible()
    naomi.follow(re.compile("."), within=duty.first)
    naomi.shows("To be filed by")
    expect(naomi.panel("Facts")).to_contain_text(in_words(due_day()))


def due_day() -> date:
    """The fourth business day after the decision; a decision on a day off counts on the first business day after it."""
    decided = datetime.now(BOARD_ZONE).date()
    days_off = holidays.country_holidays("US", years=(decided.year, decided.year + 1))
    later = [decided + timedelta(days=days) for days in range(20)]
    business = [day for day in later if day.weekday() < 5 and day not in days_off]
    return business[4] if business[0] == decided else business[3]


def in_words(day: date) -> str:
    return f"{day.day} {day:%b %Y}"
