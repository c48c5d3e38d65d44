"""The company's own words for what every public page promises."""

import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0002_who_and_when'),
        ('code_of_ethics', '0003_contact_points'),
    ]

    operations = [
        migrations.CreateModel(
            name='PromiseText',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('promise', models.CharField(choices=[('NO_RETALIATION', 'Nobody is punished for speaking up'), ('PUBLIC_AUTHORITIES', 'The right to go to public authorities')], max_length=20, verbose_name='promise')),
                ('language', models.CharField(max_length=10, verbose_name='language')),
                ('text', models.TextField(verbose_name='text')),
                ('proposed_at', models.DateTimeField()),
                ('published_at', models.DateTimeField(null=True)),
                ('retired_at', models.DateTimeField(null=True)),
                ('proposed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person')),
                ('published_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person')),
                ('retired_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person')),
            ],
            options={
                'ordering': ['promise', 'language', '-proposed_at'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('published_at__isnull', False), ('retired_at__isnull', True)), fields=('promise', 'language'), name='one_published_wording_of_a_promise'), models.CheckConstraint(condition=models.Q(('promise__in', ['NO_RETALIATION', 'PUBLIC_AUTHORITIES'])), name='a_wording_is_of_a_known_promise'), models.CheckConstraint(condition=models.Q(models.Q(('text', ''), _negated=True), models.Q(('language', ''), _negated=True)), name='a_wording_says_something'), models.CheckConstraint(condition=models.Q(('published_by__isnull', True), models.Q(('published_by', models.F('proposed_by')), _negated=True), _connector='OR'), name='a_second_person_publishes_a_promise'), models.CheckConstraint(condition=models.Q(models.Q(('published_at__isnull', True), ('published_by__isnull', True)), models.Q(('published_at__isnull', False), ('published_by__isnull', False)), _connector='OR'), name='a_published_wording_says_who_and_when'), models.CheckConstraint(condition=models.Q(models.Q(('retired_at__isnull', True), ('retired_by__isnull', True)), models.Q(('retired_at__isnull', False), ('retired_by__isnull', False)), _connector='OR'), name='a_retired_wording_says_who_and_when')],
            },
        ),
    ]
