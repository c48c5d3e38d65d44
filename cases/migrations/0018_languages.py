"""Questions of a topic, and another channel that a policy names, in the languages of the public pages."""

from django.db import migrations, models

from audit.rules import lift_rules_on_sqlite


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0016_floods"),
    ]

    operations = [
        migrations.RunPython(lift_rules_on_sqlite, migrations.RunPython.noop),
        migrations.AddField(
            "questionnaire",
            "translations",
            models.JSONField(blank=True, default=dict, verbose_name="in other languages"),
        ),
        migrations.AddField(
            "topicquestion",
            "translations",
            models.JSONField(blank=True, default=dict, verbose_name="in other languages"),
        ),
        migrations.RunPython(migrations.RunPython.noop, lift_rules_on_sqlite),
    ]
