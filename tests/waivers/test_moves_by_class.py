"""Every state of a waiver, for every class of it: who may do what. What is not listed is refused, with its sentence.

Written from DESIGN 8 and DECISIONS 51-52, not from the code. `test_moves.py` has what only some requests come to.
"""

import copy
from types import SimpleNamespace
from typing import Any

import pytest

from accounts.actions import grant_first_role
from accounts.models import Person
from accounts.moves import Refused, moves_allowed
from accounts.roles import Office, Role
from tests.code_of_ethics.people import make_person
from tests.conftest import NOW
from tests.standing import standing
from tests.waivers.casts import CASTS, Cast, Stages
from tests.waivers.test_moves import TABLE
from waivers.models import Waiver
from waivers.states import WaiverState
from waivers.workflow import WAIVER_MOVES

pytestmark = pytest.mark.django_db

Allowed = dict[str, dict[str, set[str]]]

UNTIL_SENT: Allowed = {
    "DRAFT": {"asks": {"edit", "request", "withdraw"}},
    "TO_CONFIRM": {"asks": {"withdraw"}, "benefits": {"confirm_request", "decline_request"}},
    "DECLINED": {},
}
OF_THE_CONCERNED = {"asks": {"withdraw"}, "benefits": {"withdraw"}}
ANSWERING = {"asks": {"answer", "withdraw"}, "benefits": {"answer", "withdraw"}}
DECIDING = {"approve", "refuse", "clear", "raise_class", "recuse", "ask_opinion", "return_to_requester"}

# One head decides.
OF_THE_CCEO: Allowed = {
    **UNTIL_SENT,
    "REQUESTED": {**OF_THE_CONCERNED, "head": DECIDING},
    "REQUESTED, advised": {**OF_THE_CONCERNED, "head": DECIDING, "counsel": {"give_opinion"}},
    "RETURNED": ANSWERING,
    "GRANTED": {"asks": {"renew"}, "head": {"revoke", "set_condition"}},
    "REFUSED": {},
    "CLEARED": {},
    "WITHDRAWN": {},
    "LAPSED": {"asks": {"renew"}},
    "REVOKED": {},
}

WEIGHING = {
    **OF_THE_CONCERNED,
    "head": {"recommend", "ask_opinion", "return_to_requester"},
    "CCEO as head": {"recuse"},
    "head who may lower": {"lower_class"},
}
ON_THE_AGENDA = {"secretary": {"record_meeting", "propose_consent"}, "head who may lower": {"lower_class"}}
BEING_REVOKED = {"secretary": {"record_meeting", "propose_consent", "drop_revocation"}}
SIGNING = {
    "presiding": {"decline_consent", "declare_recusal"},  # they have signed
    "directors who have not signed": {"sign_consent", "decline_consent", "declare_recusal"},
}

# One head recommends, and the Board decides.
OF_THE_BOARD: Allowed = {
    **UNTIL_SENT,
    "REQUESTED": WEIGHING,
    "REQUESTED, advised": {**WEIGHING, "counsel": {"give_opinion"}},
    "RETURNED": ANSWERING,
    "RECOMMENDED": {**OF_THE_CONCERNED, "secretary": {"put_to_board"}, "head who may lower": {"lower_class"}},
    "BOARD": {**ON_THE_AGENDA, "directors": {"declare_recusal"}},
    "BOARD, recorded": {**ON_THE_AGENDA, "presiding": {"confirm_meeting"}},
    "BOARD, signed": {**ON_THE_AGENDA, **SIGNING},
    "GRANTED": {"asks": {"renew"}, "head": {"set_condition", "ask_to_revoke"}, "secretary": {"ask_to_revoke"}},
    "REVOKING": {**BEING_REVOKED, "directors": {"declare_recusal"}},
    "REVOKING, recorded": {**BEING_REVOKED, "presiding": {"confirm_meeting"}},
    "REVOKING, signed": {**BEING_REVOKED, **SIGNING},
    "REFUSED": {},
    "WITHDRAWN": {},
    "LAPSED": {"asks": {"renew"}},
    "REVOKED": {},
}

# Where no request of the class ever is: nobody recommends what the CCEO decides, nor clears what is the Board's.
NEVER = {"OTHER": {"RECOMMENDED", "BOARD", "REVOKING"}, "BOARD": {"CLEARED"}}

# What somebody may do in each state. Of all else the sentence is that things have moved on.
CHANGING_THE_CLASS = {"lower_class", "agree_to_lower", "turn_down_lower"}
BY_THE_BOARD = {
    "record_meeting", "confirm_meeting", "propose_consent", "sign_consent", "decline_consent", "declare_recusal",
}  # fmt: skip
POSSIBLE = {
    "DRAFT": {"edit", "request", "withdraw"},
    "TO_CONFIRM": {"confirm_request", "decline_request", "withdraw"},
    "DECLINED": set(),
    "REQUESTED": DECIDING | CHANGING_THE_CLASS | {"recommend", "give_opinion", "withdraw"},
    "RETURNED": {"answer", "withdraw"},
    "RECOMMENDED": CHANGING_THE_CLASS | {"put_to_board", "withdraw"},
    "BOARD": CHANGING_THE_CLASS | BY_THE_BOARD,
    "GRANTED": {"renew", "set_condition", "revoke", "ask_to_revoke", "lapse"},
    "REVOKING": BY_THE_BOARD | {"drop_revocation", "lapse"},
    "REFUSED": set(),
    "CLEARED": set(),
    "WITHDRAWN": set(),
    "LAPSED": {"renew"},
    "REVOKED": set(),
}
MOVED_ON = "This has moved on since you opened the page, so “{}” is no longer possible."
SOMEBODY_ELSES = "You may not do this: “{}” is for somebody else."


