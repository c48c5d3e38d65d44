"""Every person and every move, in each state and in what only some requests come to. What is not listed is refused."""

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction

from accounts.actions import grant_first_role
from accounts.models import Person
from accounts.moves import Refused, moves_allowed
from accounts.roles import Office, Role
from tests.waivers.story import AGAINST, WHY, Story
from waivers import actions
from waivers.models import Waiver
from waivers.states import Advice, WaiverState
from waivers.workflow import WAIVER_MOVES

pytestmark = pytest.mark.django_db

# They stand beside the others in every state; who is refused by their actions is in test_insider_list.py.
OF_ITS_PRICE = frozenset({"mark_market_sensitive", "unmark_market_sensitive"})
TABLE = [move for move in WAIVER_MOVES if move.verb not in OF_ITS_PRICE]

WEIGHING = ("raise_class", "ask_opinion", "return_to_requester", "recuse")

# (who asks, state) -> {person: verbs}. Written from DESIGN 8 and DECISIONS 51-52, not from the code.
ALLOWED: dict[tuple[str, str], dict[str, set[str]]] = {
    ("employee", "DRAFT"): {"employee": {"edit", "request", "withdraw"}},
    ("employee", "REQUESTED"): {
        "employee": {"withdraw"},
        "ethics_officer": {"approve", "refuse", "clear", *WEIGHING},
    },
    ("employee, advised", "REQUESTED"): {
        "employee": {"withdraw"},
        "counsel": {"give_opinion"},
        "ethics_officer": {"approve", "refuse", "clear", *WEIGHING},
    },
    # Their manager asks for them: nothing goes on without their word.
    ("manager", "TO_CONFIRM"): {
        "manager": {"withdraw"},
        "employee": {"confirm_request", "decline_request"},
    },
    ("manager", "DECLINED"): {},
    ("manager, confirmed", "REQUESTED"): {
        "manager": {"withdraw"},
        "employee": {"withdraw"},
        "ethics_officer": {"approve", "refuse", "clear", *WEIGHING},
    },
    ("manager, confirmed", "RETURNED"): {
        "manager": {"answer", "withdraw"},
        "employee": {"answer", "withdraw"},
    },
    # The office writes for somebody: its head decides all the same, but neither whoever wrote it nor their person.
    ("ethics_staff, of the office", "TO_CONFIRM"): {
        "ethics_staff": {"withdraw"},
        "employee": {"confirm_request", "decline_request"},
    },
    ("employee", "RETURNED"): {"employee": {"answer", "withdraw"}},
    ("employee", "GRANTED"): {"employee": {"renew"}, "ethics_officer": {"revoke", "set_condition"}},
    ("employee", "REFUSED"): {},
    ("employee", "WITHDRAWN"): {},
    ("employee", "LAPSED"): {"employee": {"renew"}},
    ("employee", "CLEARED"): {},
    ("employee", "REVOKED"): {},
    ("executive", "DRAFT"): {"executive": {"edit", "request", "withdraw"}},
    ("executive", "REQUESTED"): {
        "executive": {"withdraw"},
        "ethics_officer": {"recommend", *WEIGHING[1:]},
    },
    ("executive", "RETURNED"): {"executive": {"answer", "withdraw"}},
    ("executive", "RECOMMENDED"): {"executive": {"withdraw"}, "secretary": {"put_to_board"}},
    ("executive", "BOARD"): {"secretary": {"record_meeting", "propose_consent"}, "presiding": {"confirm_meeting"}},
    # On the agenda, before anything is written.
    ("executive, on the agenda", "BOARD"): {
        "secretary": {"record_meeting", "propose_consent"},
        **{key: {"declare_recusal"} for key in ("presiding", "director", "third_director")},
    },
    # A written consent that one director has signed.
    ("executive, by consent", "BOARD"): {
        "secretary": {"record_meeting", "propose_consent"},
        "presiding": {"decline_consent", "declare_recusal"},
        **{key: {"sign_consent", "decline_consent", "declare_recusal"} for key in ("director", "third_director")},
    },
    # A director asks: they are nobody of the Board here.
    ("director, on the agenda", "BOARD"): {
        "secretary": {"record_meeting", "propose_consent"},
        **{key: {"declare_recusal"} for key in ("presiding", "third_director")},
    },
    # Nothing but the CCEO's word makes these the Board's: a second person can send them back.
    ("employee, left to the Board", "REQUESTED"): {
        "employee": {"withdraw"},
        "ethics_officer": {"recommend", "lower_class", *WEIGHING[1:]},
    },
    ("employee, to be lowered", "REQUESTED"): {
        "employee": {"withdraw"},
        "ethics_officer": {"recommend", *WEIGHING[1:]},
        **{key: {"agree_to_lower", "turn_down_lower"} for key in ("general_auditor", "secretary")},
    },
    ("employee, to be lowered", "RECOMMENDED"): {
        "employee": {"withdraw"},
        "general_auditor": {"agree_to_lower", "turn_down_lower"},
        "secretary": {"put_to_board", "agree_to_lower", "turn_down_lower"},
    },
    ("employee, to be lowered", "BOARD"): {
        "general_auditor": {"agree_to_lower", "turn_down_lower"},
        "secretary": {"record_meeting", "propose_consent", "agree_to_lower", "turn_down_lower"},
        **{key: {"declare_recusal"} for key in ("presiding", "director", "third_director")},
    },
    ("executive", "WITHDRAWN"): {},
    ("executive, refused", "REFUSED"): {},
    ("executive", "LAPSED"): {"executive": {"renew"}},
    ("executive", "GRANTED"): {
        "executive": {"renew"},
        "ethics_officer": {"set_condition", "ask_to_revoke"},
        "secretary": {"ask_to_revoke"},
    },
    # The Board is asked to take it back: the same moves as for a grant, at a meeting or by consent.
    ("executive", "REVOKING"): {
        "secretary": {"record_meeting", "propose_consent", "drop_revocation"},
        **{key: {"declare_recusal"} for key in ("presiding", "director", "third_director")},
    },
    ("executive, revocation recorded", "REVOKING"): {
        "secretary": {"record_meeting", "propose_consent", "drop_revocation"},
        "presiding": {"confirm_meeting"},
    },
    ("executive, revocation by consent", "REVOKING"): {
        "secretary": {"record_meeting", "propose_consent", "drop_revocation"},
        "presiding": {"decline_consent", "declare_recusal"},
        **{key: {"sign_consent", "decline_consent", "declare_recusal"} for key in ("director", "third_director")},
    },
    ("executive", "REVOKED"): {},
    # Their own chief is conflicted: the General Auditor recommends.
    ("ethics_staff", "REQUESTED"): {
        "ethics_staff": {"withdraw"},
        "general_auditor": {"recommend", "ask_opinion", "return_to_requester"},
    },
    ("ethics_staff", "RECOMMENDED"): {"ethics_staff": {"withdraw"}, "secretary": {"put_to_board"}},
    ("ethics_officer", "REQUESTED"): {
        "ethics_officer": {"withdraw"},
        "general_auditor": {"recommend", "ask_opinion", "return_to_requester"},
    },
    ("ethics_officer", "BOARD"): {"secretary": {"record_meeting", "propose_consent"}, "presiding": {"confirm_meeting"}},
    # The General Auditor alone asks: the CCEO decides.
    ("general_auditor", "REQUESTED"): {
        "general_auditor": {"withdraw"},
        "ethics_officer": {"approve", "refuse", "clear", *WEIGHING},
    },
    ("secretary", "REQUESTED"): {
        "secretary": {"withdraw"},
        "ethics_officer": {"approve", "refuse", "clear", *WEIGHING},
    },
    ("director", "REQUESTED"): {
        "director": {"withdraw"},
        "ethics_officer": {"recommend", *WEIGHING[1:]},
    },
}  # fmt: skip


