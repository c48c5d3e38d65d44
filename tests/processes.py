"""Real processes of the Portal for tests: started, waited for, stopped."""

import base64
import http.client
import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.migrated import begin_with_kept

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def clean_environment(**variables: str) -> dict[str, str]:
    """Nothing of the tests' own settings reaches a process that is started as people start it."""
    kept = {name: os.environ[name] for name in ("HOME", "LANG", "TZ", "PYTHONPYCACHEPREFIX") if name in os.environ}
    return kept | {"PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}", "PYTHONUNBUFFERED": "1"} | variables


def empty_portal(folder: Path, **variables: str) -> dict[str, str]:
    """The environment of an empty, migrated Portal in demo mode.

    Among tests it begins with the file that they themselves begin with, where there is one, and so with their wrapping
    key: migrating takes longer than what most tests do with a Portal. `make demo` and its test migrate.
    """
    keys_of_tests = os.environ.get("VAULT_KEYS", "")
    if keys_of_tests:
        begin_with_kept(folder / "portal.sqlite3")
    environment = clean_environment(
        PORTAL_MODE="demo",
        DATA_DIR=str(folder),
        SECRET_KEY=f"demo-{secrets.token_hex(32)}",
        VAULT_KEYS=keys_of_tests or f"demo-1:{base64.b64encode(secrets.token_bytes(32)).decode()}",
        **variables,
    )
    run([sys.executable, "manage.py", "migrate", "--verbosity", "0"], environment, seconds=600)
    return environment


def wait_until(question: Callable[[], object], seconds: float = 60, why: str = "") -> None:
    """Ask again and again. Much patience costs nothing where things work, and a busy machine needs it."""
    end = time.monotonic() + seconds
    while not question():
        assert time.monotonic() < end, why or "it did not happen in time"
        time.sleep(0.1)


@dataclass
class Process:
    """A process whose output goes to a file."""

    popen: subprocess.Popen
    log: Path

    def output(self) -> str:
        return self.log.read_text(errors="replace")

    def stop(self, how: signal.Signals = signal.SIGTERM, seconds: float = 15, *, with_children: bool = False) -> int:
        """Its exit code; it has `seconds` to end by itself. Ctrl-C in a terminal reaches the children too."""
        if self.popen.poll() is None:
            send = os.killpg if with_children else os.kill
            send(self.popen.pid, how)
        try:
            return self.popen.wait(timeout=seconds)
        except subprocess.TimeoutExpired:
            os.killpg(self.popen.pid, signal.SIGKILL)
            self.popen.wait()
            raise


@contextmanager
def running(command: list[str], environment: dict[str, str], log: Path, cwd: Path = ROOT) -> Iterator[Process]:
    with log.open("w") as output:
        popen = subprocess.Popen(
            command, env=environment, cwd=cwd, stdout=output, stderr=subprocess.STDOUT, start_new_session=True
        )
    process = Process(popen, log)
    try:
        yield process
    finally:
        process.stop()


def run(command: list[str], environment: dict[str, str], seconds: float = 120) -> str:
    """The output of a command that must succeed."""
    done = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, timeout=seconds)
    assert done.returncode == 0, f"{' '.join(command)}\n{done.stdout}\n{done.stderr}"
    return done.stdout


def get(port: int, path: str, **headers: str) -> tuple[int, str]:
    """Status and body, or (0, "") while nobody answers."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()})
        answer = connection.getresponse()
        return answer.status, answer.read().decode()
    except OSError:
        return 0, ""
    finally:
        connection.close()


def readiness(port: int, **headers: str) -> dict:
    status, body = get(port, "/health/ready", **headers)
    return json.loads(body) if status in (200, 503) and body.startswith("{") else {}
