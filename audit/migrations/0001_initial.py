
import django.db.models.deletion
import uuid
import vault.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('vault', '0002_secrets'),
    ]

    operations = [
        migrations.CreateModel(
            name='FailedSignIns',
            fields=[
                ('day', models.DateField(primary_key=True, serialize=False)),
                ('count', models.PositiveIntegerField(default=0)),
            ],
            options={
                'verbose_name_plural': 'failed sign-ins',
            },
        ),
        migrations.CreateModel(
            name='Signature',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('statement', models.TextField()),
                ('document_sha256', models.CharField(max_length=64)),
                ('signer_id', models.CharField(db_index=True, max_length=64)),
                ('signer_name', models.CharField(max_length=255)),
                ('signed_at', models.DateTimeField()),
                ('how', models.CharField(max_length=100)),
                ('signature', models.BinaryField()),
                ('key_fingerprint', models.CharField(max_length=64)),
            ],
        ),
        migrations.CreateModel(
            name='Head',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('subject_kind', models.CharField(max_length=100)),
                ('subject_id', models.CharField(max_length=64)),
                ('sequence', models.PositiveIntegerField()),
                ('hash', models.CharField(max_length=64)),
                ('sealed_sequence', models.PositiveIntegerField(default=0)),
                ('seal_from', models.DateField()),
                ('mac', models.CharField(max_length=64)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('sealed_sequence__lt', models.F('sequence'))), fields=['seal_from'], name='audit_head_unsealed')],
                'constraints': [models.UniqueConstraint(fields=('subject_kind', 'subject_id'), name='audit_head_subject'), models.CheckConstraint(condition=models.Q(('sealed_sequence__lte', models.F('sequence'))), name='audit_head_sealed')],
            },
        ),
        migrations.CreateModel(
            name='Seal',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('sequence', models.PositiveIntegerField(unique=True)),
                ('previous', models.CharField(max_length=64, unique=True)),
                ('hash', models.CharField(max_length=64, unique=True)),
                ('sealed_at', models.DateTimeField()),
                ('heads', models.JSONField()),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('sequence__gte', 1)), name='audit_seal_sequence')],
            },
        ),
        migrations.CreateModel(
            name='SharedKey',
            fields=[
                ('subject_kind', models.CharField(max_length=100, primary_key=True, serialize=False)),
                ('data_key', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='vault.datakey')),
            ],
        ),
        migrations.CreateModel(
            name='Entry',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('subject_kind', models.CharField(max_length=100)),
                ('subject_id', models.CharField(max_length=64)),
                ('sequence', models.PositiveIntegerField()),
                ('previous', models.CharField(max_length=64, unique=True)),
                ('hash', models.CharField(max_length=64, unique=True)),
                ('verb', models.CharField(max_length=64)),
                ('actor_id', models.CharField(max_length=64, null=True)),
                ('recorded_at', models.DateTimeField(null=True)),
                ('recorded_on', models.DateField()),
                ('body', vault.fields.SealedJSONField()),
                ('data_key', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='vault.datakey')),
            ],
            options={
                'verbose_name_plural': 'entries',
                'indexes': [models.Index(fields=['verb', 'recorded_on'], name='audit_entry_verb_on')],
                'constraints': [models.UniqueConstraint(fields=('subject_kind', 'subject_id', 'sequence'), name='audit_entry_place'), models.CheckConstraint(condition=models.Q(('sequence__gte', 1)), name='audit_entry_sequence'), models.CheckConstraint(condition=models.Q(('verb', ''), _negated=True), name='audit_entry_verb')],
            },
        ),
    ]
