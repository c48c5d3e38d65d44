"""The reasons for access to a case are a fixed list."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0002_who_and_when'),
    ]

    operations = [
        migrations.AlterField(
            model_name='accessgrant',
            name='reason',
            field=models.CharField(choices=[('shared', 'The office shared it'), ('second_person', 'To answer as the second person'), ('called_up', "The committee's chair called it up")], max_length=60),
        ),
    ]
