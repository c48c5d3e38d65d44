"""Talks about what can't be affirmed: who hears them, and whom they may name."""

import django.db.models.deletion
import uuid
import vault.fields
from django.db import migrations, models

from audit.rules import lift_rules_on_sqlite


def heard_where_it_was_said(apps, schema_editor):
    """The office that was told hears what there is already."""
    talks = apps.get_model("code_of_ethics", "StatedException")
    talks.objects.update(heard_by=models.F("office"))


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0004_stand_ins'),
        ('code_of_ethics', '0011_writers'),
        ('vault', '0003_retired_wrapping_keys'),
    ]

    operations = [
        # On SQLite a table is made anew, and a rule that names it would stop that.
        migrations.RunPython(lift_rules_on_sqlite, migrations.RunPython.noop),
        migrations.CreateModel(
            name='ExceptionMatch',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('found_at', models.DateTimeField()),
                ('lifted_at', models.DateTimeField(null=True)),
                ('reason', vault.fields.SealedTextField(blank=True)),
            ],
            options={
                'ordering': ['found_at', 'id'],
            },
        ),
        migrations.AddField(
            model_name='statedexception',
            name='acting_head',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person'),
        ),
        migrations.AddField(
            model_name='statedexception',
            name='heard_by',
            field=models.CharField(choices=[('GENERAL_AUDITOR', "General Auditor's office"), ('ETHICS_OFFICE', 'Compliance & Ethics office'), ('AUDIT_COMMITTEE_CHAIR', 'Audit Committee chair')], default='ETHICS_OFFICE', max_length=25),
        ),
        migrations.AddConstraint(
            model_name='statedexception',
            constraint=models.CheckConstraint(condition=models.Q(('acting_head__isnull', True), ('heard_by', 'AUDIT_COMMITTEE_CHAIR'), _connector='OR'), name='another_hears_a_talk_only_for_the_chair'),
        ),
        migrations.AddField(
            model_name='exceptionmatch',
            name='data_key',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='vault.datakey'),
        ),
        migrations.AddField(
            model_name='exceptionmatch',
            name='exception',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='matches', to='code_of_ethics.statedexception'),
        ),
        migrations.AddField(
            model_name='exceptionmatch',
            name='lifted_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person'),
        ),
        migrations.AddField(
            model_name='exceptionmatch',
            name='person',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person'),
        ),
        migrations.AddIndex(
            model_name='exceptionmatch',
            index=models.Index(condition=models.Q(('lifted_at__isnull', True)), fields=['person'], name='standing_matches'),
        ),
        migrations.AddConstraint(
            model_name='exceptionmatch',
            constraint=models.UniqueConstraint(fields=('exception', 'person'), name='a_talk_names_somebody_once'),
        ),
        migrations.AddConstraint(
            model_name='exceptionmatch',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('lifted_at__isnull', True), ('lifted_by__isnull', True)), models.Q(('lifted_at__isnull', False), ('lifted_by__isnull', False)), _connector='OR'), name='whoever_lifts_a_match_says_when'),
        ),
        migrations.AddConstraint(
            model_name='exceptionmatch',
            constraint=models.CheckConstraint(condition=models.Q(('lifted_by__isnull', True), models.Q(('lifted_by', models.F('person')), _negated=True), _connector='OR'), name='nobody_lifts_a_match_of_themself'),
        ),
        migrations.RunPython(heard_where_it_was_said, migrations.RunPython.noop),
        migrations.RunPython(migrations.RunPython.noop, lift_rules_on_sqlite),
    ]
