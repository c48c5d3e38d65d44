"""What the database refuses by itself is in force after migrating: append-only, undeletable, frozen, and the rest."""

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction

from audit.rules import drop_rules, expected_rules, installed_rules

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

# Rows that nothing may delete, whoever asks: the record, the trail, who was told, and who held which right.
PROTECTED = {
    "cases.Case", "cases.Report", "cases.ReporterIdentity", "cases.Party", "cases.Allegation", "cases.Note",
    "cases.Message", "cases.Attachment", "cases.OriginalOpening", "cases.MailDownload", "cases.Conflict",
    "cases.AccessGrant",
    "cases.LinkedReports", "cases.LinkedReportsEnd",
    "cases.MaterialityTrigger", "cases.MaterialityDecision", "cases.RoutingRule", "cases.ManagerReferral",
    "cases.Action", "cases.ActionNote", "cases.FairnessStep", "cases.RecoveryAmount", "cases.PublicReferral",
    "cases.HandedOver", "cases.CaseReading", "cases.IdentityRequest", "cases.IdentityView",
    "cases.DangerAlarm", "cases.AlarmCall", "cases.OnCallDuty", "cases.Flood",
    "cases.CaseTemplate", "cases.Task", "cases.Interview", "cases.Statement", "cases.EvidenceItem",
    "cases.EvidenceCopy", "cases.CustodyEntry", "cases.IntegrityCheck",
    "waivers.Waiver", "waivers.BoardDecision",
    "waivers.ConsentSignature", "waivers.Condition", "waivers.Opinion", "waivers.ImplicitWaiver",
    "waivers.DirectorRecusal", "waivers.ClassChange", "waivers.InsiderList", "waivers.Insider",
    "waivers.Clarification", "code_of_ethics.Disclosure", "code_of_ethics.StatedException",
    "code_of_ethics.Affirmation", "code_of_ethics.AffirmationCampaign", "code_of_ethics.Topic",
    "code_of_ethics.ContactPoint", "code_of_ethics.PromiseText", "code_of_ethics.Declaration",
    "code_of_ethics.ExceptionMatch",
    "code_of_ethics.ExceptionMessage", "code_of_ethics.DueDateExtension", "code_of_ethics.PaperAffirmation",
    "code_of_ethics.TrainingRelief",
    "code_of_ethics.Policy",
    "reporting.Benchmark", "reporting.FeedToken", "reporting.Webhook", "reporting.WebhookDelivery",
    "reporting.ExploreView", "reporting.ExploreExport", "cases.HotlineTest",
    "reporting.Digest", "reporting.CommitteeNotice", "reporting.DigestReading", "reporting.DigestQuestion",
    "reporting.NoticeQuestion", "reporting.NoticeUpdate", "reporting.UnreadNotice", "reporting.NoticeCall",
    "reporting.DigestPart",
    "accounts.RoleGrant",
    "accounts.Designation", "accounts.Absence", "clocks.DeadlineChange", "cases.TopicChange", "cases.Appointment",
    "cases.ExitReading", "clocks.Pause",
    "audit.Entry", "audit.Seal", "audit.Head", "audit.SharedKey", "audit.Signature", "audit.FailedSignIns",
}  # fmt: skip


def test_every_declared_rule_is_in_the_catalogue_and_no_other():
    assert installed_rules(connection) == expected_rules(connection)
    assert len(expected_rules(connection)) > 60


def test_the_record_the_trail_and_the_rights_are_never_deleted():
    declared = {
        model._meta.label
        for model in apps.get_models()
        if getattr(model, "append_only", False) or getattr(model, "undeletable", False)
    }
    assert declared >= PROTECTED


@pytest.mark.parametrize("label", sorted(PROTECTED))
def test_a_delete_is_refused_by_the_database(label, built):
    """By plain SQL, as somebody at the database would."""
    table = apps.get_model(label)._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")
        if not cursor.fetchone()[0]:
            pytest.skip("the world has no such row")
        with pytest.raises(IntegrityError), transaction.atomic():
            cursor.execute(f"DELETE FROM {table}")


def test_a_rule_that_was_dropped_is_missed_and_comes_back_with_the_next_migrate():
    """The control."""
    with transaction.atomic():
        drop_rules(connection)
        assert expected_rules(connection) - installed_rules(connection) == expected_rules(connection)
        call_command("migrate", verbosity=0)
        assert installed_rules(connection) == expected_rules(connection)
