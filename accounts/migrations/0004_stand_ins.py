"""Who stands in for the head of a queue, and who is away."""

import django.db.models.deletion
import uuid
import vault.fields
from django.db import migrations, models

from audit.rules import lift_rules_on_sqlite


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0003_directory_imports'),
        ('vault', '0002_secrets'),
    ]

    operations = [
        migrations.RunPython(lift_rules_on_sqlite, migrations.RunPython.noop),
        migrations.CreateModel(
            name='Absence',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('starts_on', models.DateField(verbose_name='from')),
                ('ends_on', models.DateField(verbose_name='until')),
                ('declared_at', models.DateTimeField()),
                ('withdrawn_at', models.DateTimeField(null=True)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='absences', to='accounts.person')),
            ],
            options={
                'ordering': ['starts_on', 'id'],
                'indexes': [models.Index(fields=['person', 'ends_on'], name='accounts_ab_person__55fd3b_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='an_absence_ends_after_its_start')],
            },
        ),
        migrations.CreateModel(
            name='Designation',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('role', models.CharField(choices=[('HELPLINE_OPERATOR', 'Help line operator'), ('INVESTIGATOR', 'Investigator'), ('OFFICE_STAFF', 'Office staff'), ('GENERAL_AUDITOR', 'General Auditor'), ('ETHICS_OFFICER', 'Chief Compliance & Ethics Officer'), ('CUSTODIAN', 'Identity custodian'), ('COUNSEL', 'Counsel'), ('GENERAL_COUNSEL', 'General Counsel'), ('BOARD_SECRETARY', 'Board secretary'), ('BOARD_MEMBER', 'Board member'), ('AUDIT_COMMITTEE', 'Audit Committee member'), ('AUDIT_COMMITTEE_CHAIR', 'Audit Committee chair'), ('EXTERNAL_INVESTIGATOR', 'External investigator'), ('CODE_EDITOR', 'Code editor'), ('POLICY_OWNER', 'Policy owner'), ('DATA_PROTECTION', 'Data protection officer'), ('ADMINISTRATOR', 'Administrator')], max_length=30)),
                ('powers', models.JSONField(verbose_name='powers')),
                ('topics', models.JSONField(default=list, verbose_name='topics')),
                ('starts_at', models.DateTimeField(verbose_name='from')),
                ('ends_at', models.DateTimeField(verbose_name='until')),
                ('words', vault.fields.SealedTextField(verbose_name='in writing')),
                ('designated_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(null=True)),
                ('data_key', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='vault.datakey')),
                ('deputy', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='designations_held', to='accounts.person', verbose_name='deputy')),
                ('ended_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person')),
                ('head', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='designations_made', to='accounts.person')),
            ],
            options={
                'ordering': ['starts_at', 'id'],
                'indexes': [models.Index(fields=['deputy', 'ends_at'], name='accounts_de_deputy__378555_idx'), models.Index(fields=['role', 'ends_at'], name='accounts_de_role_0d6f5a_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(('role__in', ['AUDIT_COMMITTEE_CHAIR', 'ETHICS_OFFICER', 'GENERAL_AUDITOR'])), name='only_the_head_of_a_queue_designates'), models.CheckConstraint(condition=models.Q(('head', models.F('deputy')), _negated=True), name='nobody_stands_in_for_themself'), models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at'))), name='a_designation_ends_after_its_start'), models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', True), ('ended_by__isnull', True)), models.Q(('ended_at__isnull', False), ('ended_by__isnull', False)), _connector='OR'), name='an_ended_designation_says_who_and_when')],
            },
        ),
        migrations.RunPython(migrations.RunPython.noop, lift_rules_on_sqlite),
    ]
