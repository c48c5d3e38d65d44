"""What follows for people: check-ins with reporters and what was seen, reviews at closing, letters, insider lists."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

import vault.fields
from audit.rules import lift_rules_on_sqlite


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_to_0002"),
        ("cases", "0022_stand_ins"),
        ("code_of_ethics", "0005_languages"),
        ("vault", "0002_secrets"),
    ]

    operations = [
        migrations.RunPython(lift_rules_on_sqlite, migrations.RunPython.noop),
        migrations.CreateModel(
            name="LetterText",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "addressee",
                    models.CharField(
                        choices=[("SUBJECT", "The person whom it was about"), ("REPORTER", "Whoever reported it")],
                        max_length=10,
                    ),
                ),
                (
                    "result",
                    models.CharField(
                        choices=[
                            ("SUBSTANTIATED", "It was so"),
                            ("PARTLY", "It was so in part"),
                            ("UNSUBSTANTIATED", "It was not so"),
                            ("OPEN", "It could not be established"),
                            ("NOT_INVESTIGATED", "It was not investigated"),
                        ],
                        max_length=20,
                    ),
                ),
                ("text", models.TextField(verbose_name="text")),
                ("written_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["written_at"],
            },
        ),
        migrations.CreateModel(
            name="OutcomeLetter",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "result",
                    models.CharField(
                        choices=[
                            ("SUBSTANTIATED", "It was so"),
                            ("PARTLY", "It was so in part"),
                            ("UNSUBSTANTIATED", "It was not so"),
                            ("OPEN", "It could not be established"),
                            ("NOT_INVESTIGATED", "It was not investigated"),
                        ],
                        max_length=20,
                        verbose_name="result",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("DRAFTED", "To be reviewed"),
                            ("SENT", "Sent"),
                            ("ANSWERED", "Answered"),
                            ("DROPPED", "Dropped"),
                        ],
                        default="DRAFTED",
                        max_length=10,
                    ),
                ),
                ("body", vault.fields.SealedTextField(verbose_name="letter")),
                ("why_told", vault.fields.SealedTextField(blank=True, verbose_name="why they are told")),
                ("drafted_at", models.DateTimeField()),
                ("sent_at", models.DateTimeField(null=True)),
                ("read_at", models.DateTimeField(null=True)),
                ("reply", vault.fields.SealedTextField(blank=True, verbose_name="answer")),
                ("replied_at", models.DateTimeField(null=True)),
                ("dropped_at", models.DateTimeField(null=True)),
                ("dropped_because", vault.fields.SealedTextField(blank=True, verbose_name="why it was dropped")),
            ],
            options={
                "ordering": ["drafted_at", "id"],
            },
        ),
        migrations.CreateModel(
            name="RetaliationCheck",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "basis",
                    models.CharField(
                        choices=[
                            ("REPORT", "After the report"),
                            ("CLOSING", "After closing"),
                            ("ASKED", "Asked by the office"),
                        ],
                        max_length=10,
                    ),
                ),
                ("after_days", models.PositiveSmallIntegerField(null=True)),
                ("counted_on", models.DateField()),
                ("sent_on", models.DateField()),
                ("reaches_reporter", models.BooleanField()),
                ("asked_at", models.DateTimeField(null=True)),
                (
                    "answer",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("FINE", "I am fine: nothing has changed for me"),
                            ("HAPPENED", "Something happened to me"),
                            ("RATHER_NOT", "I would rather not say"),
                            ("STOP", "Please stop asking me"),
                        ],
                        default="",
                        max_length=10,
                    ),
                ),
                ("answered_on", models.DateField(null=True)),
                ("passed_on", models.DateField(null=True)),
            ],
            options={
                "ordering": ["sent_on", "id"],
            },
        ),
        migrations.CreateModel(
            name="RetaliationObservation",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("NOTHING", "Nothing has changed"),
                            ("PAY", "Pay or bonus"),
                            ("ROLE", "Role or duties"),
                            ("TRANSFER", "Moved elsewhere"),
                            ("DISMISSAL", "Dismissed"),
                            ("OTHER", "Something else"),
                        ],
                        max_length=10,
                        verbose_name="what changed",
                    ),
                ),
                ("words", vault.fields.SealedTextField(blank=True, verbose_name="in words")),
                ("observed_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["observed_at", "id"],
            },
        ),
        migrations.CreateModel(
            name="ReviewRequest",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("words", vault.fields.SealedTextField(verbose_name="why")),
                ("asked_on", models.DateField()),
                ("closed_on", models.DateField()),
                (
                    "decision",
                    models.CharField(
                        blank=True,
                        choices=[("UPHELD", "The closing stands"), ("REOPENED", "The case is reopened")],
                        default="",
                        max_length=10,
                        verbose_name="decision",
                    ),
                ),
                ("reasons", vault.fields.SealedTextField(blank=True, verbose_name="reasons")),
                ("decided_at", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ["asked_on", "id"],
            },
        ),
        migrations.AddField(
            model_name="caselink",
            name="linked_on",
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name="report",
            name="earlier",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="later_reports", to="cases.report"
            ),
        ),
        migrations.AlterField(
            model_name="accessgrant",
            name="reason",
            field=models.CharField(
                choices=[
                    ("shared", "The office shared it"),
                    ("second_person", "To answer as the second person"),
                    ("alarm", "To act, because somebody may be in danger"),
                    ("exit_reading", "To read how it ended, by random choice"),
                    ("review", "To answer a reporter who asks for a review"),
                    ("called_up", "The committee's chair called it up"),
                ],
                max_length=60,
            ),
        ),
        migrations.AlterField(
            model_name="caselink",
            name="kind",
            field=models.CharField(
                choices=[
                    ("DUPLICATE", "The same matter, reported again"),
                    ("REPEAT", "The same concern, again later"),
                    ("EARLIER", "The earlier report whose key was lost"),
                    ("RETALIATION", "Retaliation against the reporter of the other one"),
                    ("RELATED", "Related in another way"),
                ],
                max_length=20,
                verbose_name="how they belong together",
            ),
        ),
        migrations.AlterField(
            model_name="caselink",
            name="linked_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AlterField(
            model_name="caselink",
            name="linked_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.person"
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("closed_on__isnull", False)), fields=["closed_on"], name="closed_cases_by_day"
            ),
        ),
        migrations.AddIndex(
            model_name="report",
            index=models.Index(fields=["received_on"], name="reports_by_day"),
        ),
        migrations.AddConstraint(
            model_name="caselink",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("linked_at__isnull", False), ("linked_by__isnull", False), ("linked_on__isnull", True)),
                    models.Q(("linked_at__isnull", True), ("linked_by__isnull", True), ("linked_on__isnull", False)),
                    _connector="OR",
                ),
                name="somebody_links_or_an_answer_does",
            ),
        ),
        migrations.AddField(
            model_name="lettertext",
            name="written_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.person"
            ),
        ),
        migrations.AddField(
            model_name="outcomeletter",
            name="case",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="letters", to="cases.case"
            ),
        ),
        migrations.AddField(
            model_name="outcomeletter",
            name="data_key",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="vault.datakey"),
        ),
        migrations.AddField(
            model_name="outcomeletter",
            name="drafted_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.person"
            ),
        ),
        migrations.AddField(
            model_name="outcomeletter",
            name="dropped_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.person"
            ),
        ),
        migrations.AddField(
            model_name="outcomeletter",
            name="party",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="letters", to="cases.party"
            ),
        ),
        migrations.AddField(
            model_name="outcomeletter",
            name="recipient",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.person"
            ),
        ),
        migrations.AddField(
            model_name="outcomeletter",
            name="sent_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.person"
            ),
        ),
        migrations.AddField(
            model_name="retaliationcheck",
            name="asked_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.person"
            ),
        ),
        migrations.AddField(
            model_name="retaliationcheck",
            name="case_opened",
            field=models.OneToOneField(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="opened_by_check", to="cases.case"
            ),
        ),
        migrations.AddField(
            model_name="retaliationcheck",
            name="report",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="retaliation_checks", to="cases.report"
            ),
        ),
        migrations.AddField(
            model_name="retaliationobservation",
            name="check_in",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="observations", to="cases.retaliationcheck"
            ),
        ),
        migrations.AddField(
            model_name="retaliationobservation",
            name="data_key",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="vault.datakey"),
        ),
        migrations.AddField(
            model_name="retaliationobservation",
            name="observed_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.person"
            ),
        ),
        migrations.AddField(
            model_name="reviewrequest",
            name="data_key",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="vault.datakey"),
        ),
        migrations.AddField(
            model_name="reviewrequest",
            name="decided_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.person"
            ),
        ),
        migrations.AddField(
            model_name="reviewrequest",
            name="report",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="review_request", to="cases.report"
            ),
        ),
        migrations.AddIndex(
            model_name="lettertext",
            index=models.Index(fields=["addressee", "result", "-written_at"], name="cases_lette_address_aa1af4_idx"),
        ),
        migrations.AddIndex(
            model_name="outcomeletter",
            index=models.Index(fields=["recipient", "-sent_at", "id"], name="cases_outco_recipie_ce7014_idx"),
        ),
        migrations.AddConstraint(
            model_name="outcomeletter",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "DROPPED"), _negated=True),
                fields=("party",),
                name="one_letter_for_a_subject",
            ),
        ),
        migrations.AddConstraint(
            model_name="outcomeletter",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["DRAFTED", "SENT", "ANSWERED", "DROPPED"])),
                name="a_letter_has_a_known_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="outcomeletter",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("sent_at__isnull", True), ("sent_by__isnull", True)),
                    models.Q(("sent_at__isnull", False), ("sent_by__isnull", False)),
                    _connector="OR",
                ),
                name="a_sent_letter_says_who_and_when",
            ),
        ),
        migrations.AddConstraint(
            model_name="outcomeletter",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("dropped_at__isnull", True), ("dropped_by__isnull", True)),
                    models.Q(("dropped_at__isnull", False), ("dropped_by__isnull", False)),
                    _connector="OR",
                ),
                name="a_dropped_letter_says_who_and_when",
            ),
        ),
        migrations.AddConstraint(
            model_name="outcomeletter",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("sent_by__isnull", True),
                    models.Q(("sent_by", models.F("drafted_by")), _negated=True),
                    _connector="OR",
                ),
                name="a_second_person_sends_a_letter",
            ),
        ),
        migrations.AddConstraint(
            model_name="outcomeletter",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("replied_at__isnull", True), ("sent_at__isnull", True), ("state", "DRAFTED")),
                    models.Q(("dropped_at__isnull", False), ("sent_at__isnull", True), ("state", "DROPPED")),
                    models.Q(("replied_at__isnull", True), ("sent_at__isnull", False), ("state", "SENT")),
                    models.Q(("replied_at__isnull", False), ("sent_at__isnull", False), ("state", "ANSWERED")),
                    _connector="OR",
                ),
                name="a_letter_is_drafted_sent_and_answered",
            ),
        ),
        migrations.AddIndex(
            model_name="retaliationcheck",
            index=models.Index(fields=["sent_on"], name="cases_retal_sent_on_025e28_idx"),
        ),
        migrations.AddIndex(
            model_name="retaliationcheck",
            index=models.Index(
                condition=models.Q(("answered_on__isnull", False)), fields=["answered_on"], name="checks_answered"
            ),
        ),
        migrations.AddConstraint(
            model_name="retaliationcheck",
            constraint=models.UniqueConstraint(
                condition=models.Q(("basis", "ASKED"), _negated=True),
                fields=("report", "basis", "after_days", "counted_on"),
                name="a_reporter_is_asked_once_for_each_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="retaliationcheck",
            constraint=models.UniqueConstraint(
                condition=models.Q(("answer", ""), ("passed_on__isnull", True), ("reaches_reporter", True)),
                fields=("report",),
                name="one_check_in_waits_for_a_reporter",
            ),
        ),
        migrations.AddConstraint(
            model_name="retaliationcheck",
            constraint=models.CheckConstraint(
                condition=models.Q(("basis__in", ["REPORT", "CLOSING", "ASKED"])), name="a_check_in_has_a_known_basis"
            ),
        ),
        migrations.AddConstraint(
            model_name="retaliationcheck",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("after_days__isnull", True), ("asked_by__isnull", False), ("basis", "ASKED")),
                    models.Q(
                        models.Q(("basis", "ASKED"), _negated=True),
                        ("after_days__isnull", False),
                        ("asked_by__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="a_check_in_is_due_or_asked_for",
            ),
        ),
        migrations.AddConstraint(
            model_name="retaliationcheck",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("asked_at__isnull", True), ("asked_by__isnull", True)),
                    models.Q(("asked_at__isnull", False), ("asked_by__isnull", False)),
                    _connector="OR",
                ),
                name="a_check_in_asked_for_says_who_and_when",
            ),
        ),
        migrations.AddConstraint(
            model_name="retaliationcheck",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answer", ""), ("answered_on__isnull", True)),
                    models.Q(
                        ("answer__in", ["FINE", "HAPPENED", "RATHER_NOT", "STOP"]),
                        ("answered_on__isnull", False),
                        ("passed_on__isnull", True),
                        ("reaches_reporter", True),
                    ),
                    _connector="OR",
                ),
                name="a_check_in_is_answered_on_a_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="retaliationcheck",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answer", "HAPPENED"), ("case_opened__isnull", False)),
                    models.Q(models.Q(("answer", "HAPPENED"), _negated=True), ("case_opened__isnull", True)),
                    _connector="OR",
                ),
                name="a_bad_answer_opens_a_case",
            ),
        ),
        migrations.AddConstraint(
            model_name="retaliationobservation",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["NOTHING", "PAY", "ROLE", "TRANSFER", "DISMISSAL", "OTHER"])),
                name="an_observation_is_of_a_known_kind",
            ),
        ),
        migrations.AddIndex(
            model_name="reviewrequest",
            index=models.Index(
                condition=models.Q(("decided_at__isnull", True)), fields=["asked_on"], name="open_reviews"
            ),
        ),
        migrations.AddConstraint(
            model_name="reviewrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("decided_at__isnull", True), ("decided_by__isnull", True)),
                    models.Q(("decided_at__isnull", False), ("decided_by__isnull", False)),
                    _connector="OR",
                ),
                name="a_review_says_who_and_when",
            ),
        ),
        migrations.AddConstraint(
            model_name="reviewrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("decided_at__isnull", True), ("decision", "")),
                    models.Q(("decided_at__isnull", False), ("decision__in", ["UPHELD", "REOPENED"])),
                    _connector="OR",
                ),
                name="a_review_is_decided_by_somebody",
            ),
        ),
        migrations.RunPython(migrations.RunPython.noop, lift_rules_on_sqlite),
    ]
