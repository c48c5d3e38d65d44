"""What a waiver depends on is given to somebody until a day, who is reminded; another person confirms it."""

from datetime import date, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from accounts.models import Notice, Person
from accounts.moves import Refused
from audit.trail import history
from clocks.actions import sweep_warnings
from clocks.models import Clock
from tests.standing import standing
from tests.waivers.test_database_refuses import refuses
from vault.fields import ciphertext
from waivers import actions
from waivers.models import Condition, Waiver
from waivers.states import ConditionState

pytestmark = pytest.mark.django_db
DUE = date(2026, 12, 4)
WORDS = "Enter the dinner in the register."


@standing
def granted(story, asked) -> Waiver:
    return story.granted(asked)


@standing
def given(granted, story, people) -> Condition:
    """To somebody who may not see the waiver."""
    return give(granted, story, people.ethics_officer, people.stranger)


def give(waiver: Waiver, story, by: Person, owner: Person, **facts) -> Condition:
    facts = {"text": WORDS, "due_on": DUE, **facts}
    return actions.set_condition(waiver, owner=owner, by=by, at=story.next_moment(), **facts)


def reported(given: Condition, story, people) -> Condition:
    return actions.report_condition(given, report="Done on Monday.", by=people.stranger, at=story.next_moment())


def heard(person: Person) -> set[str]:
    return set(Notice.objects.filter(recipient=person).values_list("kind", flat=True))


def test_its_owner_is_told_and_reads_what_was_written_for_them_and_nothing_of_the_waiver(given, people):
    assert "condition_given" in heard(people.stranger)
    assert Condition.objects.visible_to(people.stranger).get().text == WORDS
    assert not Waiver.objects.visible_to(people.stranger).exists()
    assert not Condition.objects.visible_to(people.administrator).exists()
    assert WORDS.encode() not in ciphertext(given, "text")


def test_its_owner_is_reminded_and_the_deadline_stops_with_the_report(given, story, people):
    clock = Clock.objects.of(given).get()
    assert clock.due_on == DUE
    sweep_warnings(clock.due_at + timedelta(minutes=1))
    assert any(kind.startswith(("clock", "deadline")) for kind in heard(people.stranger)), heard(people.stranger)
    condition = reported(given, story, people)
    actions.confirm_condition(condition, closing="Seen.", by=people.ethics_officer, at=story.next_moment())
    assert Clock.objects.of(given).get().stopped_on == condition.reported_at.date()


def test_another_person_confirms_and_everybody_hears(given, story, people):
    condition = reported(given, story, people)
    assert "condition_reported" in heard(people.ethics_officer)
    kept = actions.confirm_condition(condition, closing="Seen.", by=people.ethics_officer, at=story.next_moment())
    assert (kept.state, kept.closed_by) == (ConditionState.KEPT, people.ethics_officer)
    assert "condition_closed" in heard(people.stranger)
    assert [entry.verb for entry in history(given)] == ["report_condition", "confirm_condition"]
    assert WORDS not in " ".join(f"{entry.sentence}{entry.facts}" for entry in history(kept.waiver))


def test_what_was_not_kept_is_recorded_and_the_waiver_goes_on(given, story, people):
    broken = actions.break_condition(
        given, closing="Nothing is there.", by=people.ethics_officer, at=story.next_moment()
    )
    assert broken.state == ConditionState.BROKEN
    assert Waiver.objects.get().state == "GRANTED"
    with pytest.raises(Refused):
        reported(given, story, people)


@pytest.mark.parametrize("name", ["employee", "ethics_officer", "general_auditor", "counsel"])
def test_nobody_but_its_owner_reports_it(given, story, people, name):
    with pytest.raises((Refused, Condition.DoesNotExist)):
        actions.report_condition(given, report="Done.", by=getattr(people, name), at=story.next_moment())


@pytest.mark.parametrize("name", ["employee", "stranger", "general_auditor", "counsel", "secretary"])
def test_nobody_confirms_it_but_whoever_handles_the_waiver(given, story, people, name):
    condition = reported(given, story, people)
    for action in (actions.confirm_condition, actions.break_condition):
        with pytest.raises((Refused, Condition.DoesNotExist)):
            action(condition, closing="Seen.", by=getattr(people, name), at=story.next_moment())


def test_a_waiver_of_the_board_has_conditions_too(story, people):
    condition = give(story.board_granted(), story, people.ethics_officer, people.executive)
    assert condition.relations(people.executive) == {"owner", "requester", "beneficiary", "withdrawer"}


