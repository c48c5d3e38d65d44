"""Insider lists of market-sensitive requests: see waivers/models/insider.py."""
import django.db.models.deletion
import uuid
import vault.fields
from django.db import migrations, models

from audit.rules import lift_rules_on_sqlite


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0004_stand_ins'),
        ('vault', '0003_retired_wrapping_keys'),
        ('waivers', '0004_on_behalf'),
    ]

    operations = [
        # On SQLite a table is made anew, and a rule that names it would stop that.
        migrations.RunPython(lift_rules_on_sqlite, migrations.RunPython.noop),
        migrations.CreateModel(
            name='InsiderList',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('name', vault.fields.SealedTextField(limit=120, verbose_name='name of the list')),
                ('reason', vault.fields.SealedTextField(verbose_name='why it may move the price')),
                ('opened_at', models.DateTimeField()),
                ('closed_at', models.DateTimeField(null=True)),
                ('closing_reason', vault.fields.SealedTextField(blank=True, verbose_name='why it no longer does')),
                ('closed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person')),
                ('data_key', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='vault.datakey')),
                ('opened_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person')),
                ('waiver', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='insider_lists', to='waivers.waiver')),
            ],
            options={
                'ordering': ['-opened_at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Insider',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('name', vault.fields.SealedTextField(verbose_name='name')),
                ('function', vault.fields.SealedTextField(blank=True, verbose_name='function')),
                ('company', vault.fields.SealedTextField(blank=True, verbose_name='company')),
                ('because', vault.fields.SealedTextField(blank=True, verbose_name='why they have access')),
                ('obtained_at', models.DateTimeField(verbose_name='access since')),
                ('acknowledged_at', models.DateTimeField(null=True)),
                ('left_at', models.DateTimeField(null=True)),
                ('shown', models.CharField(choices=[('MARKED', 'Put the request on a list'), ('KNEW', 'Had worked on the request before it was on a list'), ('WAIVER', 'Opened the request'), ('DIGEST', 'Opened a digest of the Audit Committee')], max_length=10, verbose_name='how they came to it')),
                ('data_key', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='vault.datakey')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person')),
                ('list', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='insiders', to='waivers.insiderlist')),
            ],
            options={
                'ordering': ['obtained_at', 'id'],
            },
        ),
        migrations.AddConstraint(
            model_name='insiderlist',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('closed_at__isnull', True), ('closed_by__isnull', True)), models.Q(('closed_at__isnull', False), ('closed_by__isnull', False)), _connector='OR'), name='a_closed_insider_list_of_a_waiver_says_who_and_when'),
        ),
        migrations.AddConstraint(
            model_name='insiderlist',
            constraint=models.UniqueConstraint(condition=models.Q(('closed_at__isnull', True)), fields=('waiver',), name='a_waiver_has_one_open_insider_list'),
        ),
        migrations.AddConstraint(
            model_name='insiderlist',
            constraint=models.CheckConstraint(condition=models.Q(('closed_at__isnull', True), ('closed_at__gte', models.F('opened_at')), _connector='OR'), name='an_insider_list_of_a_waiver_closes_after_it_opens'),
        ),
        migrations.AddConstraint(
            model_name='insider',
            constraint=models.CheckConstraint(condition=models.Q(('shown__in', ['MARKED', 'KNEW', 'WAIVER', 'DIGEST'])), name='an_insider_of_a_waiver_was_shown_it_in_a_known_way'),
        ),
        migrations.AddConstraint(
            model_name='insider',
            constraint=models.UniqueConstraint(condition=models.Q(('left_at__isnull', True)), fields=('list', 'person'), name='an_insider_of_a_waiver_is_listed_once_at_a_time'),
        ),
        migrations.AddConstraint(
            model_name='insider',
            constraint=models.CheckConstraint(condition=models.Q(('acknowledged_at__isnull', True), ('acknowledged_at__gte', models.F('obtained_at')), _connector='OR'), name='an_insider_of_a_waiver_acknowledges_what_was_told'),
        ),
        migrations.AddConstraint(
            model_name='insider',
            constraint=models.CheckConstraint(condition=models.Q(('left_at__isnull', True), ('left_at__gte', models.F('obtained_at')), _connector='OR'), name='an_insider_of_a_waiver_leaves_after_coming'),
        ),
        migrations.RunPython(migrations.RunPython.noop, lift_rules_on_sqlite),
    ]
