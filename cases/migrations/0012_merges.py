"""Cases that go into another one."""

import django.db.models.deletion
import uuid
import vault.fields
from django.db import migrations, models

from audit.rules import lift_rules_on_sqlite


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0001_to_0002'),
        ('cases', '0001_to_0011'),
        ('vault', '0002_secrets'),
    ]

    operations = [
        migrations.RunPython(lift_rules_on_sqlite, migrations.RunPython.noop),
        migrations.CreateModel(
            name='Merge',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('reason', vault.fields.SealedTextField(verbose_name='reason')),
                ('merged_at', models.DateTimeField()),
                ('state_before', models.CharField(choices=[('NEW', 'New'), ('TRIAGE', 'In triage'), ('INVESTIGATION', 'Under investigation'), ('REVIEW', 'In review'), ('CLOSED', 'Closed'), ('MERGED', 'Merged into another case')], max_length=20)),
                ('parties_there', models.JSONField(default=list)),
                ('unmerged_at', models.DateTimeField(null=True)),
                ('unmerge_reason', vault.fields.SealedTextField(blank=True)),
            ],
            options={
                'ordering': ['-merged_at', 'id'],
            },
        ),
        migrations.AddField(
            model_name='case',
            name='merged_into',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='merged_cases', to='cases.case'),
        ),
        migrations.AlterField(
            model_name='case',
            name='state',
            field=models.CharField(choices=[('NEW', 'New'), ('TRIAGE', 'In triage'), ('INVESTIGATION', 'Under investigation'), ('REVIEW', 'In review'), ('CLOSED', 'Closed'), ('MERGED', 'Merged into another case')], default='NEW', max_length=20, verbose_name='state'),
        ),
        migrations.AddConstraint(
            model_name='case',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('merged_into__isnull', False), ('state', 'MERGED')), models.Q(models.Q(('state', 'MERGED'), _negated=True), ('merged_into__isnull', True)), _connector='OR'), name='a_merged_case_says_into_which'),
        ),
        migrations.AddConstraint(
            model_name='case',
            constraint=models.CheckConstraint(condition=models.Q(('merged_into__isnull', True), models.Q(('merged_into', models.F('id')), _negated=True), _connector='OR'), name='no_case_is_merged_into_itself'),
        ),
        migrations.AddField(
            model_name='merge',
            name='assignee_before',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person'),
        ),
        migrations.AddField(
            model_name='merge',
            name='data_key',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='vault.datakey'),
        ),
        migrations.AddField(
            model_name='merge',
            name='merged_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person'),
        ),
        migrations.AddField(
            model_name='merge',
            name='source',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='merges', to='cases.case'),
        ),
        migrations.AddField(
            model_name='merge',
            name='target',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='merges_into', to='cases.case'),
        ),
        migrations.AddField(
            model_name='merge',
            name='unmerged_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person'),
        ),
        migrations.AddField(
            model_name='allegation',
            name='came_with',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='allegations', to='cases.merge'),
        ),
        migrations.AddField(
            model_name='party',
            name='came_with',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='parties', to='cases.merge'),
        ),
        migrations.AddField(
            model_name='report',
            name='came_with',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reports', to='cases.merge'),
        ),
        migrations.AddConstraint(
            model_name='merge',
            constraint=models.CheckConstraint(condition=models.Q(('source', models.F('target')), _negated=True), name='a_merge_has_two_ends'),
        ),
        migrations.AddConstraint(
            model_name='merge',
            constraint=models.CheckConstraint(condition=models.Q(('state_before__in', ['INVESTIGATION', 'TRIAGE'])), name='what_is_merged_was_worked'),
        ),
        migrations.AddConstraint(
            model_name='merge',
            constraint=models.UniqueConstraint(condition=models.Q(('unmerged_at__isnull', True)), fields=('source',), name='a_case_is_merged_once_at_a_time'),
        ),
        migrations.AddConstraint(
            model_name='merge',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('unmerged_at__isnull', True), ('unmerged_by__isnull', True)), models.Q(('unmerged_at__isnull', False), ('unmerged_by__isnull', False)), _connector='OR'), name='an_undone_merge_says_who_and_when'),
        ),
        migrations.RunPython(migrations.RunPython.noop, lift_rules_on_sqlite),
    ]
