"""Each page of a waiver opens for whom it is, says what it should, and stays cheap whatever the rows."""

import re
from datetime import timedelta
from types import SimpleNamespace

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from accounts.models import Person
from tests.statements import Statements
from tests.waivers.conftest import prove
from tests.waivers.story import AGAINST
from waivers.models import BoardDecision, Waiver
from waivers.states import WaiverState

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.slow]


@pytest.fixture(autouse=True)
def today(at):
    with time_machine.travel(at + timedelta(hours=1), tick=True):
        yield


@pytest.fixture
def sign_in():
    def signed_in(person: Person) -> Client:
        client = Client()
        client.force_login(person.user)
        return client

    return signed_in


def page(client: Client, name: str, *args) -> str:
    response = client.get(reverse(f"waivers:{name}", args=args))
    assert response.status_code == 200, name
    return response.content.decode()


def typed(words: dict, person: Person) -> dict:
    return {
        **{name: str(value) for name, value in words.items() if name != "provision"},
        "provision": str(words["provision"].pk),
        "beneficiary": str(person.pk),
    }


def test_a_request_is_sent_from_the_page(sign_in, people, words):
    client = sign_in(people.employee)
    answer = client.post(reverse("waivers:new"), typed(words, people.employee))
    waiver = Waiver.objects.get()
    assert answer.url == waiver.get_absolute_url()
    assert waiver.state == WaiverState.REQUESTED
    assert waiver.reasons == words["reasons"]


def test_sent_twice_it_is_one_request(sign_in, people, words):
    client = sign_in(people.employee)
    form = typed(words, people.employee) | {"receipt": "0" * 32}
    first, second = (client.post(reverse("waivers:new"), form) for _time in range(2))
    assert Waiver.objects.count() == 1
    assert first.url == second.url


def test_a_draft_is_kept_incomplete(sign_in, people, words):
    client = sign_in(people.employee)
    client.post(reverse("waivers:new"), typed(words, people.employee) | {"reasons": "", "keep": "1"})
    kept = Waiver.objects.get()
    assert kept.state == WaiverState.DRAFT
    written = page(client, "edit", kept.reference)
    assert written.count("(needed before you send it)") == 3, "not “optional”: it can't be handed in without"


def test_all_that_a_request_lacks_is_said_at_once(sign_in, people):
    answer = sign_in(people.employee).post(reverse("waivers:new"), {"beneficiary": people.employee.pk})
    errors = answer.context["form"].errors
    assert {"provision", "departure", "reasons", "mitigations", "starts_on", "ends_on"} <= set(errors)


def test_an_incomplete_request_keeps_what_was_typed(sign_in, people, words):
    client = sign_in(people.employee)
    answer = client.post(reverse("waivers:new"), typed(words, people.employee) | {"reasons": ""})
    assert answer.status_code == 200
    assert "A waiver needs reasons in writing" in answer.content.decode()
    assert words["departure"] in answer.content.decode()
    assert not Waiver.objects.exists()


def test_nobody_asks_for_a_stranger(sign_in, people, words):
    client = sign_in(people.employee)
    answer = client.post(reverse("waivers:new"), typed(words, people.stranger))
    assert answer.status_code == 200
    assert not Waiver.objects.exists()


def test_the_ethics_officer_grants_from_the_page(sign_in, people, asked):
    client = sign_in(people.ethics_officer)
    assert reverse("waivers:approve", args=[asked.reference]) in page(client, "waiver", asked.reference)
    said = {"reasons": "Modest.", "why_appropriate": "No business.", "why_limited": "Once."}
    client.post(reverse("waivers:approve", args=[asked.reference]), said)
    assert Waiver.objects.get().state == WaiverState.GRANTED


def test_a_grant_without_its_reasons_is_refused_on_the_page(sign_in, people, asked):
    client = sign_in(people.ethics_officer)
    answer = client.post(reverse("waivers:approve", args=[asked.reference]), {"reasons": "Modest."})
    assert answer.status_code == 200
    assert Waiver.objects.get().state == WaiverState.REQUESTED


def test_a_stale_form_says_that_things_moved_on(sign_in, people, asked, story):
    story.refused(asked)
    answer = sign_in(people.ethics_officer).post(
        reverse("waivers:refuse", args=[asked.reference]), {"reasons": "What I had typed"}
    )
    assert "moved on" in answer.content.decode()
    assert "What I had typed" in answer.content.decode()


def test_the_boards_way_from_page_to_page(sign_in, people, asked_by_executive):
    reference = asked_by_executive.reference
    officer, secretary, presiding = (
        sign_in(person) for person in (people.ethics_officer, people.secretary, people.presiding)
    )
    advised = {"advice": "APPROVE", "recommendation": "A modest case."}
    officer.post(reverse("waivers:recommend", args=[reference]), advised)
    with time_machine.travel(asked_by_executive.requested_at + timedelta(hours=2)):
        secretary.post(reverse("waivers:put_to_board", args=[reference]), {"called_on": "2026-11-24"})
        assert reference in page(presiding, "board")
    with time_machine.travel(asked_by_executive.requested_at + timedelta(days=1, hours=12)):
        secretary, presiding = sign_in(people.secretary), sign_in(people.presiding)
        minutes = {
            "resolution": "2026-41", "decision_at": "2026-11-24T14:30", "zone": "America/New_York",
            "presiding": str(people.presiding.pk), "reasons": "Modest.", "why_appropriate": "No business.",
            "why_limited": "Once.",
        } | {
            f"ballot_{director.pk.hex}": "PRESENT:FOR"
            for director in (people.presiding, people.director, people.third_director)
        }  # fmt: skip
        kept = secretary.post(reverse("waivers:record_meeting", args=[reference]), minutes)
        assert kept.status_code == 302, kept.content.decode()
        assert BoardDecision.objects.get().decision_at.isoformat().startswith("2026-11-24T19:30")
        address = reverse("waivers:confirm_meeting", args=[reference])
        assert presiding.get(address)["Location"].startswith("/account/reauthenticate/")
        prove(presiding, people.presiding, address)
        assert "2026-41" in page(presiding, "confirm_meeting", reference)
        presiding.post(reverse("waivers:confirm_meeting", args=[reference]), {"receipt": "r"})
    waiver = Waiver.objects.get()
    assert waiver.state == WaiverState.GRANTED
    assert waiver.signature.how == "re-authenticated by password"


