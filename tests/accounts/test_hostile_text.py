"""Text fields take what a keyboard or a hostile program sends; they remove what no keyboard types and keep the rest."""

from datetime import timedelta

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from accounts.forms import CleanText, PortalForm, clean_text


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("a\x00b\x07c\x1b[31m", "abc[31m"),
        ("one\r\ntwo\rthree", "one\ntwo\nthree"),
        ("tab\tstays", "tab\tstays"),
        ("e\u0301", "é"),
        ("😀 שלום عربى 漢字", "😀 שלום عربى 漢字"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("lone \ud800 surrogate", "lone  surrogate"),
        ("", ""),
    ],
)
def test_what_is_kept(typed, kept):
    assert clean_text(typed) == kept


@given(st.text(alphabet=st.characters(exclude_categories=())))
def test_cleaning_twice_changes_nothing_more_and_leaves_text_that_can_be_stored(typed):
    once = clean_text(typed)
    assert clean_text(once) == once
    assert "\x00" not in once
    once.encode("utf-8")


def test_control_characters_alone_are_nothing():
    with pytest.raises(ValidationError):
        CleanText().clean("\x00\x01\x02")


def test_a_text_says_itself_from_which_side_it_is_read():
    assert CleanText(rows=5).widget.attrs["dir"] == CleanText().widget.attrs["dir"] == "auto"


@pytest.mark.parametrize("length", [301, 1_000_000])
def test_too_long_is_said_plainly_with_both_figures(length):
    with pytest.raises(ValidationError) as error:
        CleanText().clean("x" * length)
    assert f"{length:,} characters and at most 300" in error.value.messages[0]


def test_a_long_text_field_takes_a_long_text(settings):
    assert len(CleanText(rows=5).clean("x" * settings.NARRATIVE_LIMIT)) == settings.NARRATIVE_LIMIT


class _Until(PortalForm):
    day = forms.DateField()
    moment = forms.DateTimeField()


def test_a_day_that_no_calendar_holds_is_a_sentence_beside_the_field_of_every_form():
    far, near = "9999-12-31", (timezone.localdate() + timedelta(days=400)).isoformat()
    wrong = _Until({"day": far, "moment": f"{far}T10:00"}).errors
    assert ["too far ahead" in str(wrong[name]) for name in ("day", "moment")] == [True, True]
    assert _Until({"day": near, "moment": f"{near}T10:00"}).is_valid(), "the control"
