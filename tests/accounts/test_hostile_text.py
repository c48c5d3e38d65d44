"""Text fields take what a keyboard or a hostile program sends; they remove what no keyboard types and keep the rest."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from accounts.forms import CleanText, clean_text


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


@pytest.mark.parametrize("length", [301, 1_000_000])
def test_too_long_is_said_plainly_with_both_figures(length):
    with pytest.raises(ValidationError) as error:
        CleanText().clean("x" * length)
    assert f"{length:,} characters and at most 300" in error.value.messages[0]


def test_a_long_text_field_takes_a_long_text(settings):
    assert len(CleanText(rows=5).clean("x" * settings.NARRATIVE_LIMIT)) == settings.NARRATIVE_LIMIT
