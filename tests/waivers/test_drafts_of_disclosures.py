"""The draft of what is disclosed of a market-sensitive waiver is read after the notice, until it is filed."""

from datetime import timedelta

import pytest
from django.urls import reverse

from accounts.models import Person
from accounts.roles import Role
from audit.trail import history
from code_of_ethics.actions import alarm_of_late, confirm_filing, draft_disclosure
from code_of_ethics.models import Disclosure
from reporting.actions import draft_digest
from reporting.periods import Period
from tests.people import make_person
from tests.standing import standing
from tests.waivers.test_insider_list import NOTICE, acknowledge, as_somebody, mark, rows
from waivers import actions
from waivers.actions import note_who_left
from waivers.models import InsiderList, Waiver
from waivers.states import Shown

pytestmark = pytest.mark.slow

DRAFT = "The Board granted a waiver about a dinner with the host of the congress."
LISTED = reverse("code_of_ethics:disclosures")
PAGES = ("disclosure", "draft_disclosure", "confirm_filing")


@standing
def decided(story, asked_by_executive) -> Waiver:
    return story.confirmed(story.on_agenda(asked_by_executive))


@standing
def duty(decided, people, story) -> Disclosure:
    found = Disclosure.objects.get(source_id=decided.pk)
    return draft_disclosure(found, text=DRAFT, by=people.ethics_officer, at=story.next_moment())


@standing
def marked(duty, decided, people, story) -> InsiderList:
    return mark(decided, people.ethics_officer, story)


@standing
def reader(duty, at) -> Person:
    """Who has not worked on it."""
    return make_person("Connie Freshcounsel", Role.COUNSEL, at=at)


def address(duty: Disclosure, name: str = "disclosure") -> str:
    return reverse(f"code_of_ethics:{name}", args=[duty.pk])


def shown(person: Person, where: str) -> str:
    return as_somebody(person).get(where).content.decode()


@pytest.mark.parametrize("name", PAGES)
def test_nothing_of_the_draft_is_read_before_the_notice_is_acknowledged(name, duty, marked, decided, people, reader):
    name_of_whom, where = people.executive.full_name, address(duty, name)
    before = shown(reader, where)
    assert NOTICE in before and DRAFT not in before and name_of_whom not in before
    assert reader.full_name not in rows(marked)
    assert acknowledge(reader, where).url == where
    row = rows(marked)[reader.full_name]
    assert (row.shown, bool(row.acknowledged_at)) == (Shown.DISCLOSURE, True) and "disclosure" in row.because
    after = shown(reader, where)
    assert NOTICE not in after and DRAFT in after
    assert all(NOTICE not in shown(reader, address(duty, other)) for other in PAGES), "once is enough"
    entry = history(decided)[-1]
    assert entry.verb == "acknowledge_no_trading" and entry.actor == reader.full_name


def test_the_list_names_nobody_before_it(duty, marked, people, reader):
    name = people.executive.full_name
    before = shown(reader, LISTED)
    assert name not in before and "read the notice first" in before and address(duty) in before
    acknowledge(reader, address(duty))
    assert name in shown(reader, LISTED)


def test_a_waiver_that_moves_no_price_has_no_notice(duty, people, reader):
    assert DRAFT in shown(reader, address(duty)) and people.executive.full_name in shown(reader, LISTED)


def test_once_it_is_filed_there_is_no_notice(duty, marked, people, story, reader):
    at = story.next_moment()
    facts = {"means": "FORM_8K", "reference": "0001234567-26-000123", "filed_at": at}
    confirm_filing(duty, **facts, by=people.counsel, at=at)
    assert NOTICE not in shown(reader, address(duty)) and people.executive.full_name in shown(reader, LISTED)


def test_who_drafted_it_before_it_was_marked_is_listed_and_reads_the_notice_next(duty, decided, people, story, reader):
    draft_disclosure(duty, text=DRAFT, by=reader, at=story.next_moment())
    one = mark(decided, people.ethics_officer, story)
    row = rows(one)[reader.full_name]
    assert (row.shown, row.acknowledged_at, row.left_at) == (Shown.KNEW, None, None)
    assert NOTICE in shown(reader, address(duty))
    # What was typed on the page from before is not lost.
    typed = as_somebody(reader).post(address(duty, "draft_disclosure"), {"text": "In other words."})
    assert typed.status_code == 302
    duty.refresh_from_db()
    assert duty.draft_text == "In other words."


def test_who_is_shown_the_draft_alone_stays_on_the_list_until_they_are_shown_it_no_more(
    duty, marked, decided, people, at
):
    overseer = make_person("Gus Lawyer", Role.GENERAL_COUNSEL, at=at)
    late = duty.clock.due_at + timedelta(hours=1)
    alarm_of_late(at=late)
    assert not Waiver.objects.visible_to(overseer).filter(pk=decided.pk).exists(), "the control"
    assert acknowledge(overseer, address(duty)).status_code == 302
    note_who_left(late + timedelta(days=400))
    assert rows(marked)[overseer.full_name].left_at is None
    overseer.role_grants.update(revoked_at=late, revoked_by=people.administrator)
    note_who_left(late + timedelta(days=400))
    assert rows(marked)[overseer.full_name].left_at


def test_whom_it_is_about_finds_neither_the_draft_nor_a_notice(duty, marked, people):
    answer = as_somebody(people.executive).get(address(duty))
    assert answer.status_code == 404
    assert acknowledge(people.executive, address(duty)).status_code == 404


def test_a_stranger_is_told_nothing_by_the_notice(duty, marked, people):
    assert as_somebody(people.stranger).get(address(duty)).status_code == 404


def test_a_digest_in_which_it_is_late_is_read_after_the_notice(duty, marked, people):
    quarter = Period(duty.subject_on + timedelta(days=92), duty.subject_on + timedelta(days=183))
    draft = draft_digest(quarter, by=None, at=quarter.ends_at)
    assert not draft.snapshot["lists"]["waivers"] and draft.snapshot["lists"]["late_disclosures"], "the control"
    assert NOTICE in shown(people.general_auditor, draft.get_absolute_url())


def test_a_renewal_is_behind_the_notice_of_what_it_renews(duty, marked, decided, people, story, reader):
    ends_on = decided.ends_on + timedelta(days=90)
    renewal = actions.renew_waiver(decided, ends_on=ends_on, by=people.executive, at=story.next_moment())
    assert Waiver.objects.insider_lists_due([renewal.pk], reader) == {renewal.pk: [marked]}
