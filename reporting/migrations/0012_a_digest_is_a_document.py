from django.db import migrations

import vault.fields


class Migration(migrations.Migration):
    dependencies = [
        ("reporting", "0011_reporting_gap"),
    ]

    operations = [
        # The column stays as it is: only what is within the seal is written another way from now on.
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(
                    model_name="digest",
                    name="snapshot",
                    field=vault.fields.SealedDocumentField(),
                ),
            ]
        ),
    ]
