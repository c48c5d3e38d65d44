"""Throw-away PostgreSQL and Redis for the tests, and whether something answers at the usual ports."""

import os
import pwd
import shlex
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg2
import yaml

ROOT = Path(__file__).resolve().parent.parent


@dataclass
class Postgresql:
    url: str  # of the server's own database; lanes put a fresh name in its place
    log: str = ""  # the server's log, where it is ours to read

    def fresh_database(self, name: str) -> str:
        return self.url.rpartition("/")[0] + f"/{name}"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def answers(url: str) -> bool:
    """Whether a PostgreSQL lets us in there."""
    try:
        psycopg2.connect(url, connect_timeout=2).close()
    except psycopg2.OperationalError:
        return False
    return True


def redis_answers(url: str) -> bool:
    import redis

    try:
        return bool(redis.Redis.from_url(url, socket_timeout=2, socket_connect_timeout=2).ping())
    except redis.RedisError:
        return False


def postgresql_programs() -> Path | None:
    """The folder of initdb and postgres, which Debian keeps off the PATH."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    on_path = shutil.which("initdb")
    return Path(on_path).parent if on_path else found[-1].parent if found else None


def shipped_options() -> list[str]:
    """What docker-compose.yml gives PostgreSQL, so that the tests run on what is shipped."""
    compose = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
    command = compose["services"]["postgresql"]["command"]
    return (shlex.split(command) if isinstance(command, str) else list(command))[1:]


@contextmanager
def throw_away_postgresql() -> Iterator[Postgresql]:
    programs = postgresql_programs()
    if programs is None:
        raise RuntimeError("PostgreSQL is not installed")
    folder = Path(tempfile.mkdtemp(prefix="portal-postgresql-"))
    # PostgreSQL refuses to run as root, so root lends it the user that Debian made for it.
    who: dict = {}
    if os.geteuid() == 0:
        owner = pwd.getpwnam("postgres")
        os.chown(folder, owner.pw_uid, owner.pw_gid)
        who = {"user": "postgres", "group": "postgres", "extra_groups": [], "cwd": folder}
    data, log, port = folder / "data", folder / "server.log", free_port()
    initdb = [str(programs / "initdb"), "-D", str(data), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync"]
    subprocess.run(initdb, check=True, capture_output=True, **who)
    options = ["-p", str(port), "-c", "listen_addresses=127.0.0.1", "-c", f"unix_socket_directories={folder}"]
    options += ["-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off"]
    with log.open("wb") as output:
        server = subprocess.Popen(
            [str(programs / "postgres"), "-D", str(data), *options, *shipped_options()],
            stdout=output,
            stderr=output,
            start_new_session=True,
            **who,
        )
    try:
        url = f"postgres://postgres@127.0.0.1:{port}/postgres"
        _wait(lambda: answers(url), server, log)
        yield Postgresql(url=url, log=str(log))
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(timeout=30)
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def throw_away_redis() -> Iterator[str]:
    folder, port = tempfile.mkdtemp(prefix="portal-redis-"), free_port()
    log = Path(folder) / "server.log"
    with log.open("wb") as output:
        server = subprocess.Popen(
            ["redis-server", "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"],
            stdout=output,
            stderr=output,
            cwd=folder,
            start_new_session=True,
        )
    try:
        url = f"redis://127.0.0.1:{port}/0"
        _wait(lambda: redis_answers(url), server, log)
        yield url
    finally:
        server.terminate()
        server.wait(timeout=30)
        shutil.rmtree(folder, ignore_errors=True)


def _wait(question, server: subprocess.Popen, log: Path, seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while not question():
        if server.poll() is not None or time.monotonic() > end:
            raise RuntimeError(f"A server for the tests did not start:\n{log.read_text()[-2000:]}")
        time.sleep(0.1)
