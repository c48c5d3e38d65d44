"""Market-sensitive requests: the notice stands before the first look, and whoever is shown one stands on its list."""

import io
from datetime import date, timedelta
from zipfile import ZipFile

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from accounts.models import Notice, Person, RoleGrant
from accounts.moves import Refused
from accounts.roles import Role
from audit.trail import history
from reporting.actions import draft_digest
from reporting.periods import Period
from tests.people import make_person
from tests.standing import standing
from waivers import actions
from waivers.actions import note_who_left
from waivers.models import Insider, InsiderList, Waiver
from waivers.states import Shown

pytestmark = pytest.mark.slow

SECRET = "the merger with the host of the congress"
DEPARTURE = "dinner worth 90 dollars"
NOTICE = "Before you read on"
FIRST = "to read the notice first"
FACTS = {"name": "Project Otter", "reason": SECRET}


def mark(waiver: Waiver, by: Person, story) -> InsiderList:
    return actions.mark_market_sensitive(waiver, **FACTS, by=by, at=story.next_moment())


@standing
def decided(story, asked_by_executive) -> Waiver:
    """The Board's class, granted by it."""
    return story.confirmed(story.on_agenda(asked_by_executive))


@standing
def marked(decided, people, story) -> InsiderList:
    return mark(decided, people.ethics_officer, story)


def as_somebody(person: Person) -> Client:
    client = Client()
    client.force_login(person.user)
    return client


def page(person: Person, waiver: Waiver, name: str = "waiver") -> str:
    return as_somebody(person).get(reverse(f"waivers:{name}", args=[waiver.reference])).content.decode()


def acknowledge(person: Person, address: str):
    return as_somebody(person).post(address, {"notice": "no_trading", "read": "on"})


def rows(one: InsiderList) -> dict[str, Insider]:
    return {row.name: row for row in one.insiders.select_related("person")}


# --- who marks it ---
def test_whoever_handles_it_marks_it_and_is_on_the_list_at_once(marked, people, decided):
    assert rows(marked)[people.ethics_officer.full_name].shown == Shown.MARKED
    shown = page(people.ethics_officer, decided)
    assert DEPARTURE in shown and "This request is market-sensitive" in shown and SECRET in shown
    assert "Marked as market-sensitive" in [entry.sentence for entry in history(decided)]


def test_counsel_who_reads_the_register_marks_it_by_its_page(people, decided):
    address = reverse("waivers:mark_market_sensitive", args=[decided.reference])
    client = as_somebody(people.counsel)
    assert client.post(address, FACTS).url == decided.get_absolute_url()
    assert rows(InsiderList.objects.get())[people.counsel.full_name].shown == Shown.MARKED


@pytest.mark.parametrize("who", ["executive", "secretary", "presiding", "committee_member", "general_auditor"])
def test_nobody_else_marks_it(who, people, decided, story):
    with pytest.raises(Refused):
        mark(decided, getattr(people, who), story)
    address = reverse("waivers:mark_market_sensitive", args=[decided.reference])
    assert as_somebody(getattr(people, who)).post(address, FACTS).status_code == 404
    assert not InsiderList.objects.exists()


def test_a_draft_and_what_is_marked_already_are_not_marked(people, story, marked, decided):
    with pytest.raises(Refused):
        mark(decided, people.counsel, story)
    with pytest.raises(Waiver.DoesNotExist):
        mark(story.drafted(), people.ethics_officer, story)


# --- the first look ---
@pytest.mark.parametrize("name", ["waiver", "board_paper", "certificate"])
def test_nothing_of_it_is_read_before_the_notice_is_acknowledged(name, decided, marked, people):
    reader = people.committee_member
    shown = page(reader, decided, name)
    assert NOTICE in shown and DEPARTURE not in shown and SECRET not in shown
    assert reader.full_name not in rows(marked)
    address = reverse(f"waivers:{name}", args=[decided.reference])
    assert acknowledge(reader, address).url == address
    row = rows(marked)[reader.full_name]
    assert row.acknowledged_at and row.obtained_at and row.because == "Oversees waivers."
    assert DEPARTURE in page(reader, decided)
    assert "Acknowledged the notice not to trade" in [entry.sentence for entry in history(decided)]


def test_without_the_tick_nobody_goes_on(decided, marked, people):
    address = decided.get_absolute_url()
    answer = as_somebody(people.committee_member).post(address, {"notice": "no_trading"}).content.decode()
    assert "Please tick this first" in answer and DEPARTURE not in answer
    assert people.committee_member.full_name not in rows(marked)


def test_who_worked_on_it_before_is_listed_and_told(decided, marked, people):
    row = rows(marked)[people.secretary.full_name]
    assert (row.shown, row.acknowledged_at) == (Shown.KNEW, None)
    assert Notice.objects.filter(recipient=people.secretary, kind="waiver_no_trading").count() == 1
    assert NOTICE in page(people.secretary, decided)


