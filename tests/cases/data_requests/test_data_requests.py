"""Somebody asks what is held about them: answered in time, and nothing in the answer tells whether a case exists."""

import io
from datetime import date, datetime, timedelta

import pypdf
import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Notice, Person
from accounts.moves import Refused
from accounts.roles import Role
from audit.trail import history
from cases import actions
from cases.actions import DataRequestFacts, HoldFacts, ItemFacts
from cases.models import DataPart, DataRequest
from clocks.actions import sweep_warnings
from clocks.models import Clock
from tests.cases.desk import open_case
from tests.people import make_person
from tests.standing import standing

GIVEN = "In 2026 we kept your appointment calendar."
SAME = "where there is none, there is nothing that we may give"


@standing
def privacy(at) -> Person:
    return make_person("Dolores Privett", Role.DATA_PROTECTION, at=at)


@pytest.fixture
def ask(at):
    def asked(by: Person, right: str = "ACCESS", when: datetime | None = None) -> DataRequest:
        return actions.ask_for_data(DataRequestFacts(right, "What do you hold about me?"), by=by, at=when or at)

    return asked


@standing
def named(desk, subject, at):
    """A case about the subject, in the queue of the ethics office."""
    case = open_case(at=at)
    desk.name(case, subject)
    return case


def fresh(person: Person) -> Person:
    return Person.objects.get(pk=person.pk)


def as_somebody(person: Person) -> Client:
    client = Client()
    client.force_login(person.user)
    return client


def part_of(one: DataRequest, queue: str = "ETHICS_OFFICE") -> DataPart:
    return one.parts.get(queue=queue)


def answered(one: DataRequest, privacy: Person, at: datetime) -> DataRequest:
    one = actions.identify_requester(one, check="Signed in.", by=privacy, at=at)
    later = at + timedelta(days=31)
    return actions.answer_data_request(one, outcome="GRANTED", answer="Your unit and title.", by=privacy, at=later)


def own_page(person: Person, one: DataRequest) -> str:
    """Without what differs by itself: the address of the one request, and the form's secrets."""
    page = as_somebody(person).get(reverse("my_data:my_data_request", args=[one.pk])).content.decode()
    return page.replace(str(one.pk), "ID").replace(person.full_name, "NAME").split("<main", 1)[1].split("</main>", 1)[0]


# --- asking is the attack ---
def test_the_answer_to_a_subject_reads_like_that_to_anybody_when_everything_is_withheld(
    desk, named, subject, employee, privacy, ask, at
):
    for person in (subject, employee):
        one = ask(person)
        if person == subject:
            facts = ItemFacts("The narrative", "WITHHOLD", "It would warn them.", ground="INVESTIGATION")
            actions.decide_data_item(part_of(one), case=named, facts=facts, by=desk.staff, at=at)
        actions.finish_data_part(part_of(one), by=desk.head, at=at)
        answered(one, privacy, at)
    pages = {own_page(person, DataRequest.objects.get(person=person)) for person in (subject, employee)}
    assert len(pages) == 1 and SAME in pages.pop()


def test_the_day_of_the_answer_depends_on_the_day_of_receipt_alone(desk, named, subject, employee, privacy, ask, at):
    one, other = ask(subject), ask(employee)
    actions.finish_data_part(part_of(other), by=desk.head, at=at)
    assert one.answers_on == other.answers_on
    for asked in (one, other):
        asked = actions.identify_requester(asked, check="Signed in.", by=privacy, at=at)
        with pytest.raises(Refused) as refusal:
            actions.answer_data_request(asked, outcome="GRANTED", answer="So.", by=privacy, at=at)
        assert "fixed when the request came" in str(refusal.value.sentence)


def test_every_queue_gets_a_part_of_every_request_whether_it_has_cases_or_not(named, subject, employee, ask):
    one, other = ask(subject), ask(employee)
    assert {part.queue for part in one.parts.all()} == {part.queue for part in other.parts.all()}
    assert one.parts.count() == 3


