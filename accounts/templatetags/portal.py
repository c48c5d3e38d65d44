"""What the components need and a template cannot say by itself: icons, headings, forms, small words.

Nothing here reads the database. The geometry of the charts is in `reporting/charts/`.
"""

import copy
import html
import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.utils import render_crispy_form
from django import forms, template
from django.template.loader_tags import BlockNode
from django.templatetags.static import static
from django.utils.formats import localize
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from accounts.addresses import speak_up_path
from accounts.languages import Language, language_attributes, offered_languages

register = template.Library()

TONE_ICONS = {
    "success": "check-circle",
    "info": "info-circle",
    "warning": "exclamation-triangle",
    "danger": "exclamation-octagon",
    "error": "exclamation-octagon",
    "neutral": "circle",
    "primary": "info-circle",
}

FILE_ICONS = {
    "pdf": "file-earmark-pdf",
    "zip": "file-earmark-zip",
    "jpg": "file-earmark-image",
    "jpeg": "file-earmark-image",
    "png": "file-earmark-image",
    "heic": "file-earmark-image",
    "mp3": "file-earmark-music",
    "m4a": "file-earmark-music",
    "wav": "file-earmark-music",
    "mp4": "file-earmark-play",
    "mov": "file-earmark-play",
    "xlsx": "file-earmark-spreadsheet",
    "csv": "file-earmark-spreadsheet",
    "ods": "file-earmark-spreadsheet",
}

KEY_GROUP = 4  # characters in each of the six groups of an access key


@register.simple_tag
def icon(name: str, label: str = "", css: str = "") -> SafeString:
    """One symbol of `static/icons.svg`. Silent to screen readers unless it has a `label` of its own."""
    if not label and not css:
        return _plain_icon(static("icons.svg"), name)
    href = f"{static('icons.svg')}#{name}"
    classes = f"icon {css}".strip()
    if label:
        return format_html(
            '<svg class="{}" role="img" aria-label="{}"><use href="{}"></use></svg>', classes, label, href
        )
    return format_html(
        '<svg class="{}" aria-hidden="true" focusable="false"><use href="{}"></use></svg>', classes, href
    )


@lru_cache(maxsize=512)
def _plain_icon(symbols: str, name: str) -> SafeString:
    return format_html(
        '<svg class="icon" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>', symbols, name
    )


@register.simple_tag
def tone_icon_of(tone: str) -> SafeString:
    """The icon that says a tone without its colour."""
    return icon(TONE_ICONS.get(tone, "info-circle"))


@register.simple_tag
def speak_up(page: str = "") -> str:
    """The address of a page of the public door, in the reader's language."""
    return speak_up_path(page)


@register.simple_tag(name="offered_languages")
def offered(path: str) -> list[Language]:
    """The languages of the public pages, each with the address of this page in it."""
    return offered_languages(path)


@register.filter
def in_its_language(words: Any) -> SafeString:
    """Words that somebody wrote, marked with their language where it is not the page's."""
    attributes = language_attributes(words)
    # A day or a number is written as a template writes it.
    return format_html("<span{}>{}</span>", attributes, words) if attributes else conditional_escape(localize(words))


@register.simple_tag
def questions_and_answers(told: Iterable[tuple[Any, Any]], *, answers_alone: bool = False) -> SafeString:
    """What was asked and told, as the rows of a list of facts. A loop of the template's takes many times as long.

    With `answers_alone` a question is read to those only who don't see what stands above it.
    """
    hidden = ' class="visually-hidden"' if answers_alone else ""
    row = f'<div><dt{hidden}>%s</dt><dd class="narrative" dir="auto">%s</dd></div>'
    return mark_safe("\n".join([row % (_shown(question), _shown(answer)) for question, answer in told]))


def _shown(words: Any) -> str:
    """As `in_its_language`; plain text, which is nearly all that is told, needs no more than to be escaped."""
    return html.escape(words) if type(words) is str else in_its_language(words)


@register.simple_tag
def groups_of_key(groups: Iterable[str]) -> SafeString:
    """The groups of an access key, as rows of a list."""
    return format_html_join("", "<li>{}</li>", ((group,) for group in groups))


@register.simple_tag
def spoken_groups(spoken: Iterable[Mapping[str, str]]) -> SafeString:
    """The same with the words for their letters and figures."""
    rows = ((line["group"], line["words"]) for line in spoken)
    return format_html_join("", '<li><span class="mono">{}</span> <span>{}</span></li>', rows)


@register.filter
def file_icon(name: str) -> str:
    """The icon for a file of this name."""
    return FILE_ICONS.get(str(name).rpartition(".")[2].lower(), "file-earmark-text")


@register.filter
def message_tone(tags: str) -> str:
    """The tone of a Django message from its tags; `error` is our `danger`."""
    for tag in str(tags).split():
        if tag in ("success", "info", "warning"):
            return tag
        if tag in ("error", "danger"):
            return "danger"
    return "info"


@register.filter
def initials(full_name: str) -> str:
    """Two letters for a person chip: of the first and the last word."""
    words = str(full_name).split()
    return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()


