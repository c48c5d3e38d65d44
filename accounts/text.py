"""What people and programs type, made harmless without being changed."""

import re
import unicodedata

# The Unicode categories Cc but for line end and tab, and Cs: found by one pass in C, since a text may be a megabyte.
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


def clean_text(text: str) -> str:
    """Typed text without control characters, in one Unicode form, with plain line ends. Nothing else is changed."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", CONTROL.sub("", text))
