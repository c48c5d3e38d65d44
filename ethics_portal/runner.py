"""One process that is the whole Portal: gunicorn, and without Redis the worker and the beat as threads beside it.

The same beat table runs here and in production; only the number of processes differs. Messages live in memory and
are lost at a stop, which costs nothing: every sweep runs once at start and finds in the database what is due.
"""

import fcntl
import logging
import os
import signal
import socket
import threading
import time
import warnings
from datetime import timedelta
from typing import IO, Any

import structlog
from celery.beat import Scheduler, Service
from celery.exceptions import SecurityWarning
from django.conf import settings
from django.db import close_old_connections
from gunicorn.app.base import BaseApplication

from ethics_portal.celery import app as celery_app
from ethics_portal.logs import log_access

log = structlog.get_logger("ethics_portal.runner")

THREADS = 8
CLOCK_THREADS = 2
PATIENCE_WITH_SWEEPS = 3  # seconds at a stop
PATIENCE_WITH_REQUESTS = 8  # seconds at a stop, sweeps included: after that gunicorn kills
BEAT_LOOKS_EVERY = 1  # second
PAUSE_AFTER_A_FALL = 5  # seconds
LONG_AGO = timedelta(days=400)  # longer than any interval of the beat table


class AlreadyServing(Exception):
    """Another Portal works on the same data; two embedded clocks would do everything twice."""


class PortBusy(Exception):
    """Somebody else listens on this port."""


# --- the clock ---------------------------------------------------------------------------------------------
class EverySweepAtStart(Scheduler):
    """The beat table in memory, with every sweep due at once: what fell due while nothing ran is done now.

    A schedule kept in a file would remember only when a sweep was last sent, not whether anybody ran it.
    """

    def setup_schedule(self) -> None:
        super().setup_schedule()
        for entry in self.schedule.values():
            entry.last_run_at = self.app.now() - LONG_AGO


class EmbeddedClock:
    """Celery's worker and beat, as threads of this process, over a broker in memory."""

    def __init__(self) -> None:
        self.stopping = threading.Event()
        self.worker: Any = None
        self.beat: Service | None = None
        self.threads = [
            threading.Thread(target=self._keep, args=(self._run_worker,), name="clock-worker", daemon=True),
            threading.Thread(target=self._keep, args=(self._run_beat,), name="clock-beat", daemon=True),
        ]

    def start(self) -> None:
        for thread in self.threads:
            thread.start()

    def stop(self) -> None:
        """Let running sweeps end, but not wait for them long: what they left undone is still in the database."""
        self.stopping.set()
        if self.beat is not None:
            self.beat.stop()
        if self.worker is not None:
            # In a thread, because it waits for the sweeps that run.
            self.threads.append(threading.Thread(target=self.worker.stop, name="clock-stop", daemon=True))
            self.threads[-1].start()
        end = time.monotonic() + PATIENCE_WITH_SWEEPS
        for thread in self.threads:
            thread.join(max(0.0, end - time.monotonic()))

    @property
    def is_busy(self) -> bool:
        return any(thread.is_alive() for thread in self.threads)

    @property
    def is_running(self) -> bool:
        return all(thread.is_alive() for thread in self.threads)

    def _keep(self, run: Any) -> None:
        """Run it again if it falls: a clock that stands still unnoticed is worse than a noisy one."""
        while not self.stopping.is_set():
            try:
                run()
            except Exception as error:
                log.error("clock_fell", component=threading.current_thread().name, exc_info=error)
            self.stopping.wait(PAUSE_AFTER_A_FALL)

    def _run_worker(self) -> None:
        # Celery warns root of unpickling what strangers send; here nobody but this process sends, and in JSON.
        warnings.filterwarnings("ignore", category=SecurityWarning)
        self.worker = celery_app.Worker(
            pool="threads",
            concurrency=CLOCK_THREADS,
            quiet=True,
            without_gossip=True,
            without_mingle=True,
            without_heartbeat=True,
            redirect_stdouts=False,
        )
        self.worker.start()

    def _run_beat(self) -> None:
        self.beat = Service(celery_app, max_interval=BEAT_LOOKS_EVERY, scheduler_cls=EverySweepAtStart)
        self.beat.start()


_clock: EmbeddedClock | None = None


def clock_is_running() -> bool:
    """Whether the embedded clock of this process runs."""
    return _clock is not None and _clock.is_running


# --- the web server ----------------------------------------------------------------------------------------
class PortalServer(BaseApplication):
    """gunicorn without a command line: threads in one process where the clock is embedded in it."""

    def __init__(self, *, address: str, port: int, processes: int) -> None:
        self.bind = f"{address}:{port}"
        self.processes = 1 if settings.EMBEDDED_CLOCK else processes
        super().__init__()

    def load_config(self) -> None:
        options = {
            "bind": self.bind,
            "worker_class": "gthread",
            "workers": self.processes,
            "threads": THREADS,
            "timeout": 120,
            "graceful_timeout": PATIENCE_WITH_REQUESTS,
            # A socket through which anything under this user could stop the server.
            "control_socket_disable": True,
            # A restarted worker would start a second clock while the first one ends.
            "max_requests": 0,
            "accesslog": None,
            "errorlog": "-",
            "loglevel": "warning",
            "post_worker_init": start_work,
            "worker_exit": end_work,
            "post_request": after_request,
        }
        for name, value in options.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        from ethics_portal.wsgi import application

        return application


def start_work(worker: Any) -> None:
    """gunicorn calls this in its worker, once the application is loaded."""
    global _clock
    # Ctrl-C reaches master and worker at once, and the master then says "quit". gunicorn's own handlers for both shut
    # its threads down inside the signal and may wait for themselves; ending in good order is as quick and safe.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGQUIT, worker.handle_exit)
    if settings.EMBEDDED_CLOCK:
        _clock = EmbeddedClock()
        _clock.start()


def end_work(server: Any, worker: Any) -> None:
    """gunicorn calls this as the last thing in its worker."""
    close_old_connections()
    if _clock is None:
        return
    _clock.stop()
    if _clock.is_busy:
        # Python would wait for a sweep without end. Its transaction is rolled back, and its rows are still due.
        logging.shutdown()
        os._exit(0)


def after_request(worker: Any, request: Any, environ: dict[str, Any], response: Any) -> None:
    """The access line: see `logs.log_access` for what it leaves out."""
    log_access(
        environ.get("REQUEST_METHOD", ""),
        environ.get("PATH_INFO", ""),
        environ.get("HTTP_HOST", ""),
        str(response.status),
    )


# --- before it starts --------------------------------------------------------------------------------------
def refuse_busy_port(address: str, port: int) -> None:
    with socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, port))
        except OSError as error:
            raise PortBusy from error


def claim_data() -> IO[str]:
    """Hold the data folder for as long as the returned file stays open."""
    settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
    claim = (settings.DATA_DIR / "serving.lock").open("w")
    try:
        fcntl.flock(claim, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        claim.close()
        raise AlreadyServing from error
    return claim
