"""A version of the Code as pages show it: the original or a translation, to those who are signed in and to others."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.utils.safestring import SafeString
from django.utils.translation import get_language_info

from accounts.models import Person
from code_of_ethics.markdown import render_markdown
from code_of_ethics.models import CodeTranslation, CodeVersion, Policy
from code_of_ethics.parsing import ParsedCode, ParsedProvision, parse_code

# Anybody may ask for the public page, as often as they like: the texts of the versions that are read are put together
# once. They are no secret, and the text itself is the key.
_parsed = lru_cache(maxsize=16)(parse_code)
_rendered = lru_cache(maxsize=1_000)(render_markdown)


@dataclass
class ShownProvision:
    """A provision with its text as HTML."""

    provision: ParsedProvision
    html: SafeString
    policies: list[Policy]


@dataclass
class ShownPart:
    """A part of the Code with its provisions, for the page and its table of contents."""

    title: str
    anchor: str
    intro: SafeString
    provisions: list[ShownProvision]


@dataclass(frozen=True)
class TextLanguage:
    """The language that a text is written in."""

    code: str

    @property
    def info(self) -> dict[str, Any]:
        return dict(get_language_info(self.code))

    @property
    def name(self) -> str:
        """By its own name."""
        return str(dict(settings.LANGUAGES).get(self.code, self.code))

    @property
    def direction(self) -> str:
        return "rtl" if self.info["bidi"] else "ltr"


ORIGINAL = TextLanguage(settings.LANGUAGE_CODE)


@dataclass
class ShownCode:
    """The text of one version in one language, whole or as far as a search left it."""

    version: CodeVersion
    translation: CodeTranslation | None
    language: TextLanguage
    title: str
    preamble: SafeString | str
    parts: list[ShownPart] = field(default_factory=list)
    found_count: int = 0
    is_filtered: bool = False


def shown_code(
    version: CodeVersion,
    translation: CodeTranslation | None = None,
    *,
    wanted: Iterable[str] = (),
    policies: Iterable[Policy] = (),
) -> ShownCode:
    """What a page shows of a version, or of its translation: the provisions that hold every wanted word."""
    words = list(wanted)
    text = translation or version
    parsed = _parsed(text.body)
    found = [provision for provision in parsed.provisions if _holds(provision, words)]
    return ShownCode(
        version=version,
        translation=translation,
        language=TextLanguage(translation.language) if translation else ORIGINAL,
        title=text.title,
        preamble="" if words else _rendered(parsed.preamble),
        parts=_parts(parsed, found, list(policies)),
        found_count=len(found),
        is_filtered=bool(words),
    )


def languages_of(version: CodeVersion | None, person: Person) -> list[TextLanguage]:
    """What a version can be read in, beside the original, in the order of the settings."""
    if version is None:
        return []
    published = CodeTranslation.objects.visible_to(person).published().filter(version=version)
    there = set(published.values_list("language", flat=True))
    return [TextLanguage(code) for code, _name in settings.LANGUAGES if code in there]


def _holds(provision: ParsedProvision, wanted: list[str]) -> bool:
    words = f"{provision.number} {provision.title} {provision.part} {provision.text}".casefold()
    return all(word in words for word in wanted)


def _parts(parsed: ParsedCode, provisions: list[ParsedProvision], policies: list[Policy]) -> list[ShownPart]:
    parts: list[ShownPart] = []
    for provision in provisions:
        if not parts or parts[-1].title != provision.part:
            intro = _rendered(parsed.intro_of(provision.part))
            parts.append(ShownPart(provision.part, f"part-{len(parts) + 1}", intro, []))
        beside = [policy for policy in policies if provision.key in policy.provision_keys]
        parts[-1].provisions.append(ShownProvision(provision, _rendered(provision.text), beside))
    return parts
