"""Nobody acts for the chair outside the chair's queue, counsel is replaced, and a second person agrees to a topic."""

import django.db.models.deletion
import uuid
import vault.fields
from django.db import migrations, models

from audit.rules import lift_rules_on_sqlite


def only_in_the_chairs_queue(apps, schema_editor):
    """Cases that a transfer took out of the chair's queue kept whoever had acted for the chair there."""
    strays = apps.get_model("cases", "Case").objects.exclude(queue="AUDIT_COMMITTEE_CHAIR")
    strays.filter(acting_head__isnull=False).update(acting_head=None)



class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0004_stand_ins'),
        ('cases', '0021_case_file'),
        ('code_of_ethics', '0005_languages'),
        ('vault', '0002_secrets'),
    ]

    operations = [
        migrations.RunPython(lift_rules_on_sqlite, migrations.RunPython.noop),
        migrations.RunPython(only_in_the_chairs_queue, migrations.RunPython.noop),
        migrations.CreateModel(
            name='Appointment',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('appointed_at', models.DateTimeField()),
                ('until', models.DateTimeField()),
                ('ended_at', models.DateTimeField(null=True)),
            ],
            options={
                'ordering': ['appointed_at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='ExitReading',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('quarter', models.DateField()),
                ('chosen_at', models.DateTimeField()),
                ('verdict', models.CharField(blank=True, choices=[('AGREED', 'It was right to end it so'), ('DOUBTED', 'It should be looked at again')], max_length=10, verbose_name='verdict')),
                ('words', vault.fields.SealedTextField(blank=True, verbose_name='why')),
                ('read_at', models.DateTimeField(null=True)),
            ],
            options={
                'ordering': ['chosen_at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='TopicChange',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('reasons', vault.fields.SealedTextField(verbose_name='reasons')),
                ('proposed_at', models.DateTimeField()),
                ('decided_at', models.DateTimeField(null=True)),
                ('is_agreed', models.BooleanField(default=False)),
            ],
        ),
        migrations.AddField(
            model_name='case',
            name='routed_on',
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name='case',
            name='was_passed_on',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='publicreferral',
            name='counsel_declined_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AlterField(
            model_name='accessgrant',
            name='reason',
            field=models.CharField(choices=[('shared', 'The office shared it'), ('second_person', 'To answer as the second person'), ('alarm', 'To act, because somebody may be in danger'), ('exit_reading', 'To read how it ended, by random choice'), ('called_up', "The committee's chair called it up")], max_length=60),
        ),
        migrations.AddConstraint(
            model_name='case',
            constraint=models.CheckConstraint(condition=models.Q(('acting_head__isnull', True), ('queue', 'AUDIT_COMMITTEE_CHAIR'), _connector='OR'), name='only_the_chair_has_somebody_acting'),
        ),
        migrations.AddConstraint(
            model_name='publicreferral',
            constraint=models.CheckConstraint(condition=models.Q(('advised_at__isnull', True), ('counsel_declined_at__isnull', True), _connector='OR'), name='counsel_advises_or_declines'),
        ),
        migrations.AddField(
            model_name='appointment',
            name='appointed_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person'),
        ),
        migrations.AddField(
            model_name='appointment',
            name='case',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='appointments', to='cases.case'),
        ),
        migrations.AddField(
            model_name='appointment',
            name='ended_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person'),
        ),
        migrations.AddField(
            model_name='appointment',
            name='person',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person'),
        ),
        migrations.AddField(
            model_name='exitreading',
            name='case',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='exit_reading', to='cases.case'),
        ),
        migrations.AddField(
            model_name='exitreading',
            name='data_key',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='vault.datakey'),
        ),
        migrations.AddField(
            model_name='exitreading',
            name='read_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person'),
        ),
        migrations.AddField(
            model_name='topicchange',
            name='case',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='topic_changes', to='cases.case'),
        ),
        migrations.AddField(
            model_name='topicchange',
            name='data_key',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='vault.datakey'),
        ),
        migrations.AddField(
            model_name='topicchange',
            name='decided_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person'),
        ),
        migrations.AddField(
            model_name='topicchange',
            name='proposed_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person'),
        ),
        migrations.AddField(
            model_name='topicchange',
            name='topic',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='code_of_ethics.topic', verbose_name='topic'),
        ),
        migrations.AddIndex(
            model_name='appointment',
            index=models.Index(fields=['person', 'until'], name='cases_appoi_person__e24cef_idx'),
        ),
        migrations.AddConstraint(
            model_name='appointment',
            constraint=models.CheckConstraint(condition=models.Q(('until__gt', models.F('appointed_at'))), name='an_appointment_has_an_end'),
        ),
        migrations.AddConstraint(
            model_name='appointment',
            constraint=models.CheckConstraint(condition=models.Q(('person', models.F('appointed_by')), _negated=True), name='nobody_appoints_themself'),
        ),
        migrations.AddConstraint(
            model_name='appointment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', True), ('ended_by__isnull', True)), models.Q(('ended_at__isnull', False), ('ended_by__isnull', False)), _connector='OR'), name='an_ended_appointment_says_who_and_when'),
        ),
        migrations.AddConstraint(
            model_name='exitreading',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('read_at__isnull', True), ('verdict', '')), models.Q(('read_at__isnull', False), ('verdict__in', ['AGREED', 'DOUBTED'])), _connector='OR'), name='an_end_that_was_read_has_a_verdict'),
        ),
        migrations.AddConstraint(
            model_name='exitreading',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('read_at__isnull', True), ('read_by__isnull', True)), models.Q(('read_at__isnull', False), ('read_by__isnull', False)), _connector='OR'), name='an_end_that_was_read_says_who_and_when'),
        ),
        migrations.AddConstraint(
            model_name='topicchange',
            constraint=models.UniqueConstraint(condition=models.Q(('decided_at__isnull', True)), fields=('case',), name='one_change_of_topic_waits'),
        ),
        migrations.AddConstraint(
            model_name='topicchange',
            constraint=models.CheckConstraint(condition=models.Q(('decided_by__isnull', True), models.Q(('decided_by', models.F('proposed_by')), _negated=True), _connector='OR'), name='a_second_person_agrees_to_another_topic'),
        ),
        migrations.AddConstraint(
            model_name='topicchange',
            constraint=models.CheckConstraint(condition=models.Q(('is_agreed', False), ('decided_at__isnull', False), _connector='OR'), name='an_agreed_topic_was_decided'),
        ),
        migrations.AddConstraint(
            model_name='topicchange',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_at__isnull', True), ('decided_by__isnull', True)), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False)), _connector='OR'), name='a_decided_topic_says_who_and_when'),
        ),
        migrations.RunPython(migrations.RunPython.noop, lift_rules_on_sqlite),
    ]
