"""The rule for an action's own day: what an office has ordered is done by the day that it has set."""

import importlib

from django.db import migrations
from django.utils.translation import gettext_noop as _

RULE = {
    "name": _("Carry out what was decided after a case"), "amount": 0, "unit": "DAYS",
    "source": _("House rule: the day that was set when it was decided"),
    "counts_from": _("That day itself. The owner is reminded from the decision on."),
}


def create(apps, schema_editor):
    """Add what is missing of this and of the earlier rules; what a company has changed stays as it is."""
    importlib.import_module("clocks.migrations.0003_rule_in_hours").create(apps, schema_editor)
    apps.get_model("clocks", "Rule").objects.get_or_create(kind="action", defaults=RULE)


class Migration(migrations.Migration):
    dependencies = [("clocks", "0003_rule_in_hours")]

    operations = [migrations.RunPython(create, migrations.RunPython.noop)]
