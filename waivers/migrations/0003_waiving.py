"""The Board in the Portal, and what else a waiver needs: see the models."""

import django.db.models.deletion
import uuid
import vault.fields
from django.db import migrations, models

from audit.rules import lift_rules_on_sqlite


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0001_to_0002'),
        ('audit', '0001_initial'),
        ('code_of_ethics', '0005_languages'),
        ('code_of_ethics', '0005_languages'),
        ('vault', '0002_secrets'),
        ('waivers', '0001_to_0002'),
    ]

    operations = [
        migrations.RunPython(lift_rules_on_sqlite, migrations.RunPython.noop),
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
            ],
            options={
                'ordering': ['due_on', 'id'],
            },
        ),
        migrations.CreateModel(
            name='ConsentSignature',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('signed_at', models.DateTimeField()),
                ('voided_at', models.DateTimeField(null=True)),
                ('voided_because', models.CharField(blank=True, choices=[('EDITED', 'The text was changed afterwards'), ('DECLINED', 'A director wants a meeting'), ('RECUSED', 'A director is recused'), ('MEETING', 'The Board met instead'), ('LEFT', 'No longer a director')], max_length=10)),
            ],
            options={
                'ordering': ['signed_at'],
            },
        ),
        migrations.CreateModel(
            name='DirectorRecusal',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('reason', vault.fields.SealedTextField()),
                ('declared_at', models.DateTimeField()),
            ],
            options={
                'ordering': ['declared_at'],
            },
        ),
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
            ],
            options={
                'ordering': ['asked_at'],
            },
        ),
        migrations.RemoveConstraint(
            model_name='boarddecision',
            name='the_presiding_director_confirms',
        ),
        migrations.RemoveConstraint(
            model_name='boarddecision',
            name='nobody_confirms_their_own_record',
        ),
        migrations.RemoveConstraint(
            model_name='waiver',
            name='a_waiver_has_a_known_state',
        ),
        migrations.RemoveConstraint(
            model_name='waiver',
            name='a_waivers_state_fits_its_outcome',
        ),
        migrations.AddField(
            model_name='boarddecision',
            name='stopped_because',
            field=models.CharField(blank=True, choices=[('DECLINED', 'A director wants a meeting'), ('RECUSED', 'A director is recused')], max_length=10),
        ),
        migrations.AddField(
            model_name='waiver',
            name='renews',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='renewals', to='waivers.waiver'),
        ),
        migrations.AlterField(
            model_name='boarddecision',
            name='decision_at',
            field=models.DateTimeField(null=True, verbose_name='decision'),
        ),
        migrations.AlterField(
            model_name='boarddecision',
            name='mode',
            field=models.CharField(choices=[('MEETING', 'At a meeting'), ('UNANIMOUS_CONSENT', 'By unanimous written consent')], default='MEETING', max_length=20, verbose_name='mode'),
        ),
        migrations.AlterField(
            model_name='boarddecision',
            name='presiding',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person', verbose_name='presiding director'),
        ),
        migrations.AlterField(
            model_name='waiver',
            name='outcome',
            field=models.CharField(blank=True, choices=[('GRANTED', 'Granted'), ('REFUSED', 'Refused'), ('PRE_CLEARED', 'Approved as the Code provides: a pre-clearance, not a waiver'), ('NOT_NEEDED', 'No waiver needed: the Code allows it')], max_length=12),
        ),
        migrations.AlterField(
            model_name='waiver',
            name='state',
            field=models.CharField(choices=[('DRAFT', 'Draft'), ('REQUESTED', 'Requested'), ('RETURNED', 'Back with the requester'), ('RECOMMENDED', 'With the Board secretary'), ('BOARD', 'Before the Board'), ('GRANTED', 'Granted'), ('REFUSED', 'Refused'), ('CLEARED', 'No waiver needed'), ('WITHDRAWN', 'Withdrawn'), ('LAPSED', 'Ended on its date'), ('REVOKED', 'Revoked')], default='DRAFT', max_length=12, verbose_name='state'),
        ),
        migrations.AddConstraint(
            model_name='boarddecision',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('confirmed_at__isnull', True), ('confirmed_by__isnull', True)), models.Q(('confirmed_at__isnull', False), ('confirmed_by', models.F('presiding')), ('mode', 'MEETING')), models.Q(('confirmed_at__isnull', False), ('confirmed_by__isnull', False), ('mode', 'UNANIMOUS_CONSENT')), _connector='OR'), name='the_presiding_director_confirms'),
        ),
        migrations.AddConstraint(
            model_name='boarddecision',
            constraint=models.CheckConstraint(condition=models.Q(('presiding__isnull', True), models.Q(('presiding', models.F('recorded_by')), _negated=True), _connector='OR'), name='nobody_confirms_their_own_record'),
        ),
        migrations.AddConstraint(
            model_name='boarddecision',
            constraint=models.CheckConstraint(condition=models.Q(('confirmed_by__isnull', True), models.Q(('confirmed_by', models.F('recorded_by')), _negated=True), _connector='OR'), name='nobody_completes_their_own_record'),
        ),
        migrations.AddConstraint(
            model_name='boarddecision',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decision_at__isnull', False), ('mode', 'MEETING'), ('presiding__isnull', False), ('stopped_because', '')), models.Q(('mode', 'UNANIMOUS_CONSENT'), ('outcome', 'GRANTED'), ('presiding__isnull', True)), _connector='OR'), name='the_board_meets_or_consents'),
        ),
        migrations.AddConstraint(
            model_name='boarddecision',
            constraint=models.CheckConstraint(condition=models.Q(('confirmed_at__isnull', True), ('decision_at__isnull', False), _connector='OR'), name='a_confirmed_decision_has_its_time'),
        ),
        migrations.AddConstraint(
            model_name='waiver',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['DRAFT', 'REQUESTED', 'RETURNED', 'RECOMMENDED', 'BOARD', 'GRANTED', 'REFUSED', 'CLEARED', 'WITHDRAWN', 'LAPSED', 'REVOKED'])), name='a_waiver_has_a_known_state'),
        ),
        migrations.AddConstraint(
            model_name='waiver',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('outcome', ''), ('state__in', ['DRAFT', 'REQUESTED', 'RETURNED', 'RECOMMENDED', 'BOARD', 'WITHDRAWN'])), models.Q(('outcome', 'REFUSED'), ('state', 'REFUSED')), models.Q(('outcome__in', ('PRE_CLEARED', 'NOT_NEEDED')), ('state', 'CLEARED')), models.Q(('outcome', 'GRANTED'), ('state__in', ['GRANTED', 'LAPSED', 'REVOKED'])), _connector='OR'), name='a_waivers_state_fits_its_outcome'),
        ),
        migrations.AddField(
            model_name='condition',
            name='closed_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person'),
        ),
        migrations.AddField(
            model_name='condition',
            name='data_key',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='vault.datakey'),
        ),
        migrations.AddField(
            model_name='condition',
            name='owner',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person', verbose_name='owner'),
        ),
        migrations.AddField(
            model_name='condition',
            name='set_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person'),
        ),
        migrations.AddField(
            model_name='condition',
            name='waiver',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='duties', to='waivers.waiver'),
        ),
        migrations.AddField(
            model_name='consentsignature',
            name='decision',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='consents', to='waivers.boarddecision'),
        ),
        migrations.AddField(
            model_name='consentsignature',
            name='member',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person'),
        ),
        migrations.AddField(
            model_name='consentsignature',
            name='signature',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='audit.signature'),
        ),
        migrations.AddField(
            model_name='directorrecusal',
            name='data_key',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='vault.datakey'),
        ),
        migrations.AddField(
            model_name='directorrecusal',
            name='member',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person'),
        ),
        migrations.AddField(
            model_name='directorrecusal',
            name='waiver',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='recusals', to='waivers.waiver'),
        ),
        migrations.AddConstraint(
            model_name='implicitwaiver',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('source_kind', 'source_id'), name='one_implicit_waiver_at_a_time'),
        ),
        migrations.AddConstraint(
            model_name='implicitwaiver',
            constraint=models.CheckConstraint(condition=models.Q(('ended_at__isnull', True), ('ended_at__gte', models.F('noticed_at')), _connector='OR'), name='an_implicit_waiver_ends_after_it_began'),
        ),
        migrations.AddField(
            model_name='opinion',
            name='asked_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person'),
        ),
        migrations.AddField(
            model_name='opinion',
            name='asked_of',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person'),
        ),
        migrations.AddField(
            model_name='opinion',
            name='data_key',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='vault.datakey'),
        ),
        migrations.AddField(
            model_name='opinion',
            name='waiver',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='opinions', to='waivers.waiver'),
        ),
        migrations.AddIndex(
            model_name='condition',
            index=models.Index(fields=['owner', 'state', 'due_on'], name='conditions_of_an_owner'),
        ),
        migrations.AddConstraint(
            model_name='condition',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(models.Q(('closed_at__isnull', True), ('closed_by__isnull', True)), models.Q(('state__in', ('KEPT', 'BROKEN')), _negated=True)), models.Q(('closed_at__isnull', False), ('closed_by__isnull', False), ('closing__isnull', False), ('state__in', ('KEPT', 'BROKEN'))), _connector='OR'), name='a_condition_that_is_over_says_who_and_when'),
        ),
        migrations.AddConstraint(
            model_name='condition',
            constraint=models.CheckConstraint(condition=models.Q(('closed_by__isnull', True), models.Q(('closed_by', models.F('owner')), _negated=True), _connector='OR'), name='nobody_confirms_their_own_condition'),
        ),
        migrations.AddConstraint(
            model_name='condition',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('report__isnull', True), ('reported_at__isnull', True)), models.Q(('report__isnull', False), ('reported_at__isnull', False)), _connector='OR'), name='a_reported_condition_has_its_words'),
        ),
        migrations.AddConstraint(
            model_name='condition',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['REPORTED', 'KEPT']), _negated=True), ('reported_at__isnull', False), _connector='OR'), name='a_kept_condition_was_reported'),
        ),
        migrations.AddConstraint(
            model_name='consentsignature',
            constraint=models.UniqueConstraint(condition=models.Q(('voided_at__isnull', True)), fields=('decision', 'member'), name='one_signature_of_each_director'),
        ),
        migrations.AddConstraint(
            model_name='consentsignature',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('voided_at__isnull', True), ('voided_because', '')), models.Q(('voided_at__isnull', False), models.Q(('voided_because', ''), _negated=True)), _connector='OR'), name='a_voided_signature_says_why'),
        ),
        migrations.AddConstraint(
            model_name='directorrecusal',
            constraint=models.UniqueConstraint(fields=('waiver', 'member'), name='one_recusal_of_each_director'),
        ),
        migrations.AddConstraint(
            model_name='opinion',
            constraint=models.UniqueConstraint(fields=('waiver', 'asked_of'), name='one_opinion_of_each_person'),
        ),
        migrations.AddConstraint(
            model_name='opinion',
            constraint=models.CheckConstraint(condition=models.Q(('asked_of', models.F('asked_by')), _negated=True), name='nobody_asks_their_own_opinion'),
        ),
        migrations.AddConstraint(
            model_name='opinion',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('advice', ''), ('given_at__isnull', True), ('words__isnull', True)), models.Q(('given_at__isnull', False), ('words__isnull', False), models.Q(('advice', ''), _negated=True)), _connector='OR'), name='a_given_opinion_says_what_and_when'),
        ),
        migrations.RunPython(migrations.RunPython.noop, lift_rules_on_sqlite),
    ]
