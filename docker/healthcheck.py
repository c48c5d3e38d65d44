"""Is this container doing its work? `healthcheck.py web|public|worker|beat`, exit code 0 or 1."""

import http.client
import os
import sys


def web() -> bool:
    """Asks as the proxy would: by the portal's name and over https, or the answer would be a redirect."""
    return _answers("/health/ready", host=os.environ["PORTAL_HOST"], scheme="https")


def public() -> bool:
    """As `web`, of the public pages' own process; `HTTPS` is off for an onion service."""
    is_plain = os.environ.get("HTTPS", "").lower() in ("0", "false", "off", "no")
    return _answers("/health/live", host=os.environ["PUBLIC_HOST"], scheme="http" if is_plain else "https")


def _answers(path: str, *, host: str, scheme: str) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", int(os.environ.get("PORT", "8000")), timeout=8)
    connection.request("GET", path, headers={"Host": host, "X-Forwarded-Proto": scheme})
    return connection.getresponse().status == 200


def worker() -> bool:
    """Asks this container's own worker for a sign of life, through the broker."""
    from ethics_portal.celery import app

    return bool(app.control.inspect(destination=[f"celery@{os.uname().nodename}"], timeout=5).ping())


def beat() -> bool:
    """The beat's own entry of its table reaches the database through a worker."""
    import django

    django.setup()
    from ethics_portal.health import LATEST_BEAT, beat_age

    age = beat_age()
    return age is not None and age <= LATEST_BEAT


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ethics_portal.settings")
    sys.path.insert(0, os.getcwd())
    sys.exit(0 if {"web": web, "public": public, "worker": worker, "beat": beat}[sys.argv[1]]() else 1)
