"""The pages answer in as many statements with many rows as with one, and every number leads to its rows."""

import random
from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse

from accounts.actions import propose_role
from accounts.roles import Role
from cases.actions import answer_as_reporter, ask_reporter
from cases.models import MaterialityDecision, Report
from cases.states.report import Mode
from reporting.actions import draft_digest, notify_committee
from reporting.models import CommitteeNotice, Digest
from reporting.models.committee_notice import MATERIALITY
from reporting.periods import Period
from reporting.scope import scope_of
from reporting.states import DigestKind, Section
from tests.heads import sign_with_heads
from tests.reporting.house import QUARTER, life
from tests.statements import Statements
from vault.models import DataKey

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.slow]
HOW = "re-authenticated by password"
STANDING = ["auditor", "officer", "staff", "investigator", "chair", "member", "administrator", "employee", "executive"]


# Who opens which page, and the statements that it takes the first time and then again: session, person, roles and bell
# are four of them. The first opening of a notice or a signed digest is itself put on record.
PAGES = [
    ("employee", "home", 5, 5),
    ("staff", "home", 6, 6),
    ("auditor", "home", 6, 6),
    ("chair", "home", 6, 6),
    ("administrator", "home", 5, 5),
    ("administrator", "health", 17, 17),
    ("member", "notices", 8, 8),
    ("member", "notice", 11, 7),
    ("auditor", "digests", 5, 5),
    ("auditor", "draft", 11, 11),
    ("member", "signed", 11, 7),
]


def test_every_page_takes_the_same_few_statements_whatever_the_number_of_rows(house, in_quarter, browser, at):
    found = []
    for rows in (1, 29):
        for _place in range(rows):
            house.material(in_quarter)
        _draft_empty(rows, at)
        notify_committee(in_quarter)
        addresses = _addresses(house, at, version=len(found))
        # What a process reads once is read by another member, before the counting, whichever test came first.
        own = house.chair.committee_notices.first().get_absolute_url()
        for address in [*addresses.values(), own]:
            browser(house.chair).get(address)
        found.append(_statements(house, browser, addresses))
    assert found == [PAGES, PAGES]


def _draft_empty(number: int, at) -> None:
    """Drafts of single days long ago, for the list: nobody opens them."""
    days = [date(2020, 1, 1) + timedelta(days=Digest.objects.count() + place) for place in range(number)]
    Digest.objects.bulk_create(
        Digest(
            data_key=DataKey.objects.mint(),
            period_start=day,
            period_end=day,
            snapshot={},
            drafted_at=at,
            scope_digest=scope_of(DigestKind.COMMON).digest,
        )
        for day in days
    )


def _addresses(house, at, version: int) -> dict[str, str]:
    """A draft and a signed digest that list every matter so far."""
    quarter = Period(QUARTER.start, QUARTER.end)
    if version:
        quarter = Period(QUARTER.start - timedelta(days=60), QUARTER.end)
    signed = sign_with_heads(draft_digest(quarter, by=None, at=at), how=HOW, by=house.auditor, at=at)
    draft = draft_digest(Period(quarter.start, QUARTER.end + timedelta(days=20)), by=None, at=at)
    return {
        "home": "/",
        "health": "/administration/health/",
        "notices": "/committee/notices/",
        "notice": house.member.committee_notices.unread().first().get_absolute_url(),
        "digests": "/digests/",
        "draft": draft.get_absolute_url(),
        "signed": signed.get_absolute_url(),
    }


def _statements(house, browser, addresses: dict[str, str]) -> list[tuple[str, str, int, int]]:
    found = []
    for who, page, _first, _again in PAGES:
        client = browser(house.people[who])
        first, again = _asked(client, addresses[page]), _asked(client, addresses[page])
        found.append((who, page, first, again))
    return found


def _asked(client, address: str) -> int:
    with Statements() as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def test_a_draft_that_the_record_has_moved_past_takes_few_statements_however_far(house, in_quarter, browser, at):
    draft = draft_digest(QUARTER, by=None, at=at)
    client = browser(house.auditor)
    assert "The record has changed" not in client.get(draft.get_absolute_url()).content.decode()
    found = []
    for rows in (1, 29):
        for _place in range(rows):
            house.material(in_quarter)
            house.report(in_quarter, typed_names=house.third.full_name)
        found.append(_asked(client, draft.get_absolute_url()))
    assert "The record has changed" in client.get(draft.get_absolute_url()).content.decode()
    assert found == [10, 10]


@pytest.mark.parametrize(("who", "draft", "signed", "again"), [("chair", 11, 11, 7), ("member", 12, 10, 6)])
def test_an_annex_takes_few_statements_too_also_at_its_first_opening(
    house, in_quarter, browser, at, who, draft, signed, again
):
    house.report(in_quarter, typed_names=house.third.full_name)
    draft_digest(QUARTER, by=None, at=at)
    annex = Digest.objects.get(kind=DigestKind.ANNEX)
    client = browser(house.people[who])
    client.get("/digests/")
    found = [_asked(client, annex.get_absolute_url())]
    sign_with_heads(annex, how=HOW, by=house.chair, at=at)
    found += [_asked(client, annex.get_absolute_url()), _asked(client, annex.get_absolute_url())]
    assert found == [draft, signed, again]


