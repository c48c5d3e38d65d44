"""A select of countries is written once for each language, and says what Django's own select says."""

import re

import pytest
from django import forms
from django.utils import translation
from django.utils.translation import gettext_lazy

from accounts.countries import CountryField, country_choices

HOSTILE = "<script>alert('1')</script> & \"quotes\""


class Where(forms.Form):
    country = CountryField(label="Country", empty=gettext_lazy("Every country"), required=False)
    other = CountryField(label="Another", empty=HOSTILE)


def said(html: str) -> tuple[set[str], str]:
    """The attributes of the select, in whatever order, and its options."""
    opened, _mark, options = html.partition(">")
    return set(re.findall(r'[\w-]+="[^"]*"|[\w-]+', opened)), re.sub(r"\s*([<>])\s*", r"\1", options)


@pytest.mark.parametrize("language", ["en", "de", "ar", "zh-hans"])
@pytest.mark.parametrize("value", [None, "", "DE", "ZW", "XX", HOSTILE])
@pytest.mark.parametrize("name", ["country", "other"])
def test_it_says_what_django_says(name, value, language):
    with translation.override(language):
        ours = Where().fields[name].widget
        djangos = forms.Select(choices=list(country_choices(ours.empty)))
        attributes = {"id": f"id-{HOSTILE}", "required": True, "disabled": False, "class": "form-select"}
        assert said(ours.render(name, value, attributes)) == said(djangos.render(name, value, attributes))


def test_the_language_of_the_reader_is_asked_each_time():
    field = Where()["country"]
    with translation.override("de"):
        assert ">Deutschland<" in str(field) and ">Germany<" not in str(field)
    with translation.override("en"):
        assert ">Germany<" in str(field)


def test_only_a_country_that_there_is_is_taken():
    assert Where({"country": "", "other": "DE"}).is_valid()
    assert Where({"country": "XX", "other": ""}).errors.keys() == {"country", "other"}
