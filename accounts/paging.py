"""Pages of a list by keyset: as fast on the last page as on the first, and stable while rows arrive."""

import base64
import binascii
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.db import DataError
from django.db.models import Q, QuerySet
from django.http import HttpRequest

PAGE_SIZE = 25


@dataclass(frozen=True)
class SortLink:
    """A column heading: where a click leads, and how the list is sorted now (`ascending`, `descending` or empty)."""

    url: str
    direction: str


@dataclass(frozen=True)
class Page:
    """One page of rows, with links to its neighbours."""

    rows: list[Any]
    next_url: str
    previous_url: str
    sort_links: dict[str, SortLink]


def keyset_page(
    queryset: QuerySet[Any],
    request: HttpRequest,
    *,
    columns: dict[str, str],
    sort: str,
    size: int = PAGE_SIZE,
    dressed: Callable[[QuerySet[Any]], QuerySet[Any]] | None = None,
) -> Page:
    """The page of `queryset` that the request asks for.

    `columns` maps the words allowed in `?sort=` to non-null columns; `sort` is the default, `-` first for descending.
    A cursor that makes no sense gives the first page. `dressed` adds joins and annotations to the rows of the page
    alone: in the list itself a database may work them out for every row before it takes the first 25.
    """
    asked = request.GET.get("sort", sort)
    name, descending = asked.removeprefix("-"), asked.startswith("-")
    if name not in columns:
        asked, name, descending = sort, sort.removeprefix("-"), sort.startswith("-")
    column = columns[name]
    cursor, backwards = _cursor(request)
    rows = _slice(queryset, column, descending != backwards, cursor, size, dressed)
    more = len(rows) > size
    rows = rows[:size]
    if backwards:
        rows.reverse()
    has_next, has_previous = (bool(cursor), more) if backwards else (more, bool(cursor))
    return Page(
        rows=rows,
        next_url=_url(request, "after", rows[-1], column) if rows and has_next else "",
        previous_url=_url(request, "before", rows[0], column) if rows and has_previous else "",
        sort_links={word: _sort_link(request, word, asked) for word in columns},
    )


def _slice(
    queryset: QuerySet[Any],
    column: str,
    descending: bool,
    cursor: list[Any] | None,
    size: int,
    dressed: Callable[[QuerySet[Any]], QuerySet[Any]] | None,
) -> list[Any]:
    sign, compare = ("-", "lt") if descending else ("", "gt")
    order = (f"{sign}{column}", f"{sign}pk")
    ordered = queryset.order_by(*order)

    def taken(rows: QuerySet[Any]) -> list[Any]:
        if dressed is None:
            return list(rows[: size + 1])
        alone = queryset.model._default_manager.filter(pk__in=rows[: size + 1].values("pk"))
        return list(dressed(alone).order_by(*order))

    if not cursor:
        return taken(ordered)
    value, pk = cursor
    try:
        beyond = ordered.filter(Q(**{f"{column}__{compare}": value}) | Q(**{column: value, f"pk__{compare}": pk}))
        return taken(beyond)
    except (ValueError, TypeError, OverflowError, ValidationError, DataError):
        # A forged cursor: it compares with nothing that the column holds.
        return taken(ordered)


def _cursor(request: HttpRequest) -> tuple[list[Any] | None, bool]:
    backwards = "before" in request.GET
    text = request.GET.get("before" if backwards else "after", "")
    try:
        value = json.loads(base64.urlsafe_b64decode(text.encode() + b"=="))
    except (ValueError, binascii.Error, UnicodeError):
        return None, False
    well_formed = isinstance(value, list) and len(value) == 2 and all(isinstance(part, (str, int)) for part in value)
    return (value, backwards) if well_formed else (None, False)


def _url(request: HttpRequest, direction: str, row: Any, column: str) -> str:
    value: Any = row
    for part in column.split("__"):
        value = getattr(value, part)
    if isinstance(value, (date, datetime)):
        value = value.isoformat()
    packed = json.dumps([value if isinstance(value, int) else str(value), str(row.pk)]).encode()
    kept = {key: request.GET[key] for key in request.GET if key not in ("after", "before")}
    return "?" + urlencode({**kept, direction: base64.urlsafe_b64encode(packed).decode().rstrip("=")})


def _sort_link(request: HttpRequest, word: str, asked: str) -> SortLink:
    kept = {key: request.GET[key] for key in request.GET if key not in ("after", "before", "sort")}
    is_current = asked.removeprefix("-") == word
    direction = ("descending" if asked.startswith("-") else "ascending") if is_current else ""
    wanted = f"-{word}" if direction == "ascending" else word
    return SortLink("?" + urlencode({**kept, "sort": wanted}), direction)
