"""The ethics programme: what is audited, trained, given and taken, and said about the Code in other languages."""

import django.db.models.deletion
import uuid
import vault.fields
from django.db import migrations, models

from audit.rules import lift_rules_on_sqlite


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0004_stand_ins'),
        ('code_of_ethics', '0006_affirming'),
        ('vault', '0003_retired_wrapping_keys'),
    ]

    operations = [
        migrations.RunPython(lift_rules_on_sqlite, migrations.RunPython.noop),
        migrations.CreateModel(
            name='ComplianceAudit',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('question', vault.fields.SealedTextField()),
                ('starts_on', models.DateField(verbose_name='planned from')),
                ('due_on', models.DateField(verbose_name='to be reported by')),
                ('state', models.CharField(choices=[('PLANNED', 'Planned'), ('FIELDWORK', 'Being done'), ('REPORTED', 'Reported'), ('CANCELLED', 'Called off')], default='PLANNED', max_length=12, verbose_name='state')),
                ('planned_at', models.DateTimeField()),
                ('population', models.PositiveIntegerField(null=True, verbose_name='of how many')),
                ('sample_size', models.PositiveIntegerField(null=True, verbose_name='how many are looked at')),
                ('sample_method', models.CharField(blank=True, choices=[('RANDOM', 'At random'), ('STRATIFIED', 'At random within groups'), ('JUDGEMENT', 'By judgement'), ('ALL', 'Everything')], max_length=12, verbose_name='how they are chosen')),
                ('sample_words', vault.fields.SealedTextField(null=True)),
                ('begun_at', models.DateTimeField(null=True)),
                ('rating', models.CharField(blank=True, choices=[('EFFECTIVE', 'Works'), ('IMPROVE', 'Needs to improve'), ('INEFFECTIVE', 'Does not work')], max_length=12, verbose_name='rating')),
                ('conclusion', vault.fields.SealedTextField(null=True)),
                ('reported_at', models.DateTimeField(null=True)),
                ('cancelled_at', models.DateTimeField(null=True)),
                ('cancelled_reason', vault.fields.SealedTextField(null=True)),
                ('begun_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person')),
                ('cancelled_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person')),
                ('data_key', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='vault.datakey')),
                ('planned_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person')),
                ('provision', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='code_of_ethics.provision', verbose_name='provision')),
                ('reported_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person')),
                ('unit', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.unit', verbose_name='unit')),
            ],
            options={
                'ordering': ['-planned_at'],
            },
        ),
        migrations.CreateModel(
            name='AuditFinding',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('text', vault.fields.SealedTextField()),
                ('rating', models.CharField(choices=[('LOW', 'Low'), ('MODERATE', 'Moderate'), ('HIGH', 'High'), ('CRITICAL', 'Critical')], max_length=10, verbose_name='rating')),
                ('raised_at', models.DateTimeField()),
                ('state', models.CharField(choices=[('RAISED', 'Waits for an answer'), ('ANSWERED', 'Being put right'), ('DONE', 'Said to be done'), ('CLOSED', 'Seen to be done')], default='RAISED', max_length=10, verbose_name='state')),
                ('agreement', models.CharField(blank=True, choices=[('AGREED', 'Agrees'), ('PARTLY', 'Agrees in part'), ('DISAGREED', 'Does not agree')], max_length=10, verbose_name='management')),
                ('response', vault.fields.SealedTextField(null=True)),
                ('due_on', models.DateField(null=True, verbose_name='due')),
                ('answered_at', models.DateTimeField(null=True)),
                ('report', vault.fields.SealedTextField(null=True)),
                ('done_at', models.DateTimeField(null=True)),
                ('returned_reason', vault.fields.SealedTextField(null=True)),
                ('closing', vault.fields.SealedTextField(null=True)),
                ('closed_at', models.DateTimeField(null=True)),
                ('answered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person')),
                ('closed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person')),
                ('data_key', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='vault.datakey')),
                ('done_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person', verbose_name='owner')),
                ('raised_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person')),
                ('audit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='findings', to='code_of_ethics.complianceaudit')),
            ],
            options={
                'ordering': ['raised_at', 'id'],
            },
        ),
        migrations.AddConstraint(
            model_name='complianceaudit',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('begun_at__isnull', True), ('begun_by__isnull', True)), models.Q(('begun_at__isnull', False), ('begun_by__isnull', False)), _connector='OR'), name='a_begun_audit_says_who_and_when'),
        ),
        migrations.AddConstraint(
            model_name='complianceaudit',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('reported_at__isnull', True), ('reported_by__isnull', True)), models.Q(('reported_at__isnull', False), ('reported_by__isnull', False)), _connector='OR'), name='a_reported_audit_says_who_and_when'),
        ),
        migrations.AddConstraint(
            model_name='complianceaudit',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('cancelled_at__isnull', True), ('cancelled_by__isnull', True)), models.Q(('cancelled_at__isnull', False), ('cancelled_by__isnull', False)), _connector='OR'), name='a_cancelled_audit_says_who_and_when'),
        ),
        migrations.AddConstraint(
            model_name='complianceaudit',
            constraint=models.CheckConstraint(condition=models.Q(('due_on__gte', models.F('starts_on'))), name='an_audit_ends_after_its_start'),
        ),
        migrations.AddConstraint(
            model_name='complianceaudit',
            constraint=models.CheckConstraint(condition=models.Q(('begun_at__isnull', True), models.Q(models.Q(('sample_method', ''), _negated=True), ('population__gte', 1), ('sample_size__gte', 1), ('sample_words__isnull', False)), _connector='OR'), name='a_begun_audit_says_what_it_looks_at'),
        ),
        migrations.AddConstraint(
            model_name='complianceaudit',
            constraint=models.CheckConstraint(condition=models.Q(('sample_size__isnull', True), ('sample_size__lte', models.F('population')), _connector='OR'), name='a_sample_is_not_larger_than_the_whole'),
        ),
        migrations.AddConstraint(
            model_name='complianceaudit',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('begun_at__isnull', True), ('cancelled_at__isnull', True), ('state', 'PLANNED')), models.Q(('begun_at__isnull', False), ('cancelled_at', None), ('reported_at__isnull', True), ('state', 'FIELDWORK')), models.Q(models.Q(('begun_at__isnull', False), ('reported_at__isnull', False), ('state', 'REPORTED')), models.Q(('rating', ''), _negated=True)), models.Q(('cancelled_at__isnull', False), ('reported_at__isnull', True), ('state', 'CANCELLED')), _connector='OR'), name='an_audit_is_where_its_dates_say'),
        ),
        migrations.AddIndex(
            model_name='auditfinding',
            index=models.Index(fields=['state', 'due_on'], name='findings_to_follow_up'),
        ),
        migrations.AddConstraint(
            model_name='auditfinding',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('answered_at__isnull', True), ('answered_by__isnull', True)), models.Q(('answered_at__isnull', False), ('answered_by__isnull', False)), _connector='OR'), name='an_answered_finding_says_who_and_when'),
        ),
        migrations.AddConstraint(
            model_name='auditfinding',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('done_at__isnull', True), ('done_by__isnull', True)), models.Q(('done_at__isnull', False), ('done_by__isnull', False)), _connector='OR'), name='a_done_finding_says_who_and_when'),
        ),
        migrations.AddConstraint(
            model_name='auditfinding',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('closed_at__isnull', True), ('closed_by__isnull', True)), models.Q(('closed_at__isnull', False), ('closed_by__isnull', False)), _connector='OR'), name='a_closed_finding_says_who_and_when'),
        ),
        migrations.AddConstraint(
            model_name='auditfinding',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('answered_at__isnull', True), ('state', 'RAISED')), models.Q(models.Q(('state__in', ['ANSWERED', 'DONE', 'CLOSED'])), models.Q(('agreement', ''), _negated=True), ('answered_at__isnull', False), ('due_on__isnull', False), ('response__isnull', False)), _connector='OR'), name='an_answered_finding_has_an_answer_and_a_day'),
        ),
        migrations.AddConstraint(
            model_name='auditfinding',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['DONE', 'CLOSED']), _negated=True), models.Q(('done_at__isnull', False), ('report__isnull', False)), _connector='OR'), name='a_done_finding_says_what_was_done'),
        ),
        migrations.AddConstraint(
            model_name='auditfinding',
            constraint=models.CheckConstraint(condition=models.Q(('closed_by__isnull', True), models.Q(models.Q(('closed_by', models.F('owner')), _negated=True), models.Q(('closed_by', models.F('done_by')), _negated=True), ('state', 'CLOSED')), _connector='OR'), name='somebody_else_closes_a_finding'),
        ),
        migrations.RunPython(migrations.RunPython.noop, lift_rules_on_sqlite),
    ]
