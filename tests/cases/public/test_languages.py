"""Every public page in every language: the address says which, nothing is stored, and nothing typed is lost."""

import html
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import polib
import pytest
from django.conf import settings
from django.template.loader import get_template
from django.test import Client, RequestFactory
from django.utils import translation
from django.utils.translation import trans_real

from accounts.countries import CODES, country_choices
from accounts.languages import in_language, language_of, offered_languages, without_language
from cases.actions import acknowledge_case, ask_reporter, identity
from cases.models import Case, IdentityRequest, Report
from cases.states.identity import UnlockReason
from cases.views.afterwards import STEPS
from code_of_ethics.models import Topic
from ethics_portal import faults
from scripts.translations import PLURALS
from tests.cases.public.conftest import another_visitor
from tests.cases.public.visitor import STORY, Visitor, pdf
from tests.code_of_ethics.test_contact_points import published

pytestmark = pytest.mark.once

CODES_OFFERED = [code for code, _name in settings.LANGUAGES]
OTHERS = CODES_OFFERED[1:]
PAGES = (
    "/speak-up/", "/speak-up/anonymity/", "/speak-up/contact/", "/speak-up/follow-up/", "/speak-up/report/",
    "/speak-up/statement/",
    "/speak-up/question/", "/code-of-ethics/", "/disclosures/", "/speak-up/nothing/",
)  # fmt: skip
FAULTS = [each for each in vars(faults).values() if isinstance(each, faults.Fault)]
SHOWN_ENGLISH = Path(settings.BASE_DIR) / "locale" / "en" / "LC_MESSAGES" / "django.po"


@contextmanager
def left_in_english(language: str) -> Iterator[set[str]]:
    """Collects the texts of ours that a page asked for and that this language does not have."""
    ours = {entry.msgid for entry in polib.pofile(str(SHOWN_ENGLISH))}
    catalogue = trans_real.translation(language)
    missed: set[str] = set()
    found, found_plural = catalogue.gettext, catalogue.ngettext

    def watched(message: str) -> str:
        known = catalogue._catalog.get(message) is not None
        if message.rpartition(trans_real.CONTEXT_SEPARATOR)[2] in ours and not known:
            missed.add(message)
        return found(message)

    def watched_plural(one: str, many: str, number: int) -> str:
        answer = found_plural(one, many, number)
        missed.update({one} if answer in (one, many) and one in ours else ())
        return answer

    catalogue.gettext, catalogue.ngettext = watched, watched_plural
    try:
        yield missed
    finally:
        catalogue.gettext, catalogue.ngettext = found, found_plural


# --- addresses ---------------------------------------------------------------------------------------------
def test_an_address_names_its_language_and_every_other_one():
    assert language_of("/zh-hans/speak-up/") == "zh-hans" and without_language("/zh-hans/speak-up/") == "/speak-up/"
    assert language_of("/speak-up/es/") == language_of("/espana/") == language_of("/en/speak-up/") == "en"
    assert without_language("/espana/speak-up/") == "/espana/speak-up/" and without_language("es/x/") == "x/"
    assert in_language("/ar/speak-up/", "en") == "/speak-up/" and in_language("/speak-up/", "fr") == "/fr/speak-up/"
    assert [each.code for each in offered_languages("/") if each.is_rtl] == ["ar"]
    assert {code.replace("zh-hans", "zh_Hans") for code in OTHERS} == set(PLURALS), "the check knows every language"


def test_every_page_is_there_in_every_language_and_offers_the_others(visitor):
    headings = set()
    for code in CODES_OFFERED:
        for page in PAGES:
            path = in_language(page, code)
            answer = Client().get(path, headers={"Accept-Language": "fi"})
            visitor._read(answer)
            assert answer.status_code == (404 if "nothing" in page else 200), path
            direction = "rtl" if code == "ar" else "ltr"
            assert f'<html lang="{code}" dir="{direction}">' in visitor.page, path
            assert ("bootstrap.rtl.min.css" in visitor.page) == (code == "ar"), path
            assert set(answer.cookies) <= {"form"}, "the switch stores nothing, and no page has a session"
            for other in offered_languages(path):
                link = f'href="{other.path}"' in visitor.page or f'formaction="{other.path}"' in visitor.page
                assert link == (other.code != code), (path, other.path)
                assert other.name in visitor.page, "in its own words"
            addresses = re.findall(r'(?:href|action)="(/[^"]*)"', visitor.page)
            own = [
                each for each in addresses if "speak-up/" in each or "disclosures/" in each or "code-of-ethics/" in each
            ]
            elsewhere = {each for each in own if language_of(each) != code}
            offered = {each.path for each in offered_languages(path)}
            assert elsewhere <= offered, "every other link stays in the language"
            headings.add((page, visitor.heading))
    assert len(headings) == len(PAGES) * len(CODES_OFFERED), "no heading is the same in two languages"


