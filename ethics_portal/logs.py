"""Logs that name the error and the place, and nothing a person wrote or a browser sent.

Every record, whoever wrote it, is reduced to an allow-list before it is printed: the name of the event, the class of
the exception with its files and lines, the route, the method and the status. Messages of exceptions, arguments, SQL,
addresses, agents and query strings never come this far.
"""

import json
import logging
import sys
import threading
import traceback
from datetime import UTC, datetime
from types import TracebackType
from typing import Any

import structlog
from celery.signals import setup_logging as celery_asks_for_logging
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest
from django.urls import Resolver404, resolve

from accounts.languages import without_language
from ethics_portal.public_host import PUBLIC_PATHS

# Further facts that our own code may log beside an event; each is a name, a number or a code that we chose.
ALLOWED_KEYS = frozenset(
    {
        "attempts", "component", "count", "kind", "method", "port", "route", "seconds", "state", "status", "task",
        "total", "verb", "version",
    }
)  # fmt: skip
FRAMES = 12


def configure_logging() -> None:
    """One handler on standard error for everything; stock handlers and excepthooks print messages, so they go."""
    handler = logging.StreamHandler()
    handler.setFormatter(AllowListFormatter())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    # The demo runs in somebody's terminal: only what went wrong is worth a line there.
    root.setLevel(logging.WARNING if settings.IS_DEMO else logging.INFO)
    for name in ("django", "django.server", "celery", "celery.task", "gunicorn.error", "gunicorn.access"):
        logging.getLogger(name).handlers.clear()
        logging.getLogger(name).propagate = True
    # What these say below a warning is made of addresses, statements and task names.
    for name in ("django", "django.db.backends", "celery", "amqp", "gunicorn", "redis", "asyncio", "allauth"):
        logging.getLogger(name).setLevel(logging.WARNING)
    logging.getLogger("kombu").setLevel(logging.ERROR)  # warns that the broker in memory has no host name
    logging.captureWarnings(False)
    logging.raiseExceptions = False  # else a record that fails to format is printed with its arguments
    _configure_structlog()
    # Celery leaves logging alone when somebody answers this question.
    celery_asks_for_logging.connect(_logging_is_ready, dispatch_uid="ethics_portal.logs")
    if not settings.IS_TEST:
        sys.excepthook = log_uncaught
        threading.excepthook = lambda args: log_uncaught(args.exc_type, args.exc_value, args.exc_traceback)
        sys.unraisablehook = lambda unraisable: log_uncaught(
            unraisable.exc_type, unraisable.exc_value, unraisable.exc_traceback
        )


def _logging_is_ready(**kwargs: Any) -> None:
    """Nothing to do: `configure_logging` has run when Django started."""


