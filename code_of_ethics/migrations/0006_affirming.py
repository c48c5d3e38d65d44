"""Campaigns that the clock launches, due dates and reminders of one's own, talks, and disclosures about oneself."""

import datetime
import django.db.models.deletion
import uuid
import vault.fields
from django.db import migrations, models

from audit.rules import lift_rules_on_sqlite


def carry_over(apps, schema_editor) -> None:
    """What was asked before has the due date of its campaign; campaigns of an earlier version have ended."""
    campaigns = apps.get_model("code_of_ethics", "AffirmationCampaign").objects.select_related("version")
    affirmations = apps.get_model("code_of_ethics", "Affirmation").objects
    published = apps.get_model("code_of_ethics", "CodeVersion").objects.filter(state="PUBLISHED").first()
    for campaign in campaigns:
        campaign.asked_at = campaign.launched_at
        if published is not None and campaign.version_id != published.pk:
            campaign.ended_at = max(published.published_at, campaign.launched_at)
        campaign.save(update_fields=["asked_at", "ended_at"])
        before = campaign.due_on - datetime.timedelta(days=7)
        affirmations.filter(campaign=campaign).update(due_on=campaign.due_on, next_reminder_on=before)


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0001_to_0002'),
        ('code_of_ethics', '0005_languages'),
        ('vault', '0002_secrets'),
    ]

    operations = [
        migrations.RunPython(lift_rules_on_sqlite, migrations.RunPython.noop),
        migrations.CreateModel(
            name='Declaration',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('CONFLICT', 'Conflict of interest'), ('GIFT', 'Gift or entertainment'), ('OUTSIDE_INTEREST', 'Outside job, office or investment')], max_length=20, verbose_name='kind')),
                ('text', vault.fields.SealedTextField()),
                ('office', models.CharField(choices=[('GENERAL_AUDITOR', "General Auditor's office"), ('ETHICS_OFFICE', 'Compliance & Ethics office')], max_length=20, verbose_name='office')),
                ('declared_at', models.DateTimeField()),
                ('state', models.CharField(choices=[('SUBMITTED', 'Being reviewed'), ('NO_CONFLICT', 'No conflict'), ('CLEARED', 'Cleared'), ('MITIGATED', 'Allowed with conditions'), ('REFUSED', 'Not allowed'), ('ENDED', 'No longer so')], default='SUBMITTED', max_length=12, verbose_name='state')),
                ('decided_at', models.DateTimeField(null=True)),
                ('reasons', vault.fields.SealedTextField(null=True)),
                ('conditions', vault.fields.SealedTextField(null=True)),
                ('expires_on', models.DateField(null=True, verbose_name='until')),
                ('ended_at', models.DateTimeField(null=True)),
                ('reminded_on', models.DateField(null=True)),
            ],
            options={
                'ordering': ['-declared_at'],
            },
        ),
        migrations.CreateModel(
            name='DueDateExtension',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('former_due_on', models.DateField()),
                ('due_on', models.DateField()),
                ('reason', vault.fields.SealedTextField()),
                ('granted_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='ExceptionMessage',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('text', vault.fields.SealedTextField()),
                ('written_at', models.DateTimeField()),
            ],
            options={
                'ordering': ['written_at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='PaperAffirmation',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('signed_on', models.DateField()),
                ('kept_where', vault.fields.SealedTextField()),
                ('recorded_at', models.DateTimeField()),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Policy',
            fields=[
                ('proposed_at', models.DateTimeField()),
                ('published_at', models.DateTimeField(null=True)),
                ('retired_at', models.DateTimeField(null=True)),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('number', models.PositiveIntegerField(default=1, verbose_name='version')),
                ('title', models.CharField(max_length=200, verbose_name='title')),
                ('summary', models.TextField(blank=True, verbose_name='what it is about')),
                ('provision_keys', models.JSONField(blank=True, default=list, verbose_name='provisions')),
                ('link', models.CharField(blank=True, max_length=500, verbose_name='link')),
                ('review_on', models.DateField(verbose_name='to be reviewed by')),
                ('reviewer_told_on', models.DateField(null=True)),
            ],
            options={
                'ordering': ['title', '-number'],
            },
        ),
        migrations.AddField(
            model_name='affirmation',
            name='asked_again_on',
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name='affirmation',
            name='due_on',
            field=models.DateField(default=datetime.date(2000, 1, 1), verbose_name='due'),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='affirmation',
            name='excused_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='affirmation',
            name='excused_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person'),
        ),
        migrations.AddField(
            model_name='affirmation',
            name='manager_told_on',
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name='affirmation',
            name='next_reminder_on',
            field=models.DateField(default=datetime.date(2000, 1, 1)),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='affirmationcampaign',
            name='asked_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='affirmationcampaign',
            name='countries',
            field=models.JSONField(blank=True, default=list, verbose_name='countries'),
        ),
        migrations.AddField(
            model_name='affirmationcampaign',
            name='ended_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='affirmationcampaign',
            name='ended_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person'),
        ),
        migrations.AddField(
            model_name='affirmationcampaign',
            name='is_whole_company',
            field=models.BooleanField(default=True, verbose_name='everybody'),
        ),
        migrations.AddField(
            model_name='affirmationcampaign',
            name='levels',
            field=models.JSONField(blank=True, default=list, verbose_name='levels'),
        ),
        migrations.AddField(
            model_name='affirmationcampaign',
            name='started_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person'),
        ),
        migrations.AddField(
            model_name='affirmationcampaign',
            name='units',
            field=models.ManyToManyField(blank=True, related_name='+', to='accounts.unit', verbose_name='units'),
        ),
        migrations.AddField(
            model_name='statedexception',
            name='office',
            field=models.CharField(choices=[('GENERAL_AUDITOR', "General Auditor's office"), ('ETHICS_OFFICE', 'Compliance & Ethics office')], default='ETHICS_OFFICE', max_length=20, verbose_name='office'),
        ),
        migrations.AddIndex(
            model_name='affirmation',
            index=models.Index(condition=models.Q(('affirmed_at__isnull', True), ('excused_at__isnull', True)), fields=['next_reminder_on'], name='affirmations_to_remind'),
        ),
        migrations.AddConstraint(
            model_name='affirmation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('excused_at__isnull', True), ('excused_by__isnull', True)), models.Q(('affirmed_at__isnull', True), ('excused_at__isnull', False), ('excused_by__isnull', False)), _connector='OR'), name='excused_by_somebody_instead_of_affirmed'),
        ),
        migrations.AddConstraint(
            model_name='affirmation',
            constraint=models.CheckConstraint(condition=models.Q(('excused_by__isnull', True), models.Q(('excused_by', models.F('person')), _negated=True), _connector='OR'), name='nobody_excuses_themself_from_affirming'),
        ),
        migrations.AddConstraint(
            model_name='affirmationcampaign',
            constraint=models.CheckConstraint(condition=models.Q(('ended_by__isnull', True), ('ended_at__isnull', False), _connector='OR'), name='whoever_ends_a_campaign_says_when'),
        ),
        migrations.AddField(
            model_name='declaration',
            name='affirmation',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='declarations', to='code_of_ethics.affirmation'),
        ),
        migrations.AddField(
            model_name='declaration',
            name='data_key',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='vault.datakey'),
        ),
        migrations.AddField(
            model_name='declaration',
            name='decided_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person'),
        ),
        migrations.AddField(
            model_name='declaration',
            name='person',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='declarations', to='accounts.person'),
        ),
        migrations.AddField(
            model_name='declaration',
            name='renews',
            field=models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='renewal', to='code_of_ethics.declaration'),
        ),
        migrations.AddField(
            model_name='duedateextension',
            name='affirmation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='extensions', to='code_of_ethics.affirmation'),
        ),
        migrations.AddField(
            model_name='duedateextension',
            name='data_key',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='vault.datakey'),
        ),
        migrations.AddField(
            model_name='duedateextension',
            name='granted_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person'),
        ),
        migrations.AddField(
            model_name='exceptionmessage',
            name='author',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person'),
        ),
        migrations.AddField(
            model_name='exceptionmessage',
            name='data_key',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='vault.datakey'),
        ),
        migrations.AddField(
            model_name='exceptionmessage',
            name='exception',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='messages', to='code_of_ethics.statedexception'),
        ),
        migrations.AddField(
            model_name='paperaffirmation',
            name='affirmation',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='paper', to='code_of_ethics.affirmation'),
        ),
        migrations.AddField(
            model_name='paperaffirmation',
            name='data_key',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='vault.datakey'),
        ),
        migrations.AddField(
            model_name='paperaffirmation',
            name='recorded_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person'),
        ),
        migrations.AddField(
            model_name='policy',
            name='file',
            field=models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='vault.sealedfile'),
        ),
        migrations.AddField(
            model_name='policy',
            name='owner',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person', verbose_name='owner'),
        ),
        migrations.AddField(
            model_name='policy',
            name='proposed_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person'),
        ),
        migrations.AddField(
            model_name='policy',
            name='published_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person'),
        ),
        migrations.AddField(
            model_name='policy',
            name='replaces',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replacements', to='code_of_ethics.policy'),
        ),
        migrations.AddField(
            model_name='policy',
            name='retired_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person'),
        ),
        migrations.AddConstraint(
            model_name='declaration',
            constraint=models.CheckConstraint(condition=models.Q(('decided_by__isnull', True), models.Q(('decided_by', models.F('person')), _negated=True), _connector='OR'), name='nobody_decides_their_own_declaration'),
        ),
        migrations.AddConstraint(
            model_name='declaration',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_by__isnull', True), ('state__in', ['SUBMITTED', 'ENDED'])), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False), ('reasons__isnull', False), ('state__in', ['NO_CONFLICT', 'CLEARED', 'MITIGATED', 'REFUSED', 'ENDED'])), _connector='OR'), name='a_decided_declaration_says_who_when_and_why'),
        ),
        migrations.AddConstraint(
            model_name='declaration',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ('CLEARED', 'MITIGATED')), _negated=True), ('expires_on__isnull', False), _connector='OR'), name='what_is_allowed_ends_on_a_day'),
        ),
        migrations.AddConstraint(
            model_name='declaration',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'MITIGATED'), _negated=True), ('conditions__isnull', False), _connector='OR'), name='conditions_are_written_down'),
        ),
        migrations.AddConstraint(
            model_name='duedateextension',
            constraint=models.CheckConstraint(condition=models.Q(('due_on__gt', models.F('former_due_on'))), name='an_extension_gives_more_time'),
        ),
        migrations.AddConstraint(
            model_name='policy',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(models.Q(('link', ''), _negated=True), ('file__isnull', True)), models.Q(('file__isnull', False), ('link', '')), _connector='OR'), name='a_policy_is_a_file_or_a_link'),
        ),
        migrations.AddConstraint(
            model_name='policy',
            constraint=models.CheckConstraint(condition=models.Q(('title', ''), _negated=True), name='a_policy_has_a_title'),
        ),
        migrations.AddConstraint(
            model_name='policy',
            constraint=models.CheckConstraint(condition=models.Q(('published_by__isnull', True), models.Q(('published_by', models.F('proposed_by')), _negated=True), _connector='OR'), name='a_second_person_publishes_a_policy'),
        ),
        migrations.AddConstraint(
            model_name='policy',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('published_at__isnull', True), ('published_by__isnull', True)), models.Q(('published_at__isnull', False), ('published_by__isnull', False)), _connector='OR'), name='a_published_policy_says_who_and_when'),
        ),
        migrations.AddConstraint(
            model_name='policy',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('retired_at__isnull', True), ('retired_by__isnull', True)), models.Q(('retired_at__isnull', False), ('retired_by__isnull', False)), _connector='OR'), name='a_retired_policy_says_who_and_when'),
        ),
        migrations.RunPython(carry_over, migrations.RunPython.noop),
        migrations.RunPython(migrations.RunPython.noop, lift_rules_on_sqlite),
    ]
