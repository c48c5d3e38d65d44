"""What the General Auditor wrote beside the figures of the quarterly digests. The figures come from the records."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tomllib import loads


@dataclass(frozen=True, slots=True)
class DigestSeed:
    """The commentary on one period. Each text stands beside the section of that name."""

    key: str
    period_start: date
    period_end: date
    summary: str
    asks: tuple[str, ...]
    volume: str
    timeliness: str
    findings: str
    root_causes: str
    retaliation: str
    waivers: str
    affirmations: str
    signed: bool = True
    # What a member asked about it, and what the General Auditor answered.
    question: str = ""
    answer: str = ""


def _digests() -> tuple[DigestSeed, ...]:
    rows = loads((Path(__file__).parent / "digests.toml").read_text(encoding="utf-8"))["digest"]
    return tuple(DigestSeed(**{**row, "asks": tuple(row["asks"])}) for row in rows)


# The quarters that have been written about, oldest first.
DIGESTS: tuple[DigestSeed, ...] = _digests()
