"""A file of a report waits, is cleaned or is held; the opening of an original is kept with its reason."""

import django.db.models.deletion
import uuid
import vault.fields
from django.db import migrations, models

from audit.rules import lift_rules_on_sqlite


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0001_initial'),
        ('cases', '0003_grant_reasons'),
        ('vault', '0002_secrets'),
    ]

    operations = [
        migrations.RunPython(lift_rules_on_sqlite, migrations.RunPython.noop),
        migrations.CreateModel(
            name='OriginalOpening',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('reason', vault.fields.SealedTextField()),
                ('opened_at', models.DateTimeField()),
            ],
            options={
                'ordering': ['-opened_at', 'id'],
            },
        ),
        migrations.AddField(
            model_name='attachment',
            name='attempts',
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='attachment',
            name='clean_file',
            field=models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='vault.sealedfile'),
        ),
        migrations.AddField(
            model_name='attachment',
            name='held_because',
            field=models.CharField(blank=True, choices=[('INFECTED', 'The virus scanner found something in it.'), ('UNSCANNED', 'It is too large for the virus scanner, so nobody knows whether it does harm.'), ('ENCRYPTED', 'It is locked with a password, so nothing could look inside.'), ('UNREADABLE', 'It is damaged, or not quite what it seems to be.'), ('UNKNOWN_KIND', 'Nothing here can clean files of this kind, such as archives and e-mails.'), ('TWO_KINDS', 'It is two kinds of file at once, which is a way to hide something.'), ('EMBEDDED', "It holds other files or programs that can't be cleaned."), ('TOO_MUCH', 'Cleaning it would take too long or too much memory.'), ('NO_TOOL', 'The program that cleans files of this kind is not installed here.'), ('REMAINS', 'Hidden data stayed in it after cleaning.'), ('FAILED', 'Cleaning it failed several times.')], max_length=20),
        ),
        migrations.AddField(
            model_name='attachment',
            name='scanned_on',
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name='attachment',
            name='state',
            field=models.CharField(choices=[('WAITING', 'Being checked'), ('CLEANED', 'Cleaned'), ('HELD', 'Held')], default='WAITING', max_length=10),
        ),
        migrations.AddIndex(
            model_name='attachment',
            index=models.Index(condition=models.Q(('state', 'WAITING')), fields=['added_on', 'id'], name='files_waiting'),
        ),
        migrations.AddConstraint(
            model_name='attachment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('clean_file__isnull', True), ('held_because', ''), ('state', 'WAITING')), models.Q(('clean_file__isnull', False), ('held_because', ''), ('state', 'CLEANED')), models.Q(('clean_file__isnull', True), ('state', 'HELD'), models.Q(('held_because', ''), _negated=True)), _connector='OR'), name='a_file_waits_or_is_clean_or_is_held_for_a_reason'),
        ),
        migrations.AddField(
            model_name='originalopening',
            name='attachment',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='openings', to='cases.attachment'),
        ),
        migrations.AddField(
            model_name='originalopening',
            name='data_key',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='vault.datakey'),
        ),
        migrations.AddField(
            model_name='originalopening',
            name='opened_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person'),
        ),
        migrations.RunPython(migrations.RunPython.noop, lift_rules_on_sqlite),
    ]
