"""The gallery shows every component, and what it shows can be used by everybody."""

import os
import re
import shutil
from pathlib import Path

import pytest
from django.test import Client

pytestmark = pytest.mark.once

ROOT = Path(__file__).resolve().parents[2]
COMPONENTS = {
    str(path.relative_to(ROOT / "templates")) for path in (ROOT / "templates" / "_components").rglob("*.html")
}
AXE = (ROOT / "tests" / "vendor" / "axe.min.js").read_text()
# The page of a failure stands alone; test_templates.py renders it for each status.
SHOWN_ELSEWHERE = {"_components/fault.html"}


def test_every_component_is_in_the_gallery():
    answer = Client().get("/gallery/")
    shown = {template.name for template in answer.templates}
    assert shown >= COMPONENTS - SHOWN_ELSEWHERE


def test_the_gallery_asks_the_database_nothing(django_assert_num_queries, db):
    with django_assert_num_queries(0):
        assert Client().get("/gallery/").status_code == 200


def test_the_waiting_bar_stops_asking_when_the_work_is_done():
    page = Client().get("/gallery/", {"part": "progress"}).content.decode()
    assert "hx-get" not in page and "Open it" in page


def test_ids_are_used_once():
    page = Client().get("/gallery/").content.decode()
    ids = re.findall(r'\sid="([^"]+)"', page)
    # Two action bars stand on this page, and an action's hint is numbered within its own bar.
    assert {one for one in ids if ids.count(one) > 1} == set()


def test_whatever_describes_a_field_is_on_the_page():
    page = Client().get("/gallery/").content.decode()
    ids = set(re.findall(r'\sid="([^"]+)"', page))
    for names in re.findall(r'aria-(?:describedby|labelledby|controls)="([^"]+)"', page):
        assert set(names.split()) <= ids, names


def test_the_public_frame_says_nothing_in_its_title_and_offers_a_way_out(db):
    page = Client().get("/gallery/", {"frame": "public"}).content.decode()
    assert "<title>Information</title>" in page
    assert re.search(r'<a class="btn btn-leave" href="/speak-up/left/"', page)
    assert "theme.js" not in page and "bootstrap.bundle" not in page


@pytest.fixture(scope="module")
def chromium():
    from playwright.sync_api import sync_playwright

    # Playwright keeps an event loop in this thread, and Django would refuse the test database beside it.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    program = os.environ.get("PORTAL_BROWSER") or shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=program,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"],
        )
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.mark.browser
@pytest.mark.parametrize("path", ["/gallery/", "/gallery/?frame=public", "/account/login/", "/account/password/reset/"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(chromium, live_server, path, scheme, width):
    context = chromium.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.goto(live_server.url + path)
    assert page.evaluate("() => document.documentElement.scrollWidth") <= width
    page.evaluate(AXE)
    found = page.evaluate("async () => (await axe.run()).violations.map(v => [v.id, v.nodes.map(n => n.html)])")
    context.close()
    assert found == []
    # Chromium does not know every feature that the Permissions-Policy closes, and says so.
    assert [words for words in complaints if "Permissions-Policy" not in words] == []


@pytest.mark.browser
def test_the_chosen_theme_is_kept_and_the_menu_closes_on_escape(chromium, live_server):
    context = chromium.new_context(color_scheme="light")
    page = context.new_page()
    page.goto(f"{live_server.url}/gallery/")
    page.click("summary.menu-button")
    page.click(".menu [data-theme-toggle]")
    assert page.get_attribute("html", "data-bs-theme") == "dark"
    page.keyboard.press("Escape")
    assert page.get_attribute("details.menu", "open") is None
    page.reload()
    assert page.get_attribute("html", "data-bs-theme") == "dark"
    context.close()


@pytest.mark.browser
def test_a_dangerous_button_asks_first_and_sends_once(chromium, live_server):
    context = chromium.new_context()
    page = context.new_page()
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    page.goto(f"{live_server.url}/gallery/")
    page.click("[data-example] .btn-danger")
    page.click("#confirm button[value=no]")
    assert sent == []
    page.click("[data-example] .btn-danger")
    page.click("#confirm button[value=yes]")
    page.wait_for_load_state("load")
    assert len(sent) == 1
    context.close()


@pytest.mark.browser
def test_menus_open_without_script(chromium, live_server):
    context = chromium.new_context(viewport={"width": 320, "height": 700}, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{live_server.url}/gallery/")
    page.click(".topbar a[aria-controls=portal-navigation]")
    page.wait_for_timeout(500)
    page.click(".sidebar-close")
    page.wait_for_timeout(500)
    page.click("summary.menu-button")
    assert page.is_visible(".menu-panel")
    context.close()
