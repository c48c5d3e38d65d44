"""Reading a directory from a file of the company: CSV, or JSON in the shape of SCIM (RFC 7643).."""

import csv
import hashlib
import io
import json
from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _

from accounts.moves import Refused
from accounts.text import clean_text

REQUIRED = ("email", "given_name", "family_name", "country")
FLAGS = ("is_director", "is_executive_officer", "is_covered_officer", "is_chief_executive", "is_finance_chief",
         "has_control_role")  # fmt: skip
COLUMNS = (*REQUIRED, "job_title", "unit", "company", "manager_email", "employed_from", "last_day", *FLAGS)
MOST_ROWS = 50_000
LONGEST_CELL = 300
LARGEST_FILE = 20 * 1024 * 1024  # bytes
ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
Row = dict[str, str]


def read_directory(content: bytes, *, today: str) -> list[Row]:
    """The rows of a file, each with all of `COLUMNS`. `today` is the last day of whoever SCIM calls inactive.

    A column that the file does not have is left out of its rows: nothing is changed about it.
    """
    if len(content) > LARGEST_FILE:
        raise Refused(_("This file is too large."), "file")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refused(_("This is no UTF-8 text file."), "file") from None
    rows = list(_checked(_of_scim(text, today) if text.lstrip().startswith(("{", "[")) else _of_csv(text)))
    if not rows:
        raise Refused(_("There is nobody in this file."), "file")
    return rows


def digest_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _checked(rows: Iterable[Row]) -> Iterator[Row]:
    for number, row in enumerate(rows, start=1):
        if number > MOST_ROWS:
            raise Refused(_("These are more people than fit into one file: %(most)s.") % {"most": MOST_ROWS}, "file")
        if any(len(value) > LONGEST_CELL for value in row.values()):
            raise Refused(_("Row %(number)s has a value that is too long.") % {"number": number}, "file")
        yield {name: clean_text(value).strip() for name, value in row.items()}


def _of_csv(text: str) -> Iterator[Row]:
    dialect = csv.excel
    first = text.partition("\n")[0]
    reader = csv.DictReader(io.StringIO(text, newline=""), dialect=dialect, delimiter=";" if ";" in first else ",")
    try:
        names = [name for name in (reader.fieldnames or []) if name in COLUMNS]
        missing = [name for name in REQUIRED if name not in names]
        if missing:
            wanted = {"names": ", ".join(missing)}
            raise Refused(_("The first line must name the columns; missing: %(names)s.") % wanted, "file")
        for raw in reader:
            yield {name: raw.get(name) or "" for name in names}
    except csv.Error:
        raise Refused(_("This can’t be read as a table."), "file") from None


def _of_scim(text: str, today: str) -> Iterator[Row]:
    try:
        # Numbers stay text: a number of a million digits is nobody's name.
        told = json.loads(text, parse_int=str, parse_float=str)
    except (ValueError, RecursionError):
        raise Refused(_("This can’t be read as JSON."), "file") from None
    users = told.get("Resources") if isinstance(told, dict) else told
    if not isinstance(users, list) or not all(isinstance(user, dict) for user in users):
        raise Refused(_("This JSON has no list of users, called “Resources”."), "file")
    addresses = {str(user.get("id")): _email_of(user) for user in users if user.get("id")}
    for user in users:
        yield _of_user(user, addresses, today)


def _of_user(user: dict[str, Any], addresses: dict[str, str], today: str) -> Row:
    name, enterprise = _object(user.get("name")), _object(user.get(ENTERPRISE))
    manager = _object(enterprise.get("manager"))
    superior = str(manager.get("value") or "")
    row = {
        "email": _email_of(user),
        "given_name": str(name.get("givenName") or ""),
        "family_name": str(name.get("familyName") or ""),
        "country": str(_primary(user.get("addresses")).get("country") or ""),
        "job_title": str(user.get("title") or ""),
    }
    if enterprise:
        row |= {
            "unit": str(enterprise.get("department") or ""),
            "company": str(enterprise.get("organization") or ""),
            "manager_email": addresses.get(superior, superior),
        }
    # JSON's false, and nothing else: a text may say anything.
    return row | ({"last_day": today} if user.get("active") is False else {})


def _email_of(user: dict[str, Any]) -> str:
    found = str(_primary(user.get("emails")).get("value") or user.get("userName") or "")
    return found.lower()


def _primary(several: Any) -> dict[str, Any]:
    listed = [one for one in several if isinstance(one, dict)] if isinstance(several, list) else []
    return next((one for one in listed if one.get("primary") is True), listed[0] if listed else {})


def _object(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