def test_what_the_browser_asks_for_is_not_heard(visitor):
    asked = Client().get("/speak-up/", headers={"Accept-Language": "de-DE,de;q=0.9"}).content.decode()
    assert '<html lang="en"' in asked
    assert Client().get("/es/speak-up", headers={"Accept-Language": "de"}).url == "/es/speak-up/"
    assert Client().get("/en/speak-up/").status_code == Client().get("/fi/speak-up/").status_code == 404


# --- the form ----------------------------------------------------------------------------------------------
def test_the_language_survives_an_error_and_a_change_and_the_report_keeps_the_last_one(visitor, office):
    visitor.fill(until="story", language="es")
    assert visitor.language == "es" and visitor.page.count('lang="es"') > 1
    visitor.send(narrative="")
    assert visitor.language == "es" and 'id="error-summary"' in visitor.page
    visitor.change_language("de", narrative=STORY)
    assert visitor.language == "de" and STORY in visitor.page and 'id="error-summary"' not in visitor.page
    for typed in ({"narrative": STORY}, {"concerns": ["NOT_SURE"]}, {"country": "CI", "day": "2026-10-05"}):
        visitor.send(**typed)
    visitor.send(danger="NO", who_knows=["COLLEAGUES"])
    visitor.send(uploads=[pdf()])
    visitor.change_language("ar", mode="CONFIDENTIAL", name="Ana", contact="")
    assert visitor.language == "ar" and 'value="Ana"' in visitor.page
    visitor.send(mode="ANONYMOUS")
    visitor.change_language("fr")
    assert visitor.language == "fr" and "5 octobre 2026" in visitor.text and "Côte d’Ivoire" in visitor.text
    visitor.send("send")
    key = visitor.key
    visitor.change_language("zh-hans")
    assert visitor.language == "zh-hans" and visitor.key == key and 'id="error-summary"' not in visitor.page
    visitor.send(kept="on")
    visitor.change_language("pt")
    assert visitor.language == "pt" and key not in visitor.page
    [report] = Report.objects.all()
    assert report.language == "fr"
    # The office reads what the form asked in the language that it works in.
    assert (
        report.answers["In which country?"] == "Côte d’Ivoire" and report.answers["On which day?"] == "5 October 2026"
    )
    assert report.answers["Who knows about it already?"] == "Colleagues"
    assert [file.neutral_name for file in report.attachments.all()] == ["File 1.pdf"]
    client = Client()
    client.force_login(office.user)
    page = client.get(report.case.get_absolute_url()).content.decode()
    assert "French (français)" in page and f'lang="fr" dir="auto">{html.escape(STORY)}' in page


def test_the_enter_key_never_changes_the_language(visitor):
    visitor.fill(until="circumstances", language="fr")
    first = re.search(r"<button[^>]*form=\"page-form\"[^>]*>", visitor.page)[0]
    assert "name=" not in first and "formaction" not in first, "Enter presses the first button of a form"


def test_a_page_that_gives_words_back_offers_no_way_to_lose_them(visitor):
    visitor.open("/de/speak-up/report/")
    answer = visitor.client.post(
        "/de/speak-up/report/",
        {"csrfmiddlewaretoken": visitor.hidden("csrfmiddlewaretoken"), "capsule": "cut", "narrative": STORY},
    )
    page = answer.content.decode()
    assert answer.status_code == 400 and STORY in page and 'hreflang="fr"' not in page and '<html lang="de"' in page


def test_every_fault_speaks_the_language_of_the_address(db):
    for language in OTHERS:
        request = RequestFactory().post(f"/{language}/speak-up/report/", {"place": "Werk 2"})
        request.is_public = True
        with translation.override(language):
            for fault in FAULTS:
                page = faults.fault_page(request, fault).content.decode()
                assert f'<html lang="{language}"' in page and html.escape(str(fault.title)) in page
                assert f'href="/{language}/speak-up/"' in page and "Werk 2" in page
        with translation.override("en"):
            assert html.escape(str(fault.title)) not in page, "the control: it was another text"


@pytest.mark.slow
def test_no_public_page_asks_for_a_text_that_its_language_lacks(visitor, office, ethics_officer, clock, at):
    with left_in_english("ar") as missed:
        translation.trans_real.translation("ar").gettext("Roles to agree to")
        assert missed == {"Roles to agree to"}, "the control: a text of the office is noticed"
        missed.clear()
        walk_through(visitor, clock, office, ethics_officer, at)
    assert missed == set()


def test_every_step_after_a_report_and_each_reason_to_show_a_name_is_in_every_language(visitor):
    """Some steps are offered only after long: here each form is read without waiting for its time."""
    visitor.report()
    report = Report.objects.get()
    for language in OTHERS:
        with translation.override(language), left_in_english(language) as missed:
            for step in STEPS.values():
                form = step.form({}, report=report)
                assert form.as_p() and form.errors.as_ul() and f"{step.label}{step.submit}{step.done}"
            for reason in UnlockReason:
                asked = IdentityRequest(report=report, reason=reason, from_on=report.received_on)
                assert str(reason.label) in identity._notice(asked)
        assert missed == set(), language