def test_the_row_of_the_register_and_of_the_export_keep_its_content(decided, marked, people):
    client = as_somebody(people.committee_member)
    register, export = reverse("waivers:list") + "?show=register", reverse("waivers:export_register")
    name = people.executive.full_name
    before = client.get(register).content.decode(), client.post(export, {"kind": "csv"}).content.decode("utf-8-sig")
    assert all(FIRST in shown and decided.reference in shown and name not in shown for shown in before)
    assert "modest" not in before[1]
    acknowledge(people.committee_member, decided.get_absolute_url())
    after = client.get(register).content.decode(), client.post(export, {"kind": "csv"}).content.decode("utf-8-sig")
    assert all(FIRST not in shown and name in shown for shown in after) and "modest" in after[1]


def test_a_director_reads_it_before_the_paper_on_the_agenda(story, asked_by_executive, people):
    on_agenda = story.on_agenda(asked_by_executive)
    mark(on_agenda, people.ethics_officer, story)
    client = as_somebody(people.director)
    assert FIRST in client.get(reverse("waivers:board")).content.decode()
    acknowledge(people.director, on_agenda.get_absolute_url())
    assert people.executive.full_name in client.get(reverse("waivers:board")).content.decode()


def test_a_condition_is_read_after_the_notice_too_but_not_by_whoever_keeps_it_alone(decided, people, story):
    facts = {"text": "Report it to the desk.", "owner": people.stranger, "due_on": decided.ends_on}
    condition = actions.set_condition(decided, **facts, by=people.ethics_officer, at=story.next_moment())
    mark(decided, people.ethics_officer, story)
    for address in (reverse("waivers:conditions"), condition.get_absolute_url()):
        assert facts["text"] not in as_somebody(people.committee_member).get(address).content.decode()
        assert facts["text"] in as_somebody(people.stranger).get(address).content.decode()


def test_a_digest_that_lists_it_is_read_after_the_notice(decided, marked, people):
    quarter = Period(date(2026, 10, 1), date(2026, 12, 31))
    draft = draft_digest(quarter, by=None, at=quarter.ends_at)
    assert [row["reference"] for row in draft.snapshot["lists"]["waivers"]] == [decided.reference], "the control"
    client, address = as_somebody(people.general_auditor), draft.get_absolute_url()
    assert NOTICE in client.get(address).content.decode()
    assert acknowledge(people.general_auditor, address).url == address
    assert rows(marked)[people.general_auditor.full_name].shown == Shown.DIGEST
    assert NOTICE not in client.get(address).content.decode()


def test_a_renewal_says_the_same_words_and_stands_behind_the_same_notice(decided, marked, people, story):
    ends_on = decided.ends_on + timedelta(days=90)
    renewal = actions.renew_waiver(decided, ends_on=ends_on, by=people.executive, at=story.next_moment())
    renewal = actions.request_waiver(renewal, by=people.executive, at=story.next_moment())
    gone = as_somebody(people.secretary)
    assert gone.get(renewal.get_absolute_url()).status_code == 404
    actions.recommend_waiver(
        renewal, advice="APPROVE", recommendation="Again.", by=people.ethics_officer, at=story.next_moment()
    )
    assert NOTICE in page(people.secretary, renewal)


# --- whoever asked or benefits ---
def test_whoever_asked_learns_nothing(decided, marked, people):
    client = as_somebody(people.executive)
    for address in (decided.get_absolute_url(), reverse("waivers:list"), reverse("waivers:conditions")):
        shown = client.get(address).content.decode()
        assert "arket-sensitive" not in shown and NOTICE not in shown and "Otter" not in shown and SECRET not in shown
    assert DEPARTURE in page(people.executive, decided)
    assert people.executive.full_name not in rows(marked)
    assert not Notice.objects.filter(recipient=people.executive, kind="waiver_no_trading").exists()
    assert acknowledge(people.executive, decided.get_absolute_url()).status_code == 200
    with pytest.raises(Refused):
        facts = {"lists": [marked], "shown": Shown.WAIVER}
        actions.acknowledge_no_trading(decided, **facts, by=people.executive, at=marked.opened_at)
    assert people.executive.full_name not in rows(marked)


def test_counsel_who_asked_reads_no_list_of_their_own_request(people, story):
    waiver = story.refused(story.requested(by=people.counsel))
    one = mark(waiver, people.ethics_officer, story)
    client = as_somebody(people.counsel)
    assert "Otter" not in client.get(reverse("waivers:insider_lists")).content.decode()
    assert client.get(one.get_absolute_url()).status_code == 404
    address = reverse("waivers:export_insider_list", args=[one.pk])
    assert client.post(address, {"kind": "csv"}).status_code == 404


