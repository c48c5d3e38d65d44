"""Nobody acts for the chair outside the chair's queue, and counsel who can't advise is replaced."""

from django.db import migrations, models

from audit.rules import lift_rules_on_sqlite


def only_in_the_chairs_queue(apps, schema_editor):
    """Cases that a transfer took out of the chair's queue kept whoever had acted for the chair there."""
    strays = apps.get_model("cases", "Case").objects.exclude(queue="AUDIT_COMMITTEE_CHAIR")
    strays.filter(acting_head__isnull=False).update(acting_head=None)


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0004_stand_ins'),
        ('cases', '0018_languages'),
        ('code_of_ethics', '0005_languages'),
        ('vault', '0002_secrets'),
    ]

    operations = [
        migrations.RunPython(lift_rules_on_sqlite, migrations.RunPython.noop),
        migrations.RunPython(only_in_the_chairs_queue, migrations.RunPython.noop),
        migrations.AddField(
            model_name='publicreferral',
            name='counsel_declined_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddConstraint(
            model_name='case',
            constraint=models.CheckConstraint(condition=models.Q(('acting_head__isnull', True), ('queue', 'AUDIT_COMMITTEE_CHAIR'), _connector='OR'), name='only_the_chair_has_somebody_acting'),
        ),
        migrations.AddConstraint(
            model_name='publicreferral',
            constraint=models.CheckConstraint(condition=models.Q(('advised_at__isnull', True), ('counsel_declined_at__isnull', True), _connector='OR'), name='counsel_advises_or_declines'),
        ),
        migrations.RunPython(migrations.RunPython.noop, lift_rules_on_sqlite),
    ]
