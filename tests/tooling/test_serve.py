"""One process is the whole Portal: web, worker and beat on SQLite."""

import signal
import socket
import subprocess
import sys

import pytest

from tests.processes import ROOT, clean_environment, empty_portal, free_port, get, readiness, running, wait_until

pytestmark = [pytest.mark.once, pytest.mark.slow]

MANAGE = [sys.executable, "manage.py"]


@pytest.fixture(scope="module")
def environment(tmp_path_factory):
    """An empty, migrated Portal in demo mode."""
    return empty_portal(tmp_path_factory.mktemp("serve"), PORT=str(free_port()))


@pytest.mark.parametrize(
    ("how", "with_children"),
    [(signal.SIGTERM, False), (signal.SIGINT, False), (signal.SIGINT, True)],
    ids=["terminated", "interrupted", "Ctrl-C in a terminal"],
)
def test_one_process_serves_and_keeps_the_clock_and_stops_within_seconds(environment, tmp_path, how, with_children):
    port = int(environment["PORT"])
    with running([*MANAGE, "serve"], environment, tmp_path / "log") as server:
        wait_until(lambda: get(port, "/health/live")[0] == 200, why="the server did not start")
        wait_until(lambda: readiness(port).get("beat"), why="the clock did not beat after the start")
        state = readiness(port)
        assert state["ready"] and state["broker"] and not state["late"], state
        children = subprocess.run(
            ["ps", "--ppid", str(server.popen.pid), "-o", "pid="], capture_output=True, text=True
        ).stdout.split()
        assert len(children) == 1, "exactly one worker process, or there would be two clocks"
        assert server.stop(how, seconds=8, with_children=with_children) == 0
        assert "exception" not in server.output(), server.output()
    assert get(port, "/health/live")[0] == 0


def test_a_long_sweep_does_not_hold_up_a_stop(environment, tmp_path):
    # A task of its own: of two tasks of one name Celery keeps the one that comes first in a set, so either of them.
    # And the only one of the beat table, so that nothing stands before it.
    (tmp_path / "slow_portal.py").write_text(
        "import time\n"
        "from ethics_portal.settings import *\n"
        "from ethics_portal.celery import app\n"
        "@app.task(name='tests.long_sweep')\n"
        "def long_sweep():\n"
        "    print('sweeping', flush=True)\n"
        "    time.sleep(60)\n"
        "app.conf.beat_schedule = {'a long sweep': {'task': 'tests.long_sweep', 'schedule': 3600.0}}\n"
    )
    slow = environment | {"PYTHONPATH": str(tmp_path), "DJANGO_SETTINGS_MODULE": "slow_portal"}
    with running([*MANAGE, "serve"], slow, tmp_path / "log") as server:
        wait_until(lambda: "sweeping" in server.output(), why="the sweep did not begin")
        assert server.stop(signal.SIGTERM) == 0
        assert "SIGKILL" not in server.output()


def test_a_busy_port_and_busy_data_are_said_in_a_sentence(environment, tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        done = subprocess.run(
            [*MANAGE, "serve", "--port", port], cwd=ROOT, env=environment, capture_output=True, text=True
        )
    assert done.returncode == 1 and f"Port {port} is taken" in done.stderr and "Traceback" not in done.stderr
    with running([*MANAGE, "serve"], environment, tmp_path / "log"):
        wait_until(lambda: get(int(environment["PORT"]), "/health/live")[0] == 200)
        command = [*MANAGE, "serve", "--port", str(free_port())]
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60)
    assert done.returncode == 1 and "already serving this data" in done.stderr


def test_the_demo_says_at_once_that_its_port_is_taken(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        environment = clean_environment(DEMO_DIR=str(tmp_path), PORT=port)
        command = [sys.executable, "scripts/demo.py"]
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=30)
    assert done.returncode == 1 and f"Port {port} is taken" in done.stderr
    assert list(tmp_path.iterdir()) == [], "nothing was begun"


@pytest.mark.parametrize("port", ["eighty", "0", "70000", "-1"])
def test_the_demo_refuses_a_port_that_is_none(tmp_path, port):
    environment = clean_environment(DEMO_DIR=str(tmp_path), PORT=port)
    command = [sys.executable, "scripts/demo.py"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=30)
    assert done.returncode == 1 and "PORT must be a number" in done.stderr
