"""A test of the hotline that is over is found by no search; its file ends as any other's, by a rule and two people."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from accounts.moves import Refused
from cases import actions
from cases.actions.indexing import index_words, rebuild_search_index
from cases.models import Case, HotlineTest, SearchEntry, WordMark
from cases.searching import search, understood
from cases.states.case import CaseState
from cases.tasks import sweep_words
from tests.standing import standing
from vault.fields import SHREDDED

DUE = reverse("retention:due")


@standing
def running(desk, case, at) -> HotlineTest:
    return actions.begin_hotline_test("WEB", by=None, at=at)


@standing
def ended(desk, running) -> Case:
    desk.acknowledge(running.case)
    return Case.objects.get(pk=running.case_id)


def found(case: Case, person) -> bool:
    word = max(re.findall(r"[a-z]+", str(case.reports.get().narrative)), key=len)
    return case.pk in [hit.entry.case_id for hit in search(understood(word), person).rows]


def test_it_is_found_while_it_runs_and_by_nothing_once_it_is_over(running, desk):
    case = running.case
    sweep_words()
    assert found(case, desk.staff), "the control: until then it looks like any other"
    assert WordMark.objects.filter(report__case=case).exists()
    desk.acknowledge(case)
    assert not found(case, desk.staff)
    assert not SearchEntry.objects.filter(case=case).exists()
    assert not WordMark.objects.filter(report__case=case).exists()


def test_neither_a_rebuild_nor_a_later_word_brings_it_back(ended, case):
    rebuild_search_index(lambda done: None)
    assert SearchEntry.objects.filter(case=case).exists(), "the control"
    assert not SearchEntry.objects.filter(case=ended).exists()
    index_words(ended, *ended.reports.all())
    assert SearchEntry.objects.filter(case=ended).exists(), "as those that ended before this was so"
    sweep_words()
    assert not SearchEntry.objects.filter(case=ended).exists()
    assert not WordMark.objects.filter(report__case=ended).exists()


def test_its_file_falls_due_by_the_rule_for_every_outcome_and_not_before(ended, period, desk, at, later):
    period(60)
    with pytest.raises(Refused):
        actions.propose_deletion(ended, by=desk.staff, at=at)
    assert actions.propose_deletion(ended, by=desk.staff, at=later).state == "PROPOSED"


def test_one_that_runs_is_never_deleted(running, period, desk, later):
    period(60)
    with pytest.raises(Refused):
        actions.propose_deletion(running.case, by=desk.staff, at=later)


def test_it_is_listed_as_due_and_two_people_let_it_be_shredded(ended, period, agree, sign_in, desk, later, now):
    period(60)
    with time_machine.travel(later, tick=False):
        assert ended.reference in sign_in(desk.staff).get(DUE).content.decode()
    deletion = agree(ended)
    with pytest.raises(Refused):
        actions.approve_deletion(deletion, by=desk.staff, at=later)
    assert actions.shred_approved(later) == 1
    shredded = now(ended)
    assert shredded.is_shredded and shredded.state == CaseState.TESTED
    assert shredded.reports.get().narrative is SHREDDED
    test = HotlineTest.objects.get(case=ended)
    assert test.story is SHREDDED and test.state == "ANSWERED" and test.ended_on


def test_a_rule_for_one_outcome_alone_says_nothing_of_it(ended, period, desk, later):
    period(60, outcome="FINDINGS")
    with pytest.raises(Refused):
        actions.propose_deletion(ended, by=desk.staff, at=later + timedelta(days=1))
