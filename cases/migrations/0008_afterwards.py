"""What a reporter says later on: who they are, that they wish it withdrawn, how they felt treated."""

import django.db.models.deletion
import uuid
import vault.fields
from django.db import migrations, models

from audit.rules import lift_rules_on_sqlite


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0002_who_and_when'),
        ('cases', '0007_danger'),
        ('code_of_ethics', '0002_who_and_when'),
        ('vault', '0002_secrets'),
    ]

    operations = [
        migrations.RunPython(lift_rules_on_sqlite, migrations.RunPython.noop),
        migrations.CreateModel(
            name='Rating',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('mark', models.PositiveSmallIntegerField(null=True)),
                ('given_on', models.DateField()),
            ],
        ),
        migrations.CreateModel(
            name='Withdrawal',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('words', vault.fields.SealedTextField(blank=True, verbose_name='why')),
                ('wished_on', models.DateField()),
                ('answer', models.CharField(blank=True, choices=[('GO_ON', 'We look into it all the same'), ('LET_REST', 'We do not pursue it further because of this report')], default='', max_length=20)),
                ('answer_reasons', vault.fields.SealedTextField(blank=True, verbose_name='reasons')),
                ('answered_at', models.DateTimeField(null=True)),
            ],
        ),
        migrations.AddField(
            model_name='report',
            name='identified_on',
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name='report',
            name='later_identity',
            field=models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='later_report', to='cases.reporteridentity'),
        ),
        migrations.AddField(
            model_name='report',
            name='later_mode',
            field=models.CharField(blank=True, choices=[('NAMED', 'Named'), ('CONFIDENTIAL', 'Confidential'), ('ANONYMOUS', 'Anonymous')], default='', max_length=20),
        ),
        migrations.AddConstraint(
            model_name='report',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('identified_on__isnull', True), ('later_identity__isnull', True), ('later_mode', '')), models.Q(('identified_on__isnull', False), ('later_mode__in', ['NAMED', 'CONFIDENTIAL']), models.Q(('identity__isnull', False), ('later_identity__isnull', False), _connector='OR')), _connector='OR'), name='who_says_later_who_they_are_has_an_identity'),
        ),
        migrations.AddField(
            model_name='rating',
            name='report',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='rating', to='cases.report'),
        ),
        migrations.AddField(
            model_name='withdrawal',
            name='answered_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person'),
        ),
        migrations.AddField(
            model_name='withdrawal',
            name='data_key',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='vault.datakey'),
        ),
        migrations.AddField(
            model_name='withdrawal',
            name='report',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='withdrawal', to='cases.report'),
        ),
        migrations.AddConstraint(
            model_name='rating',
            constraint=models.CheckConstraint(condition=models.Q(('mark__isnull', True), ('mark__range', (1, 5)), _connector='OR'), name='a_mark_is_one_to_five'),
        ),
        migrations.AddConstraint(
            model_name='withdrawal',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('answered_at__isnull', True), ('answered_by__isnull', True)), models.Q(('answered_at__isnull', False), ('answered_by__isnull', False)), _connector='OR'), name='an_answer_to_a_withdrawal_says_who_and_when'),
        ),
        migrations.AddConstraint(
            model_name='withdrawal',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('answer', ''), ('answered_at__isnull', True)), models.Q(models.Q(('answer', ''), _negated=True), ('answered_at__isnull', False)), _connector='OR'), name='a_withdrawal_is_answered_by_somebody'),
        ),
        migrations.RunPython(migrations.RunPython.noop, lift_rules_on_sqlite),
    ]
