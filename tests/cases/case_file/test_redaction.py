"""A hidden word is hidden however it is written, and nothing tells how long it was."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from cases.redaction import COVER, Hidden

pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    "written",
    [
        "Müller", "MÜLLER", "muller", "Mu\u0308ller", "Mül\u200bler", "Mül\u00adler", "Müllers", "Obermüller",
        "Ｍüller", "Mu\u0308ller\u0301",
    ],
)  # fmt: skip
def test_a_word_is_found_in_any_spelling_and_hidden_whole(written):
    assert Hidden(["Müller"]).covered(f"It was {written}, again.") == f"It was {COVER}, again."


@pytest.mark.parametrize("written", ["Tara Fairley", "tara\nfairley", "tara.fairley", "TARA  FAIRLEY", "Tara-Fairley"])
def test_a_name_is_found_whatever_stands_between_its_words(written):
    assert Hidden(["Tara Fairley"]).covered(f"<{written}> paid") == f"<{COVER}> paid"


def test_a_name_in_a_script_without_spaces_hides_itself_alone():
    assert Hidden(["王伟"]).covered("昨天王伟付了钱。") == f"昨天{COVER}付了钱。"


def test_covers_are_of_one_length_and_an_empty_list_hides_nothing():
    assert {Hidden([word]).covered(word) for word in ("Al", "Alexandrovich")} == {COVER}
    assert Hidden(["", "  ", "x", "--"]).covered("x marks it --") == "x marks it --"


def test_words_side_by_side_and_inside_each_other_are_all_covered():
    assert Hidden(["Ann", "Ann Lee", "Lee"]).covered("Ann Lee, Lee Ann; Annie") == f"{COVER}, {COVER} {COVER}; {COVER}"


@given(some.text(min_size=0, max_size=60), some.text(min_size=1, max_size=12), some.text(max_size=60))
def test_nothing_of_a_hidden_word_can_be_read_any_more(before, word, after):
    hidden = Hidden([word])
    assert not hidden.shows_in(hidden.covered(f"{before} {word} {after}"))
