"""What holds for every model, also for one that is made tomorrow."""

import ast
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import models

from tests.sweeps.canaries import Planted
from vault.fields import SealedField

pytestmark = pytest.mark.once

ROOT = Path(__file__).resolve().parents[2]
# From the top of the house to the bottom; `cases` and `waivers` stand side by side.
FLOORS = {
    "reporting": 5, "cases": 4, "waivers": 4, "code_of_ethics": 3, "clocks": 2, "accounts": 1, "audit": 0, "vault": -1,
}  # fmt: skip
OURS = [model for model in apps.get_models() if model._meta.app_label in FLOORS]


def points_up(model: type[models.Model]) -> list[str]:
    """The foreign keys of a model that lead to an app above or beside its own."""
    own, found = FLOORS[model._meta.app_label], []
    for field in model._meta.local_fields:
        there = field.remote_field.model._meta.app_label if field.remote_field else None
        if there in FLOORS and there != model._meta.app_label and FLOORS[there] >= own:
            found.append(f"{field} -> {there}")
    return found


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_no_foreign_key_points_up(model):
    assert points_up(model) == []


def test_a_foreign_key_that_points_up_is_seen(monkeypatch):
    """The control: with the house turned round, nearly everything points up."""
    monkeypatch.setitem(FLOORS, "accounts", 9)
    assert any(points_up(model) for model in OURS)


def pairs(model: type[models.Model]) -> list[str]:
    """The words that have both a person and a moment, either of which may be empty."""
    fields: dict[str, Any] = {field.name: field for field in model._meta.local_fields}
    found = []
    for name, field in fields.items():
        moment = fields.get(f"{name.removesuffix('_by')}_at")
        if name.endswith("_by") and moment is not None and (field.null or moment.null):
            found.append(name.removesuffix("_by"))
    return found


def ties(model: type[models.Model], word: str) -> bool:
    """Whether one constraint of the model speaks of both."""
    for constraint in model._meta.constraints:
        if isinstance(constraint, models.CheckConstraint):
            named = {str(part).split("__")[0] for part, *_rest in _parts(constraint.condition)}
            if {f"{word}_by", f"{word}_at"} <= named:
                return True
    return False


def _parts(condition: Any) -> list[tuple[str, Any]]:
    found = []
    for child in condition.children:
        found += [child] if isinstance(child, tuple) else _parts(child)
    return found


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_who_and_when_stand_together_or_not_at_all(model):
    assert [word for word in pairs(model) if not ties(model, word)] == []


def test_a_loose_pair_is_seen(monkeypatch):
    """The control: without constraints every pair is loose."""
    model = next(model for model in OURS if pairs(model))
    monkeypatch.setattr(model._meta, "constraints", [])
    assert not any(ties(model, word) for word in pairs(model))


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_the_text_of_a_record_tells_no_sealed_value(model, world):
    """`str` and `repr` reach logs, mails and tracebacks."""
    sealed = [field.name for field in model._meta.local_fields if isinstance(field, SealedField)]
    for record in model._base_manager.all()[:50]:
        told = f"{record} {record!r}"
        assert _planted(world.planted).found_in(told) == set()
        for name in sealed:
            value = getattr(record, name)
            assert not (isinstance(value, str) and len(value) > 3 and value in told), name


def _planted(planted: Planted) -> Planted:
    """The planted words without references, which are what a record is called, and without rules' own names."""
    return Planted(
        {name: word for name, word in planted.items() if not name.endswith(("reference", "in_force", "proposed"))}
    )


def test_a_text_that_tells_is_seen(world):
    """The control."""
    report = world.cases["main"].reports.get()
    assert _planted(world.planted).found_in(f"{report.narrative}") == {"main.narrative"}


