"""The end of a record: retention periods, deletions that two people agree to, and what a shredded case keeps."""

import django.db.models.deletion
import uuid
import vault.fields
from django.db import migrations, models

from django.utils.translation import gettext_noop as _

from audit.rules import lift_rules_on_sqlite


EUROPE = "Period of the country's practice for whistleblowing files; storage limitation of GDPR Art. 5(1)(e)"
# Country, at least or at most, months, source. Set up unconfirmed: nothing is deleted by one before counsel confirms.
PERIODS = [
    ("DE", "MAXIMUM", 36, "HinSchG § 11(5): the documentation is deleted three years after the procedure ends"),
    *((country, "MAXIMUM", 60, EUROPE) for country in ("FR", "IT", "BE", "PT", "FI", "DK", "AT", "IE")),
    ("SE", "MAXIMUM", 24, EUROPE),
    ("GB", "MINIMUM", 72, "Limitation Act 1980 s. 5: six years for most claims"),
    ("US", "MINIMUM", 84, "House default: seven years, as for audit records (SEC Regulation S-X Rule 2-06)"),
]
REVIEW = {
    "name": _("Review a legal hold"), "amount": 12, "unit": "MONTHS", "source": _("House rule: once a year"),
    "counts_from": _("The day on which the hold was placed, or last reviewed."),
}


