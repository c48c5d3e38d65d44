"""What a person wrote never reaches the log, whoever logs it; the class and the route do."""

import io
import json
import logging
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import DisallowedHost
from django.http import HttpResponse
from django.test import Client, RequestFactory, override_settings
from django.urls import path

from ethics_portal import faults
from ethics_portal.logs import AllowListFormatter, log_access

pytestmark = pytest.mark.once

ROOT = Path(__file__).resolve().parents[2]
NARRATIVE = "The regional director took 40,000 euros from the supplier"


def fall(request, reference):
    local = NARRATIVE  # noqa: F841 - a value that a chatty traceback would print
    try:
        raise KeyError(NARRATIVE)
    except KeyError as error:
        raise ValueError(f"can't store: {NARRATIVE}") from error


urlpatterns = [path("cases/<reference>/fall/", fall), path("speak-up/<reference>/", fall)]
handler500 = faults.server_error


@pytest.fixture
def log():
    """What the root logger writes, with our formatter; `.stock()` is the control, Python's own formatter."""

    class Log(io.StringIO):
        def lines(self):
            return [json.loads(line) for line in self.getvalue().splitlines()]

    ours, stock = Log(), Log()
    handlers = [logging.StreamHandler(ours), logging.StreamHandler(stock)]
    handlers[0].setFormatter(AllowListFormatter())
    handlers[1].setFormatter(logging.Formatter("%(message)s"))
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    root.handlers[:] = handlers
    root.setLevel(logging.INFO)
    ours.stock = stock.getvalue
    yield ours
    root.handlers[:] = before
    root.setLevel(level)


@override_settings(ROOT_URLCONF=__name__)
def test_a_failed_request_leaves_class_and_route_and_nothing_that_was_sent(log):
    browser = Client(raise_request_exception=False, headers={"user-agent": "Agent-X", "referer": "https://intranet/"})
    data = {"narrative": NARRATIVE}
    answer = browser.post("/cases/C-2026-17/fall/?q=hush", data, REMOTE_ADDR="203.0.113.9")
    assert answer.status_code == 500
    [failed] = [line for line in log.lines() if line["event"] == "request_failed"]
    assert failed["route"] == "cases/<reference>/fall/" and failed["method"] == "POST" and failed["status"] == 500
    assert [error["class"] for error in failed["exception"]] == ["builtins.ValueError", "builtins.KeyError"]
    assert any("test_logs.py:" in frame and frame.endswith("fall") for frame in failed["exception"][0]["frames"])
    for secret in ("director", "C-2026-17", "hush", "203.0.113.9", "Agent-X", "intranet"):
        assert secret not in log.getvalue()


@override_settings(ROOT_URLCONF=__name__)
def test_the_control_stock_logging_writes_the_narrative(log):
    Client(raise_request_exception=False).post("/cases/C-2026-17/fall/")
    assert NARRATIVE in log.stock() and "C-2026-17" in log.stock()


@override_settings(ROOT_URLCONF=__name__)
def test_a_failure_of_a_speak_up_page_is_stamped_with_the_day_only(log):
    request = RequestFactory().get("/speak-up/x/")
    request.is_public = True
    logging.getLogger("django.request").error("%s", request.path, extra={"request": request, "status_code": 500})
    assert len(log.lines()[0]["timestamp"]) == len("2026-11-23")


@pytest.mark.parametrize(
    "write",
    [
        lambda logger: logger.error(NARRATIVE),
        lambda logger: logger.error("case %s", NARRATIVE),
        lambda logger: logger.error(ValueError(NARRATIVE)),
        lambda logger: logger.error("%(text)s", {"text": NARRATIVE}),
        lambda logger: logger.warning("x", extra={"sql": NARRATIVE, "params": [NARRATIVE]}),
        lambda logger: logger.error("broken %d", NARRATIVE),
        lambda logger: logger.error("stack", stack_info=True),
    ],
)
def test_no_library_can_say_it_either(log, write):
    write(logging.getLogger("some.library"))
    assert log.lines() and "director" not in log.getvalue()


def test_our_own_events_keep_only_what_is_allowed(log):
    import structlog

    structlog.get_logger("ethics_portal.test").warning("mail_refused", attempts=3, narrative=NARRATIVE, address="x")
    [line] = log.lines()
    assert line["event"] == "mail_refused" and line["attempts"] == 3
    assert set(line) == {"event", "attempts", "level", "logger", "timestamp"}


def test_a_failed_task_is_named_without_its_arguments(log):
    from celery import Celery

    app = Celery("here", broker="memory://", set_as_current=False)

    @app.task(name="cases.sweep")
    def sweep(text):
        raise ValueError(text)

    sweep.apply(args=[NARRATIVE])
    [line] = [line for line in log.lines() if line["logger"] == "celery.app.trace"]
    assert line["task"] == "cases.sweep" and line["exception"][0]["class"] == "builtins.ValueError"
    assert "director" not in log.getvalue()
    assert NARRATIVE in log.stock(), "the control"


def test_a_refused_host_name_is_not_repeated(log):
    logging.getLogger("django.security.DisallowedHost").error(str(DisallowedHost(NARRATIVE)))
    assert "director" not in log.getvalue()


def test_threads_and_processes_that_fall_say_only_the_class():
    code = (
        "import django; django.setup()\n"
        "import threading\n"
        f"def fall(): raise ValueError({NARRATIVE!r})\n"
        "thread = threading.Thread(target=fall); thread.start(); thread.join()\n"
        "fall()\n"
    )
    environment = {"PORTAL_MODE": "demo", "DJANGO_SETTINGS_MODULE": "ethics_portal.settings", "VAULT_KEYS": "demo:x"}
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True)
    assert done.returncode == 1
    assert done.stderr.count("builtins.ValueError") == 2 and "director" not in done.stderr
    control = subprocess.run([sys.executable, "-c", code.partition("\n")[2]], capture_output=True, text=True)
    assert "director" in control.stderr


# --- access lines ------------------------------------------------------------------------------------------
def _page(request, **parts):
    return HttpResponse("")


class AccessUrls:
    urlpatterns = [path("cases/<reference>/", _page), path("speak-up/", _page), path("health/ready", _page)]


def test_an_access_line_is_method_route_and_status(log):
    with override_settings(ROOT_URLCONF=AccessUrls):
        log_access("GET", "/cases/C-2026-17/", "portal.example", "200 OK")
    [line] = log.lines()
    assert (line["method"], line["route"], line["status"]) == ("GET", "cases/<reference>/", "200")
    assert set(line) == {"event", "method", "route", "status", "level", "logger", "timestamp"}


@pytest.mark.parametrize(
    ("path_asked", "host"),
    [
        ("/speak-up/", "portal.example"),
        ("/es/speak-up/report/", "portal.example"),
        ("/zh-hans/speak-up", "portal.example"),
        ("/speak-up", "portal.example"),
        ("/speak-up/new/", "portal.example"),
        ("/cases/C-2026-17/", "speak.example"),
        ("/cases/C-2026-17/", "SPEAK.example:443"),
        ("/static/portal.css", "portal.example"),
        ("/favicon.ico", "portal.example"),
        ("/health/ready", "portal.example"),
    ],
)
def test_no_access_line_gives_a_reporter_away(log, path_asked, host):
    with override_settings(ROOT_URLCONF=AccessUrls, PUBLIC_HOST="speak.example"):
        log_access("GET", path_asked, host, "200 OK")
    assert log.getvalue() == ""
