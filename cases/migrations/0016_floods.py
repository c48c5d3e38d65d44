"""Floods, which of an operator's tabs wrote last, and the files of the last days found by an index."""

import uuid
from django.db import migrations, models

from audit.rules import lift_rules_on_sqlite


class Migration(migrations.Migration):

    dependencies = [
        ("cases", "0015_queue_and_search"),
        ('vault', '0002_secrets'),
    ]

    operations = [
        migrations.RunPython(lift_rules_on_sqlite, migrations.RunPython.noop),
        migrations.CreateModel(
            name='Flood',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('RATE', 'More reports arrive than people send'), ('QUOTA', 'The room for files from forms is nearly used up'), ('DISK', 'The disk is nearly full')], max_length=10, verbose_name='kind')),
                ('began_at', models.DateTimeField(verbose_name='since')),
                ('seen_at', models.DateTimeField(verbose_name='last seen')),
                ('ended_at', models.DateTimeField(null=True, verbose_name='until')),
            ],
            options={
                'ordering': ['-began_at', 'id'],
            },
        ),
        migrations.AddField(
            model_name='recording',
            name='tab',
            field=models.CharField(blank=True, default='', max_length=32),
        ),
        migrations.AddIndex(
            model_name='attachment',
            index=models.Index(fields=['added_on'], name='files_by_day'),
        ),
        migrations.AddConstraint(
            model_name='flood',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('kind',), name='one_flood_of_a_kind_at_a_time'),
        ),
        migrations.AddConstraint(
            model_name='flood',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['RATE', 'QUOTA', 'DISK'])), name='a_flood_is_of_a_known_kind'),
        ),
        migrations.AddConstraint(
            model_name='flood',
            constraint=models.CheckConstraint(condition=models.Q(('seen_at__gte', models.F('began_at')), models.Q(('ended_at__isnull', True), ('ended_at__gte', models.F('began_at')), _connector='OR')), name='a_flood_ends_after_its_start'),
        ),
        migrations.RunPython(migrations.RunPython.noop, lift_rules_on_sqlite),
    ]
