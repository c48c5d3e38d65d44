"""Topics stand in groups where people choose one; those of `load_topics` get theirs."""

from django.db import migrations, models

from audit.rules import lift_rules_on_sqlite

GROUPS = {
    'PEOPLE': ('equal-opportunity', 'harassment', 'safety'),
    'MONEY': ('anti-bribery', 'financial-reporting', 'fraud'),
    'INTERESTS': ('gifts-and-entertainment', 'outside-interests', 'corporate-opportunities', 'insider-trading'),
    'BUSINESS': ('antitrust', 'fair-dealing', 'global-trade', 'government-business', 'political-activity'),
    'COMPANY': ('privacy', 'assets-and-records'),
    'SPEAKING_UP': ('retaliation', 'failure-to-report', 'obstruction', 'false-statement'),
}


def group_topics(apps, schema_editor):
    topics = apps.get_model('code_of_ethics', 'Topic').objects.using(schema_editor.connection.alias)
    for group, slugs in GROUPS.items():
        topics.filter(slug__in=slugs).update(group=group)


class Migration(migrations.Migration):

    dependencies = [
        ('code_of_ethics', '0014_confirmed_match_lifted'),
    ]

    operations = [
        # On SQLite a table is made anew, and a rule that names it would stop that.
        migrations.RunPython(lift_rules_on_sqlite, migrations.RunPython.noop),
        migrations.AddField(
            model_name='topic',
            name='group',
            field=models.CharField(
                blank=True,
                choices=[
                    ('PEOPLE', 'How people are treated, and safety'),
                    ('MONEY', 'Money, bribes and the accounts'),
                    ('INTERESTS', 'Gifts, second jobs and private interests'),
                    ('BUSINESS', 'Customers, competitors and governments'),
                    ('COMPANY', 'Data, and what belongs to the company'),
                    ('SPEAKING_UP', 'Speaking up and investigations'),
                ],
                max_length=20,
                verbose_name='group',
            ),
        ),
        migrations.RunPython(group_topics, migrations.RunPython.noop),
        migrations.RunPython(migrations.RunPython.noop, lift_rules_on_sqlite),
    ]
