"""How many reports the intake takes, as a ratio to bare views of the same machine in the same run: `make bench`.

Three things are sent in turn, round after round, so that what else the machine does meets all of them alike:

bare     a Django with one view, no middleware and one INSERT, under gunicorn with two sync workers, as PERFORMANCE.md
         measured its floor
minimal  a page of the Portal's public door (its middlewares, its proof) that does the intake's INSERTs, sealed, and
         nothing else: shown, then sent
intake   the last page of a complete report, then its sending: report, case, routing, seals, trail, clocks, the words
         that it is found by

on SQLite (one process) and, where DATABASE_URL names a PostgreSQL, there with two processes. The clock's sweeps are
counted for none of the three: no clock runs beside them, unless BENCH_CLOCK=1 keeps the embedded one, as shipped.

Bars (PERFORMANCE.md): intake ≥ 0.10 of bare and ≥ 0.6 of minimal; of 32 senders at once every report is stored once,
with no error; memory is flat. Only the ratios mean anything, and where other programs keep the machine busy, only those
of the processor's time in the workers (“CPU ms”). It exits with 1 where a bar is not met.

BENCH_ROUNDS (5), BENCH_REPORTS in each round (60), BENCH_SENDERS (8), BENCH_ONLY (sqlite or postgresql).
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psycopg2

from tests.processes import ROOT, Process, empty_portal, free_port, get, run, running, wait_until

ROUNDS = int(os.environ.get("BENCH_ROUNDS", "5"))
REPORTS = int(os.environ.get("BENCH_REPORTS", "60"))
SENDERS = int(os.environ.get("BENCH_SENDERS", "8"))
AT_ONCE = 32
# As many times more of what is quick, so that each takes about as long.
MORE = {"bare": 6, "minimal": 2, "intake": 1}
BARS = {"bare": 0.10, "minimal": 0.6}
FLAT = 1.10
PAGE = os.sysconf("SC_PAGE_SIZE") // 1024  # kilobytes
SETTINGS = "tests.bench.portal_settings"
REDIS_DATABASE = "/11"


@dataclass
class House:
    """One Portal with the bare Django beside it, on one database."""

    name: str
    portal: int
    bare: int
    environment: dict[str, str]
    server: Process
    plain: Process
    took: dict[str, list[float]] = field(default_factory=lambda: {kind: [] for kind in MORE})
    rates: dict[str, list[float]] = field(default_factory=lambda: {kind: [] for kind in MORE})
    cpu: dict[str, list[float]] = field(default_factory=lambda: {kind: [] for kind in MORE})
    wrong: list[str] = field(default_factory=list)
    sent: int = 0

    def send(self, kind: str, count: int, senders: int, *, keep: bool = True) -> None:
        things = self._filled(count) if kind == "intake" else [""] * count
        server, port = (self.plain, self.bare) if kind == "bare" else (self.server, self.portal)
        job = {"kind": kind, "port": port, "senders": senders, "things": things, "workers": children(server)}
        done = subprocess.run(
            [sys.executable, "-m", "tests.bench.senders"], input=json.dumps(job), capture_output=True, text=True,
            cwd=ROOT, timeout=600, check=True,
        )  # fmt: skip
        told = json.loads(done.stdout)
        self.wrong += [f"{kind}: {what}" for what in told["wrong"]]
        self.sent += count if kind != "bare" else 0
        if keep:
            self.took[kind] += told["took"]
            self.rates[kind].append(count / told["seconds"])
            self.cpu[kind].append(told["computed"] / count)

    def _filled(self, count: int) -> list[str]:
        return run([sys.executable, "-m", "tests.bench.fillings", str(count)], self.environment).split()

    def stored(self) -> tuple[int, int]:
        """Reports that came through a form, and the keys among them that differ."""
        code = (
            "import django; django.setup(); from cases.models import PendingForm; from django.db.models import Count;"
            "print(*PendingForm.objects.filter(report__isnull=False).aggregate("
            "a=Count('report'), b=Count('report__access_key_digest', distinct=True)).values())"
        )
        told = run([sys.executable, "-c", code], self.environment).split()
        return int(told[0]), int(told[1])

    def memory(self) -> int:
        """Kilobytes that the server's workers hold, their own and shared."""
        return sum(int(Path(f"/proc/{pid}/statm").read_text().split()[1]) for pid in children(self.server)) * PAGE


def children(server: Process) -> list[str]:
    pid = server.popen.pid
    return Path(f"/proc/{pid}/task/{pid}/children").read_text().split()


