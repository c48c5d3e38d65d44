"""One line of a table."""

from dataclasses import dataclass

# What is too small to be shown by itself.
REST = "\0rest"


@dataclass(frozen=True)
class Line:
    """`key` is a value of the dimension, empty for all of them; `value` a number, a percentage or days, or nothing
    where it is hidden; `of` the *n* of a rate or a median, where the line has one."""

    key: str
    value: float | int | None
    of: int | None = None

    @classmethod
    def of_a_rate(cls, key: str, part: int | None, whole: int | None) -> "Line":
        if part is None or not whole:
            return cls(key, None, whole)
        return cls(key, round(100 * part / whole, 1), whole)

    @classmethod
    def of_the_rest(cls, number: int | None) -> "Line":
        return cls(REST, number)

    @property
    def is_the_rest(self) -> bool:
        return self.key == REST


def total_line(number: int | None) -> Line | None:
    return None if number is None else Line("", number)
