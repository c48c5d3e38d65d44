"""A match that was confirmed by mistake is lifted, for a reason of its own."""

from django.db import migrations, models

import vault.fields
from audit.rules import lift_rules_on_sqlite


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0004_stand_ins'),
        ('code_of_ethics', '0013_talks_judged'),
        ('vault', '0003_retired_wrapping_keys'),
    ]

    operations = [
        # On SQLite a table is made anew, and a rule that names it would stop that.
        migrations.RunPython(lift_rules_on_sqlite, migrations.RunPython.noop),
        migrations.RemoveConstraint(
            model_name='exceptionmatch',
            name='a_match_is_judged_one_way',
        ),
        migrations.AddField(
            model_name='exceptionmatch',
            name='lifted_because',
            field=vault.fields.SealedTextField(null=True),
        ),
        migrations.AddConstraint(
            model_name='exceptionmatch',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('lifted_at__isnull', True), ('lifted_because__isnull', True)), models.Q(('confirmed_at__isnull', True), ('lifted_because__isnull', True)), models.Q(('confirmed_at__isnull', False), ('lifted_at__isnull', False), ('lifted_because__isnull', False)), _connector='OR'), name='a_confirmed_match_is_lifted_for_a_reason_of_its_own'),
        ),
        migrations.RunPython(migrations.RunPython.noop, lift_rules_on_sqlite),
    ]