# --- servers -----------------------------------------------------------------------------------------------
@contextmanager
def house(name: str, folder: Path, **variables: str) -> Iterator[House]:
    """An empty Portal with its people, and the bare Django."""
    portal, bare = free_port(), free_port()
    processes = 2 if "DATABASE_URL" in variables else 1
    data = folder / "data"
    data.mkdir()
    environment = empty_portal(
        data, PORT=str(portal), DJANGO_SETTINGS_MODULE="tests.bench.portal_settings", **variables
    )
    run([sys.executable, "-m", "tests.bench.people"], environment)
    plain = environment | {"DATABASE_URL": variables.get("DATABASE_URL", f"sqlite:///{folder / 'bare.sqlite3'}")}
    run([sys.executable, "-c", "import tests.bench.bare"], plain | {"BENCH_TABLE": "1"})
    gunicorn = ["gunicorn", "--worker-class", "sync", "--workers", "2", "--bind", f"127.0.0.1:{bare}"]
    gunicorn += ["--log-level", "error", "tests.bench.bare:application"]
    with ExitStack() as stack:
        server = stack.enter_context(
            running([sys.executable, "manage.py", "serve", "--processes", str(processes)], environment, folder / "log")
        )
        beside = stack.enter_context(running(gunicorn, plain, folder / "bare.log"))
        wait_until(lambda: get(portal, "/health/live", Host="localhost")[0] == 200, 120, server.output())
        wait_until(lambda: get(bare, "/bare/")[0] == 200, 60, "the bare Django did not start")
        yield House(name, portal, bare, environment, server, beside)


@contextmanager
def postgresql(url: str) -> Iterator[str]:
    """A fresh database on the server that the caller named."""
    name = f"portal_bench_{os.getpid()}"
    server = psycopg2.connect(url.rpartition("/")[0] + "/postgres")
    server.autocommit = True
    with server.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name}")
        try:
            yield url.rpartition("/")[0] + f"/{name}"
        finally:
            cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")
    server.close()


# --- the run -----------------------------------------------------------------------------------------------
def measure(built: House) -> list[str]:
    """Rounds in turn, then the crowd; returns what was not met."""
    built.send("intake", 2 * SENDERS, SENDERS, keep=False)  # first, because the minimal page repeats what it wrote
    for kind in ("bare", "minimal"):
        built.send(kind, 20, SENDERS, keep=False)
    before = built.memory()
    for number in range(ROUNDS):
        order = [*MORE][number % 3 :] + [*MORE][: number % 3]
        for kind in order:
            built.send(kind, REPORTS * MORE[kind], SENDERS)
    start, errors = time.monotonic(), len(built.wrong)
    built.send("intake", AT_ONCE * 4, AT_ONCE, keep=False)
    crowd = AT_ONCE * 4 / (time.monotonic() - start)
    return report(built, before, crowd, len(built.wrong) - errors)


def ratio(built: House, other: str) -> float:
    """The middle one of the rounds' ratios."""
    return statistics.median(
        mine / theirs for mine, theirs in zip(built.rates["intake"], built.rates[other], strict=True)
    )


def report(built: House, before: int, crowd: float, errors: int) -> list[str]:
    print(f"\n{built.name}: {ROUNDS} rounds, {SENDERS} senders")
    print(
        f"{'':10}{'n':>7}{'a second':>11}{'median ms':>11}{'p95 ms':>9}{'CPU ms':>8}{'ratio':>8}{'by CPU':>8}{'bar':>7}"
    )
    for kind in MORE:
        took = sorted(built.took[kind])
        figures = f"{len(took):7}{statistics.median(built.rates[kind]):11.1f}{1000 * statistics.median(took):11.1f}"
        figures += f"{1000 * took[int(0.95 * len(took))]:9.1f}{1000 * statistics.median(built.cpu[kind]):8.1f}"
        if kind in BARS:
            by_cpu = statistics.median(built.cpu[kind]) / statistics.median(built.cpu["intake"])
            figures += f"{ratio(built, kind):8.3f}{by_cpu:8.3f}{BARS[kind]:7.2f}"
        print(f"{kind:10}{figures}")
    stored, keys = built.stored()
    after = built.memory()
    print(
        f"{AT_ONCE} at once: {crowd:.1f} a second, {errors} errors; in all {stored} of {built.sent} stored, {keys} keys"
    )
    print(f"memory of the workers: {before / 1024:.0f} MB, then {after / 1024:.0f} MB")
    missed = [f"{built.name}: {ratio(built, kind):.3f} of {kind}" for kind in BARS if ratio(built, kind) < BARS[kind]]
    missed += [f"{built.name}: {what}" for what in built.wrong[:5]]
    if not stored == keys == built.sent:
        missed.append(f"{built.name}: {stored} stored of {built.sent}")
    if after > before * FLAT:
        missed.append(f"{built.name}: memory grew from {before} to {after} kB")
    return missed


def main() -> None:
    url = os.environ.get("DATABASE_URL", "")
    missed: list[str] = []
    with tempfile.TemporaryDirectory(prefix="portal-bench-") as folder:
        if os.environ.get("BENCH_ONLY", "sqlite") == "sqlite":
            (Path(folder) / "sqlite").mkdir()
            with house("SQLite", Path(folder) / "sqlite") as built:
                missed += measure(built)
        if url:
            broker = os.environ.get("REDIS_URL", "redis://127.0.0.1:6379/0").rpartition("/")[0] + REDIS_DATABASE
            (Path(folder) / "postgresql").mkdir()
            with postgresql(url) as fresh, house(
                "PostgreSQL", Path(folder) / "postgresql", DATABASE_URL=fresh, REDIS_URL=broker
            ) as built:  # fmt: skip
                missed += measure(built)
        else:
            print("PostgreSQL was left out: DATABASE_URL=postgres://… names one.")
    print("\nNot met:\n" + "\n".join(missed) if missed else "\nEvery bar is met.")
    sys.exit(1 if missed else 0)


if __name__ == "__main__":
    main()