def everybody(people: SimpleNamespace) -> dict[str, Person]:
    return {name: Person.objects.get(pk=person.pk) for name, person in vars(people).items()}


def in_state(story: Story, people: SimpleNamespace, asker: str, state: str) -> Waiver:
    asker, _comma, how = asker.partition(", ")
    if how.startswith("revocation"):
        waiver = story.in_state("REVOKING", by=people.executive, handler=people.ethics_officer)
        waiver = Waiver.objects.get(pk=waiver.pk)
        if how == "revocation recorded":
            story.revocation_recorded(waiver)
        else:
            story.signed(story.revocation_proposed(waiver), people.presiding)
        return Waiver.objects.get(pk=waiver.pk)
    if how == "of the office":
        grant_first_role(people.ethics_staff, role=Role.OFFICE_STAFF, office=Office.ETHICS_OFFICE, at=story.at)
        writer = Person.objects.get(pk=people.ethics_staff.pk)
        return story.in_state(state, by=writer)
    if how in ("left to the Board", "to be lowered"):
        waiver = story.left_to_the_board(story.requested())
        if state == "RECOMMENDED":
            waiver = story.recommended(waiver)
        elif state == "BOARD":
            waiver = story.on_agenda(waiver)
        if how == "to be lowered":
            waiver = story.lowering(waiver)
        return Waiver.objects.get(pk=waiver.pk)
    if how == "refused":
        waiver = story.on_agenda(story.requested(by=getattr(people, asker)))
        against = dict.fromkeys(("presiding", "director", "third_director"), AGAINST)
        return Waiver.objects.get(pk=story.confirmed(waiver, **against).pk)
    if how == "confirmed":
        waiver = story.requested(by=people.manager, beneficiary=people.employee)
        if state == "RETURNED":
            story.returned(waiver)
        return Waiver.objects.get(pk=waiver.pk)
    if how == "advised":
        waiver = story.advised(story.requested())
        return Waiver.objects.get(pk=waiver.pk)
    if how:
        waiver = story.on_agenda(story.requested(by=getattr(people, asker)))
        if how == "by consent":
            waiver = story.signed(story.proposed(waiver), people.presiding)
        return Waiver.objects.get(pk=waiver.pk)
    handler = people.general_auditor if asker in ("ethics_staff", "ethics_officer") else people.ethics_officer
    waiver = story.in_state(state, by=getattr(people, asker), handler=handler)
    return Waiver.objects.get(pk=waiver.pk)


