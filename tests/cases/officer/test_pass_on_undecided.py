"""A question of materiality that no office answers in time goes to the committee's chair by itself."""

from datetime import timedelta

import pytest
import time_machine

from accounts.models import Notice, Person
from audit.trail import history
from cases import actions
from cases.actions.undecided import pass_on_undecided
from cases.models import AccessGrant, Case
from cases.states.case import Queue
from tests.cases.desk import make_topic, open_case
from tests.standing import standing

DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def people(desk, general_auditor, chair, member) -> None:
    """Everybody to whom it may go."""


@standing
def asking(desk, at) -> Case:
    """Bribery, known since Monday, 23 November; the decision is due by the end of Tuesday."""
    return desk.acknowledge(open_case(at=at, topic=make_topic("bribery", trigger="BRIBERY")))


def sweep(moment) -> int:
    with time_machine.travel(moment, tick=False):
        return pass_on_undecided(moment)


def told() -> list:
    return list(Notice.objects.filter(kind="materiality_undecided").values_list("recipient", flat=True))


def test_the_day_after_its_clock_ran_out_the_chair_reads_it_and_decides(asking, chair, at):
    assert sweep(at + DAY) == 0
    assert not asking.is_visible_to(chair)
    assert sweep(at + 2 * DAY) == 1
    assert asking.is_visible_to(chair) and told() == [chair.pk]
    case = Case.objects.get(pk=asking.pk)
    facts = {"outcome": "MATERIAL", "reasons": "Bribery.", "digest_line": "A matter in purchasing."}
    actions.decide_materiality(case, **facts, by=chair, at=at + 2 * DAY)
    assert asking.materiality_decisions.get().decided_by == chair


def test_looking_twice_tells_nobody_twice(asking, at):
    assert [sweep(at + days * DAY) for days in (2, 2, 3)] == [1, 0, 0]
    assert len(told()) == 1
    assert [entry.verb for entry in history(asking)].count("pass_on_undecided") == 1


def test_where_the_wall_stands_before_the_chair_a_free_member_decides(asking, chair, member, at):
    asking.conflicts.create(
        data_key=asking.data_key, person=chair, reason="A cousin.", declared_by=chair, declared_at=at
    )
    sweep(at + 2 * DAY)
    assert told() == [member.pk]
    assert not asking.is_visible_to(chair) and asking.is_visible_to(member)


def test_what_was_decided_in_time_stays_with_its_office(asking, desk, chair, at):
    facts = {"outcome": "MATERIAL", "reasons": "Bribery.", "digest_line": "A matter in purchasing."}
    actions.decide_materiality(asking, **facts, by=desk.staff, at=at)
    assert sweep(at + 9 * DAY) == 0
    assert not asking.is_visible_to(chair)


def test_a_proposal_that_nobody_has_agreed_to_is_no_decision(asking, desk, chair, at):
    actions.decide_materiality(asking, outcome="NOT_MATERIAL", reasons="A lunch.", by=desk.staff, at=at)
    assert sweep(at + 2 * DAY) == 1
    assert told() == [chair.pk]


def test_once_somebody_has_decided_the_chair_no_longer_reads_the_file_by_this(asking, desk, chair, at):
    sweep(at + 2 * DAY)
    case = Case.objects.get(pk=asking.pk)
    facts = {"outcome": "MATERIAL", "reasons": "Bribery.", "digest_line": "A matter in purchasing."}
    actions.decide_materiality(case, **facts, by=desk.staff, at=at + 3 * DAY)
    assert AccessGrant.objects.get(case=asking, reason="undecided").ended_at is not None
    assert not asking.is_visible_to(chair)


def test_whoever_leaves_the_committee_reads_it_no_more_and_another_one_decides(asking, chair, member, at):
    sweep(at + 2 * DAY)
    assert asking.is_visible_to(chair), "the control"
    chair.role_grants.update(revoked_at=at + 2 * DAY, revoked_by=member)
    gone = Person.objects.get(pk=chair.pk)
    with time_machine.travel(at + 3 * DAY, tick=False):
        assert not asking.is_visible_to(gone)
        assert pass_on_undecided(at + 3 * DAY) == 1
        assert asking.is_visible_to(Person.objects.get(pk=member.pk))


def test_what_the_chair_works_anyway_goes_nowhere(asking, at):
    Case.objects.filter(pk=asking.pk).update(queue=Queue.AUDIT_COMMITTEE_CHAIR)
    assert sweep(at + 9 * DAY) == 0
    assert told() == []


def test_the_notice_says_nothing_of_the_case(asking, chair, at, client):
    sweep(at + 2 * DAY)
    client.force_login(chair.user)
    page = client.get("/notices/").content.decode()
    assert "has not decided in time" in page and asking.topic.name not in page
