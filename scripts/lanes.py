"""`make test` and `make test-all`: the checks and the tests, side by side on two cores.

quick   the checks, and what is quick on SQLite
all     nothing left out: SQLite, the sweeps, PostgreSQL with Redis and Celery, and everything in a browser
checks  the checks alone
"""

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from scripts import services  # noqa: E402
from tests.hostile.mails import collection_folder  # noqa: E402

BIN = Path(sys.executable).parent
LOGS = ROOT / "var" / "tests"
BYTECODE = LOGS / "bytecode"
LANE_LIMIT = 5400  # seconds; a busy machine is slow, not wrong
RUNNING: set[subprocess.Popen] = set()
# All that is told in a browser: a lane that looks for it everywhere collects every other test first.
IN_A_BROWSER = ("tests/story", "tests/look", "tests/waivers/test_browser.py")
SUMMARY = re.compile(r"^=+ .*(passed|failed|error|skipped|deselected|no tests ran).* =+$")
# What `make test-all` needs from the system: a program, and the Debian package that has it.
PACKAGES = {
    "chromium": "chromium",
    "redis-server": "redis-server",
    "docker-compose": "docker-compose",
    "dovecot": "dovecot-imapd",
    "xgettext": "gettext",
    "ffmpeg": "ffmpeg",
    "exiftool": "libimage-exiftool-perl",
}

CHECKS = {
    "lint": ["ruff", "check", "."],
    "format": ["ruff", "format", "--check", "."],
    "order of the apps": ["lint-imports", "--no-cache"],
    "templates": ["djlint", "--lint", "--quiet", "."],
    "migrations": ["python", "manage.py", "makemigrations", "--check", "--dry-run"],
    "system": ["python", "manage.py", "check", "--fail-level", "WARNING"],
    "translations": ["python", "scripts/translations.py"],
    "types": ["mypy"],
}


@dataclass
class Lane:
    """Steps that run one after the other; lanes run side by side."""

    name: str
    steps: dict[str, list[str]]
    environment: dict[str, str] = field(default_factory=dict)
    failed: list[str] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def log(self) -> Path:
        return LOGS / f"{self.name}.log"

    def run(self) -> None:
        start = time.monotonic()
        with self.log.open("w") as output:
            for name, command in self.steps.items():
                output.write(f"\n--- {self.name}: {name}: {' '.join(command)}\n")
                output.flush()
                if not self._step(command, output):
                    self.failed.append(name)
        self.seconds = time.monotonic() - start
        print(f"{self.name}: {'failed' if self.failed else 'passed'} after {self.seconds:.0f} s", flush=True)

    def _step(self, command: list[str], output) -> bool:
        program = str(BIN / command[0]) if (BIN / command[0]).exists() else command[0]
        where = {"cwd": ROOT, "env": self.environment, "stdout": output, "stderr": subprocess.STDOUT}
        try:
            step = subprocess.Popen([program, *command[1:]], **where)
            RUNNING.add(step)
            return step.wait(timeout=LANE_LIMIT) == 0
        except OSError as error:
            output.write(f"\n{error}\n")
        except subprocess.TimeoutExpired:
            step.kill()
            output.write(f"\nStopped after {LANE_LIMIT} seconds.\n")
        return False

    def summaries(self) -> list[str]:
        return [line for line in self.log.read_text(errors="replace").splitlines() if SUMMARY.match(line)]


def environment(**more: str) -> dict[str, str]:
    """The caller's, without what would lead a lane elsewhere."""
    foreign = ("DATABASE_URL", "REDIS_URL", "DATA_DIR", "PORTAL_ENV_FILE", "DJANGO_SETTINGS_MODULE", "PUBLIC_HOST")
    # Rewriting the asserts of all tests takes longer than everything else of collecting them: it is done once and kept.
    wasteful = ("PYTHONDONTWRITEBYTECODE",)
    kept = {name: value for name, value in os.environ.items() if name not in foreign + wasteful}
    path = f"{BIN}{os.pathsep}{kept.get('PATH', os.defpath)}"
    ours = {"PORTAL_MODE": "test", "PATH": path, "COLUMNS": "110", "PYTHONPYCACHEPREFIX": str(BYTECODE)}
    return kept | ours | more


def checks(folder: str) -> Lane:
    return Lane("checks", CHECKS, environment(DATA_DIR=folder, SECRET_KEY="test-" + "checks" * 10))


def tests(name: str, *arguments: str, **more: str) -> Lane:
    # Without the cache plugin two lanes don't write into one folder.
    command = ["pytest", "-p", "no:cacheprovider", "--durations=10", *arguments]
    return Lane(name, {"pytest": command}, environment(**more))


def _run_line(line: list[Lane]) -> None:
    for lane in line:
        lane.run()


def side_by_side(*lines: list[Lane]) -> None:
    """Lines at the same time; in a line, one lane after the other."""
    threads = [threading.Thread(target=_run_line, args=(line,), daemon=True) for line in lines]
    for thread in threads:
        thread.start()
    try:
        for thread in threads:
            thread.join()
    finally:
        stop_steps()


