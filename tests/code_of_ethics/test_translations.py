"""The Code in other languages: whole, of the very text that was translated, published by a second person."""

import pytest
from django.db import IntegrityError, transaction
from django.test import Client, override_settings
from django.urls import reverse

from accounts.models import Notice
from accounts.moves import Refused
from audit.trail import history
from code_of_ethics.actions import (
    affirm,
    discard_translation,
    draft_translation,
    import_version,
    publish_translation,
    record_paper,
    redraft_version,
)
from code_of_ethics.coverage import lacks
from code_of_ethics.models import Affirmation, CodeTranslation
from code_of_ethics.parsing import parse_code
from tests.code_of_ethics.people import CODE_TEXT, publish_code
from tests.code_of_ethics.test_pages import page, sign_in
from tests.standing import standing

GERMAN = """# Verhaltenskodex

Wir sind gerade zueinander.

## Interessenkonflikte

### Geschenke und Einladungen {#gifts}

Nehmt nichts an, das mehr als **50 Dollar** wert ist.

### Nebentätigkeiten {#outside-interests}

Fragt, bevor ihr eine zweite Stelle annehmt.

## Fragen

### Erst fragen {#asking-first}

Fragt, wenn ihr nicht sicher seid.
"""
ARABIC = """# مدونة السلوك

نحن صادقون بعضنا مع بعض.

## تضارب المصالح

### الهدايا والضيافة {#gifts}

لا تقبل شيئًا تزيد قيمته على **50 دولارًا**.

### المصالح الخارجية {#outside-interests}

اسأل قبل أن تقبل وظيفة ثانية.

## السؤال

### اسأل أولًا {#asking-first}

اسأل متى لم تكن متأكدًا.
"""


@standing
def published(version, editor, officer, at) -> CodeTranslation:
    drafted = draft_translation(version, language="de", text=GERMAN, by=editor, at=at)
    return publish_translation(drafted, by=officer, at=at)


# --- what a translation has to hold -------------------------------------------------------------------------
def test_a_whole_translation_lacks_nothing():
    for text in (GERMAN, ARABIC):
        assert lacks(parse_code(CODE_TEXT), parse_code(text)) == []


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            GERMAN.replace("### Nebentätigkeiten {#outside-interests}", ""),
            "“Outside interests” {#outside-interests} is",
        ),
        (GERMAN + "\n### Mehr {#more}\n\nNoch etwas.\n", "“Mehr” {#more} is not in the original."),
        (GERMAN.replace("## Fragen\n", ""), "“Erst fragen” {#asking-first} is number 1.3, and 2.1 in the original."),
        (
            GERMAN.replace("Fragt, wenn ihr nicht sicher seid.", "Ask when you are not sure."),
            "“Erst fragen” {#asking-first} still has the words of the original.",
        ),
        (GERMAN.replace("Wir sind gerade zueinander.", ""), "What stands before the first part is missing."),
    ],
)
def test_what_a_translation_lacks_is_a_sentence_and_keeps_it_from_being_published(
    version, editor, officer, at, text, sentence
):
    drafted = draft_translation(version, language="de", text=text, by=editor, at=at)
    with pytest.raises(Refused) as refusal:
        publish_translation(drafted, by=officer, at=at)
    assert sentence in refusal.value.sentence
    assert not CodeTranslation.objects.published().exists()


# --- two people ----------------------------------------------------------------------------------------------
def test_one_drafts_and_a_second_publishes(version, published, editor, officer):
    assert (published.proposed_by, published.published_by) == (editor, officer)
    assert published.original_sha256 == version.sha256
    assert [entry.verb for entry in history(published)] == ["draft_translation", "publish_translation"]
    assert Notice.objects.filter(recipient=officer, kind="code_translation_drafted").count() == 1


def test_nobody_else_drafts_or_publishes(version, editor, officer, employee, counsel, at):
    for person in (officer, employee, counsel):
        with pytest.raises(Refused):
            draft_translation(version, language="de", text=GERMAN, by=person, at=at)
    drafted = draft_translation(version, language="de", text=GERMAN, by=editor, at=at)
    for person in (editor, employee, counsel):
        with pytest.raises(Refused):
            publish_translation(drafted, by=person, at=at)
    for person in (employee, counsel):
        with pytest.raises(Refused):
            discard_translation(drafted, by=person, at=at)
    assert not CodeTranslation.objects.published().exists()


