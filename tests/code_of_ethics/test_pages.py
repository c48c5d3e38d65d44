"""The pages of the Code: readable by everybody, writable by two, and the public ones by anybody."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from accounts.actions import change_manager
from accounts.models import Person, Unit
from audit.trail import history
from code_of_ethics.actions import (
    DeclarationFacts,
    affirm_and_declare,
    ask_due,
    confirm_filing,
    draft_disclosure,
    import_version,
    open_disclosure_duty,
)
from code_of_ethics.models import Affirmation, AffirmationCampaign, CodeVersion, Disclosure
from tests.code_of_ethics.people import CODE_TEXT, make_person, publish_code
from tests.standing import standing
from tests.statements import Statements

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.slow]

SECOND = CODE_TEXT.replace("version: 1", "version: 2").replace("2020-01-01", "2026-12-01")
LATER = SECOND.replace("50 dollars", "20 dollars")


@pytest.fixture(autouse=True)
def today(at):
    with time_machine.travel(at + timedelta(hours=1), tick=True):
        yield


def sign_in(person: Person) -> Client:
    client = Client()
    client.force_login(person.user)
    return client


def page(client: Client, name: str, *args: object, **query: str) -> str:
    response = client.get(reverse(f"code_of_ethics:{name}", args=args), query)
    assert response.status_code == 200, name
    return response.content.decode()


def test_everybody_reads_the_code_in_force(version, employee):
    shown = page(sign_in(employee), "code")
    assert "We are straight with each other" in shown
    assert '<h3 id="gifts">' in shown
    assert 'href="#gifts"' in shown
    assert "<strong>50 dollars</strong>" in shown
    assert "Ask a question" in shown and "Report a concern" in shown


def test_before_the_first_version_the_page_says_so(employee):
    assert "No version of the Code is in force yet" in page(sign_in(employee), "code")


def test_a_search_leaves_the_provisions_that_hold_every_word(version, employee):
    shown = page(sign_in(employee), "code", words="Second JOB")
    assert 'id="outside-interests"' in shown
    assert 'id="gifts"' not in shown
    assert "Nothing was found" in page(sign_in(employee), "code", words="<script>")


def test_a_draft_is_hidden_from_readers(version, editor, employee, at):
    draft = import_version(SECOND, by=editor, at=at)
    client = sign_in(employee)
    for name in ("version", "changes"):
        assert client.get(reverse(f"code_of_ethics:{name}", args=[draft.number])).status_code == 404
    assert f"/versions/{draft.number}/" not in page(client, "versions")


def test_what_changed_is_marked_in_words_too(version, editor, officer, employee, at):
    publish_code(LATER, editor=editor, publisher=officer, at=at)
    shown = page(sign_in(employee), "changes", 2)
    assert "<del>" in shown and "<ins>" in shown
    assert "[removed:]" in shown and "[added:]" in shown


def test_the_editor_uploads_and_the_officer_publishes(day_one, editor, officer):
    upload = SimpleUploadedFile("code.md", CODE_TEXT.encode())
    answer = sign_in(editor).post(
        reverse("code_of_ethics:import_version"), {"file": upload, "is_substantive": "on", "receipt": "r"}
    )
    assert answer.status_code == 302, answer.content.decode()
    draft = CodeVersion.objects.get()
    assert draft.body == CODE_TEXT
    sign_in(officer).post(reverse("code_of_ethics:publish_version", args=[1]), {"effective_on": "2026-12-01"})
    draft.refresh_from_db()
    assert draft.state == "PUBLISHED"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [(b"\xff\xfe\x00bad", "no UTF-8"), (b"", "empty"), (b"no headings at all", "No provision was found")],
)
def test_a_file_that_is_no_code_is_refused_in_words(day_one, editor, content, sentence):
    upload = SimpleUploadedFile("code.md", content)
    answer = sign_in(editor).post(
        reverse("code_of_ethics:import_version"), {"file": upload, "is_substantive": "on", "receipt": "r"}
    )
    assert answer.status_code == 200
    assert sentence in answer.content.decode()


def test_writing_and_publishing_pages_are_for_those_who_do(version, editor, employee, officer, at):
    import_version(SECOND, by=editor, at=at)
    client = sign_in(employee)
    for name, args in (
        ("import_version", []),
        ("publish_version", [2]),
        ("redraft_version", [2]),
        ("affirmations", []),
    ):
        assert client.get(reverse(f"code_of_ethics:{name}", args=args)).status_code == 404, name
        assert client.post(reverse(f"code_of_ethics:{name}", args=args), {"receipt": "r"}).status_code == 404, name
    assert sign_in(officer).get(reverse("code_of_ethics:import_version")).status_code == 404
    assert sign_in(editor).get(reverse("code_of_ethics:publish_version", args=[2])).status_code == 404


def test_an_employee_affirms_from_the_page(employee, version, officer):
    client = sign_in(employee)
    assert "I affirm" in page(client, "affirm")
    client.post(reverse("code_of_ethics:affirm"), {"receipt": "r"})
    assert Affirmation.objects.get(person=employee).affirmed_at is not None
    assert "You have affirmed the Code" in page(client, "affirm")


def test_that_there_is_a_version_to_read_stands_above_every_page_until_it_is_affirmed(employee, version, officer, at):
    words = "There is a version of the Code of Ethics for you to read and affirm."
    client = sign_in(employee)
    for name in ("code", "versions", "policies", "gifts"):
        assert words in page(client, name), name
    assert words not in page(sign_in(make_person("Nora Newcomer", at=at)), "versions"), "nobody asked her yet"
    client.post(reverse("code_of_ethics:affirm"), {"receipt": "r"})
    for name in ("code", "versions", "policies", "gifts"):
        assert words not in page(client, name), name


def test_somebody_who_cannot_affirm_talks_with_the_office(employee, version, officer, counsel):
    client = sign_in(employee)
    answer = client.post(reverse("code_of_ethics:state_exception"), {"text": "My brother supplies us."})
    talk = answer["Location"]
    assert "To the conversation" in page(client, "affirm")
    assert "Emil Employee" in page(sign_in(officer), "affirmations")
    sign_in(officer).post(f"{talk}answer/", {"text": "Since when?"})
    shown = client.get(talk).content.decode()
    assert "My brother supplies us." in shown and "Since when?" in shown
    for method in (sign_in(counsel).get, sign_in(counsel).post):
        assert method(talk).status_code == 404


def test_affirming_and_disclosing_is_one_sending(employee, version, officer):
    client = sign_in(employee)
    answer = client.post(reverse("code_of_ethics:affirm_and_declare"), {"kind": "GIFT", "text": "A watch."})
    assert Affirmation.objects.get(person=employee).affirmed_at is not None
    assert "A watch." in client.get(answer["Location"]).content.decode()
    shown = page(sign_in(officer), "declarations")
    assert "Waiting for your office" in shown and "Emil Employee" in shown


def test_a_manager_sees_who_and_whether_and_nothing_that_was_said(employee, version, at):
    boss = make_person("Bo Boss", at=at)
    change_manager(employee, manager=boss, by="the tests", at=at)
    affirmation = Affirmation.objects.get(person=employee)
    facts = DeclarationFacts("GIFT", "A watch from Wasser.")
    made = affirm_and_declare(affirmation, facts=facts, by=employee, at=at)
    client = sign_in(boss)
    shown = page(client, "team")
    assert "Emil Employee" in shown and "Done" in shown
    assert "Wasser" not in shown and "Gift" not in shown
    assert client.get(made.get_absolute_url()).status_code == 404
    assert sign_in(employee).get(reverse("code_of_ethics:team")).status_code == 404


def test_a_manager_looks_further_down_their_own_line_only(employee, version, counsel, at):
    top, middle = make_person("Toni Top", at=at), make_person("Mio Middle", at=at)
    change_manager(middle, manager=top, by="the tests", at=at)
    change_manager(employee, manager=middle, by="the tests", at=at)
    ask_due(at=at)
    assert "Mio Middle" in page(sign_in(top), "team") and "0 of 1" in page(sign_in(top), "team")
    assert "Emil Employee" in page(sign_in(top), "team_of", middle.pk)
    other = make_person("Other Boss", at=at)
    change_manager(counsel, manager=other, by="the tests", at=at)
    assert sign_in(other).get(reverse("code_of_ethics:team_of", args=[middle.pk])).status_code == 404


def test_the_office_follows_a_campaign_by_unit_and_takes_the_list_out(employee, version, officer, at):
    Person.objects.filter(pk=employee.pk).update(unit=Unit.objects.create(name="Sales"), given_name="=2+5")
    campaign, client = AffirmationCampaign.objects.get(), sign_in(officer)
    assert "Sales" in page(client, "campaign", campaign.pk)
    unit = Unit.objects.get().pk
    shown = page(client, "campaign_people", campaign.pk, unit=str(unit), show="waiting")
    assert "=2+5 Employee" in shown and "Edna Editor" not in shown
    answer = client.post(reverse("code_of_ethics:export_campaign", args=[campaign.pk]))
    lines = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()
    assert len(lines) == 4 and any(line.startswith("'=2+5 Employee,") for line in lines)
    assert [entry.sentence for entry in history(campaign)][-1] == "Exported the list of people"


def test_the_head_starts_a_campaign_from_the_page(version, officer, employee):
    chosen = {"due_on": "2026-12-20", "countries": ["US"], "levels": ["MANAGERS"]}
    answer = sign_in(officer).post(reverse("code_of_ethics:start_campaign"), chosen)
    assert answer.status_code == 302, answer.content.decode()
    started = AffirmationCampaign.objects.get(is_whole_company=False)
    assert (started.countries, started.levels) == (["US"], ["MANAGERS"])
    assert "United States" in page(sign_in(officer), "affirmations")


def test_pages_of_campaigns_are_for_the_office(version, employee, counsel, editor):
    campaign = AffirmationCampaign.objects.get()
    for person in (employee, counsel, editor):
        for name in ("campaign", "campaign_people", "end_campaign", "export_campaign"):
            answer = sign_in(person).post(reverse(f"code_of_ethics:{name}", args=[campaign.pk]), {"receipt": "r"})
            assert answer.status_code == 404, name


@pytest.mark.parametrize("name", ["code", "versions", "affirm"])
def test_reading_pages_are_cheap(employee, version, name):
    client = sign_in(employee)
    with Statements() as asked:
        page(client, name)
    assert len(asked) <= 12


# --- disclosures -------------------------------------------------------------------------------------------
@standing
def duty(version, executive, officer, counsel, secretary, at) -> Disclosure:
    return open_disclosure_duty(
        version, reason="Executive officer", nature="A dinner.", subject=executive, subject_on=at.date(), since=at,
        by=officer, at=at,
    )  # fmt: skip


def test_a_disclosure_is_drafted_and_filed_from_its_pages(duty, counsel, officer, client):
    writer, second = sign_in(counsel), sign_in(officer)
    assert "Xenia Executive" in page(writer, "draft_disclosure", duty.pk)
    writer.post(reverse("code_of_ethics:draft_disclosure", args=[duty.pk]), {"text": "The Board allowed a dinner."})
    assert writer.get(reverse("code_of_ethics:disclosure", args=[duty.pk])).status_code == 200
    filing = {"means": "FORM_8K", "reference": "0001234567-26-000123", "filed_at": "2026-11-23T10:30"}
    answer = second.post(reverse("code_of_ethics:confirm_filing", args=[duty.pk]), filing)
    assert answer.status_code == 302, answer.content.decode()
    listed = client.get("/disclosures/").content.decode()
    assert "The Board allowed a dinner." in listed
    slug = Disclosure.objects.get().public_slug
    assert "0001234567-26-000123" in client.get(f"/disclosures/{slug}/").content.decode()


def test_the_page_of_a_disclosure_writes_days_as_the_portal_does(duty, counsel):
    shown = page(sign_in(counsel), "disclosure", duty.pk).partition("<main")[2]
    assert "A duty to disclose began, due on 30 November 2026" in shown
    assert "23 November 2026" in shown
    assert not re.search(r">[^<]*\d{4}-\d{2}-\d{2}", shown)
    assert "2026-11-23" not in page(sign_in(counsel), "draft_disclosure", duty.pk)


def test_disclosures_are_for_those_who_file_them(duty, employee, administrator, executive):
    for person in (employee, administrator, executive):
        for address in (reverse("code_of_ethics:disclosures"), duty.get_absolute_url()):
            assert sign_in(person).get(address).status_code == 404


def test_the_public_page_sets_no_cookie_and_shows_only_what_is_posted(duty, counsel, officer, client, at):
    draft_disclosure(duty, text="Not yet public.", by=counsel, at=at)
    answer = client.get("/disclosures/")
    assert "Not yet public" not in answer.content.decode()
    assert not answer.cookies
    confirm_filing(duty, means="FORM_8K", reference="0001234567-26-000123", filed_at=at, by=officer, at=at)
    address = f"/disclosures/{Disclosure.objects.get().public_slug}/"
    assert client.get(address).status_code == 200
    with time_machine.travel(at + timedelta(days=400)):
        assert client.get(address).status_code == 404
        assert "Not yet public" not in client.get("/disclosures/").content.decode()


def test_the_list_of_disclosures_stays_cheap(version, officer, counsel, at):
    for person in Person.objects.exclude(pk=counsel.pk):
        open_disclosure_duty(
            person, reason="Executive officer", nature="A dinner.", subject=None, subject_on=at.date(), since=at,
            by=officer, at=at,
        )  # fmt: skip
    client = sign_in(counsel)
    with Statements() as asked:
        page(client, "disclosures")
    assert len(asked) <= 12
