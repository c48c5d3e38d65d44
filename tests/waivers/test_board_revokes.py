"""What the Board granted only the Board takes back: at a meeting, or by the written consent of every director."""

from datetime import date, timedelta

import pytest

from accounts.models import Notice, Person
from accounts.moves import Refused
from audit.trail import history
from code_of_ethics.actions import confirm_filing, draft_disclosure
from code_of_ethics.models import Disclosure
from tests.standing import standing
from tests.waivers.story import AGAINST, RECUSED
from tests.waivers.test_database_refuses import refuses, run
from tests.waivers.test_files import uploaded
from waivers import actions
from waivers.models import BoardDecision, ConsentSignature, Waiver
from waivers.states import WaiverState
from waivers.verification import checked

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("stopped_clock")]


@standing
def granted(story) -> Waiver:
    return now(story.board_granted())


@standing
def revoking(story, granted) -> Waiver:
    return now(story.revoking(granted))


def now(waiver: Waiver) -> Waiver:
    return Waiver.objects.get(pk=waiver.pk)


def heard(person: Person, kind: str) -> bool:
    return Notice.objects.filter(recipient=person, kind=kind).exists()


def test_the_cceo_alone_does_not_take_back_what_the_board_granted(granted, people, story):
    with pytest.raises(Refused):
        actions.revoke_waiver(granted, reasons="Misused.", by=people.ethics_officer, at=story.next_moment())


def test_asked_to_revoke_it_stays_in_force_until_the_board_decides(revoking, people):
    assert revoking.state == WaiverState.REVOKING
    assert heard(people.secretary, "waiver_to_revoke") and heard(people.director, "waiver_to_revoke")
    assert not heard(people.executive, "waiver_to_revoke"), "the person concerned reads no deliberation"
    in_force = Waiver.objects.register(people.counsel).narrowed(on=revoking.starts_on, holds="now")
    assert revoking in in_force
    assert revoking in Waiver.objects.before_the_board(people.secretary)


def test_a_meeting_revokes_with_reasons_from_a_day_once_it_is_confirmed(revoking, people, story):
    later = revoking.starts_on + timedelta(days=5)
    story.revocation_recorded(revoking, effective_on=later)
    assert now(revoking).state == WaiverState.REVOKING, "nothing is in effect before it is confirmed"
    revoked = actions.confirm_meeting(now(revoking), by=people.presiding, at=story.next_moment())
    assert (revoked.state, revoked.revoked_on, revoked.revoked_by) == (WaiverState.REVOKED, later, None)
    assert revoked.revocation_reasons == "The reason has gone."
    assert revoked.outcome == "GRANTED", "that it was granted stays on record"
    assert heard(people.executive, "waiver_revoked")
    register = Waiver.objects.register(people.counsel)
    assert revoked in register.narrowed(on=later - timedelta(days=1), holds="now")
    assert revoked in register.narrowed(on=later, holds="over")


def test_every_director_revokes_by_written_consent(revoking, story):
    revoked = story.consented(story.revocation_proposed(revoking))
    assert revoked.state == WaiverState.REVOKED
    assert now(revoked).revocations.get().votes.count() == 3


def test_both_decisions_and_their_signatures_hold(revoking, story, people):
    story.revocation_confirmed(revoking)
    found = checked(now(revoking))
    assert [str(one.what) for one in found] == ["Decision", "Revocation"]
    assert all(one.holds for one in found)


def test_signatures_under_a_consent_to_revoke_hold_too(revoking, story):
    story.consented(story.revocation_proposed(revoking))
    found = checked(now(revoking))
    assert len(found) == 5 and all(one.holds for one in found)


def test_voted_down_the_waiver_stays_and_the_board_can_be_asked_again(revoking, story, people):
    kept = story.revocation_confirmed(revoking, presiding=AGAINST, director=AGAINST)
    assert (kept.state, kept.revoked_on) == (WaiverState.GRANTED, None)
    assert heard(people.ethics_officer, "waiver_not_revoked")
    again = story.revocation_confirmed(now(story.revoking(now(kept))))
    assert again.state == WaiverState.REVOKED and again.revocations.count() == 2


def test_taken_off_the_agenda_it_stays_as_granted_and_signatures_are_void(revoking, story, people):
    waiver = story.signed(story.revocation_proposed(revoking), people.director)
    kept = actions.drop_revocation(now(waiver), by=people.secretary, at=story.next_moment())
    assert kept.state == WaiverState.GRANTED
    assert ConsentSignature.objects.get().voided_because == "DROPPED"


@pytest.mark.parametrize("effective_on", [date(2026, 11, 1), date(2027, 6, 1)])
def test_a_day_that_makes_no_sense_is_refused(revoking, story, effective_on):
    with pytest.raises(Refused) as refusal:
        story.revocation_recorded(revoking, effective_on=effective_on)
    assert refusal.value.field_name == "effective_on"