def test_the_lines_of_the_directors_are_one_group_with_a_name(sign_in, people, asked_by_executive, story):
    story.on_agenda(asked_by_executive)
    shown = page(sign_in(people.secretary), "record_meeting", asked_by_executive.reference)
    groups = re.findall(r"<fieldset.*?<legend>(.*?)</legend>(.*?)</fieldset>", shown, re.S)
    (lines,) = [fields for legend, fields in groups if legend == "Each director in office"]
    assert lines.count('name="ballot_') == shown.count('name="ballot_') > 1
    assert 'name="reasons"' not in lines


def test_a_question_goes_back_and_forth(sign_in, people, asked):
    officer, requester = sign_in(people.ethics_officer), sign_in(people.employee)
    officer.post(reverse("waivers:return_to_requester", args=[asked.reference]), {"question": "Who pays?"})
    assert "Who pays?" in page(requester, "answer", asked.reference)
    requester.post(reverse("waivers:answer", args=[asked.reference]), {"answer": "The host."})
    assert "The host." in page(officer, "waiver", asked.reference)
    assert Waiver.objects.get().state == WaiverState.REQUESTED


def test_after_declaring_a_conflict_the_officer_is_back_at_the_list(sign_in, people, asked):
    client = sign_in(people.ethics_officer)
    answer = client.post(reverse("waivers:recuse", args=[asked.reference]), {"receipt": "r"})
    assert answer.url == reverse("waivers:list")
    assert client.get(asked.get_absolute_url()).status_code == 404


def test_the_requester_reads_the_outcome_but_no_vote_and_no_advice(sign_in, people, story):
    waiver = story.confirmed(story.on_agenda(story.requested(by=people.executive)), director=AGAINST)
    shown = page(sign_in(people.executive), "waiver", waiver.reference)
    assert "The congress is public" in shown
    for hidden in ("Dirk Director", "A modest case", "2026-41", "History"):
        assert hidden not in shown, hidden
    assert "Dirk Director" in page(sign_in(people.secretary), "waiver", waiver.reference)


@pytest.mark.parametrize(
    "name",
    ["approve", "refuse", "recommend", "return_to_requester", "recuse", "revoke", "put_to_board", "record_meeting",
     "confirm_meeting", "clear", "propose_consent", "sign_consent", "decline_consent", "declare_recusal", "board_paper",
     "certificate"],
)  # fmt: skip
def test_a_requester_finds_no_page_of_the_deciders(sign_in, people, asked, name):
    client = sign_in(people.employee)
    address = reverse(f"waivers:{name}", args=[asked.reference])
    assert client.get(address).status_code == 404
    assert client.post(address, {"reasons": "I grant it to myself"}).status_code == 404
    assert Waiver.objects.get().state == WaiverState.REQUESTED


def test_to_a_stranger_and_an_administrator_it_does_not_exist(sign_in, people, asked):
    for person in (people.stranger, people.administrator, people.counsel):
        client = sign_in(person)
        assert client.get(asked.get_absolute_url()).status_code == 404
        assert asked.reference not in page(client, "list")


def test_the_boards_page_is_for_the_board(sign_in, people):
    assert sign_in(people.stranger).get(reverse("waivers:board")).status_code == 404


def test_a_visitor_is_asked_to_sign_in(client):
    assert client.get(reverse("waivers:list")).status_code == 302


def test_nonsense_in_the_address_finds_nothing(sign_in, people):
    client = sign_in(people.employee)
    assert client.get("/waivers/W-0000-0000/").status_code == 404
    assert client.get(reverse("waivers:list") + "?show=everything&sort=secret&after=%00").status_code == 200


@pytest.mark.parametrize("show", ["mine", "decide", "register"])
def test_a_list_costs_the_same_with_one_row_or_many(sign_in, people, story, show):
    count = 4
    for _number in range(count):
        story.requested()
        story.refused(story.requested())
    person = people.employee if show == "mine" else people.ethics_officer
    client = sign_in(person)
    with Statements() as asked:
        shown = client.get(reverse("waivers:list"), {"show": show}).content.decode()
    assert len(asked) <= 12
    assert shown.count('class="reference"') >= count


def test_the_page_of_one_waiver_stays_cheap(sign_in, people, story):
    waiver = story.board_granted()
    client: SimpleNamespace | Client = sign_in(people.secretary)
    with Statements() as asked:
        client.get(waiver.get_absolute_url())
    assert len(asked) <= 12


def test_the_boards_list_stays_cheap(sign_in, people, story):
    for _number in range(3):
        story.recorded(story.on_agenda(story.requested(by=people.executive)))
    client = sign_in(people.presiding)
    with Statements() as asked:
        assert client.get(reverse("waivers:board")).content.decode().count('class="reference"') == 3
    assert len(asked) <= 12
