"""Questions by topic, in versions; a report keeps the version that it answered."""

import django.db.models.deletion
import uuid
import vault.fields
from django.db import migrations, models

from audit.rules import lift_rules_on_sqlite


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0002_who_and_when'),
        ('cases', '0010_links'),
        ('code_of_ethics', '0002_who_and_when'),
    ]

    operations = [
        migrations.RunPython(lift_rules_on_sqlite, migrations.RunPython.noop),
        migrations.AddField(
            model_name='report',
            name='topic_answers',
            field=vault.fields.SealedJSONField(null=True),
        ),
        migrations.CreateModel(
            name='Questionnaire',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('number', models.PositiveSmallIntegerField(verbose_name='version')),
                ('state', models.CharField(choices=[('DRAFT', 'Draft'), ('PUBLISHED', 'Asked now'), ('SUPERSEDED', 'Replaced')], default='DRAFT', max_length=12, verbose_name='state')),
                ('channel_name', models.CharField(blank=True, max_length=120, verbose_name='other channel')),
                ('channel_for', models.TextField(blank=True, verbose_name='what it is for')),
                ('channel_contact', models.TextField(blank=True, verbose_name='how to reach it')),
                ('drafted_at', models.DateTimeField()),
                ('published_at', models.DateTimeField(null=True)),
                ('drafted_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person')),
                ('published_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person')),
                ('topic', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='questionnaires', to='code_of_ethics.topic')),
            ],
            options={
                'ordering': ['topic', '-number'],
            },
        ),
        migrations.AddField(
            model_name='report',
            name='questionnaire',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.questionnaire'),
        ),
        migrations.CreateModel(
            name='TopicQuestion',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('position', models.PositiveSmallIntegerField(verbose_name='place')),
                ('text', models.CharField(max_length=300, verbose_name='question')),
                ('help_text', models.CharField(blank=True, max_length=500, verbose_name='help')),
                ('kind', models.CharField(choices=[('SHORT_TEXT', 'A few words'), ('LONG_TEXT', 'A longer text'), ('YES_NO', 'Yes, no or not sure'), ('CHOOSE_ONE', 'One of several answers')], max_length=12, verbose_name='kind of answer')),
                ('choices', models.TextField(blank=True, verbose_name='answers to choose from')),
                ('required', models.BooleanField(default=False, verbose_name='must be answered')),
                ('questionnaire', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='questions', to='cases.questionnaire')),
            ],
            options={
                'ordering': ['position', 'id'],
            },
        ),
        migrations.AddConstraint(
            model_name='report',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('questionnaire__isnull', True), ('topic_answers__isnull', True)), models.Q(('questionnaire__isnull', False), ('topic_answers__isnull', False)), _connector='OR'), name='answers_belong_to_the_questions_asked'),
        ),
        migrations.AddConstraint(
            model_name='questionnaire',
            constraint=models.UniqueConstraint(fields=('topic', 'number'), name='versions_of_a_questionnaire_are_numbered'),
        ),
        migrations.AddConstraint(
            model_name='questionnaire',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'SUPERSEDED'), _negated=True), fields=('topic', 'state'), name='one_draft_and_one_published_for_a_topic'),
        ),
        migrations.AddConstraint(
            model_name='questionnaire',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['DRAFT', 'PUBLISHED', 'SUPERSEDED'])), name='a_questionnaire_has_a_known_state'),
        ),
        migrations.AddConstraint(
            model_name='questionnaire',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('published_at__isnull', True), ('published_by__isnull', True)), models.Q(('published_at__isnull', False), ('published_by__isnull', False)), _connector='OR'), name='a_published_questionnaire_says_who_and_when'),
        ),
        migrations.AddConstraint(
            model_name='questionnaire',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('published_at__isnull', True), ('state', 'DRAFT')), models.Q(models.Q(('state', 'DRAFT'), _negated=True), ('published_at__isnull', False)), _connector='OR'), name='a_questionnaire_is_asked_once_published'),
        ),
        migrations.AddConstraint(
            model_name='questionnaire',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('channel_contact', ''), ('channel_for', ''), ('channel_name', '')), models.Q(models.Q(('channel_name', ''), _negated=True), models.Q(('channel_contact', ''), _negated=True)), _connector='OR'), name='another_channel_says_how_to_reach_it'),
        ),
        migrations.AddConstraint(
            model_name='topicquestion',
            constraint=models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='a_question_asks_something'),
        ),
        migrations.AddConstraint(
            model_name='topicquestion',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['SHORT_TEXT', 'LONG_TEXT', 'YES_NO', 'CHOOSE_ONE'])), name='a_question_has_a_known_kind'),
        ),
        migrations.AddConstraint(
            model_name='topicquestion',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'CHOOSE_ONE'), models.Q(('choices', ''), _negated=True)), models.Q(models.Q(('kind', 'CHOOSE_ONE'), _negated=True), ('choices', '')), _connector='OR'), name='a_question_with_choices_offers_some'),
        ),
        migrations.RunPython(migrations.RunPython.noop, lift_rules_on_sqlite),
    ]
