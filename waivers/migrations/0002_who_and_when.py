"""A recommendation says who gave it and when."""

from django.db import migrations, models

from audit.rules import lift_rules_on_sqlite


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0002_who_and_when'),
        ('audit', '0001_initial'),
        ('code_of_ethics', '0002_who_and_when'),
        ('vault', '0002_secrets'),
        ('waivers', '0001_initial'),
    ]

    operations = [
        migrations.RunPython(lift_rules_on_sqlite, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name='waiver',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('recommended_at__isnull', True), ('recommended_by__isnull', True)), models.Q(('recommended_at__isnull', False), ('recommended_by__isnull', False)), _connector='OR'), name='a_recommendation_says_who_and_when'),
        ),
        migrations.RunPython(migrations.RunPython.noop, lift_rules_on_sqlite),
    ]
