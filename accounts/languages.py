"""The language of a public page lives in its address, as in `/es/speak-up/`.

Nothing is asked of the browser and nothing is stored: whoever chooses a language chooses an address
(docs/adr/0013-the-language-is-in-the-address.md). The language of the source has no prefix.
"""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.html import format_html
from django.utils.translation import get_language, get_language_info, get_supported_language_variant


@dataclass(frozen=True)
class Language:
    """A language that the public pages are offered in, by its own name."""

    code: str
    name: str
    is_rtl: bool
    # The page that is shown, in this language.
    path: str = ""
    is_current: bool = False


def reader_language() -> str:
    """The language in which this page speaks."""
    return get_language() or settings.LANGUAGE_CODE


def language_of(path: str) -> str:
    """The language that an address names; the source's where it names none that is offered."""
    first = path.lstrip("/").partition("/")[0]
    is_offered = first != settings.LANGUAGE_CODE and first in dict(settings.LANGUAGES)
    return first if is_offered else settings.LANGUAGE_CODE


def without_language(path: str) -> str:
    """The address, or the route of a log, without the language in it."""
    language = language_of(path)
    start = "/" if path.startswith("/") else ""
    rest = path.removeprefix("/").removeprefix(language).removeprefix("/")
    return path if language == settings.LANGUAGE_CODE else start + rest


def in_language(path: str, language: str) -> str:
    """The same page in another language."""
    rest = without_language(path)
    return rest if language == settings.LANGUAGE_CODE else f"/{language}{rest}"


def offered_languages(path: str) -> list[Language]:
    """Every language, each with the address of the page at `path`."""
    now = reader_language()
    return [
        Language(code, str(name), get_language_info(code)["bidi"], in_language(path, code), code == now)
        for code, name in settings.LANGUAGES
    ]


def named_language(name: str) -> str:
    """The offered language that a name such as `es-MX` means; the source's where there is none."""
    try:
        return get_supported_language_variant(name)
    except LookupError:
        return settings.LANGUAGE_CODE


def other_languages() -> list[str]:
    """The codes of the languages into which somebody may put the company's own words."""
    return [code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]


def language_name(code: str) -> str:
    """A language by its English name and its own, for the office; the code where it is unknown."""
    try:
        known = get_language_info(code)
    except KeyError:
        return code
    own, english = str(known["name_local"]), str(known["name"])
    return english if own.casefold() == english.casefold() else f"{english} ({own})"


class Worded(str):
    """Words with the language that they are in, for words that people wrote and not the Portal."""

    language: str

    def __new__(cls, words: str, language: str) -> "Worded":
        worded = super().__new__(cls, words)
        worded.language = language
        return worded

    def __str__(self) -> str:
        return self

    def __getnewargs__(self) -> tuple[str, str]:  # type: ignore[override]
        return str.__str__(self), self.language


def language_attributes(words: Any) -> str:
    """The attributes of an element that holds `words`; none where they are in the language of the page."""
    language = getattr(words, "language", "")
    if not words or not language or language == reader_language():
        return ""
    return format_html(' lang="{}" dir="{}"', language, "rtl" if get_language_info(language)["bidi"] else "ltr")


def worded(row: Any, name: str) -> Worded:
    """What a row says in the reader's language, where somebody wrote it, and otherwise in the language of the source.

    `row.translations` holds what was written, by language and then by the name of the field.
    """
    language = reader_language()
    written = row.translations.get(language, {}).get(name, "")
    return Worded(written, language) if written else Worded(getattr(row, name), settings.LANGUAGE_CODE)
