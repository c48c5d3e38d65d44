"""Every column that can hold words or bytes: sealed, or plain for a reason. A new one fails until it is listed here.

Reasons, one word each:
choice     one of a fixed list of codes
code       a code, a reference, a slug, a name of a kind: made by the Portal, never typed
key        the name of something by its id or its label
digest     a keyed digest, a hash, a signature or a wrapped key: tells nothing without the vault
directory  what the company's own directory says of a person or a unit
published  meant for everybody: the Code, its topics, a disclosure that was filed, rules and their sources
settings   a sentence of an administrator or an office about routing, calendars and deadlines; never about a case
account    what django and allauth keep to sign somebody in
"""

PLAIN: dict[str, dict[str, str]] = {
    "choice": {
        "reporting.CommitteeNotice": "kind", "reporting.Digest": "kind state", "reporting.DigestMatter": "section",
        "reporting.Benchmark": "measure", "reporting.FeedToken": "scope",
        "reporting.Webhook": "events", "reporting.WebhookDelivery": "event",
        "reporting.ExploreView": "measure dimension span only shared_with schedule",
        "reporting.ExploreExport": "measure dimension span only format state", "cases.HotlineTest": "channel state",
        "reporting.NoticeUpdate": "kind", "reporting.NoticeCall": "outcome",
        "reporting.DigestQuestion": "kind", "reporting.DigestPart": "queue",
        "cases.Party": "role kind status wanted_role", "cases.CaseImport": "state office",
        "cases.ImportedCase": "office", "cases.ImportTable": "kind",
        "cases.Allegation": "finding standard subject_hearing root_cause",
        "cases.FairnessStep": "kind", "cases.RecoveryAmount": "kind", "cases.PublicReferral": "state advice",
        "cases.Action": "kind state level subject_level interim_kind route currency",
        "cases.MaterialityTrigger": "kind", "cases.LinkedReports": "ground", "cases.MaterialityDecision": "outcome",
        "accounts.DirectoryImport": "state", "accounts.DirectoryChange": "field state",
        "cases.CaseFile": "state", "cases.Privilege": "kind state",
        "cases.Case": "state queue country severity retaliation_risk outcome first_incident_precision",
        "cases.Message": "direction",
        "cases.RoutingRule": "country queue",
        "cases.Report": "kind counted_as mode later_mode channel language country concerns read_back",
        "cases.Recording": "channel", "cases.Withdrawal": "answer", "cases.Reclassification": "consent",
        "cases.IdentityRequest": "reason asked_queue state decided_queue answer ended_because",
        "cases.RetaliationCheck": "basis answer", "cases.RetaliationObservation": "kind",
        "cases.ReviewRequest": "decision",
        "cases.LetterText": "addressee result", "cases.OutcomeLetter": "result state",
        "cases.CaseLink": "kind", "cases.Merge": "state_before", "cases.SearchEntry": "source",
        "cases.QueueView": "filters", "cases.Flood": "kind", "cases.IncomingMail": "state reason",
        "cases.Questionnaire": "state", "cases.TopicQuestion": "kind",
        "cases.CaseTemplate": "kind", "cases.Task": "state", "cases.Interview": "state language mode",
        "cases.Statement": "state how", "cases.EvidenceCopy": "state held_because", "cases.CustodyEntry": "kind",
        "cases.RetentionRule": "country outcome bound starts_with", "cases.Deletion": "state stopped_because",
        "cases.Hold": "state", "cases.Minimising": "kind state reason", "cases.Insider": "shown",
        "cases.AuditorLogEntry": "means", "cases.DataRequest": "right channel state outcome ground",
        "cases.DataPart": "queue state", "cases.DataItem": "decision ground",
        "waivers.Waiver": "state classification classification_reason requested_class advice outcome",
        "waivers.BoardDecision": "mode zone outcome stopped_because",
        "waivers.ConsentSignature": "voided_because", "waivers.Condition": "state", "waivers.Opinion": "advice",
        "waivers.WaiverFile": "part state held_because",
        "waivers.ClassChange": "from_class from_reason to_class to_reason",
        "waivers.BoardVote": "attendance vote", "waivers.Insider": "shown",
        "code_of_ethics.CodeVersion": "state", "code_of_ethics.ContactPoint": "kind country days zone",
        "code_of_ethics.CodeTranslation": "language", "code_of_ethics.Affirmation": "read_in",
        "code_of_ethics.PromiseText": "promise language", "code_of_ethics.Declaration": "kind office state",
        "code_of_ethics.Gift": "direction kind country currency office state why_reviewed",
        "code_of_ethics.GiftLimit": "country currency",
        "code_of_ethics.Training": "countries levels", "code_of_ethics.TrainingAssignment": "source",
        "code_of_ethics.CompletionImport": "state",
        "code_of_ethics.ComplianceAudit": "state sample_method rating",
        "code_of_ethics.AuditFinding": "rating state agreement",
        "code_of_ethics.AffirmationCampaign": "countries levels", "code_of_ethics.StatedException": "office heard_by",
        "code_of_ethics.Disclosure": "state means means_permitted",
        "clocks.BusinessCalendar": "country subdivision zone", "clocks.Rule": "counts_from unit nature",
        "clocks.Clock": "zone", "accounts.LegalEntity": "country", "accounts.Person": "country",
        "accounts.RoleGrant": "role office", "audit.Signature": "how", "vault.SealedFile": "media_type",
        "cases.Attachment": "state held_because", "cases.OnCallDuty": "office", "cases.AlarmCall": "rung",
        "mfa.Authenticator": "type", "accounts.Designation": "role powers", "cases.ExitReading": "verdict",
    },
    "code": {
        "reporting.WebhookDelivery": "details",
        "cases.Recording": "tab", "cases.Hold": "references",
        "cases.AccessGrant": "reason", "cases.Case": "reference", "cases.Attachment": "neutral_name",
        "waivers.Waiver": "reference", "code_of_ethics.Disclosure": "clock_kind public_slug",
        "clocks.BusinessCalendar": "code", "clocks.Rule": "kind", "clocks.Clock": "kind",
        "accounts.Notice": "kind once",
        "accounts.Job": "kind", "accounts.Heartbeat": "name", "audit.Entry": "verb", "vault.DataKey": "wrapped_by",
        "vault.Secret": "purpose wrapped_by", "vault.RetiredWrappingKey": "name", "vault.SealedFile": "storage_name",
    },
    "key": {
        "reporting.WebhookDelivery": "source_id",
        "accounts.Designation": "topics", "cases.CaseImport": "columns",
        "waivers.ImplicitWaiver": "source_kind",
        "reporting.CommitteeNotice": "source_kind", "code_of_ethics.Disclosure": "source_kind",
        "cases.Merge": "parties_there", "clocks.Clock": "subject_kind", "accounts.Notice": "about_kind about_id",
        "accounts.FormReceipt": "result_kind result_id", "audit.Entry": "subject_kind subject_id actor_id",
        "audit.SharedKey": "subject_kind", "audit.Head": "subject_kind subject_id", "audit.Seal": "heads",
        "audit.Signature": "signer_id",
    },
    "digest": {
        "reporting.Digest": "scope_digest content_sha256 seal", "reporting.FeedToken": "digest",
        "cases.ReporterIdentity": "person_digest",
        "cases.Report": "access_key_digest", "cases.PendingForm": "token_digest", "cases.PickUpCode": "digest",
        "cases.Party": "forgotten_digest", "cases.Minimising": "passage_digest resealed",
        "cases.CaseImport": "sha256", "cases.ImportMention": "person_digest",
        "cases.ImportedCase": "old_reference_digest",
        "cases.ManagerReferral": "referrer_digest", "cases.IncomingMail": "message_digest sender_digest reply_digest",
        "cases.Statement": "code_digest", "cases.TakenUpException": "exception_digest",
        "code_of_ethics.CodeVersion": "sha256", "code_of_ethics.CodeTranslation": "sha256 original_sha256",
        "code_of_ethics.Affirmation": "version_sha256",
        "accounts.FormReceipt": "key", "accounts.DirectoryImport": "sha256",
        "audit.Entry": "previous hash", "audit.Head": "hash mac",
        "audit.Seal": "previous hash", "audit.Signature": "document_sha256 signature key_fingerprint",
        "vault.DataKey": "wrapped", "vault.Secret": "wrapped",
    },
    "directory": {
        "accounts.LegalEntity": "name", "accounts.Unit": "name",
        "accounts.Person": "given_name family_name email job_title", "accounts.NameWord": "word",
        "audit.Signature": "signer_name",
    },
    "published": {
        "code_of_ethics.CodeVersion": "title body plain_summary legal_summary technical_reason",
        "code_of_ethics.CodeTranslation": "title body",
        "code_of_ethics.Provision": "key number part title text item_406b topics",
        "code_of_ethics.Topic": "slug name question examples provision_key trigger group translations",
        "code_of_ethics.ContactPoint": "name address languages translations", "code_of_ethics.PromiseText": "text",
        "code_of_ethics.Policy": "title summary provision_keys link", "code_of_ethics.Training": "title code link",
        "cases.Questionnaire": "channel_name channel_for channel_contact translations",
        "cases.TopicQuestion": "text help_text choices translations",
        "code_of_ethics.Disclosure": "reason posted_text filing_reference", "clocks.Rule": "name source",
        "clocks.DeadlineChange": "source",
        "cases.RetentionRule": "source", "reporting.Benchmark": "source",
        "audit.Signature": "statement",
    },
    "settings": {
        "cases.LibraryAnswer": "title text", "cases.CaseTemplate": "title opening lines",
        "cases.LetterText": "text",
        "cases.RoutingRule": "name", "cases.Case": "routed_because", "clocks.BusinessCalendar": "name",
        "reporting.FeedToken": "name", "reporting.Webhook": "name",
        "clocks.Closure": "reason", "clocks.Clock": "cancelled_reason", "clocks.Pause": "reason",
        "clocks.DeadlineChange": "reason",
        "waivers.BoardDecision": "resolution",
    },
    "account": {
        "accounts.User": "password email", "sessions.Session": "session_key session_data",
        "account.EmailAddress": "email", "account.EmailConfirmation": "key", "mfa.Authenticator": "data",
        "auth.Permission": "name codename", "auth.Group": "name", "contenttypes.ContentType": "app_label model",
    },
}  # fmt: skip

# Planted words that are meant to lie in clear: published, or about no case.
IN_CLEAR = frozenset(
    {
        "library.draft",
        "library.published",
        "code.draft",
        "promise.draft",
        "code.translation",
        "policy.draft",
        "routing.proposed",
        "routing.in_force",
        "disclosed.draft_text",
        "templates.draft",
        "templates.plan",
        "templates.questions",
        "questionnaires.asked",
        "questionnaires.drafted",
    }
)


def plain_columns() -> set[str]:
    """`app.Model.column` of every column that is listed as plain."""
    listed = [
        f"{model}.{column}"
        for models in PLAIN.values()
        for model, columns in models.items()
        for column in columns.split()
    ]
    assert len(listed) == len(set(listed)), "a column is listed twice"
    return set(listed)
