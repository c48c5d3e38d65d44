"""Whoever stands behind the wall sees, byte for byte, the pages of a company in which the case does not exist."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
import time_machine
from django.db import transaction
from django.test import Client
from django.urls import reverse

from accounts.actions import change_manager
from accounts.models import Notice
from accounts.notices import readable, tell
from cases import actions
from cases.models import Case
from cases.models.wall import queues_of
from cases.states.party import PartyRole
from reporting.actions import draft_digest, notify_committee
from tests.conftest import NOW, open_calendars
from tests.people import unread_count
from tests.sweeps.browse import browser
from tests.sweeps.canaries import Planted
from tests.sweeps.cast import hire
from tests.sweeps.matters import Matters
from tests.sweeps.papers import THIRD_QUARTER, publish_the_code
from tests.sweeps.world import IN_MAY, IN_OCTOBER

pytestmark = pytest.mark.slow

ROWS_OF_A_PAGE = 25
ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
HIDDEN = re.compile(r'''name="(?:csrfmiddlewaretoken|receipt|capsule)" value="[^"]*"|"x-csrftoken": "[^"]*"''')
QUERIES = (
    "", "?state=every", "?state=CLOSED", "?sort=-received", "?sort=severity", "?sort=reference", "?due=overdue",
    "?assignee=nobody", "?assignee=mine", "?country=US",
)  # fmt: skip
PAGES = (
    "reporting:home", "accounts:notices", "accounts:roles_to_approve", "my_reports:list", "refer:list", "waivers:list",
    "waivers:board", "routing:rules", "reporting:committee_notices", "reporting:digests", "code_of_ethics:code",
    "code_of_ethics:disclosures", "clocks:rules", "library:answers", "my_actions:list", "referrals:list",
)  # fmt: skip
# Words of every report, of its notes and of the names in it.
SOUGHT = ("happened", '"it happened"', "note", "jonas", "pau", "zzzz")

PAGES_OF_A_CASE = ("case", "notes", "history", "links", "link_case", "close", "outcomes")


@dataclass
class Company:
    """The standing people, and cases in which nobody of them is named."""

    matters: Matters

    def person(self, key: str):
        return self.matters.people[key]

    def pages(self, key: str, reference: str) -> dict[str, tuple[int, str]]:
        """All lists, counts and searches as `key` sees them, and the page of the case itself.

        Whoever works no queue has one list of cases, the same in any order.
        """
        client, person = browser(self.person(key)), self.person(key)
        queue, in_full = reverse("cases:queue"), bool(queues_of(person))
        asked = [reverse(name) for name in PAGES] + [queue + query for query in QUERIES[: None if in_full else 2]]
        asked += [f"{queue}?reference={reference}&state=every"]
        shown = look_at(client, asked + pages_of(reference))
        for words in SOUGHT if in_full else SOUGHT[:1]:
            sent = client.post(reverse("cases:search_cases"), {"words": words})
            found = client.get(sent["Location"])
            shown[f"search for {words}"] = found.status_code, HIDDEN.sub("", found.content.decode())
        return shown | {"visible": (Case.objects.visible_to(person).count(), str(unread_count(person)))}


def pages_of(reference: str) -> list[str]:
    return [reverse(f"cases:{page}", args=[reference]) for page in PAGES_OF_A_CASE]


def look_at(client: Client, addresses: list[str]) -> dict[str, tuple[int, str]]:
    """Status and text of each, without what differs at every look."""
    answers = {address: client.get(address) for address in addresses}
    return {
        address: (answer.status_code, HIDDEN.sub("", answer.content.decode())) for address, answer in answers.items()
    }


@pytest.fixture(scope="module")
def opened(module_db) -> Iterator[Company]:
    with time_machine.travel(NOW, tick=False):
        open_calendars()
        people = hire(NOW)
        matters = Matters(people, Planted(), publish_the_code(people, IN_MAY), IN_MAY)
        matters.report("fresh")
        matters.report("books", "books")
        matters.acknowledge("books")
        matters.decide_material("books", by="staff")
        notify_committee(matters.tick())
        yield Company(matters)


@pytest.fixture
def company(opened, db) -> Company:
    return opened


def file_main(matters: Matters) -> Case:
    matters._main()
    return matters.cases["main"]


def file_about_a_member(matters: Matters) -> Case:
    matters._apart()
    return matters.cases["apart"]


def file_about_the_head(matters: Matters) -> Case:
    return matters.report("head", typed_names="Esther Compley")


def file_about_a_colleague(role: str):
    def file(matters: Matters) -> Case:
        matters.report("colleague")
        matters.name("colleague", "possible", role=role)
        return matters.cases["colleague"]

    return file


def file_a_possible_match(matters: Matters) -> Case:
    return matters.report("possible", typed_names="Paula Maybee")


WALLED = {
    "the subject": (file_main, "subject"),
    "who reports to the subject": (file_main, "subordinate"),
    "who stepped back": (file_main, "recused"),
    "a possible match": (file_a_possible_match, "possible"),
    "a named subject of the office": (file_about_a_colleague(PartyRole.SUBJECT), "possible"),
    "a named witness of the office": (file_about_a_colleague(PartyRole.WITNESS), "possible"),
    "an affected person of the office": (file_about_a_colleague(PartyRole.AFFECTED), "possible"),
    "the head of the office": (file_about_the_head, "officer"),
    "a member of the committee": (file_about_a_member, "walled_member"),
    "somebody without any part in it": (file_main, "stranger"),
    "an administrator": (file_main, "administrator"),
}


def differing(before: dict, after: dict) -> list[str]:
    return [address for address in before if before[address] != after.get(address)]


# The rest takes long, and differs in little; what a database could answer differently, test_access.py tries on both.
ALWAYS = "the subject"
REST = [pytest.mark.slow, pytest.mark.once]
EVERYBODY = [pytest.param(*how, marks=[] if name == ALWAYS else REST, id=name) for name, how in WALLED.items()]


def after_the_quarter(company: Company, who: str, reference: str) -> dict[str, tuple[int, str]]:
    """The pages once the committee was told and the quarter's digest drafted, which some are asked to sign for.

    A draft has another id in each of two worlds, with the case and without it.
    """
    notify_committee(company.matters.tick())
    draft_digest(THIRD_QUARTER, by=None, at=IN_OCTOBER)
    pages = company.pages(who, reference)
    return {address: (status, ID.sub("an id", text)) for address, (status, text) in pages.items()}


@pytest.mark.parametrize(("file", "who"), EVERYBODY)
def test_every_page_is_the_same_as_if_the_case_did_not_exist(file, who, company):
    reference = "ZZZZ-9999"
    with transaction.atomic():
        before = after_the_quarter(company, who, reference)
        transaction.set_rollback(True)
    case = file(company.matters)
    after = after_the_quarter(company, who, reference)
    assert differing(before, after) == []
    there = look_at(browser(company.person(who)), pages_of(case.reference))
    for page, nowhere in zip(pages_of(case.reference), pages_of(reference), strict=True):
        assert there[page][0] == 404
        assert there[page] == after[nowhere]


def test_for_a_colleague_behind_no_wall_the_pages_change(company):
    """The control: what the others do not see is there to be seen."""
    before = company.pages("staff", "ZZZZ-9999")
    file_main(company.matters)
    changed = differing(before, company.pages("staff", "ZZZZ-9999"))
    assert {reverse("reporting:home"), reverse("cases:queue"), reverse("accounts:notices"), "visible"} <= set(changed)
    assert {"search for happened", 'search for "it happened"'} <= set(changed)


@pytest.mark.slow
def test_a_notice_that_was_read_before_stepping_back_leaves_no_gap(company):
    """Twenty-five notices fill a page. A twenty-sixth that is hidden must not bring a second page."""
    person, fresh = company.person("recused"), company.matters.cases["fresh"]
    for number in range(ROWS_OF_A_PAGE - Notice.objects.filter(recipient=person).count()):
        tell([person], "report_arrived", about=fresh, at=NOW, once=f"again {number}")
    before = company.pages("recused", "ZZZZ-9999")
    company.matters.report("main", "bribery")
    own = Notice.objects.filter(recipient=person, about_id=str(company.matters.cases["main"].pk)).get()
    Notice.objects.filter(pk=own.pk).update(read_at=NOW, created_on=NOW.date(), created_at=NOW)
    actions.recuse(company.matters.cases["main"], reason="A cousin.", by=person, at=company.matters.tick())
    assert readable([own], person) == []
    assert differing(before, company.pages("recused", "ZZZZ-9999")) == []


@pytest.mark.slow
def test_a_notice_leaves_no_gap_either_when_the_reporting_line_moves(company):
    """No action on the case raises this wall, so that nothing withheld the notice yet; the page closes the gap."""
    matters, person = company.matters, company.person("possible")
    for number in range(ROWS_OF_A_PAGE - Notice.objects.filter(recipient=person).count()):
        tell([person], "report_arrived", about=matters.cases["fresh"], at=IN_MAY, once=f"again {number}")
    shown = company.pages("possible", "ZZZZ-9999")[reverse("accounts:notices")]
    matters.at = NOW
    matters.report("line")
    matters.name("line", "executive")
    change_manager(person, company.person("executive"), by="the tests", at=NOW)
    Notice.objects.filter(recipient=person, about_id=str(matters.cases["line"].pk)).update(read_at=NOW)
    assert Notice.objects.filter(recipient=person, withheld=False).count() == ROWS_OF_A_PAGE + 1, "the control"
    assert company.pages("possible", "ZZZZ-9999")[reverse("accounts:notices")] == shown
