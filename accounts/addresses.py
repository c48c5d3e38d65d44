"""Addresses outside the portal's own pages."""

from django.conf import settings

from accounts.languages import in_language, reader_language

SPEAK_UP = "/speak-up/"


def speak_up_address(language: str = "") -> str:
    """Where somebody reports without a name: another host in production, and nothing goes along."""
    path = in_language(SPEAK_UP, language or settings.LANGUAGE_CODE)
    return f"https://{settings.PUBLIC_HOST}{path}" if settings.PUBLIC_HOST else path


def speak_up_path(page: str = "") -> str:
    """A page of the public door in the reader's language. It needs no table of addresses, which may be what failed."""
    return in_language(f"{SPEAK_UP}{page}", reader_language())
