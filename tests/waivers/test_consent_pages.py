"""A written consent in the browser: asked for, signed with the password just given, told to nobody else."""

import re
from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.totp.internal import auth as totp
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from accounts.models import Person
from tests.standing import standing
from tests.statements import Statements
from tests.waivers.conftest import prove
from tests.waivers.story import WHY
from waivers.models import ConsentSignature, Waiver
from waivers.states import WaiverState

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture(autouse=True)
def today(at):
    with time_machine.travel(at + timedelta(hours=1), tick=True):
        yield


@standing
def paper(story, asked_by_executive) -> Waiver:
    return story.on_agenda(asked_by_executive)


def client_of(person: Person) -> Client:
    client = Client()
    client.force_login(person.user)
    return client


def seen_on(answer: HttpResponse) -> str:
    """What the page says that it shows."""
    found = re.search(r'name="seen" value="([0-9a-f]{64})"', answer.content.decode())
    return found[1] if found else ""


def address(name: str, waiver: Waiver) -> str:
    return reverse(f"waivers:{name}", args=[waiver.reference])


def shown(person: Person, waiver: Waiver) -> str:
    return client_of(person).get(waiver.get_absolute_url()).content.decode()


def test_from_the_text_to_the_grant(paper, people, story):
    secretary = client_of(people.secretary)
    secretary.post(address("propose_consent", paper), {"resolution": "2026-42", **WHY})
    for name in ("presiding", "director", "third_director"):
        person, client = getattr(people, name), Client()
        prove(client, person, address("sign_consent", paper))
        page = client.get(address("sign_consent", paper)).content.decode()
        assert WHY["why_limited"] in page and "2026-42" in page
        assert client.post(address("sign_consent", paper), {"receipt": name}).status_code == 302
    waiver = Waiver.objects.get(pk=paper.pk)
    assert waiver.state == WaiverState.GRANTED
    assert set(ConsentSignature.objects.values_list("signature__how", flat=True)) == {"re-authenticated by password"}
    assert "In effect since the last signature" in shown(people.secretary, waiver)


def test_a_text_that_was_changed_is_read_again_and_then_signed(paper, people, story):
    story.proposed(paper)
    client, where = Client(), address("sign_consent", paper)
    prove(client, people.director, where)
    sent = {"receipt": "x", "seen": seen_on(client.get(where))}
    client_of(people.secretary).post(address("propose_consent", paper), {"resolution": "2026-43", **WHY})
    answer = client.post(where, sent)
    assert "Read it again before you sign." in answer.content.decode() and "2026-43" in answer.content.decode()
    assert not ConsentSignature.objects.exists()
    assert client.post(where, sent | {"seen": seen_on(answer)}).status_code == 302
    assert ConsentSignature.objects.get().member == people.director


def test_without_a_password_just_given_nothing_is_signed(paper, people, story):
    story.proposed(paper)
    answer = client_of(people.director).post(address("sign_consent", paper), {"receipt": "x"})
    assert answer["Location"].startswith("/account/reauthenticate/")
    assert not ConsentSignature.objects.exists()


def test_a_second_factor_just_given_signs_too_and_the_signature_says_so(paper, people, story):
    story.proposed(paper)
    director, secret, where = people.director, totp.generate_totp_secret(), address("sign_consent", paper)
    totp.TOTP.activate(director.user, secret)
    client = client_of(director)
    code = totp.format_hotp_value(totp.hotp_value(secret, next(totp.yield_hotp_counters_from_time())))
    client.post(reverse("mfa_reauthenticate"), {"code": code, "next": where})
    client.post(where, {"receipt": "x"})
    assert ConsentSignature.objects.get().signature.how == "re-authenticated by mfa"


def test_the_page_says_who_has_signed_and_that_nothing_is_in_effect(paper, people, story):
    story.signed(story.proposed(paper), people.presiding)
    page = shown(people.director, paper)
    assert "nothing is in effect" in page
    assert page.count("Not yet") == 2


def test_whoever_writes_the_text_anew_is_warned_that_signatures_become_void(paper, people, story):
    story.signed(story.proposed(paper), people.presiding)
    page = client_of(people.secretary).get(address("propose_consent", paper)).content.decode()
    assert "One director has signed already" in page
    assert "2026-42" in page


def test_the_requester_sees_neither_the_text_nor_who_signed(paper, people, story):
    story.signed(story.proposed(paper), people.presiding)
    page = shown(people.executive, paper)
    for hidden in ("2026-42", "Dana Director", "Written consent", WHY["why_limited"]):
        assert hidden not in page, hidden


def test_a_director_who_stepped_back_reads_no_more_of_it(paper, people, story):
    story.proposed(paper)
    client = client_of(people.director)
    assert client.post(address("declare_recusal", paper), {"reason": "A cousin."}).status_code == 302
    page = client.get(paper.get_absolute_url()).content.decode()
    assert "A modest case." not in page and "2026-42" not in page
    assert "The Board has to meet" in client_of(people.secretary).get(reverse("waivers:board")).content.decode()
    record = client_of(people.secretary).get(address("record_meeting", paper)).content.decode()
    assert "Declared a conflict" in record


def test_a_director_may_want_a_meeting(paper, people, story):
    story.proposed(paper)
    client_of(people.director).post(address("decline_consent", paper), {"receipt": "x"})
    page = shown(people.secretary, paper)
    assert "A director wants a meeting" in page


def test_the_page_stays_cheap(paper, people, story):
    story.signed(story.proposed(paper), people.presiding)
    client = client_of(people.director)
    client.get(paper.get_absolute_url())
    with Statements() as asked:
        client.get(paper.get_absolute_url())
    assert len(asked) <= 14


def test_a_finding_that_no_waiver_is_needed_from_the_page(asked, people):
    said = {"outcome": "PRE_CLEARED", "reasons": "The Code lets the office approve this."}
    client_of(people.ethics_officer).post(address("clear", asked), said)
    assert Waiver.objects.get(pk=asked.pk).state == WaiverState.CLEARED
    assert "a pre-clearance, not a waiver" in shown(people.employee, asked)


def test_a_renewal_leads_to_its_draft(story, asked, people):
    story.granted(asked)
    answer = client_of(people.employee).post(address("renew", asked), {"ends_on": "2027-03-31"})
    renewal = Waiver.objects.get(renews=asked)
    assert answer["Location"] == renewal.get_absolute_url()
