"""Subjects by the moment of their confirmation: a sweep looks whether linked reports were missed."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0033_old_cases_of_the_chair'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='party',
            index=models.Index(condition=models.Q(('role', 'SUBJECT'), ('status', 'CONFIRMED')), fields=['decided_at'], name='subjects_confirmed_lately'),
        ),
    ]
