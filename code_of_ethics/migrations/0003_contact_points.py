"""Whom people call or write to instead."""

import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0002_who_and_when'),
        ('code_of_ethics', '0002_who_and_when'),
    ]

    operations = [
        migrations.CreateModel(
            name='ContactPoint',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('PHONE', 'Telephone'), ('MAIL', 'E-mail'), ('POST', 'Letter')], max_length=10, verbose_name='kind')),
                ('name', models.CharField(max_length=120, verbose_name='who answers')),
                ('address', models.CharField(max_length=300, verbose_name='number or address')),
                ('country', models.CharField(blank=True, max_length=2, verbose_name='country')),
                ('days', models.CharField(choices=[('EVERY_DAY', 'Every day'), ('MON_FRI', 'Monday to Friday'), ('MON_SAT', 'Monday to Saturday'), ('SUN_THU', 'Sunday to Thursday')], default='EVERY_DAY', max_length=10, verbose_name='days')),
                ('opens_at', models.TimeField(blank=True, null=True, verbose_name='from')),
                ('closes_at', models.TimeField(blank=True, null=True, verbose_name='until')),
                ('zone', models.CharField(blank=True, max_length=64, verbose_name='time zone')),
                ('languages', models.CharField(blank=True, max_length=200, verbose_name='languages')),
                ('position', models.PositiveSmallIntegerField(default=100, verbose_name='order')),
                ('proposed_at', models.DateTimeField()),
                ('published_at', models.DateTimeField(null=True)),
                ('retired_at', models.DateTimeField(null=True)),
                ('proposed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person')),
                ('published_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person')),
                ('replaces', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replacements', to='code_of_ethics.contactpoint')),
                ('retired_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person')),
            ],
            options={
                'ordering': ['position', 'country', 'name'],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['PHONE', 'MAIL', 'POST'])), name='a_contact_point_has_a_known_kind'), models.CheckConstraint(condition=models.Q(models.Q(('name', ''), _negated=True), models.Q(('address', ''), _negated=True)), name='a_contact_point_says_who_and_where'), models.CheckConstraint(condition=models.Q(models.Q(('closes_at__isnull', True), ('opens_at__isnull', True)), models.Q(('closes_at__isnull', False), ('opens_at__isnull', False), models.Q(('zone', ''), _negated=True), models.Q(('opens_at', models.F('closes_at')), _negated=True)), _connector='OR'), name='opening_hours_have_both_ends_and_a_zone'), models.CheckConstraint(condition=models.Q(('published_by__isnull', True), models.Q(('published_by', models.F('proposed_by')), _negated=True), _connector='OR'), name='a_second_person_publishes_a_contact_point'), models.CheckConstraint(condition=models.Q(models.Q(('published_at__isnull', True), ('published_by__isnull', True)), models.Q(('published_at__isnull', False), ('published_by__isnull', False)), _connector='OR'), name='a_published_contact_point_says_who_and_when'), models.CheckConstraint(condition=models.Q(models.Q(('retired_at__isnull', True), ('retired_by__isnull', True)), models.Q(('retired_at__isnull', False), ('retired_by__isnull', False)), _connector='OR'), name='a_retired_contact_point_says_who_and_when')],
            },
        ),
    ]