# --- the list ---
def test_counsel_reads_who_is_on_it_and_no_request(people, story, asked):
    marked = mark(asked, people.ethics_officer, story)
    client = as_somebody(people.counsel)
    assert "Project Otter" in client.get(reverse("waivers:insider_lists")).content.decode()
    shown = client.get(marked.get_absolute_url()).content.decode()
    assert people.ethics_officer.full_name in shown and SECRET not in shown and DEPARTURE not in shown
    assert client.get(asked.get_absolute_url()).status_code == 404


def test_of_the_others_only_the_office_that_handles_it_reads_it(marked, people):
    for who in ("general_auditor", "chair", "secretary", "director", "committee_member", "ethics_staff", "executive"):
        assert not InsiderList.objects.visible_to(getattr(people, who)).exists(), who
    assert InsiderList.objects.visible_to(people.ethics_officer).get() == marked
    assert not InsiderList.objects.visible_to(None).exists()


def test_it_leaves_as_a_spreadsheet_without_formulas_and_that_is_on_the_history(people, story, asked, at):
    evil = make_person("=HYPERLINK Formula", Role.COUNSEL, at=at)
    actions.ask_opinion(asked, adviser=evil, question="So?", by=people.ethics_officer, at=story.next_moment())
    marked = mark(asked, evil, story)
    address = reverse("waivers:export_insider_list", args=[marked.pk])
    client = as_somebody(people.counsel)
    read = client.post(address, {"kind": "csv"}).content.decode("utf-8-sig")
    assert "'=HYPERLINK Formula" in read and "Project Otter" in read and "UTC" in read
    assert b"<f>" not in ZipFile(io.BytesIO(client.post(address, {"kind": "xlsx"}).content)).read(
        "xl/worksheets/sheet1.xml"
    )
    taken = [entry for entry in history(asked) if entry.verb == "export_insider_list"]
    assert [(entry.facts["kind"], entry.actor) for entry in taken] == [
        ("csv", people.counsel.full_name), ("xlsx", people.counsel.full_name),
    ]  # fmt: skip
    assert client.get(address).status_code == 405
    assert "valid choice" in client.post(address, {"kind": "exe"}).content.decode()
    with pytest.raises(InsiderList.DoesNotExist):
        actions.export_insider_list(marked, kind="csv", by=people.secretary, at=story.next_moment())


# --- the end ---
def test_who_may_see_it_no_longer_leaves_the_list(marked, people, decided, story):
    later = story.next_moment() + timedelta(hours=1)
    assert note_who_left(later) == 0
    RoleGrant.objects.filter(person=people.secretary).update(expires_at=decided.requested_at)
    assert note_who_left(later) == 1
    assert rows(marked)[people.secretary.full_name].left_at == later
    assert rows(marked)[people.ethics_officer.full_name].left_at is None


def test_it_is_closed_with_a_reason_by_whoever_handles_it_and_everybody_leaves(marked, people, decided, story):
    for who in ("counsel", "secretary", "executive", "chair"):
        with pytest.raises(Refused):
            actions.unmark_market_sensitive(decided, reason="So.", by=getattr(people, who), at=story.next_moment())
    address = reverse("waivers:unmark_market_sensitive", args=[decided.reference])
    assert as_somebody(people.ethics_officer).post(address, {"reason": "Published."}).url == decided.get_absolute_url()
    marked.refresh_from_db()
    assert marked.closed_at and {row.left_at for row in rows(marked).values()} == {marked.closed_at}
    assert NOTICE not in page(people.committee_member, decided)
    later = marked.closed_at + timedelta(minutes=1)
    with pytest.raises(Refused):
        actions.unmark_market_sensitive(decided, reason="Again.", by=people.ethics_officer, at=later)
    again = actions.mark_market_sensitive(decided, **FACTS, by=people.ethics_officer, at=later)
    assert again.pk != marked.pk


def test_what_the_database_refuses(marked, people, decided, at):
    row = marked.insiders.get(person=people.ethics_officer)
    for change in (
        {"obtained_at": at - timedelta(days=1)},
        {"acknowledged_at": None},
        {"left_at": at - timedelta(days=9)},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Insider.objects.filter(pk=row.pk).update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        Insider.objects.filter(pk=row.pk).delete()
    with pytest.raises(IntegrityError), transaction.atomic():
        InsiderList.objects.create(
            data_key=marked.data_key, waiver=decided, name="B", reason="B", opened_by=people.counsel, opened_at=at
        )
    closed = marked.opened_at + timedelta(minutes=1)
    actions.unmark_market_sensitive(decided, reason="Published.", by=people.ethics_officer, at=closed)
    with pytest.raises(IntegrityError), transaction.atomic():
        InsiderList.objects.filter(pk=marked.pk).update(closed_at=None, closed_by=None)
