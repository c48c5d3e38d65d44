"""`make demo` from nothing to a served company of full size, again with its data kept, and back to nothing."""

import http.client
import re
import signal
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest

from cases.states.case import CaseState
from cases.states.report import Channel
from tests.processes import ROOT, clean_environment, free_port, get, run, running, wait_until

LONGEST_LOADING = 600  # seconds; a busy machine is slow, not wrong
DEMO = [sys.executable, "scripts/demo.py"]


@pytest.mark.slow
@pytest.mark.once
def test_the_demo_loads_once_serves_keeps_its_data_and_starts_over(tmp_path):
    port = free_port()
    # What a developer has set for other work must not lead the demo elsewhere.
    foreign = {"DATABASE_URL": "postgres://nobody@127.0.0.1:1/nothing", "REDIS_URL": "redis://127.0.0.1:1/0"}
    environment = clean_environment(DEMO_DIR=str(tmp_path / "demo"), PORT=str(port), **foreign)
    with running(DEMO, environment, tmp_path / "first") as first:
        wait_until(lambda: get(port, "/health/ready")[0] == 200, LONGEST_LOADING, "the demo did not come up")
        _is_dressed_as_in_production(port)
        refused = running(DEMO, environment | {"PORT": str(free_port())}, tmp_path / "second")
        with refused as second:
            assert second.popen.wait(timeout=30) == 1 and "already running" in second.output()
        reset = running([*DEMO, "--reset"], environment, tmp_path / "reset")
        with reset as refusing:
            assert refusing.popen.wait(timeout=30) == 1 and "Stop it first" in refusing.output()
        assert first.stop(signal.SIGINT) == 0
    said = first.output()
    assert f"http://localhost:{port}/" in said and "Loading the demo company" in said
    assert (tmp_path / "demo" / "secrets.env").stat().st_mode & 0o777 == 0o600
    _holds_every_state_and_channel(tmp_path / "demo" / "portal.sqlite3")
    with running(DEMO, environment, tmp_path / "again") as again:
        wait_until(lambda: get(port, "/health/ready")[0] == 200, 60)
    assert "Loading the demo company" not in again.output(), "it keeps its data"
    run([*DEMO, "--reset"], environment)
    left = {path.name for path in (tmp_path / "demo").iterdir()}
    assert left <= {"serving.lock"}
    assert not (ROOT / "db.sqlite3").exists()


def _is_dressed_as_in_production(port: int) -> None:
    """A page names its style sheet by digest, so browsers keep it, and a compressed one lies beside it."""
    status, page = get(port, "/speak-up/")
    assert status == 200
    style = re.search(r"/static/portal\.[0-9a-f]{12}\.css", page)
    assert style, "the style sheet is named without its digest"
    assert len(get(port, style[0])[1]) > 4 * len(gzipped(port, style[0]))


def gzipped(port: int, path: str) -> bytes:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", path, headers={"Accept-Encoding": "gzip"})
    answer = connection.getresponse()
    assert answer.headers["Content-Encoding"] == "gzip"
    assert "immutable" in answer.headers["Cache-Control"]
    return answer.read()


def _holds_every_state_and_channel(database: Path) -> None:
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:

        def found(column: str, table: str) -> set[str]:
            return {value for (value,) in connection.execute(f"SELECT DISTINCT {column} FROM {table}")}

        assert found("count(*) >= 150", "cases_report") == {1}
        assert found("state", "cases_case") == set(CaseState.values)
        assert found("channel", "cases_report") == set(Channel.values)
        assert found("state", "cases_incomingmail") == {"BECAME_REPORT", "IGNORED", "SET_ASIDE"}
