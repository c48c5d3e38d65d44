"""Moves: what may happen next, as data.

A move names its verb, the states it starts from, the state it leads to and the relations that may make it. Buttons,
guards, documentation and tests are made from the same tables.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Protocol

from django.utils.translation import gettext as _


class Refused(Exception):
    """The action is not allowed now. `sentence` tells the person why, without telling more than they may know."""

    def __init__(self, sentence: Any, field_name: str | None = None) -> None:
        super().__init__("refused")
        self.sentence = sentence
        self.field_name = field_name


class Movable(Protocol):
    """A record with a state, and with relations to people."""

    @property
    def state(self) -> str: ...
    def relations(self, person: Any) -> frozenset[str]: ...
    def move_url(self, move: "Move") -> str: ...


@dataclass(frozen=True)
class Move:
    """One row of a workflow table.

    `who` are the relations that may, `never` those that bar even somebody who otherwise may. `target` is `None`
    where the record stays in its state. `shown` is false for moves that have their own place on the page.
    """

    verb: str
    label: Any
    sources: frozenset[str]
    target: str | None
    who: frozenset[str]
    never: frozenset[str] = field(default_factory=frozenset)
    tone: str = "secondary"
    hint: Any = ""
    shown: bool = True

    def may_start(self, record: Movable) -> bool:
        return record.state in self.sources

    def is_for(self, person: Any, record: Movable) -> bool:
        relations = record.relations(person)
        return bool(relations & self.who) and not relations & self.never

    def check(self, person: Any, record: Movable) -> None:
        """Raise `Refused` unless `person` may make this move now. The clock (`None`) is bound by the state alone."""
        if not self.may_start(record):
            raise Refused(
                _("This has moved on since you opened the page, so “%(label)s” is no longer possible.")
                % {"label": self.label}
            )
        if person is not None and not self.is_for(person, record):
            raise Refused(_("You may not do this: “%(label)s” is for somebody else.") % {"label": self.label})

    def refusal(self, person: Any, record: Movable) -> str:
        """Why `person` can't make this move now, for a page to say instead of showing a form; empty if they can."""
        try:
            self.check(person, record)
        except Refused as refused:
            return str(refused.sentence)
        return ""


@dataclass(frozen=True)
class OfferedMove:
    """A move as the action bar shows it."""

    label: Any
    url: str
    tone: str
    hint: Any
    verb: str


def moves_allowed(moves: Iterable[Move], record: Movable, person: Any) -> list[OfferedMove]:
    """The moves of a table that `person` may make on `record` now, in the table's order."""
    return [
        OfferedMove(move.label, record.move_url(move), move.tone, move.hint, move.verb)
        for move in moves
        if move.shown and move.may_start(record) and move.is_for(person, record)
    ]
