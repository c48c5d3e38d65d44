"""Somebody confirmed who was named by mistake is let go by two."""

import django.db.models.deletion
import vault.fields
from django.db import migrations, models

from audit.rules import lift_rules_on_sqlite


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0004_stand_ins'),
        ('cases', '0035_subjects_confirmed_lately'),
        ('vault', '0003_retired_wrapping_keys'),
    ]

    operations = [
        # On SQLite a table is made anew, and a rule that names it would stop that.
        migrations.RunPython(lift_rules_on_sqlite, migrations.RunPython.noop),
        migrations.AddField(
            model_name='party',
            name='doubted_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='party',
            name='doubted_because',
            field=vault.fields.SealedTextField(null=True),
        ),
        migrations.AddField(
            model_name='party',
            name='doubted_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person'),
        ),
        migrations.AddConstraint(
            model_name='party',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('doubted_at__isnull', True), ('doubted_by__isnull', True)), models.Q(('doubted_at__isnull', False), ('doubted_by__isnull', False)), _connector='OR'), name='a_doubt_of_a_party_says_who_and_when'),
        ),
        migrations.AddConstraint(
            model_name='party',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('doubted_because__isnull', True), ('doubted_by__isnull', True)), models.Q(('doubted_because__isnull', False), ('doubted_by__isnull', False), models.Q(('status', 'PROVISIONAL'), _negated=True)), _connector='OR'), name='a_party_is_doubted_for_a_reason'),
        ),
        migrations.RunPython(migrations.RunPython.noop, lift_rules_on_sqlite),
    ]
