"""Whomever a talk about what can't be affirmed may name can't read it, nor tell that there is one."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.models import Notice, Person
from accounts.moves import Refused
from accounts.roles import Office, Role
from audit.trail import history
from code_of_ethics.actions import (
    answer_exception,
    ask_due,
    excuse,
    import_version,
    lift_match,
    pass_on_unheard,
    publish_version,
    state_exception,
)
from code_of_ethics.models import Affirmation, ExceptionMatch, StatedException
from reporting.measures import affirmations
from reporting.periods import Period
from tests.code_of_ethics.people import CODE_TEXT
from tests.conftest import open_calendars
from tests.people import *  # noqa: F403 — the standing people are fixtures
from tests.people import make_person
from tests.standing import standing
from tests.sweeps.browse import browser
from vault.fields import ciphertext

pytestmark = pytest.mark.django_db
SECRET = "takes crates of wine from a haulier"


@standing
def lone_staff(ethics_officer, at) -> Person:
    """Of the ethics office, and reporting to nobody in it."""
    return make_person("Wanda Freeborn", Role.OFFICE_STAFF, office=Office.ETHICS_OFFICE, at=at)


@standing
def asked(ethics_staff, lone_staff, general_auditor, employee, ethics_officer, code_editor, at) -> Affirmation:
    open_calendars()
    version = import_version(CODE_TEXT, number=9, effective_on=at.date(), by=code_editor, at=at)
    publish_version(version, by=ethics_officer, at=at)
    ask_due(at=at)
    return Affirmation.objects.get(person=employee)


def told(kind: str = "code_exception_stated") -> set[Person]:
    return {notice.recipient for notice in Notice.objects.filter(kind=kind, withheld=False)}


def readers(talk: StatedException, *people: Person) -> set[Person]:
    """Those of `people` who may read it; the one at a time and the many at once agree."""
    seeing = {one for one in people if StatedException.objects.visible_to(one).filter(pk=talk.pk).exists()}
    assert {one.pk for one in seeing} == StatedException.objects.get(pk=talk.pk).visible_among(people)
    return seeing


# --- who can't tell ------------------------------------------------------------------------------------------
def test_a_named_colleague_is_walled_off_at_once_and_nobody_tells_them(
    asked, employee, ethics_officer, ethics_staff, lone_staff, at
):
    talk = state_exception(asked, text=f"{ethics_staff.full_name} {SECRET}.", by=employee, at=at)
    everybody = (employee, ethics_officer, ethics_staff, lone_staff)
    assert readers(talk, *everybody) == {employee, ethics_officer, lone_staff}
    assert told() == {ethics_officer, lone_staff}
    assert talk.heard_by == "ETHICS_OFFICE"
    assert history(talk, "name_possible_matches")[0].facts == {"number": 1}


def test_it_leaks_on_no_page_to_whom_it_names(asked, employee, ethics_officer, ethics_staff, at):
    talk = state_exception(asked, text=f"{ethics_staff.full_name} {SECRET}.", by=employee, at=at)
    match = talk.matches.get()
    pages = {
        "talk": talk.get_absolute_url(),
        "answer": reverse("code_of_ethics:answer_exception", args=[talk.pk]),
        "excuse": reverse("code_of_ethics:excuse", args=[talk.pk]),
        "lift": reverse("code_of_ethics:lift_match", args=[match.pk]),
        "take up": reverse("exceptions:take_up_exception", args=[talk.pk]),
    }
    seen, hidden = browser(ethics_officer), browser(ethics_staff)
    for name, url in pages.items():
        assert seen.get(url).status_code == 200, name
        assert hidden.get(url).status_code == 404, name
        assert hidden.post(url, {"text": "So.", "reason": "So."}).status_code == 404, name
    # Pages that both may open, with what could leak on the one of whoever may know.
    running = reverse("code_of_ethics:campaign", args=[asked.campaign_id])
    lists = [reverse("code_of_ethics:affirmations"), running, reverse("reporting:home")]
    for url in lists:
        assert str(talk.pk) not in hidden.get(url).content.decode()
    assert str(talk.pk) in seen.get(lists[0]).content.decode()
    talking = [[row["talking"] for row in client.get(lists[0]).context["campaigns"]] for client in (seen, hidden)]
    assert talking == [[1], [0]]


def test_whoever_is_named_only_later_loses_it_and_their_notices_from_that_message(
    asked, employee, ethics_officer, ethics_staff, at
):
    talk = state_exception(asked, text="Somebody takes wine.", by=employee, at=at)
    answer_exception(talk, text="Who?", by=ethics_staff, at=at)
    assert ethics_staff in told()
    answer_exception(talk, text=f"{ethics_staff.full_name} does.", by=employee, at=at + timedelta(minutes=1))
    assert readers(talk, ethics_officer, ethics_staff) == {ethics_officer}
    assert ethics_staff not in told() | told("code_exception_answered")
    with pytest.raises(StatedException.DoesNotExist):
        answer_exception(talk, text="Not so!", by=ethics_staff, at=at)


def test_no_figure_of_the_committee_counts_what_somebody_must_not_learn(asked, employee, ethics_staff, at):
    talk = state_exception(asked, text=f"{ethics_staff.full_name} {SECRET}.", by=employee, at=at)
    period = Period(at.date(), at.date())
    assert affirmations(period)["exceptions"] == 0
    lift_match(talk.matches.get(), reason="Another one.", by=Person.objects.holding(Role.ETHICS_OFFICER).get(), at=at)
    assert affirmations(period)["exceptions"] == 1


def test_nobody_is_excused_while_a_colleague_would_see_it(asked, employee, ethics_officer, ethics_staff, at):
    talk = state_exception(asked, text=f"{ethics_staff.full_name} {SECRET}.", by=employee, at=at)
    with pytest.raises(Refused):
        excuse(talk, reason="Fine.", by=ethics_officer, at=at)
    lift_match(talk.matches.get(), reason="Somebody of that name elsewhere.", by=ethics_officer, at=at)
    assert excuse(talk, reason="Fine.", by=ethics_officer, at=at)


def test_the_affirmer_always_sees_their_own_and_never_whom_the_server_found(asked, employee, ethics_staff, at):
    words = f"I am {employee.full_name}, and {ethics_staff.full_name} {SECRET}."
    talk = state_exception(asked, text=words, by=employee, at=at)
    assert [match.person for match in talk.matches.all()] == [ethics_staff]
    answer_exception(talk, text="And more.", by=employee, at=at)
    page = browser(employee).get(talk.get_absolute_url())
    assert page.status_code == 200 and "Whom it may name" not in page.content.decode()
    url = reverse("code_of_ethics:lift_match", args=[talk.matches.get().pk])
    assert browser(employee).get(url).status_code == 404


# --- who hears it instead ------------------------------------------------------------------------------------
def test_a_matter_of_the_head_goes_to_the_head_of_the_other_office(
    asked, employee, ethics_officer, lone_staff, general_auditor, auditor_staff, at
):
    talk = state_exception(asked, text=f"{ethics_officer.full_name} {SECRET}.", by=employee, at=at)
    assert (talk.office, talk.heard_by) == ("ETHICS_OFFICE", "GENERAL_AUDITOR")
    assert readers(talk, ethics_officer, lone_staff, general_auditor, auditor_staff) == {general_auditor}
    assert told() == {general_auditor}
    answer_exception(talk, text="Tell me.", by=general_auditor, at=at)


def test_a_matter_of_both_heads_goes_to_the_chair_and_past_the_chair_to_the_next_member(
    asked, employee, ethics_officer, general_auditor, chair, member, at
):
    both = f"{ethics_officer.full_name} and {general_auditor.full_name}: each {SECRET}."
    talk = state_exception(asked, text=both, by=employee, at=at)
    everybody = (ethics_officer, general_auditor, chair, member)
    assert readers(talk, *everybody) == {chair} and told() == {chair}
    listed = browser(chair).get(reverse("code_of_ethics:affirmations"))
    assert talk.get_absolute_url() in listed.content.decode()
    assert browser(member).get(reverse("code_of_ethics:affirmations")).status_code == 404
    answer_exception(talk, text=f"And {chair.full_name}.", by=employee, at=at)
    assert readers(talk, *everybody) == {member} and told() == {member}


def test_a_talk_of_somebody_of_an_office_never_comes_back_to_that_office(
    asked, ethics_officer, ethics_staff, general_auditor, chair, at
):
    own = Affirmation.objects.get(person=ethics_staff)
    talk = state_exception(own, text=f"{general_auditor.full_name} {SECRET}.", by=ethics_staff, at=at)
    assert readers(talk, ethics_officer, ethics_staff, general_auditor, chair) == {ethics_staff, chair}


def test_the_sweep_passes_on_what_a_new_reporting_line_walled_off(asked, employee, ethics_officer, general_auditor, at):
    vendor = make_person("Victor Haulman", at=at)
    talk = state_exception(asked, text=f"{vendor.full_name} {SECRET}.", by=employee, at=at)
    assert pass_on_unheard(at=at) == 0
    talk.matches.create(data_key=talk.data_key, person=ethics_officer, found_at=at)
    assert pass_on_unheard(at=at) == 1
    assert readers(talk, ethics_officer, general_auditor) == {general_auditor}
    assert general_auditor in told()


# --- lifting a match -----------------------------------------------------------------------------------------
def test_a_reader_lifts_a_match_with_a_reason_and_a_later_word_raises_it_no_more(
    asked, employee, ethics_officer, ethics_staff, at
):
    talk = state_exception(asked, text=f"{ethics_staff.full_name} {SECRET}.", by=employee, at=at)
    match = lift_match(talk.matches.get(), reason="A driver of that name.", by=ethics_officer, at=at)
    assert readers(talk, ethics_staff) == {ethics_staff}
    assert b"driver" not in ciphertext(match, "reason")
    assert [entry.verb for entry in history(talk, "lift_match")] == ["lift_match"]
    answer_exception(talk, text=f"{ethics_staff.full_name}, I said.", by=employee, at=at)
    assert readers(talk, ethics_staff) == {ethics_staff}
    with pytest.raises(Refused):
        lift_match(match, reason="Again.", by=ethics_officer, at=at)


def test_whoever_is_named_reports_to_them_or_only_wrote_it_lifts_nothing(
    asked, employee, ethics_officer, ethics_staff, auditor_staff, at
):
    talk = state_exception(asked, text=f"{ethics_officer.full_name} {SECRET}.", by=employee, at=at)
    match = talk.matches.get()
    for by in (ethics_officer, ethics_staff, auditor_staff):
        with pytest.raises(StatedException.DoesNotExist):
            lift_match(match, reason="It is not me.", by=by, at=at)
    with pytest.raises(Refused):
        lift_match(match, reason="I meant another.", by=employee, at=at)
    assert ExceptionMatch.objects.standing().count() == 1


def test_the_database_lets_nobody_lift_a_match_of_themself(asked, employee, ethics_staff, at):
    talk = state_exception(asked, text=f"{ethics_staff.full_name} {SECRET}.", by=employee, at=at)
    with pytest.raises(IntegrityError), transaction.atomic():
        talk.matches.update(lifted_by=ethics_staff, lifted_at=at)


def test_a_match_is_lifted_through_its_page(asked, employee, ethics_officer, ethics_staff, at):
    talk = state_exception(asked, text=f"{ethics_staff.full_name} {SECRET}.", by=employee, at=at)
    client, url = browser(ethics_officer), reverse("code_of_ethics:lift_match", args=[talk.matches.get().pk])
    assert url in client.get(talk.get_absolute_url()).content.decode()
    assert client.post(url, {"reason": ""}).status_code == 200
    assert client.post(url, {"reason": "A driver of that name."}).url == talk.get_absolute_url()
    page = client.get(talk.get_absolute_url()).content.decode()
    assert "A driver of that name." in page and url not in page
