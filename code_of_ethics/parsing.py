"""Reading a Code written in Markdown.

`# Title`, then `## Part`, then `### Provision {#stable-key}`. Comments carry what readers need not see:
`<!-- version: 2026; in force from: 2026-06-01 -->` under the title and
`<!-- item406b: honest_conduct, accountability; topic: gifts -->` under a provision.
"""

import re
from dataclasses import dataclass, field
from datetime import date

from django.utils.text import slugify
from django.utils.translation import gettext as _

from accounts.moves import Refused
from code_of_ethics.states import Element

_HEADING = re.compile(r"^(#{1,3})\s+(.+?)\s*(?:\{#([a-z0-9-]+)\})?\s*#*\s*$")
_COMMENT = re.compile(r"^<!--(.*?)-->\s*$")
_FENCE = re.compile(r"^(```|~~~)")


@dataclass
class ParsedProvision:
    """One provision as written."""

    key: str
    number: str
    part: str
    title: str
    item_406b: list[str] = field(default_factory=list)
    topics: list[str] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "\n".join(self.lines).strip()


@dataclass
class ParsedCode:
    """A Code as written: its title, what stands before the first part, and its provisions."""

    title: str = ""
    number: int | None = None
    effective_on: date | None = None
    preamble_lines: list[str] = field(default_factory=list)
    part_intros: dict[str, list[str]] = field(default_factory=dict)
    provisions: list[ParsedProvision] = field(default_factory=list)

    @property
    def preamble(self) -> str:
        return "\n".join(self.preamble_lines).strip()

    def intro_of(self, part: str) -> str:
        """What stands between a part's heading and its first provision."""
        return "\n".join(self.part_intros.get(part, [])).strip()


def parse_code(text: str) -> ParsedCode:
    """Read the Code. Raises `Refused` with a sentence that names the line where it can't be read."""
    code, part = ParsedCode(), ""
    target = code.preamble_lines
    fenced = False
    for place, line in enumerate(text.splitlines(), start=1):
        fenced ^= bool(_FENCE.match(line))
        heading = None if fenced else _HEADING.match(line)
        comment = None if fenced else _COMMENT.match(line)
        if heading and len(heading[1]) == 1:
            code.title = code.title or heading[2]
        elif heading and len(heading[1]) == 2:
            part = heading[2]
            target = code.part_intros.setdefault(part, [])
        elif heading:
            provision = _new_provision(code, part, heading[2], heading[3] or slugify(heading[2]), place)
            code.provisions.append(provision)
            target = provision.lines
        elif comment:
            _read_comment(code, comment[1], place)
        else:
            target.append(line)
    _check_whole(code)
    return code


def _new_provision(code: ParsedCode, part: str, title: str, key: str, place: int) -> ParsedProvision:
    if not key or len(key) > 80 or len(title) > 200 or len(part) > 200:
        raise Refused(
            _("Line %(line)s: this heading is too long, or needs a key: ### Title {#key}.") % {"line": place}, "text"
        )
    if any(other.key == key for other in code.provisions):
        raise Refused(
            _("Line %(line)s: the key “%(key)s” is used twice. Each provision needs its own.")
            % {"line": place, "key": key},
            "text",
        )
    parts = list(code.part_intros)
    in_part = sum(other.part == part for other in code.provisions) + 1
    number = f"{parts.index(part) + 1}.{in_part}" if part else str(in_part)
    return ParsedProvision(key=key, number=number, part=part, title=title)


def _read_comment(code: ParsedCode, comment: str, place: int) -> None:
    """Take the attributes of a comment; a comment that is none of ours is left out of the Code."""
    for attribute in comment.split(";"):
        name, _colon, value = attribute.partition(":")
        name, values = name.strip(), [part.strip() for part in value.split(",") if part.strip()]
        if name == "version" and values and values[0].isdigit():
            code.number = int(values[0][:9])
        elif name == "in force from" and values:
            code.effective_on = _date(values[0], place)
        elif name == "item406b" and code.provisions:
            code.provisions[-1].item_406b = _elements(values, place)
        elif name == "topic" and code.provisions:
            code.provisions[-1].topics = [slug for slug in values if slug != "none"]


def _elements(values: list[str], place: int) -> list[str]:
    for value in values:
        if value not in Element.values:
            raise Refused(
                _("Line %(line)s: “%(word)s” is no element of Item 406(b). Use one of: %(known)s.")
                % {"line": place, "word": value[:60], "known": ", ".join(Element.values)},
                "text",
            )
    return values


def _date(value: str, place: int) -> date:
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise Refused(_("Line %(line)s: write the date as 2026-06-01.") % {"line": place}, "text") from None


def _check_whole(code: ParsedCode) -> None:
    if not code.provisions:
        raise Refused(
            _("No provision was found. Write each one under a heading of the third level: ### Title {#key}."), "text"
        )
    for provision in code.provisions:
        if not provision.text:
            raise Refused(_("The provision “%(title)s” has no text.") % {"title": provision.title}, "text")
