from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('vault', '0002_secrets'),
    ]

    operations = [
        migrations.CreateModel(
            name='RetiredWrappingKey',
            fields=[
                ('name', models.CharField(max_length=64, primary_key=True, serialize=False)),
                ('retired_on', models.DateField()),
            ],
        ),
    ]
