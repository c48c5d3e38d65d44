"""Words that stand for what must not be read: one for each kind of secret of each record, findable in any bytes."""

from typing import Any

BEGINNING, END = "qx", "xq"  # of every planted word, and nowhere else in it


def word(record: str, what: str) -> str:
    """The word planted in `what` of `record`. Letters only, so that no escaping and no encoding changes it."""
    planted = f"{BEGINNING}{record}zz{what}{END}".replace("_", "").lower()
    assert planted.count(BEGINNING) == 1 and planted.index(END, len(BEGINNING)) == len(planted) - len(END), (
        "cut out as a whole"
    )
    return planted


def _words_of(text: str) -> set[str]:
    """Whatever in a text begins and ends as a planted word does: a page is read through once, not once for each."""
    ends = ((piece, piece.find(END)) for piece in text.split(BEGINNING)[1:])
    return {BEGINNING + piece[: end + len(END)] for piece, end in ends if end >= 0}


class Planted(dict[str, str]):
    """Every planted word by its name, such as `main.note`; noted when it is asked for."""

    def plant(self, record: str, what: str) -> str:
        self[f"{record}.{what}"] = word(record, what)
        return self[f"{record}.{what}"]

    def note(self, name: str, text: Any) -> None:
        """Something that the Portal made up itself and that tells as much: a reference."""
        self[name] = str(text)

    def found_in(self, text: str) -> set[str]:
        """The names of the words that occur in a text."""
        words = _words_of(text)
        return {
            name
            for name, planted in self.items()
            if (planted in words if planted.startswith(BEGINNING) else planted in text)
        }
