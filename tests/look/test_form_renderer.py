"""Inputs and selects are written directly, and say exactly what Django's own templates say."""

import re
from datetime import date
from decimal import Decimal

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy

from ethics_portal.form_renderer import WidgetRenderer

HOSTILE = "<script>alert('1')</script> & \"quotes\" مرحبا 🙂"
ATTRIBUTES = {"id": f"id-{HOSTILE}", "required": True, "disabled": False, "maxlength": 2000, "data-empty": ""}
CHOICES = [
    ("", "---------"),
    (1000, 1000),
    (Decimal("1234.5"), Decimal("1234.5")),
    (True, gettext_lazy("Yes")),
    (HOSTILE, HOSTILE),
    ("safe", mark_safe("&amp; safe")),
    (gettext_lazy("<group>"), [("in", "in a group"), ("also", gettext_lazy("also"))]),
]
INPUTS = [
    forms.TextInput, forms.HiddenInput, forms.NumberInput, forms.EmailInput, forms.URLInput, forms.PasswordInput,
    forms.DateInput, forms.DateTimeInput, forms.TimeInput, forms.FileInput, forms.CheckboxInput,
]  # fmt: skip
SELECTS = [forms.Select, forms.SelectMultiple, forms.NullBooleanSelect]
VALUES = [None, "", HOSTILE, 1000, Decimal("1234.5"), date(2026, 11, 29), True, False, mark_safe("a &amp; b")]


def _said(widget: forms.Widget, value: object, renderer: DjangoTemplates) -> str:
    """Without the white space between elements."""
    return re.sub(r"\s*(<|>)\s*", r"\1", widget.render("na<me", value, ATTRIBUTES, renderer))


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("kind", INPUTS)
@pytest.mark.parametrize("value", VALUES, ids=repr)
def test_an_input_says_what_django_says(kind, value, language, settings):
    settings.LANGUAGE_CODE = language
    assert _said(kind(), value, WidgetRenderer()) == _said(kind(), value, DjangoTemplates())


@pytest.mark.parametrize("kind", SELECTS)
@pytest.mark.parametrize("value", [*VALUES[:5], "in"], ids=repr)
def test_a_select_says_what_django_says(kind, value):
    widget = kind() if kind is forms.NullBooleanSelect else kind(choices=CHOICES)
    assert _said(widget, value, WidgetRenderer()) == _said(widget, value, DjangoTemplates())


def test_a_select_of_several_says_what_django_says():
    widget = forms.SelectMultiple(choices=CHOICES)
    assert _said(widget, ["in", "also"], WidgetRenderer()) == _said(widget, ["in", "also"], DjangoTemplates())


def test_nothing_hostile_leaves_a_select_or_an_input_unescaped():
    for widget in (forms.Select(choices=CHOICES), forms.TextInput()):
        written = widget.render("name", HOSTILE, ATTRIBUTES, WidgetRenderer())
        assert "<script>" not in written
        assert "&lt;script&gt;" in written


def test_forms_of_the_portal_use_it():
    assert isinstance(forms.Form().renderer, WidgetRenderer)
