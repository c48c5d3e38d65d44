"""The rules for what follows: looking after reporters, and answering who asks for a review."""

import importlib

from django.db import migrations
from django.utils.translation import gettext_noop as _

RULES = {
    "retaliation_check": {
        "name": _("Look whether anything has changed for a reporter"), "amount": 14, "unit": "DAYS",
        "source": _("House rule: nobody is treated worse because they spoke up"),
        "counts_from": _("The day on which the reporter is asked how they are"),
    },
    "review": {
        "name": _("Answer a reporter who asks for a review"), "amount": 30, "unit": "DAYS",
        "source": _("House rule: a reporter may ask once whether a case was closed rightly"),
        "counts_from": _("The day on which the reporter asked"),
    },
}  # fmt: skip


def create(apps, schema_editor):
    """Add what is missing of these and of the earlier rules; what a company has changed stays as it is."""
    importlib.import_module("clocks.migrations.0004_rule_for_actions").create(apps, schema_editor)
    for kind, rule in RULES.items():
        apps.get_model("clocks", "Rule").objects.get_or_create(kind=kind, defaults=rule)


class Migration(migrations.Migration):
    dependencies = [("clocks", "0004_rule_for_actions")]

    operations = [migrations.RunPython(create, migrations.RunPython.noop)]
