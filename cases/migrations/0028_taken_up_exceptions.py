"""Reports that were made of what somebody could not affirm."""

import django.db.models.deletion
import uuid
import vault.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0004_stand_ins'),
        ('cases', '0027_desk'),
        ('vault', '0003_retired_wrapping_keys'),
    ]

    operations = [
        migrations.CreateModel(
            name='TakenUpException',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('exception_digest', models.CharField(max_length=64, unique=True)),
                ('exception_id_sealed', vault.fields.SealedTextField()),
                ('taken_up_at', models.DateTimeField()),
                ('data_key', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='vault.datakey')),
                ('report', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='taken_up', to='cases.report')),
                ('taken_up_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person')),
            ],
            options={
                'abstract': False,
            },
        ),
    ]
