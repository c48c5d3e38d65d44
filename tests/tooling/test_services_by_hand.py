"""docker-compose.yml without a container engine: the same commands and the same environment, run by hand."""

import json
import os
import re
import shlex
import sys
from contextlib import ExitStack
from pathlib import Path

import psycopg2
import pytest
import redis
import yaml
from django.conf import settings

from tests.processes import ROOT, clean_environment, free_port, get, readiness, run, running, wait_until
from tests.tooling.test_production_refuses import GOOD

COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
GIVEN = {name: GOOD[name] for name in ("SECRET_KEY", "VAULT_KEYS", "PORTAL_HOST", "PUBLIC_HOST", "EMAIL_URL")}
GIVEN |= {"DEFAULT_FROM_EMAIL": GOOD["DEFAULT_FROM_EMAIL"], "POSTGRES_PASSWORD": "x"}
AS_THE_PROXY = {"Host": GOOD["PORTAL_HOST"], "X_Forwarded_Proto": "https"}
BROKER_DATABASE = "/13"  # beside the tests' own

pytestmark = [pytest.mark.slow, pytest.mark.postgresql, pytest.mark.redis]


def filled(text: str) -> str:
    """`${NAME:?…}` and `${NAME:-default}` as docker-compose fills them."""

    def value(match: re.Match[str]) -> str:
        name, _sign, default = re.match(r"(\w+)(:[-?])?(.*)", match[1], re.S).groups()
        return GIVEN.get(name) or (default if _sign == ":-" else "")

    return re.sub(r"\$\{([^}]+)\}", value, text)


def environment_of(service: str) -> dict[str, str]:
    return {name: filled(str(value)) for name, value in COMPOSE["services"][service]["environment"].items()}


def command_of(service: str) -> list[str]:
    command = COMPOSE["services"][service]["command"]
    return shlex.split(command) if isinstance(command, str) else command


@pytest.fixture(scope="module")
def database_url():
    """A fresh, empty database on the server of this lane."""
    url = os.environ["DATABASE_URL"]
    server = psycopg2.connect(url.rpartition("/")[0] + "/postgres")
    server.autocommit = True
    name = f"portal_by_hand_{os.getpid()}"
    with server.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name}")
        yield url.rpartition("/")[0] + f"/{name}"
        cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")
    server.close()


@pytest.fixture(scope="module")
def own(database_url, tmp_path_factory):
    """What differs from the containers: the addresses of the two servers, the folder and the port."""
    broker = settings.REDIS_URL.rpartition("/")[0] + BROKER_DATABASE
    redis.Redis.from_url(broker).flushdb()
    folder = tmp_path_factory.mktemp("data")
    return {"DATABASE_URL": database_url, "REDIS_URL": broker, "DATA_DIR": str(folder), "PORT": str(free_port())}


def test_the_services_come_up_healthy_and_stop_cleanly(own, tmp_path):
    def environment(service: str) -> dict[str, str]:
        return clean_environment(**(environment_of(service) | own))

    def healthy(service: str) -> bool:
        check = COMPOSE["services"][service]["healthcheck"]["test"][1:]
        try:
            run(check, environment(service), seconds=30)
        except AssertionError:
            return False
        return True

    run(command_of("release"), environment("release"))
    with ExitStack() as stack:
        processes = {
            service: stack.enter_context(running(command_of(service), environment(service), tmp_path / service))
            for service in ("web", "worker", "beat")
        }
        port = int(own["PORT"])
        wait_until(lambda: readiness(port, **AS_THE_PROXY).get("beat"), 60, _said(processes))
        state = readiness(port, **AS_THE_PROXY)
        assert state["ready"] and not state["late"], state
        for service in processes:
            assert healthy(service), f"{service}: {processes[service].output()}"
        _serves_what_it_should(port)
        for service in ("web", "beat", "worker"):
            assert processes[service].stop(seconds=20) == 0, processes[service].output()
        assert not healthy("web") and not healthy("worker"), "the control: a stopped service is not healthy"


def _serves_what_it_should(port: int) -> None:
    assert get(port, "/health/live", Host="127.0.0.1")[0] == 400, "an unknown host is refused"
    assert get(port, "/health/live", Host=GOOD["PORTAL_HOST"])[0] == 301, "plain http is sent to https"
    status, page = get(port, "/speak-up/", Host=GOOD["PUBLIC_HOST"], X_Forwarded_Proto="https")
    assert status == 200
    hashed = re.search(r'/static/[^"]+\.[0-9a-f]{12}\.css', page)
    assert hashed and get(port, hashed[0], Host=GOOD["PUBLIC_HOST"], X_Forwarded_Proto="https")[0] == 200
    assert get(port, "/demo/", **AS_THE_PROXY)[0] == 404, "no demo sign-in in production"


def _said(processes) -> str:
    return json.dumps({name: process.log.name for name, process in processes.items()})


def test_a_failed_statement_stays_out_of_the_log_of_postgresql(own):
    if not os.environ.get("POSTGRESQL_LOG"):
        pytest.skip("the server's log is not ours to read: it runs in `make test-all`")
    log = Path(os.environ["POSTGRESQL_LOG"])
    planted = f"the director took 40,000 euros ({os.getpid()})"
    connection = psycopg2.connect(own["DATABASE_URL"])
    connection.autocommit = True
    with connection.cursor() as cursor:
        with pytest.raises(psycopg2.Error):
            cursor.execute("SELECT 1/0 -- %s", [planted])
        assert planted not in log.read_text()
        cursor.execute("SET log_min_error_statement = error")
        with pytest.raises(psycopg2.Error):
            cursor.execute(f"SELECT 1/0 -- control {planted}")
        wait_until(lambda: f"control {planted}" in log.read_text(), why="the control: stock settings write it")
    connection.close()


def test_a_check_warns_of_a_postgresql_that_writes_statements_into_its_log(own):
    code = (
        "import django; django.setup()\n"
        "from django.core.checks import run_checks\n"
        "from django.db import connection\n"
        "for level in ('panic', 'error'):\n"
        "    connection.cursor().execute(f'SET log_min_error_statement = {level}')\n"
        "    print(level, sorted(each.id for each in run_checks(tags=['database'], databases=['default'])))\n"
    )
    environment = environment_of("web") | own | {"DJANGO_SETTINGS_MODULE": "ethics_portal.settings"}
    said = run([sys.executable, "-c", code], clean_environment(**environment)).splitlines()
    assert "ethics_portal.W003" not in said[0] and "ethics_portal.W003" in said[1]
