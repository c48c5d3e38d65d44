"""What drafting the digest of a quarter costs, against the same figures and lists in plain SQL, and in memory.

Two PostgreSQL databases that hold the demo company are named, loaded beforehand as for `tests.bench.pages`:

    python -m tests.bench.digest postgres://…/small postgres://…/large

The digest is drafted by the action itself, with its lists, matters, hash, trail and notices, and rolled back. Both are
done in turn, round after round, by one process for each database. First they are held against each other: what is not
the same is not measured. Memory is looked at in a process of its own, which drafts once.

Bars (PERFORMANCE.md), at the larger database: drafting ≤ 1.5 × plain SQL (median); memory flat: a draft takes no more
than a few mebibytes at its peak, however many cases it counts and however many matters it lists. It exits with 1 where
a bar is not met. BENCH_ROUNDS (9) of each.
"""

import json
import os
import statistics
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import Any

from tests.processes import ROOT

ROUNDS = int(os.environ.get("BENCH_ROUNDS", "9"))
UNCOUNTED = 1  # rounds that fill caches
TO_PLAIN = 1.5
# Kibibytes of memory at the peak, besides what the process holds already.
MOST_AT_THE_PEAK = 24 * 1024


@dataclass
class Drafter:
    """A process that drafts, or asks in plain SQL, one database when it is asked to."""

    process: subprocess.Popen[str]
    took: dict[str, list[float]] = field(default_factory=lambda: {"draft": [], "plain": []})

    def told(self, what: str) -> dict[str, Any]:
        assert self.process.stdin and self.process.stdout
        self.process.stdin.write(f"{what}\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        if not line:
            sys.exit("A process of the measurement ended early; what it said is above.")
        answer: dict[str, Any] = json.loads(line)
        return answer

    def median(self, what: str) -> float:
        return statistics.median(self.took[what])


@contextmanager
def drafter(url: str) -> Iterator[Drafter]:
    environment = {"DJANGO_SETTINGS_MODULE": "ethics_portal.settings"} | os.environ | {"DATABASE_URL": url}
    command = [sys.executable, "-m", "tests.bench.digest_drafter"]
    with subprocess.Popen(
        command, env=environment, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        yield Drafter(process)
        assert process.stdin
        process.stdin.close()


def measure(drafters: list[Drafter]) -> list[str]:
    """Rounds in turn; what the two don't agree on is returned."""
    wrong = [one for drafter in drafters for one in drafter.told("compare")["differences"]]
    for number in range(UNCOUNTED + ROUNDS):
        for one in drafters:
            for what in ("draft", "plain") if number % 2 else ("plain", "draft"):
                seconds = one.told(what)["seconds"]
                if number >= UNCOUNTED:
                    one.took[what].append(seconds)
    return wrong


def peaks(urls: list[str]) -> list[dict[str, int]]:
    found = []
    for url in urls:
        with drafter(url) as one:
            found.append(one.told("peak"))
    return found


def report(drafters: list[Drafter], memory: list[dict[str, int]]) -> list[str]:
    print(f"{'':8}{'draft s':>10}{'plain s':>10}{'ratio':>8}{'peak MiB':>10}{'content KiB':>13}{'before MiB':>12}")
    for name, one, kept in zip(("small", "large"), drafters, memory, strict=True):
        draft, plain = one.median("draft"), one.median("plain")
        print(
            f"{name:8}{draft:10.2f}{plain:10.2f}{draft / plain:8.2f}{kept['grown'] / 1024:10.1f}{kept['content']:13,}"
            f"{kept['before'] / 1024:12.1f}"
        )
    large, kept = drafters[-1], memory[-1]
    ratio = large.median("draft") / large.median("plain")
    missed = [f"drafting took {ratio:.2f} × plain SQL (bar {TO_PLAIN})"] if ratio > TO_PLAIN else []
    if kept["grown"] > MOST_AT_THE_PEAK:
        missed.append(f"memory rose by {kept['grown'] / 1024:.1f} MiB (bar {MOST_AT_THE_PEAK / 1024:.0f})")
    return missed


def main() -> None:
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    urls = sys.argv[1:]
    memory = peaks(urls)
    with ExitStack() as stack:
        drafters = [stack.enter_context(drafter(url)) for url in urls]
        missed = measure(drafters) + report(drafters, memory)
    print("\nNot met:\n" + "\n".join(missed) if missed else "\nEvery bar is met.")
    sys.exit(1 if missed else 0)


if __name__ == "__main__":
    main()
