"""What is asked before something is taken while much is being sent: some work of the browser, or a longer wait.

A pass is a sealed capsule in the page. It is earned by finding numbers (a calculation of seconds, see
static/work.js) or simply by waiting until it may be used. It belongs to one form and is worth nothing for another.
"""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings

from cases import pace
from vault.capsules import CapsuleRefused, open_capsule, seal_capsule

PURPOSE = "pass"
# The work is cut into pieces, so that luck evens out: hardly anybody needs twice the usual time.
PIECES = 16
PIECE_BITS = 4  # sixteen pieces together are four bits more than one
MOST_DOUBLINGS = 3
LONGEST_SOLUTION = 400
PASS_AGE = timedelta(hours=1)


@dataclass(frozen=True)
class Toll:
    """What one sending costs now: the work in bits, and the seconds of whoever has no script. Free when both are 0."""

    bits: int = 0
    seconds: int = 0

    @property
    def is_free(self) -> bool:
        return not self.bits


FREE = Toll()


def toll(kind: str, *, at: datetime) -> Toll:
    """What a sending, or a try of a key, costs at this moment."""
    limit = settings.TRIES_PER_MINUTE if kind == pace.TRY else settings.SENDINGS_PER_MINUTE
    over = pace.times_over(kind, limit, at=at)
    if over <= 1:
        return FREE
    more = min(pace.doublings(over), MOST_DOUBLINGS)
    return Toll(settings.WORK_BITS + more, settings.WORK_WAIT * (more + 1))


@dataclass(frozen=True)
class Pass:
    """Belongs to one form, `about`. Without work in it, it asks for nothing but a moment."""

    about: str
    challenge: str
    bits: int
    usable_from: float
    issued: float

    @classmethod
    def issue(cls, about: str, cost: Toll, *, at: datetime) -> "Pass":
        now = at.timestamp()
        return cls(about, secrets.token_hex(16), cost.bits, now + cost.seconds, now)

    @classmethod
    def opened(cls, capsule: str, about: str, *, at: datetime, max_age: timedelta = PASS_AGE) -> "Pass | None":
        """The pass in a capsule; none for one that is too old, altered or another form's."""
        try:
            payload = open_capsule(capsule, purpose=PURPOSE, at=at, max_age=max_age)
        except CapsuleRefused:
            return None
        held = cls(**payload)
        return held if held.about == about else None

    def sealed(self) -> str:
        """The capsule, as old as the pass itself: shown again it gets no younger."""
        return seal_capsule(self.__dict__, purpose=PURPOSE, at=datetime.fromtimestamp(self.issued).astimezone())

    @property
    def has_work(self) -> bool:
        return self.bits > 0

    @property
    def piece_bits(self) -> int:
        return max(1, self.bits - PIECE_BITS)

    def seconds_left(self, at: datetime) -> int:
        return max(0, round(self.usable_from - at.timestamp()))

    def lets_through(self, work: str, *, at: datetime) -> bool:
        """Whether it was waited for long enough, or the work is done."""
        return at.timestamp() >= self.usable_from or (self.has_work and self.is_solved(work))

    def is_solved(self, work: str) -> bool:
        """Whether each piece's number gives a digest that begins with enough zero bits."""
        numbers = work.split(",") if len(work) <= LONGEST_SOLUTION else []
        return len(numbers) == PIECES and all(self._fits(piece, number) for piece, number in enumerate(numbers))

    def _fits(self, piece: int, number: str) -> bool:
        if not (number.isascii() and number.isdigit()):
            return False
        digest = hashlib.sha256(f"{self.challenge}:{piece}:{number}".encode()).digest()
        return int.from_bytes(digest[:8], "big") >> (64 - self.piece_bits) == 0

    def solve(self) -> str:
        """Do the work. What static/work.js does in the browser; for tests and for whoever writes a client."""
        return ",".join(str(self._number(piece)) for piece in range(PIECES))

    def _number(self, piece: int) -> int:
        number = 0
        while not self._fits(piece, str(number)):
            number += 1
        return number


def demanded(held: Pass | None, work: str, about: str, *, kind: str, in_doubt: bool, at: datetime) -> Pass | None:
    """The pass that must be earned first; none where the sending may go on.

    `held` is what the page came with. One that was earned counts also when the toll has risen meanwhile; one without
    work only while nobody is asked for any.
    """
    pace.count(kind, at=at)
    cost = toll(kind, at=at)
    if held is not None and (held.has_work or cost.is_free):
        # Not earned yet: the wait goes on and does not begin anew.
        return None if held.lets_through(work, at=at) else held
    if cost.is_free and not in_doubt:
        return None
    return Pass.issue(about, cost if not cost.is_free else Toll(seconds=settings.SECOND_PRESS), at=at)
