"""The tables as they stood after the migrations that it replaces, made at once; and what the field has published."""

import audit.tables
import django.core.validators
import django.db.models.deletion
import uuid
import vault.fields
from decimal import Decimal
from django.db import migrations, models

# Medians that the field has published (FIELD.md, "Measures"): of organisations with at least ten reports.
PUBLISHED = "NAVEX, benchmark of hotlines and incident management, yearly"
MEDIANS = [
    ("per_100", {2024: "1.57", 2023: "1.57", 2022: "1.47", 2021: "1.26"}),
    ("anonymity", {2022: "56", 2021: "50"}),
    ("follow_up", {2024: "26", 2019: "36"}),
    ("substantiation", {2024: "46", 2023: "45"}),
    ("closure", {2015: "46", 2016: "42"}),
    # Published as “less than 1 %”.
    ("retaliation", {2016: "1"}),
    ("retaliation_substantiation", {2016: "26"}),
]


def write_published_medians(apps, schema_editor):
    benchmark = apps.get_model("reporting", "Benchmark")
    benchmark.objects.bulk_create(
        benchmark(measure=measure, year=year, value=Decimal(value), source=PUBLISHED)
        for measure, medians in MEDIANS
        for year, value in medians.items()
    )


class Migration(migrations.Migration):

    replaces = [('reporting', '0001_initial'), ('reporting', '0003_digest_in_full'), ('reporting', '0004_figures'), ('reporting', '0005_explore'), ('reporting', '0006_feeds'), ('reporting', '0007_notice_questions'), ('reporting', '0008_updates_and_unread'), ('reporting', '0009_digest_parts'), ('reporting', '0010_explored_measures')]

    initial = True

    dependencies = [
        ('accounts', '0004_stand_ins'),
        ('audit', '0002_entries_by_day'),
        ('cases', '0001_to_0033'),
        ('vault', '0003_retired_wrapping_keys'),
    ]

    operations = [
        audit.tables.CreateTables(
            tables=[
                migrations.CreateModel(
                    name='Digest',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('kind', models.CharField(choices=[('COMMON', 'Digest'), ('ANNEX', 'Restricted annex')], default='COMMON', max_length=10)),
                        ('period_start', models.DateField(verbose_name='from')),
                        ('period_end', models.DateField(verbose_name='until')),
                        ('version', models.PositiveSmallIntegerField(default=1)),
                        ('state', models.CharField(choices=[('DRAFT', 'Draft'), ('SIGNED', 'Signed')], default='DRAFT', max_length=10)),
                        ('snapshot', vault.fields.SealedJSONField()),
                        ('commentary', vault.fields.SealedJSONField(default=dict)),
                        ('drafted_at', models.DateTimeField()),
                        ('scope_digest', models.CharField(max_length=64)),
                        ('content_sha256', models.CharField(blank=True, max_length=64)),
                        ('seal', models.CharField(blank=True, max_length=64)),
                        ('signed_at', models.DateTimeField(null=True)),
                        ('data_key', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='vault.datakey')),
                        ('signature', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='audit.signature')),
                        ('signed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person')),
                        ('supersedes', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='corrected_by', to='reporting.digest')),
                        ('correction_reason', vault.fields.SealedTextField(blank=True, null=True)),
                    ],
                    options={
                        'ordering': ['-period_end', '-version'],
                        'constraints': [models.UniqueConstraint(fields=('kind', 'period_start', 'period_end', 'version'), name='one_digest_of_a_period'), models.CheckConstraint(condition=models.Q(('period_end__gte', models.F('period_start'))), name='a_period_has_an_end'), models.CheckConstraint(condition=models.Q(models.Q(('signature__isnull', True), ('signed_at__isnull', True), ('signed_by__isnull', True), ('state', 'DRAFT')), models.Q(models.Q(('content_sha256', ''), _negated=True), ('signature__isnull', False), ('signed_at__isnull', False), ('signed_by__isnull', False), ('state', 'SIGNED')), _connector='OR'), name='a_signed_digest_says_who_and_when'), models.CheckConstraint(condition=models.Q(models.Q(('supersedes__isnull', True), ('version', 1)), models.Q(('supersedes__isnull', False), ('version__gt', 1)), _connector='OR'), name='a_correction_names_what_it_corrects'), models.CheckConstraint(condition=models.Q(('supersedes__isnull', True), ('correction_reason__isnull', False), _connector='OR'), name='a_correction_says_why')],
                    },
                ),
                migrations.CreateModel(
                    name='DigestMatter',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('section', models.CharField(max_length=20)),
                        ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.case')),
                        ('digest', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='matters', to='reporting.digest')),
                    ],
                    options={
                        'indexes': [models.Index(fields=['case', 'section'], name='digests_of_a_matter')],
                        'constraints': [models.UniqueConstraint(fields=('digest', 'section', 'case'), name='a_matter_is_listed_once_in_a_section')],
                    },
                ),
                migrations.CreateModel(
                    name='DigestReading',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('read_at', models.DateTimeField()),
                        ('digest', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='readings', to='reporting.digest')),
                        ('member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('digest', 'member'), name='a_reading_is_kept_once')],
                    },
                ),
                migrations.CreateModel(
                    name='CommitteeNotice',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('source_kind', models.CharField(max_length=100)),
                        ('source_id', models.UUIDField()),
                        ('kind', models.CharField(choices=[('MATERIAL', 'Decided material')], max_length=20)),
                        ('created_at', models.DateTimeField()),
                        ('read_at', models.DateTimeField(null=True)),
                        ('acknowledged_at', models.DateTimeField(null=True)),
                        ('member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='committee_notices', to='accounts.person')),
                    ],
                    options={
                        'indexes': [models.Index(fields=['member', '-created_at', 'id'], name='notices_of_a_member')],
                        'constraints': [models.UniqueConstraint(fields=('source_kind', 'source_id', 'member', 'kind'), name='a_member_is_told_once_of_a_matter'), models.CheckConstraint(condition=models.Q(('source_kind', ''), _negated=True), name='a_committee_notice_has_a_source'), models.CheckConstraint(condition=models.Q(('acknowledged_at__isnull', True), ('read_at__lte', models.F('acknowledged_at')), _connector='OR'), name='nobody_acknowledges_unread')],
                    },
                ),
                migrations.CreateModel(
                    name='DigestQuestion',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('kind', models.CharField(choices=[('QUESTION', 'A question: the signer answers'), ('REMARK', 'A remark: no answer is needed')], max_length=10)),
                        ('words', vault.fields.SealedTextField(verbose_name='question or remark')),
                        ('asked_at', models.DateTimeField()),
                        ('answer', vault.fields.SealedTextField(blank=True, null=True, verbose_name='answer')),
                        ('answered_at', models.DateTimeField(null=True)),
                        ('answered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person')),
                        ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person')),
                        ('data_key', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='vault.datakey')),
                        ('digest', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='questions', to='reporting.digest')),
                    ],
                    options={
                        'ordering': ['asked_at', 'id'],
                        'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['QUESTION', 'REMARK'])), name='a_digest_question_has_a_kind'), models.CheckConstraint(condition=models.Q(models.Q(('answered_at__isnull', True), ('answered_by__isnull', True)), models.Q(('answered_at__isnull', False), ('answered_by__isnull', False)), _connector='OR'), name='an_answer_on_a_digest_says_who_and_when'), models.CheckConstraint(condition=models.Q(models.Q(('answer__isnull', True), ('answered_at__isnull', True)), models.Q(('answer__isnull', False), ('answered_at__isnull', False), ('kind', 'QUESTION')), _connector='OR'), name='only_a_question_about_a_digest_is_answered')],
                    },
                ),
                migrations.CreateModel(
                    name='Benchmark',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('measure', models.CharField(choices=[('per_100', 'Reports per 100 employees'), ('anonymity', 'Anonymity rate'), ('follow_up', 'Follow-up rate'), ('substantiation', 'Substantiation rate'), ('closure', 'Closure time, median'), ('acknowledged', 'Acknowledged on time'), ('feedback', 'Feedback on time'), ('retaliation', 'Retaliation rate'), ('retaliation_substantiation', 'Retaliation substantiated')], max_length=30, verbose_name='measure')),
                        ('year', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1990), django.core.validators.MaxValueValidator(2200)], verbose_name='year')),
                        ('value', models.DecimalField(decimal_places=2, max_digits=7, verbose_name='median')),
                        ('source', models.CharField(max_length=200, verbose_name='where it was published')),
                        ('recorded_at', models.DateTimeField(null=True)),
                        ('retired_at', models.DateTimeField(null=True)),
                        ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person')),
                        ('retired_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person')),
                    ],
                    options={
                        'ordering': ['measure', '-year', 'id'],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('retired_at__isnull', True)), fields=('measure', 'year'), name='one_benchmark_of_a_year'), models.CheckConstraint(condition=models.Q(('value__gte', 0)), name='a_benchmark_is_not_negative'), models.CheckConstraint(condition=models.Q(('source', ''), _negated=True), name='a_benchmark_says_its_source'), models.CheckConstraint(condition=models.Q(('measure__in', ['per_100', 'anonymity', 'follow_up', 'substantiation', 'closure', 'acknowledged', 'feedback', 'retaliation', 'retaliation_substantiation'])), name='a_benchmark_is_of_a_measure'), models.CheckConstraint(condition=models.Q(models.Q(('recorded_at__isnull', True), ('recorded_by__isnull', True)), models.Q(('recorded_at__isnull', False), ('recorded_by__isnull', False)), _connector='OR'), name='a_recorded_benchmark_says_who_and_when'), models.CheckConstraint(condition=models.Q(models.Q(('retired_at__isnull', True), ('retired_by__isnull', True)), models.Q(('retired_at__isnull', False), ('retired_by__isnull', False)), _connector='OR'), name='a_retired_benchmark_says_who_and_when')],
                    },
                ),
                migrations.CreateModel(
                    name='CommitteeVisit',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('seen_at', models.DateTimeField()),
                        ('before_at', models.DateTimeField(null=True)),
                        ('member', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.person')),
                    ],
                    options={
                        'constraints': [models.CheckConstraint(condition=models.Q(('before_at__isnull', True), ('before_at__lte', models.F('seen_at')), _connector='OR'), name='a_visit_comes_after_the_one_before')],
                    },
                ),
                migrations.CreateModel(
                    name='ExploreExport',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('asked_at', models.DateTimeField()),
                        ('measure', models.CharField(choices=[('volume', 'Reports received'), ('anonymity', 'Anonymity rate'), ('substantiation', 'Substantiation rate'), ('closure', 'Closure time, median'), ('per_100', 'Reports per 100 employees'), ('follow_up', 'Follow-up rate'), ('acknowledged', 'Acknowledged on time'), ('feedback', 'Feedback on time')], max_length=20)),
                        ('dimension', models.CharField(choices=[('quarter', 'Quarter'), ('topic', 'Topic'), ('channel', 'Channel'), ('mode', 'How reporters chose to be known'), ('country', 'Country')], max_length=20)),
                        ('span', models.CharField(max_length=10)),
                        ('only', models.CharField(blank=True, max_length=60)),
                        ('format', models.CharField(choices=[('csv', 'CSV, for any program'), ('xlsx', 'XLSX, for spreadsheet programs'), ('pdf', 'PDF, to read and print')], max_length=4)),
                        ('state', models.CharField(choices=[('WAITING', 'Being made'), ('READY', 'Ready'), ('FAILED', 'Failed'), ('REMOVED', 'Removed')], default='WAITING', max_length=10)),
                        ('claimed_until', models.DateTimeField(null=True)),
                        ('attempts', models.PositiveSmallIntegerField(default=0)),
                        ('made_at', models.DateTimeField(null=True)),
                        ('expires_at', models.DateTimeField(null=True)),
                        ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person')),
                        ('data_key', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='vault.datakey')),
                        ('file', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='vault.sealedfile')),
                        ('job', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.job')),
                    ],
                    options={
                        'ordering': ['-asked_at', 'id'],
                        'indexes': [models.Index(condition=models.Q(('state', 'WAITING')), fields=['asked_at', 'id'], name='explore_exports_to_make'), models.Index(condition=models.Q(('state', 'READY')), fields=['expires_at'], name='explore_exports_to_remove')],
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('file__isnull', False), ('made_at__isnull', False), ('state', 'READY'), ('expires_at__gt', models.F('made_at'))), models.Q(models.Q(('state', 'READY'), _negated=True), ('file__isnull', True)), _connector='OR'), name='an_explore_export_is_there_while_ready'), models.CheckConstraint(condition=models.Q(('format__in', ['csv', 'xlsx', 'pdf']), ('state__in', ['WAITING', 'READY', 'FAILED', 'REMOVED'])), name='an_explore_export_has_a_known_state')],
                    },
                ),
                migrations.CreateModel(
                    name='ExploreView',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('name', vault.fields.SealedTextField(verbose_name='name')),
                        ('measure', models.CharField(choices=[('volume', 'Reports received'), ('anonymity', 'Anonymity rate'), ('substantiation', 'Substantiation rate'), ('closure', 'Closure time, median'), ('per_100', 'Reports per 100 employees'), ('follow_up', 'Follow-up rate'), ('acknowledged', 'Acknowledged on time'), ('feedback', 'Feedback on time')], max_length=20)),
                        ('dimension', models.CharField(choices=[('quarter', 'Quarter'), ('topic', 'Topic'), ('channel', 'Channel'), ('mode', 'How reporters chose to be known'), ('country', 'Country')], max_length=20)),
                        ('span', models.CharField(max_length=10)),
                        ('only', models.CharField(blank=True, max_length=60)),
                        ('shared_with', models.CharField(blank=True, choices=[('GENERAL_AUDITOR', 'General Auditor'), ('ETHICS_OFFICER', 'Chief Compliance & Ethics Officer'), ('AUDIT_COMMITTEE', 'Audit Committee member'), ('AUDIT_COMMITTEE_CHAIR', 'Audit Committee chair')], max_length=30)),
                        ('schedule', models.CharField(blank=True, choices=[('MONTHLY', 'Every month'), ('QUARTERLY', 'Every quarter')], max_length=10)),
                        ('scheduled_on', models.DateField(null=True)),
                        ('told_through', models.DateField(null=True)),
                        ('kept_at', models.DateTimeField()),
                        ('removed_at', models.DateTimeField(null=True)),
                        ('data_key', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='vault.datakey')),
                        ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person')),
                    ],
                    options={
                        'ordering': ['kept_at', 'id'],
                        'constraints': [models.CheckConstraint(condition=models.Q(('shared_with__in', ['', 'AUDIT_COMMITTEE', 'AUDIT_COMMITTEE_CHAIR', 'ETHICS_OFFICER', 'GENERAL_AUDITOR'])), name='a_view_is_shared_with_those_who_explore'), models.CheckConstraint(condition=models.Q(models.Q(('schedule', ''), ('scheduled_on__isnull', True)), models.Q(('schedule__in', ['MONTHLY', 'QUARTERLY']), ('scheduled_on__isnull', False)), _connector='OR'), name='a_scheduled_view_says_since_when'), models.CheckConstraint(condition=models.Q(('dimension__in', ['quarter', 'topic', 'channel', 'mode', 'country']), ('measure__in', ['volume', 'anonymity', 'substantiation', 'closure', 'per_100', 'follow_up', 'acknowledged', 'feedback'])), name='a_view_asks_what_is_known')],
                    },
                ),
                migrations.CreateModel(
                    name='Webhook',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('proposed_at', models.DateTimeField()),
                        ('agreed_at', models.DateTimeField(null=True)),
                        ('revoked_at', models.DateTimeField(null=True)),
                        ('name', models.CharField(max_length=120, verbose_name='system')),
                        ('url', vault.fields.SealedTextField(limit=500, verbose_name='address')),
                        ('secret', vault.fields.SealedTextField(limit=100)),
                        ('events', models.JSONField(verbose_name='what it is told of')),
                        ('agreed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person')),
                        ('data_key', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='vault.datakey')),
                        ('proposed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person')),
                        ('revoked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person')),
                    ],
                    options={
                        'ordering': ['-proposed_at', 'id'],
                        'abstract': False,
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('agreed_at__isnull', True), ('agreed_by__isnull', True)), models.Q(('agreed_at__isnull', False), ('agreed_by__isnull', False)), _connector='OR'), name='webhook_agreed_says_who_and_when'), models.CheckConstraint(condition=models.Q(models.Q(('revoked_at__isnull', True), ('revoked_by__isnull', True)), models.Q(('revoked_at__isnull', False), ('revoked_by__isnull', False)), _connector='OR'), name='webhook_revoked_says_who_and_when'), models.CheckConstraint(condition=models.Q(('agreed_by__isnull', True), models.Q(('agreed_by', models.F('proposed_by')), _negated=True), _connector='OR'), name='a_second_person_agrees_to_a_webhook'), models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='a_webhook_names_its_system')],
                    },
                ),
                migrations.CreateModel(
                    name='WebhookDelivery',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('event', models.CharField(choices=[('DIGEST_SIGNED', 'A digest was signed'), ('SEAL_MADE', 'The trail was sealed'), ('HOTLINE_TEST_ENDED', 'A test of the hotline has ended'), ('HEALTH_ALARM', 'The Portal raised an alarm about itself')], max_length=20)),
                        ('source_id', models.CharField(max_length=64)),
                        ('details', models.JSONField()),
                        ('made_at', models.DateTimeField()),
                        ('next_at', models.DateTimeField()),
                        ('claimed_until', models.DateTimeField(null=True)),
                        ('attempts', models.PositiveSmallIntegerField(default=0)),
                        ('delivered_at', models.DateTimeField(null=True)),
                        ('dead_at', models.DateTimeField(null=True)),
                        ('webhook', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='deliveries', to='reporting.webhook')),
                    ],
                    options={
                        'verbose_name_plural': 'webhook deliveries',
                        'ordering': ['-made_at', 'id'],
                        'indexes': [models.Index(condition=models.Q(('dead_at__isnull', True), ('delivered_at__isnull', True)), fields=['next_at'], name='deliveries_to_make')],
                        'constraints': [models.UniqueConstraint(fields=('webhook', 'event', 'source_id'), name='an_event_is_told_once'), models.CheckConstraint(condition=models.Q(('event__in', ['DIGEST_SIGNED', 'SEAL_MADE', 'HOTLINE_TEST_ENDED', 'HEALTH_ALARM'])), name='a_delivery_is_of_a_known_event'), models.CheckConstraint(condition=models.Q(('delivered_at__isnull', True), ('dead_at__isnull', True), _connector='OR'), name='a_delivery_arrives_or_is_dead')],
                    },
                ),
                migrations.CreateModel(
                    name='FeedToken',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('proposed_at', models.DateTimeField()),
                        ('agreed_at', models.DateTimeField(null=True)),
                        ('revoked_at', models.DateTimeField(null=True)),
                        ('name', models.CharField(max_length=120, verbose_name='system')),
                        ('scope', models.CharField(choices=[('MEASURES', 'Measures: the figures of signed digests'), ('SIEM', 'Trail: what happened when, without content')], max_length=10, verbose_name='what it reads')),
                        ('expires_on', models.DateField(verbose_name='last day')),
                        ('digest', models.CharField(max_length=64, unique=True)),
                        ('last_used_on', models.DateField(null=True, verbose_name='last used')),
                        ('minute', models.PositiveBigIntegerField(default=0)),
                        ('asked', models.PositiveIntegerField(default=0)),
                        ('agreed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person')),
                        ('proposed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person')),
                        ('revoked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person')),
                    ],
                    options={
                        'ordering': ['-proposed_at', 'id'],
                        'abstract': False,
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('agreed_at__isnull', True), ('agreed_by__isnull', True)), models.Q(('agreed_at__isnull', False), ('agreed_by__isnull', False)), _connector='OR'), name='feedtoken_agreed_says_who_and_when'), models.CheckConstraint(condition=models.Q(models.Q(('revoked_at__isnull', True), ('revoked_by__isnull', True)), models.Q(('revoked_at__isnull', False), ('revoked_by__isnull', False)), _connector='OR'), name='feedtoken_revoked_says_who_and_when'), models.CheckConstraint(condition=models.Q(('agreed_by__isnull', True), models.Q(('agreed_by', models.F('proposed_by')), _negated=True), _connector='OR'), name='a_second_person_agrees_to_a_feedtoken'), models.CheckConstraint(condition=models.Q(('scope__in', ['MEASURES', 'SIEM'])), name='a_feed_has_a_scope'), models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='a_feed_names_its_system')],
                    },
                ),
                migrations.CreateModel(
                    name='NoticeQuestion',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('words', vault.fields.SealedTextField(verbose_name='question or remark')),
                        ('asked_at', models.DateTimeField()),
                        ('answer', vault.fields.SealedTextField(blank=True, null=True, verbose_name='answer')),
                        ('answered_at', models.DateTimeField(null=True)),
                        ('answered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person')),
                        ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person')),
                        ('data_key', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='vault.datakey')),
                        ('notice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='questions', to='reporting.committeenotice')),
                    ],
                    options={
                        'ordering': ['asked_at', 'id'],
                        'abstract': False,
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('answered_at__isnull', True), ('answered_by__isnull', True)), models.Q(('answered_at__isnull', False), ('answered_by__isnull', False)), _connector='OR'), name='an_answer_on_a_notice_says_who_and_when'), models.CheckConstraint(condition=models.Q(models.Q(('answer__isnull', True), ('answered_at__isnull', True)), models.Q(('answer__isnull', False), ('answered_at__isnull', False)), _connector='OR'), name='a_question_about_a_notice_is_answered_whole')],
                    },
                ),
                migrations.CreateModel(
                    name='UnreadNotice',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('asked_at', models.DateTimeField()),
                        ('passed_at', models.DateTimeField(null=True)),
                        ('notice', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='unread', to='reporting.committeenotice')),
                        ('passed_to', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person')),
                    ],
                    options={
                        'ordering': ['asked_at', 'id'],
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('passed_at__isnull', True), ('passed_to__isnull', True)), models.Q(('passed_at__gt', models.F('asked_at')), ('passed_to__isnull', False)), _connector='OR'), name='an_unread_notice_says_to_whom_and_when')],
                    },
                ),
                migrations.CreateModel(
                    name='NoticeCall',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('outcome', models.CharField(choices=[('REACHED', 'I reached them: they know that something waits'), ('NOT_REACHED', 'I did not reach them')], max_length=20, verbose_name='what came of it')),
                        ('called_at', models.DateTimeField(verbose_name='called')),
                        ('recorded_at', models.DateTimeField()),
                        ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person')),
                        ('unread', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='calls', to='reporting.unreadnotice')),
                    ],
                    options={
                        'ordering': ['called_at', 'id'],
                        'constraints': [models.CheckConstraint(condition=models.Q(('outcome__in', ['REACHED', 'NOT_REACHED'])), name='a_call_has_a_known_outcome'), models.CheckConstraint(condition=models.Q(('called_at__lte', models.F('recorded_at'))), name='no_call_is_recorded_before_it')],
                    },
                ),
                migrations.CreateModel(
                    name='NoticeUpdate',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('kind', models.CharField(choices=[('TRIGGER', 'A further fact became known'), ('FINDING', 'A finding was made'), ('REFERRAL', 'Referral to public officials was decided'), ('NOT_MATERIAL', 'It was decided to be not material after all'), ('MERGED', 'Another report was joined to it'), ('REOPENED', 'The case was opened again'), ('CLOSED', 'The case was closed')], max_length=20)),
                        ('source_id', models.UUIDField()),
                        ('happened_at', models.DateTimeField()),
                        ('told_at', models.DateTimeField()),
                        ('notice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='updates', to='reporting.committeenotice')),
                    ],
                    options={
                        'ordering': ['happened_at', 'told_at', 'id'],
                        'constraints': [models.UniqueConstraint(fields=('notice', 'kind', 'source_id', 'happened_at'), name='a_member_hears_once_of_an_update'), models.CheckConstraint(condition=models.Q(('kind__in', ['TRIGGER', 'FINDING', 'REFERRAL', 'NOT_MATERIAL', 'MERGED', 'REOPENED', 'CLOSED'])), name='an_update_has_a_known_kind')],
                    },
                ),
                migrations.CreateModel(
                    name='DigestPart',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('queue', models.CharField(choices=[('GENERAL_AUDITOR', 'General Auditor'), ('ETHICS_OFFICE', 'Compliance & Ethics'), ('AUDIT_COMMITTEE_CHAIR', 'Audit Committee chair')], max_length=30, verbose_name='queue')),
                        ('asked_at', models.DateTimeField(verbose_name='asked')),
                        ('signed_at', models.DateTimeField(null=True)),
                        ('voided_at', models.DateTimeField(null=True)),
                        ('digest', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='parts', to='reporting.digest')),
                        ('signature', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='audit.signature')),
                        ('signed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person')),
                    ],
                    options={
                        'ordering': ['-asked_at', 'id'],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('voided_at__isnull', True)), fields=('digest', 'queue'), name='a_queue_is_signed_for_once_in_a_digest'), models.CheckConstraint(condition=models.Q(models.Q(('signature__isnull', True), ('signed_at__isnull', True), ('signed_by__isnull', True)), models.Q(('signature__isnull', False), ('signed_at__isnull', False), ('signed_by__isnull', False)), _connector='OR'), name='a_signed_part_says_who_and_when'), models.CheckConstraint(condition=models.Q(('queue__in', ['GENERAL_AUDITOR', 'ETHICS_OFFICE', 'AUDIT_COMMITTEE_CHAIR'])), name='a_part_of_a_digest_has_a_queue')],
                    },
                ),
            ],
        ),
        migrations.RunPython(write_published_medians, migrations.RunPython.noop),
    ]