@pytest.mark.parametrize(("asker", "state"), ALLOWED, ids=str)
def test_each_person_may_do_what_the_table_says_and_nothing_else(story, people, asker, state):
    waiver = in_state(story, people, asker, state)
    assert waiver.state == state
    for name, person in everybody(people).items():
        expected = ALLOWED[asker, state].get(name, set())
        offered = {move.verb for move in moves_allowed(WAIVER_MOVES, waiver, person)}
        assert offered == expected, name
        for move in TABLE:
            if move.verb in expected:
                move.check(person, waiver)
            else:
                with pytest.raises(Refused) as refusal:
                    move.check(person, waiver)
                # It says which of the two it is: too late or too early, or somebody else's; and names the move.
                why = "is for somebody else" if move.may_start(waiver) else "is no longer possible"
                assert why in str(refusal.value.sentence), (name, move.verb)
                assert f"“{move.label}”" in str(refusal.value.sentence), (name, move.verb)


@pytest.mark.parametrize(("asker", "state"), ALLOWED, ids=str)
def test_once_it_is_asked_for_its_handler_says_whether_it_moves_a_price_and_counsel_that_it_does(
    story, people, asker, state
):
    waiver = in_state(story, people, asker, state)
    handler = "general_auditor" if asker in ("ethics_staff", "ethics_officer") else "ethics_officer"
    is_asked_for = state not in ("DRAFT", "TO_CONFIRM", "DECLINED")
    expected = {"mark_market_sensitive": {handler, "counsel"}, "unmark_market_sensitive": {handler}}
    for move in set(WAIVER_MOVES) - set(TABLE):
        may = {name for name, person in everybody(people).items() if move.is_for(person, waiver)}
        assert may == expected[move.verb], move.verb
        assert move.may_start(waiver) == is_asked_for, move.verb


def test_the_table_covers_every_state_and_every_move():
    assert {state for _asker, state in ALLOWED} == set(WaiverState.values)
    listed = {verb for row in ALLOWED.values() for verbs in row.values() for verb in verbs}
    assert listed == {move.verb for move in TABLE} - {"lapse"}


