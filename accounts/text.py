"""What people and programs type, made harmless without being changed."""

import unicodedata


def clean_text(text: str) -> str:
    """Typed text without control characters, in one Unicode form, with plain line ends. Nothing else is changed."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = "".join(
        character for character in text if character in "\n\t" or unicodedata.category(character) not in ("Cc", "Cs")
    )
    return unicodedata.normalize("NFC", kept)
