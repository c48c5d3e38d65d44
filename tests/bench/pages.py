"""How lists, a case and a search behave at 1,000,000 cases against 1,000, and against a bare page of 25 rows.

Two databases that hold the demo company are named, loaded beforehand with the same environment (`PORTAL_MODE=demo`,
`SECRET_KEY`, `DATA_DIR`), because loading a million takes an hour:

    DATABASE_URL=… python manage.py migrate && python manage.py load_demo_company --bulk 1000000
    python -m tests.bench.pages postgres://…/small postgres://…/large

Each database has a process of its own; they answer in turn, round after round, so that what else the machine does
meets all alike. Bars (PERFORMANCE.md): queue and case page ≤ 1.15 ×, search ≤ 1.5 × (p95); queue ≤ 7 statements, case
page ≤ 12, growth 0; queue ≤ 3 × and search ≤ 2 × the bare page (median); no statement reads all cases from end to end.
It exits with 1 where a bar is not met. BENCH_ROUNDS (40) of each page.
"""

import json
import os
import statistics
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field

from tests.processes import ROOT

ROUNDS = int(os.environ.get("BENCH_ROUNDS", "40"))
UNCOUNTED = 3  # rounds that fill caches
GROWTH = {"queue": 1.15, "next page": 1.15, "filtered": 1.15, "case": 1.15, "search": 1.5, "two words": 1.5}
STATEMENTS = {"queue": 7, "next page": 7, "filtered": 7, "case": 12}
TO_BARE = {"queue": 3.0, "search": 2.0}
BARE = "bare"


@dataclass
class Portal:
    """A process that shows pages of one database when it is asked to."""

    process: subprocess.Popen[str]
    took: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    told: dict[str, dict] = field(default_factory=dict)

    def show(self, page: str, *, keep: bool) -> None:
        assert self.process.stdin and self.process.stdout
        self.process.stdin.write(f"{page}\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        if not line:
            sys.exit("A process of the measurement ended early; what it said is above.")
        answer = json.loads(line)
        if keep:
            self.took[page].append(answer["seconds"])
        self.told[page] = answer

    def p95(self, page: str) -> float:
        took = sorted(self.took[page])
        return took[int(0.95 * (len(took) - 1))]


@contextmanager
def portal(url: str, **variables: str) -> Iterator[Portal]:
    environment = {"DJANGO_SETTINGS_MODULE": "ethics_portal.settings"} | os.environ | {"DATABASE_URL": url} | variables
    command = [sys.executable, "-m", "tests.bench.page_shower"]
    with subprocess.Popen(
        command, env=environment, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        yield Portal(process)
        assert process.stdin
        process.stdin.close()


def measure(small: Portal, large: Portal, bare: Portal) -> None:
    for number in range(UNCOUNTED + ROUNDS):
        keep = number >= UNCOUNTED
        bare.show(BARE, keep=keep)
        for page in GROWTH:
            first, second = (small, large) if number % 2 else (large, small)
            first.show(page, keep=keep)
            second.show(page, keep=keep)


def report(small: Portal, large: Portal, bare: Portal) -> list[str]:
    plain = statistics.median(bare.took[BARE])
    print(f"bare page of 25 rows: {1000 * plain:.1f} ms (median)")
    print(f"{'':12}{'p95 small':>11}{'p95 large':>11}{'ratio':>8}{'bar':>7}{'to bare':>9}{'statements':>12}")
    missed = []
    for page, bar in GROWTH.items():
        ratio = large.p95(page) / small.p95(page)
        to_bare = statistics.median(large.took[page]) / plain
        few, many = small.told[page]["statements"], large.told[page]["statements"]
        print(
            f"{page:12}{1000 * small.p95(page):11.1f}{1000 * large.p95(page):11.1f}{ratio:8.2f}{bar:7.2f}"
            f"{to_bare:9.2f}{f'{few} → {many}':>12}"
        )
        if ratio > bar:
            missed.append(f"{page}: p95 {ratio:.2f} × (bar {bar})")
        if to_bare > TO_BARE.get(page, to_bare):
            missed.append(f"{page}: {to_bare:.2f} × the bare page (bar {TO_BARE[page]})")
        if many > few or many > STATEMENTS.get(page, many):
            missed.append(f"{page}: {few} → {many} statements (bar {STATEMENTS.get(page, few)})")
        missed += [f"{page}: {plan}" for plan in large.told[page]["whole_tables"]]
    return missed


def main() -> None:
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    with ExitStack() as stack:
        small, large = (stack.enter_context(portal(url)) for url in sys.argv[1:])
        bare = stack.enter_context(portal(sys.argv[2], BENCH_BARE="1"))
        measure(small, large, bare)
        missed = report(small, large, bare)
    print("\nNot met:\n" + "\n".join(missed) if missed else "\nEvery bar is met.")
    sys.exit(1 if missed else 0)


if __name__ == "__main__":
    main()