# A state in which each action is possible for somebody, and what it takes.
def tries(story: Story, people: SimpleNamespace, words: dict[str, Any]) -> dict[str, tuple[str, str, Any, dict]]:
    meeting = {
        "resolution": "9", "decision_at": story.at, "zone": "UTC", "presiding": people.presiding,
        "ballots": story.ballots(), **WHY,
    }  # fmt: skip
    resolved = {"resolution": "2026-9", **WHY}
    advised = {"advice": Advice.REFUSE, "recommendation": "No."}
    return {
        "edit": ("employee", "DRAFT", actions.edit_waiver, words),
        "request": ("employee", "DRAFT", actions.request_waiver, {}),
        "confirm_request": ("manager", "TO_CONFIRM", actions.confirm_request, {}),
        "decline_request": ("manager", "TO_CONFIRM", actions.decline_request, {}),
        "answer": ("employee", "RETURNED", actions.answer_question, {"answer": "The host."}),
        "withdraw": ("employee", "REQUESTED", actions.withdraw_waiver, {}),
        "approve": ("employee", "REQUESTED", actions.approve_waiver, WHY),
        "refuse": ("employee", "REQUESTED", actions.refuse_waiver, {"reasons": "No."}),
        "return_to_requester": ("employee", "REQUESTED", actions.return_waiver, {"question": "Who?"}),
        "recuse": ("employee", "REQUESTED", actions.recuse_from_waiver, {}),
        "recommend": ("executive", "REQUESTED", actions.recommend_waiver, advised),
        "put_to_board": ("executive", "RECOMMENDED", actions.put_to_board, {"called_on": date(2026, 12, 1)}),
        "record_meeting": ("executive", "BOARD", actions.record_meeting, meeting),
        "confirm_meeting": ("executive", "BOARD", actions.confirm_meeting, {}),
        "ask_opinion": (
            "employee",
            "REQUESTED",
            actions.ask_opinion,
            {"adviser": people.counsel, "question": "Is it lawful?"},
        ),
        "give_opinion": (
            "employee, advised",
            "REQUESTED",
            actions.give_opinion,
            {"advice": "APPROVE", "opinion": "It is."},
        ),
        "propose_consent": ("executive", "BOARD", actions.propose_consent, resolved),
        "sign_consent": ("executive, by consent", "BOARD", actions.sign_consent, {}),
        "decline_consent": ("executive, by consent", "BOARD", actions.decline_consent, {}),
        "declare_recusal": ("executive, on the agenda", "BOARD", actions.declare_recusal, {"reason": "A cousin."}),
        "raise_class": (
            "employee",
            "REQUESTED",
            actions.raise_class,
            {"because": "LEFT_TO_BOARD", "reason": "A minister asks."},
        ),
        "lower_class": ("employee, left to the Board", "REQUESTED", actions.lower_class, {"reason": "No officer."}),
        "agree_to_lower": ("employee, to be lowered", "BOARD", actions.agree_to_lower, {}),
        "turn_down_lower": ("employee, to be lowered", "REQUESTED", actions.turn_down_lower, {}),
        "clear": ("employee", "REQUESTED", actions.clear_waiver, {"outcome": "NOT_NEEDED", "reasons": "So."}),
        "renew": ("employee", "GRANTED", actions.renew_waiver, {"ends_on": date(2027, 6, 30)}),
        "set_condition": (
            "employee",
            "GRANTED",
            actions.set_condition,
            {"text": "So.", "owner": people.employee, "due_on": date(2026, 12, 4)},
        ),
        "ask_to_revoke": ("executive", "GRANTED", actions.ask_to_revoke, {"reasons": "The tender has opened."}),
        "drop_revocation": ("executive", "REVOKING", actions.drop_revocation, {}),
        "revoke": ("employee", "GRANTED", actions.revoke_waiver, {"reasons": "Misused."}),
    }


@pytest.mark.parametrize("verb", [move.verb for move in TABLE if move.verb != "lapse"])
def test_an_action_refuses_everybody_but_those_in_the_table_and_changes_nothing(story, people, words, verb):
    asker, state, action, facts = tries(story, people, words)[verb]
    waiver = in_state(story, people, asker, state)
    before = Waiver.objects.filter(pk=waiver.pk).values().get()
    for name, person in everybody(people).items():
        if verb in ALLOWED[asker, state].get(name, set()):
            continue
        with pytest.raises((Refused, ObjectDoesNotExist)), transaction.atomic():
            action(waiver, **facts, by=person, at=story.next_moment())
    after = Waiver.objects.filter(pk=waiver.pk).values().get()
    assert as_stored(after) == as_stored(before)


def as_stored(row: dict[str, Any]) -> dict[str, Any]:
    """The row with its sealed values as the bytes that they are in the database."""
    return {name: getattr(value, "raw", value) for name, value in row.items()}


def test_where_both_heads_are_conflicted_the_committees_chair_recommends(story, people, fresh):
    Person.objects.filter(pk=people.general_auditor.pk).update(manager=people.ethics_officer)
    waiver = story.requested(by=fresh(people.general_auditor))
    recommended = story.recommended(waiver, by=people.chair)
    assert recommended.state == WaiverState.RECOMMENDED


def test_promoted_after_asking_the_board_decides(story, people, asked):
    Person.objects.filter(pk=people.employee.pk).update(is_executive_officer=True)
    officer = Person.objects.get(pk=people.ethics_officer.pk)
    with pytest.raises(Refused):
        actions.approve_waiver(asked, **WHY, by=officer, at=story.next_moment())
    waiver = story.recommended(asked)
    assert (waiver.requested_class, waiver.classification) == ("OTHER", "BOARD")


def test_no_longer_an_officer_it_stays_with_the_board(people, asked_by_executive):
    Person.objects.filter(pk=people.executive.pk).update(is_executive_officer=False)
    waiver = Waiver.objects.get(pk=asked_by_executive.pk)
    assert waiver.would_be()[0] == "BOARD"


def test_a_covered_officer_who_is_no_executive_is_the_boards_too(story, people):
    Person.objects.filter(pk=people.employee.pk).update(is_covered_officer=True)
    waiver = story.requested(by=Person.objects.get(pk=people.employee.pk))
    assert (waiver.classification, waiver.classification_reason) == ("BOARD", "COVERED_OFFICER")
