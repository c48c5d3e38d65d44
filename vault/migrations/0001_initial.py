
import django.db.models.deletion
import uuid
import vault.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Secret',
            fields=[
                ('purpose', models.SlugField(max_length=64, primary_key=True, serialize=False)),
                ('wrapped', models.BinaryField()),
                ('wrapped_by', models.CharField(db_index=True, max_length=64)),
            ],
        ),
        migrations.CreateModel(
            name='DataKey',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('wrapped', models.BinaryField(null=True)),
                ('wrapped_by', models.CharField(db_index=True, max_length=64)),
                ('destroyed_on', models.DateField(null=True)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('destroyed_on__isnull', False), ('wrapped__isnull', True)), models.Q(('destroyed_on__isnull', True), ('wrapped__isnull', False)), _connector='OR'), name='vault_datakey_destroyed_means_gone')],
            },
        ),
        migrations.CreateModel(
            name='SealedFile',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('name', vault.fields.SealedTextField(limit=1024)),
                ('sha256', vault.fields.SealedTextField(limit=64)),
                ('size', models.BigIntegerField()),
                ('media_type', models.CharField(max_length=127)),
                ('storage_name', models.CharField(max_length=64, unique=True)),
                ('stored_on', models.DateField()),
                ('data_key', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='vault.datakey')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('size__gte', 0)), name='vault_sealedfile_size')],
            },
        ),
    ]