def test_the_data_protection_officer_learns_of_no_case(desk, named, subject, privacy, ask, at):
    one = ask(subject)
    facts = ItemFacts("A calendar", "GIVE", "It harms nobody.", words=GIVEN)
    actions.decide_data_item(part_of(one), case=named, facts=facts, by=desk.staff, at=at)
    actions.finish_data_part(part_of(one), by=desk.head, at=at)
    answered(one, privacy, at)
    client = as_somebody(privacy)
    for address in (reverse("data_requests:list"), one.get_absolute_url()):
        page = client.get(address).content.decode()
        assert GIVEN not in page and named.reference not in page and "nnex" not in page
    assert client.get(reverse("data_parts:list")).status_code == 404
    assert client.get(part_of(one).get_absolute_url()).status_code == 404
    letter = client.get(reverse("data_requests:letter", args=[one.pk]))
    assert GIVEN not in words_of(letter.content) and not DataPart.objects.visible_to(privacy).exists()
    assert not any("annex" in entry.sentence.lower() for entry in history(one))


def words_of(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages).split())


# --- what is given ---
def test_what_an_office_gives_goes_to_the_person_alone_and_with_the_letter(desk, named, subject, privacy, ask, at):
    one = ask(subject)
    facts = ItemFacts("A calendar", "GIVE_REDACTED", "It harms nobody.", words=GIVEN)
    item = actions.decide_data_item(part_of(one), case=named, facts=facts, by=desk.staff, at=at)
    dropped = actions.decide_data_item(
        part_of(one), case=named, facts=ItemFacts("A note", "GIVE", "So.", words="A mistake."), by=desk.staff, at=at
    )
    actions.drop_data_item(dropped, by=desk.staff, at=at)
    actions.finish_data_part(part_of(one), by=desk.head, at=at)
    assert GIVEN not in own_page(subject, one), "nothing before the letter"
    answered(one, privacy, at)
    page = own_page(subject, one)
    assert GIVEN in page and "A mistake." not in page and named.reference not in page
    letter = as_somebody(subject).get(reverse("my_data:my_letter", args=[one.pk]))
    assert GIVEN in words_of(letter.content)
    assert as_somebody(desk.staff).get(reverse("my_data:my_letter", args=[one.pk])).status_code == 404
    with pytest.raises(Refused):
        actions.drop_data_item(item, by=desk.staff, at=at)


def test_a_part_shows_each_of_the_office_only_the_cases_that_they_see(desk, named, subject, ask, at):
    one = ask(subject)
    assert named.reference in as_somebody(desk.staff).get(part_of(one).get_absolute_url()).content.decode()
    actions.recuse(named, reason="A cousin.", by=desk.staff, at=at)
    page = as_somebody(desk.staff).get(part_of(one).get_absolute_url()).content.decode()
    assert named.reference not in page
    body = {"reference": named.reference, "what": "A", "decision": "NOTHING_HELD", "reasons": "So."}
    address = reverse("data_parts:decide_data_item", args=[part_of(one).pk])
    answer = as_somebody(desk.staff).post(address, body).content.decode()
    assert "You see no case with this reference." in answer and not part_of(one).items.exists()


def test_who_is_cut_off_from_the_case_cannot_tell_that_its_office_gives_something(
    desk, named, subject, ask, privacy, at
):
    facts = DataRequestFacts("ACCESS", "What is held?", "LETTER", "Sam Outside", "1 Main St", None, at.date())
    one = actions.record_data_request(facts, by=privacy, at=at)
    with_annex = part_of(one)
    given = ItemFacts("A calendar", "GIVE", "It harms nobody.", words=GIVEN)
    actions.decide_data_item(with_annex, case=named, facts=given, by=desk.head, at=at)
    actions.finish_data_part(with_annex, by=desk.head, at=at)
    answered(one, privacy, at)
    address, annex = with_annex.get_absolute_url(), reverse("data_parts:annex", args=[with_annex.pk])
    client = as_somebody(desk.staff)
    assert "nnex" in client.get(address).content.decode() and client.get(annex).status_code == 200
    actions.recuse(named, reason="A cousin.", by=desk.staff, at=at)
    assert "nnex" not in client.get(address).content.decode() and client.get(annex).status_code == 404


def test_of_a_market_sensitive_case_nothing_is_read_here_before_its_notice(desk, named, subject, ask, at):
    part = part_of(ask(subject))
    given = ItemFacts("A calendar", "GIVE", "It harms nobody.", words=GIVEN)
    actions.decide_data_item(part, case=named, facts=given, by=desk.staff, at=at)
    actions.mark_market_sensitive(named, name="Heron", reason="It moves the price.", by=desk.staff, at=at)
    page = as_somebody(desk.head).get(part.get_absolute_url()).content.decode()
    assert "Before you read on" in page and GIVEN not in page
    told = as_somebody(desk.head).post(part.get_absolute_url(), {"notice": "no_trading", "read": "on"})
    assert told.url == part.get_absolute_url()
    assert GIVEN in as_somebody(desk.head).get(part.get_absolute_url()).content.decode()


