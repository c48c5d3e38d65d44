"""The record: reports, cases and everything that hangs from them."""

from cases.models.access import AccessGrant, CaseReading, Conflict
from cases.models.action import Action, ActionNote, RecoveryAmount
from cases.models.afterwards import Rating, Reclassification, Withdrawal
from cases.models.allegation import Allegation, FairnessStep
from cases.models.case import Case
from cases.models.case_file import CaseFile
from cases.models.danger import AlarmCall, DangerAlarm, OnCallDuty
from cases.models.dialogue import Message, Note
from cases.models.evidence import Attachment, OriginalOpening
from cases.models.flood import Flood
from cases.models.identity import IdentityRequest, IdentityView
from cases.models.library import LibraryAnswer
from cases.models.link import CaseLink, WordMark
from cases.models.mail import IncomingMail, MailMention
from cases.models.materiality import MaterialityDecision, MaterialityTrigger
from cases.models.merge import Merge
from cases.models.party import Party
from cases.models.privilege import Privilege
from cases.models.public_referral import HandedOver, PublicReferral
from cases.models.questionnaire import Questionnaire, TopicQuestion
from cases.models.recording import ManagerReferral, PickUpCode, Recording
from cases.models.report import PendingForm, PendingUpload, Report, ReporterIdentity
from cases.models.routing import RoutingRule
from cases.models.search import QueueView, SearchEntry

__all__ = [
    "AccessGrant",
    "Action",
    "ActionNote",
    "AlarmCall",
    "Allegation",
    "Attachment",
    "Case",
    "CaseFile",
    "CaseLink",
    "CaseReading",
    "Conflict",
    "DangerAlarm",
    "FairnessStep",
    "Flood",
    "HandedOver",
    "IdentityRequest",
    "IdentityView",
    "IncomingMail",
    "LibraryAnswer",
    "MailMention",
    "ManagerReferral",
    "MaterialityDecision",
    "MaterialityTrigger",
    "Merge",
    "Message",
    "Note",
    "OnCallDuty",
    "OriginalOpening",
    "Party",
    "PendingForm",
    "PendingUpload",
    "PickUpCode",
    "Privilege",
    "PublicReferral",
    "Questionnaire",
    "QueueView",
    "Rating",
    "Reclassification",
    "Recording",
    "RecoveryAmount",
    "Report",
    "ReporterIdentity",
    "RoutingRule",
    "SearchEntry",
    "TopicQuestion",
    "Withdrawal",
    "WordMark",
]
