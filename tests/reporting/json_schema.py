"""A small check of JSON against a schema: the words of JSON Schema that the description of the feeds uses."""

import re
from datetime import date, datetime
from typing import Any

TYPES: dict[str, tuple[type, ...]] = {
    "object": (dict,),
    "array": (list,),
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "null": (type(None),),
}
KNOWN = frozenset(
    {
        "type", "properties", "required", "additionalProperties", "items", "enum", "pattern", "format", "minimum",
        "description",
    }
)  # fmt: skip


def faults(value: Any, schema: dict[str, Any], at: str = "$") -> list[str]:
    """Everything in which `value` is not as the schema says; a word that this check does not know is a fault too."""
    found = [f"{at}: {word} is not checked" for word in schema.keys() - KNOWN]
    types = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    if isinstance(value, bool) or not isinstance(value, sum((TYPES[one] for one in types), ())):
        return [*found, f"{at}: {value!r} is no {types}"]
    if isinstance(value, dict):
        return found + _faults_of_object(value, schema, at)
    if isinstance(value, list):
        return found + [
            fault for place, one in enumerate(value) for fault in faults(one, schema["items"], f"{at}[{place}]")
        ]
    return found + [f"{at}: {value!r}" for holds in _plain(value, schema) if not holds]


def _faults_of_object(value: dict[str, Any], schema: dict[str, Any], at: str) -> list[str]:
    known = schema["properties"]
    found = [f"{at}: {name} is missing" for name in schema["required"] if name not in value]
    found += [f"{at}: {name} is not described" for name in value if name not in known]
    return found + [
        fault for name in value.keys() & known.keys() for fault in faults(value[name], known[name], f"{at}.{name}")
    ]


def _plain(value: Any, schema: dict[str, Any]) -> list[bool]:
    if value is None:
        return [True]
    return [
        value in schema.get("enum", [value]),
        not isinstance(value, str) or re.search(schema.get("pattern", ""), value) is not None,
        value >= schema["minimum"] if "minimum" in schema else True,
        _is_moment(value, schema.get("format", "")),
    ]


def _is_moment(value: Any, form: str) -> bool:
    try:
        return {"date": date.fromisoformat, "date-time": datetime.fromisoformat, "": str}[form](value) is not None
    except ValueError:
        return False