def test_what_somebody_reported_in_confidence_is_on_no_list(desk, employee, ask, at):
    quiet = open_case(at=at, by=employee, mode="CONFIDENTIAL")
    told = open_case(at=at, by=employee, mode="NAMED")
    page = as_somebody(desk.staff).get(part_of(ask(employee)).get_absolute_url()).content.decode()
    assert told.reference in page and quiet.reference not in page


def test_each_thing_is_decided_with_its_ground_or_its_words(desk, named, subject, ask, at):
    part = part_of(ask(subject))
    for facts, field in (
        (ItemFacts("A", "WITHHOLD", "So."), "ground"),
        (ItemFacts("A", "GIVE", "So."), "words"),
        (ItemFacts("A", "COMPLY", "So.", words="Done."), "decision"),
    ):
        with pytest.raises(Refused) as refusal:
            actions.decide_data_item(part, case=named, facts=facts, by=desk.staff, at=at)
        assert refusal.value.field_name == field


def test_nothing_is_erased_under_a_legal_hold(desk, named, subject, ask, at):
    part = part_of(ask(subject, "ERASURE"))
    counsel = make_person("Carla Advisey", Role.COUNSEL, at=at)
    actions.place_hold(HoldFacts("Acme", "A subpoena.", references=[named.reference]), by=counsel, at=at)
    erase = ItemFacts("A note", "COMPLY", "It is old.", words="It was removed.")
    with pytest.raises(Refused) as refusal:
        actions.decide_data_item(part, case=named, facts=erase, by=desk.staff, at=at)
    assert "legal hold" in str(refusal.value.sentence)
    kept = ItemFacts("A note", "WITHHOLD", "A hold.", ground="CLAIMS")
    assert actions.decide_data_item(part, case=named, facts=kept, by=desk.staff, at=at)


def test_an_erasure_that_is_refused_names_its_ground(privacy, employee, ask, at):
    one = actions.identify_requester(ask(employee, "ERASURE"), check="Signed in.", by=privacy, at=at)
    facts = {"outcome": "REFUSED", "answer": "The law wants your affirmations kept.", "by": privacy}
    with pytest.raises(Refused) as refusal:
        actions.answer_data_request(one, **facts, at=at + timedelta(days=31))
    assert refusal.value.field_name == "ground"
    actions.answer_data_request(one, **facts, ground="LEGAL_DUTY", at=at + timedelta(days=31))
    assert "The law wants it kept" in own_page(employee, one)


# --- who ---
def test_nobody_handles_their_own_request(privacy, desk, ask, at):
    one, colleague = ask(privacy), make_person("Dario Second", Role.DATA_PROTECTION, at=at)
    assert as_somebody(privacy).get(one.get_absolute_url()).status_code == 404
    assert as_somebody(colleague).get(one.get_absolute_url()).status_code == 200
    assert not Notice.objects.filter(recipient=privacy, kind="data_request_arrived").exists()
    with pytest.raises(DataRequest.DoesNotExist):
        actions.identify_requester(one, check="It is me.", by=privacy, at=at)
    own = ask(desk.head)
    assert as_somebody(desk.head).get(part_of(own).get_absolute_url()).status_code == 404
    with pytest.raises(IntegrityError), transaction.atomic():
        DataRequest.objects.filter(pk=one.pk).update(state="IDENTIFIED", identified_by=privacy, identified_at=at)


def test_what_came_by_letter_by_an_officer_themself_is_refused(privacy, at):
    facts = DataRequestFacts("ACCESS", "Mine.", "LETTER", "Dolores", "Here", privacy, at.date())
    with pytest.raises(Refused):
        actions.record_data_request(facts, by=privacy, at=at)


def test_nobody_else_finds_the_register(employee, subject, ask):
    one = ask(subject)
    client = as_somebody(employee)
    for address in (
        reverse("data_requests:list"),
        one.get_absolute_url(),
        reverse("my_data:my_data_request", args=[one.pk]),
        part_of(one).get_absolute_url(),
    ):
        assert client.get(address).status_code == 404


