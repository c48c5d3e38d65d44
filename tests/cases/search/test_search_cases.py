"""What somebody may read they find by its words; what they may not, no search tells of."""

from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from audit.trail import history
from cases.actions import (
    EvidenceFacts,
    InterviewFacts,
    add_task,
    answer_as_reporter,
    finish_task,
    forget_shredded_words,
    note_search,
    plan_interview,
    read_back_statement,
    rebuild_search_index,
    record_interview,
    recuse,
    register_evidence,
    retract_note,
    write_note,
    write_statement,
)
from cases.models import SearchEntry
from cases.searching import PAGE_SIZE, search, snippet_of, understood
from cases.states.report import Mode
from tests.cases.desk import open_case
from tests.people import make_person
from tests.statements import Statements
from vault.tokens import word_table

SEARCH = reverse("cases:search_cases")


def found(text, person, **facts) -> list[tuple[str, str]]:
    """(reference, source) of each hit, the newest first."""
    rows = search(understood(text), person, **facts).rows
    return [(hit.entry.case.reference, hit.entry.source) for hit in rows]


def test_the_work_of_the_desk_is_found_by_its_words(desk, case, at, ethics_staff, general_auditor):
    """Tasks, interviews with their statements, and evidence: for whoever sees the case, and nobody else."""
    case = desk.assign(desk.triage(desk.acknowledge(case)))
    by, mine = desk.investigator, case.reference
    task = add_task(case, title="Fetch the zanzibar ledger", due_on=at.date(), owner=None, by=by, at=at)
    facts = InterviewFacts(by, at, "PHONE", described="Quokka the waiter")
    held = plan_interview(case, facts=facts, by=by, at=at)
    held = record_interview(held, held_at=at, words="She saw envelopes.", by=by, at=at)
    statement = write_statement(held, text="I carried parcels.", by=by, at=at)
    notebook = EvidenceFacts("A wombat notebook", "Desk 4", by, at, "Room 1", "The safe")
    register_evidence(case, facts=notebook, by=by, at=at)

    def everything(person) -> list[tuple[str, list[tuple[str, str]]]]:
        words = ("zanzibar", "quokka", "envelope", "parcels", "wombat")
        return [found(word, person) for word in words]

    sources = ["TASK", "INTERVIEW", "INTERVIEW", "STATEMENT", "EVIDENCE"]
    assert everything(desk.staff) == [[(mine, source)] for source in sources]
    assert everything(general_auditor) == [[]] * 5
    finish_task(task, ending="It was in the marsupium.", by=by, at=at)
    read_back_statement(statement, corrections="They were crates.", by=by, at=at)
    assert found("marsupium", by) == [(mine, "TASK")] and found("crates", by) == [(mine, "STATEMENT")]
    SearchEntry.objects.all().delete()
    rebuild_search_index(lambda done: None)
    assert everything(desk.staff) == [[(mine, source)] for source in sources]
    recuse(case, reason="A cousin.", by=ethics_staff, at=at)
    assert everything(ethics_staff) == [[]] * 5


def test_every_kind_of_text_is_found_by_its_words(desk, subject, at):
    case = open_case(at=at, answers={"Where?": "In the Zanzibar lounge"}, narrative="The dinners were paid in cash.")
    other = open_case(at=at, narrative="Fraudulent invoices, unpaid dinners.")
    desk.acknowledge(case)
    report = case.reports.get()
    answer_as_reporter(report, body="It was the Quokka restaurant.", at=at)
    desk.note(case)
    desk.name(case, subject)
    desk.triage(case, summary="Hospitality of a supplier")
    desk.allege(case)
    me, mine = desk.staff, case.reference
    assert found("zanzibar", me) == found('"paid in cash"', me) == [(mine, "REPORT")]
    assert found("quokka", me) == [(mine, "MESSAGE")]
    assert found("invoice", me, within="NOTE") == [(mine, "NOTE")]
    assert found("hospitality", me) == found(mine[:4].lower(), me) == [(mine, "CASE")]
    assert found(subject.family_name[:3].upper(), me) == [(mine, "PARTY")]
    assert found("took dinner", me) == [(mine, "ALLEGATION")]
    # All the words, in any form; a phrase as it stands; a minus leaves out.
    assert set(found("dinner", me, within="REPORT")) == {(mine, "REPORT"), (other.reference, "REPORT")}
    assert found("fraudulently invoiced", me, within="REPORT") == [(other.reference, "REPORT")]
    assert found('"cash in paid"', me) == found('"aid in cash"', me) == []
    assert found("dinner -cash", me, within="REPORT") == [(other.reference, "REPORT")]
    assert found('dinner -"paid in cash"', me, within="REPORT") == [(other.reference, "REPORT")]
    assert found("dinner fraudulent zanzibar", me) == []


