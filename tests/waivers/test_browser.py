"""Every page of waivers and of the Code can be used by everybody, on a phone and on a desk."""

import os
import shutil
from pathlib import Path

import pytest
import time_machine
from django.conf import settings
from django.test import Client
from django.urls import reverse

from code_of_ethics.models import Disclosure
from tests.code_of_ethics.people import CODE_TEXT, publish_code
from tests.standing import standing
from tests.waivers.conftest import prove

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

AXE = (Path(__file__).resolve().parents[1] / "vendor" / "axe.min.js").read_text()
SECOND = CODE_TEXT.replace("version: 1", "version: 2").replace("2020-01-01", "2026-12-01").replace("50", "20")


@pytest.fixture(scope="module")
def chromium():
    from playwright.sync_api import sync_playwright

    # Playwright keeps an event loop in this thread, and Django would refuse the test database beside it.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    program = os.environ.get("PORTAL_BROWSER") or shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@standing
def addresses(story, people) -> list[tuple[str, object]]:
    """Each page with somebody who may open it."""
    asked, with_board = story.requested(), story.on_agenda(story.requested(by=people.executive))
    recommended = story.recommended(story.requested(by=people.executive))
    recorded = story.recorded(story.on_agenda(story.requested(by=people.executive)))
    consent = story.proposed(story.on_agenda(story.requested(by=people.executive)))
    story.signed(consent, people.presiding)
    granted, returned = story.board_granted(), story.returned(story.requested())
    duty = Disclosure.objects.get()
    publish_code(SECOND, editor=people.editor, publisher=people.ethics_officer, at=story.at)
    officer, secretary, employee = people.ethics_officer, people.secretary, people.employee
    move = "waivers:{}".format
    return [
        (reverse("waivers:list"), officer),
        (reverse("waivers:list") + "?show=register", officer),
        (reverse("waivers:new"), employee),
        (reverse("waivers:board"), secretary),
        (granted.get_absolute_url(), secretary),
        (reverse(move("approve"), args=[asked.reference]), officer),
        (reverse(move("answer"), args=[returned.reference]), employee),
        (reverse(move("put_to_board"), args=[recommended.reference]), secretary),
        (reverse(move("record_meeting"), args=[with_board.reference]), secretary),
        (reverse(move("confirm_meeting"), args=[recorded.reference]), people.presiding),
        (consent.get_absolute_url(), secretary),
        (reverse(move("propose_consent"), args=[consent.reference]), secretary),
        (reverse(move("sign_consent"), args=[consent.reference]), people.director),
        (reverse(move("decline_consent"), args=[consent.reference]), people.director),
        (reverse(move("declare_recusal"), args=[consent.reference]), people.director),
        (reverse(move("clear"), args=[asked.reference]), officer),
        (reverse("code_of_ethics:code"), employee),
        (reverse("code_of_ethics:versions"), employee),
        (reverse("code_of_ethics:changes", args=[2]), employee),
        (reverse("code_of_ethics:import_version"), people.editor),
        (reverse("code_of_ethics:affirm"), employee),
        (reverse("code_of_ethics:affirmations"), officer),
        (reverse("code_of_ethics:disclosures"), people.counsel),
        (duty.get_absolute_url(), people.counsel),
        (reverse("code_of_ethics:draft_disclosure", args=[duty.pk]), people.counsel),
        ("/disclosures/", employee),
    ]


@pytest.mark.parametrize(("width", "scheme"), [(320, "dark"), (1280, "light")])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(chromium, live_server, addresses, at, width, scheme):
    context = chromium.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page = context.new_page()
    with time_machine.travel(at, tick=True):
        for address, person in addresses:
            client = Client()
            client.force_login(person.user)
            if "confirm-meeting" in address or "sign-consent" in address:
                prove(client, person, address)
            cookie = {"name": settings.SESSION_COOKIE_NAME, "value": client.cookies[settings.SESSION_COOKIE_NAME].value}
            context.add_cookies([cookie | {"url": live_server.url}])
            answer = page.goto(live_server.url + address)
            assert answer.status == 200, address
            assert page.evaluate("() => document.documentElement.scrollWidth") <= width, address
            page.evaluate(AXE)
            found = page.evaluate("async () => (await axe.run()).violations.map(v => [v.id, v.nodes.map(n => n.html)])")
            assert found == [], address
            if folder := os.environ.get("PICTURES"):
                name = address.strip("/").replace("/", "-").replace("?", "-")
                page.screenshot(path=f"{folder}/{width}-{name}.png", full_page=True)
    context.close()
