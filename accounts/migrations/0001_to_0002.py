"""The tables as they stood after the migrations that it replaces, made at once: each of those rebuilt tables on SQLite."""

import django.db.models.deletion
import django.db.models.functions.text
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('accounts', '0001_initial'), ('accounts', '0002_who_and_when')]

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='FormReceipt',
            fields=[
                ('key', models.CharField(max_length=64, primary_key=True, serialize=False)),
                ('result_kind', models.CharField(blank=True, max_length=100)),
                ('result_id', models.CharField(blank=True, max_length=64)),
                ('taken_on', models.DateField(verbose_name='taken on')),
            ],
        ),
        migrations.CreateModel(
            name='Heartbeat',
            fields=[
                ('name', models.CharField(max_length=60, primary_key=True, serialize=False)),
                ('beaten_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='Unit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200, unique=True, verbose_name='name')),
            ],
            options={
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='LegalEntity',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200, unique=True, verbose_name='name')),
                ('country', models.CharField(max_length=2, verbose_name='country')),
                ('is_parent', models.BooleanField(default=False, verbose_name='parent company')),
            ],
            options={
                'ordering': ['name'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('is_parent', True)), fields=('is_parent',), name='one_parent_company')],
            },
        ),
        migrations.CreateModel(
            name='Person',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('given_name', models.CharField(max_length=100, verbose_name='given name')),
                ('family_name', models.CharField(max_length=100, verbose_name='family name')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail')),
                ('job_title', models.CharField(blank=True, max_length=200, verbose_name='job title')),
                ('country', models.CharField(max_length=2, verbose_name='country')),
                ('is_director', models.BooleanField(default=False, verbose_name='director')),
                ('is_executive_officer', models.BooleanField(default=False, verbose_name='executive officer')),
                ('is_covered_officer', models.BooleanField(default=False, verbose_name='covered SEC officer')),
                ('is_chief_executive', models.BooleanField(default=False, verbose_name='chief executive')),
                ('is_finance_chief', models.BooleanField(default=False, verbose_name='finance chief')),
                ('has_control_role', models.BooleanField(default=False, verbose_name='control role')),
                ('employed_from', models.DateField(blank=True, null=True, verbose_name='employed from')),
                ('employed_until', models.DateField(blank=True, null=True, verbose_name='employed until')),
                ('entity', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='accounts.legalentity', verbose_name='company')),
                ('manager', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reports', to='accounts.person', verbose_name='manager')),
                ('unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='accounts.unit', verbose_name='unit')),
            ],
            options={
                'ordering': ['family_name', 'given_name', 'id'],
                'constraints': [models.UniqueConstraint(django.db.models.functions.text.Lower('email'), condition=models.Q(('email', ''), _negated=True), name='person_email_unique'), models.CheckConstraint(condition=models.Q(('manager', models.F('id')), _negated=True), name='nobody_reports_to_themself')],
            },
        ),
        migrations.CreateModel(
            name='Job',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=60)),
                ('done', models.PositiveIntegerField(default=0)),
                ('total', models.PositiveIntegerField(default=0)),
                ('created_at', models.DateTimeField()),
                ('finished_at', models.DateTimeField(null=True)),
                ('failed', models.BooleanField(default=False)),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.person')),
            ],
        ),
        migrations.CreateModel(
            name='Notice',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=60)),
                ('about_kind', models.CharField(blank=True, max_length=100)),
                ('about_id', models.CharField(blank=True, max_length=64)),
                ('once', models.CharField(blank=True, max_length=100)),
                ('created_on', models.DateField()),
                ('created_at', models.DateTimeField(null=True)),
                ('read_at', models.DateTimeField(null=True)),
                ('withheld', models.BooleanField(default=False)),
                ('urgent', models.BooleanField(default=False)),
                ('mail_wanted', models.BooleanField(default=True)),
                ('mail_claimed_until', models.DateTimeField(null=True)),
                ('mail_attempts', models.PositiveSmallIntegerField(default=0)),
                ('mailed_at', models.DateTimeField(null=True)),
                ('mail_failed', models.BooleanField(default=False)),
                ('recipient', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notices', to='accounts.person')),
            ],
            options={
                'indexes': [models.Index(fields=['recipient', '-created_on', 'id'], name='accounts_no_recipie_bdfe79_idx'), models.Index(condition=models.Q(('mailed_at__isnull', True)), fields=['mail_claimed_until'], name='notices_to_mail')],
                'constraints': [models.UniqueConstraint(fields=('recipient', 'kind', 'about_kind', 'about_id', 'once'), name='a_notice_is_given_once')],
            },
        ),
        migrations.CreateModel(
            name='NameWord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('word', models.CharField(db_index=True, max_length=100)),
                ('is_family', models.BooleanField()),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='name_words', to='accounts.person')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('person', 'word', 'is_family'), name='a_name_word_is_kept_once')],
            },
        ),
        migrations.CreateModel(
            name='User',
            fields=[
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('email', models.EmailField(max_length=254, unique=True, verbose_name='e-mail')),
                ('is_active', models.BooleanField(default=True, verbose_name='active')),
                ('person', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='user', to='accounts.person', verbose_name='person')),
            ],
            options={
                'constraints': [models.UniqueConstraint(django.db.models.functions.text.Lower('email'), name='user_email_unique_in_any_case')],
            },
        ),
        migrations.CreateModel(
            name='ReportingLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('depth', models.PositiveSmallIntegerField()),
                ('subordinate', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.person')),
                ('superior', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.person')),
            ],
            options={
                'indexes': [models.Index(fields=['subordinate', 'depth'], name='accounts_re_subordi_667924_idx')],
                'constraints': [models.UniqueConstraint(fields=('superior', 'subordinate'), name='one_line_for_each_pair'), models.CheckConstraint(condition=models.Q(('depth__gte', 1)), name='a_line_has_a_depth')],
            },
        ),
        migrations.CreateModel(
            name='RoleGrant',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('role', models.CharField(choices=[('HELPLINE_OPERATOR', 'Help line operator'), ('INVESTIGATOR', 'Investigator'), ('OFFICE_STAFF', 'Office staff'), ('GENERAL_AUDITOR', 'General Auditor'), ('ETHICS_OFFICER', 'Chief Compliance & Ethics Officer'), ('CUSTODIAN', 'Identity custodian'), ('COUNSEL', 'Counsel'), ('GENERAL_COUNSEL', 'General Counsel'), ('BOARD_SECRETARY', 'Board secretary'), ('BOARD_MEMBER', 'Board member'), ('AUDIT_COMMITTEE', 'Audit Committee member'), ('AUDIT_COMMITTEE_CHAIR', 'Audit Committee chair'), ('EXTERNAL_INVESTIGATOR', 'External investigator'), ('CODE_EDITOR', 'Code editor'), ('POLICY_OWNER', 'Policy owner'), ('DATA_PROTECTION', 'Data protection officer'), ('ADMINISTRATOR', 'Administrator')], max_length=30, verbose_name='role')),
                ('office', models.CharField(blank=True, choices=[('GENERAL_AUDITOR', "General Auditor's office"), ('ETHICS_OFFICE', 'Compliance & Ethics office')], max_length=20, verbose_name='office')),
                ('proposed_at', models.DateTimeField()),
                ('effective_at', models.DateTimeField(null=True)),
                ('expires_at', models.DateTimeField(blank=True, null=True, verbose_name='until')),
                ('revoked_at', models.DateTimeField(null=True)),
                ('approved_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='role_grants', to='accounts.person', verbose_name='person')),
                ('proposed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person')),
                ('revoked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person')),
            ],
            options={
                'indexes': [models.Index(fields=['person', 'role'], name='accounts_ro_person__034192_idx'), models.Index(fields=['role', 'office'], name='accounts_ro_role_9ecc51_idx')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('revoked_at__isnull', True)), fields=('person', 'role', 'office'), name='one_grant_of_a_role'), models.CheckConstraint(condition=models.Q(('approved_by__isnull', True), models.Q(models.Q(('approved_by', models.F('person')), _negated=True), models.Q(('approved_by', models.F('proposed_by')), _negated=True)), _connector='OR'), name='a_second_person_agrees_to_a_role'), models.CheckConstraint(condition=models.Q(('proposed_by__isnull', True), ('effective_at__isnull', True), ('approved_by__isnull', False), _connector='OR'), name='a_proposed_role_waits_for_approval'), models.CheckConstraint(condition=models.Q(models.Q(('proposed_at__isnull', False), ('proposed_by__isnull', False)), models.Q(('approved_by__isnull', True), ('effective_at__isnull', False), ('proposed_by__isnull', True)), _connector='OR'), name='a_role_that_nobody_proposed_is_a_first_grant'), models.CheckConstraint(condition=models.Q(models.Q(('revoked_at__isnull', True), ('revoked_by__isnull', True)), models.Q(('revoked_at__isnull', False), ('revoked_by__isnull', False)), _connector='OR'), name='an_ended_role_says_who_and_when'), models.CheckConstraint(condition=models.Q(models.Q(('role', 'OFFICE_STAFF'), models.Q(('office', ''), _negated=True)), models.Q(models.Q(('role', 'OFFICE_STAFF'), _negated=True), ('office', '')), _connector='OR'), name='office_staff_have_an_office')],
            },
        ),
    ]
