"""Everybody who changed a draft of the Code: the drafters of today's drafts, to begin with."""

from django.db import migrations, models

from audit.rules import lift_rules_on_sqlite


def remember_drafters(apps, schema_editor):
    """Whoever drafted what is still a draft is one of its writers."""
    versions = apps.get_model("code_of_ethics", "CodeVersion")
    for version in versions.objects.filter(state="DRAFT"):
        version.writers.add(version.drafted_by_id)


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0004_stand_ins'),
        ('code_of_ethics', '0010_translations'),
    ]

    operations = [
        # On SQLite a table is made anew, and a rule that names it would stop that.
        migrations.RunPython(lift_rules_on_sqlite, migrations.RunPython.noop),
        migrations.AddField(
            model_name='codeversion',
            name='writers',
            field=models.ManyToManyField(related_name='+', to='accounts.person'),
        ),
        migrations.RunPython(remember_drafters, migrations.RunPython.noop),
        migrations.RunPython(migrations.RunPython.noop, lift_rules_on_sqlite),
    ]
