"""The rules for data-protection requests."""

import importlib

from django.db import migrations
from django.utils.translation import gettext_noop as _

RULES = {
    "data_request": {
        "name": _("Answer a data-protection request"), "amount": 1, "unit": "MONTHS",
        "source": _("GDPR Art. 12(3)"),
        "counts_from": _("The day on which the request arrived"),
    },
    "data_request_extended": {
        "name": _("Answer a data-protection request that was extended"), "amount": 3, "unit": "MONTHS",
        "source": _("GDPR Art. 12(3): one month and two more, with the reasons told within the first"),
        "counts_from": _("The day on which the request arrived"),
    },
    "data_part": {
        "name": _("Say what the cases of an office answer to a data-protection request"), "amount": 21, "unit": "DAYS",
        "source": _("House rule: a week before the answer goes out"),
        "counts_from": _("The day on which the request arrived"),
    },
}  # fmt: skip


def create(apps, schema_editor):
    """Add what is missing of these and of the earlier rules; what a company has changed stays as it is."""
    importlib.import_module("clocks.migrations.0005_rules_of_aftercare").create(apps, schema_editor)
    for kind, rule in RULES.items():
        apps.get_model("clocks", "Rule").objects.get_or_create(kind=kind, defaults=rule)


class Migration(migrations.Migration):
    dependencies = [("clocks", "0006_stand_ins")]

    operations = [migrations.RunPython(create, migrations.RunPython.noop)]
