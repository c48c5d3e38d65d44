"""How long a disclosure is kept, and that it was late: see the model."""

from django.db import migrations, models

from audit.rules import lift_rules_on_sqlite


def keep_five_years(apps, schema_editor):
    """What was filed before is kept as long as what is filed from now on; a leap day ends on the 28th."""
    rows = apps.get_model('code_of_ethics', 'Disclosure').objects.filter(posted_until__isnull=False)
    for pk, until in rows.values_list('pk', 'posted_until'):
        day = 28 if (until.month, until.day) == (2, 29) else until.day
        rows.filter(pk=pk).update(kept_until=until.replace(year=until.year + 5, day=day))


class Migration(migrations.Migration):

    dependencies = [
        ('code_of_ethics', '0006_affirming'),
    ]

    operations = [
        migrations.RunPython(lift_rules_on_sqlite, migrations.RunPython.noop),
        migrations.AddField(
            model_name='disclosure',
            name='ended_on',
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name='disclosure',
            name='kept_until',
            field=models.DateField(null=True, verbose_name='kept until'),
        ),
        migrations.AddField(
            model_name='disclosure',
            name='late_since',
            field=models.DateTimeField(null=True),
        ),
        migrations.RunPython(keep_five_years, migrations.RunPython.noop),
        migrations.RunPython(migrations.RunPython.noop, lift_rules_on_sqlite),
    ]