def test_a_director_steps_back_from_the_revocation_too(revoking, story, people):
    actions.declare_recusal(revoking, reason="A cousin.", by=people.director, at=story.next_moment())
    with pytest.raises(Refused):
        story.revocation_recorded(now(revoking))
    assert story.revocation_confirmed(now(revoking), director=RECUSED).state == WaiverState.REVOKED


def test_the_clock_ends_one_whose_day_comes_first(revoking):
    at = revoking.requested_at + timedelta(days=60)
    assert actions.lapse_waiver(revoking, at=at).state == WaiverState.LAPSED


def test_the_public_page_says_that_it_was_revoked_and_from_when(revoking, story, people, client):
    duty = Disclosure.objects.get()
    at = story.next_moment()
    drafted = draft_disclosure(duty, text="The Board granted a waiver.", by=people.counsel, at=at)
    facts = {"means": "FORM_8K", "reference": "0001234567-26-000123", "filed_at": at}
    filed = confirm_filing(drafted, **facts, by=people.secretary, at=at)
    story.revocation_confirmed(revoking)
    assert Disclosure.objects.get().ended_on == now(revoking).revoked_on
    assert history(filed)[-1].verb == "note_end_of_source"
    assert b"This was revoked with effect from" in client.get(f"/disclosures/{filed.public_slug}/").content


def test_the_cceo_revokes_their_own_from_a_later_day(story, people, asked):
    waiver = story.granted(asked)
    later = waiver.starts_on + timedelta(days=3)
    revoked = actions.revoke_waiver(
        waiver, reasons="Misused.", effective_on=later, by=people.ethics_officer, at=story.next_moment()
    )
    assert (revoked.revoked_on, revoked.revoked_by) == (later, people.ethics_officer)


def test_each_decision_shows_its_own_minutes(story, asked_by_executive, people, client):
    """The grant's and the revocation's, each beside what it records."""
    waiver = story.recorded(story.on_agenda(asked_by_executive), minutes=uploaded("first.txt", b"It was granted."))
    actions.confirm_meeting(now(waiver), by=people.presiding, at=story.next_moment())
    revoking = now(story.revoking(now(waiver)))
    story.revocation_recorded(revoking, minutes=uploaded("second.txt", b"It was revoked."))
    client.force_login(people.presiding.user)
    page = client.get(waiver.get_absolute_url()).content.decode()
    assert page.index("first.txt") < page.index("on revoking it") < page.index("second.txt")


# --- what the database refuses ---------------------------------------------------------------------------------------
REVOKE = (
    "UPDATE waivers_waiver SET state = 'REVOKED', revoked_at = decided_at, revoked_on = starts_on, "
    "revocation_reasons = reasons WHERE id = %s"
)


def test_the_database_revokes_nothing_of_the_board_without_the_board(revoking, story, people):
    assert refuses(REVOKE, revoking.pk)
    story.revocation_recorded(revoking)
    assert refuses(REVOKE, revoking.pk), "not confirmed"
    by_one = "UPDATE waivers_waiver SET revoked_by_id = %s WHERE id = %s"
    assert refuses(by_one, people.ethics_officer.pk, revoking.pk)


def test_a_confirmed_revocation_never_changes(revoking, story):
    story.revocation_confirmed(revoking)
    decision = BoardDecision.objects.get(revokes=revoking)
    for change in ("effective_on = called_on, resolution = '1'", "outcome = 'REFUSED'", "signature_id = NULL"):
        assert refuses(f"UPDATE waivers_boarddecision SET {change} WHERE id = %s", decision.pk)
    run("UPDATE waivers_boarddecision SET resolution = resolution WHERE id = %s", decision.pk)


def test_a_decision_grants_or_revokes_and_never_both(revoking, story):
    story.revocation_recorded(revoking)
    decision = BoardDecision.objects.get(revokes=revoking)
    assert refuses("UPDATE waivers_boarddecision SET revokes_id = NULL WHERE id = %s", decision.pk)
    assert refuses("UPDATE waivers_boarddecision SET effective_on = NULL WHERE id = %s", decision.pk)


# --- in the browser --------------------------------------------------------------------------------------------------
def test_asked_recorded_and_read_on_the_pages(client, granted, people, story):
    client.force_login(people.ethics_officer.user)
    client.post(f"/waivers/{granted.reference}/ask-to-revoke/", {"reasons": "The tender has opened."})
    client.force_login(people.secretary.user)
    assert b"To be revoked" in client.get("/waivers/board/").content
    form = client.get(f"/waivers/{granted.reference}/record-meeting/").content
    assert b"effective_on" in form and b"why_appropriate" not in form
    waiver = now(granted)
    story.at = waiver.revocation_asked_at
    story.revocation_recorded(waiver)
    client.force_login(people.presiding.user)
    page = client.get(waiver.get_absolute_url()).content.decode()
    assert "Meeting of the Board on revoking it" in page and "The tender has opened." in page
    client.force_login(people.executive.user)
    page = client.get(waiver.get_absolute_url()).content.decode()
    assert "on revoking it" not in page and "The tender has opened." not in page
