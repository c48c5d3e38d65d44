"""What must be true before the Portal starts in production, each with the variable to set.

`refuse_unsafe_production` stops every process at start-up; the system checks below it only warn
(`manage.py check --deploy`).
"""

import base64
import binascii
import os
from collections.abc import Iterator, Sequence
from typing import Any

from django.conf import LazySettings
from django.core.checks import CheckMessage, Tags, Warning, register
from django.core.exceptions import ImproperlyConfigured
from django.db import connections

from cases.imap import AddressRefused, account_of
from cases.mail_reading import is_address

SHORTEST_SECRET_KEY = 50
VAULT_KEY_BYTES = 32
# `make demo`, the tests and Django's own template make secrets that begin like this.
KNOWN_SECRETS = ("demo", "test", "django-insecure", "changeme")


def refuse_unsafe_production(settings: LazySettings) -> None:
    """Stop a production start with a sentence for every variable that is missing or unsafe."""
    if not settings.IS_PRODUCTION:
        return
    problems = list(production_problems(settings))
    if problems:
        sentences = "\n".join(f"  * {problem}" for problem in problems)
        raise ImproperlyConfigured(f"The Ethics Portal refuses to start in production:\n{sentences}")


def production_problems(settings: LazySettings) -> Iterator[str]:
    """One sentence for each thing that is missing or unsafe."""
    yield from _secret_key_problems(settings.SECRET_KEY)
    yield from _vault_key_problems(settings.VAULT_KEYS)
    yield from _service_problems(settings)
    yield from _host_problems(settings)
    yield from _mail_problems(settings)
    if settings.DEBUG or os.environ.get("DEBUG", "").strip().lower() in ("1", "true", "yes", "on", "y", "ok", "t"):
        yield "DEBUG must be off: unset DEBUG. Error pages would show reports to whoever meets an error."


def _secret_key_problems(secret_key: str) -> Iterator[str]:
    if secret_key.startswith("missing:"):
        yield f"SECRET_KEY is missing: set SECRET_KEY to {SHORTEST_SECRET_KEY} or more random characters."
    elif secret_key.lower().startswith(KNOWN_SECRETS):
        yield "SECRET_KEY is a demo secret that others know: set SECRET_KEY to a random one of your own."
    elif len(secret_key) < SHORTEST_SECRET_KEY or len(set(secret_key)) < 5:
        yield f"SECRET_KEY is too short or simple: set SECRET_KEY to {SHORTEST_SECRET_KEY} or more random characters."


def _vault_key_problems(vault_keys: list[str]) -> Iterator[str]:
    if not vault_keys:
        yield "VAULT_KEYS is missing: set VAULT_KEYS to `name:key`, the key being the base64 of 32 random bytes."
        return
    names = [entry.partition(":")[0] for entry in vault_keys]
    if len(set(names)) < len(names):
        yield "VAULT_KEYS uses one name twice: set VAULT_KEYS so that each key has a name of its own."
    for entry in vault_keys:
        name, _colon, key = entry.partition(":")
        if name.lower().startswith(KNOWN_SECRETS):
            yield f"VAULT_KEYS has the demo key “{name}”: set VAULT_KEYS to keys of your own, under other names."
        elif not name or not _is_a_key(key):
            # The entry itself is never shown: it may be a real key with a slip in it.
            yield "VAULT_KEYS is invalid: set VAULT_KEYS to `name:key`, the key being the base64 of 32 random bytes."


def _is_a_key(text: str) -> bool:
    try:
        return len(base64.b64decode(text, validate=True)) == VAULT_KEY_BYTES
    except (binascii.Error, ValueError):
        return False


def _service_problems(settings: LazySettings) -> Iterator[str]:
    if "postgresql" not in settings.DATABASES["default"]["ENGINE"]:
        yield "DATABASE_URL is missing: set DATABASE_URL to a PostgreSQL, such as postgres://user:password@host/name."
    if not settings.REDIS_URL:
        yield "REDIS_URL is missing: set REDIS_URL, such as redis://host:6379/0, for the clock and the cache."


