"""Asked for in somebody's name: nothing goes on without their own word, and the database holds that too."""

import pytest

from accounts.actions import grant_first_role
from accounts.models import Notice, Person
from accounts.moves import Refused
from accounts.roles import Office, Role
from audit.trail import history
from tests.standing import standing
from tests.waivers.story import WHY
from tests.waivers.test_database_refuses import GRANT, refuses, run, signature_id  # noqa: F401 - a fixture
from waivers import actions
from waivers.models import Waiver
from waivers.states import ClassReason, WaiverClass, WaiverState

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("stopped_clock")]


@standing
def office_staff(people, at) -> Person:
    """Somebody of the Compliance & Ethics office, who reports to its head."""
    grant_first_role(people.ethics_staff, role=Role.OFFICE_STAFF, office=Office.ETHICS_OFFICE, at=at)
    return Person.objects.get(pk=people.ethics_staff.pk)


@standing
def written(story, people, office_staff) -> Waiver:
    """Written down by the office for an employee, and sent to them."""
    return story.sent(by=office_staff, beneficiary=people.employee)


def heard(person: Person) -> set[str]:
    return set(Notice.objects.filter(recipient=person).values_list("kind", flat=True))


def test_the_office_asks_for_anybody_and_the_person_is_asked_first(written, people):
    assert written.on_behalf and written.state == WaiverState.TO_CONFIRM
    assert "waiver_requested_for_you" in heard(people.employee)
    assert "waiver_requested" not in heard(people.ethics_officer)
    assert not Waiver.objects.to_decide(people.ethics_officer).exists()
    assert list(Waiver.objects.to_confirm(people.employee)) == [written]


def test_nobody_else_asks_for_somebody_who_does_not_report_to_them(story, people):
    with pytest.raises(Refused):
        story.sent(by=people.counsel, beneficiary=people.employee)


def test_whoever_only_wrote_it_down_makes_no_conflict_of_their_chief(written, people):
    """Their manager is the head of the office, who manages neither the person nor the request."""
    assert (written.classification, written.classification_reason) == (WaiverClass.OTHER, ClassReason.EMPLOYEE)
    assert Waiver.objects.visible_to(people.ethics_officer).filter(pk=written.pk).exists()
    assert not Waiver.objects.visible_to(people.general_auditor).filter(pk=written.pk).exists()


def test_confirmed_it_goes_to_whoever_decides(written, people, story):
    confirmed = actions.confirm_request(written, by=people.employee, at=story.next_moment())
    assert (confirmed.state, confirmed.confirmed_by) == (WaiverState.REQUESTED, people.employee)
    assert "waiver_requested" in heard(people.ethics_officer)
    assert "waiver_confirmed" in heard(written.requester)
    assert story.granted(confirmed).state == WaiverState.GRANTED


def test_declined_it_is_over(written, people, story):
    declined = actions.decline_request(written, by=people.employee, at=story.next_moment())
    assert declined.state == WaiverState.DECLINED
    assert "waiver_declined" in heard(written.requester)
    assert history(declined)[-1].verb == "decline_request"
    with pytest.raises(Refused):
        actions.confirm_request(declined, by=people.employee, at=story.next_moment())


def test_whoever_wrote_it_cannot_confirm_it(written, story, office_staff):
    with pytest.raises(Refused):
        actions.confirm_request(written, by=office_staff, at=story.next_moment())


def test_nothing_is_decided_before_it_is_confirmed(written, people, story):
    with pytest.raises(Refused):
        actions.approve_waiver(written, **WHY, by=people.ethics_officer, at=story.next_moment())


def test_the_person_it_is_for_answers_questions_about_it(written, people, story):
    asked = story.returned(actions.confirm_request(written, by=people.employee, at=story.next_moment()))
    assert {"waiver_returned"} <= heard(people.employee) & heard(written.requester)
    answered = actions.answer_question(asked, answer="The host.", by=people.employee, at=story.next_moment())
    assert answered.clarifications.get().answered_by == people.employee


def test_the_database_decides_nothing_unconfirmed(written, people, signature_id):  # noqa: F811
    assert refuses(GRANT, people.ethics_officer.pk, signature_id, written.pk)
    assert refuses("UPDATE waivers_waiver SET state = 'REQUESTED' WHERE id = %s", written.pk)
    confirmed = "UPDATE waivers_waiver SET confirmed_by_id = %s, confirmed_at = requested_at WHERE id = %s"
    assert refuses(confirmed, people.ethics_staff.pk, written.pk), "only the person it is for confirms"
    run(confirmed, people.employee.pk, written.pk)
    run(GRANT, people.ethics_officer.pk, signature_id, written.pk)
    assert Waiver.objects.get(pk=written.pk).outcome == "GRANTED"


def test_a_confirmation_is_not_taken_back_in_the_database(written, people, story):
    actions.confirm_request(written, by=people.employee, at=story.next_moment())
    assert refuses("UPDATE waivers_waiver SET confirmed_by_id = NULL, confirmed_at = NULL WHERE id = %s", written.pk)


# --- in the browser ------------------------------------------------------------------------------------------------
@pytest.fixture
def as_person(client):
    def signed_in(person: Person):
        client.force_login(person.user)
        return client

    return signed_in


def typed(words, **more) -> dict:
    return {**words, "provision": words["provision"].pk, **more}


def test_only_the_office_is_offered_to_ask_for_others(as_person, people, office_staff):
    assert b"on_behalf_of" in as_person(office_staff).get("/waivers/new/").content
    assert b"on_behalf_of" not in as_person(people.employee).get("/waivers/new/").content


def test_written_by_the_office_confirmed_on_its_page(as_person, people, office_staff, words):
    sent = typed(words, beneficiary=office_staff.pk, on_behalf_of=people.employee.email)
    page = as_person(office_staff).post("/waivers/new/", sent, follow=True)
    assert b"Sent to the person it is for" in page.content
    waiver = Waiver.objects.get()
    browser = as_person(people.employee)
    assert b"asked for in your name" in browser.get("/").content
    shown = browser.get(f"/waivers/{waiver.reference}/confirm-request/")
    assert words["departure"].encode() in shown.content
    browser.post(f"/waivers/{waiver.reference}/confirm-request/", {"receipt": "one"})
    waiver.refresh_from_db()
    assert waiver.state == WaiverState.REQUESTED


def test_an_address_of_nobody_stands_beside_its_field_and_nothing_typed_is_lost(as_person, office_staff, words):
    sent = typed(words, beneficiary=office_staff.pk, on_behalf_of="nobody@example.org")
    page = as_person(office_staff).post("/waivers/new/", sent)
    assert b"Nobody of the company has this address." in page.content
    assert words["departure"].encode() in page.content and b"nobody@example.org" in page.content


def test_a_draft_of_the_office_keeps_whom_it_is_for(as_person, people, office_staff, words):
    sent = typed(words, beneficiary=office_staff.pk, on_behalf_of=people.employee.email, keep="1")
    as_person(office_staff).post("/waivers/new/", sent)
    waiver = Waiver.objects.get()
    assert waiver.state == WaiverState.DRAFT
    assert people.employee.email.encode() in as_person(office_staff).get(f"/waivers/{waiver.reference}/edit/").content


def test_others_find_neither_page(as_person, people, written):
    for person in (people.ethics_officer, people.stranger, written.requester):
        for page in ("confirm-request", "decline-request"):
            assert as_person(person).get(f"/waivers/{written.reference}/{page}/").status_code == 404
