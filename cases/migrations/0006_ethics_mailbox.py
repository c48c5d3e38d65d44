"""The ethics mailbox; a note of the Portal itself has no author."""

import django.db.models.deletion
import uuid
import vault.fields
from django.db import migrations, models

from audit.rules import lift_rules_on_sqlite


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0001_initial'),
        ('cases', '0005_recordings_and_referrals'),
        ('vault', '0002_secrets'),
    ]

    operations = [
        migrations.RunPython(lift_rules_on_sqlite, migrations.RunPython.noop),
        migrations.AlterField(
            model_name='note',
            name='author',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person'),
        ),
        migrations.CreateModel(
            name='IncomingMail',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('state', models.CharField(choices=[('ARRIVED', 'Arrived'), ('BECAME_REPORT', 'Became a report'), ('THREADED', 'Added to its report'), ('SET_ASIDE', 'Waits for a person'), ('IGNORED', 'Ignored'), ('DISMISSED', 'Set aside for good')], default='ARRIVED', max_length=20, verbose_name='state')),
                ('reason', models.CharField(blank=True, choices=[('AUTO_REPLY', 'An automatic reply'), ('BOUNCE', 'A returned mail'), ('LOOP', 'A mail of our own that came back'), ('BULK', 'Sent in bulk'), ('MAILING_LIST', 'Came through a mailing list'), ('SPAM', 'Marked as unwanted by the mail server'), ('ENCRYPTED', 'Encrypted'), ('EMPTY', 'Empty'), ('NO_SENDER', 'No address to answer to'), ('TOO_LARGE', 'Too large to be taken'), ('TOO_MANY', 'Too many mails of one sender on one day'), ('BROKEN', 'Could not be read'), ('NO_TOPIC', 'No topic is offered')], max_length=20, verbose_name='reason')),
                ('is_whole', models.BooleanField(default=True)),
                ('size', models.BigIntegerField(verbose_name='size')),
                ('arrived_on', models.DateField(verbose_name='arrived')),
                ('message_digest', models.CharField(max_length=64, unique=True)),
                ('sender_digest', models.CharField(blank=True, db_index=True, max_length=64)),
                ('reply_digest', models.CharField(max_length=64, null=True, unique=True)),
                ('claimed_until', models.DateTimeField(null=True)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('form_token', vault.fields.SealedTextField(blank=True)),
                ('is_to_acknowledge', models.BooleanField(default=False)),
                ('acknowledged_on', models.DateField(null=True)),
                ('acknowledging_failed', models.BooleanField(default=False)),
                ('decided_at', models.DateTimeField(null=True)),
                ('decision_reason', vault.fields.SealedTextField(blank=True)),
                ('data_key', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='vault.datakey')),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person')),
                ('raw', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='vault.sealedfile')),
                ('report', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='mails', to='cases.report')),
            ],
        ),
        migrations.CreateModel(
            name='MailMention',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('mail', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='mentions', to='cases.incomingmail')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person')),
            ],
        ),
        migrations.AddIndex(
            model_name='incomingmail',
            index=models.Index(fields=['state', 'arrived_on', 'id'], name='cases_incom_state_0793cd_idx'),
        ),
        migrations.AddConstraint(
            model_name='incomingmail',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['BECAME_REPORT', 'THREADED']), _negated=True), ('report__isnull', False), _connector='OR'), name='a_mail_that_became_something_says_what'),
        ),
        migrations.AddConstraint(
            model_name='incomingmail',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_at__isnull', True), ('decided_by__isnull', True)), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False)), _connector='OR'), name='a_decision_on_a_mail_has_an_author_and_a_time'),
        ),
        migrations.AddConstraint(
            model_name='incomingmail',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'DISMISSED'), _negated=True), ('decided_by__isnull', False), _connector='OR'), name='a_person_sets_a_mail_aside_for_good'),
        ),
        migrations.AddIndex(
            model_name='mailmention',
            index=models.Index(fields=['person', 'mail'], name='cases_mailm_person__a29b28_idx'),
        ),
        migrations.AddConstraint(
            model_name='mailmention',
            constraint=models.UniqueConstraint(fields=('mail', 'person'), name='a_mail_mentions_a_person_once'),
        ),
        migrations.RunPython(migrations.RunPython.noop, lift_rules_on_sqlite),
    ]
