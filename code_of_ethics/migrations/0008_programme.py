"""The ethics programme: what is audited, trained, given and taken, and what a version of the Code says it changes."""

import django.db.models.deletion
import django.db.models.expressions
import uuid
import vault.fields
from django.db import migrations, models

from audit.rules import lift_rules_on_sqlite


def give_reasons(apps, schema_editor) -> None:
    """Technical changes of before were published without a reason; what nobody wrote down is said to be so."""
    technical = apps.get_model("code_of_ethics", "CodeVersion").objects.filter(is_substantive=False)
    technical.exclude(state="DRAFT").update(technical_reason="No reason was recorded at the time.")


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0004_stand_ins'),
        ('code_of_ethics', '0007_late_disclosures'),
        ('vault', '0003_retired_wrapping_keys'),
    ]

    operations = [
        migrations.RunPython(lift_rules_on_sqlite, migrations.RunPython.noop),
        migrations.CreateModel(
            name='CompletionImport',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('state', models.CharField(choices=[('DRAFT', 'Looked at'), ('TAKEN', 'Taken over')], default='DRAFT', max_length=10)),
                ('content', vault.fields.SealedTextField()),
                ('uploaded_at', models.DateTimeField()),
                ('taken_at', models.DateTimeField(null=True)),
                ('taken_count', models.PositiveIntegerField(default=0)),
                ('data_key', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='vault.datakey')),
                ('taken_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person')),
                ('uploaded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person')),
            ],
            options={
                'ordering': ['-uploaded_at', 'id'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('taken_at__isnull', True), ('taken_by__isnull', True)), models.Q(('taken_at__isnull', False), ('taken_by__isnull', False)), _connector='OR'), name='taken_completions_say_who_and_when'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'TAKEN'), ('taken_at__isnull', False)), models.Q(('state', 'DRAFT'), ('taken_at__isnull', True)), _connector='OR'), name='completions_are_taken_or_not')],
            },
        ),
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
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('begun_at__isnull', True), ('begun_by__isnull', True)), models.Q(('begun_at__isnull', False), ('begun_by__isnull', False)), _connector='OR'), name='a_begun_audit_says_who_and_when'), models.CheckConstraint(condition=models.Q(models.Q(('reported_at__isnull', True), ('reported_by__isnull', True)), models.Q(('reported_at__isnull', False), ('reported_by__isnull', False)), _connector='OR'), name='a_reported_audit_says_who_and_when'), models.CheckConstraint(condition=models.Q(models.Q(('cancelled_at__isnull', True), ('cancelled_by__isnull', True)), models.Q(('cancelled_at__isnull', False), ('cancelled_by__isnull', False)), _connector='OR'), name='a_cancelled_audit_says_who_and_when'), models.CheckConstraint(condition=models.Q(('due_on__gte', models.F('starts_on'))), name='an_audit_ends_after_its_start'), models.CheckConstraint(condition=models.Q(('begun_at__isnull', True), models.Q(models.Q(('sample_method', ''), _negated=True), ('population__gte', 1), ('sample_size__gte', 1), ('sample_words__isnull', False)), _connector='OR'), name='a_begun_audit_says_what_it_looks_at'), models.CheckConstraint(condition=models.Q(('sample_size__isnull', True), ('sample_size__lte', models.F('population')), _connector='OR'), name='a_sample_is_not_larger_than_the_whole'), models.CheckConstraint(condition=models.Q(models.Q(('begun_at__isnull', True), ('cancelled_at__isnull', True), ('state', 'PLANNED')), models.Q(('begun_at__isnull', False), ('cancelled_at', None), ('reported_at__isnull', True), ('state', 'FIELDWORK')), models.Q(models.Q(('begun_at__isnull', False), ('reported_at__isnull', False), ('state', 'REPORTED')), models.Q(('rating', ''), _negated=True)), models.Q(('cancelled_at__isnull', False), ('reported_at__isnull', True), ('state', 'CANCELLED')), _connector='OR'), name='an_audit_is_where_its_dates_say')],
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
                'indexes': [models.Index(fields=['state', 'due_on'], name='findings_to_follow_up')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('answered_at__isnull', True), ('answered_by__isnull', True)), models.Q(('answered_at__isnull', False), ('answered_by__isnull', False)), _connector='OR'), name='an_answered_finding_says_who_and_when'), models.CheckConstraint(condition=models.Q(models.Q(('done_at__isnull', True), ('done_by__isnull', True)), models.Q(('done_at__isnull', False), ('done_by__isnull', False)), _connector='OR'), name='a_done_finding_says_who_and_when'), models.CheckConstraint(condition=models.Q(models.Q(('closed_at__isnull', True), ('closed_by__isnull', True)), models.Q(('closed_at__isnull', False), ('closed_by__isnull', False)), _connector='OR'), name='a_closed_finding_says_who_and_when'), models.CheckConstraint(condition=models.Q(models.Q(('answered_at__isnull', True), ('state', 'RAISED')), models.Q(models.Q(('state__in', ['ANSWERED', 'DONE', 'CLOSED'])), models.Q(('agreement', ''), _negated=True), ('answered_at__isnull', False), ('due_on__isnull', False), ('response__isnull', False)), _connector='OR'), name='an_answered_finding_has_an_answer_and_a_day'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['DONE', 'CLOSED']), _negated=True), models.Q(('done_at__isnull', False), ('report__isnull', False)), _connector='OR'), name='a_done_finding_says_what_was_done'), models.CheckConstraint(condition=models.Q(('closed_by__isnull', True), models.Q(models.Q(('closed_by', models.F('owner')), _negated=True), models.Q(('closed_by', models.F('done_by')), _negated=True), ('state', 'CLOSED')), _connector='OR'), name='somebody_else_closes_a_finding')],
            },
        ),
        migrations.CreateModel(
            name='Gift',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('direction', models.CharField(choices=[('RECEIVED', 'Received, or offered from outside'), ('GIVEN', 'Given, or offered to somebody outside')], max_length=10, verbose_name='given or received')),
                ('kind', models.CharField(choices=[('GIFT', 'Gift'), ('MEAL', 'Meal'), ('ENTERTAINMENT', 'Entertainment'), ('TRAVEL', 'Travel or lodging')], max_length=15, verbose_name='kind')),
                ('what', vault.fields.SealedTextField()),
                ('other_party', vault.fields.SealedTextField(limit=200)),
                ('organisation', vault.fields.SealedTextField(limit=200)),
                ('occasion', vault.fields.SealedTextField()),
                ('is_official', models.BooleanField(default=False, verbose_name='a government official')),
                ('country', models.CharField(max_length=2, verbose_name='country')),
                ('happened_on', models.DateField(verbose_name='on')),
                ('amount', models.DecimalField(decimal_places=2, max_digits=12, verbose_name='value')),
                ('currency', models.CharField(max_length=3, verbose_name='currency')),
                ('limit', models.DecimalField(decimal_places=2, max_digits=12, null=True, verbose_name='limit')),
                ('why_reviewed', models.CharField(blank=True, choices=[('OVER_LIMIT', 'Above the limit'), ('OFFICIAL', 'A government official'), ('NO_LIMIT', 'No limit for this country and currency')], max_length=10, verbose_name='why it is reviewed')),
                ('office', models.CharField(choices=[('GENERAL_AUDITOR', "General Auditor's office"), ('ETHICS_OFFICE', 'Compliance & Ethics office')], max_length=20, verbose_name='office')),
                ('entered_at', models.DateTimeField()),
                ('state', models.CharField(choices=[('NOTED', 'Within the limit'), ('SUBMITTED', 'Being reviewed'), ('CLEARED', 'Cleared'), ('REFUSED', 'Not allowed'), ('RETURNED', 'To be given back')], max_length=10, verbose_name='state')),
                ('decided_at', models.DateTimeField(null=True)),
                ('reasons', vault.fields.SealedTextField(null=True)),
                ('data_key', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='vault.datakey')),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person')),
            ],
            options={
                'ordering': ['-entered_at'],
                'indexes': [models.Index(fields=['-entered_at', 'id'], name='gifts_newest_first')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('decided_at__isnull', True), ('decided_by__isnull', True)), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False)), _connector='OR'), name='a_decided_gift_says_who_and_when'), models.CheckConstraint(condition=models.Q(('decided_by__isnull', True), models.Q(('decided_by', models.F('person')), _negated=True), _connector='OR'), name='nobody_clears_their_own_gift'), models.CheckConstraint(condition=models.Q(('amount__gte', 0)), name='a_gift_has_a_value'), models.CheckConstraint(condition=models.Q(models.Q(('decided_at__isnull', True), ('state', 'NOTED'), ('why_reviewed', '')), models.Q(models.Q(('decided_at__isnull', True), ('state', 'SUBMITTED')), models.Q(('why_reviewed', ''), _negated=True)), models.Q(models.Q(('decided_at__isnull', False), ('reasons__isnull', False), ('state__in', ('CLEARED', 'REFUSED', 'RETURNED'))), models.Q(('why_reviewed', ''), _negated=True)), _connector='OR'), name='a_gift_is_where_its_review_says'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'NOTED'), _negated=True), models.Q(('amount__lte', models.F('limit')), ('is_official', False), ('limit__isnull', False)), _connector='OR'), name='above_the_limit_or_to_an_official_is_reviewed')],
            },
        ),
        migrations.CreateModel(
            name='GiftLimit',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('country', models.CharField(blank=True, max_length=2, verbose_name='country')),
                ('currency', models.CharField(max_length=3, verbose_name='currency')),
                ('amount', models.DecimalField(decimal_places=2, max_digits=12, verbose_name='limit')),
                ('set_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(null=True)),
                ('ended_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person')),
                ('set_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person')),
            ],
            options={
                'ordering': ['country', 'currency', '-set_at'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', True), ('ended_by__isnull', True)), models.Q(('ended_at__isnull', False), ('ended_by__isnull', False)), _connector='OR'), name='an_ended_limit_says_who_and_when'), models.CheckConstraint(condition=models.Q(('amount__gte', 0)), name='a_limit_is_not_negative'), models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('country', 'currency'), name='one_limit_of_a_country')],
            },
        ),
        migrations.CreateModel(
            name='Training',
            fields=[
                ('is_whole_company', models.BooleanField(default=True, verbose_name='everybody')),
                ('countries', models.JSONField(blank=True, default=list, verbose_name='countries')),
                ('levels', models.JSONField(blank=True, default=list, verbose_name='levels')),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('title', models.CharField(max_length=200, verbose_name='title')),
                ('code', models.SlugField(max_length=60, unique=True, verbose_name='course code')),
                ('link', models.CharField(blank=True, max_length=500, verbose_name='where it is')),
                ('days', models.PositiveSmallIntegerField(default=30, verbose_name='days to do it')),
                ('repeats_months', models.PositiveSmallIntegerField(default=0, verbose_name='again after months')),
                ('is_self_recorded', models.BooleanField(default=True, verbose_name='people record it themselves')),
                ('started_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(null=True)),
                ('ended_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person')),
                ('policy', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='trainings', to='code_of_ethics.policy')),
                ('started_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person')),
                ('units', models.ManyToManyField(blank=True, related_name='+', to='accounts.unit', verbose_name='units')),
                ('version', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='trainings', to='code_of_ethics.codeversion')),
            ],
            options={
                'ordering': ['-started_at'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', True), ('ended_by__isnull', True)), models.Q(('ended_at__isnull', False), ('ended_by__isnull', False)), _connector='OR'), name='an_ended_training_says_who_and_when'), models.CheckConstraint(condition=models.Q(models.Q(('policy__isnull', True), ('version__isnull', False)), models.Q(('policy__isnull', False), ('version__isnull', True)), _connector='OR'), name='a_training_is_about_the_code_or_a_policy'), models.CheckConstraint(condition=models.Q(('repeats_months', 0), ('days__lt', django.db.models.expressions.CombinedExpression(models.F('repeats_months'), '*', models.Value(28))), _connector='OR'), name='a_training_is_done_before_it_comes_again'), models.CheckConstraint(condition=models.Q(models.Q(('title', ''), _negated=True), ('days__gte', 1)), name='a_training_has_a_title_and_days')],
            },
        ),
        migrations.CreateModel(
            name='TrainingAssignment',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('number', models.PositiveSmallIntegerField(default=1)),
                ('assigned_on', models.DateField()),
                ('assigned_again_on', models.DateField(null=True)),
                ('due_on', models.DateField(verbose_name='due')),
                ('next_reminder_on', models.DateField()),
                ('manager_told_on', models.DateField(null=True)),
                ('completed_on', models.DateField(null=True, verbose_name='done on')),
                ('source', models.CharField(blank=True, choices=[('SELF', 'The person'), ('OFFICE', 'The office'), ('IMPORT', 'The learning system')], max_length=10, verbose_name='says who')),
                ('recorded_at', models.DateTimeField(null=True)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='training_assignments', to='accounts.person')),
                ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person')),
                ('training', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assignments', to='code_of_ethics.training')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('completed_on__isnull', True)), fields=['next_reminder_on'], name='trainings_to_remind')],
                'constraints': [models.UniqueConstraint(fields=('training', 'person', 'number'), name='a_person_is_trained_time_by_time'), models.CheckConstraint(condition=models.Q(models.Q(('recorded_at__isnull', True), ('recorded_by__isnull', True)), models.Q(('recorded_at__isnull', False), ('recorded_by__isnull', False)), _connector='OR'), name='a_recorded_training_says_who_and_when'), models.CheckConstraint(condition=models.Q(models.Q(('completed_on__isnull', True), ('recorded_at__isnull', True), ('source', '')), models.Q(models.Q(('completed_on__isnull', False), ('recorded_at__isnull', False)), models.Q(('source', ''), _negated=True)), _connector='OR'), name='a_done_training_says_by_whose_word'), models.CheckConstraint(condition=models.Q(models.Q(('source', 'SELF'), _negated=True), ('recorded_by', models.F('person')), _connector='OR'), name='ones_own_word_is_ones_own'), models.CheckConstraint(condition=models.Q(models.Q(('source', 'OFFICE'), _negated=True), models.Q(('recorded_by', models.F('person')), _negated=True), _connector='OR'), name='the_office_records_nobodys_own_training')],
            },
        ),
        migrations.AddField(
            model_name='codeversion',
            name='legal_summary',
            field=models.TextField(blank=True, verbose_name='what changes, for lawyers'),
        ),
        migrations.AddField(
            model_name='codeversion',
            name='plain_summary',
            field=models.TextField(blank=True, verbose_name='what changes, in plain words'),
        ),
        migrations.AddField(
            model_name='codeversion',
            name='technical_reason',
            field=models.TextField(blank=True, verbose_name='why it is technical'),
        ),
        migrations.RunPython(give_reasons, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name='codeversion',
            constraint=models.CheckConstraint(condition=models.Q(('state', 'DRAFT'), ('is_substantive', True), models.Q(('technical_reason', ''), _negated=True), _connector='OR'), name='a_technical_change_says_why_it_is_one'),
        ),
        migrations.RunPython(migrations.RunPython.noop, lift_rules_on_sqlite),
    ]
