"""The tables as they stood after the migrations that it replaces, made at once."""

import clocks.models.calendar
import django.db.models.deletion
import uuid
import vault.fields
import waivers.models.waiver
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('waivers', '0001_initial'), ('waivers', '0002_who_and_when'), ('waivers', '0001_to_0002'), ('waivers', '0003_waiving')]

    initial = True

    dependencies = [
        ('accounts', '0004_stand_ins'),
        ('audit', '0001_initial'),
        ('code_of_ethics', '0001_to_0006'),
        ('vault', '0003_retired_wrapping_keys'),
    ]

    operations = [
        migrations.CreateModel(
            name='ImplicitWaiver',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('source_kind', models.CharField(max_length=100)),
                ('source_id', models.UUIDField()),
                ('days', models.PositiveSmallIntegerField()),
                ('noticed_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(null=True)),
            ],
            options={
                'ordering': ['-noticed_at'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('source_kind', 'source_id'), name='one_implicit_waiver_at_a_time'), models.CheckConstraint(condition=models.Q(('ended_at__isnull', True), ('ended_at__gte', models.F('noticed_at')), _connector='OR'), name='an_implicit_waiver_ends_after_it_began')],
            },
        ),
        migrations.CreateModel(
            name='Waiver',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('reference', models.CharField(default=waivers.models.waiver.new_reference, max_length=12, unique=True, verbose_name='reference')),
                ('departure', vault.fields.SealedTextField(verbose_name='departure')),
                ('reasons', vault.fields.SealedTextField(verbose_name='reasons')),
                ('mitigations', vault.fields.SealedTextField(verbose_name='mitigations')),
                ('starts_on', models.DateField(verbose_name='from')),
                ('ends_on', models.DateField(verbose_name='until')),
                ('state', models.CharField(choices=[('DRAFT', 'Draft'), ('REQUESTED', 'Requested'), ('RETURNED', 'Back with the requester'), ('RECOMMENDED', 'With the Board secretary'), ('BOARD', 'Before the Board'), ('GRANTED', 'Granted'), ('REFUSED', 'Refused'), ('CLEARED', 'No waiver needed'), ('WITHDRAWN', 'Withdrawn'), ('LAPSED', 'Ended on its date'), ('REVOKED', 'Revoked')], default='DRAFT', max_length=12, verbose_name='state')),
                ('drafted_at', models.DateTimeField()),
                ('requested_at', models.DateTimeField(null=True, verbose_name='requested')),
                ('classification', models.CharField(choices=[('OTHER', 'The Chief Compliance & Ethics Officer'), ('BOARD', 'The Board')], default='OTHER', max_length=8)),
                ('classification_reason', models.CharField(choices=[('EMPLOYEE', 'Neither a director nor an executive officer of the parent company'), ('DIRECTOR', 'Director of the parent company'), ('EXECUTIVE_OFFICER', 'Executive officer of the parent company'), ('COVERED_OFFICER', 'Principal executive, financial or accounting officer, or controller'), ('CONFLICT', 'The Chief Compliance & Ethics Officer asks, benefits, manages, or has a conflict'), ('RETROACTIVE', 'It would start before it was requested')], default='EMPLOYEE', max_length=20)),
                ('requested_class', models.CharField(blank=True, choices=[('OTHER', 'The Chief Compliance & Ethics Officer'), ('BOARD', 'The Board')], max_length=8)),
                ('recommended_at', models.DateTimeField(null=True)),
                ('recommendation', vault.fields.SealedTextField(null=True)),
                ('advice', models.CharField(blank=True, choices=[('APPROVE', 'Grant it'), ('REFUSE', 'Refuse it')], max_length=8)),
                ('board_called_on', models.DateField(null=True, verbose_name='Board meeting')),
                ('outcome', models.CharField(blank=True, choices=[('GRANTED', 'Granted'), ('REFUSED', 'Refused'), ('PRE_CLEARED', 'Approved as the Code provides: a pre-clearance, not a waiver'), ('NOT_NEEDED', 'No waiver needed: the Code allows it')], max_length=12)),
                ('decided_at', models.DateTimeField(null=True, verbose_name='decided')),
                ('decision_reasons', vault.fields.SealedTextField(null=True)),
                ('why_appropriate', vault.fields.SealedTextField(null=True)),
                ('why_limited', vault.fields.SealedTextField(null=True)),
                ('conditions', vault.fields.SealedTextField(null=True)),
                ('effective_from', models.DateField(null=True, verbose_name='in force from')),
                ('revoked_at', models.DateTimeField(null=True)),
                ('revocation_reasons', vault.fields.SealedTextField(null=True)),
                ('beneficiary', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='waivers_enjoyed', to='accounts.person')),
                ('data_key', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='vault.datakey')),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person')),
                ('provision', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='waivers', to='code_of_ethics.provision', verbose_name='provision')),
                ('recommended_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person')),
                ('recused_officer', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person')),
                ('requester', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='waivers_requested', to='accounts.person')),
                ('revoked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person')),
                ('signature', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='audit.signature')),
                ('renews', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='renewals', to='waivers.waiver')),
            ],
            options={
                'ordering': ['-drafted_at'],
                'indexes': [models.Index(fields=['state', 'ends_on'], name='waivers_by_state'), models.Index(fields=['requester', '-drafted_at'], name='waivers_of_a_requester'), models.Index(fields=['-decided_at', 'id'], name='waivers_decided')],
                'constraints': [models.CheckConstraint(condition=models.Q(('decided_by__isnull', True), models.Q(models.Q(('decided_by', models.F('requester')), _negated=True), models.Q(('decided_by', models.F('beneficiary')), _negated=True)), _connector='OR'), name='nobody_decides_their_own_waiver'), models.CheckConstraint(condition=models.Q(('recommended_by__isnull', True), models.Q(models.Q(('recommended_by', models.F('requester')), _negated=True), models.Q(('recommended_by', models.F('beneficiary')), _negated=True)), _connector='OR'), name='nobody_recommends_their_own_waiver'), models.CheckConstraint(condition=models.Q(models.Q(('recommended_at__isnull', True), ('recommended_by__isnull', True)), models.Q(('recommended_at__isnull', False), ('recommended_by__isnull', False)), _connector='OR'), name='a_recommendation_says_who_and_when'), models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='a_waiver_ends_after_its_start'), models.CheckConstraint(condition=models.Q(('state__in', ['DRAFT', 'WITHDRAWN']), ('requested_at__isnull', False), _connector='OR'), name='a_waiver_is_requested_before_it_moves'), models.CheckConstraint(condition=models.Q(models.Q(('decided_at__isnull', True), ('decided_by__isnull', True), ('outcome', ''), ('signature__isnull', True)), models.Q(models.Q(('outcome', ''), _negated=True), ('decided_at__isnull', False), ('decision_reasons__isnull', False), ('signature__isnull', False)), _connector='OR'), name='a_decided_waiver_has_reasons'), models.CheckConstraint(condition=models.Q(models.Q(('outcome', 'GRANTED'), _negated=True), models.Q(('effective_from__isnull', False), ('why_appropriate__isnull', False), ('why_limited__isnull', False)), _connector='OR'), name='a_granted_waiver_says_why_it_is_appropriate'), models.CheckConstraint(condition=models.Q(('outcome', ''), models.Q(('classification', 'OTHER'), ('decided_by__isnull', False)), models.Q(('classification', 'BOARD'), ('decided_by__isnull', True)), _connector='OR'), name='each_class_of_waiver_has_its_decider'), models.CheckConstraint(condition=models.Q(models.Q(models.Q(('revoked_at__isnull', True), ('revoked_by__isnull', True)), models.Q(('state', 'REVOKED'), _negated=True)), models.Q(('revocation_reasons__isnull', False), ('revoked_at__isnull', False), ('revoked_by__isnull', False), ('state', 'REVOKED')), _connector='OR'), name='a_revoked_waiver_says_why'), models.CheckConstraint(condition=models.Q(('state__in', ['DRAFT', 'REQUESTED', 'RETURNED', 'RECOMMENDED', 'BOARD', 'GRANTED', 'REFUSED', 'CLEARED', 'WITHDRAWN', 'LAPSED', 'REVOKED'])), name='a_waiver_has_a_known_state'), models.CheckConstraint(condition=models.Q(models.Q(('outcome', ''), ('state__in', ['DRAFT', 'REQUESTED', 'RETURNED', 'RECOMMENDED', 'BOARD', 'WITHDRAWN'])), models.Q(('outcome', 'REFUSED'), ('state', 'REFUSED')), models.Q(('outcome__in', ('PRE_CLEARED', 'NOT_NEEDED')), ('state', 'CLEARED')), models.Q(('outcome', 'GRANTED'), ('state__in', ['GRANTED', 'LAPSED', 'REVOKED'])), _connector='OR'), name='a_waivers_state_fits_its_outcome')],
            },
        ),
        migrations.CreateModel(
            name='BoardDecision',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('mode', models.CharField(choices=[('MEETING', 'At a meeting'), ('UNANIMOUS_CONSENT', 'By unanimous written consent')], default='MEETING', max_length=20, verbose_name='mode')),
                ('resolution', models.CharField(max_length=40, verbose_name='resolution number')),
                ('called_on', models.DateField(verbose_name='meeting called on')),
                ('decision_at', models.DateTimeField(null=True, verbose_name='decision')),
                ('zone', models.CharField(max_length=64, validators=[clocks.models.calendar.validate_zone], verbose_name='time zone')),
                ('directors_in_office', models.PositiveSmallIntegerField(verbose_name='directors in office')),
                ('outcome', models.CharField(choices=[('GRANTED', 'Granted'), ('REFUSED', 'Refused')], max_length=8, verbose_name='outcome')),
                ('reasons', vault.fields.SealedTextField()),
                ('why_appropriate', vault.fields.SealedTextField()),
                ('why_limited', vault.fields.SealedTextField()),
                ('conditions', vault.fields.SealedTextField()),
                ('recorded_at', models.DateTimeField()),
                ('confirmed_at', models.DateTimeField(null=True)),
                ('confirmed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person')),
                ('data_key', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='vault.datakey')),
                ('presiding', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person', verbose_name='presiding director')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person')),
                ('waiver', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='board_decision', to='waivers.waiver')),
                ('stopped_because', models.CharField(blank=True, choices=[('DECLINED', 'A director wants a meeting'), ('RECUSED', 'A director is recused')], max_length=10)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('resolution', ''), _negated=True), name='a_board_decision_has_a_resolution'), models.CheckConstraint(condition=models.Q(models.Q(('confirmed_at__isnull', True), ('confirmed_by__isnull', True)), models.Q(('confirmed_at__isnull', False), ('confirmed_by', models.F('presiding')), ('mode', 'MEETING')), models.Q(('confirmed_at__isnull', False), ('confirmed_by__isnull', False), ('mode', 'UNANIMOUS_CONSENT')), _connector='OR'), name='the_presiding_director_confirms'), models.CheckConstraint(condition=models.Q(('presiding__isnull', True), models.Q(('presiding', models.F('recorded_by')), _negated=True), _connector='OR'), name='nobody_confirms_their_own_record'), models.CheckConstraint(condition=models.Q(('confirmed_by__isnull', True), models.Q(('confirmed_by', models.F('recorded_by')), _negated=True), _connector='OR'), name='nobody_completes_their_own_record'), models.CheckConstraint(condition=models.Q(models.Q(('decision_at__isnull', False), ('mode', 'MEETING'), ('presiding__isnull', False), ('stopped_because', '')), models.Q(('mode', 'UNANIMOUS_CONSENT'), ('outcome', 'GRANTED'), ('presiding__isnull', True)), _connector='OR'), name='the_board_meets_or_consents'), models.CheckConstraint(condition=models.Q(('confirmed_at__isnull', True), ('decision_at__isnull', False), _connector='OR'), name='a_confirmed_decision_has_its_time')],
            },
        ),
        migrations.CreateModel(
            name='BoardVote',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('attendance', models.CharField(choices=[('PRESENT', 'Present'), ('ABSENT', 'Absent'), ('RECUSED', 'Recused')], max_length=8, verbose_name='attendance')),
                ('vote', models.CharField(choices=[('FOR', 'For'), ('AGAINST', 'Against'), ('ABSTAIN', 'Abstained'), ('NONE', 'No vote')], max_length=8, verbose_name='vote')),
                ('decision', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='votes', to='waivers.boarddecision')),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person')),
            ],
            options={
                'ordering': ['member__family_name', 'member__given_name'],
                'constraints': [models.UniqueConstraint(fields=('decision', 'member'), name='one_vote_for_each_director'), models.CheckConstraint(condition=models.Q(('attendance__in', ['PRESENT', 'ABSENT', 'RECUSED']), ('vote__in', ['FOR', 'AGAINST', 'ABSTAIN', 'NONE'])), name='a_vote_is_a_known_one'), models.CheckConstraint(condition=models.Q(models.Q(models.Q(('attendance', 'PRESENT')), models.Q(('vote', 'NONE'), _negated=True)), models.Q(models.Q(('attendance', 'PRESENT'), _negated=True), ('vote', 'NONE')), _connector='OR'), name='only_those_present_vote')],
            },
        ),
        migrations.CreateModel(
            name='Clarification',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('question', vault.fields.SealedTextField()),
                ('asked_at', models.DateTimeField()),
                ('answer', vault.fields.SealedTextField(null=True)),
                ('answered_at', models.DateTimeField(null=True)),
                ('answered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person')),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person')),
                ('data_key', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='vault.datakey')),
                ('waiver', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='clarifications', to='waivers.waiver')),
            ],
            options={
                'ordering': ['asked_at'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('answered_at__isnull', True)), fields=('waiver',), name='one_open_question_of_a_waiver'), models.CheckConstraint(condition=models.Q(models.Q(('answer__isnull', True), ('answered_at__isnull', True), ('answered_by__isnull', True)), models.Q(('answer__isnull', False), ('answered_at__gte', models.F('asked_at')), ('answered_by__isnull', False)), _connector='OR'), name='an_answer_says_who_and_when')],
            },
        ),
        migrations.CreateModel(
            name='Condition',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('text', vault.fields.SealedTextField()),
                ('due_on', models.DateField(verbose_name='due')),
                ('state', models.CharField(choices=[('OPEN', 'To be kept'), ('REPORTED', 'Reported as kept'), ('KEPT', 'Kept'), ('BROKEN', 'Not kept')], default='OPEN', max_length=10, verbose_name='state')),
                ('set_at', models.DateTimeField()),
                ('report', vault.fields.SealedTextField(null=True)),
                ('reported_at', models.DateTimeField(null=True)),
                ('closing', vault.fields.SealedTextField(null=True)),
                ('closed_at', models.DateTimeField(null=True)),
                ('closed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person')),
                ('data_key', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='vault.datakey')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person', verbose_name='owner')),
                ('set_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person')),
                ('waiver', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='duties', to='waivers.waiver')),
            ],
            options={
                'ordering': ['due_on', 'id'],
                'indexes': [models.Index(fields=['owner', 'state', 'due_on'], name='conditions_of_an_owner')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(models.Q(('closed_at__isnull', True), ('closed_by__isnull', True)), models.Q(('state__in', ('KEPT', 'BROKEN')), _negated=True)), models.Q(('closed_at__isnull', False), ('closed_by__isnull', False), ('closing__isnull', False), ('state__in', ('KEPT', 'BROKEN'))), _connector='OR'), name='a_condition_that_is_over_says_who_and_when'), models.CheckConstraint(condition=models.Q(('closed_by__isnull', True), models.Q(('closed_by', models.F('owner')), _negated=True), _connector='OR'), name='nobody_confirms_their_own_condition'), models.CheckConstraint(condition=models.Q(models.Q(('report__isnull', True), ('reported_at__isnull', True)), models.Q(('report__isnull', False), ('reported_at__isnull', False)), _connector='OR'), name='a_reported_condition_has_its_words'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['REPORTED', 'KEPT']), _negated=True), ('reported_at__isnull', False), _connector='OR'), name='a_kept_condition_was_reported')],
            },
        ),
        migrations.CreateModel(
            name='ConsentSignature',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('signed_at', models.DateTimeField()),
                ('voided_at', models.DateTimeField(null=True)),
                ('voided_because', models.CharField(blank=True, choices=[('EDITED', 'The text was changed afterwards'), ('DECLINED', 'A director wants a meeting'), ('RECUSED', 'A director is recused'), ('MEETING', 'The Board met instead'), ('LEFT', 'No longer a director')], max_length=10)),
                ('decision', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='consents', to='waivers.boarddecision')),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person')),
                ('signature', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='audit.signature')),
            ],
            options={
                'ordering': ['signed_at'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('voided_at__isnull', True)), fields=('decision', 'member'), name='one_signature_of_each_director'), models.CheckConstraint(condition=models.Q(models.Q(('voided_at__isnull', True), ('voided_because', '')), models.Q(('voided_at__isnull', False), models.Q(('voided_because', ''), _negated=True)), _connector='OR'), name='a_voided_signature_says_why')],
            },
        ),
        migrations.CreateModel(
            name='DirectorRecusal',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('reason', vault.fields.SealedTextField()),
                ('declared_at', models.DateTimeField()),
                ('data_key', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='vault.datakey')),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person')),
                ('waiver', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='recusals', to='waivers.waiver')),
            ],
            options={
                'ordering': ['declared_at'],
                'constraints': [models.UniqueConstraint(fields=('waiver', 'member'), name='one_recusal_of_each_director')],
            },
        ),
        migrations.CreateModel(
            name='Opinion',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('question', vault.fields.SealedTextField()),
                ('asked_at', models.DateTimeField()),
                ('advice', models.CharField(blank=True, choices=[('APPROVE', 'Grant it'), ('REFUSE', 'Refuse it')], max_length=8)),
                ('words', vault.fields.SealedTextField(null=True)),
                ('given_at', models.DateTimeField(null=True)),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person')),
                ('asked_of', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person')),
                ('data_key', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='vault.datakey')),
                ('waiver', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='opinions', to='waivers.waiver')),
            ],
            options={
                'ordering': ['asked_at'],
                'constraints': [models.UniqueConstraint(fields=('waiver', 'asked_of'), name='one_opinion_of_each_person'), models.CheckConstraint(condition=models.Q(('asked_of', models.F('asked_by')), _negated=True), name='nobody_asks_their_own_opinion'), models.CheckConstraint(condition=models.Q(models.Q(('advice', ''), ('given_at__isnull', True), ('words__isnull', True)), models.Q(('given_at__isnull', False), ('words__isnull', False), models.Q(('advice', ''), _negated=True)), _connector='OR'), name='a_given_opinion_says_what_and_when')],
            },
        ),
    ]
