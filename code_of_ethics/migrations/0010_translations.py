"""The Code in other languages, and the language in which somebody read it before they affirmed."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

from audit.rules import lift_rules_on_sqlite


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0004_stand_ins'),
        ('code_of_ethics', '0009_training_reliefs'),
    ]

    operations = [
        # On SQLite a table is made anew, and a rule that names it would stop that.
        migrations.RunPython(lift_rules_on_sqlite, migrations.RunPython.noop),
        migrations.CreateModel(
            name='CodeTranslation',
            fields=[
                ('proposed_at', models.DateTimeField()),
                ('published_at', models.DateTimeField(null=True)),
                ('retired_at', models.DateTimeField(null=True)),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('language', models.CharField(max_length=10, verbose_name='language')),
                ('title', models.CharField(max_length=200, verbose_name='title')),
                ('body', models.TextField(verbose_name='text')),
                ('sha256', models.CharField(max_length=64)),
                ('original_sha256', models.CharField(max_length=64)),
            ],
            options={
                'ordering': ['version', 'language', '-proposed_at'],
            },
        ),
        migrations.AddField(
            model_name='affirmation',
            name='read_in',
            field=models.CharField(blank=True, default='', max_length=10, verbose_name='read in'),
        ),
        migrations.AddConstraint(
            model_name='affirmation',
            constraint=models.CheckConstraint(condition=models.Q(('read_in', ''), ('affirmed_at__isnull', False), _connector='OR'), name='read_in_a_language_by_who_affirmed'),
        ),
        migrations.AddField(
            model_name='codetranslation',
            name='proposed_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person'),
        ),
        migrations.AddField(
            model_name='codetranslation',
            name='published_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person'),
        ),
        migrations.AddField(
            model_name='codetranslation',
            name='retired_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person'),
        ),
        migrations.AddField(
            model_name='codetranslation',
            name='version',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='translations', to='code_of_ethics.codeversion'),
        ),
        migrations.AddConstraint(
            model_name='codetranslation',
            constraint=models.UniqueConstraint(condition=models.Q(('published_at__isnull', False), ('retired_at__isnull', True)), fields=('version', 'language'), name='one_published_translation_of_a_version'),
        ),
        migrations.AddConstraint(
            model_name='codetranslation',
            constraint=models.UniqueConstraint(condition=models.Q(('published_at__isnull', True), ('retired_at__isnull', True)), fields=('version', 'language'), name='one_drafted_translation_of_a_version'),
        ),
        migrations.AddConstraint(
            model_name='codetranslation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('body', ''), _negated=True), models.Q(('title', ''), _negated=True), models.Q(('language', ''), _negated=True), models.Q(('language', 'en'), _negated=True)), name='a_translation_says_something_in_another_language'),
        ),
        migrations.AddConstraint(
            model_name='codetranslation',
            constraint=models.CheckConstraint(condition=models.Q(('published_by__isnull', True), models.Q(('published_by', models.F('proposed_by')), _negated=True), _connector='OR'), name='a_second_person_publishes_a_translation'),
        ),
        migrations.AddConstraint(
            model_name='codetranslation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('published_at__isnull', True), ('published_by__isnull', True)), models.Q(('published_at__isnull', False), ('published_by__isnull', False)), _connector='OR'), name='a_published_translation_says_who_and_when'),
        ),
        migrations.AddConstraint(
            model_name='codetranslation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('retired_at__isnull', True), ('retired_by__isnull', True)), models.Q(('retired_at__isnull', False), ('retired_by__isnull', False)), _connector='OR'), name='a_retired_translation_says_who_and_when'),
        ),
        migrations.RunPython(migrations.RunPython.noop, lift_rules_on_sqlite),
    ]