def test_the_original_and_languages_that_are_not_offered_are_refused(version, editor, at):
    for language in ("en", "xx", ""):
        with pytest.raises(Refused):
            draft_translation(version, language=language, text=GERMAN, by=editor, at=at)


def test_the_database_refuses_what_the_actions_refuse(version, published, editor, officer, at):
    drafted = draft_translation(version, language="ar", text=ARABIC, by=editor, at=at)
    rows = CodeTranslation.objects.filter(pk=drafted.pk)
    for changes in (
        {"published_by": editor, "published_at": at},
        {"published_at": at},
        {"body": "Anderes"},
        {"original_sha256": "0" * 64},
        {"version": None},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**changes)
    for field in ("body", "language", "sha256"):
        with pytest.raises(IntegrityError), transaction.atomic():
            CodeTranslation.objects.filter(pk=published.pk).update(**{field: "fr"})
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.delete()
    discard_translation(drafted, by=editor, at=at)
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(published_by=officer, published_at=at, retired_at=None, retired_by=None)


# --- the original --------------------------------------------------------------------------------------------
def test_a_translation_of_another_text_is_refused(version, editor, officer, at):
    draft = import_version(CODE_TEXT.replace("version: 1", "version: 2"), by=editor, at=at)
    drafted = draft_translation(draft, language="de", text=GERMAN, by=editor, at=at)
    with pytest.raises(Refused) as refusal:
        publish_translation(drafted, by=officer, at=at)
    assert "The original is a draft itself" in refusal.value.sentence
    redraft_version(draft, text=draft.body.replace("50 dollars", "20 dollars"), by=editor, at=at)
    with pytest.raises(Refused) as refusal:
        publish_translation(drafted, by=officer, at=at)
    assert "The original was changed after this was translated" in refusal.value.sentence
    with pytest.raises(IntegrityError), transaction.atomic():
        CodeTranslation.objects.filter(pk=drafted.pk).update(published_by=officer, published_at=at)


def test_a_better_translation_takes_the_place_of_the_former(version, published, editor, officer, at):
    text = GERMAN.replace("gerade", "aufrichtig")
    better = publish_translation(
        draft_translation(version, language="de", text=text, by=editor, at=at), by=officer, at=at
    )
    published.refresh_from_db()
    assert published.retired_at and not better.retired_at
    assert list(CodeTranslation.objects.published().values_list("pk", flat=True)) == [better.pk]


def test_another_draft_takes_the_place_of_a_draft(version, editor, at):
    first = draft_translation(version, language="de", text=GERMAN, by=editor, at=at)
    second = draft_translation(version, language="de", text=GERMAN, by=editor, at=at)
    assert list(CodeTranslation.objects.drafts()) == [second]
    assert CodeTranslation.objects.get(pk=first.pk).retired_at


