"""Words that stand for what must not be read: one for each kind of secret of each record, findable in any bytes."""

from typing import Any

BEGINNING = "qx"  # of every planted word, and of nothing else on most pages


def word(record: str, what: str) -> str:
    """The word planted in `what` of `record`. Letters only, so that no escaping and no encoding changes it."""
    return f"{BEGINNING}{record}zz{what}xq".replace("_", "").lower()


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
        worth_seeking = BEGINNING in text  # most pages show none of hundreds
        return {
            name
            for name, planted in self.items()
            if (worth_seeking or not planted.startswith(BEGINNING)) and planted in text
        }
