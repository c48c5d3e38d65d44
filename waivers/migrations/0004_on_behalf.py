"""Requests on somebody's behalf, files, and changes of class: see the models."""

import django.db.models.deletion
import uuid
import vault.fields
from django.db import migrations, models
from django.db.models import F
from django.utils.timezone import localdate

from audit.rules import lift_rules_on_sqlite


def count_as_confirmed(apps, schema_editor):
    """What was asked for another before there was a confirmation counted from the request on."""
    asked = apps.get_model('waivers', 'Waiver').objects.filter(requested_at__isnull=False)
    asked.exclude(requester=F('beneficiary')).update(confirmed_by=F('beneficiary'), confirmed_at=F('requested_at'))
    # PostgreSQL alters no table while a foreign key of this transaction waits to be checked.
    schema_editor.connection.check_constraints()


def date_revocations(apps, schema_editor):
    """What was revoked before there was a day for it ended on the day of the revocation."""
    revoked = apps.get_model('waivers', 'Waiver').objects.filter(state='REVOKED')
    for pk, at in revoked.values_list('pk', 'revoked_at'):
        revoked.filter(pk=pk).update(revoked_on=localdate(at))
    schema_editor.connection.check_constraints()


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0004_stand_ins'),
        ('audit', '0001_initial'),
        ('code_of_ethics', '0007_late_disclosures'),
        ('vault', '0003_retired_wrapping_keys'),
        ('waivers', '0003_waiving'),
    ]

    operations = [
        migrations.RunPython(lift_rules_on_sqlite, migrations.RunPython.noop),
        migrations.CreateModel(
            name='ClassChange',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('from_class', models.CharField(choices=[('OTHER', 'The Chief Compliance & Ethics Officer'), ('BOARD', 'The Board')], max_length=8)),
                ('from_reason', models.CharField(choices=[('EMPLOYEE', 'Neither a director nor an executive officer of the parent company'), ('DIRECTOR', 'Director of the parent company'), ('EXECUTIVE_OFFICER', 'Executive officer of the parent company'), ('COVERED_OFFICER', 'Principal executive, financial or accounting officer, or controller'), ('CONFLICT', 'The Chief Compliance & Ethics Officer asks, benefits, manages, or has a conflict'), ('LEFT_TO_BOARD', 'The Chief Compliance & Ethics Officer leaves it to the Board'), ('RETROACTIVE', 'It would start before it was requested')], max_length=20)),
                ('to_class', models.CharField(choices=[('OTHER', 'The Chief Compliance & Ethics Officer'), ('BOARD', 'The Board')], max_length=8)),
                ('to_reason', models.CharField(choices=[('EMPLOYEE', 'Neither a director nor an executive officer of the parent company'), ('DIRECTOR', 'Director of the parent company'), ('EXECUTIVE_OFFICER', 'Executive officer of the parent company'), ('COVERED_OFFICER', 'Principal executive, financial or accounting officer, or controller'), ('CONFLICT', 'The Chief Compliance & Ethics Officer asks, benefits, manages, or has a conflict'), ('LEFT_TO_BOARD', 'The Chief Compliance & Ethics Officer leaves it to the Board'), ('RETROACTIVE', 'It would start before it was requested')], max_length=20)),
                ('reason', vault.fields.SealedTextField()),
                ('changed_at', models.DateTimeField()),
                ('settled_at', models.DateTimeField(null=True)),
                ('is_agreed', models.BooleanField(default=False)),
                ('changed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person')),
                ('data_key', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='vault.datakey')),
                ('settled_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person')),
                ('waiver', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='class_changes', to='waivers.waiver')),
            ],
            options={
                'ordering': ['changed_at', 'id'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('from_class', 'OTHER'), ('to_class', 'BOARD')), models.Q(('from_class', 'BOARD'), ('to_class', 'OTHER')), _connector='OR'), name='a_change_of_class_changes_it'), models.CheckConstraint(condition=models.Q(models.Q(('settled_at__isnull', True), ('settled_by__isnull', True)), models.Q(('settled_at__isnull', False), ('settled_by__isnull', False)), _connector='OR'), name='a_settled_change_says_who_and_when'), models.CheckConstraint(condition=models.Q(('settled_by__isnull', True), models.Q(('settled_by', models.F('changed_by')), _negated=True), _connector='OR'), name='a_second_person_settles_a_change'), models.CheckConstraint(condition=models.Q(('is_agreed', False), ('settled_at__isnull', False), _connector='OR'), name='an_agreed_change_is_settled'), models.UniqueConstraint(condition=models.Q(('settled_at__isnull', True), ('to_class', 'OTHER')), fields=('waiver',), name='one_change_of_class_waits')],
            },
        ),
        migrations.CreateModel(
            name='WaiverFile',
            fields=[
                ('state', models.CharField(choices=[('WAITING', 'Being checked'), ('CLEANED', 'Cleaned'), ('HELD', 'Held')], default='WAITING', max_length=10)),
                ('held_because', models.CharField(blank=True, choices=[('INFECTED', 'The virus scanner found something in it.'), ('UNSCANNED', 'It is too large for the virus scanner, so nobody knows whether it does harm.'), ('ENCRYPTED', 'It is locked with a password, so nothing could look inside.'), ('UNREADABLE', 'It is damaged, or not quite what it seems to be.'), ('UNKNOWN_KIND', 'Nothing here can clean files of this kind, such as archives and e-mails.'), ('TWO_KINDS', 'It is two kinds of file at once, which is a way to hide something.'), ('EMBEDDED', "It holds other files or programs that can't be cleaned."), ('TOO_MUCH', 'Cleaning it would take too long or too much memory.'), ('NO_TOOL', 'The program that cleans files of this kind is not installed here.'), ('REMAINS', 'Hidden data stayed in it after cleaning.'), ('FAILED', 'Cleaning it failed several times.')], max_length=20)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('part', models.CharField(choices=[('REQUEST', 'The request'), ('QUESTION', 'A question'), ('ANSWER', 'An answer'), ('MINUTES', "The Board's minutes")], max_length=8)),
                ('added_at', models.DateTimeField()),
                ('added_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person')),
                ('clarification', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='files', to='waivers.clarification')),
                ('clean_file', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='vault.sealedfile')),
                ('file', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='vault.sealedfile')),
                ('waiver', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='files', to='waivers.waiver')),
            ],
            options={
                'ordering': ['added_at', 'id'],
                'indexes': [models.Index(condition=models.Q(('state', 'WAITING')), fields=['added_at', 'id'], name='waiver_files_waiting')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('clarification__isnull', False), ('part__in', ['QUESTION', 'ANSWER'])), models.Q(('clarification__isnull', True), ('part__in', ['REQUEST', 'MINUTES'])), _connector='OR'), name='a_file_of_a_question_says_which'), models.CheckConstraint(condition=models.Q(models.Q(('clean_file__isnull', True), ('held_because', ''), ('state', 'WAITING')), models.Q(('clean_file__isnull', False), ('held_because', ''), ('state', 'CLEANED')), models.Q(('clean_file__isnull', True), ('state', 'HELD'), models.Q(('held_because', ''), _negated=True)), _connector='OR'), name='a_waivers_file_waits_or_is_clean_or_is_held')],
            },
        ),
        migrations.AlterModelOptions(
            name='boarddecision',
            options={'ordering': ['-recorded_at']},
        ),
        migrations.RemoveConstraint(
            model_name='boarddecision',
            name='the_board_meets_or_consents',
        ),
        migrations.RemoveConstraint(
            model_name='waiver',
            name='a_revoked_waiver_says_why',
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
            name='effective_on',
            field=models.DateField(null=True, verbose_name='revoked from'),
        ),
        migrations.AddField(
            model_name='boarddecision',
            name='revokes',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='revocations', to='waivers.waiver'),
        ),
        migrations.AddField(
            model_name='boarddecision',
            name='signature',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='audit.signature'),
        ),
        migrations.AddField(
            model_name='waiver',
            name='confirmed_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='waiver',
            name='confirmed_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person'),
        ),
        migrations.RunPython(count_as_confirmed, migrations.RunPython.noop),
        migrations.AddField(
            model_name='waiver',
            name='on_behalf',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='waiver',
            name='revocation_asked_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='waiver',
            name='revocation_asked_because',
            field=vault.fields.SealedTextField(null=True),
        ),
        migrations.AddField(
            model_name='waiver',
            name='revocation_asked_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person'),
        ),
        migrations.AddField(
            model_name='waiver',
            name='revoked_on',
            field=models.DateField(null=True, verbose_name='revoked from'),
        ),
        migrations.RunPython(date_revocations, migrations.RunPython.noop),
        migrations.AlterField(
            model_name='boarddecision',
            name='waiver',
            field=models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='board_decision', to='waivers.waiver'),
        ),
        migrations.AlterField(
            model_name='consentsignature',
            name='voided_because',
            field=models.CharField(blank=True, choices=[('EDITED', 'The text was changed afterwards'), ('DECLINED', 'A director wants a meeting'), ('RECUSED', 'A director is recused'), ('MEETING', 'The Board met instead'), ('LEFT', 'No longer a director'), ('CLASS', 'Who decides was changed'), ('DROPPED', 'It was taken off the agenda')], max_length=10),
        ),
        migrations.AlterField(
            model_name='waiver',
            name='classification_reason',
            field=models.CharField(choices=[('EMPLOYEE', 'Neither a director nor an executive officer of the parent company'), ('DIRECTOR', 'Director of the parent company'), ('EXECUTIVE_OFFICER', 'Executive officer of the parent company'), ('COVERED_OFFICER', 'Principal executive, financial or accounting officer, or controller'), ('CONFLICT', 'The Chief Compliance & Ethics Officer asks, benefits, manages, or has a conflict'), ('LEFT_TO_BOARD', 'The Chief Compliance & Ethics Officer leaves it to the Board'), ('RETROACTIVE', 'It would start before it was requested')], default='EMPLOYEE', max_length=20),
        ),
        migrations.AlterField(
            model_name='waiver',
            name='state',
            field=models.CharField(choices=[('DRAFT', 'Draft'), ('TO_CONFIRM', 'Waiting for the person it is for'), ('DECLINED', 'Declined by the person it was for'), ('REQUESTED', 'Requested'), ('RETURNED', 'Back with the requester'), ('RECOMMENDED', 'With the Board secretary'), ('BOARD', 'Before the Board'), ('GRANTED', 'Granted'), ('REVOKING', 'Granted; the Board is asked to revoke it'), ('REFUSED', 'Refused'), ('CLEARED', 'No waiver needed'), ('WITHDRAWN', 'Withdrawn'), ('LAPSED', 'Ended on its date'), ('REVOKED', 'Revoked')], default='DRAFT', max_length=12, verbose_name='state'),
        ),
        migrations.AddConstraint(
            model_name='waiver',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['DRAFT', 'TO_CONFIRM', 'DECLINED', 'REQUESTED', 'RETURNED', 'RECOMMENDED', 'BOARD', 'GRANTED', 'REVOKING', 'REFUSED', 'CLEARED', 'WITHDRAWN', 'LAPSED', 'REVOKED'])), name='a_waiver_has_a_known_state'),
        ),
        migrations.AddConstraint(
            model_name='waiver',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('confirmed_at__isnull', True), ('confirmed_by__isnull', True)), models.Q(('confirmed_at__isnull', False), ('confirmed_by__isnull', False)), _connector='OR'), name='a_confirmed_request_says_who_and_when'),
        ),
        migrations.AddConstraint(
            model_name='waiver',
            constraint=models.CheckConstraint(condition=models.Q(('confirmed_by__isnull', True), ('confirmed_by', models.F('beneficiary')), _connector='OR'), name='only_the_person_it_is_for_confirms'),
        ),
        migrations.AddConstraint(
            model_name='waiver',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['DRAFT', 'TO_CONFIRM', 'DECLINED', 'WITHDRAWN']), ('requester', models.F('beneficiary')), ('confirmed_at__isnull', False), _connector='OR'), name='nobody_gets_a_waiver_unasked'),
        ),
        migrations.AddConstraint(
            model_name='waiver',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('outcome', ''), ('state__in', ['DRAFT', 'TO_CONFIRM', 'DECLINED', 'REQUESTED', 'RETURNED', 'RECOMMENDED', 'BOARD', 'WITHDRAWN'])), models.Q(('outcome', 'REFUSED'), ('state', 'REFUSED')), models.Q(('outcome__in', ('PRE_CLEARED', 'NOT_NEEDED')), ('state', 'CLEARED')), models.Q(('outcome', 'GRANTED'), ('state__in', ['GRANTED', 'REVOKING', 'LAPSED', 'REVOKED'])), _connector='OR'), name='a_waivers_state_fits_its_outcome'),
        ),
        migrations.AddConstraint(
            model_name='waiver',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(models.Q(('revoked_at__isnull', True), ('revoked_by__isnull', True), ('revoked_on__isnull', True)), models.Q(('state', 'REVOKED'), _negated=True)), models.Q(models.Q(models.Q(('classification', 'OTHER'), ('revoked_by__isnull', False)), models.Q(('classification', 'BOARD'), ('revoked_by__isnull', True)), _connector='OR'), ('revocation_reasons__isnull', False), ('revoked_at__isnull', False), ('revoked_on__isnull', False), ('state', 'REVOKED')), _connector='OR'), name='a_revoked_waiver_says_why'),
        ),
        migrations.AddConstraint(
            model_name='waiver',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('revocation_asked_at__isnull', True), ('revocation_asked_by__isnull', True)), models.Q(('revocation_asked_at__isnull', False), ('revocation_asked_by__isnull', False)), _connector='OR'), name='who_asked_for_a_revocation_and_when'),
        ),
        migrations.AddConstraint(
            model_name='waiver',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'REVOKING'), _negated=True), models.Q(('classification', 'BOARD'), ('revocation_asked_at__isnull', False), ('revocation_asked_because__isnull', False)), _connector='OR'), name='only_of_the_board_is_a_revocation_asked'),
        ),
        migrations.AddField(
            model_name='boarddecision',
            name='minutes',
            field=models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='waivers.waiverfile'),
        ),
        migrations.AddConstraint(
            model_name='boarddecision',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('effective_on__isnull', True), ('revokes__isnull', True), ('waiver__isnull', False)), models.Q(('effective_on__isnull', False), ('revokes__isnull', False), ('waiver__isnull', True)), _connector='OR'), name='a_board_decision_grants_or_revokes'),
        ),
        migrations.AddConstraint(
            model_name='boarddecision',
            constraint=models.CheckConstraint(condition=models.Q(('revokes__isnull', True), ('confirmed_at__isnull', True), ('signature__isnull', False), _connector='OR'), name='a_confirmed_revocation_is_signed'),
        ),
        migrations.AddConstraint(
            model_name='boarddecision',
            constraint=models.UniqueConstraint(condition=models.Q(('confirmed_at__isnull', True)), fields=('revokes',), name='one_open_revocation_of_a_waiver'),
        ),
        migrations.AddConstraint(
            model_name='boarddecision',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decision_at__isnull', False), ('mode', 'MEETING'), ('presiding__isnull', False), ('stopped_because', '')), models.Q(('minutes__isnull', True), ('mode', 'UNANIMOUS_CONSENT'), ('outcome', 'GRANTED'), ('presiding__isnull', True)), _connector='OR'), name='the_board_meets_or_consents'),
        ),
        migrations.RunPython(migrations.RunPython.noop, lift_rules_on_sqlite),
    ]
