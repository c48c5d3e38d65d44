"""JSON texts of any length, a part at a time: a long one is hashed and sealed without being held as a whole."""

import hashlib
import json
import zlib
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from json import JSONEncoder
from typing import Any

# Elements of a list that are written at once.
AT_ONCE = 500
COMPACT = (",", ":")


class PackedList(Sequence[Any]):
    """Plain values that are held compressed, a part at a time. It reads as the list that it stands for."""

    __hash__ = None  # type: ignore[assignment] # as a list

    def __init__(self, values: Iterable[Any]) -> None:
        self._parts: list[bytes] = []
        self._length = 0
        encoder, coming = JSONEncoder(sort_keys=True, separators=COMPACT), iter(values)
        while part := list(islice(coming, AT_ONCE)):
            self._parts.append(zlib.compress(encoder.encode(part).encode()))
            self._length += len(part)

    def texts(self) -> Iterator[str]:
        """The JSON of each part, its keys in order."""
        return (zlib.decompress(part).decode() for part in self._parts)

    def __len__(self) -> int:
        return self._length

    def __iter__(self) -> Iterator[Any]:
        for text in self.texts():
            yield from json.loads(text)

    def __getitem__(self, place: Any) -> Any:
        return list(self)[place]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and list(self) == list(other)


def json_parts(value: Any, *, sort_keys: bool = False) -> Iterator[bytes]:
    """The text that `json.dumps` writes with the same `sort_keys` and no spaces; packed lists have sorted keys.

    Raises `TypeError` and `ValueError` as it does, and `TypeError` also for a key that is no text.
    """
    encoder = JSONEncoder(sort_keys=sort_keys, separators=COMPACT)
    return (part.encode() for part in _parts(value, encoder))


def _parts(value: Any, encoder: JSONEncoder) -> Iterator[str]:
    if isinstance(value, dict) and value:
        yield from _of_object(value, encoder)
    elif isinstance(value, PackedList):
        yield from _of_list(value.texts())
    elif isinstance(value, list) and len(value) > AT_ONCE:
        parts = (value[start : start + AT_ONCE] for start in range(0, len(value), AT_ONCE))
        yield from _of_list(map(encoder.encode, parts))
    else:
        yield encoder.encode(value)


def _of_object(value: dict[Any, Any], encoder: JSONEncoder) -> Iterator[str]:
    before = "{"
    for name in sorted(value) if encoder.sort_keys else value:
        if not isinstance(name, str):
            raise TypeError(f"A key is text, not {type(name).__name__}.")
        yield f"{before}{encoder.encode(name)}:"
        yield from _parts(value[name], encoder)
        before = ","
    yield "}"


def _of_list(texts: Iterable[str]) -> Iterator[str]:
    """One list of the elements of several."""
    before = "["
    for text in texts:
        yield before + text[1:-1]
        before = ","
    yield "[]" if before == "[" else "]"


def json_sha256(value: Any, *, sort_keys: bool = False) -> str:
    """The SHA-256 of the text of `json_parts`, as 64 hexadecimal digits."""
    hashed = hashlib.sha256()
    for part in json_parts(value, sort_keys=sort_keys):
        hashed.update(part)
    return hashed.hexdigest()