def _configure_structlog() -> None:
    structlog.configure(
        processors=[structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )


class AllowListFormatter(logging.Formatter):
    """One line of JSON for each record, made only of what is allowed."""

    def format(self, record: logging.LogRecord) -> str:
        facts = _request_facts(record)
        public = facts.pop("public", False)
        line = {"event": _event_of(record), **_own_facts(record), **facts}
        line |= {"level": record.levelname.lower(), "logger": record.name, "timestamp": _stamp(record, public=public)}
        if error := _error_of(record):
            line["exception"] = [describe(each) for each in _chain(error)]
        return json.dumps(line, default=lambda value: type(value).__name__)


def log_uncaught(kind: type[BaseException], exception: BaseException | None, trace: TracebackType | None) -> None:
    """An exception nobody caught: class and lines, like any other. Only our own refusals are said in full."""
    if issubclass(kind, (KeyboardInterrupt, SystemExit)):
        return
    if isinstance(exception, ImproperlyConfigured):
        sys.stderr.write(f"{exception}\n")
        return
    error = exception or kind()
    logging.getLogger("ethics_portal").error("uncaught", exc_info=(kind, error, trace))


# --- what is kept of a record ------------------------------------------------------------------------------
def _event_of(record: logging.LogRecord) -> str:
    """The name of our own event; of a library's message its template, or else only the place that wrote it.

    A message without arguments may have been put together from anything, an exception's own text included.
    """
    if isinstance(record.msg, dict):
        return str(record.msg.get("event", ""))
    if isinstance(getattr(record, "request", None), HttpRequest):
        return "request_failed" if record.levelno >= logging.ERROR else "request_refused"
    if isinstance(record.msg, str) and (record.args or record.name == "ethics_portal"):
        return record.msg.strip().partition("\n")[0]
    return f"{record.module}:{record.lineno}"


def _own_facts(record: logging.LogRecord) -> dict[str, Any]:
    if not isinstance(record.msg, dict):
        # Celery attaches the failed task; its arguments stay out, its name is ours.
        task = getattr(record, "data", None)
        return {"task": task["name"]} if isinstance(task, dict) and "name" in task else {}
    return {key: value for key, value in record.msg.items() if key in ALLOWED_KEYS}


def _request_facts(record: logging.LogRecord) -> dict[str, Any]:
    """Django attaches the request to what it logs about one; only its route, method and status are kept."""
    request = getattr(record, "request", None)
    if not isinstance(request, HttpRequest):
        return {}
    return {
        "route": route_of(request),
        "method": request.method,
        "status": getattr(record, "status_code", None),
        "public": getattr(request, "is_public", False) or is_public(request.path, request.META.get("HTTP_HOST", "")),
    }


def _stamp(record: logging.LogRecord, *, public: bool) -> str:
    """The time; for the speak-up pages only the day, since seconds identify people."""
    moment = datetime.fromtimestamp(record.created, UTC)
    return moment.date().isoformat() if public else moment.isoformat(timespec="milliseconds")


def _error_of(record: logging.LogRecord) -> BaseException | None:
    info: Any = record.exc_info
    if isinstance(record.msg, dict):
        info = info or record.msg.get("exc_info")
    if info is True:
        info = sys.exc_info()
    return info[1] if isinstance(info, tuple) else info if isinstance(info, BaseException) else None


def _chain(error: BaseException) -> list[BaseException]:
    """The exception and what it came from, nearest first."""
    found: list[BaseException] = []
    following: BaseException | None = error
    while following is not None and following not in found:
        found.append(following)
        following = following.__cause__ or (None if following.__suppress_context__ else following.__context__)
    return found


def describe(error: BaseException) -> dict[str, Any]:
    """Its class and where it passed: file, line and function, without the source line and the values in it."""
    frames = traceback.extract_tb(error.__traceback__, limit=-FRAMES)
    kind = type(error)
    return {
        "class": f"{kind.__module__}.{kind.__qualname__}",
        "frames": [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames],
    }


# --- requests ----------------------------------------------------------------------------------------------
def is_public(path: str, host: str) -> bool:
    """Whether this came through the public door. Rather once too often: the path alone is enough here."""
    if settings.PUBLIC_SITE_ONLY:
        return True
    name = host.partition(":")[0].lower()
    by_host = bool(settings.PUBLIC_HOST) and name == settings.PUBLIC_HOST.lower()
    path = without_language(path)
    return by_host or path.startswith(PUBLIC_PATHS) or f"{path}/" in PUBLIC_PATHS


def route_of(request: HttpRequest) -> str:
    """The pattern that matched, such as `cases/<reference>/close/`: never the path itself, nor the language in it."""
    match = request.resolver_match
    return without_language(match.route) if match else ""


def log_access(method: str, path: str, host: str, status: str) -> None:
    """Method, route and status of a request to a signed-in page.

    Nothing for the speak-up pages, nor for what they load from static files, nor for a path that is not ours (a
    browser's icon): such a line would give a reporter away in the same second.
    """
    if is_public(path, host) or path.startswith((settings.STATIC_URL, "/health/")):
        return
    try:
        route = resolve(path, urlconf=settings.ROOT_URLCONF).route
    except (Resolver404, UnicodeError):
        return
    structlog.get_logger("ethics_portal.access").info(
        "request", method=method if method.isalpha() else "", route=route, status=status[:3]
    )
