"""A Code written in Markdown becomes a draft with provisions under stable keys."""

from contextlib import suppress
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accounts.moves import Refused
from code_of_ethics.actions import import_version, redraft_version
from code_of_ethics.markdown import render_markdown
from code_of_ethics.models import CodeVersion
from code_of_ethics.parsing import parse_code
from tests.code_of_ethics.people import CODE_TEXT

DEMO_CODE = Path("ethics_portal/demo_company/code_of_ethics.md")


@pytest.mark.django_db
def test_headings_become_provisions(editor, at):
    version = import_version(CODE_TEXT, by=editor, at=at)
    assert (version.number, version.effective_on) == (1, date(2020, 1, 1))
    listed = [(item.key, item.number, item.part, item.title) for item in version.provisions.order_by("order")]
    assert listed == [
        ("gifts", "1.1", "Conflicts", "Gifts and entertainment"),
        ("outside-interests", "1.2", "Conflicts", "Outside interests"),
        ("asking-first", "2.1", "Asking", "Asking first"),
    ]


@pytest.mark.django_db
def test_attributes_are_kept_and_not_shown(editor, at):
    provision = import_version(CODE_TEXT, by=editor, at=at).provisions.get(key="outside-interests")
    assert provision.item_406b == ["honest_conduct", "legal_compliance"]
    assert provision.topics == ["outside"]
    assert "<!--" not in provision.text


def test_the_demo_companys_code_can_be_read():
    code = parse_code(DEMO_CODE.read_text())
    assert code.number == 2026
    assert len({provision.key for provision in code.provisions}) == len(code.provisions) > 20
    assert code.preamble and "<!--" not in code.preamble


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("# Nothing else", "No provision"),
        ("### A {#a}\n\nText.\n\n### B {#a}\n\nText.", "twice"),
        ("### A {#a}\n", "no text"),
        ("### A\n<!-- item406b: honesty -->\n\nText.", "honesty"),
        ("<!-- in force from: soon -->\n### A\n\nText.", "2026-06-01"),
        ("### ???\n\nText.", "Line 1"),
    ],
)
def test_what_can_not_be_read_is_refused_with_its_place(text, word):
    with pytest.raises(Refused) as refusal:
        parse_code(text)
    assert word in refusal.value.sentence
    assert refusal.value.field_name == "text"


def test_a_heading_inside_a_code_block_is_no_heading():
    code = parse_code("### A {#a}\n\n```\n### B {#b}\n```\n")
    assert [provision.key for provision in code.provisions] == ["a"]


@given(st.text(max_size=400))
@settings(max_examples=200, deadline=None)
def test_any_text_is_read_or_refused_in_words(text):
    with suppress(Refused):
        parse_code(text)


@pytest.mark.django_db
def test_only_a_code_editor_drafts(officer, employee, at):
    for person in (officer, employee):
        with pytest.raises(Refused):
            import_version(CODE_TEXT, by=person, at=at)
    assert not CodeVersion.objects.exists()


@pytest.mark.django_db
def test_a_number_is_used_once(editor, at):
    import_version(CODE_TEXT, by=editor, at=at)
    with pytest.raises(Refused) as refusal:
        import_version(CODE_TEXT, by=editor, at=at)
    assert refusal.value.field_name == "number"


@pytest.mark.django_db
def test_a_draft_can_be_replaced_as_a_whole(editor, at):
    version = import_version(CODE_TEXT, by=editor, at=at)
    redraft_version(version, text="### Only this {#only}\n\nText.", by=editor, at=at)
    assert [provision.key for provision in version.provisions.all()] == ["only"]


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "[x](javascript:alert(1))",
        '<img src=x onerror="alert(1)">',
        "![x](https://elsewhere.example/pixel.png)",
        '<a href="https://x" style="color:red" onclick="x()">x</a>',
    ],
)
def test_markdown_comes_out_clean(hostile):
    found = Tags()
    found.feed(render_markdown(hostile))
    assert {tag for tag, _attributes in found.seen} <= {"p", "a"}
    for _tag, attributes in found.seen:
        assert set(attributes) <= {"href", "rel"}
        assert attributes.get("href", "https:").startswith("https:")


class Tags(HTMLParser):
    """What a browser would take for tags."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[tuple[str, dict]] = []

    def handle_starttag(self, tag, attrs) -> None:
        self.seen.append((tag, dict(attrs)))


def test_markdown_keeps_what_a_code_needs():
    html = render_markdown("**Bold**, [link](https://example.org)\n\n- one\n- two")
    assert "<strong>Bold</strong>" in html and "<li>one</li>" in html and 'href="https://example.org"' in html
