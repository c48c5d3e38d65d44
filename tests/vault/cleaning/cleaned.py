"""Cleaning as the Portal does it, in a child process."""

from vault.cleaning.held import CannotClean
from vault.cleaning.process import cleaned


def clean(data: bytes, media_type: str) -> tuple[str, bytes]:
    """The kind and the bytes of the clean copy."""
    with cleaned([data], media_type=media_type) as copy:
        return copy.media_type, b"".join(copy.chunks())


def reason_to_hold(data: bytes, media_type: str) -> str:
    """Why a file can't be cleaned; empty where it can."""
    try:
        clean(data, media_type)
    except CannotClean as cannot:
        return cannot.reason
    return ""