@pytest.mark.parametrize(
    ("language", "narrative", "sought"),
    [
        ("de", "Die Rechnungen der Straßenbau GmbH waren gefälscht.", ("rechnung", "strassenbau", "GEFALSCHT")),
        ("fr", "Les employés ont été menacés après la réunion.", ("menacé", "employe", "reunions")),
        ("ar", "دفع المدير رِشوة للمورد", ("رشوة", "المدير")),
        ("ja", "上司が賄賂を受け取りました。", ("賄賂", "受け取り", '"賄賂を受"')),
        ("ko", "부장이 뇌물을 받았습니다", ("뇌물", "부장")),
        ("hi", "प्रबंधक ने रिश्वत ली", ("रिश्वत",)),
        ("th", "ผู้จัดการรับสินบน", ("สินบน",)),
    ],
)
def test_words_are_found_in_every_script(language, narrative, sought, desk, at):
    case = open_case(at=at, narrative=narrative, language=language)
    open_case(at=at, narrative="Something else entirely.")
    for words in sought:
        assert found(words, desk.staff) == [(case.reference, "REPORT")], words


def test_a_search_sees_no_further_than_its_searcher(desk, subject, employee, general_auditor, at):
    case = desk.acknowledge(open_case(at=at, narrative="A zanzibar matter."))
    for person, finds in ((desk.staff, True), (desk.investigator, False), (general_auditor, False), (employee, False)):
        assert bool(found("zanzibar", person)) is finds
    colleague = make_person("Cora Colleague", Role.OFFICE_STAFF, office="ETHICS_OFFICE", at=at)
    assert found("zanzibar", colleague)
    recuse(case, reason="My cousin.", by=colleague, at=at)
    assert found("zanzibar", colleague) == found(case.reference, colleague) == []
    desk.assign(case)
    assert found("zanzibar", desk.investigator)


def test_the_wall_makes_no_difference_that_can_be_seen(desk, sign_in, at):
    """Somebody behind the wall gets the page of somebody who looks for what is nowhere, by the same statements."""
    walled = make_person("Wanda Walled", Role.OFFICE_STAFF, office="ETHICS_OFFICE", at=at)
    case = open_case(at=at, narrative="A zanzibar matter of Wanda Walled.")
    assert found("zanzibar", desk.staff)
    client, pages = sign_in(walled), []
    for words in ("zanzibar", "aardvark", '"zanzibar matter"', '"aardvark matter"'):
        address = client.post(SEARCH, {"words": words})["Location"]
        with Statements() as asked:
            page = client.get(address).content.decode()
        assert "Nothing was found" in page
        assert case.reference not in page
        pages.append((len(asked), page.count("<")))
    assert len(set(pages)) == 1


def test_who_reported_is_never_found(desk, at):
    reporter = make_person("Petronella Quist", at=at)
    for mode in (Mode.NAMED, Mode.CONFIDENTIAL):
        open_case(at=at, by=reporter, mode=mode, narrative="A zanzibar matter.")
    assert len(found("zanzibar", desk.head)) == 2
    assert found("petronella", desk.head) == found("quist", desk.head) == []


def test_a_retracted_note_is_read_as_before_and_found_as_before(desk, case, at):
    note = write_note(case, body="Ask the quartermaster.", by=desk.staff, at=at)
    retract_note(note, reason="Wrong.", by=desk.staff, at=at)
    assert found("quartermaster", desk.staff) == [(case.reference, "NOTE")]


def test_what_is_shredded_is_found_no_more_and_leaves_no_tokens(desk, at):
    case, other = (open_case(at=at, narrative="A zanzibar matter.") for _ in range(2))
    case.reports.get().data_key.destroy(on=at.date())
    assert found("zanzibar", desk.staff) == [(other.reference, "REPORT")]
    assert forget_shredded_words() == 1
    assert not SearchEntry.objects.filter(case=case, source="REPORT").exists()
    assert found("zanzibar", desk.staff) == [(other.reference, "REPORT")]


def test_the_index_is_rebuilt_as_it_was(desk, case, at):
    desk.note(case)
    kept = {entry.source_id: entry.tokens for entry in SearchEntry.objects.all()}
    SearchEntry.objects.filter(source="NOTE").delete()
    SearchEntry.objects.filter(source="REPORT").update(tokens={1})
    assert found("supplier", desk.staff) == found("invoice", desk.staff) == []
    told: list[int] = []
    assert rebuild_search_index(told.append) == told[-1] == len(kept)
    assert {entry.source_id: entry.tokens for entry in SearchEntry.objects.all()} == kept
    assert found("supplier", desk.staff)
    assert found("invoice", desk.staff)


