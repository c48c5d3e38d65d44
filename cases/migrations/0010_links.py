"""Cases that belong together, and the index of likeness."""

import django.db.models.deletion
import uuid
import vault.fields
from django.db import migrations, models

from audit.rules import lift_rules_on_sqlite


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0002_who_and_when'),
        ('cases', '0009_questions'),
        ('code_of_ethics', '0002_who_and_when'),
        ('vault', '0002_secrets'),
    ]

    operations = [
        migrations.RunPython(lift_rules_on_sqlite, migrations.RunPython.noop),
        migrations.CreateModel(
            name='CaseLink',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('DUPLICATE', 'The same matter, reported again'), ('REPEAT', 'The same concern, again later'), ('EARLIER', 'The earlier report whose key was lost'), ('RELATED', 'Related in another way')], max_length=20, verbose_name='how they belong together')),
                ('reason', vault.fields.SealedTextField(verbose_name='reason')),
                ('linked_at', models.DateTimeField()),
                ('unlinked_at', models.DateTimeField(null=True)),
                ('unlink_reason', vault.fields.SealedTextField(blank=True)),
            ],
            options={
                'ordering': ['-linked_at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='WordMark',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('mark', models.BigIntegerField()),
            ],
        ),
        migrations.AddField(
            model_name='report',
            name='is_marked',
            field=models.BooleanField(default=False),
        ),
        migrations.AddIndex(
            model_name='report',
            index=models.Index(condition=models.Q(('is_marked', False)), fields=['id'], name='reports_to_mark'),
        ),
        migrations.AddField(
            model_name='caselink',
            name='data_key',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='vault.datakey'),
        ),
        migrations.AddField(
            model_name='caselink',
            name='first',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.case'),
        ),
        migrations.AddField(
            model_name='caselink',
            name='linked_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person'),
        ),
        migrations.AddField(
            model_name='caselink',
            name='second',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.case'),
        ),
        migrations.AddField(
            model_name='caselink',
            name='unlinked_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person'),
        ),
        migrations.AddField(
            model_name='wordmark',
            name='report',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='word_marks', to='cases.report'),
        ),
        migrations.AddIndex(
            model_name='caselink',
            index=models.Index(fields=['second', 'first'], name='cases_casel_second__433a9b_idx'),
        ),
        migrations.AddConstraint(
            model_name='caselink',
            constraint=models.CheckConstraint(condition=models.Q(('first__lt', models.F('second'))), name='a_link_has_two_ends_in_order'),
        ),
        migrations.AddConstraint(
            model_name='caselink',
            constraint=models.UniqueConstraint(condition=models.Q(('unlinked_at__isnull', True)), fields=('first', 'second'), name='two_cases_are_linked_once'),
        ),
        migrations.AddConstraint(
            model_name='caselink',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('unlinked_at__isnull', True), ('unlinked_by__isnull', True)), models.Q(('unlinked_at__isnull', False), ('unlinked_by__isnull', False)), _connector='OR'), name='an_undone_link_says_who_and_when'),
        ),
        migrations.AddConstraint(
            model_name='wordmark',
            constraint=models.UniqueConstraint(fields=('mark', 'report'), name='a_report_has_a_mark_once'),
        ),
        migrations.RunPython(migrations.RunPython.noop, lift_rules_on_sqlite),
    ]
