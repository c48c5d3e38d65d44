"""The words of people's names, so that a name in a text finds its person however large the directory is."""

import re
import unicodedata

from django.db import models

from accounts.models.directory import Person

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


def fold(text: str) -> str:
    """Case, accents and compatibility forms taken away, so that `Núñez` and `nunez` are one."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in decomposed if not unicodedata.combining(character))


def words(text: str) -> list[str]:
    """The folded words of a text, in order; hyphens and apostrophes stay inside a word."""
    return [fold(word) for word in _WORD.findall(text)]


class NameWord(models.Model):
    """One word of a person's given or family name, folded."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="name_words")
    word = models.CharField(max_length=100, db_index=True)
    is_family = models.BooleanField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "word", "is_family"], name="a_name_word_is_kept_once")]

    def __str__(self) -> str:
        return str(self.pk)
