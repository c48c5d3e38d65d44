"""The plain words of topics, and who answers at a contact point, in the languages of the public pages."""

from django.db import migrations, models

from audit.rules import lift_rules_on_sqlite


class Migration(migrations.Migration):
    dependencies = [
        ("code_of_ethics", "0001_to_0004"),
    ]

    operations = [
        migrations.RunPython(lift_rules_on_sqlite, migrations.RunPython.noop),
        migrations.AddField(
            "topic",
            "translations",
            models.JSONField(blank=True, default=dict, verbose_name="in other languages"),
        ),
        migrations.AddField(
            "contactpoint",
            "translations",
            models.JSONField(blank=True, default=dict, verbose_name="in other languages"),
        ),
        migrations.RunPython(migrations.RunPython.noop, lift_rules_on_sqlite),
    ]
