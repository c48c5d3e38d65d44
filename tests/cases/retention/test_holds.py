"""Legal holds keep what fits, in every office and from today on, and tell counsel of no case."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.models import Notice
from accounts.moves import Refused
from accounts.roles import Role
from cases import actions
from cases.actions import HoldFacts
from cases.actions.holds import band_of
from cases.models import Hold
from cases.models.hold import held_among
from cases.retention import due_for
from clocks.actions import sweep_warnings
from clocks.models import Clock
from code_of_ethics.held_records import Description, affirmations, policies
from code_of_ethics.models import Affirmation, AffirmationCampaign, Policy
from tests.cases.desk import make_topic, open_case
from tests.people import make_person
from tests.standing import standing

LIST = reverse("holds:list")
TYPED = {"name": "Acme v. Parent", "reason": "A subpoena.", "people": "", "references": "", "from_on": "2020-01-01"}


@standing
def colleague(at):
    return make_person("Carl Second", Role.COUNSEL, at=at)


@standing
def editor(opened_office):
    return opened_office.editor


@pytest.fixture
def place(counsel, at):
    def placed(**facts) -> Hold:
        told = HoldFacts(**{"name": "Acme v. Parent", "reason": "A subpoena.", **facts})
        return actions.place_hold(told, by=counsel, at=at)

    return placed


def is_held(case) -> bool:
    return case.pk in held_among([case.pk])


def release(hold, counsel, colleague, at) -> None:
    hold = actions.propose_release(hold, reason="Settled.", by=counsel, at=at)
    actions.release_hold(hold, by=colleague, at=at)


# --- what it touches ---
def test_people_who_are_named_or_who_reported(desk, place, subject, employee, at):
    named, other = open_case(at=at), open_case(at=at)
    desk.name(named, subject)
    told = open_case(at=at, by=employee, mode="NAMED")
    place(people=[subject, employee])
    assert (is_held(named), is_held(told), is_held(other)) == (True, True, False)
    desk.name(other, subject)
    assert is_held(other), "asked anew each time: nothing was copied"


def test_people_who_were_interviewed(desk, place, at):
    case, other = desk.case_in("INVESTIGATION"), desk.case_in("INVESTIGATION")
    witness = make_person("Wilma Tellwell", at=at)
    met = actions.InterviewFacts(conducted_by=desk.investigator, planned_for=at, mode="PHONE", person=witness)
    actions.plan_interview(case, facts=met, by=desk.investigator, at=at)
    place(people=[witness])
    assert (is_held(case), is_held(other)) == (True, False)


def test_topics_days_and_what_arrives_later(desk, place, at):
    topic = make_topic("antitrust")
    before = open_case(at=at - timedelta(days=40), topic=topic)
    place(topics=[topic], from_on=at.date() - timedelta(days=30))
    assert not is_held(before) and is_held(open_case(at=at, topic=topic)) and not is_held(open_case(at=at))
    assert is_held(open_case(at=at + timedelta(days=400), topic=topic))


def test_across_the_walls_of_every_office(desk, place, general_auditor, subject, at):
    case = open_case(at=at, typed_names="Esther Compley")
    assert case.queue == "GENERAL_AUDITOR"
    place(topics=[case.topic])
    assert is_held(case)


def test_references_hold_whatever_else_is_said(case, place):
    place(topics=[make_topic("antitrust")], references=[case.reference.lower()])
    assert is_held(case)


def test_a_merged_case_holds_its_survivor_and_the_other_way_round(desk, place, at):
    one, into = desk.case_in("TRIAGE", topic=make_topic("antitrust")), desk.case_in("TRIAGE")
    place(references=[one.reference])
    actions.merge_case(one, into=into, reason="One matter.", by=desk.staff, at=at)
    assert is_held(into)


# --- what it does ---
def test_it_freezes_deletion_until_two_release_it(
    desk, period, place, counsel, colleague, ethics_staff, agree, later, now
):
    period(60)
    case = desk.case_in("CLOSED")
    deletion = agree(case)
    hold = place(topics=[case.topic])
    assert actions.shred_approved(later) == 0
    assert (now(deletion).stopped_because, now(case).is_shredded) == ("HELD", False)
    with pytest.raises(Refused):
        actions.propose_deletion(case, by=ethics_staff, at=later)
    kept = due_for(ethics_staff, at=later)[1]
    assert [(one.case, one.hindrance) for one in kept] == [(case, "HELD")]
    release(hold, counsel, colleague, later)
    agree(case)
    assert actions.shred_approved(later) == 1


def test_nothing_is_taken_back_meanwhile(desk, case, place, counsel, colleague, at):
    note = desk.note(case)
    hold = place(topics=[case.topic])
    with pytest.raises(Refused):
        actions.retract_note(note, reason="Wrong.", by=desk.staff, at=at)
    release(hold, counsel, colleague, at)
    assert actions.retract_note(note, reason="Wrong.", by=desk.staff, at=at).retracted_at


# --- two people, every year ---
def test_nobody_releases_it_alone(place, counsel, colleague, at):
    hold = actions.propose_release(place(from_on=at.date()), reason="Settled.", by=counsel, at=at)
    assert Notice.objects.filter(recipient=colleague, kind="hold_to_release").exists()
    with pytest.raises(Refused):
        actions.release_hold(hold, by=counsel, at=at)
    with pytest.raises(IntegrityError), transaction.atomic():
        Hold.objects.filter(pk=hold.pk).update(state="RELEASED", released_by=counsel, released_at=at)
    assert actions.keep_hold(hold, by=colleague, at=at).state == "IN_FORCE"


def test_what_was_released_stays_released(place, counsel, colleague, at):
    hold = place(from_on=at.date())
    release(hold, counsel, colleague, at)
    with pytest.raises(IntegrityError), transaction.atomic():
        Hold.objects.filter(pk=hold.pk).update(
            state="IN_FORCE", release_proposed_by=None, release_proposed_at=None, released_by=None, released_at=None
        )


def test_it_is_reviewed_every_year(place, counsel, at):
    hold = place(from_on=at.date())
    clock = Clock.objects.of(hold).get()
    assert clock.due_on == at.date().replace(year=at.year + 1)
    sweep_warnings(at.replace(year=at.year + 1, day=at.day + 1))
    assert Notice.objects.filter(recipient=counsel, kind="clock_overdue").exists()
    later = at + timedelta(days=300)
    actions.review_hold(hold, reason="The suit goes on.", by=counsel, at=later)
    assert Clock.objects.of(hold).running().get().due_on > clock.due_on


# --- what counsel sees ---
def test_counsel_sees_a_band_that_tells_neither_none_nor_one(desk, place, at):
    topic = make_topic("antitrust")
    hold = place(topics=[topic])
    assert band_of(hold) == "fewer than 5"
    for _number in range(4):
        open_case(at=at, topic=topic)
    assert band_of(hold) == "fewer than 5"
    open_case(at=at, topic=topic)
    assert band_of(hold) == "5 to 19"


@pytest.mark.once
def test_the_page_names_no_case(desk, case, place, sign_in, counsel, subject):
    desk.name(case, subject)
    hold = place(people=[subject])
    page = sign_in(counsel).get(hold.get_absolute_url()).content.decode()
    assert "fewer than 5" in page and subject.full_name in page and case.reference not in page
    assert sign_in(counsel).get(reverse("cases:case", args=[case.reference])).status_code == 404


@pytest.mark.once
def test_a_hold_is_placed_reviewed_and_released_in_the_browser(sign_in, counsel, colleague, subject, now):
    topic = make_topic("antitrust")
    typed = {**TYPED, "people": subject.email, "topics": [topic.pk], "references": "k7qf-2m9x"}
    answer = sign_in(counsel).post(reverse("holds:place_hold"), typed)
    hold = Hold.objects.get()
    assert answer.url == hold.get_absolute_url()
    assert (list(hold.people.all()), list(hold.topics.all()), hold.references) == ([subject], [topic], ["K7QF-2M9X"])
    assert "Acme v. Parent" in sign_in(counsel).get(LIST).content.decode()
    for verb, who, told in (
        ("review_hold", counsel, {"reason": "Goes on."}), ("propose_release", counsel, {"reason": "Settled."}),
        ("keep_hold", colleague, {}), ("propose_release", counsel, {"reason": "Settled."}),
        ("release_hold", colleague, {}),
    ):  # fmt: skip
        address = reverse(f"holds:{verb}", args=[hold.pk])
        assert sign_in(who).get(address).status_code == 200
        assert sign_in(who).post(address, {"go": "on", **told}).url == hold.get_absolute_url(), verb
    assert now(hold).state == "RELEASED"
    assert "Released by" in sign_in(counsel).get(hold.get_absolute_url()).content.decode()


@pytest.mark.once
@pytest.mark.parametrize(
    "wrong",
    [{"from_on": ""}, {"people": "Nobody Atall"}, {"references": "12"}, {"until_on": "2019-01-01"}, {"name": ""}],
)
def test_what_makes_no_sense_is_given_back(wrong, sign_in, counsel):
    assert sign_in(counsel).post(reverse("holds:place_hold"), {**TYPED, **wrong}).status_code == 200
    assert not Hold.objects.exists()


@pytest.mark.once
@pytest.mark.parametrize("who", ["ethics_officer", "ethics_staff", "administrator", "employee", "chair"])
def test_to_others_holds_do_not_exist(who, sign_in, place, request, at):
    client, hold = sign_in(request.getfixturevalue(who)), place(from_on=at.date())
    for address in (
        LIST,
        reverse("holds:place_hold"),
        hold.get_absolute_url(),
        reverse("holds:keep_hold", args=[hold.pk]),
    ):
        assert client.get(address).status_code == client.post(address, TYPED).status_code == 404


@pytest.mark.once
def test_whoever_a_hold_names_cannot_tell_that_it_exists(sign_in, place, colleague):
    hold = place(people=[colleague])
    assert sign_in(colleague).get(hold.get_absolute_url()).status_code == 404
    assert "Acme" not in sign_in(colleague).get(LIST).content.decode()


@pytest.mark.once
def test_whoever_sees_the_case_sees_that_it_is_held_and_no_more(case, place, sign_in, ethics_staff):
    history = reverse("cases:history", args=[case.reference])
    assert "legal hold" not in sign_in(ethics_staff).get(history).content.decode()
    place(topics=[case.topic])
    page = sign_in(ethics_staff).get(history).content.decode()
    assert "A legal hold stands on this case" in page and "Acme" not in page


# --- what it reaches outside cases ---
def test_its_page_states_a_band_for_waivers_affirmations_and_policies(place, counsel, sign_in, at):
    hold = place(from_on=at.date())
    page = sign_in(counsel).get(hold.get_absolute_url()).content.decode()
    for label in (
        "Affirmations that it reaches",
        "Versions of policies that it reaches",
        "Requests for waivers",
    ):
        assert label in page
    assert page.count("fewer than 5") == 4


def test_a_band_for_policies_tells_neither_none_nor_one_and_never_which(place, counsel, editor, sign_in, at):
    hold = place(people=[editor])
    client = sign_in(counsel)
    before = client.get(hold.get_absolute_url()).content.decode()
    titles = ("Travel", "Hospitality", "Sponsoring", "Gifts")
    Policy.objects.bulk_create(a_policy(editor, at, title) for title in titles)
    few = client.get(hold.get_absolute_url()).content.decode()
    assert before.count("fewer than 5") == few.count("fewer than 5") == 4
    Policy.objects.bulk_create([a_policy(editor, at, "Donations")])
    more = client.get(hold.get_absolute_url()).content.decode()
    assert "5 to 19" in more and "Donations" not in more and "Hospitality" not in more


def a_policy(owner, at, title) -> Policy:
    facts = {"title": title, "link": "https://policies.example/", "provision_keys": ["gifts"], "review_on": at.date()}
    return Policy(owner=owner, proposed_by=owner, proposed_at=at, **facts)


def test_policies_by_topic_and_affirmations_by_people_and_days(opened_office, subject, employee, at):
    editor, gifts = opened_office.editor, opened_office.provision.version
    policy = a_policy(editor, at, "Travel")
    policy.save()
    assert list(policies(Description(topics=frozenset(["gifts"])))) == [policy]
    assert not policies(Description(topics=frozenset(["outside"]))).exists()
    campaign = AffirmationCampaign.objects.create(version=gifts, launched_at=at, due_on=at.date())
    asked = {
        person: Affirmation.objects.create(
            campaign=campaign, person=person, asked_on=at.date(), due_on=at.date(), next_reminder_on=at.date()
        )
        for person in (subject, employee)
    }
    assert list(affirmations(Description(people=frozenset([subject.pk])))) == [asked[subject]]
    assert set(affirmations(Description(since=at.date()))) == set(asked.values())
    assert not affirmations(Description(topics=frozenset(["gifts"]))).exists()
