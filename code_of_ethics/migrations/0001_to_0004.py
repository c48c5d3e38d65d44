"""The tables as they stood after the migrations that it replaces, made at once: each of those rebuilt tables on SQLite."""

import django.db.models.deletion
import uuid
import vault.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('code_of_ethics', '0001_initial'), ('code_of_ethics', '0002_who_and_when'), ('code_of_ethics', '0003_contact_points'), ('code_of_ethics', '0004_promises')]

    initial = True

    dependencies = [
        ('accounts', '0001_to_0002'),
        ('vault', '0002_secrets'),
    ]

    operations = [
        migrations.CreateModel(
            name='Topic',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('slug', models.SlugField(max_length=60, unique=True, verbose_name='short name')),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('question', models.CharField(max_length=300, verbose_name='in plain words')),
                ('examples', models.TextField(blank=True, verbose_name='examples')),
                ('provision_key', models.SlugField(blank=True, max_length=80, verbose_name='provision')),
                ('is_accounting', models.BooleanField(default=False, verbose_name='accounting or auditing')),
                ('is_retaliation', models.BooleanField(default=False, verbose_name='retaliation')),
                ('trigger', models.CharField(blank=True, max_length=40, verbose_name='materiality trigger')),
                ('is_question', models.BooleanField(default=False, verbose_name='a question, not a report')),
                ('order', models.PositiveSmallIntegerField(default=0, verbose_name='order')),
                ('active', models.BooleanField(default=True, verbose_name='offered')),
            ],
            options={
                'ordering': ['order', 'name'],
            },
        ),
        migrations.CreateModel(
            name='CodeVersion',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('number', models.PositiveIntegerField(unique=True, verbose_name='version')),
                ('title', models.CharField(max_length=200, verbose_name='title')),
                ('body', models.TextField(verbose_name='text')),
                ('sha256', models.CharField(max_length=64)),
                ('state', models.CharField(choices=[('DRAFT', 'Draft'), ('PUBLISHED', 'Published'), ('SUPERSEDED', 'Superseded')], default='DRAFT', max_length=12, verbose_name='state')),
                ('is_substantive', models.BooleanField(default=True, verbose_name='substantive change')),
                ('drafted_at', models.DateTimeField()),
                ('effective_on', models.DateField(blank=True, null=True, verbose_name='in force from')),
                ('published_at', models.DateTimeField(null=True)),
                ('drafted_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person')),
                ('published_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person')),
            ],
            options={
                'ordering': ['-number'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'PUBLISHED')), fields=('state',), name='one_published_version'), models.CheckConstraint(condition=models.Q(('state__in', ['DRAFT', 'PUBLISHED', 'SUPERSEDED'])), name='a_version_has_a_known_state'), models.CheckConstraint(condition=models.Q(('published_by__isnull', True), models.Q(('published_by', models.F('drafted_by')), _negated=True), _connector='OR'), name='a_second_person_publishes_the_code'), models.CheckConstraint(condition=models.Q(models.Q(('published_at__isnull', True), ('published_by__isnull', True), ('state', 'DRAFT')), models.Q(models.Q(('state', 'DRAFT'), _negated=True), ('effective_on__isnull', False), ('published_at__isnull', False), ('published_by__isnull', False)), _connector='OR'), name='a_published_version_says_who_and_when')],
            },
        ),
        migrations.CreateModel(
            name='AffirmationCampaign',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('launched_at', models.DateTimeField()),
                ('due_on', models.DateField(verbose_name='due')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='campaigns', to='code_of_ethics.codeversion')),
            ],
            options={
                'ordering': ['-launched_at'],
            },
        ),
        migrations.CreateModel(
            name='Affirmation',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('asked_on', models.DateField()),
                ('affirmed_at', models.DateTimeField(null=True)),
                ('version_sha256', models.CharField(blank=True, max_length=64)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='affirmations', to='accounts.person')),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='affirmations', to='code_of_ethics.affirmationcampaign')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('campaign', 'person'), name='a_person_is_asked_once_in_a_campaign'), models.CheckConstraint(condition=models.Q(models.Q(('affirmed_at__isnull', True), ('version_sha256', '')), models.Q(models.Q(('affirmed_at__isnull', False)), models.Q(('version_sha256', ''), _negated=True)), _connector='OR'), name='an_affirmation_names_its_text')],
            },
        ),
        migrations.CreateModel(
            name='ContactPoint',
            fields=[
                ('proposed_at', models.DateTimeField()),
                ('published_at', models.DateTimeField(null=True)),
                ('retired_at', models.DateTimeField(null=True)),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('PHONE', 'Telephone'), ('MAIL', 'E-mail'), ('POST', 'Letter')], max_length=10, verbose_name='kind')),
                ('name', models.CharField(max_length=120, verbose_name='who answers')),
                ('address', models.CharField(max_length=300, verbose_name='number or address')),
                ('country', models.CharField(blank=True, max_length=2, verbose_name='country')),
                ('days', models.CharField(choices=[('EVERY_DAY', 'Every day'), ('MON_FRI', 'Monday to Friday'), ('MON_SAT', 'Monday to Saturday'), ('SUN_THU', 'Sunday to Thursday')], default='EVERY_DAY', max_length=10, verbose_name='days')),
                ('opens_at', models.TimeField(blank=True, null=True, verbose_name='from')),
                ('closes_at', models.TimeField(blank=True, null=True, verbose_name='until')),
                ('zone', models.CharField(blank=True, max_length=64, verbose_name='time zone')),
                ('languages', models.CharField(blank=True, max_length=200, verbose_name='languages')),
                ('position', models.PositiveSmallIntegerField(default=100, verbose_name='order')),
                ('proposed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person')),
                ('published_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person')),
                ('replaces', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replacements', to='code_of_ethics.contactpoint')),
                ('retired_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person')),
            ],
            options={
                'ordering': ['position', 'country', 'name'],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['PHONE', 'MAIL', 'POST'])), name='a_contact_point_has_a_known_kind'), models.CheckConstraint(condition=models.Q(models.Q(('name', ''), _negated=True), models.Q(('address', ''), _negated=True)), name='a_contact_point_says_who_and_where'), models.CheckConstraint(condition=models.Q(models.Q(('closes_at__isnull', True), ('opens_at__isnull', True)), models.Q(('closes_at__isnull', False), ('opens_at__isnull', False), models.Q(('zone', ''), _negated=True), models.Q(('opens_at', models.F('closes_at')), _negated=True)), _connector='OR'), name='opening_hours_have_both_ends_and_a_zone'), models.CheckConstraint(condition=models.Q(('published_by__isnull', True), models.Q(('published_by', models.F('proposed_by')), _negated=True), _connector='OR'), name='a_second_person_publishes_a_contact_point'), models.CheckConstraint(condition=models.Q(models.Q(('published_at__isnull', True), ('published_by__isnull', True)), models.Q(('published_at__isnull', False), ('published_by__isnull', False)), _connector='OR'), name='a_published_contact_point_says_who_and_when'), models.CheckConstraint(condition=models.Q(models.Q(('retired_at__isnull', True), ('retired_by__isnull', True)), models.Q(('retired_at__isnull', False), ('retired_by__isnull', False)), _connector='OR'), name='a_retired_contact_point_says_who_and_when')],
            },
        ),
        migrations.CreateModel(
            name='Disclosure',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('source_kind', models.CharField(max_length=100)),
                ('source_id', models.UUIDField()),
                ('clock_kind', models.SlugField(max_length=60)),
                ('reason', models.CharField(max_length=300, verbose_name='why it is due')),
                ('nature', vault.fields.SealedTextField()),
                ('person_name', vault.fields.SealedTextField(limit=200)),
                ('subject_on', models.DateField(verbose_name='date of the waiver or amendment')),
                ('means_permitted', models.JSONField(default=list, verbose_name='means permitted')),
                ('draft_text', vault.fields.SealedTextField(null=True)),
                ('state', models.CharField(choices=[('DUE', 'To be drafted'), ('DRAFTED', 'Drafted, to be filed'), ('FILED', 'Filed')], default='DUE', max_length=10, verbose_name='state')),
                ('born_at', models.DateTimeField()),
                ('drafted_at', models.DateTimeField(null=True)),
                ('filed_at', models.DateTimeField(null=True, verbose_name='filed')),
                ('confirmed_at', models.DateTimeField(null=True)),
                ('means', models.CharField(blank=True, choices=[('FORM_8K', 'Form 8-K'), ('PRESS_RELEASE', 'Press release'), ('WEB_SITE', 'Company web site')], max_length=15, verbose_name='means')),
                ('filing_reference', models.CharField(blank=True, max_length=300, verbose_name='accession number or address')),
                ('posted_text', models.TextField(blank=True)),
                ('posted_from', models.DateField(null=True, verbose_name='posted from')),
                ('posted_until', models.DateField(null=True, verbose_name='posted until')),
                ('public_slug', models.SlugField(max_length=40, null=True, unique=True)),
                ('data_key', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='vault.datakey')),
                ('drafted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person')),
                ('filed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person')),
                ('subject_person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person')),
            ],
            options={
                'ordering': ['-born_at'],
                'indexes': [models.Index(fields=['posted_from', 'posted_until'], name='disclosures_posted')],
                'constraints': [models.UniqueConstraint(fields=('source_kind', 'source_id'), name='one_disclosure_of_a_source'), models.CheckConstraint(condition=models.Q(('filed_by__isnull', True), models.Q(('filed_by', models.F('drafted_by')), _negated=True), _connector='OR'), name='a_second_person_confirms_the_filing'), models.CheckConstraint(condition=models.Q(('state', 'DUE'), models.Q(('draft_text__isnull', False), ('drafted_at__isnull', False), ('drafted_by__isnull', False)), _connector='OR'), name='a_drafted_disclosure_has_a_draft'), models.CheckConstraint(condition=models.Q(models.Q(models.Q(('filed_by__isnull', True)), models.Q(('state', 'FILED'), _negated=True)), models.Q(models.Q(('filing_reference', ''), _negated=True), models.Q(('means', ''), _negated=True), models.Q(('posted_text', ''), _negated=True), ('confirmed_at__isnull', False), ('filed_at__isnull', False), ('filed_by__isnull', False), ('public_slug__isnull', False), ('state', 'FILED')), _connector='OR'), name='a_filed_disclosure_says_who_when_and_where'), models.CheckConstraint(condition=models.Q(('subject_person__isnull', True), models.Q(models.Q(('drafted_by', models.F('subject_person')), _negated=True), models.Q(('filed_by', models.F('subject_person')), _negated=True)), ('drafted_by__isnull', True), _connector='OR'), name='nobody_discloses_for_themself'), models.CheckConstraint(condition=models.Q(models.Q(('posted_from__isnull', True), ('posted_until__isnull', True)), models.Q(('posted_from__isnull', False), ('posted_until__gt', models.F('posted_from'))), _connector='OR'), name='a_posting_has_both_ends')],
            },
        ),
        migrations.CreateModel(
            name='PromiseText',
            fields=[
                ('proposed_at', models.DateTimeField()),
                ('published_at', models.DateTimeField(null=True)),
                ('retired_at', models.DateTimeField(null=True)),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('promise', models.CharField(choices=[('NO_RETALIATION', 'Nobody is punished for speaking up'), ('PUBLIC_AUTHORITIES', 'The right to go to public authorities')], max_length=20, verbose_name='promise')),
                ('language', models.CharField(max_length=10, verbose_name='language')),
                ('text', models.TextField(verbose_name='text')),
                ('proposed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person')),
                ('published_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person')),
                ('retired_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person')),
            ],
            options={
                'ordering': ['promise', 'language', '-proposed_at'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('published_at__isnull', False), ('retired_at__isnull', True)), fields=('promise', 'language'), name='one_published_wording_of_a_promise'), models.CheckConstraint(condition=models.Q(('promise__in', ['NO_RETALIATION', 'PUBLIC_AUTHORITIES'])), name='a_wording_is_of_a_known_promise'), models.CheckConstraint(condition=models.Q(models.Q(('text', ''), _negated=True), models.Q(('language', ''), _negated=True)), name='a_wording_says_something'), models.CheckConstraint(condition=models.Q(('published_by__isnull', True), models.Q(('published_by', models.F('proposed_by')), _negated=True), _connector='OR'), name='a_second_person_publishes_a_promise'), models.CheckConstraint(condition=models.Q(models.Q(('published_at__isnull', True), ('published_by__isnull', True)), models.Q(('published_at__isnull', False), ('published_by__isnull', False)), _connector='OR'), name='a_published_wording_says_who_and_when'), models.CheckConstraint(condition=models.Q(models.Q(('retired_at__isnull', True), ('retired_by__isnull', True)), models.Q(('retired_at__isnull', False), ('retired_by__isnull', False)), _connector='OR'), name='a_retired_wording_says_who_and_when')],
            },
        ),
        migrations.CreateModel(
            name='Provision',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('key', models.SlugField(max_length=80, verbose_name='key')),
                ('number', models.CharField(max_length=12, verbose_name='number')),
                ('part', models.CharField(blank=True, max_length=200, verbose_name='part')),
                ('title', models.CharField(max_length=200, verbose_name='title')),
                ('text', models.TextField(verbose_name='text')),
                ('order', models.PositiveSmallIntegerField()),
                ('item_406b', models.JSONField(blank=True, default=list, verbose_name='Item 406(b) elements')),
                ('topics', models.JSONField(blank=True, default=list, verbose_name='topics')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='provisions', to='code_of_ethics.codeversion')),
            ],
            options={
                'ordering': ['version', 'order'],
                'constraints': [models.UniqueConstraint(fields=('version', 'key'), name='a_provision_once_in_a_version'), models.UniqueConstraint(fields=('version', 'order'), name='provisions_of_a_version_have_an_order'), models.CheckConstraint(condition=models.Q(models.Q(('key', ''), _negated=True), models.Q(('title', ''), _negated=True)), name='a_provision_has_a_key_and_a_title')],
            },
        ),
        migrations.CreateModel(
            name='StatedException',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('text', vault.fields.SealedTextField()),
                ('stated_at', models.DateTimeField()),
                ('affirmation', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='exception', to='code_of_ethics.affirmation')),
                ('data_key', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='vault.datakey')),
            ],
            options={
                'abstract': False,
            },
        ),
    ]