def _host_problems(settings: LazySettings) -> Iterator[str]:
    if not settings.PORTAL_HOST and not settings.PUBLIC_SITE_ONLY:
        yield "PORTAL_HOST is missing: set PORTAL_HOST to the host name of the signed-in pages."
    if not settings.PUBLIC_HOST:
        yield "PUBLIC_HOST is missing: set PUBLIC_HOST to the host name of the speak-up pages."
    elif settings.PUBLIC_HOST == settings.PORTAL_HOST:
        yield (
            "PUBLIC_HOST is the same as PORTAL_HOST: set PUBLIC_HOST to another host name, "
            "so that no session cookie ever reaches the speak-up pages."
        )


def _mail_problems(settings: LazySettings) -> Iterator[str]:
    if not getattr(settings, "EMAIL_CONFIG", None):
        yield "EMAIL_URL is missing: set EMAIL_URL to your mail server, such as smtp+tls://user:password@host:587."
    elif "smtp" not in settings.EMAIL_BACKEND:
        yield "EMAIL_URL does not name a mail server: set EMAIL_URL to an smtp, smtp+tls or smtp+ssl address."
    if not settings.DEFAULT_FROM_EMAIL or settings.DEFAULT_FROM_EMAIL.endswith("@localhost"):
        yield "DEFAULT_FROM_EMAIL is missing: set DEFAULT_FROM_EMAIL to the address that notices come from."
    if settings.MAILBOX_URL:
        yield from _mailbox_problems(settings)


def _mailbox_problems(settings: LazySettings) -> Iterator[str]:
    try:
        account_of(settings.MAILBOX_URL)
    except AddressRefused:
        # The address itself is never shown: a password is in it.
        yield "MAILBOX_URL is invalid: set MAILBOX_URL to imaps://user:password@host:993/INBOX; only TLS is spoken."
    if not is_address(settings.MAILBOX_ADDRESS) or settings.MAILBOX_ADDRESS == settings.DEFAULT_FROM_EMAIL:
        yield "MAILBOX_ADDRESS is missing: set MAILBOX_ADDRESS to the address that people write to."


# --- warnings ----------------------------------------------------------------------------------------------
@register(Tags.security, deploy=True)
def links_in_mails_are_right(**kwargs: Any) -> list[CheckMessage]:
    from django.conf import settings

    if settings.PUBLIC_SITE_ONLY or f"https://{settings.PORTAL_HOST}" == settings.PORTAL_URL:
        return []
    return [
        Warning(
            "The links in mails don't lead to the Portal.",
            hint="Set PORTAL_URL to https:// and the name in PORTAL_HOST.",
            id="ethics_portal.W001",
        )
    ]


@register(Tags.security, deploy=True)
def pages_are_encrypted_on_their_way(**kwargs: Any) -> list[CheckMessage]:
    from django.conf import settings

    # An onion service encrypts by itself.
    if settings.HTTPS or (settings.PUBLIC_SITE_ONLY and settings.PUBLIC_HOST.endswith(".onion")):
        return []
    return [
        Warning(
            "HTTPS is off: pages and sign-ins can be read on their way.",
            hint="Set HTTPS=true, and BEHIND_PROXY=true where a proxy ends the encryption.",
            id="ethics_portal.W002",
        )
    ]


@register(Tags.database)
def failed_statements_stay_out_of_the_log(databases: Sequence[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """PostgreSQL writes the text of a failed statement, and with it what somebody reported, into its own log."""
    messages: list[CheckMessage] = []
    for name in databases or []:
        if connections[name].vendor == "postgresql" and not _keeps_statements_to_itself(name):
            messages.append(
                Warning(
                    "PostgreSQL writes failed statements, and so what people report, into its log.",
                    hint="Start it with log_min_error_statement=panic and log_parameter_max_length_on_error=0.",
                    id="ethics_portal.W003",
                )
            )
    return messages


def _keeps_statements_to_itself(name: str) -> bool:
    with connections[name].cursor() as cursor:
        cursor.execute("SELECT current_setting('log_min_error_statement')")
        return bool(cursor.fetchone()[0] == "panic")
