"""What comes of a case: fairness steps, root causes, actions, recoveries, referrals to public officials."""

import django.db.models.deletion
import uuid
import vault.fields
from decimal import Decimal
from django.db import migrations, models

from audit.rules import lift_rules_on_sqlite


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0001_to_0002'),
        ("cases", "0013_identity_requests"),
        ("code_of_ethics", "0001_to_0004"),
        ('vault', '0002_secrets'),
    ]

    operations = [
        migrations.RunPython(lift_rules_on_sqlite, migrations.RunPython.noop),
        migrations.CreateModel(
            name='Action',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('DISCIPLINE', 'Discipline'), ('CORRECTIVE', 'Corrective action'), ('REMEDIATION', 'Remediation'), ('RECOVERY', 'Recovery of assets'), ('INTERIM', 'Interim measure')], max_length=20, verbose_name='kind')),
                ('state', models.CharField(choices=[('PROPOSED', 'Proposed'), ('DECIDED', 'Decided'), ('IN_PROGRESS', 'In progress'), ('DONE', 'Reported as done'), ('CONFIRMED', 'Done'), ('CANCELLED', 'Cancelled')], default='PROPOSED', max_length=20, verbose_name='state')),
                ('level', models.CharField(blank=True, choices=[('NONE', 'None'), ('COUNSELLING', 'Counselling'), ('VERBAL_WARNING', 'Verbal warning'), ('WRITTEN_WARNING', 'Written warning'), ('FINAL_WARNING', 'Final warning'), ('PAY', 'Pay or bonus'), ('DEMOTION', 'Demotion'), ('SUSPENSION', 'Suspension'), ('TERMINATION', 'Termination'), ('CONTRACT_ENDED', 'Contract ended')], max_length=20, verbose_name='level')),
                ('subject_level', models.CharField(blank=True, choices=[('EXECUTIVE', 'Executive officer or director'), ('MANAGER', 'Manager'), ('OTHER', 'Other')], max_length=20)),
                ('interim_kind', models.CharField(blank=True, choices=[('LEAVE', 'Leave'), ('SEPARATION', 'Separation of people'), ('PROTECTION', 'Protection of the reporter'), ('FREEZE_EVIDENCE', 'Freezing of evidence')], max_length=20, verbose_name='measure')),
                ('reasons', vault.fields.SealedTextField(verbose_name='reasons')),
                ('proposed_at', models.DateTimeField()),
                ('brief', vault.fields.SealedTextField(blank=True, verbose_name='what is to be done')),
                ('due_on', models.DateField(null=True, verbose_name='due')),
                ('route', models.CharField(blank=True, choices=[('REPAYMENT', 'Repayment'), ('INSURANCE', 'Insurance'), ('LITIGATION', 'Litigation'), ('CLAWBACK', 'Clawback')], max_length=20, verbose_name='route')),
                ('currency', models.CharField(blank=True, max_length=3, verbose_name='currency')),
                ('sought', models.DecimalField(decimal_places=3, max_digits=18, null=True, verbose_name='amount sought')),
                ('decided_on', models.DateField(null=True)),
                ('decision_reasons', vault.fields.SealedTextField(blank=True, verbose_name='reasons of the decision')),
                ('decided_at', models.DateTimeField(null=True)),
                ('finished_at', models.DateTimeField(null=True)),
                ('ended_at', models.DateTimeField(null=True)),
                ('ending', vault.fields.SealedTextField(blank=True, verbose_name='note at the end')),
            ],
            options={
                'ordering': ['proposed_at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='ActionNote',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('words', vault.fields.SealedTextField()),
                ('written_at', models.DateTimeField()),
            ],
            options={
                'ordering': ['written_at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='FairnessStep',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('TOLD', 'Told what is alleged'), ('HEARD', 'Heard'), ('DECLINED', 'Declined to be heard'), ('REPLY_WEIGHED', 'Reply weighed')], max_length=20, verbose_name='step')),
                ('taken_on', models.DateField(verbose_name='on')),
                ('words', vault.fields.SealedTextField(blank=True, verbose_name='what was said')),
                ('recorded_at', models.DateTimeField()),
            ],
            options={
                'ordering': ['recorded_at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='HandedOver',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('what', vault.fields.SealedTextField(verbose_name='what it is')),
                ('sha256', vault.fields.SealedTextField(blank=True)),
                ('position', models.PositiveSmallIntegerField()),
            ],
            options={
                'ordering': ['position'],
            },
        ),
        migrations.CreateModel(
            name='PublicReferral',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('state', models.CharField(choices=[('PROPOSED', 'Waits for counsel'), ('ADVISED', 'Waits for the decision'), ('APPROVED', 'To be handed over'), ('DECLINED', 'Not referred'), ('HANDED_OVER', 'Handed over'), ('ACKNOWLEDGED', 'Acknowledged'), ('CONCLUDED', 'Concluded')], default='PROPOSED', max_length=20)),
                ('authority', vault.fields.SealedTextField(verbose_name='authority')),
                ('facts', vault.fields.SealedTextField(verbose_name='facts')),
                ('reasons', vault.fields.SealedTextField(verbose_name='reasons')),
                ('proposed_at', models.DateTimeField()),
                ('advice', models.CharField(blank=True, choices=[('FOR', 'Refer'), ('AGAINST', 'Do not refer')], max_length=10, verbose_name='advice')),
                ('opinion', vault.fields.SealedTextField(blank=True, verbose_name='opinion')),
                ('advised_at', models.DateTimeField(null=True)),
                ('decision_reasons', vault.fields.SealedTextField(blank=True, verbose_name='reasons of the decision')),
                ('decided_at', models.DateTimeField(null=True)),
                ('handed_over_on', models.DateField(null=True)),
                ('acknowledged_on', models.DateField(null=True)),
                ('authority_reference', vault.fields.SealedTextField(blank=True, verbose_name='reference of the authority')),
                ('concluded_on', models.DateField(null=True)),
                ('result', vault.fields.SealedTextField(blank=True, verbose_name='what came of it')),
            ],
            options={
                'ordering': ['proposed_at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='RecoveryAmount',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('RECOVERED', 'Recovered'), ('COST', 'Cost')], max_length=20, verbose_name='what it is')),
                ('amount', models.DecimalField(decimal_places=3, max_digits=18, verbose_name='amount')),
                ('booked_on', models.DateField(verbose_name='on')),
                ('words', vault.fields.SealedTextField(blank=True, verbose_name='remark')),
                ('recorded_at', models.DateTimeField()),
            ],
            options={
                'ordering': ['booked_on', 'recorded_at', 'id'],
            },
        ),
        migrations.AddField(
            model_name='allegation',
            name='is_bad_faith',
            field=models.BooleanField(default=False, verbose_name='bad faith'),
        ),
        migrations.AddField(
            model_name='allegation',
            name='root_cause',
            field=models.CharField(blank=True, choices=[('INTENT', 'Deliberate act against a known rule'), ('UNAWARE', 'The rule was not known'), ('UNCLEAR_RULE', 'The rule was unclear'), ('MISSING_CONTROL', 'A control was missing'), ('CONTROL_BYPASSED', 'A control was bypassed'), ('SUPERVISION', 'Too little supervision'), ('PRESSURE', 'Pressure or targets'), ('INCENTIVES', 'Wrong incentives'), ('CULTURE', 'Culture of the unit'), ('CAPACITY', 'Too few people or means'), ('OTHER', 'Another cause')], max_length=20, verbose_name='root cause'),
        ),
        migrations.AddField(
            model_name='allegation',
            name='root_cause_words',
            field=vault.fields.SealedTextField(blank=True, null=True, verbose_name='root cause in words'),
        ),
        migrations.AddConstraint(
            model_name='allegation',
            constraint=models.CheckConstraint(condition=models.Q(('is_bad_faith', False), ('finding', ''), models.Q(('found_by', models.F('made_by')), _negated=True), _connector='OR'), name='bad_faith_is_found_by_a_second_person'),
        ),
        migrations.AddField(
            model_name='action',
            name='allegation',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='actions', to='cases.allegation'),
        ),
        migrations.AddField(
            model_name='action',
            name='case',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='actions', to='cases.case'),
        ),
        migrations.AddField(
            model_name='action',
            name='data_key',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='vault.datakey'),
        ),
        migrations.AddField(
            model_name='action',
            name='decided_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person'),
        ),
        migrations.AddField(
            model_name='action',
            name='ended_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person'),
        ),
        migrations.AddField(
            model_name='action',
            name='hr_partner',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person', verbose_name='HR'),
        ),
        migrations.AddField(
            model_name='action',
            name='manager',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person', verbose_name='manager'),
        ),
        migrations.AddField(
            model_name='action',
            name='owner',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person', verbose_name='owner'),
        ),
        migrations.AddField(
            model_name='action',
            name='proposed_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person'),
        ),
        migrations.AddField(
            model_name='actionnote',
            name='action',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='notes', to='cases.action'),
        ),
        migrations.AddField(
            model_name='actionnote',
            name='data_key',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='vault.datakey'),
        ),
        migrations.AddField(
            model_name='actionnote',
            name='written_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person'),
        ),
        migrations.AddField(
            model_name='fairnessstep',
            name='allegation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='cases.allegation'),
        ),
        migrations.AddField(
            model_name='fairnessstep',
            name='data_key',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='vault.datakey'),
        ),
        migrations.AddField(
            model_name='fairnessstep',
            name='recorded_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person'),
        ),
        migrations.AddField(
            model_name='handedover',
            name='attachment',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.attachment'),
        ),
        migrations.AddField(
            model_name='handedover',
            name='data_key',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='vault.datakey'),
        ),
        migrations.AddField(
            model_name='publicreferral',
            name='advised_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person'),
        ),
        migrations.AddField(
            model_name='publicreferral',
            name='case',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='public_referrals', to='cases.case'),
        ),
        migrations.AddField(
            model_name='publicreferral',
            name='counsel',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person', verbose_name='counsel'),
        ),
        migrations.AddField(
            model_name='publicreferral',
            name='data_key',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='vault.datakey'),
        ),
        migrations.AddField(
            model_name='publicreferral',
            name='decided_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person'),
        ),
        migrations.AddField(
            model_name='publicreferral',
            name='handed_over_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person'),
        ),
        migrations.AddField(
            model_name='publicreferral',
            name='proposed_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person'),
        ),
        migrations.AddField(
            model_name='handedover',
            name='referral',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='items', to='cases.publicreferral'),
        ),
        migrations.AddField(
            model_name='recoveryamount',
            name='action',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='amounts', to='cases.action'),
        ),
        migrations.AddField(
            model_name='recoveryamount',
            name='data_key',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='vault.datakey'),
        ),
        migrations.AddField(
            model_name='recoveryamount',
            name='recorded_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person'),
        ),
        migrations.AddIndex(
            model_name='action',
            index=models.Index(fields=['case', 'state'], name='cases_actio_case_id_ec4c2c_idx'),
        ),
        migrations.AddIndex(
            model_name='action',
            index=models.Index(fields=['owner', 'state', 'due_on', 'id'], name='cases_actio_owner_i_6a685f_idx'),
        ),
        migrations.AddIndex(
            model_name='action',
            index=models.Index(condition=models.Q(('kind', 'DISCIPLINE')), fields=['subject_level', 'level'], name='consequences'),
        ),
        migrations.AddConstraint(
            model_name='action',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['DISCIPLINE', 'CORRECTIVE', 'REMEDIATION', 'RECOVERY', 'INTERIM'])), name='an_action_is_of_a_known_kind'),
        ),
        migrations.AddConstraint(
            model_name='action',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['PROPOSED', 'DECIDED', 'IN_PROGRESS', 'DONE', 'CONFIRMED', 'CANCELLED'])), name='an_action_has_a_known_state'),
        ),
        migrations.AddConstraint(
            model_name='action',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('allegation__isnull', False), ('kind', 'DISCIPLINE'), ('level__in', ['NONE', 'COUNSELLING', 'VERBAL_WARNING', 'WRITTEN_WARNING', 'FINAL_WARNING', 'PAY', 'DEMOTION', 'SUSPENSION', 'TERMINATION', 'CONTRACT_ENDED'])), models.Q(models.Q(('kind', 'DISCIPLINE'), _negated=True), ('hr_partner', None), ('level', ''), ('manager', None), ('subject_level', '')), _connector='OR'), name='a_consequence_has_a_level_and_an_allegation'),
        ),
        migrations.AddConstraint(
            model_name='action',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('interim_kind__in', ['LEAVE', 'SEPARATION', 'PROTECTION', 'FREEZE_EVIDENCE']), ('kind', 'INTERIM')), models.Q(models.Q(('kind', 'INTERIM'), _negated=True), ('interim_kind', '')), _connector='OR'), name='an_interim_measure_says_which'),
        ),
        migrations.AddConstraint(
            model_name='action',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'RECOVERY'), ('route__in', ['REPAYMENT', 'INSURANCE', 'LITIGATION', 'CLAWBACK']), ('sought__gt', 0), models.Q(('currency', ''), _negated=True)), models.Q(models.Q(('kind', 'RECOVERY'), _negated=True), ('currency', ''), ('route', ''), ('sought__isnull', True)), _connector='OR'), name='a_recovery_says_how_and_how_much'),
        ),
        migrations.AddConstraint(
            model_name='action',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_at__isnull', True), ('decided_by__isnull', True)), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False)), _connector='OR'), name='a_decided_action_says_who_and_when'),
        ),
        migrations.AddConstraint(
            model_name='action',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', True), ('ended_by__isnull', True)), models.Q(('ended_at__isnull', False), ('ended_by__isnull', False)), _connector='OR'), name='an_ended_action_says_who_and_when'),
        ),
        migrations.AddConstraint(
            model_name='action',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['PROPOSED', 'CANCELLED']), ('decided_at__isnull', False), _connector='OR'), name='nothing_is_done_before_it_is_decided'),
        ),
        migrations.AddConstraint(
            model_name='action',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind__in', ['REMEDIATION', 'CORRECTIVE']), _negated=True), ('decided_at__isnull', True), ('due_on__isnull', False), _connector='OR'), name='what_is_put_right_has_a_day'),
        ),
        migrations.AddConstraint(
            model_name='action',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'DISCIPLINE'), _negated=True), ('level', 'NONE'), ('decided_at__isnull', True), models.Q(('decided_on__isnull', False), ('hr_partner__isnull', False), ('manager__isnull', False), models.Q(('manager', models.F('hr_partner')), _negated=True), models.Q(('decided_by', models.F('proposed_by')), _negated=True), models.Q(('manager', models.F('proposed_by')), _negated=True), models.Q(('hr_partner', models.F('proposed_by')), _negated=True)), _connector='OR'), name='a_manager_and_hr_decide_discipline'),
        ),
        migrations.AddConstraint(
            model_name='action',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', False), ('state__in', ['CONFIRMED', 'CANCELLED'])), models.Q(models.Q(('state__in', ['CONFIRMED', 'CANCELLED']), _negated=True), ('ended_at__isnull', True)), _connector='OR'), name='an_action_ends_when_it_is_done_or_cancelled'),
        ),
        migrations.AddConstraint(
            model_name='action',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'CONFIRMED'), _negated=True), ('owner__isnull', True), models.Q(('ended_by', models.F('owner')), _negated=True), _connector='OR'), name='an_owner_does_not_confirm_the_own_work'),
        ),
        migrations.AddIndex(
            model_name='fairnessstep',
            index=models.Index(fields=['allegation', 'kind'], name='cases_fairn_allegat_4013e1_idx'),
        ),
        migrations.AddConstraint(
            model_name='fairnessstep',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['TOLD', 'HEARD', 'DECLINED', 'REPLY_WEIGHED'])), name='a_step_is_of_a_known_kind'),
        ),
        migrations.AddIndex(
            model_name='publicreferral',
            index=models.Index(fields=['counsel', 'state', 'proposed_at', 'id'], name='cases_publi_counsel_d6adc1_idx'),
        ),
        migrations.AddConstraint(
            model_name='publicreferral',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['PROPOSED', 'ADVISED', 'APPROVED', 'DECLINED', 'HANDED_OVER', 'ACKNOWLEDGED', 'CONCLUDED'])), name='a_referral_has_a_known_state'),
        ),
        migrations.AddConstraint(
            model_name='publicreferral',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('advised_at__isnull', True), ('advised_by__isnull', True)), models.Q(('advised_at__isnull', False), ('advised_by__isnull', False)), _connector='OR'), name='an_opinion_says_who_and_when'),
        ),
        migrations.AddConstraint(
            model_name='publicreferral',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_at__isnull', True), ('decided_by__isnull', True)), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False)), _connector='OR'), name='a_decision_on_a_referral_says_who_and_when'),
        ),
        migrations.AddConstraint(
            model_name='publicreferral',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('advice', ''), ('advised_at__isnull', True)), models.Q(('advice__in', ['FOR', 'AGAINST']), ('advised_at__isnull', False), ('advised_by', models.F('counsel'))), _connector='OR'), name='the_counsel_who_was_asked_gives_the_opinion'),
        ),
        migrations.AddConstraint(
            model_name='publicreferral',
            constraint=models.CheckConstraint(condition=models.Q(('decided_at__isnull', True), ('advised_at__isnull', False), _connector='OR'), name='no_decision_without_counsel'),
        ),
        migrations.AddConstraint(
            model_name='publicreferral',
            constraint=models.CheckConstraint(condition=models.Q(('decided_at__isnull', True), models.Q(models.Q(('decided_by', models.F('proposed_by')), _negated=True), models.Q(('decided_by', models.F('counsel')), _negated=True)), _connector='OR'), name='somebody_else_decides_a_referral'),
        ),
        migrations.AddConstraint(
            model_name='publicreferral',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('advised_at__isnull', True), ('state', 'PROPOSED')), models.Q(('advised_at__isnull', False), ('decided_at__isnull', True), ('state', 'ADVISED')), models.Q(('decided_at__isnull', False), ('handed_over_on__isnull', True), ('state__in', ['APPROVED', 'DECLINED'])), models.Q(('decided_at__isnull', False), ('handed_over_on__isnull', False), ('state__in', ['HANDED_OVER', 'ACKNOWLEDGED', 'CONCLUDED'])), _connector='OR'), name='nothing_is_handed_over_undecided'),
        ),
        migrations.AddConstraint(
            model_name='handedover',
            constraint=models.UniqueConstraint(fields=('referral', 'position'), name='what_was_handed_over_in_order'),
        ),
        migrations.AddIndex(
            model_name='recoveryamount',
            index=models.Index(fields=['booked_on'], name='cases_recov_booked__3d6fa8_idx'),
        ),
        migrations.AddConstraint(
            model_name='recoveryamount',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['RECOVERED', 'COST'])), name='an_amount_is_of_a_known_kind'),
        ),
        migrations.AddConstraint(
            model_name='recoveryamount',
            constraint=models.CheckConstraint(condition=models.Q(('amount__gt', Decimal('0'))), name='an_amount_is_more_than_nothing'),
        ),
        migrations.RunPython(migrations.RunPython.noop, lift_rules_on_sqlite),
    ]
