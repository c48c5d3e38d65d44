"""Nothing of what is for the committee's executive session is in the copy for management, nor follows from it."""

import copy
import io
import json

import pytest
from django.urls import reverse
from pypdf import PdfReader

from accounts.moves import Refused
from audit.models import Entry
from cases.models import Case
from reporting.actions import download_management_copy, draft_digest, edit_commentary, notify_committee
from reporting.management_copy import SECTIONS, for_management
from reporting.models import Digest
from reporting.states import Section
from tests.heads import sign_with_heads
from tests.reporting.conftest import signed_in
from tests.reporting.house import LINE, QUARTER
from tests.standing import standing

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

ABOUT_HIM = "Our finance chief is suspected."


@standing
def signed(house, in_quarter):
    """A matter on an executive in each list that there is, and words about it in every commentary."""
    for topic in ("bribery", "books"):
        decision = house.material(in_quarter, topic)
        house.name(Case.objects.get(pk=decision.case_id), house.executive, in_quarter)
    late = house.acknowledge(house.report(in_quarter, "books"), in_quarter)
    house.name(late, house.executive, in_quarter)
    notify_committee(in_quarter)
    draft = draft_digest(QUARTER, by=None, at=QUARTER.ends_at)
    words = dict.fromkeys(Section.values, ABOUT_HIM)
    draft = edit_commentary(draft, commentary=words, by=house.auditor, at=QUARTER.ends_at)
    return sign_with_heads(draft, how="password", by=house.auditor, at=QUARTER.ends_at)


def pages_of(answer) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(answer.content)).pages]


def take(client, digest, route="download_management_copy"):
    return client.post(reverse(f"reporting:{route}", args=[digest.pk]))


@standing
def paper(house, signed) -> list[str]:
    """The whole digest, page by page, as a member takes it out."""
    return pages_of(take(signed_in(house.member), signed, "download_digest"))


@standing
def taken(house, signed) -> list[str]:
    """The copy for management, page by page, as a member takes it out."""
    return pages_of(take(signed_in(house.member), signed))


def test_no_word_of_it_is_in_the_copy(signed, paper, taken):
    rows = [row for rows in signed.snapshot["lists"].values() for row in rows]
    senior = {row["reference"] for row in signed.snapshot["lists"]["senior"]}
    assert len(senior) == 3, "the control: there is something that could be told"
    everything, said = " ".join(paper), " ".join(taken)
    told = {LINE, ABOUT_HIM, *senior, *(row["reference"] for row in rows if row.get("reference"))}
    # The name of that section is also the name of a measure.
    named_elsewhere = (Section.SUMMARY, Section.RETALIATION)
    told |= {str(one.label) for one in Section if one not in (*SECTIONS, *named_elsewhere)}
    for words in told:
        assert words in everything, words
        assert words not in said, words
    assert "Audit Committee chair" not in said, "whose queue such a matter may be in"


def test_the_copy_is_the_same_whether_such_a_matter_was_listed_or_not(signed):
    """Also what is counted by lists, by queue or by how high somebody stands: there is nothing to subtract."""
    quiet = copy.deepcopy(signed.snapshot)
    quiet["lists"] = {name: [] for name in quiet["lists"]}
    quiet["reconciliation"]["listed"] = 0
    quiet["figures"]["overdue"] = []
    for row in quiet["figures"]["discipline"]:
        row["executive"] += 3
    quiet["figures"]["implicit_waivers"] = {"noticed": 7, "ended": 7, "standing": 7}
    # A day from which it follows on which day somebody reported, or suffered for it.
    theirs = {"name": "A complaint of retaliation", "source": "18 USC 1514A", "running": 1, "passed": 0}
    quiet["figures"]["external_clocks"] = [theirs | {"next_on": "2026-12-24"}]
    assert quiet != signed.snapshot, "the control"
    assert _told(for_management(quiet)) == _told(for_management(signed.snapshot))


def test_small_cells_are_open_to_the_committee_alone(signed):
    """One of a few complained of retaliation; three reports came soon after (DECISIONS 12)."""
    few = copy.deepcopy(signed.snapshot)
    few["figures"]["retaliation"] = {"count": 1, "of": 40, "percent": 2.5}
    few["figures"]["follow_up"] = {"count": 12, "of": 30, "percent": 40.0}
    few["figures"]["reporting_gap"] = {"n": 3, "median": 8.0, "mean": 8.3, "unknown": 2}
    told = {row["key"]: row["value"] for row in for_management(few)["measures"]}
    assert told["follow_up"] == "40 %", "the control"
    assert told["retaliation"] == told["reporting_gap"] == "–"
    assert "retaliation" not in {one["key"] for one in for_management(few)["sections"]}


def _told(page) -> str:
    return json.dumps(page, default=str, sort_keys=True)


def test_the_copy_has_the_figures_of_the_company_and_says_what_it_leaves_out(browser, house, signed):
    said = " ".join(pages_of(take(browser(house.auditor), signed)))
    for section in SECTIONS:
        if section.value in {one["key"] for one in for_management(signed.snapshot)["sections"]}:
            assert str(section.label) in said
    assert "Reporting gap, median in days" in said and "Copy for management" in said
    assert "No deadline of others" not in said, "that would be told of them too"
    assert "executive session" in said and "is over the whole of it" in said
    assert signed.content_sha256 in said.replace(" ", "")


def test_it_is_set_apart_on_the_page_and_stands_on_pages_of_its_own_in_the_paper(browser, house, signed, paper):
    page = browser(house.member).get(signed.get_absolute_url()).content.decode()
    before, _title, after = page.partition("For the executive session")
    assert 'id="reconciliation"' in before and 'id="senior"' in after and 'id="senior"' not in before
    own = [number for number, words in enumerate(paper) if "For the members of the committee without" in words]
    assert len(own) == 1
    assert all(other not in paper[own[0]] for other in ("Does it add up", "Over the whole"))


def test_every_digest_has_the_part_also_without_such_a_matter(browser, house, in_quarter):
    house.report(in_quarter)
    draft = draft_digest(QUARTER, by=None, at=QUARTER.ends_at)
    quiet = sign_with_heads(draft, how="password", by=house.auditor, at=QUARTER.ends_at)
    page = browser(house.member).get(quiet.get_absolute_url()).content.decode()
    assert "For the executive session" in page and "No such matter was alive" in page


def test_that_it_was_taken_out_is_on_the_trail(house, signed, taken):
    entry = Entry.objects.about(signed).get(verb="download_management_copy")
    assert entry.actor_id == str(house.member.pk)


def test_a_draft_and_an_annex_have_no_copy_and_nobody_else_gets_one(browser, house, signed, in_quarter, at):
    for person in (house.officer, house.staff, house.executive, house.administrator):
        assert take(browser(person), signed).status_code == 404
    house.name(house.report(in_quarter), house.third, in_quarter)
    draft_digest(QUARTER, by=None, at=at)
    annex = Digest.objects.get(kind="ANNEX")
    assert take(browser(house.chair), annex).status_code == 404
    with pytest.raises(Refused):
        download_management_copy(annex, by=house.chair, at=at)
