"""Views of the queue that people keep, and the blind index. Rows that are there already: `rebuild_search_index`."""

import django.db.models.deletion
import uuid
import vault.fields
import vault.tokens
from django.db import migrations, models

from audit.rules import lift_rules_on_sqlite
from vault.tokens import create_token_index, drop_token_index


def make_index(apps, schema_editor):
    create_token_index(apps.get_model("cases", "SearchEntry"), schema_editor)


def drop_index(apps, schema_editor):
    drop_token_index(apps.get_model("cases", "SearchEntry"), schema_editor)


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0001_to_0002'),
        ("cases", "0014_outcomes"),
        ("code_of_ethics", "0001_to_0004"),
        ('vault', '0002_secrets'),
    ]

    operations = [
        migrations.RunPython(lift_rules_on_sqlite, migrations.RunPython.noop),
        migrations.CreateModel(
            name='QueueView',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('name', vault.fields.SealedTextField(limit=60, verbose_name='name')),
                ('filters', models.JSONField(default=dict)),
                ('is_default', models.BooleanField(default=False)),
                ('position', models.PositiveIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name='SearchEntry',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('source', models.CharField(choices=[('CASE', 'Reference and summary'), ('REPORT', 'Report'), ('MESSAGE', 'Message'), ('NOTE', 'Note'), ('PARTY', 'Person or company named'), ('ALLEGATION', 'Allegation')], max_length=20)),
                ('source_id', models.UUIDField()),
                ('tokens', vault.tokens.TokensField()),
            ],
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(fields=['queue', 'topic', 'due_on', 'id'], name='cases_case_queue_a3cb5e_idx'),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(fields=['queue', 'country', 'due_on', 'id'], name='cases_case_queue_fa7910_idx'),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(fields=['assignee', 'due_on', 'id'], name='cases_case_assigne_e843b3_idx'),
        ),
        migrations.AddField(
            model_name='queueview',
            name='data_key',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='vault.datakey'),
        ),
        migrations.AddField(
            model_name='queueview',
            name='owner',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='queue_views', to='accounts.person'),
        ),
        migrations.AddField(
            model_name='searchentry',
            name='case',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='search_entries', to='cases.case'),
        ),
        migrations.AddConstraint(
            model_name='queueview',
            constraint=models.UniqueConstraint(fields=('owner', 'position'), name='queue_views_are_in_order'),
        ),
        migrations.AddConstraint(
            model_name='queueview',
            constraint=models.UniqueConstraint(condition=models.Q(('is_default', True)), fields=('owner',), name='one_queue_view_is_default'),
        ),
        migrations.AddConstraint(
            model_name='searchentry',
            constraint=models.UniqueConstraint(fields=('source_id', 'source'), name='a_row_is_indexed_once'),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(fields=['due_on', 'id'], name='cases_case_due_on_7012e9_idx'),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(fields=['received_on', 'id'], name='cases_case_receive_e32e02_idx'),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(fields=['severity', 'id'], name='cases_case_severit_7e0fe3_idx'),
        ),
        migrations.RunPython(make_index, drop_index),
        migrations.RunPython(migrations.RunPython.noop, lift_rules_on_sqlite),
    ]