def walk_through(visitor: Visitor, clock, office, officer, at) -> None:
    """Every page, every step and every mistake that a person may make, in Arabic."""
    for page in (*PAGES, "/speak-up/left/"):
        visitor.open(f"/ar{page}")
    visitor.open("/ar/speak-up/contact/")
    visitor.send(country="US")
    visitor.open("/ar/speak-up/question/")
    visitor.send()
    visitor.send(topic="question")
    visitor.send(narrative="?")
    visitor.open("/ar/speak-up/report/")
    visitor.send("earlier", path="/ar/speak-up/report/")
    visitor.send()
    for page in ("story", "people", "circumstances", "knowledge", "files", "about_you", "review"):
        visitor.fill(until=page, language="ar", knowledge={"danger": "YES"})
        visitor.send(narrative="x" * 200_000, day="yesterday", mode="NAMED", uploads=[pdf("a.exe")])
    visitor.fill(language="ar", knowledge={"danger": "YES"}, files={"uploads": [pdf()]})
    visitor.send("send")
    visitor.send(last_group="0")
    key = visitor.key
    visitor.send("download")
    visitor.open("/ar/speak-up/report/")
    case = Case.objects.get()
    acknowledge_case(case, message="Thank you.", by=officer, at=at)
    ask_reporter(case, body="Where?", by=officer, at=at)
    reader = another_visitor()
    reader.open("/ar/speak-up/follow-up/")
    reader.send(access_key="wrong")
    clock.shift(3)
    reader.send(access_key="wrong")
    clock.shift(3)
    reader.send(access_key=key)
    assert "Where?" in reader.text and reader.language == "ar"
    reader.send(body="")
    reader.send(body=key)
    for step in ("identify", "withdraw", "rate", "consent"):
        dialogue = reader.page
        reader.send(step)
        reader.send()
        reader.page = dialogue
    reader.send(body="Plant 2", typed_names="Somebody", uploads=[pdf()])
    reader.change_language("ar") if 'lang="ar" formaction' in reader.page else None


def test_the_dialogue_changes_its_language_and_keeps_what_is_typed(visitor, office, ethics_officer, clock, at):
    key = visitor.report()
    reader = another_visitor()
    reader.open("/fr/speak-up/follow-up/")
    clock.shift(3)
    reader.send(access_key=key)
    assert reader.language == "fr" and key not in reader.page
    reader.change_language("es", body="It was plant 2.", typed_names="")
    assert reader.language == "es" and "It was plant 2." in reader.page and 'id="error-summary"' not in reader.page
    reader.send("withdraw")
    reader.change_language("de", words="I was wrong")
    assert reader.language == "de" and "I was wrong" in reader.page and 'id="error-summary"' not in reader.page
    reader.send("back")
    reader.send(body="It was plant 2.")
    assert reader.language == "de" and Report.objects.get().messages.get().body == "It was plant 2."


# --- what the company says itself ----------------------------------------------------------------------------
def test_the_companys_own_words_are_in_the_readers_language_or_marked_as_english(visitor, ethics_officer, office, at):
    Topic.objects.filter(slug="fraud").update(translations={"es": {"question": "Alguien se llevó dinero."}})
    published(office, ethics_officer, at, translations={"es": {"name": "Línea de ética"}})
    spanish = visitor.open("/es/speak-up/report/")
    assert "Alguien se llevó dinero." in spanish and 'lang="es" dir="ltr">Alguien' not in spanish
    bribery = Topic.objects.get(slug="anti-bribery").question
    assert f'lang="en" dir="ltr">{html.escape(bribery)}' in spanish
    assert "Línea de ética" in visitor.open("/es/speak-up/contact/")
    assert '<span lang="en" dir="ltr">Help line' in visitor.open("/ar/speak-up/contact/")
    assert 'lang="en"' not in visitor.open("/speak-up/report/").partition("<main")[2], "nothing to mark"


def test_every_country_has_a_name_in_every_language():
    for language in CODES_OFFERED:
        with translation.override(language):
            names = dict(country_choices("")[1:])
            assert set(names) == set(CODES) and all(str(name) != code for code, name in names.items())
    with translation.override("de"):
        in_german = [str(name) for _code, name in country_choices("")[1:]]
        assert in_german.index("Österreich") < in_german.index("Pakistan"), "as a dictionary sorts it"
    with translation.override("zh-hans"):
        in_chinese = [str(name) for _code, name in country_choices("")[1:]]
        assert in_chinese.index("德国") < in_chinese.index("美国") < in_chinese.index("中国"), "by their sound"


def test_an_address_that_somebody_typed_is_remembered_by_no_process(visitor):
    """A key that was typed behind the address of the pages would stay in the memory of the server."""
    visitor.open("/speak-up/")
    answer = visitor.client.get("/speak-up/ABCD-EFGH-JKMN/")
    assert answer.status_code == 404 and "/de/speak-up/ABCD-EFGH-JKMN/" in answer.content.decode()
    [remembered] = [node for node in get_template("public/_languages.html").template.nodelist if hasattr(node, "texts")]
    kept = str(remembered.texts)
    assert "/de/speak-up/" in kept and "ABCD-EFGH-JKMN" not in kept
