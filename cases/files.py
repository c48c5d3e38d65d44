"""Everything that hangs from a case, found by the foreign keys themselves: what is added tomorrow is found too."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from django.db import models
from django.db.models import Q

from cases.models import Case, Report, ReporterIdentity
from vault.models import DataKey, SealedFile

# Whom or what a row of a file owns although the foreign key points from the row to it.
OWNED = (ReporterIdentity, SealedFile)
# So many ids in one condition, at most.
AT_ONCE = 500

Hanging = dict[type[models.Model], set[Any]]


def hanging_from(cases: Iterable[Case]) -> Hanging:
    """By model, the ids of the cases and of all rows that hang from them, reporters' identities and files included.

    It walks down: from a row to the rows that refer to it, and never from a row to what it refers to, but for what it
    owns. So a link is found from both its ends, and leads to no other case. A row that says to which case it belongs is
    part of that file alone, whatever else it refers to: evidence that is a file of a report which went back to its own
    case, or the check-in whose answer opened another one.
    """
    found: Hanging = defaultdict(set)
    file = {case.pk for case in cases}
    todo: list[tuple[type[models.Model], set[Any]]] = [(Case, file)]
    while todo:
        model, keys = todo.pop()
        new = keys - found[model]
        if not new:
            continue
        found[model] |= new
        todo += [*_referring_to(model, new, file), *_owned_by(model, new)]
    return found


def _referring_to(
    model: type[models.Model], keys: set[Any], file: set[Any]
) -> Iterator[tuple[type[models.Model], set[Any]]]:
    for relation in model._meta.get_fields(include_hidden=True):
        if not (relation.auto_created and (relation.one_to_many or relation.one_to_one)) or relation.concrete:
            continue
        field: Any = relation.field  # type: ignore[union-attr]
        # What is merged is in the file already, as far as it is part of it.
        if (field.model in (Case, Report) and model is not Case) or field.model is Case:
            continue
        yield field.model, set(_of(file, _rows(field.model, field.name, keys)).values_list("pk", flat=True))


def _of(file: set[Any], rows: Any) -> Any:
    """Of these rows those that belong to a case of the file, as far as their model says to which they belong."""
    for field in rows.model._meta.concrete_fields:
        if field.related_model is Case and field.name == "case":
            return rows.filter(case__in=file)
        if field.related_model is Report and field.name == "report":
            return rows.filter(Q(report__isnull=True) | Q(report__case__in=file))
    return rows


def _owned_by(model: type[models.Model], keys: set[Any]) -> Iterator[tuple[type[models.Model], set[Any]]]:
    for field in model._meta.concrete_fields:
        if field.related_model in OWNED and model not in OWNED:
            held = _rows(model, "pk", keys).filter(**{f"{field.name}__isnull": False})
            yield field.related_model, set(held.values_list(field.attname, flat=True))


def _rows(model: type[models.Model], name: str, keys: set[Any]) -> Any:
    return model._base_manager.order_by().filter(**{f"{name}__in": list(keys)})


def keys_of(hanging: Hanging) -> set[Any]:
    """The ids of the data keys under which these rows are sealed: never one that a case or a report outside needs.

    A row may be sealed under the key of another case than that to which it belongs now, as the reason for opening a
    file of a report that went back to its own case.
    """
    found = {
        key
        for model, rows in hanging.items()
        if any(field.related_model is DataKey for field in model._meta.concrete_fields)
        for key in _rows(model, "pk", rows).values_list("data_key", flat=True)
    }
    needed: set[Any] = set()
    for model in (Case, Report):
        outside = _rows(model, "data_key", found).values_list("pk", "data_key")
        needed |= {key for pk, key in outside if pk not in hanging.get(model, ())}
    return found - needed
