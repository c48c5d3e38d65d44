"""A rule may be counted in real hours, and the first one that is: answering when somebody may be in danger."""

import importlib

from django.db import migrations, models
from django.utils.translation import gettext_noop as _

from audit.rules import lift_rules_on_sqlite

RULE = {
    "name": _("Answer when a reporter says that somebody is in danger"), "amount": 1, "unit": "HOURS",
    "source": _("House rule: then the next person is called, up to the committee's chair"),
    "counts_from": _("The moment the person on call was called. Nights, weekends and holidays count."),
}


def create(apps, schema_editor):
    """Add what is missing of this and of the earlier rules; what a company has changed stays as it is."""
    importlib.import_module("clocks.migrations.0002_calendars_and_rules").create(apps, schema_editor)
    apps.get_model("clocks", "Rule").objects.get_or_create(kind="danger_alarm", defaults=RULE)


class Migration(migrations.Migration):
    dependencies = [("clocks", "0002_calendars_and_rules")]

    operations = [
        migrations.RunPython(lift_rules_on_sqlite, migrations.RunPython.noop),
        migrations.RemoveConstraint(model_name="rule", name="a_rule_counts_in_a_known_unit"),
        migrations.AlterField(
            model_name="rule",
            name="unit",
            field=models.CharField(
                choices=[
                    ("HOURS", "hours"), ("DAYS", "calendar days"), ("MONTHS", "calendar months"),
                    ("BUSINESS_DAYS", "business days"),
                ],
                max_length=20, verbose_name="unit",
            ),
        ),
        migrations.AddConstraint(
            model_name="rule",
            constraint=models.CheckConstraint(
                condition=models.Q(("unit__in", ["HOURS", "DAYS", "MONTHS", "BUSINESS_DAYS"])),
                name="a_rule_counts_in_a_known_unit",
            ),
        ),
        migrations.RunPython(create, migrations.RunPython.noop),
        migrations.RunPython(migrations.RunPython.noop, lift_rules_on_sqlite),
    ]
