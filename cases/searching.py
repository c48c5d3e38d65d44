"""Searching what the offices keep, among what the searching person may see and nothing else."""

import re
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q

from accounts.models import Person
from cases.models import SearchEntry
from cases.search_sources import SOURCES, Source
from vault import words
from vault.blind import sought_tokens

PAGE_SIZE = 25
MOST_WORDS = 12
# With a phrase the index finds too much, and each row has to be opened: this many at a time, and that often.
OPENED_AT_ONCE, MOST_OPENINGS = 150, 2
# Letters of a snippet before the first hit, and in all.
BEFORE_HIT, SNIPPET = 80, 280

_CHUNK = re.compile(r'(-?)"([^"]*)"?|(\S+)')

Phrase = tuple[str, ...]


@dataclass(frozen=True)
class Query:
    """What somebody typed, understood: folded words and phrases, wanted and excluded."""

    wanted: tuple[Phrase, ...] = ()
    phrases: tuple[Phrase, ...] = ()
    excluded: tuple[Phrase, ...] = ()

    @property
    def words(self) -> list[str]:
        """Every word that must be there, once."""
        return list(dict.fromkeys(word for phrase in (*self.wanted, *self.phrases) for word in phrase))

    @property
    def excluded_words(self) -> list[str]:
        """Single words that must not be there; excluded phrases are looked for in the opened text."""
        return [phrase[0] for phrase in self.excluded if len(phrase) == 1]

    @property
    def looks_inside(self) -> bool:
        """Whether a row must be opened to know that it fits."""
        return bool(self.phrases) or any(len(phrase) > 1 for phrase in self.excluded)

    def fits(self, text: str) -> bool:
        """Whether the phrases stand in a text, and the excluded ones do not."""
        return all(_holds(text, phrase) for phrase in self.phrases) and not any(
            _holds(text, phrase) for phrase in self.excluded if len(phrase) > 1
        )


@dataclass(frozen=True)
class Hit:
    """One row that was found, with the place of the words in it."""

    entry: SearchEntry
    source: Source
    # Pieces of the text in their order, and whether each is what was looked for.
    snippet: list[tuple[str, bool]] = field(default_factory=list)


@dataclass(frozen=True)
class Hits:
    """The newest that fit, and from where to go on."""

    rows: list[Hit]
    go_on: int | None


def understood(text: str) -> Query:
    """`words all of them "the exact phrase" -without`."""
    wanted: list[Phrase] = []
    phrases: list[Phrase] = []
    excluded: list[Phrase] = []
    for minus, quoted, bare in _CHUNK.findall(text):
        if bare:
            is_excluded, found = bare.startswith("-"), tuple(words.words_of(bare))
            (excluded if is_excluded else wanted).append(found)
        else:
            (excluded if minus else phrases).append(tuple(words.words_of(quoted)))
    return Query(*(tuple(phrase for phrase in found if phrase) for found in (wanted, phrases, excluded)))


def search(query: Query, person: Person, *, within: str = "", before: int | None = None) -> Hits:
    """The newest rows that `person` may see and that fit; `before` is where an earlier page ended."""
    entries = SearchEntry.objects.visible_to(person).select_related("case__topic").defer("tokens")
    entries = entries.defer("tokens", "case__summary", "case__closing_reason").filter(_by_tokens(query))
    if within:
        entries = entries.filter(source=within)
    size = OPENED_AT_ONCE if query.looks_inside else PAGE_SIZE + 1
    found: list[Hit] = []
    for _opening in range(MOST_OPENINGS if query.looks_inside else 1):
        reach = entries if before is None else entries.filter(pk__lt=before)
        batch = list(reach.order_by("-pk")[:size])
        found += _opened(batch, query)
        if len(found) > PAGE_SIZE:
            return Hits(found[:PAGE_SIZE], found[PAGE_SIZE - 1].entry.pk)
        if len(batch) < size:
            return Hits(found, None)
        before = batch[-1].pk
    return Hits(found, before)


def _by_tokens(query: Query) -> Q:
    condition = Q()
    for word in query.words:
        condition &= _has(word)
    for word in query.excluded_words:
        condition &= ~_has(word)
    return condition


def _has(word: str) -> Q:
    condition = Q()
    for tokens in sought_tokens(word):
        condition &= Q(tokens__has_one_of=tokens)
    return condition


def _opened(entries: list[SearchEntry], query: Query) -> list[Hit]:
    """The rows behind entries, one statement for each kind; what was shredded meanwhile, or does not fit, falls out."""
    rows: dict[tuple[str, Any], Any] = {}
    for kind in {entry.source for entry in entries}:
        keys = [entry.source_id for entry in entries if entry.source == kind]
        rows |= {(kind, pk): row for pk, row in SOURCES[kind].rows(keys).items()}
    hits = []
    for entry in entries:
        row, source = rows.get((entry.source, entry.source_id)), SOURCES[entry.source]
        if row is not None and query.fits(text := source.words(row)):
            hits.append(Hit(entry, source, snippet_of(text, query, source.language(row))))
    return hits


def _holds(text: str, phrase: Phrase) -> bool:
    told, sought = " ".join(words.words_of(text)), " ".join(phrase)
    if any(words.is_unspaced(word) for word in phrase):
        return sought in told
    return f" {sought} " in f" {told} "


def snippet_of(text: str, query: Query, language: str) -> list[tuple[str, bool]]:
    """The part of a text around the first word that was looked for, cut into what was and what was not."""
    base = words.base_language(language)
    sought = query.words
    stems = {words.stem(word, base) for word in sought if not words.is_unspaced(word)}
    places: list[tuple[int, int]] = []
    for word in words.found_in(text):
        if places and word.start > places[0][0] + SNIPPET:
            break  # what follows is not shown
        if words.is_unspaced(word.folded):
            is_hit = any(one in word.folded or word.folded in one for one in sought if words.is_unspaced(one))
        else:
            is_hit = words.stem(word.folded, base) in stems or any(
                len(one) >= words.SHORTEST_PREFIX and word.folded.startswith(one) for one in sought
            )
        if is_hit and (not places or word.start >= places[-1][1]):
            places.append((word.start, word.end))
    return _cut(text, places)


def _cut(text: str, places: list[tuple[int, int]]) -> list[tuple[str, bool]]:
    first = places[0][0] if places else 0
    start = 0 if first <= BEFORE_HIT else _at_word(text, first - BEFORE_HIT)
    end = min(len(text), start + SNIPPET)
    if end < len(text) and (space := text.rfind(" ", end - 20, end)) > 0:
        end = space
    parts: list[tuple[str, bool]] = [("… ", False)] if start else []
    at = start
    for begin, stop in places:
        if begin >= end:
            break
        parts += [(text[at:begin], False), (text[begin : min(stop, end)], True)]
        at = min(stop, end)
    parts.append((text[at:end] + (" …" if end < len(text) else ""), False))
    return [part for part in parts if part[0]]


def _at_word(text: str, place: int) -> int:
    """The start of the next word, so that none is cut; the place itself in a script without spaces."""
    space = text.find(" ", place, place + 20)
    return place if space < 0 else space + 1
