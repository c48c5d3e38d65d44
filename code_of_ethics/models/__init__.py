"""The Code: its versions and provisions, what people may ask about, affirmations, audits, and the duty to disclose."""

from code_of_ethics.models.affirmation import Affirmation, DueDateExtension, PaperAffirmation
from code_of_ethics.models.audit_finding import AuditFinding
from code_of_ethics.models.campaign import AffirmationCampaign
from code_of_ethics.models.compliance_audit import ComplianceAudit
from code_of_ethics.models.contact import ContactPoint
from code_of_ethics.models.declaration import Declaration
from code_of_ethics.models.disclosure import Disclosure
from code_of_ethics.models.gift import Gift, GiftLimit
from code_of_ethics.models.policy import Policy
from code_of_ethics.models.promise import PromiseText
from code_of_ethics.models.stated_exception import ExceptionMatch, ExceptionMessage, StatedException
from code_of_ethics.models.topic import Topic
from code_of_ethics.models.training import CompletionImport, Training, TrainingAssignment, TrainingRelief
from code_of_ethics.models.translation import CodeTranslation
from code_of_ethics.models.version import CodeVersion, Provision

__all__ = [
    "Affirmation",
    "AffirmationCampaign",
    "AuditFinding",
    "CodeTranslation",
    "CodeVersion",
    "CompletionImport",
    "ComplianceAudit",
    "ContactPoint",
    "Declaration",
    "Disclosure",
    "DueDateExtension",
    "ExceptionMatch",
    "ExceptionMessage",
    "Gift",
    "GiftLimit",
    "PaperAffirmation",
    "Policy",
    "PromiseText",
    "Provision",
    "StatedException",
    "Topic",
    "Training",
    "TrainingAssignment",
    "TrainingRelief",
]