def table_of(cast: Cast) -> Allowed:
    return OF_THE_BOARD if cast.is_of_the_board else OF_THE_CCEO


def ways(cast: Cast, stage: str) -> list[str]:
    """Who asks: the person themself, another in their name, or each in turn."""
    if cast.by_hand and stage in UNTIL_SENT:
        return []  # until it is requested, it is any employee's
    if stage in ("TO_CONFIRM", "DECLINED"):
        return [cast.for_them]
    if cast.benefits == "director" and stage.endswith("signed"):
        return []  # not every director can sign, so the Board has to meet: `test_consent.py`
    is_told_twice = stage == "DRAFT" or cast in BOTH_WAYS
    return [cast.benefits, cast.for_them] if is_told_twice else [cast.benefits]


BOTH_WAYS = [CASTS[of] for of in ("an employee", "an executive officer", "the CCEO")]
# Whom one head decides on, and whom the Board does; the other classes are told apart from them in `make test-all`.
ALWAYS = ("an employee", "an executive officer")
CELLS = [
    pytest.param(of, stage, asks, marks=[] if of in ALWAYS else pytest.mark.slow)
    for of, cast in CASTS.items()
    for stage in table_of(cast)
    for asks in ways(cast, stage)
]


@standing
def people(hired) -> SimpleNamespace:
    """With those whom only some classes need."""
    people = copy.copy(hired[0])
    people.covered_officer = make_person("Cora Controller", is_covered_officer=True, manager=people.manager, at=NOW)
    people.office_staff = make_person("Odo Office", manager=people.ethics_officer, at=NOW)
    grant_first_role(people.office_staff, role=Role.OFFICE_STAFF, office=Office.ETHICS_OFFICE, at=NOW)
    Person.objects.filter(pk=people.general_auditor.pk).update(manager=people.ethics_officer)
    return SimpleNamespace(**{name: Person.objects.get(pk=person.pk) for name, person in vars(people).items()})


@pytest.mark.parametrize(("of", "stage", "asks"), CELLS)
def test_for_each_class_everybody_may_do_what_the_table_says_and_hears_why_nothing_else(story, people, of, stage, asks):
    cast = CASTS[of]
    waiver = Stages(story, people, cast, asks).at(stage)
    assert waiver.state == stage.partition(",")[0]
    if stage != "DRAFT":
        assert (waiver.classification, waiver.classification_reason) == (cast.decider, cast.because)
    expected = verbs_of_each(cast, stage, asks)
    for name, person in vars(people).items():
        allowed = expected.get(name, set())
        assert {move.verb for move in moves_allowed(WAIVER_MOVES, waiver, person)} == allowed, name
        refused = {move.verb: refusal(waiver, person, move) for move in TABLE}
        assert {verb: said for verb, said in refused.items() if said} == sentences(waiver.state, allowed), name
        if allowed:
            assert Waiver.objects.visible_to(person).filter(pk=waiver.pk).exists(), name


def verbs_of_each(cast: Cast, stage: str, asks: str) -> dict[str, set[str]]:
    """What the tables allow, by person. Whoever asks and benefits has what both have."""
    people = cast.people(asks)
    expected: dict[str, set[str]] = {}
    for word, verbs in table_of(cast)[stage].items():
        for name in people[word]:
            expected[name] = expected.get(name, set()) | verbs
    return expected


def sentences(state: str, allowed: set[str]) -> dict[str, str]:
    """What somebody hears who tries anything else."""
    said = {}
    for move in TABLE:
        if move.verb not in allowed:
            sentence = SOMEBODY_ELSES if move.verb in POSSIBLE[state] else MOVED_ON
            said[move.verb] = sentence.format(move.label)
    return said


def refusal(waiver: Waiver, person: Person, move: Any) -> str:
    try:
        move.check(person, waiver)
    except Refused as refused:
        return str(refused.sentence)
    return ""


def test_the_tables_have_every_state_of_every_class():
    assert set(POSSIBLE) == set(WaiverState.values)
    for decider, table in (("OTHER", OF_THE_CCEO), ("BOARD", OF_THE_BOARD)):
        assert {stage.partition(",")[0] for stage in table} == set(WaiverState.values) - NEVER[decider]


@pytest.mark.parametrize("of", CASTS)
def test_where_a_class_never_is_no_move_of_anybody_leads(of):
    cast, targets = CASTS[of], {move.verb: str(move.target) for move in TABLE}
    verbs = {verb for row in table_of(cast).values() for allowed in row.values() for verb in allowed}
    assert not {targets[verb] for verb in verbs} & NEVER[cast.decider]
