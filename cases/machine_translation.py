"""Where a company may plug in a translation service. None is there unless `MACHINE_TRANSLATOR` names one.

The setting is the dotted path of a class that is made without arguments and fits `Translator`. Whatever it does with
the words, it does outside the Portal: so it is off by default, and each use is on the trail of the case.
"""

from typing import Protocol, cast

from django.conf import settings
from django.utils.module_loading import import_string


class TranslationFailed(Exception):
    """The service gave no translation. A translator raises this, and nothing with the words in it."""


class Translator(Protocol):
    """A translation service."""

    # As people know it: shown before anything is sent, and kept on the trail.
    name: str

    def translate(self, text: str, *, source: str, target: str) -> str:
        """The text in the language `target`; languages are codes such as `zh-hans`. Raises `TranslationFailed`."""


def translator() -> Translator | None:
    """The service that the company has set; none by default."""
    path = settings.MACHINE_TRANSLATOR
    return cast(Translator, import_string(path)()) if path else None
