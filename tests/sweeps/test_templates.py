"""What no template and no view does: decide by a state's name, show a bare text, trust a text, or call the broker."""

import ast
import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
# Files, whatever the database.
pytestmark = pytest.mark.once

TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
APPS = (
    "ethics_portal", "reporting", "cases", "waivers", "code_of_ethics", "clocks", "accounts", "audit", "vault"
)  # fmt: skip
MODULES = [path for app in APPS for path in sorted((ROOT / app).rglob("*.py")) if "migrations" not in path.parts]

STATE_NAMES = re.compile(
    r"""(?:\bstate\b|\.status\b)\s*(?:==|!=|in\b)|\bifequal\b|(?:==|!=)\s*["'][A-Z][A-Z_]{3,}["']"""
)
# A template that compares all the same, with the reason.
COMPARES = {"clocks/rules.html": "the nature of a rule of law, which moves nothing"}
TRUSTING = re.compile(r"\|\s*safe\b|safeseq|{%\s*autoescape\s+off")
# Text that needs no translation: signs, and what a developer's gallery says to developers.
SIGNS = re.compile(r"^[\s\d.,:;·•–—…/|()%+=−×→←↑↓&#?!*\"'’“”-]*$")
UNTRANSLATED = {
    "gallery.html": "for developers", "gallery_public.html": "for developers",
    "_components/charts/dash.html": "attributes of a line, no text",
}  # fmt: skip
# May call a text HTML, with the reason.
MAKES_HTML = {
    "code_of_ethics/markdown.py": "cleaned by nh3 just before",
    "accounts/templatetags/portal.py": "what a template has rendered, or a tag, each of its parts escaped there",
    "cases/views/public/frames.py": "what a template has rendered, cut at marks, with what comes in escaped there",
}
SENDS_TASKS = {"accounts/nudge.py"}
# Commands and scripts speak to whoever runs them.
SPEAKS = re.compile(r"(management/commands|runner\.py|clock)")


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT)).removeprefix("templates/")


def compared(text: str) -> list[str]:
    """The template tags that decide by the name of a state."""
    return [tag for tag in re.findall(r"{%(.*?)%}", text) if STATE_NAMES.search(tag)]


class _Texts(HTMLParser):
    """The visible texts of a template whose tags were taken out, and the attributes that are read aloud or shown."""

    SPOKEN = frozenset({"alt", "title", "placeholder", "aria-label"})

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag, attrs) -> None:
        self.silent += tag in ("script", "style")
        self.found += [value for name, value in attrs if name in self.SPOKEN and value]

    def handle_endtag(self, tag) -> None:
        self.silent -= tag in ("script", "style")

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.found.append(data)


def bare_texts(text: str) -> list[str]:
    """What a reader would see and no translator."""
    text = re.sub(r"{% comment.*?endcomment %}|{#.*?#}", " ", text, flags=re.S)
    text = re.sub(r"{% blocktrans(?:late)?.*?endblocktrans(?:late)? %}", " ", text, flags=re.S)
    text = re.sub(r"{% block \w*(?:class|width) %}.*?{% endblock", "{% endblock", text, flags=re.S)
    text = re.sub(r"{{.*?}}|{%.*?%}", " ", text, flags=re.S)
    texts = _Texts()
    texts.feed(text)
    return [found.strip() for found in texts.found if not SIGNS.match(found) and found.strip() != "n"]


def found_in(paths: list[Path], look: Callable[[str], list[str] | set[str]]) -> dict[str, list[str] | set[str]]:
    """What is wrong with which file. One test for all files: there are thousands of pairs of a file and a rule."""
    return {name_of(path): wrong for path in paths if (wrong := look(path.read_text()))}


def test_a_template_decides_nothing_by_the_name_of_a_state():
    assert {name: tags for name, tags in found_in(TEMPLATES, compared).items() if name not in COMPARES} == {}


def test_a_template_says_nothing_that_no_translator_sees():
    assert {name: texts for name, texts in found_in(TEMPLATES, bare_texts).items() if name not in UNTRANSLATED} == {}


def test_a_template_trusts_no_text():
    assert found_in(TEMPLATES, TRUSTING.findall) == {}


def test_slips_in_a_template_are_seen():
    """The control."""
    assert compared('{% if case.state == "CLOSED" %}') and compared("{% if state in open %}")
    assert TRUSTING.findall("{{ text|safe }}") and not TRUSTING.findall("{{ text|safely }}")
    assert compared('{% if mode == "ANONYMOUS" %}') and not compared("{% if case.is_open %}")
    assert bare_texts("<p>Hello</p>") == ["Hello"]
    assert bare_texts('<img alt="A house">') == ["A house"]
    assert bare_texts('<p>{% translate "Hello" %} · {{ name }}</p>') == []


def slips(source: str) -> set[str]:
    """What a module calls that only one module of the house may call."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if called in ("mark_safe", "SafeString"):
                found.add("makes HTML")
            if called in ("delay", "apply_async", "send_task"):
                found.add("sends a task")
            if called == "print":
                found.add("prints")
            if called in ("raw", "extra", "RawSQL"):
                found.add("raw SQL")
    return found


def allowed(name: str) -> set[str]:
    """What this module may do all the same."""
    makes_html = {"makes HTML"} if name in MAKES_HTML else set()
    sends = {"sends a task"} if name in SENDS_TASKS else set()
    return makes_html | sends | ({"prints"} if SPEAKS.search(name) else set())


def test_a_module_does_not_do_what_one_module_does_for_all():
    found = {name: set(wrong) - allowed(name) for name, wrong in found_in(MODULES, slips).items()}
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


def test_slips_in_a_module_are_seen():
    """The control."""
    assert slips("tell.delay(1)") == {"sends a task"}
    assert slips("x = mark_safe(y)\nprint(x)") == {"makes HTML", "prints"}
    assert slips((ROOT / "accounts" / "nudge.py").read_text()) == {"sends a task"}
    assert slips((ROOT / "code_of_ethics" / "markdown.py").read_text()) == {"makes HTML"}