def test_the_index_tells_a_day_and_no_order_within_it(desk, at):
    for _number in range(8):
        open_case(at=at)
    entries = SearchEntry.objects.filter(source="REPORT")
    assert {entry.written_on for entry in entries} == {timezone.localdate(at)}
    arrived = [case.pk for case in type(entries[0].case).objects.all()]
    assert [entry.case_id for entry in entries.order_by("pk")] != arrived or len(arrived) < 8


def test_the_table_of_words_follows_every_change(desk, case):
    """Also after a migration that rebuilds the table: SQLite would drop the triggers in silence."""
    if connection.vendor == "postgresql":
        sought = "SELECT count(*) FROM pg_indexes WHERE indexname = %s AND indexdef LIKE '%%gin%%'"
        names, many = [word_table(SearchEntry)], 1
    else:
        sought = "SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s"
        names, many = [SearchEntry._meta.db_table], 3
    with connection.cursor() as cursor:
        cursor.execute(sought, names)
        assert cursor.fetchone()[0] == many


def test_hits_are_paged_from_the_newest_back(desk, at, sign_in):
    for number in range(PAGE_SIZE + 3):
        open_case(at=at - timedelta(days=number), narrative="A zanzibar matter.")
    first = search(understood("zanzibar"), desk.staff)
    rest = search(understood("zanzibar"), desk.staff, before=first.go_on)
    assert (len(first.rows), len(rest.rows), rest.go_on) == (PAGE_SIZE, 3, None)
    days = [hit.entry.written_on for hit in [*first.rows, *rest.rows]]
    assert days == sorted(days, reverse=True)
    phrase = search(understood('"zanzibar matter"'), desk.staff)
    assert [hit.entry.pk for hit in phrase.rows] == [hit.entry.pk for hit in first.rows]
    client = sign_in(desk.staff)
    address = client.post(SEARCH, {"words": "zanzibar"})["Location"]
    client.get(address)
    with Statements() as asked:
        page = client.get(address)
    assert len(asked) <= 12
    assert len(client.get(SEARCH + page.context["next_url"]).context["rows"]) == 3


def test_the_words_are_in_no_address_and_the_address_is_the_searchers_own(desk, sign_in, at):
    open_case(at=at, narrative="A zanzibar matter. <script>alert(1)</script>")
    client = sign_in(desk.staff)
    address = client.post(SEARCH, {"words": "Zanzibar alert"})["Location"]
    assert "anzibar" not in address
    page = client.get(address).content.decode()
    assert "<mark>zanzibar</mark>" in page
    assert "<script>alert" not in page
    assert "&lt;script&gt;<mark>alert</mark>" in page
    assert "This search has ended" in sign_in(desk.head).get(address).content.decode()
    for forged in ("", "x", address[-40:]):
        assert "This search has ended" in client.get(SEARCH, {"q": forged}).content.decode()


@pytest.mark.parametrize("before", ["", "x", "-1", "9" * 40, "9" * 5000, "٣"])
def test_a_forged_page_is_the_first(before, desk, case, sign_in):
    client = sign_in(desk.staff)
    address = client.post(SEARCH, {"words": "supplier"})["Location"]
    assert client.get(f"{address}&before={before}").status_code == 200


def test_a_search_that_makes_no_sense_gets_a_sentence(desk, sign_in):
    client = sign_in(desk.staff)
    for words in ("", "-dinner", "!!", "\x00", " ".join(f"word{number}" for number in range(13)), "x" * 300):
        answer = client.post(SEARCH, {"words": words})
        assert answer.status_code == 200
        assert answer.context["form"].errors["words"], words


def test_that_somebody_searched_is_on_their_trail_and_the_words_are_not(desk, at):
    note_search(words=" Zanzibar", within="", by=desk.staff, at=at)
    note_search(words="zanzibar ", within="NOTE", by=desk.staff, at=at)
    first, second = history(desk.staff)[-2:]
    assert (first.sentence, first.actor) == ("Searched the cases", desk.staff.full_name)
    assert first.facts["words"] == second.facts["words"]
    assert "zanzibar" not in f"{first.facts} {first.sentence}".lower()


def test_a_snippet_stands_around_the_first_hit():
    text = "So. " * 100 + "The Müller dinners were paid. " + "And. " * 100
    snippet = snippet_of(text, understood("dinner müll"), "en")
    assert [words for words, is_hit in snippet if is_hit] == ["Müller", "dinners"]
    assert len("".join(words for words, _is_hit in snippet)) < 300
    assert snippet_of("賄賂を受け取り", understood("賄賂"), "ja")[0][1]
    assert snippet_of("", understood("x"), "en") == []
