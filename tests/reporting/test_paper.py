"""A signed digest on paper: tagged, complete, with its hash and seal; for its readers only, and on the trail."""

import io
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse
from pypdf import PdfReader

from audit.models import Entry
from audit.rules import drop_rules
from audit.seals import seal_heads
from reporting.actions import draft_digest, edit_commentary, notify_committee
from reporting.models import Digest
from reporting.presentation import sections
from tests.heads import sign_with_heads
from tests.reporting.conftest import signed_in
from tests.reporting.house import LINE, QUARTER
from tests.standing import standing

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@standing
def signed(house, in_quarter):
    house.material(in_quarter)
    notify_committee(in_quarter + timedelta(hours=5))
    seal_heads(QUARTER.ends_at)
    draft = draft_digest(QUARTER, by=None, at=QUARTER.ends_at)
    draft = edit_commentary(
        draft, commentary={"summary": "A <b>calm</b> quarter."}, by=house.auditor, at=QUARTER.ends_at
    )
    return sign_with_heads(draft, how="password", by=house.auditor, at=QUARTER.ends_at)


def take_out(client, digest):
    return client.post(reverse("reporting:download_digest", args=[digest.pk]))


@dataclass
class Paper:
    media_type: str
    content: bytes

    @property
    def words(self) -> str:
        pages = PdfReader(io.BytesIO(self.content)).pages
        return " ".join(" ".join(page.extract_text() for page in pages).split())


@standing
def paper(house, signed) -> Paper:
    """As the chair takes it out: it takes long to lay out."""
    answer = take_out(signed_in(house.chair), signed)
    return Paper(answer["Content-Type"], answer.content)


def test_the_paper_holds_every_section_its_charts_with_their_tables_hash_and_seal(signed, paper):
    assert paper.media_type == "application/pdf"
    said = paper.words
    for section in sections(signed.snapshot, signed.commentary):
        assert said.count(str(section["label"])) >= 2, "in the contents, and over its section"
    for words in (LINE, "A <b>calm</b> quarter.", "The figures as a table", "Published median (2024)", "Time to close"):
        assert words in said
    closely = said.replace(" ", "")
    assert signed.content_sha256 in closely and signed.seal and signed.seal in closely


def test_the_paper_shows_who_signed_for_each_queue_before_the_whole(house, signed, paper):
    said = paper.words
    heads, _title, whole = said[said.rindex("For the queues") :].partition("Over the whole")
    for part in signed.parts.standing():
        assert part.get_queue_display() in heads
    assert house.officer.full_name in heads and house.auditor.full_name in heads
    assert house.auditor.full_name in whole and house.officer.full_name not in whole


def test_the_paper_is_tagged_and_each_chart_says_what_it_is(paper):
    document = PdfReader(io.BytesIO(paper.content))
    catalogue = document.trailer["/Root"]
    assert catalogue["/MarkInfo"]["/Marked"] and catalogue["/Lang"]
    told = list(_alternatives(catalogue["/StructTreeRoot"]))
    assert {"Age of open cases", "Findings", "Reports per 100 employees"} <= set(told)


def _alternatives(node):
    """The alternative texts of the figures of a document."""
    node = node.get_object()
    if isinstance(node, list):
        for one in node:
            yield from _alternatives(one)
    elif isinstance(node, dict):
        if node.get("/S") == "/Figure" and "/Alt" in node:
            yield str(node["/Alt"])
        if "/K" in node:
            yield from _alternatives(node["/K"])


def test_taking_it_out_is_on_the_trail(browser, house, signed):
    take_out(browser(house.member), signed)
    entry = Entry.objects.about(signed).get(verb="download_digest")
    assert entry.actor_id == str(house.member.pk)


@pytest.mark.parametrize("who", ["officer", "employee", "administrator", "staff"])
def test_others_can_not_take_it_out(browser, house, signed, who):
    assert take_out(browser(getattr(house, who)), signed).status_code in (403, 404)
    assert not Entry.objects.about(signed).filter(verb="download_digest").exists()


def test_a_draft_stays_in_the_portal(browser, house, in_quarter):
    house.report(in_quarter)
    draft = draft_digest(QUARTER, by=None, at=QUARTER.ends_at)
    assert take_out(browser(house.auditor), draft).status_code == 404


def test_what_was_changed_in_the_database_is_not_put_on_paper(browser, house, signed):
    drop_rules(connection)
    Digest.objects.filter(pk=signed.pk).update(period_end=QUARTER.end - timedelta(days=1))
    answer = take_out(browser(house.chair), signed)
    assert answer.status_code == 409 and answer["Content-Type"] != "application/pdf"
