"""Restricted cases, who read a case, and requests for the name of a confidential reporter."""

import django.db.models.deletion
import uuid
import vault.fields
from django.db import migrations, models

from audit.rules import lift_rules_on_sqlite


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0001_to_0002'),
        ('audit', '0001_initial'),
        ("cases", "0012_merges"),
        ("code_of_ethics", "0001_to_0004"),
        ('vault', '0002_secrets'),
    ]

    operations = [
        migrations.RunPython(lift_rules_on_sqlite, migrations.RunPython.noop),
        migrations.CreateModel(
            name='CaseReading',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('read_on', models.DateField()),
            ],
        ),
        migrations.CreateModel(
            name='IdentityRequest',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('reason', models.CharField(choices=[('FOLLOW_UP', 'The matter can’t be followed up without speaking to the reporter'), ('PROTECTION', 'To protect the reporter from retaliation'), ('LEGAL_DUTY', 'A law, a court or an authority demands it'), ('SECRET_DUTY', 'A law demands it, and telling the reporter first would endanger the proceedings'), ('DANGER', 'Somebody’s life is in danger')], max_length=20, verbose_name='reason')),
                ('why', vault.fields.SealedTextField(verbose_name='why')),
                ('days', models.PositiveSmallIntegerField(verbose_name='days at most')),
                ('asked_at', models.DateTimeField()),
                ('asked_queue', models.CharField(choices=[('GENERAL_AUDITOR', 'General Auditor'), ('ETHICS_OFFICE', 'Compliance & Ethics'), ('AUDIT_COMMITTEE_CHAIR', 'Audit Committee chair')], max_length=30)),
                ('state', models.CharField(choices=[('ASKED', 'Waits for a decision'), ('GRANTED', 'Granted'), ('REFUSED', 'Refused'), ('ENDED', 'Ended')], default='ASKED', max_length=10)),
                ('decided_at', models.DateTimeField(null=True)),
                ('decided_queue', models.CharField(blank=True, choices=[('GENERAL_AUDITOR', 'General Auditor'), ('ETHICS_OFFICE', 'Compliance & Ethics'), ('AUDIT_COMMITTEE_CHAIR', 'Audit Committee chair')], default='', max_length=30)),
                ('decision', vault.fields.SealedTextField(blank=True, verbose_name='reasons')),
                ('from_on', models.DateField(null=True)),
                ('until_on', models.DateField(null=True)),
                ('told_on', models.DateField(null=True)),
                ('answer', models.CharField(blank=True, choices=[('YES', 'Yes, treat it as a report'), ('NO', 'No, it is only a question')], default='', max_length=10)),
                ('answered_on', models.DateField(null=True)),
                ('ended_on', models.DateField(null=True)),
                ('ended_because', models.CharField(blank=True, choices=[('RAN_OUT', 'Its last day is over'), ('REVOKED', 'Taken back'), ('OBJECTED', 'The reporter said no'), ('NO_CUSTODIAN', 'No custodian is free to decide'), ('NO_NEED', 'The person may no longer see the case')], default='', max_length=20)),
            ],
            options={
                'ordering': ['-asked_at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='IdentityView',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('seen_at', models.DateTimeField()),
                ('seen_on', models.DateField()),
            ],
            options={
                'ordering': ['seen_at', 'id'],
            },
        ),
        migrations.AddField(
            model_name='case',
            name='restricted_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='case',
            name='restricted_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person'),
        ),
        migrations.AddConstraint(
            model_name='case',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('restricted_at__isnull', True), ('restricted_by__isnull', True)), models.Q(('restricted_at__isnull', False), ('restricted_by__isnull', False)), _connector='OR'), name='a_restriction_says_who_and_when'),
        ),
        migrations.AddField(
            model_name='casereading',
            name='case',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='readings', to='cases.case'),
        ),
        migrations.AddField(
            model_name='casereading',
            name='person',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person'),
        ),
        migrations.AddField(
            model_name='identityrequest',
            name='asked_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person'),
        ),
        migrations.AddField(
            model_name='identityrequest',
            name='asked_signature',
            field=models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='audit.signature'),
        ),
        migrations.AddField(
            model_name='identityrequest',
            name='custodian',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person'),
        ),
        migrations.AddField(
            model_name='identityrequest',
            name='data_key',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='vault.datakey'),
        ),
        migrations.AddField(
            model_name='identityrequest',
            name='decided_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person'),
        ),
        migrations.AddField(
            model_name='identityrequest',
            name='decided_signature',
            field=models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='audit.signature'),
        ),
        migrations.AddField(
            model_name='identityrequest',
            name='person',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person', verbose_name='for'),
        ),
        migrations.AddField(
            model_name='identityrequest',
            name='report',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='identity_requests', to='cases.report'),
        ),
        migrations.AddField(
            model_name='identityrequest',
            name='revoked_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person'),
        ),
        migrations.AddField(
            model_name='identityview',
            name='request',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='views', to='cases.identityrequest'),
        ),
        migrations.AddField(
            model_name='identityview',
            name='seen_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person'),
        ),
        migrations.AddConstraint(
            model_name='casereading',
            constraint=models.UniqueConstraint(fields=('case', 'person', 'read_on'), name='one_reading_a_day'),
        ),
        migrations.AddIndex(
            model_name='identityrequest',
            index=models.Index(fields=['custodian', '-asked_at', 'id'], name='names_of_a_custodian'),
        ),
        migrations.AddIndex(
            model_name='identityrequest',
            index=models.Index(fields=['state', 'until_on'], name='names_that_run_out'),
        ),
        migrations.AddConstraint(
            model_name='identityrequest',
            constraint=models.CheckConstraint(condition=models.Q(('reason__in', ['FOLLOW_UP', 'PROTECTION', 'LEGAL_DUTY', 'SECRET_DUTY', 'DANGER'])), name='a_name_is_asked_for_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='identityrequest',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['ASKED', 'GRANTED', 'REFUSED', 'ENDED'])), name='a_request_has_a_known_state'),
        ),
        migrations.AddConstraint(
            model_name='identityrequest',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('custodian', models.F('asked_by')), _negated=True), models.Q(('custodian', models.F('person')), _negated=True)), name='a_custodian_is_not_the_asker'),
        ),
        migrations.AddConstraint(
            model_name='identityrequest',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_by', models.F('asked_by')), _negated=True), models.Q(('decided_by', models.F('person')), _negated=True)), name='nobody_grants_a_name_to_themself'),
        ),
        migrations.AddConstraint(
            model_name='identityrequest',
            constraint=models.CheckConstraint(condition=models.Q(('decided_by__isnull', True), ('decided_by', models.F('custodian')), models.Q(('custodian__isnull', True), ('reason', 'DANGER')), _connector='OR'), name='its_custodian_decides'),
        ),
        migrations.AddConstraint(
            model_name='identityrequest',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('asked_signature__isnull', False), ('custodian__isnull', True), ('reason', 'DANGER')), models.Q(models.Q(('reason', 'DANGER'), _negated=True), ('custodian__isnull', False)), _connector='OR'), name='a_custodian_or_two_offices_decide'),
        ),
        migrations.AddConstraint(
            model_name='identityrequest',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('reason', 'DANGER'), _negated=True), ('from_on__isnull', True), models.Q(models.Q(('decided_queue', ''), _negated=True), models.Q(('decided_queue', models.F('asked_queue')), _negated=True), ('decided_signature__isnull', False)), _connector='OR'), name='two_offices_unlock_in_danger'),
        ),
        migrations.AddConstraint(
            model_name='identityrequest',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_at__isnull', True), ('decided_by__isnull', True)), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False)), _connector='OR'), name='a_decision_on_a_name_says_who_and_when'),
        ),
        migrations.AddConstraint(
            model_name='identityrequest',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'GRANTED'), _negated=True), models.Q(('decided_by__isnull', False), ('from_on__isnull', False), ('until_on__isnull', False)), _connector='OR'), name='a_granted_name_has_a_last_day'),
        ),
        migrations.AddConstraint(
            model_name='identityrequest',
            constraint=models.CheckConstraint(condition=models.Q(('until_on__isnull', True), ('until_on__gte', models.F('from_on')), _connector='OR'), name='a_grant_ends_after_its_start'),
        ),
        migrations.AddConstraint(
            model_name='identityrequest',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('reason__in', ('FOLLOW_UP', 'PROTECTION', 'LEGAL_DUTY')), ('state', 'GRANTED'), _negated=True), ('told_on__isnull', False), _connector='OR'), name='who_must_be_told_first_was_told'),
        ),
        migrations.AddConstraint(
            model_name='identityrequest',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ended_on__isnull', False), ('state', 'ENDED'), models.Q(('ended_because', ''), _negated=True)), models.Q(models.Q(('state', 'ENDED'), _negated=True), ('ended_because', ''), ('ended_on__isnull', True)), _connector='OR'), name='what_ended_says_when_and_why'),
        ),
        migrations.RunPython(migrations.RunPython.noop, lift_rules_on_sqlite),
    ]
