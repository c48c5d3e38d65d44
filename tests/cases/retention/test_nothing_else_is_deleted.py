"""A hold reaches waivers, affirmations, policies and the trail, because nothing of them is deleted (DECISIONS 49).

Cases alone have a retention, and it asks the holds. Whoever adds a way to delete or to shred elsewhere meets this test
first, and docs/adr/0017, which says where the description of a hold then has to go.
"""

import ast
from collections import Counter
from pathlib import Path

import pytest

pytestmark = pytest.mark.once
ROOT = Path(__file__).resolve().parents[3]
APPS = ("accounts", "audit", "clocks", "code_of_ethics", "reporting", "waivers")
ENDING = {"delete", "destroy"}
# How many of them there are where, and why none takes away what somebody could have relied on.
HARMLESS = {
    "accounts/actions/directory.py": (2, "words of a name and reporting lines, written anew from the directory"),
    "accounts/tasks.py": (1, "receipts of forms, which say that a form was sent once"),
    "audit/trail.py": (1, "the key of an entry, which another process was quicker to make"),
    "code_of_ethics/actions/versions.py": (1, "provisions of a draft, which another draft takes the place of"),
    "reporting/actions/drafting.py": (1, "matters of a draft, gathered anew"),
    "reporting/actions/exporting.py": (1, "a file made from what stays"),
    "waivers/actions/board.py": (
        1,
        "votes recorded anew before they are confirmed; the trail keeps them",
    ),
    "waivers/actions/consenting.py": (
        1,
        "votes under a text that was replaced; as they stood they stay on the trail",
    ),
    "waivers/actions/files.py": (2, "files of a request that was never sent"),
}


def endings(source: str) -> int:
    """How often something is deleted or destroyed in a module. Rows of sessions and the like have no such call."""
    return sum(
        isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in ENDING
        for node in ast.walk(ast.parse(source))
    )


def test_a_deletion_that_no_hold_would_stop_is_nowhere():
    found: Counter[str] = Counter()
    for app in APPS:
        for path in (ROOT / app).rglob("*.py"):
            if "migrations" not in path.parts and (many := endings(path.read_text())):
                found[str(path.relative_to(ROOT))] += many
    assert found == {path: many for path, (many, _why) in HARMLESS.items()}


def test_the_control_a_key_that_is_destroyed_is_found():
    assert endings("waiver.data_key.destroy(on=day)") == endings("Waiver.objects.all().delete()") == 1
    assert endings("policy.retire()") == 0
