"""What changed between two versions, word by word."""

from types import SimpleNamespace

from hypothesis import given, settings
from hypothesis import strategies as st

from code_of_ethics.changes import ADDED, KEPT, REMOVED, changes_between, word_runs


def provision(key: str, text: str, title: str = "Title") -> SimpleNamespace:
    return SimpleNamespace(key=key, number="1", title=title, text=text)


def test_a_changed_word_is_shown_as_removed_and_added():
    runs = [(run.kind, run.text) for run in word_runs("at most 50 dollars", "at most 20 dollars")]
    assert runs == [(KEPT, "at most "), (REMOVED, "50"), (ADDED, "20"), (KEPT, " dollars")]


@given(st.text(max_size=200), st.text(max_size=200))
@settings(deadline=None)
def test_each_side_reads_as_it_was_written(before, after):
    runs = word_runs(before, after)
    assert "".join(run.text for run in runs if run.kind != ADDED) == before
    assert "".join(run.text for run in runs if run.kind != REMOVED) == after


def test_what_is_the_same_is_left_out_and_what_is_gone_comes_last():
    before = [provision("gone", "x"), provision("same", "y"), provision("changed", "a")]
    after = [provision("changed", "b"), provision("same", "y"), provision("new", "z")]
    changes = changes_between(before, after)
    assert [change.key for change in changes] == ["changed", "new", "gone"]
    assert changes[1].before is None
    assert changes[2].after is None


def test_marks_of_bold_words_are_no_words():
    [change] = changes_between([provision("a", "at most **50 dollars**")], [provision("a", "at most **20 dollars**")])
    assert "**" not in "".join(run.text for run in change.former_runs + change.later_runs)
