"""The countries of ISO 3166, in the reader's language: the names are those of Unicode's CLDR, as Babel holds them."""

import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache, partial
from typing import Any

from babel import Locale
from django import forms
from django.conf import settings
from django.forms.utils import flatatt
from django.utils.choices import BaseChoiceIterator
from django.utils.functional import lazy
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, to_locale

CODES = (
    "AD", "AE", "AF", "AG", "AI", "AL", "AM", "AO", "AQ", "AR", "AS", "AT", "AU", "AW", "AX", "AZ", "BA", "BB", "BD",
    "BE", "BF", "BG", "BH", "BI", "BJ", "BL", "BM", "BN", "BO", "BQ", "BR", "BS", "BT", "BV", "BW", "BY", "BZ", "CA",
    "CC", "CD", "CF", "CG", "CH", "CI", "CK", "CL", "CM", "CN", "CO", "CR", "CU", "CV", "CW", "CX", "CY", "CZ", "DE",
    "DJ", "DK", "DM", "DO", "DZ", "EC", "EE", "EG", "EH", "ER", "ES", "ET", "FI", "FJ", "FK", "FM", "FO", "FR", "GA",
    "GB", "GD", "GE", "GF", "GG", "GH", "GI", "GL", "GM", "GN", "GP", "GQ", "GR", "GS", "GT", "GU", "GW", "GY", "HK",
    "HM", "HN", "HR", "HT", "HU", "ID", "IE", "IL", "IM", "IN", "IO", "IQ", "IR", "IS", "IT", "JE", "JM", "JO", "JP",
    "KE", "KG", "KH", "KI", "KM", "KN", "KP", "KR", "KW", "KY", "KZ", "LA", "LB", "LC", "LI", "LK", "LR", "LS", "LT",
    "LU", "LV", "LY", "MA", "MC", "MD", "ME", "MF", "MG", "MH", "MK", "ML", "MM", "MN", "MO", "MP", "MQ", "MR", "MS",
    "MT", "MU", "MV", "MW", "MX", "MY", "MZ", "NA", "NC", "NE", "NF", "NG", "NI", "NL", "NO", "NP", "NR", "NU", "NZ",
    "OM", "PA", "PE", "PF", "PG", "PH", "PK", "PL", "PM", "PN", "PR", "PS", "PT", "PW", "PY", "QA", "RE", "RO", "RS",
    "RU", "RW", "SA", "SB", "SC", "SD", "SE", "SG", "SH", "SI", "SJ", "SK", "SL", "SM", "SN", "SO", "SR", "SS", "ST",
    "SV", "SX", "SY", "SZ", "TC", "TD", "TF", "TG", "TH", "TJ", "TK", "TL", "TM", "TN", "TO", "TR", "TT", "TV", "TW",
    "TZ", "UA", "UG", "UM", "US", "UY", "UZ", "VA", "VC", "VE", "VG", "VI", "VN", "VU", "WF", "WS", "YE", "YT", "ZA",
    "ZM", "ZW",
)  # fmt: skip

_EVERY_CODE = frozenset(CODES)
_CHOSEN = " selected"
# Options that are kept: for each language those of the countries that are chosen most.
MOST_WRITTEN = 64


def country_name(code: str) -> str:
    """The country's name; the code itself where it is none of ISO's."""
    return _names(get_language() or settings.LANGUAGE_CODE).get(code, code)


_in_words = lazy(country_name, str)


class CountrySelect(forms.Select):
    """A select whose 250 options are written once for a language: they are most of the pages that have them."""

    # What stands for no country.
    empty: Any = ""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        chosen = str(value or "")
        attributes = flatatt({"name": name, **self.build_attrs(self.attrs, attrs)})
        # A value that is no country is remembered for nobody.
        options = _written(get_language() or settings.LANGUAGE_CODE, chosen if chosen in _EVERY_CODE else "")
        none = format_html('<option value=""{}>{}</option>', "" if chosen else _CHOSEN, self.empty)
        return format_html("<select{}>\n{}\n{}\n</select>", attributes, none, options)


class CountryField(forms.ChoiceField):
    """A country, with `empty` as the words for none. It is looked up among the codes, where Django goes through the
    names of all 250."""

    widget = CountrySelect

    def __init__(self, *, empty: Any, **options: Any) -> None:
        super().__init__(choices=partial(country_choices, empty), **options)
        select: Any = self.widget
        select.empty = empty

    def valid_value(self, value: Any) -> bool:
        return value in _EVERY_CODE


class CountryChoices(BaseChoiceIterator):
    """An iterator of choices: Django takes it as it is, and does not look through 250 countries for each form."""

    def __init__(self, empty: Any, language: str) -> None:
        self.empty, self.language = empty, language

    def __iter__(self) -> Iterator[tuple[str, Any]]:
        yield "", self.empty
        yield from _listed(self.language)


def country_choices(empty: Any) -> CountryChoices:
    """The choices of a select, `empty` first, then in the order of the reader's language."""
    return CountryChoices(empty, get_language() or settings.LANGUAGE_CODE)


@lru_cache(maxsize=MOST_WRITTEN)
def _written(language: str, chosen: str) -> SafeString:
    """The options of a select."""
    rows = ((code, _CHOSEN if code == chosen else "", name) for code, name in _names(language).items())
    return format_html_join("\n", '<option value="{}"{}>{}</option>', rows)


@cache
def _listed(language: str) -> tuple[tuple[str, Any], ...]:
    return tuple((code, _in_words(code)) for code in _names(language))


@cache
def _names(language: str) -> dict[str, str]:
    """Code and name, in the order of the names."""
    every = Locale.parse(to_locale(language)).territories
    return dict(sorted(((code, every[code]) for code in CODES), key=lambda row: in_order(row[1])))


def in_order(name: str) -> tuple[bytes, str]:
    """What names are sorted by: without accents. Chinese ones go by sound, as GB 18030 numbers them."""
    plain = "".join(letter for letter in unicodedata.normalize("NFKD", name) if not unicodedata.combining(letter))
    return plain.casefold().encode("gb18030"), name
