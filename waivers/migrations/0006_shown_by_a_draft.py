"""Somebody comes to a market-sensitive request by the draft of its disclosure too."""

from django.db import migrations, models

from audit.rules import lift_rules_on_sqlite


class Migration(migrations.Migration):

    dependencies = [
        ('waivers', '0005_insider_lists'),
    ]

    operations = [
        # On SQLite a table is made anew, and a rule that names it would stop that.
        migrations.RunPython(lift_rules_on_sqlite, migrations.RunPython.noop),
        migrations.RemoveConstraint(
            model_name='insider',
            name='an_insider_of_a_waiver_was_shown_it_in_a_known_way',
        ),
        migrations.AlterField(
            model_name='insider',
            name='shown',
            field=models.CharField(choices=[('MARKED', 'Put the request on a list'), ('KNEW', 'Had worked on the request before it was on a list'), ('WAIVER', 'Opened the request'), ('DIGEST', 'Opened a digest of the Audit Committee'), ('DISCLOSURE', 'Opened the draft of its disclosure')], max_length=10, verbose_name='how they came to it'),
        ),
        migrations.AddConstraint(
            model_name='insider',
            constraint=models.CheckConstraint(condition=models.Q(('shown__in', ['MARKED', 'KNEW', 'WAIVER', 'DIGEST', 'DISCLOSURE'])), name='an_insider_of_a_waiver_was_shown_it_in_a_known_way'),
        ),
        migrations.RunPython(migrations.RunPython.noop, lift_rules_on_sqlite),
    ]
