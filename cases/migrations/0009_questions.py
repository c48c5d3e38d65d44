"""Questions counted apart, the library of answers, and reports about an earlier one."""

import django.db.models.deletion
import uuid
import vault.fields
from django.db import migrations, models

from audit.rules import drop_rules, lift_rules_on_sqlite


def count_questions_apart(apps, schema_editor):
    """What was told as a question is counted as one. From then on it only ever turns the other way; `migrate` puts the
    rule that says so in place at its end."""
    drop_rules(schema_editor.connection)
    apps.get_model("cases", "Report").objects.filter(kind="QUESTION").update(counted_as="QUESTION")


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0002_who_and_when'),
        ('cases', '0008_afterwards'),
        ('code_of_ethics', '0002_who_and_when'),
        ('vault', '0002_secrets'),
    ]

    operations = [
        migrations.RunPython(lift_rules_on_sqlite, migrations.RunPython.noop),
        migrations.CreateModel(
            name='LibraryAnswer',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('title', models.CharField(max_length=120, verbose_name='title')),
                ('text', models.TextField(verbose_name='text')),
                ('number', models.PositiveSmallIntegerField(default=1, verbose_name='version')),
                ('written_at', models.DateTimeField()),
                ('published_at', models.DateTimeField(null=True)),
                ('retired_at', models.DateTimeField(null=True)),
            ],
            options={
                'ordering': ['topic__order', 'title', 'number'],
            },
        ),
        migrations.CreateModel(
            name='Reclassification',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('reason', vault.fields.SealedTextField(verbose_name='reason')),
                ('asked_at', models.DateTimeField(null=True)),
                ('consent', models.CharField(blank=True, choices=[('YES', 'Yes, treat it as a report'), ('NO', 'No, it is only a question')], default='', max_length=10)),
                ('answered_on', models.DateField(null=True)),
                ('made_on', models.DateField(null=True)),
            ],
        ),
        migrations.AddField(
            model_name='report',
            name='counted_as',
            field=models.CharField(choices=[('REPORT', 'Report'), ('QUESTION', 'Question')], default='REPORT', max_length=20),
        ),
        migrations.AddField(
            model_name='report',
            name='is_about_earlier',
            field=models.BooleanField(default=False),
        ),
        migrations.RunPython(count_questions_apart, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name='report',
            constraint=models.CheckConstraint(condition=models.Q(('counted_as', 'REPORT'), ('kind', 'QUESTION'), _connector='OR'), name='only_a_question_is_counted_as_one'),
        ),
        migrations.AddField(
            model_name='libraryanswer',
            name='published_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person'),
        ),
        migrations.AddField(
            model_name='libraryanswer',
            name='replaces',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='later_versions', to='cases.libraryanswer'),
        ),
        migrations.AddField(
            model_name='libraryanswer',
            name='retired_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person'),
        ),
        migrations.AddField(
            model_name='libraryanswer',
            name='topic',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='code_of_ethics.topic', verbose_name='topic'),
        ),
        migrations.AddField(
            model_name='libraryanswer',
            name='written_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person'),
        ),
        migrations.AddField(
            model_name='reclassification',
            name='asked_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person'),
        ),
        migrations.AddField(
            model_name='reclassification',
            name='data_key',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='vault.datakey'),
        ),
        migrations.AddField(
            model_name='reclassification',
            name='made_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person'),
        ),
        migrations.AddField(
            model_name='reclassification',
            name='report',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='reclassification', to='cases.report'),
        ),
        migrations.AddConstraint(
            model_name='libraryanswer',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('published_at__isnull', True), ('published_by__isnull', True)), models.Q(('published_at__isnull', False), ('published_by__isnull', False)), _connector='OR'), name='a_published_answer_says_who_and_when'),
        ),
        migrations.AddConstraint(
            model_name='libraryanswer',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('retired_at__isnull', True), ('retired_by__isnull', True)), models.Q(('retired_at__isnull', False), ('retired_by__isnull', False)), _connector='OR'), name='a_retired_answer_says_who_and_when'),
        ),
        migrations.AddConstraint(
            model_name='libraryanswer',
            constraint=models.UniqueConstraint(condition=models.Q(('retired_at__isnull', True)), fields=('replaces',), name='one_next_version_of_an_answer'),
        ),
        migrations.AddConstraint(
            model_name='reclassification',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('asked_at__isnull', True), ('asked_by__isnull', True)), models.Q(('asked_at__isnull', False), ('asked_by__isnull', False)), _connector='OR'), name='who_asks_for_consent_says_when'),
        ),
        migrations.AddConstraint(
            model_name='reclassification',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('answered_on__isnull', True), ('consent', '')), models.Q(models.Q(('consent', ''), _negated=True), ('answered_on__isnull', False), ('asked_at__isnull', False)), _connector='OR'), name='consent_is_an_answer_to_a_question'),
        ),
        migrations.RunPython(migrations.RunPython.noop, lift_rules_on_sqlite),
    ]
