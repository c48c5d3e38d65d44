"""Writes selects and inputs without a template, where Django's own would render one for each option.

A queue's filters hold some hundreds of options (topics, provisions, countries, people); a template for each of them
took half of the time of the page. What is written is what Django's templates write, but for spaces between options;
every other widget still comes from its template.
"""

from collections.abc import Callable
from typing import Any

from django.forms.renderers import DjangoTemplates
from django.utils.formats import localize
from django.utils.html import conditional_escape, escape
from django.utils.safestring import SafeData

INPUT = "django/forms/widgets/input.html"
# Templates of Django's that hold nothing but the one of the input.
INPUTS = ("text", "hidden", "number", "email", "url", "password", "date", "datetime", "time", "file", "checkbox")

Widget = dict[str, Any]


class WidgetRenderer(DjangoTemplates):
    """Django's own renderer with the two commonest widgets written directly."""

    def render(self, template_name: str, context: dict[str, Any], request: Any = None) -> str:
        write = WRITERS.get(template_name)
        if write is None:
            return super().render(template_name, context, request)
        return write(context["widget"])


def _select(widget: Widget) -> str:
    parts = [f'<select name="{_shown(widget["name"])}"{_attributes(widget)}>']
    for group, options, _index in widget["optgroups"]:
        written = "\n".join(map(_option, options))
        parts.append(f'<optgroup label="{_shown(group)}">\n{written}\n</optgroup>' if group else written)
    return "\n".join([*parts, "</select>"])


def _option(option: Widget) -> str:
    return f'<option value="{_text(option["value"])}"{_attributes(option)}>{_shown(option["label"])}</option>'


def _input(widget: Widget) -> str:
    value = "" if widget["value"] is None else f' value="{_text(widget["value"])}"'
    return f'<input type="{_shown(widget["type"])}" name="{_shown(widget["name"])}"{value}{_attributes(widget)}>'


def _attributes(widget: Widget) -> str:
    return "".join(
        f" {_shown(name)}" if value is True else f' {_shown(name)}="{_text(value)}"'
        for name, value in widget["attrs"].items()
        if value is not False
    )


def _shown(value: Any) -> str:
    """As `{{ value }}` shows it: localised, then escaped unless it is safe."""
    return conditional_escape(localize(value))


def _text(value: Any) -> str:
    """As `{{ value|stringformat:'s' }}` shows it."""
    return conditional_escape(value) if isinstance(value, SafeData) else escape(str(value))


WRITERS: dict[str, Callable[[Widget], str]] = {
    "django/forms/widgets/select.html": _select,
    INPUT: _input,
    **{f"django/forms/widgets/{name}.html": _input for name in INPUTS},
}