def set_up(apps, schema_editor):
    rules = apps.get_model("cases", "RetentionRule").objects
    for country, bound, months, source in PERIODS:
        rules.get_or_create(country=country, outcome="", bound=bound, months=months, defaults={"source": source})
    apps.get_model("clocks", "Rule").objects.get_or_create(kind="hold_review", defaults=REVIEW)


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0001_to_0002'),
        ('clocks', '0004_rule_for_actions'),
        ('cases', '0019_investigation'),
        ('code_of_ethics', '0005_languages'),
        ('vault', '0003_retired_wrapping_keys'),
    ]

    operations = [
        migrations.RunPython(lift_rules_on_sqlite, migrations.RunPython.noop),
        migrations.AddField(
            model_name='case',
            name='shredded_on',
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name='party',
            name='forgotten_digest',
            field=models.CharField(blank=True, default='', max_length=64),
        ),
        migrations.CreateModel(
            name='Hold',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('state', models.CharField(choices=[('IN_FORCE', 'In force'), ('TO_RELEASE', 'In force, release proposed'), ('RELEASED', 'Released')], default='IN_FORCE', max_length=10, verbose_name='state')),
                ('name', vault.fields.SealedTextField(limit=120, verbose_name='name')),
                ('reason', vault.fields.SealedTextField(verbose_name='why')),
                ('from_on', models.DateField(blank=True, null=True, verbose_name='received from')),
                ('until_on', models.DateField(blank=True, null=True, verbose_name='received until')),
                ('references', models.JSONField(default=list)),
                ('placed_at', models.DateTimeField()),
                ('reviewed_at', models.DateTimeField(null=True)),
                ('release_proposed_at', models.DateTimeField(null=True)),
                ('release_reason', vault.fields.SealedTextField(blank=True)),
                ('released_at', models.DateTimeField(null=True)),
                ('data_key', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='vault.datakey')),
                ('placed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person')),
                ('release_proposed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person')),
                ('released_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person')),
                ('reviewed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person')),
            ],
            options={
                'ordering': ['-placed_at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='HoldPerson',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('hold', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.hold')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person')),
            ],
        ),
        migrations.AddField(
            model_name='hold',
            name='people',
            field=models.ManyToManyField(related_name='+', through='cases.HoldPerson', to='accounts.person'),
        ),
        migrations.CreateModel(
            name='HoldTopic',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('hold', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.hold')),
                ('topic', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='code_of_ethics.topic')),
            ],
        ),
        migrations.AddField(
            model_name='hold',
            name='topics',
            field=models.ManyToManyField(related_name='+', through='cases.HoldTopic', to='code_of_ethics.topic'),
        ),
        migrations.CreateModel(
            name='RetentionRule',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('country', models.CharField(blank=True, max_length=2, verbose_name='country')),
                ('outcome', models.CharField(blank=True, choices=[('FINDINGS', 'Closed with findings'), ('ANSWERED', 'Question answered'), ('OUT_OF_SCOPE', 'Out of scope'), ('REFERRED', 'Referred elsewhere')], max_length=20, verbose_name='outcome')),
                ('bound', models.CharField(choices=[('MINIMUM', 'At least'), ('MAXIMUM', 'At most')], max_length=10, verbose_name='at least or at most')),
                ('months', models.PositiveSmallIntegerField(verbose_name='calendar months')),
                ('starts_with', models.CharField(choices=[('CLOSED', 'The case is closed'), ('RECEIVED', 'The first report is received')], default='CLOSED', max_length=10, verbose_name='counted from')),
                ('source', models.CharField(max_length=300, verbose_name='source')),
                ('proposed_at', models.DateTimeField(null=True)),
                ('confirmed_at', models.DateTimeField(null=True)),
                ('retired_at', models.DateTimeField(null=True)),
                ('confirmed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person')),
                ('proposed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person')),
                ('retired_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person')),
            ],
            options={
                'ordering': ['country', 'outcome', 'bound'],
            },
        ),
        migrations.CreateModel(
            name='Deletion',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('due_on', models.DateField(verbose_name='due')),
                ('state', models.CharField(choices=[('PROPOSED', 'Waits for a second person'), ('APPROVED', 'Agreed, to be deleted'), ('STOPPED', 'Stopped'), ('DONE', 'Deleted')], default='PROPOSED', max_length=10, verbose_name='state')),
                ('proposed_at', models.DateTimeField()),
                ('approved_at', models.DateTimeField(null=True)),
                ('settled_on', models.DateField(null=True)),
                ('stopped_because', models.CharField(blank=True, choices=[('REOPENED', 'The case is not closed'), ('HELD', 'A legal hold'), ('NO_RULE', 'No confirmed rule'), ('RULES_DISAGREE', 'The rules contradict each other'), ('NOT_YET', 'Not due yet'), ('OPEN_WORK', 'Something is still to be done about it'), ('STOPPED_BY_HAND', 'Stopped by a person')], default='', max_length=20)),
                ('approved_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='deletions', to='cases.case')),
                ('proposed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person')),
                ('stopped_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person')),
                ('rule', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='deletions', to='cases.retentionrule')),
            ],
            options={
                'ordering': ['due_on', 'id'],
            },
        ),
        migrations.AddConstraint(
            model_name='holdperson',
            constraint=models.UniqueConstraint(fields=('hold', 'person'), name='a_hold_names_a_person_once'),
        ),
        migrations.AddConstraint(
            model_name='holdtopic',
            constraint=models.UniqueConstraint(fields=('hold', 'topic'), name='a_hold_names_a_topic_once'),
        ),
        migrations.AddConstraint(
            model_name='hold',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['IN_FORCE', 'TO_RELEASE', 'RELEASED'])), name='a_hold_has_a_known_state'),
        ),
        migrations.AddConstraint(
            model_name='hold',
            constraint=models.CheckConstraint(condition=models.Q(('from_on__isnull', True), ('until_on__isnull', True), ('until_on__gte', models.F('from_on')), _connector='OR'), name='a_hold_ends_after_its_start'),
        ),
        migrations.AddConstraint(
            model_name='hold',
            constraint=models.CheckConstraint(condition=models.Q(('released_by', models.F('release_proposed_by')), _negated=True), name='a_second_person_releases_a_hold'),
        ),
        migrations.AddConstraint(
            model_name='hold',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('release_proposed_at__isnull', True), ('released_at__isnull', True), ('state', 'IN_FORCE')), models.Q(('release_proposed_at__isnull', False), ('released_at__isnull', True), ('state', 'TO_RELEASE')), models.Q(('release_proposed_at__isnull', False), ('released_at__isnull', False), ('state', 'RELEASED')), _connector='OR'), name='two_people_release_a_hold'),
        ),
        migrations.AddConstraint(
            model_name='hold',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('reviewed_at__isnull', True), ('reviewed_by__isnull', True)), models.Q(('reviewed_at__isnull', False), ('reviewed_by__isnull', False)), _connector='OR'), name='a_review_of_a_hold_says_who_and_when'),
        ),
        migrations.AddConstraint(
            model_name='hold',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('release_proposed_at__isnull', True), ('release_proposed_by__isnull', True)), models.Q(('release_proposed_at__isnull', False), ('release_proposed_by__isnull', False)), _connector='OR'), name='a_proposed_release_says_who_and_when'),
        ),
        migrations.AddConstraint(
            model_name='hold',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('released_at__isnull', True), ('released_by__isnull', True)), models.Q(('released_at__isnull', False), ('released_by__isnull', False)), _connector='OR'), name='a_release_says_who_and_when'),
        ),
        migrations.AddConstraint(
            model_name='retentionrule',
            constraint=models.CheckConstraint(condition=models.Q(('bound__in', ['MINIMUM', 'MAXIMUM'])), name='a_period_is_a_minimum_or_a_maximum'),
        ),
        migrations.AddConstraint(
            model_name='retentionrule',
            constraint=models.CheckConstraint(condition=models.Q(('months__gte', 1)), name='a_period_is_a_month_or_longer'),
        ),
        migrations.AddConstraint(
            model_name='retentionrule',
            constraint=models.CheckConstraint(condition=models.Q(('source', ''), _negated=True), name='a_period_names_its_source'),
        ),
        migrations.AddConstraint(
            model_name='retentionrule',
            constraint=models.CheckConstraint(condition=models.Q(('confirmed_by', models.F('proposed_by')), _negated=True), name='counsel_confirms_what_another_proposed'),
        ),
        migrations.AddConstraint(
            model_name='retentionrule',
            constraint=models.UniqueConstraint(condition=models.Q(('confirmed_at__isnull', False), ('retired_at__isnull', True)), fields=('country', 'outcome', 'bound'), name='one_period_of_a_kind_is_in_force'),
        ),
        migrations.AddConstraint(
            model_name='retentionrule',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('proposed_at__isnull', True), ('proposed_by__isnull', True)), models.Q(('proposed_at__isnull', False), ('proposed_by__isnull', False)), _connector='OR'), name='a_proposed_period_says_who_and_when'),
        ),
        migrations.AddConstraint(
            model_name='retentionrule',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('confirmed_at__isnull', True), ('confirmed_by__isnull', True)), models.Q(('confirmed_at__isnull', False), ('confirmed_by__isnull', False)), _connector='OR'), name='a_confirmed_period_says_who_and_when'),
        ),
        migrations.AddConstraint(
            model_name='retentionrule',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('retired_at__isnull', True), ('retired_by__isnull', True)), models.Q(('retired_at__isnull', False), ('retired_by__isnull', False)), _connector='OR'), name='a_retired_period_says_who_and_when'),
        ),
        migrations.AddIndex(
            model_name='deletion',
            index=models.Index(fields=['state', 'due_on', 'id'], name='cases_delet_state_498f8e_idx'),
        ),
        migrations.AddConstraint(
            model_name='deletion',
            constraint=models.CheckConstraint(condition=models.Q(('approved_by', models.F('proposed_by')), _negated=True), name='a_second_person_agrees_to_a_deletion'),
        ),
        migrations.AddConstraint(
            model_name='deletion',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('approved_at__isnull', True), ('approved_by__isnull', True)), models.Q(('approved_at__isnull', False), ('approved_by__isnull', False)), _connector='OR'), name='an_agreed_deletion_says_who_and_when'),
        ),
        migrations.AddConstraint(
            model_name='deletion',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('approved_at__isnull', True), ('settled_on__isnull', True), ('state', 'PROPOSED')), models.Q(('approved_at__isnull', False), ('settled_on__isnull', True), ('state', 'APPROVED')), models.Q(('approved_at__isnull', False), ('settled_on__isnull', False), ('state', 'DONE')), models.Q(('settled_on__isnull', False), ('state', 'STOPPED')), _connector='OR'), name='nothing_is_deleted_unless_two_agree'),
        ),
        migrations.AddConstraint(
            model_name='deletion',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'STOPPED'), models.Q(('stopped_because', ''), _negated=True)), models.Q(models.Q(('state', 'STOPPED'), _negated=True), ('stopped_because', ''), ('stopped_by__isnull', True)), _connector='OR'), name='a_stopped_deletion_says_why'),
        ),
        migrations.AddConstraint(
            model_name='deletion',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ['APPROVED', 'PROPOSED'])), fields=('case',), name='one_deletion_of_a_case_at_a_time'),
        ),
        migrations.RunPython(set_up, migrations.RunPython.noop),
        migrations.RunPython(migrations.RunPython.noop, lift_rules_on_sqlite),
    ]
