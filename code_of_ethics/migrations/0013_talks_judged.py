"""Whom a talk may name is judged in time, and talks from before are looked through."""

import django.db.models.deletion
from django.db import migrations, models

from audit.rules import lift_rules_on_sqlite


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0004_stand_ins'),
        ('code_of_ethics', '0012_talks_walled'),
        ('vault', '0003_retired_wrapping_keys'),
    ]

    operations = [
        # On SQLite a table is made anew, and a rule that names it would stop that.
        migrations.RunPython(lift_rules_on_sqlite, migrations.RunPython.noop),
        migrations.AddField(
            model_name='exceptionmatch',
            name='confirmed_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='exceptionmatch',
            name='confirmed_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person'),
        ),
        migrations.AddField(
            model_name='statedexception',
            name='matched_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddConstraint(
            model_name='exceptionmatch',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('confirmed_at__isnull', True), ('confirmed_by__isnull', True)), models.Q(('confirmed_at__isnull', False), ('confirmed_by__isnull', False)), _connector='OR'), name='whoever_confirms_a_match_says_when'),
        ),
        migrations.AddConstraint(
            model_name='exceptionmatch',
            constraint=models.CheckConstraint(condition=models.Q(('confirmed_by__isnull', True), models.Q(('confirmed_by', models.F('person')), _negated=True), _connector='OR'), name='nobody_confirms_a_match_of_themself'),
        ),
        migrations.AddConstraint(
            model_name='exceptionmatch',
            constraint=models.CheckConstraint(condition=models.Q(('lifted_at__isnull', True), ('confirmed_at__isnull', True), _connector='OR'), name='a_match_is_judged_one_way'),
        ),
        migrations.RunPython(migrations.RunPython.noop, lift_rules_on_sqlite),
    ]
