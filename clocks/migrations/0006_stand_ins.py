"""Pauses that end by themselves, and changes of rules and calendars with a second person."""

import django.db.models.deletion
import uuid
from django.db import migrations, models

from audit.rules import lift_rules_on_sqlite


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0004_stand_ins'),
        ('clocks', '0005_rules_of_aftercare'),
    ]

    operations = [
        migrations.RunPython(lift_rules_on_sqlite, migrations.RunPython.noop),
        migrations.CreateModel(
            name='DeadlineChange',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('amount', models.PositiveSmallIntegerField(null=True, verbose_name='how long')),
                ('source', models.CharField(blank=True, max_length=300, verbose_name='source')),
                ('day', models.DateField(null=True, verbose_name='day')),
                ('is_open', models.BooleanField(default=False, verbose_name='open after all')),
                ('reason', models.CharField(max_length=200, verbose_name='reason')),
                ('proposed_at', models.DateTimeField()),
                ('decided_at', models.DateTimeField(null=True)),
                ('is_agreed', models.BooleanField(default=False)),
            ],
            options={
                'ordering': ['proposed_at', 'id'],
            },
        ),
        migrations.AddField(
            model_name='pause',
            name='resume_on',
            field=models.DateField(null=True),
        ),
        migrations.AddConstraint(
            model_name='pause',
            constraint=models.CheckConstraint(condition=models.Q(('resume_on__isnull', True), ('resume_on__gt', models.F('starts_on')), _connector='OR'), name='a_pause_is_planned_to_end_after_its_start'),
        ),
        migrations.AddField(
            model_name='deadlinechange',
            name='calendar',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='changes', to='clocks.businesscalendar'),
        ),
        migrations.AddField(
            model_name='deadlinechange',
            name='decided_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person'),
        ),
        migrations.AddField(
            model_name='deadlinechange',
            name='proposed_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person'),
        ),
        migrations.AddField(
            model_name='deadlinechange',
            name='rule',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='changes', to='clocks.rule'),
        ),
        migrations.AddConstraint(
            model_name='deadlinechange',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('amount__isnull', False), ('calendar__isnull', True), ('day__isnull', True), ('rule__isnull', False), models.Q(('source', ''), _negated=True)), models.Q(('amount__isnull', True), ('calendar__isnull', False), ('day__isnull', False), ('rule__isnull', True), ('source', '')), _connector='OR'), name='a_change_is_of_a_rule_or_of_a_day'),
        ),
        migrations.AddConstraint(
            model_name='deadlinechange',
            constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='a_change_has_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='deadlinechange',
            constraint=models.CheckConstraint(condition=models.Q(('decided_by__isnull', True), models.Q(('decided_by', models.F('proposed_by')), _negated=True), _connector='OR'), name='a_second_person_agrees_to_a_deadline'),
        ),
        migrations.AddConstraint(
            model_name='deadlinechange',
            constraint=models.CheckConstraint(condition=models.Q(('is_agreed', False), ('decided_at__isnull', False), _connector='OR'), name='an_agreed_change_was_decided'),
        ),
        migrations.AddConstraint(
            model_name='deadlinechange',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_at__isnull', True), ('decided_by__isnull', True)), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False)), _connector='OR'), name='a_decided_deadline_says_who_and_when'),
        ),
        migrations.RunPython(migrations.RunPython.noop, lift_rules_on_sqlite),
    ]
