"""Addresses outside the portal's own pages."""

from django.conf import settings


def speak_up_address() -> str:
    """Where somebody reports without a name: another host in production, and nothing goes along."""
    return f"https://{settings.PUBLIC_HOST}/speak-up/" if settings.PUBLIC_HOST else "/speak-up/"