# --- reading -------------------------------------------------------------------------------------------------
@pytest.mark.usefixtures("today")
class TestReading:
    def test_everybody_reads_it_with_its_language_and_the_original_beside_it(self, published, employee):
        client = sign_in(employee)
        shown = page(client, "code_in", "de")
        assert '<h3 id="gifts">' in shown and "<strong>50 Dollar</strong>" in shown
        assert 'lang="de" dir="ltr"' in shown
        assert "What counts is the English original" in shown
        assert "/de/speak-up/question/" in shown and "/de/speak-up/report/" in shown
        original = page(client, "code")
        assert 'hreflang="de"' in original and "Deutsch" in original
        assert page(client, "version_in", 1, "de")

    def test_arabic_runs_from_right_to_left(self, version, editor, officer, employee, at):
        publish_translation(draft_translation(version, language="ar", text=ARABIC, by=editor, at=at), by=officer, at=at)
        assert 'lang="ar" dir="rtl"' in page(sign_in(employee), "code_in", "ar")

    def test_a_search_is_in_the_words_of_the_language(self, published, employee):
        shown = page(sign_in(employee), "code_in", "de", words="zweite stelle")
        assert 'id="outside-interests"' in shown and 'id="gifts"' not in shown

    def test_a_language_that_is_not_there_is_no_page(self, version, editor, employee, at):
        draft_translation(version, language="de", text=GERMAN, by=editor, at=at)
        client = sign_in(employee)
        for language in ("de", "fr", "xx"):
            assert client.get(reverse("code_of_ethics:code_in", args=[language])).status_code == 404
        assert "hreflang" not in page(client, "code").partition("<main")[2]

    def test_the_address_of_the_original_in_its_own_language_leads_to_it(self, version, employee):
        answer = sign_in(employee).get(reverse("code_of_ethics:version_in", args=[1, "en"]))
        assert answer["Location"] == reverse("code_of_ethics:version", args=[1])

    def test_a_draft_is_for_those_who_write_and_publish(self, version, editor, officer, employee, at):
        drafted = draft_translation(version, language="de", text=GERMAN + "\n### Mehr {#m}\n\nX.", by=editor, at=at)
        for name, args in (
            ("translation", [drafted.pk]),
            ("translations", [1]),
            ("draft_translation", [1, "de"]),
            ("publish_translation", [drafted.pk]),
            ("discard_translation", [drafted.pk]),
        ):
            assert sign_in(employee).get(reverse(f"code_of_ethics:{name}", args=args)).status_code == 404, name
        shown = page(sign_in(officer), "translation", drafted.pk)
        assert "Not to be published yet" in shown and "is not in the original" in shown
        assert "is not in the original" in page(sign_in(officer), "publish_translation", drafted.pk)
        assert "is for somebody else" in page(sign_in(editor), "publish_translation", drafted.pk)
        assert "German" in page(sign_in(editor), "translations", 1)

    def test_it_is_written_and_published_by_its_pages(self, version, editor, officer, employee):
        answer = sign_in(editor).post(
            reverse("code_of_ethics:draft_translation", args=[1, "de"]), {"text": GERMAN, "receipt": "r"}
        )
        drafted = CodeTranslation.objects.get()
        assert answer["Location"] == drafted.get_absolute_url()
        sign_in(officer).post(reverse("code_of_ethics:publish_translation", args=[drafted.pk]), {"receipt": "s"})
        assert "Verhaltenskodex" in page(sign_in(employee), "code_in", "de")

    # --- affirming -------------------------------------------------------------------------------------------
    def test_an_affirmation_says_in_which_language_the_code_was_read(self, employee, published, officer):
        client = sign_in(employee)
        shown = page(client, "affirm")
        assert "I have read it in" in shown and "German (Deutsch)" in shown
        client.post(reverse("code_of_ethics:affirm"), {"receipt": "r", "read_in": "de"})
        affirmation = Affirmation.objects.get(person=employee)
        assert (affirmation.read_in, affirmation.version_sha256) == ("de", published.original_sha256)
        assert history(affirmation)[-1].facts["translation_sha256"] == published.sha256
        export = reverse("code_of_ethics:export_campaign", args=[affirmation.campaign_id])
        lines = b"".join(sign_in(officer).post(export, {"receipt": "x"}).streaming_content).decode()
        assert "Read in" in lines and "German (Deutsch)" in lines

    def test_a_signature_on_paper_may_say_it_too(self, employee, published, officer, at):
        affirmation = Affirmation.objects.get(person=employee)
        shown = page(sign_in(officer), "record_paper", affirmation.pk)
        assert "The paper does not say" in shown and "German (Deutsch)" in shown
        said = {"signed_on": f"{at:%Y-%m-%d}", "kept_where": "Personnel file.", "read_in": "de", "receipt": "r"}
        sign_in(officer).post(reverse("code_of_ethics:record_paper", args=[affirmation.pk]), said)
        affirmation.refresh_from_db()
        assert (affirmation.read_in, affirmation.version_sha256) == ("de", published.original_sha256)
        assert history(affirmation)[-1].facts["translation_sha256"] == published.sha256

    def test_a_paper_that_does_not_say_it_is_taken_without(self, employee, published, officer, at):
        affirmation = Affirmation.objects.get(person=employee)
        said = {"signed_on": f"{at:%Y-%m-%d}", "kept_where": "Personnel file.", "read_in": "", "receipt": "r"}
        sign_in(officer).post(reverse("code_of_ethics:record_paper", args=[affirmation.pk]), said)
        affirmation.refresh_from_db()
        assert (affirmation.state, affirmation.read_in) == ("AFFIRMED", "")

    def test_where_there_is_only_the_original_nobody_is_asked(self, employee, version):
        assert "I have read it in" not in page(sign_in(employee), "affirm")

    def test_of_a_paper_neither(self, employee, version, officer, at):
        affirmation = Affirmation.objects.get(person=employee)
        assert "The Code was read in" not in page(sign_in(officer), "record_paper", affirmation.pk)
        said = {"signed_on": f"{at:%Y-%m-%d}", "kept_where": "Personnel file.", "receipt": "r"}
        sign_in(officer).post(reverse("code_of_ethics:record_paper", args=[affirmation.pk]), said)
        affirmation.refresh_from_db()
        assert (affirmation.state, affirmation.read_in) == ("AFFIRMED", "")

    def test_affirming_and_disclosing_says_the_language_too(self, employee, published):
        said = {"kind": "GIFT", "text": "A watch.", "read_in": "de", "receipt": "r"}
        sign_in(employee).post(reverse("code_of_ethics:affirm_and_declare"), said)
        assert Affirmation.objects.get(person=employee).read_in == "de"


