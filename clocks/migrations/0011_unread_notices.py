"""The rule for a notice to the committee that its member does not read."""

import importlib

from django.db import migrations
from django.utils.translation import gettext_noop as _

NAME = _("Read a notice to the Audit Committee")
SOURCE = _("House rule: whoever answers for the company hears of what is material within a business day")
COUNTS_FROM = _("The notice; then, for the next member, the day on which the Board's secretary was asked to call")


def create(apps, schema_editor):
    """Add what is missing of this and of the earlier rules; what a company has changed stays as it is."""
    importlib.import_module("clocks.migrations.0010_rules_of_the_programme").create(apps, schema_editor)
    company = apps.get_model("clocks", "BusinessCalendar").objects.get(code="company")
    facts = {"name": NAME, "amount": 1, "unit": "BUSINESS_DAYS", "source": SOURCE, "counts_from": COUNTS_FROM}
    rules = apps.get_model("clocks", "Rule").objects
    rules.get_or_create(kind="unread_notice", defaults={**facts, "calendar": company})


class Migration(migrations.Migration):
    dependencies = [("clocks", "0010_rules_of_the_programme")]

    operations = [migrations.RunPython(create, migrations.RunPython.noop)]