@register.filter
def key_groups(key: str) -> list[str]:
    """An access key in groups of four, whatever it was grouped by before."""
    characters = re.sub(r"[^0-9A-Za-z]", "", str(key))
    return [characters[start : start + KEY_GROUP] for start in range(0, len(characters), KEY_GROUP)]


@register.tag
def heading(parser, token) -> "HeadingNode":
    """`{% heading %}…{% endheading %}`: the page's one h1.

    A page's `heading` block holds bare words or a whole `page_header` component; words are wrapped, a component is not.
    """
    nodes = parser.parse(("endheading",))
    parser.delete_first_token()
    return HeadingNode(nodes)


class HeadingNode(template.Node):
    child_nodelists = ("nodelist",)

    def __init__(self, nodelist):
        self.nodelist = nodelist

    def render(self, context) -> str:
        words = self.nodelist.render(context).strip()
        if not words or "<h1" in words:
            return words
        return format_html('<h1 class="page-title">{}</h1>', mark_safe(words))


@register.tag
def kept(parser, token) -> "KeptNode":
    """`{% kept one two %}…{% endkept %}`: put together once for each language and each value of what it names.

    For the parts of a page that are the same for every reader. Nothing else may change what stands inside, and nothing
    that a reader typed may stand there: the process remembers it.
    """
    named = [parser.compile_filter(name) for name in token.split_contents()[1:]]
    nodes = parser.parse(("endkept",))
    parser.delete_first_token()
    if nodes.get_nodes_by_type(BlockNode):
        raise template.TemplateSyntaxError("A block can't stand in what is kept: each page fills it with its own.")
    return KeptNode(nodes, named)


# Of one part of a page; then it begins anew.
MOST_KEPT = 64


class KeptNode(template.Node):
    # No block stands inside: Django needs not look for one here whenever a page is put together.
    child_nodelists = ()

    def __init__(self, nodelist, named) -> None:
        self.nodelist = nodelist
        self.named = named
        self.texts: dict[tuple[Any, ...], SafeString] = {}

    def render(self, context) -> SafeString:
        key = (get_language(), *(one.resolve(context, ignore_failures=True) for one in self.named))
        text = self.texts.get(key)
        if text is None:
            if len(self.texts) >= MOST_KEPT:
                self.texts.clear()
            text = self.texts[key] = self.nodelist.render(context)
        return text


@register.simple_tag(takes_context=True)
def form_fields(context, form) -> str:
    """Every field of a form in the one look, with dates as date inputs.

    The form element, the token and the summary of errors belong to `_components/form.html`, so the helper is told
    to leave them out.
    """
    for field in form.fields.values():
        _modern_inputs(field)
    helper = copy.copy(getattr(form, "helper", None) or FormHelper(form))
    helper.form_tag = False
    helper.disable_csrf = True
    helper.form_show_errors = True
    inherited = {"error_summary_shown": True, "request": context.get("request")}
    return render_crispy_form(form, helper=helper, context=inherited)


def _modern_inputs(field: forms.Field) -> None:
    widget = field.widget
    # A placeholder that repeats the label says nothing, and vanishes when somebody needs it.
    placeholder, label = str(widget.attrs.get("placeholder") or "").lower(), str(field.label or "").lower()
    if placeholder and label and (placeholder in label or label in placeholder):
        del widget.attrs["placeholder"]
    if type(widget) is forms.DateInput:
        widget.input_type, widget.format = "date", "%Y-%m-%d"
    elif type(widget) is forms.DateTimeInput:
        widget.input_type, widget.format = "datetime-local", "%Y-%m-%dT%H:%M"
    elif type(widget) is forms.TimeInput:
        widget.input_type, widget.format = "time", "%H:%M"


@register.filter
def form_errors(form) -> list[dict]:
    """The errors of a form for its summary: the sentence and the control to go to."""
    found = [{"sentence": sentence, "label": "", "target": ""} for sentence in form.non_field_errors()]
    for bound in form:
        for sentence in bound.errors:
            hidden = bound.is_hidden
            found.append(
                {
                    "sentence": sentence,
                    "label": "" if hidden else str(bound.label).rstrip(".:"),
                    # A group of radios has no control with the field's own id: go to its frame.
                    "target": "" if hidden else (bound.id_for_label or f"div_{bound.auto_id}"),
                }
            )
    return found


@register.filter
def has_chosen(options: list[dict]) -> bool:
    """Whether one of the options of a group is chosen."""
    return any(option["selected"] for option in options)


@register.filter
def is_optional(bound) -> bool:
    """Whether to say “optional”: everything else is required, so only the exceptions are marked."""
    return not (bound.field.required or isinstance(bound.field.widget, forms.CheckboxInput) or needed_later(bound))


@register.filter
def needed_later(bound) -> str:
    """Of a field that a draft may leave empty: what it is needed for; empty for every other field."""
    return getattr(bound.form, "needed_later", {}).get(bound.name, "")


@register.filter
def unlocalized(number) -> str:
    """A coordinate: a point for the decimals in every language, and none where there are none."""
    return f"{float(number):g}"
