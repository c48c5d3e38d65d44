"""On paper: what the Board is given, the certificate of a decision, the register. For those who may read it only."""

import csv
import io
from datetime import timedelta

import openpyxl
import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from accounts.models import Person
from audit.models import Entry
from tests.standing import standing
from tests.waivers.story import AGAINST, WHY, uploaded
from waivers import actions
from waivers.models import Waiver

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.slow]


@pytest.fixture(autouse=True)
def today(at):
    with time_machine.travel(at + timedelta(hours=1), tick=True):
        yield


def client_of(person: Person) -> Client:
    client = Client()
    client.force_login(person.user)
    return client


def words_of(answer) -> str:
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Cache-Control"] == "no-store"
    return " ".join(" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(answer.content)).pages)


def test_the_boards_paper_has_the_request_the_provision_and_the_recommendation(
    story, people, asked_by_executive, words
):
    waiver = story.on_agenda(asked_by_executive)
    said = words_of(client_of(people.director).get(reverse("waivers:board_paper", args=[waiver.reference])))
    for word in (words["reasons"], words["mitigations"], "A modest case.", waiver.provision.title, "Dirk Director"):
        assert word in said, word


def test_the_boards_paper_names_the_files_handed_in_and_a_revocation(story, people):
    waiver = story.requested(by=people.executive, uploads=[uploaded("contract.txt", b"Ten dollars.\n")])
    waiver = story.confirmed(story.on_agenda(waiver))
    address = reverse("waivers:board_paper", args=[waiver.reference])
    said = words_of(client_of(people.director).get(address))
    [one] = waiver.files.filter(part="REQUEST")
    unbroken = "".join(said.split())
    for word in ("contract.txt", "13bytes", one.file.sha256):
        assert word in unbroken, word
    assert "revoke" not in said
    story.revocation_recorded(story.revoking(waiver))
    asked = words_of(client_of(people.director).get(address))
    assert "The tender has opened." in asked and "with effect from" not in asked, "nothing is in effect yet"
    actions.confirm_meeting(Waiver.objects.get(pk=waiver.pk), by=people.presiding, at=story.next_moment())
    revoked = words_of(client_of(people.director).get(address))
    for word in ("2026-50", "The reason has gone.", "It was revoked with effect from"):
        assert word in revoked, word


def test_the_certificate_has_the_votes_the_time_with_its_zone_and_the_digest(story, people):
    waiver = story.board_granted()
    said = words_of(client_of(people.secretary).get(reverse("waivers:certificate", args=[waiver.reference])))
    for word in ("2026-41", "Dana Director", "America/New_York", WHY["why_limited"], "signature is genuine"):
        assert word in said, word
    assert waiver.signature.document_sha256 in said.replace(" ", "")


def test_the_certificate_of_a_consent_has_every_directors_signature(story, people):
    waiver = story.consented(story.proposed(story.on_agenda(story.requested(by=people.executive))))
    said = words_of(client_of(people.counsel).get(reverse("waivers:certificate", args=[waiver.reference])))
    assert said.count("signature is genuine") == 4
    assert "re-authenticated by password" in said


@pytest.mark.parametrize("name", ["executive", "stranger", "administrator", "manager"])
def test_neither_paper_is_for_whoever_asked_nor_for_strangers(story, people, name):
    waiver = story.board_granted()
    client = client_of(getattr(people, name))
    for page in ("board_paper", "certificate"):
        assert client.get(reverse(f"waivers:{page}", args=[waiver.reference])).status_code == 404


def test_a_director_who_stepped_back_gets_no_paper(story, people, asked_by_executive):
    waiver = story.on_agenda(asked_by_executive)
    actions.declare_recusal(waiver, reason="A cousin.", by=people.director, at=story.next_moment())
    assert client_of(people.director).get(reverse("waivers:board_paper", args=[waiver.reference])).status_code == 404


def test_there_is_no_certificate_before_the_decision(story, people, asked_by_executive):
    waiver = story.recorded(story.on_agenda(asked_by_executive))
    assert client_of(people.secretary).get(reverse("waivers:certificate", args=[waiver.reference])).status_code == 404


# --- the register ------------------------------------------------------------------------------------------
EXPORT = "/waivers/register/export/"


@standing
def decided(story, people):
    """One granted with a hostile sentence in its conditions, one refused."""
    waiver = story.requested()
    conditions = '=HYPERLINK("https://evil.example","x")'
    facts = {**WHY, "conditions": conditions, "reasons": "+1 for this"}
    granted = actions.approve_waiver(waiver, **facts, by=people.ethics_officer, at=story.next_moment())
    return granted, story.refused(story.requested())


def test_csv_has_the_refusals_too_and_no_cell_is_a_formula(decided, people):
    answer = client_of(people.counsel).post(EXPORT, {"kind": "csv"})
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert {row[0] for row in rows[1:]} == {waiver.reference for waiver in decided}
    assert {"Granted", "Refused"} == {row[6] for row in rows[1:]}
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row)
    assert any(cell.startswith("'=HYPERLINK") for row in rows for cell in row)