def test_only_a_granted_waiver_has_any_and_the_requester_gives_none(story, asked, people):
    with pytest.raises(Refused):
        give(asked, story, people.ethics_officer, people.stranger)
    with pytest.raises(Refused):
        give(story.granted(asked), story, people.employee, people.stranger)


@pytest.mark.parametrize(
    ("facts", "field"), [({"text": " "}, "text"), ({"due_on": date(2026, 11, 1)}, "due_on")]
)  # fmt: skip
def test_it_says_what_and_until_when(granted, story, people, facts, field):
    with pytest.raises(Refused) as refusal:
        give(granted, story, people.ethics_officer, people.stranger, **facts)
    assert refusal.value.field_name == field


def test_it_is_not_given_to_whoever_confirms_it_nor_to_somebody_who_left(granted, story, people, fresh):
    with pytest.raises(Refused):
        give(granted, story, people.ethics_officer, people.ethics_officer)
    Person.objects.filter(pk=people.stranger.pk).update(employed_until=date(2026, 11, 1))
    with pytest.raises(Refused):
        give(granted, story, people.ethics_officer, fresh(people.stranger))


# --- the database ------------------------------------------------------------------------------------------
@pytest.mark.parametrize("change", ["text = NULL", "due_on = '2030-01-01'", "owner_id = set_by_id"])
def test_the_database_refuses_other_terms(given, change):
    assert refuses(f"UPDATE waivers_condition SET {change} WHERE id = %s", given.pk)


def test_the_database_refuses_an_owner_who_confirms_and_a_silent_end(given, story, people):
    condition = reported(given, story, people)
    closed = (
        "UPDATE waivers_condition SET state = 'KEPT', closed_by_id = {who}, closed_at = set_at{words} WHERE id = %s"
    )
    assert refuses(closed.format(who="owner_id", words=", closing = text"), condition.pk)
    assert refuses(closed.format(who="set_by_id", words=""), condition.pk)
    assert refuses("UPDATE waivers_condition SET state = 'KEPT' WHERE id = %s", condition.pk)


def test_the_database_refuses_one_that_is_kept_without_a_report_and_any_delete(given):
    assert refuses(
        "UPDATE waivers_condition SET state = 'KEPT', closed_by_id = set_by_id, closed_at = set_at, closing = text "
        "WHERE id = %s",
        given.pk,
    )
    assert refuses("DELETE FROM waivers_condition WHERE id = %s", given.pk)


def test_the_database_refuses_one_of_what_is_not_granted(given, story):
    refused = story.refused(story.requested())
    assert refuses("UPDATE waivers_condition SET waiver_id = %s WHERE id = %s", refused.pk, given.pk)


# --- the pages ---------------------------------------------------------------------------------------------
@pytest.mark.once
def test_from_page_to_page(granted, people, at):
    def client_of(person: Person) -> Client:
        client = Client()
        client.force_login(person.user)
        return client

    with time_machine.travel(at + timedelta(hours=1), tick=True):
        officer, owner = client_of(people.ethics_officer), client_of(people.stranger)
        typed = {"text": WORDS, "owner": people.stranger.email.upper(), "due_on": "2026-12-04"}
        wrong = officer.post(
            reverse("waivers:set_condition", args=[granted.reference]), {**typed, "owner": "nobody@example.org"}
        )
        assert "Nobody of the company" in wrong.content.decode()
        officer.post(reverse("waivers:set_condition", args=[granted.reference]), typed)
        condition = Condition.objects.get()
        assert WORDS in owner.get(reverse("waivers:conditions")).content.decode()
        page = owner.get(condition.get_absolute_url()).content.decode()
        assert WORDS in page and granted.reference not in page
        owner.post(reverse("waivers:report_condition", args=[condition.pk]), {"report": "Done on Monday."})
        page = officer.get(reverse("waivers:confirm_condition", args=[condition.pk])).content.decode()
        assert "Done on Monday." in page
        officer.post(reverse("waivers:confirm_condition", args=[condition.pk]), {"closing": "Seen."})
        assert Condition.objects.get().state == ConditionState.KEPT
        assert WORDS in client_of(people.employee).get(granted.get_absolute_url()).content.decode()
        for name in ("administrator", "manager"):
            client = client_of(getattr(people, name))
            assert client.get(condition.get_absolute_url()).status_code == 404
            assert WORDS not in client.get(reverse("waivers:conditions")).content.decode()
