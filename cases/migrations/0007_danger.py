"""Somebody is in danger: the rota of those on call, and the alarm of whoever was called."""

import django.db.models.deletion
import uuid
from django.db import migrations, models

from audit.rules import lift_rules_on_sqlite


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0002_who_and_when'),
        ('cases', '0006_ethics_mailbox'),
    ]

    operations = [
        migrations.RunPython(lift_rules_on_sqlite, migrations.RunPython.noop),
        migrations.AlterField(
            model_name='accessgrant',
            name='reason',
            field=models.CharField(choices=[('shared', 'The office shared it'), ('second_person', 'To answer as the second person'), ('alarm', 'To act, because somebody may be in danger'), ('called_up', "The committee's chair called it up")], max_length=60),
        ),
        migrations.CreateModel(
            name='DangerAlarm',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('raised_on', models.DateField()),
                ('acknowledged_at', models.DateTimeField(null=True)),
                ('acknowledged_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='alarms', to='cases.case')),
                ('report', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='alarm', to='cases.report')),
            ],
            options={
                'ordering': ['raised_on', 'id'],
            },
        ),
        migrations.CreateModel(
            name='AlarmCall',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('place', models.PositiveSmallIntegerField()),
                ('rung', models.CharField(choices=[('ON_CALL', 'On call'), ('HEAD', 'Head of the office'), ('OTHER_HEAD', 'Head of the other office'), ('COMMITTEE', 'Audit Committee')], max_length=20)),
                ('called_at', models.DateTimeField()),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person')),
                ('alarm', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='calls', to='cases.dangeralarm')),
            ],
            options={
                'ordering': ['place'],
            },
        ),
        migrations.CreateModel(
            name='OnCallDuty',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('office', models.CharField(choices=[('GENERAL_AUDITOR', "General Auditor's office"), ('ETHICS_OFFICE', 'Compliance & Ethics office')], max_length=20, verbose_name='office')),
                ('starts_at', models.DateTimeField(verbose_name='from')),
                ('ends_at', models.DateTimeField(verbose_name='until')),
                ('planned_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(null=True)),
                ('ended_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person', verbose_name='person')),
                ('planned_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person')),
            ],
            options={
                'ordering': ['starts_at'],
            },
        ),
        migrations.AddIndex(
            model_name='dangeralarm',
            index=models.Index(condition=models.Q(('acknowledged_at__isnull', True)), fields=['raised_on'], name='unanswered_alarms'),
        ),
        migrations.AddConstraint(
            model_name='dangeralarm',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('acknowledged_at__isnull', True), ('acknowledged_by__isnull', True)), models.Q(('acknowledged_at__isnull', False), ('acknowledged_by__isnull', False)), _connector='OR'), name='an_acknowledged_alarm_says_who_and_when'),
        ),
        migrations.AddConstraint(
            model_name='alarmcall',
            constraint=models.UniqueConstraint(fields=('alarm', 'place'), name='one_call_after_the_other'),
        ),
        migrations.AddConstraint(
            model_name='alarmcall',
            constraint=models.UniqueConstraint(fields=('alarm', 'person'), name='nobody_is_called_twice'),
        ),
        migrations.AddConstraint(
            model_name='alarmcall',
            constraint=models.CheckConstraint(condition=models.Q(('rung__in', ['ON_CALL', 'HEAD', 'OTHER_HEAD', 'COMMITTEE'])), name='a_call_has_a_known_rung'),
        ),
        migrations.AddIndex(
            model_name='oncallduty',
            index=models.Index(fields=['office', 'ends_at'], name='cases_oncal_office_499496_idx'),
        ),
        migrations.AddConstraint(
            model_name='oncallduty',
            constraint=models.CheckConstraint(condition=models.Q(('office__in', ['GENERAL_AUDITOR', 'ETHICS_OFFICE'])), name='a_duty_is_for_a_known_office'),
        ),
        migrations.AddConstraint(
            model_name='oncallduty',
            constraint=models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at'))), name='a_duty_ends_after_its_start'),
        ),
        migrations.AddConstraint(
            model_name='oncallduty',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', True), ('ended_by__isnull', True)), models.Q(('ended_at__isnull', False), ('ended_by__isnull', False)), _connector='OR'), name='an_ended_duty_says_who_and_when'),
        ),
        migrations.RunPython(migrations.RunPython.noop, lift_rules_on_sqlite),
    ]
