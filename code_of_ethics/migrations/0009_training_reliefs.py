"""More time for a training, and being excused from it."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

import vault.fields
from audit.rules import lift_rules_on_sqlite


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0004_stand_ins'),
        ('code_of_ethics', '0008_programme'),
        ('vault', '0003_retired_wrapping_keys'),
    ]

    operations = [
        # On SQLite a table is made anew, and a rule that names it would stop that.
        migrations.RunPython(lift_rules_on_sqlite, migrations.RunPython.noop),
        migrations.CreateModel(
            name='TrainingRelief',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('former_due_on', models.DateField()),
                ('due_on', models.DateField(null=True)),
                ('reason', vault.fields.SealedTextField()),
                ('granted_at', models.DateTimeField()),
                ('assignment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reliefs', to='code_of_ethics.trainingassignment')),
                ('data_key', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='vault.datakey')),
                ('granted_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person')),
            ],
            options={
                'ordering': ['granted_at', 'id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('due_on__isnull', True), ('due_on__gt', models.F('former_due_on')), _connector='OR'), name='more_time_is_later')],
            },
        ),
        migrations.AddField(
            model_name='trainingassignment',
            name='excused_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='trainingassignment',
            name='excused_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person'),
        ),
        migrations.AddConstraint(
            model_name='trainingassignment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('excused_at__isnull', True), ('excused_by__isnull', True)), models.Q(('excused_at__isnull', False), ('excused_by__isnull', False)), _connector='OR'), name='an_excused_training_says_who_and_when'),
        ),
        migrations.AddConstraint(
            model_name='trainingassignment',
            constraint=models.CheckConstraint(condition=models.Q(('excused_by__isnull', True), models.Q(('excused_by', models.F('person')), _negated=True), _connector='OR'), name='nobody_excuses_themself_from_a_training'),
        ),
        migrations.RunPython(migrations.RunPython.noop, lift_rules_on_sqlite),
    ]
