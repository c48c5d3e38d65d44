"""Who can tell that a waiver exists: state by state, person by person. Everybody else sees no trace."""

from types import SimpleNamespace

import pytest

from accounts.models import Notice, Person
from waivers import actions
from waivers.models import Waiver
from waivers.states import WaiverState

pytestmark = pytest.mark.django_db

READERS_OF_DECISIONS = {"ethics_officer", "general_auditor", "chair", "committee_member", "counsel"}
THE_BOARD = {"secretary", "presiding", "director", "third_director"}

# (who asks, state) -> who sees it. Written from the design, not from the code.
SEEN: dict[tuple[str, str], set[str]] = {
    ("employee", "DRAFT"): {"employee"},
    ("employee", "REQUESTED"): {"employee", "ethics_officer"},
    ("employee", "RETURNED"): {"employee", "ethics_officer"},
    ("employee", "WITHDRAWN"): {"employee", "ethics_officer"},
    ("employee", "GRANTED"): {"employee"} | READERS_OF_DECISIONS,
    ("employee", "REFUSED"): {"employee"} | READERS_OF_DECISIONS,
    ("employee", "CLEARED"): {"employee"} | READERS_OF_DECISIONS,
    ("employee", "LAPSED"): {"employee"} | READERS_OF_DECISIONS,
    ("employee", "REVOKED"): {"employee"} | READERS_OF_DECISIONS,
    ("executive", "REQUESTED"): {"executive", "ethics_officer"},
    ("executive", "RECOMMENDED"): {"executive", "ethics_officer", "secretary"},
    ("executive", "BOARD"): {"executive", "ethics_officer"} | THE_BOARD,
    ("executive", "GRANTED"): {"executive"} | READERS_OF_DECISIONS | THE_BOARD,
    ("director", "BOARD"): {"ethics_officer"} | THE_BOARD,
    ("ethics_staff", "REQUESTED"): {"ethics_staff", "general_auditor"},
    ("ethics_staff", "BOARD"): {"ethics_staff", "general_auditor"} | THE_BOARD,
    ("ethics_staff", "GRANTED"): {"ethics_staff"} | READERS_OF_DECISIONS | THE_BOARD,
    ("ethics_officer", "REQUESTED"): {"ethics_officer", "general_auditor"},
    ("ethics_officer", "BOARD"): {"ethics_officer", "general_auditor"} | THE_BOARD,
}


def in_state(story, people: SimpleNamespace, asker: str, state: str) -> Waiver:
    if (asker, state) == ("director", "BOARD"):
        return story.on_agenda(story.requested(by=people.director))
    handler = people.general_auditor if asker in ("ethics_staff", "ethics_officer") else people.ethics_officer
    return story.in_state(state, by=getattr(people, asker), handler=handler)


@pytest.mark.parametrize(("asker", "state"), SEEN, ids=str)
def test_only_these_people_see_it(story, people, asker, state):
    waiver = in_state(story, people, asker, state)
    seen = {
        name
        for name, person in vars(people).items()
        if Waiver.objects.visible_to(Person.objects.get(pk=person.pk)).filter(pk=waiver.pk).exists()
    }
    assert seen == SEEN[asker, state]
    assert {name for name, person in vars(people).items() if can_lock(waiver, person)} == seen


def can_lock(waiver: Waiver, person: Person) -> bool:
    """Whether an action of `person` would find it: its statement is another one, which is kept for their roles."""
    try:
        return Waiver.objects.locked(waiver.pk, by=Person.objects.get(pk=person.pk)) == waiver
    except Waiver.DoesNotExist:
        return False


def test_whoever_asks_or_benefits_never_reads_deliberations(story, people, fresh):
    for name in ("director", "ethics_officer"):
        person = fresh(getattr(people, name))
        waiver = story.requested(by=person)
        assert not waiver.may_read_deliberations(person), name
        assert waiver not in Waiver.objects.register(person)
        assert waiver not in Waiver.objects.to_decide(person)
        assert waiver not in Waiver.objects.before_the_board(person)


def test_a_beneficiary_sees_nothing_of_a_draft_and_the_request_once_sent(story, people):
    draft = story.drafted(by=people.manager, beneficiary=people.employee)
    assert not Waiver.objects.visible_to(people.employee).exists()
    actions.request_waiver(draft, by=people.manager, at=story.next_moment())
    assert Waiver.objects.visible_to(people.employee).exists()
    assert Notice.objects.filter(recipient=people.employee, kind="waiver_requested_for_you").exists()


def test_a_recused_officer_sees_it_again_only_in_the_register(story, people, asked, fresh):
    actions.recuse_from_waiver(asked, by=people.ethics_officer, at=story.next_moment())
    officer, auditor = fresh(people.ethics_officer), fresh(people.general_auditor)
    assert not Waiver.objects.visible_to(officer).exists()
    waiver = Waiver.objects.visible_to(auditor).get()
    story.confirmed(story.on_agenda(waiver, by=auditor))
    assert Waiver.objects.register(officer).exists()


def test_the_register_keeps_refusals(story, people, asked):
    story.refused(asked)
    assert Waiver.objects.register(people.committee_member).get().state == WaiverState.REFUSED


def test_a_new_manager_changes_who_decides_at_once(people, asked, fresh):
    Person.objects.filter(pk=people.employee.pk).update(manager=people.ethics_officer)
    assert not Waiver.objects.visible_to(fresh(people.ethics_officer)).exists()
    assert Waiver.objects.visible_to(fresh(people.general_auditor)).exists()


def test_what_waits_is_listed_for_whom_it_waits(story, people, asked, asked_by_executive):
    assert set(Waiver.objects.to_decide(people.ethics_officer)) == {asked, asked_by_executive}
    story.recommended(asked_by_executive)
    assert set(Waiver.objects.to_decide(people.ethics_officer)) == {asked}
    assert set(Waiver.objects.to_decide(people.secretary)) == {asked_by_executive}
    assert not Waiver.objects.to_decide(people.presiding).exists()
