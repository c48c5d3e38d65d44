"""What changed from one version to the next, provision by provision and word by word. Pure functions on texts."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Protocol

KEPT, ADDED, REMOVED = "kept", "added", "removed"
_MARKS = re.compile(r"\*\*|`")
_WORDS = re.compile(r"\n+|[^\S\n]+|[^\s]+")


class Worded(Protocol):
    """Whatever has a provision's words."""

    key: str
    number: str
    title: str
    text: str


@dataclass(frozen=True)
class Run:
    """A stretch of words that is in both texts, or only in one."""

    kind: str
    text: str


@dataclass(frozen=True)
class Change:
    """One provision that differs. `before` or `after` is `None` where it is new or gone."""

    key: str
    title: str
    before: Worded | None
    after: Worded | None
    former_runs: list[Run]
    later_runs: list[Run]


def word_runs(before: str, after: str) -> list[Run]:
    """The two texts as one list of runs; words that changed appear as removed, then added."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    runs: list[Run] = []
    for tag, old_from, old_to, new_from, new_to in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            runs.append(Run(KEPT, "".join(old[old_from:old_to])))
            continue
        if old_to > old_from:
            runs.append(Run(REMOVED, "".join(old[old_from:old_to])))
        if new_to > new_from:
            runs.append(Run(ADDED, "".join(new[new_from:new_to])))
    return runs


def changes_between(before: Iterable[Worded], after: Iterable[Worded]) -> list[Change]:
    """The provisions that differ, in the later version's order, those that are gone at the end."""
    former = {provision.key: provision for provision in before}
    later = {provision.key: provision for provision in after}
    changes = []
    for key in [*later, *(key for key in former if key not in later)]:
        old, new = former.get(key), later.get(key)
        if old and new and (old.title, old.text) == (new.title, new.text):
            continue
        runs = word_runs(_words_of(old), _words_of(new))
        changes.append(
            Change(
                key,
                (new or former[key]).title,
                old,
                new,
                former_runs=[run for run in runs if run.kind != ADDED],
                later_runs=[run for run in runs if run.kind != REMOVED],
            )
        )
    return changes


def _words_of(provision: Worded | None) -> str:
    """The provision as people read it: without Markdown's marks for bold words and code."""
    return f"{provision.title}\n\n{_MARKS.sub('', provision.text)}" if provision else ""