# --- queries in views --------------------------------------------------------------------------------------
# Querysets that say themselves who may see; a view starts with one of these verbs.
SCOPES = {
    "visible_to",
    "heard_by",
    "listed_to",
    "locked",
    "by_reporter",
    "of",
    "register",
    "to_decide",
    "decided_by",
    "before_the_board",
    "posted",
    "in_force",
    "asked_about",
    "owned_by",
    "written_to",
    "of_one_reporter",
    "asked_of",
    "of_case",
    "of_team",
    "to_review",
}
# Module, function and model of a query without a scope, with the reason why it may.
UNSCOPED = {
    ("cases.views.officer.assignment", "call_up", "Case"): "the wall alone: the chair calls up what no queue shows",
    ("cases.views.officer.flags", "with_flags", "Absence"): "of the investigators of cases in scope",
    ("cases.views.officer.flags", "with_flags", "Report"): "those of the cases that were asked for in scope",
    ("cases.views.officer.pages", "_with_counts", "Action"): "counted for a case that is asked for in scope",
    ("cases.views.officer.pages", "_with_counts", "Task"): "counted for a case that is asked for in scope",
    ("cases.views.public.follow_up", "_report_of", "Report"): "the access key is the right to it",
    ("cases.views.public.filling", "_issued", "Questionnaire"): "what was published: any reporter may be asked it",
    ("reporting.views.digests", "_ways", "Case"): "what a digest in scope lists; each is asked whether it opens",
    ("reporting.views.digests", "_visible_digest", "DigestQuestion"): "whether a digest in scope has any",
    ("reporting.views.digests", "_questions", "DigestQuestion"): "those of a digest in scope",
    ("reporting.views.digests", "_visible_digest", "Waiver"): "whether its notice comes before a digest in scope",
    ("reporting.views.digests", "_tell_of_sensitive_waivers", "Waiver"): "those that a digest in scope lists",
    (
        "reporting.views.digests",
        "_sensitive_to",
        "Case",
    ): "without the wall's; only of those that a digest in scope lists",
    ("reporting.views.parts", "_part", "Case"): "without the wall's; only of those that a part in scope lists",
    (
        "reporting.views.notices",
        "notice_for",
        "Case",
    ): "whether the case of a notice in scope has a notice to read first",
    ("reporting.views.health", "_mails", "IncomingMail"): "how many acknowledgements failed; nothing of the mails",
    (
        "cases.views.operator.call_back",
        "_go_on",
        "Report",
    ): "the sealed field of a call that the code opened; each action looks at the wall again",
    ("reporting.views.health", "_page", "HotlineTest"): "their deadlines are left out of a count",
    ("reporting.waiting", "_of_the_waivers", "Waiver"): "filtered by the requester, who is the person",
    (
        "code_of_ethics.views.affirming",
        "affirm",
        "CodeVersion",
    ): "the version before the one that everybody is asked for",
    ("code_of_ethics.views.public", "code", "CodeTranslation"): "what is published is for everybody, signed in or not",
    ("code_of_ethics.views.editing", "edit_version", "CodeVersion"): "the version before one that was loaded in scope",
    ("code_of_ethics.views.reading", "_version_page", "CodeVersion"): "the version before one that was loaded in scope",
    ("code_of_ethics.views.reading", "changes", "CodeVersion"): "the version before one that was loaded in scope",
}


def scoped_models() -> set[str]:
    return {model.__name__ for model in OURS if hasattr(model._default_manager.all(), "visible_to")}


def unscoped(source: str, module: str) -> list[tuple[str, str, str]]:
    """`Model.objects` of a scoped model that no scope follows, as (module, function, model)."""
    names, found = scoped_models(), []
    tree = ast.parse(source)
    parents = {child: parent for parent in ast.walk(tree) for child in ast.iter_child_nodes(parent)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr == "objects" and getattr(node.value, "id", "") in names:
            chain, inside = _chain(node, parents)
            if not chain & SCOPES:
                found.append((module, inside, node.value.id))
    return found


def _chain(node: ast.AST, parents: dict[ast.AST, ast.AST]) -> tuple[set[str], str]:
    """The verbs that follow a manager, and the function in which it stands."""
    verbs: set[str] = set()
    above = parents.get(node)
    while isinstance(above, ast.Attribute | ast.Call) and (not isinstance(above, ast.Call) or above.func is node):
        verbs |= {above.attr} if isinstance(above, ast.Attribute) else set()
        node, above = above, parents.get(above)
    while above is not None and not isinstance(above, ast.FunctionDef):
        above = parents.get(above)
    return verbs, above.name if isinstance(above, ast.FunctionDef) else ""


def view_modules() -> dict[str, Path]:
    found = [*ROOT.glob("*/views.py"), *ROOT.glob("*/views/**/*.py"), ROOT / "reporting" / "waiting.py"]
    return {".".join(path.relative_to(ROOT).with_suffix("").parts): path for path in found if "tests" not in path.parts}


@pytest.mark.parametrize("module", sorted(view_modules()))
def test_a_view_asks_through_a_scope(module):
    loose = unscoped(view_modules()[module].read_text(), module)
    assert [one for one in loose if one not in UNSCOPED] == []


def test_every_query_that_may_go_without_a_scope_is_still_there():
    found = {one for module, path in view_modules().items() for one in unscoped(path.read_text(), module)}
    assert set(UNSCOPED) == found


def test_a_query_without_a_scope_is_seen():
    """The control."""
    slip = "def page(request):\n    return Case.objects.filter(state='NEW').count()\n"
    assert unscoped(slip, "x") == [("x", "page", "Case")]
    assert unscoped(slip.replace("filter", "visible_to"), "x") == []
    assert {"Case", "Report", "Waiver", "Digest", "CommitteeNotice", "Disclosure"} <= scoped_models()
