"""Subjects by the moment of their confirmation: a sweep looks whether linked reports were missed."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0034_first_incident'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='party',
            index=models.Index(condition=models.Q(('role', 'SUBJECT'), ('status', 'CONFIRMED')), fields=['decided_at'], name='subjects_confirmed_lately'),
        ),
    ]