def stop_steps() -> None:
    """End what still runs, at Ctrl-C."""
    for step in RUNNING:
        if step.poll() is None:
            step.terminate()
            step.wait()
    RUNNING.clear()


# --- what runs ---------------------------------------------------------------------------------------------
def quick(folder: str) -> tuple[list[Lane], list[str]]:
    left_out = ["PostgreSQL, Redis, browsers, and what takes long: `make test-all` runs it"]
    first = checks(folder)
    if shutil.which("xgettext") is None:
        first.steps = {name: step for name, step in CHECKS.items() if name != "translations"}
        left_out.append("translations: xgettext is missing (apt-get install gettext)")
    # By file and in their order, so that what a file or a folder prepares once is prepared once.
    sqlite = tests("sqlite", "-m", "not browser", "-n", "2", "--dist", "loadfile", "--no-loadscope-reorder")
    side_by_side([sqlite], [first])
    return [first, sqlite], left_out


def everything(folder: str) -> list[Lane]:
    install_what_is_missing()
    with ExitStack() as stack:
        postgresql = _postgresql(stack)
        broker = os.environ.get("REDIS_URL") or stack.enter_context(services.throw_away_redis())
        on_services = {
            "DATABASE_URL": postgresql.fresh_database(f"portal_{os.getpid()}"),
            "REDIS_URL": broker,
            "POSTGRESQL_LOG": postgresql.log,
        }
        lanes = [
            tests("sqlite", "-m", "not browser", "--ignore=tests/sweeps", RUN_SLOW="1"),
            # As long as everything else on SQLite: alone at the end, it would leave a core idle.
            tests("sweeps", "tests/sweeps", RUN_SLOW="1"),
            tests("postgresql", "-m", "not browser and not once", RUN_SLOW="1", **on_services),
            tests("story", *IN_A_BROWSER, "-m", "browser", RUN_SLOW="1", RUN_BROWSER="1"),
            checks(folder),
        ]
        # More lines than cores: a lane waits for its server, its browser or a process that it started, and another
        # works meanwhile; and none is left alone at the end with a core idle.
        side_by_side(lanes[:1], lanes[1:2], lanes[2:3], lanes[3:])
    return lanes


def _postgresql(stack: ExitStack) -> services.Postgresql:
    if os.environ.get("DATABASE_URL"):
        return services.Postgresql(os.environ["DATABASE_URL"])
    return stack.enter_context(services.throw_away_postgresql())


def install_what_is_missing() -> None:
    # Servers lie where only root looks.
    path = f"{os.environ.get('PATH', os.defpath)}:/usr/sbin"
    missing = [package for program, package in PACKAGES.items() if shutil.which(program, path=path) is None]
    if services.postgresql_programs() is None and not os.environ.get("DATABASE_URL"):
        missing.append("postgresql")
    if collection_folder() is None:
        missing.append("libpython3.11-testsuite")  # the mails that Python tests its own parser with
    if not missing:
        return
    command = f"apt-get install {' '.join(missing)}"
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        sys.exit(
            f"`make test-all` leaves nothing out, and this is missing: {', '.join(missing)}. Install it: {command}"
        )
    print(f"Installing {', '.join(missing)}", flush=True)
    quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update", "-qq"], check=True, env=quiet)
    install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *missing]
    subprocess.run(install, check=True, env=quiet, stdout=subprocess.DEVNULL)


# --- what is said ------------------------------------------------------------------------------------------
def report(lanes: list[Lane], left_out: list[str]) -> None:
    for lane in lanes:
        if lane.failed:
            print(lane.log.read_text(errors="replace"))
    print()
    for lane in lanes:
        failed = f", failed: {', '.join(lane.failed)}" if lane.failed else ""
        print(f"{lane.name} ({lane.seconds:.0f} s{failed})")
    for text in left_out:
        print(f"Left out: {text}")
    for lane in lanes:
        if "pytest" in lane.steps:
            print(f"\n{lane.name}:")
            print("\n".join(lane.summaries()) or "pytest did not come to its end")


def main() -> None:
    LOGS.mkdir(parents=True, exist_ok=True)
    # As Ctrl-C does: the throw-away servers are stopped on the way out.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("Stopped."))
    what = sys.argv[1] if len(sys.argv) > 1 else "quick"
    start = time.monotonic()
    left_out: list[str] = []
    with tempfile.TemporaryDirectory(prefix="portal-checks-") as folder:
        if what == "all":
            lanes = everything(folder)
        elif what == "checks":
            lanes = [checks(folder)]
            side_by_side(lanes)
        else:
            lanes, left_out = quick(folder)
    print(f"\nAll of it took {time.monotonic() - start:.0f} s.")
    report(lanes, left_out)
    sys.exit(1 if any(lane.failed for lane in lanes) else 0)


if __name__ == "__main__":
    main()