def test_the_list_of_notices_goes_on_by_keyset(house, in_quarter, browser):
    house.material(in_quarter)
    notify_committee(in_quarter)
    for minute in range(29):
        # The notices alone: what they point to is the same matter thirty times, of thirty kinds.
        CommitteeNotice.objects.create(
            source_kind=MATERIALITY,
            source_id=MaterialityDecision.objects.get().pk,
            member=house.member,
            kind=f"KIND_{minute}",
            created_at=in_quarter + timedelta(minutes=minute),
        )
    client = browser(house.member)
    first = client.get("/committee/notices/?show=all")
    second = client.get(f"/committee/notices/{first.context['page'].next_url}")
    assert (len(first.context["notices"]), len(second.context["notices"])) == (25, 5)


def test_unread_notices_come_first_and_all_are_one_click_away(house, in_quarter, browser):
    house.material(in_quarter)
    notify_committee(in_quarter)
    read = house.member.committee_notices.get()
    client = browser(house.member)
    client.get(read.get_absolute_url())
    unread = house.material(in_quarter)
    notify_committee(in_quarter)
    page = client.get("/committee/notices/").content.decode()
    assert unread.case.reference in page
    assert read.decision.case.reference not in page
    everything = client.get("/committee/notices/?show=all").content.decode()
    assert read.decision.case.reference in everything


@pytest.mark.parametrize("who", STANDING)
def test_everybody_has_a_first_page_with_the_ways_to_speak_up(house, browser, who):
    page = browser(house.people[who]).get("/").content.decode()
    for way in ("/speak-up/", reverse("my_reports:list"), reverse("waivers:new"), reverse("code_of_ethics:code")):
        assert f'href="{way}"' in page


def test_the_first_page_of_a_stranger_asks_to_sign_in(client, house):
    assert client.get("/").status_code == 302


def test_each_number_of_the_first_page_counts_what_it_leads_to(house, in_quarter, browser, at):
    chance = random.Random(3)
    for _place in range(8):
        life(house, chance, datetime(2026, 8, 1, 12, 0, tzinfo=UTC), at)
    client = browser(house.staff)
    context = client.get("/").context
    for card in [*context["urgent"], *context["standing"]]:
        if card.url.startswith("/cases/"):
            assert str(len(client.get(card.url).context["rows"])) == card.value, card.label


def test_what_waits_for_a_reporter_stands_on_their_first_page(house, in_quarter, browser):
    case = house.report(in_quarter, by=house.employee, mode=Mode.NAMED)
    client = browser(house.employee)
    assert "Reports of yours with news" not in client.get("/").content.decode()
    house.acknowledge(case, in_quarter)
    ask_reporter(case.__class__.objects.get(pk=case.pk), body="Which one?", by=house.staff, at=in_quarter)
    assert "Reports of yours with news" in client.get("/").content.decode()
    report = Report.objects.get(case=case)
    client.get(reverse("my_reports:report", args=[report.pk]))
    answer_as_reporter(report, body="That one.", by=house.employee, at=in_quarter)
    assert "Reports of yours with news" not in client.get("/").content.decode()


def test_a_role_waits_on_the_first_page_of_whoever_may_agree_and_of_nobody_else(house, browser, at):
    propose_role(house.employee, role=Role.INVESTIGATOR, by=house.administrator, at=at)
    for who in STANDING:
        # The navigation names the section for whoever may ever agree; what waits stands in the page itself.
        page = browser(house.people[who]).get("/").content.decode().partition("<main")[2]
        assert ("Roles to agree to" in page) == (who in ("auditor", "officer")), who


def test_a_case_behind_the_wall_counts_for_nothing_on_the_first_page(house, in_quarter, browser):
    house.report(in_quarter, typed_names=house.staff.full_name)
    context = browser(house.staff).get("/").context
    assert not [card for card in context["urgent"] if card.url.startswith("/cases/")]
    assert {card.value for card in context["standing"]} == {"0"}
    assert context["deadlines"] == []


def test_drafts_and_signed_digests_wait_for_their_people(house, in_quarter, browser, at):
    house.report(in_quarter)
    draft = draft_digest(QUARTER, by=None, at=at)
    assert "Drafts to sign" in browser(house.auditor).get("/").content.decode()
    assert "Drafts to sign" not in browser(house.member).get("/").content.decode()
    sign_with_heads(draft, how=HOW, by=house.auditor, at=at)
    client = browser(house.member)
    assert "Digests to read" in client.get("/").content.decode()
    client.get(draft.get_absolute_url())
    assert "Digests to read" not in client.get("/").content.decode()


def test_every_section_stands_in_the_digest_with_its_definition(house, in_quarter, browser, at):
    house.report(in_quarter)
    draft = draft_digest(QUARTER, by=None, at=at)
    page = browser(house.auditor).get(draft.get_absolute_url()).content.decode()
    for section in Section:
        assert f'id="{section.value}"' in page
    for words in ("Reports by month", "Age of open cases", "Affirmations", "How this is counted", "Published median"):
        assert words in page
    assert "divided by the average headcount, times 100" in page