def test_xlsx_keeps_every_word_as_text(decided, people):
    answer = client_of(people.counsel).post(EXPORT, {"kind": "xlsx"})
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value]
    assert {cell.data_type for cell in cells} == {"s"}
    assert any(str(cell.value).startswith("=HYPERLINK") for cell in cells)


def test_pdf_has_the_rows(decided, people):
    said = words_of(client_of(people.counsel).post(EXPORT, {"kind": "pdf"}))
    assert all(waiver.reference in said for waiver in decided)


def test_what_is_filtered_out_is_not_taken_out_and_the_trail_says_what_was(decided, people):
    client_of(people.counsel).post(EXPORT, {"kind": "csv", "outcome": "REFUSED"})
    entry = Entry.objects.get(verb="export_register")
    assert entry.facts == {"kind": "csv", "rows": 1, "filters": {"outcome": "REFUSED"}}
    assert entry.actor_id == str(people.counsel.pk)


def test_the_register_is_for_those_who_oversee(decided, people):
    for name in ("employee", "stranger", "administrator"):
        assert client_of(getattr(people, name)).post(EXPORT, {"kind": "csv"}).status_code == 404
    assert client_of(people.counsel).get(EXPORT).status_code == 405
    assert client_of(people.counsel).post(EXPORT, {"kind": "exe"}).status_code == 400
    assert not Entry.objects.filter(verb="export_register").exists()


@pytest.mark.parametrize(
    ("name", "is_whole"),
    [("committee_member", True), ("chair", True), ("counsel", True), ("director", False), ("secretary", False)],
)
def test_committee_board_and_counsel_take_it_out_and_the_board_what_is_its_own(decided, story, people, name, is_whole):
    against = dict.fromkeys(("presiding", "director", "third_director"), AGAINST)
    refused = story.confirmed(story.on_agenda(story.requested(by=people.executive)), **against)
    answer = client_of(getattr(people, name)).post(EXPORT, {"kind": "csv"})
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    listed = {row[0]: row[6] for row in rows[1:]}
    assert listed.pop(refused.reference) == "Refused"
    assert set(listed) == ({waiver.reference for waiver in decided} if is_whole else set())


@pytest.mark.parametrize(
    ("query", "shown"),
    [("outcome=GRANTED", {0}), ("outcome=REFUSED", {1}), ("decider=BOARD", set()), ("decider=OTHER", {0, 1}),
     ("holds=over", set()), ("decided_from=2026-11-24", set()), ("decided_until=2026-11-23", {0, 1}),
     ("outcome=nonsense", {0, 1})],
)  # fmt: skip
def test_the_page_narrows(decided, people, query, shown):
    page = client_of(people.counsel).get(f"/waivers/?show=register&{query}").content.decode()
    assert {number for number, waiver in enumerate(decided) if waiver.reference in page} == shown