# --- the clock ---
def test_the_month_is_a_calendar_month_from_receipt_and_two_more_with_reasons(privacy, at):
    received = date(2026, 8, 31)
    now = at.replace(year=2026, month=9, day=2)
    facts = DataRequestFacts("ACCESS", "All.", "LETTER", "Ann Outside", "By post", None, received)
    one = actions.record_data_request(facts, by=privacy, at=now)
    assert Clock.objects.of(one).running().get().due_on == date(2026, 9, 30) == one.due_on
    one = actions.extend_data_request(one, reason="It is a lot.", by=privacy, at=now)
    assert Clock.objects.of(one).running().get().due_on == date(2026, 11, 30) == one.due_on
    with pytest.raises(Refused):
        actions.extend_data_request(one, reason="Again.", by=privacy, at=now)


def test_an_extension_after_the_first_month_is_too_late(privacy, employee, ask, at):
    with pytest.raises(Refused):
        actions.extend_data_request(ask(employee), reason="Late.", by=privacy, at=at + timedelta(days=40))


def test_an_overdue_request_goes_up_and_its_register_says_so(privacy, employee, ask, at):
    head = make_person("Gerald Lawler", Role.GENERAL_COUNSEL, at=at)
    long_ago = timezone.now() - timedelta(days=50)
    one = ask(employee, when=long_ago)
    sweep_warnings(timezone.now())
    assert Notice.objects.filter(recipient=privacy, kind="clock_overdue", about_id=str(one.pk)).exists()
    assert Notice.objects.filter(recipient=head, kind="clock_escalated", about_id=str(one.pk)).exists()
    assert as_somebody(head).get(one.get_absolute_url()).status_code == 200
    assert "Overdue" in as_somebody(privacy).get(reverse("data_requests:list")).content.decode()


def test_an_office_that_is_late_is_reminded_without_the_officer_hearing_of_it(desk, privacy, employee, ask):
    one = ask(employee, when=timezone.now() - timedelta(days=25))
    sweep_warnings(timezone.now())
    part = part_of(one)
    assert Notice.objects.filter(recipient=desk.head, about_id=str(part.pk), kind="clock_overdue").exists()
    assert not Notice.objects.filter(recipient=privacy, about_id=str(part.pk)).exists()


# --- through the pages ---
def test_asked_recorded_and_declined_through_the_pages(privacy, employee):
    client = as_somebody(employee)
    client.post(reverse("my_data:ask_for_data"), {"right": "RECTIFICATION", "words": "My title is wrong."})
    assert "My title is wrong." in own_page(employee, DataRequest.objects.get())
    officer = as_somebody(privacy)
    typed = {"right": "ACCESS", "channel": "MAIL", "received_on": "2099-01-01", "name": "Ann", "contact": "Post"}
    page = officer.post(reverse("data_requests:record_data_request"), {**typed, "words": "All of it."})
    assert "This day has not come yet." in page.content.decode() and "All of it." in page.content.decode()
    typed["received_on"] = timezone.localdate().isoformat()
    officer.post(reverse("data_requests:record_data_request"), {**typed, "words": "All of it."})
    one = DataRequest.objects.get(channel="MAIL")
    officer.post(reverse("data_requests:decline_data_request", args=[one.pk]), {"reason": "Nobody of that name."})
    one.refresh_from_db()
    assert one.state == "DECLINED" and not Clock.objects.of(one).running().exists()
    with pytest.raises(Refused):
        actions.finish_data_part(
            part_of(one), by=make_person("Esther Second", Role.ETHICS_OFFICER, at=timezone.now()), at=timezone.now()
        )


def test_an_office_posts_the_annex_to_whoever_has_no_page(desk, privacy, at):
    case = open_case(at=at)
    facts = DataRequestFacts("ACCESS", "All.", "LETTER", "Ann Outside", "By post", None, at.date())
    one = actions.record_data_request(facts, by=privacy, at=at)
    given = ItemFacts("Her letter", "GIVE", "It is hers.", words=GIVEN)
    actions.decide_data_item(part_of(one), case=case, facts=given, by=desk.staff, at=at)
    actions.finish_data_part(part_of(one), by=desk.head, at=at)
    address = reverse("data_parts:annex", args=[part_of(one).pk])
    assert as_somebody(desk.staff).get(address).status_code == 404
    answered(one, privacy, at)
    assert GIVEN in words_of(as_somebody(desk.staff).get(address).content)
    assert as_somebody(privacy).get(address).status_code == 404


def test_what_was_asked_and_answered_never_changes(privacy, employee, ask, at):
    one = answered(ask(employee), privacy, at)
    for change in ({"received_on": at.date() - timedelta(days=9)}, {"outcome": "REFUSED"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            DataRequest.objects.filter(pk=one.pk).update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        DataRequest.objects.filter(pk=one.pk).delete()
