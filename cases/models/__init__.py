"""The record: reports, cases and everything that hangs from them."""

from cases.models.access import AccessGrant, Conflict
from cases.models.afterwards import Rating, Reclassification, Withdrawal
from cases.models.allegation import Allegation
from cases.models.case import Case
from cases.models.danger import AlarmCall, DangerAlarm, OnCallDuty
from cases.models.dialogue import Message, Note
from cases.models.evidence import Attachment, OriginalOpening
from cases.models.flood import Flood
from cases.models.library import LibraryAnswer
from cases.models.link import CaseLink, WordMark
from cases.models.mail import IncomingMail, MailMention
from cases.models.materiality import MaterialityDecision, MaterialityTrigger
from cases.models.party import Party
from cases.models.questionnaire import Questionnaire, TopicQuestion
from cases.models.recording import ManagerReferral, PickUpCode, Recording
from cases.models.report import PendingForm, PendingUpload, Report, ReporterIdentity
from cases.models.routing import RoutingRule

__all__ = [
    "AccessGrant",
    "AlarmCall",
    "Allegation",
    "Attachment",
    "Case",
    "CaseLink",
    "Conflict",
    "DangerAlarm",
    "Flood",
    "IncomingMail",
    "LibraryAnswer",
    "MailMention",
    "ManagerReferral",
    "MaterialityDecision",
    "MaterialityTrigger",
    "Message",
    "Note",
    "OnCallDuty",
    "OriginalOpening",
    "Party",
    "PendingForm",
    "PendingUpload",
    "PickUpCode",
    "Questionnaire",
    "Rating",
    "Reclassification",
    "Recording",
    "Report",
    "ReporterIdentity",
    "RoutingRule",
    "TopicQuestion",
    "Withdrawal",
    "WordMark",
]