def test_only_a_language_in_which_it_can_be_read_is_recorded(employee, officer, published, at):
    affirmation = Affirmation.objects.get(person=employee)
    with pytest.raises(Refused):
        affirm(affirmation, read_in="fr", by=employee, at=at)
    with pytest.raises(Refused):
        record_paper(affirmation, signed_on=at.date(), kept_where="Here.", read_in="fr", by=officer, at=at)
    affirm(affirmation, read_in="en", by=employee, at=at)
    with pytest.raises(IntegrityError), transaction.atomic():
        Affirmation.objects.filter(pk=affirmation.pk).update(read_in="de")


# --- the public page -----------------------------------------------------------------------------------------
@pytest.mark.usefixtures("today")
class TestPublicPage:
    def test_anybody_reads_the_code_in_force_without_a_trace(self, published):
        client = Client()
        answer = client.get("/code-of-ethics/")
        shown = answer.content.decode()
        assert answer.status_code == 200 and not answer.cookies and not client.cookies
        assert '<h3 id="gifts">' in shown and "Accept nothing" in shown
        assert 'href="/speak-up/question/"' in shown and 'href="/speak-up/report/"' in shown
        assert "<form" not in shown and "/code/" not in shown

    def test_in_the_language_of_the_address(self, published):
        shown = Client().get("/de/code-of-ethics/").content.decode()
        assert "Nehmt nichts an" in shown and '<html lang="de"' in shown
        assert 'href="/de/speak-up/question/"' in shown
        assert "Accept nothing" not in shown

    def test_where_it_is_not_translated_the_original_stands_there_marked_as_such(self, published):
        shown = Client().get("/ar/code-of-ethics/").content.decode()
        assert '<html lang="ar" dir="rtl"' in shown
        assert 'lang="en" dir="ltr"' in shown and "Accept nothing" in shown

    def test_drafts_are_not_there(self, version, editor, at):
        draft_translation(version, language="de", text=GERMAN, by=editor, at=at)
        import_version(CODE_TEXT.replace("version: 1", "version: 2").replace("50", "77"), by=editor, at=at)
        for address in ("/code-of-ethics/", "/de/code-of-ethics/"):
            shown = Client().get(address).content.decode()
            assert "Nehmt nichts an" not in shown and "77 dollars" not in shown

    def test_a_version_that_is_not_in_force_yet_is_not_there(self, version, editor, officer, at):
        later = CODE_TEXT.replace("version: 1", "version: 2").replace("2020-01-01", "2026-12-31")
        publish_code(later.replace("50", "77"), editor=editor, publisher=officer, at=at)
        assert "77 dollars" not in Client().get("/code-of-ethics/").content.decode()

    def test_before_the_first_version_the_page_says_so(self, db):
        assert "No version of the Code is in force yet" in Client().get("/code-of-ethics/").content.decode()

    def test_the_speak_up_page_leads_to_it_unless_the_company_switched_it_off(self, version):
        assert 'href="/code-of-ethics/"' in Client().get("/speak-up/").content.decode()
        with override_settings(PUBLIC_CODE=False):
            assert 'href="/code-of-ethics/"' not in Client().get("/speak-up/").content.decode()
            assert Client().get("/code-of-ethics/").status_code == 404

    def test_what_is_asked_for_changes_nothing(self, version):
        plain = Client().get("/code-of-ethics/").content
        assert Client().get("/code-of-ethics/?words=gifts&next=//evil.example").content == plain
        assert Client().post("/code-of-ethics/").status_code == 405
