"""What holds for every template and every file of the look, whoever writes it."""

import re
from pathlib import Path

import pytest
from django.template import TemplateSyntaxError
from django.template.loader import get_template, render_to_string

from ethics_portal.navigation import FAMILIES, SECTIONS

pytestmark = pytest.mark.once

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
OWN_STATIC = [path for path in sorted((ROOT / "static").rglob("*.*")) if "vendor" not in path.parts]
SYMBOLS = set(re.findall(r'<symbol id="([^"]+)"', (ROOT / "static" / "icons.svg").read_text()))
CSS = (ROOT / "static" / "portal.css").read_text()
FAULTS = (400, 403, 404, 413, 500, 503, 507)

OF_ITS_OWN = {
    "a script in the page": r"<script(?![^>]*\ssrc=)",
    "a style in the page": r"<style[\s>]",
    "a style in an attribute": r"<[a-z][^<>]*\sstyle\s*=",
    "a handler in an attribute": r"<[a-z][^<>]*\son[a-z]+\s*=",
}

# Grounds and the texts that stand on them, by the names of the palette; 4.5:1 is what small text needs.
TEXT_PAIRS = [
    *[("ink", ground) for ground in ("page", "surface", "sunken", "primary-soft", "danger-soft")],
    *[("muted", ground) for ground in ("page", "surface", "sunken")],
    *[("link", ground) for ground in ("page", "surface", "info-soft", "primary-soft")],
    *[(tone, f"{tone}-soft") for tone in ("success", "warning", "danger", "info", "neutral")],
    ("danger", "surface"),
    ("on-primary", "primary"),
    ("on-danger", "danger"),
    ("side-ink", "side"),
    ("side-quiet", "side"),
]
# A control's edge, a focus ring and a chart's series need 3:1 with what is beside them.
EDGE_PAIRS = [
    ("edge", "surface"),
    ("edge", "page"),
    ("focus", "page"),
    ("focus", "surface"),
    *[(f"series-{number}", "surface") for number in range(1, 7)],
]


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def block(start: str) -> dict[str, str]:
    """The custom properties of the rule that begins with `start`."""
    body = CSS[CSS.index(start) + len(start) :].partition("}")[0]
    return dict(re.findall(r"--([\w-]+):\s*([^;]+);", body))


THEMES = {
    "light": block(":root {"),
    "dark": block('[data-bs-theme="dark"] {'),
    "the system's dark": block(':root:not([data-bs-theme="light"]) {'),
}


def brightness(colour: str) -> float:
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((brightness(one), brightness(other)))
    return (high + 0.05) / (low + 0.05)


def test_every_template_compiles():
    failed = {}
    for path in TEMPLATES:
        try:
            get_template(str(path.relative_to(ROOT / "templates")))
        except TemplateSyntaxError as error:
            failed[name_of(path)] = str(error)
    assert failed == {}


def own_parts(text: str) -> list[str]:
    """What a strict Content-Security-Policy would refuse."""
    return [what for what, pattern in OF_ITS_OWN.items() if re.search(pattern, text)]


def test_no_template_has_a_script_style_or_handler_of_its_own():
    assert {name_of(path): parts for path in TEMPLATES if (parts := own_parts(path.read_text()))} == {}
    assert own_parts('<p style="x" onclick="y"><style><script>1') == list(OF_ITS_OWN), "the control"


def test_nothing_is_loaded_from_another_host():
    loading = re.compile(r"""(?:src|href|url|import)[=(\s"']+(?:https?:)?//""")
    for path in [*TEMPLATES, *OWN_STATIC]:
        text = path.read_text().replace("http://www.w3.org/2000/svg", "").replace("http://www.w3.org/1999/xlink", "")
        assert not loading.search(text), name_of(path)


def test_the_vendored_files_ask_for_no_map():
    for path in (ROOT / "static" / "vendor").rglob("*.min.*"):
        assert "sourceMappingURL" not in path.read_text(), path


def icons(text: str) -> set[str]:
    """The icons that a template names."""
    return {*re.findall(r'{%\s*icon\s+"([^"]+)"', text), *re.findall(r'\b(?:icon|submit_icon|mark)="([^"{]+)"', text)}


def test_every_icon_named_in_a_template_is_in_the_sprite():
    named = {name_of(path): icons(path.read_text()) for path in TEMPLATES}
    assert sum(map(len, named.values())) > 100, "the control: icons are named in templates"
    assert {name: unknown for name, found in named.items() if (unknown := found - SYMBOLS)} == {}


def test_every_icon_named_in_python_is_in_the_sprite():
    from accounts.templatetags.portal import FILE_ICONS, TONE_ICONS

    named = {section[2] for section in SECTIONS} | {family[1] for family in FAMILIES}
    for path in ROOT.glob("*/**/notice_kinds.py"):
        named |= set(re.findall(r'icon(?:: str)?\s*=\s*"([^"]+)"', path.read_text()))
    assert named | set(FILE_ICONS.values()) | set(TONE_ICONS.values()) <= SYMBOLS


def test_the_two_ways_to_dark_are_the_same_dark():
    assert THEMES["dark"] == THEMES["the system's dark"]
    assert set(THEMES["dark"]) == set(THEMES["light"])


def test_paper_is_white_whatever_theme_the_screen_has():
    for theme in ('[data-bs-theme="dark"] {', ':root:not([data-bs-theme="light"]) {'):
        before = CSS[: CSS.index(theme)].splitlines()
        assert before[-2 if before[-1].strip() == "" else -1].startswith("@media screen"), theme


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), TEXT_PAIRS)
def test_text_can_be_read_on_its_ground(theme, text, ground):
    assert contrast(THEMES[theme][text], THEMES[theme][ground]) >= 4.5


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("edge", "ground"), EDGE_PAIRS)
def test_edges_can_be_seen(theme, edge, ground):
    assert contrast(THEMES[theme][edge], THEMES[theme][ground]) >= 3


def test_the_speak_up_pages_store_nothing_and_run_next_to_nothing():
    page = (ROOT / "templates" / "public" / "base.html").read_text()
    assert re.findall(r"<script[^>]*static '([^']+)'", page) == ["public.js"]
    script = (ROOT / "static" / "public.js").read_text()
    for way in ("localStorage", "sessionStorage", "cookie", "indexedDB", "fetch(", "XMLHttpRequest", "sendBeacon"):
        assert way not in script


@pytest.mark.parametrize("status", FAULTS)
def test_a_failure_has_its_page_without_context_or_database(status):
    page = render_to_string(f"{status}.html")
    assert page.count("<h1>") == 1 and "<title>" in page and str(status) in page


def test_a_failure_gives_back_what_was_typed():
    page = render_to_string(
        "503.html",
        {
            "status": 503,
            "title": "Away",
            "sentence": "Later.",
            "typed": [("What happened", "<b>x</b>")],
            "again": "/x/",
        },
    )
    assert "&lt;b&gt;x&lt;/b&gt;" in page and 'href="/x/"' in page and "<h1>Away</h1>" in page
