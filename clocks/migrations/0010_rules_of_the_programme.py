"""The rules for findings of compliance audits, and for policies that are to be looked at again."""

import importlib

from django.db import migrations
from django.utils.translation import gettext_noop as _

RULES = {
    "audit_response": {
        "name": _("Answer a finding of a compliance audit"), "amount": 14, "unit": "DAYS",
        "source": _("House rule: management says within two weeks what it will do"),
        "counts_from": _("The day on which the finding was raised"),
    },
    "audit_follow_up": {
        "name": _("Put right what a compliance audit found"), "amount": 0, "unit": "DAYS",
        "source": _("House rule: the day that management has set in its answer"),
        "counts_from": _("That day itself. The owner is reminded from the answer on."),
    },
    "policy_review": {
        "name": _("Review a policy"), "amount": 0, "unit": "DAYS",
        "source": _("House rule: the day of review that stands in the library"),
        "counts_from": _("That day itself. The owner is reminded from a month before."),
    },
}  # fmt: skip


def create(apps, schema_editor):
    """Add what is missing of these and of the earlier rules; what a company has changed stays as it is."""
    importlib.import_module("clocks.migrations.0005_rules_of_aftercare").create(apps, schema_editor)
    for kind, rule in RULES.items():
        apps.get_model("clocks", "Rule").objects.get_or_create(kind=kind, defaults=rule)


class Migration(migrations.Migration):
    dependencies = [("clocks", "0008_warnings")]

    operations = [migrations.RunPython(create, migrations.RunPython.noop)]
