"""The record: reports, cases and everything that hangs from them."""

from cases.models.access import AccessGrant, CaseReading, Conflict
from cases.models.action import Action, ActionNote, RecoveryAmount
from cases.models.afterwards import Rating, Reclassification, Withdrawal
from cases.models.allegation import Allegation, FairnessStep
from cases.models.appointment import Appointment
from cases.models.auditor_log import AuditorLogEntry
from cases.models.care import RetaliationCheck, RetaliationObservation
from cases.models.case import Case
from cases.models.case_file import CaseFile
from cases.models.case_import import CaseImport, ImportedCase, ImportMention, ImportTable
from cases.models.case_template import CaseTemplate
from cases.models.danger import AlarmCall, DangerAlarm, OnCallDuty
from cases.models.data_request import DataItem, DataPart, DataRequest
from cases.models.dialogue import Message, Note
from cases.models.evidence import Attachment, OriginalOpening
from cases.models.evidence_item import CustodyEntry, EvidenceCopy, EvidenceItem, IntegrityCheck
from cases.models.exit_reading import ExitReading
from cases.models.flood import Flood
from cases.models.hold import Hold, HoldPerson, HoldTopic
from cases.models.hotline_test import HotlineTest
from cases.models.identity import IdentityRequest, IdentityView
from cases.models.insider import Insider, InsiderList
from cases.models.interview import Interview, InterviewMove, Statement
from cases.models.letter import LetterText, OutcomeLetter
from cases.models.library import LibraryAnswer
from cases.models.link import CaseLink, WordMark
from cases.models.linked_reports import LinkedReports, LinkedReportsEnd
from cases.models.mail import IncomingMail, MailDownload, MailMention
from cases.models.materiality import MaterialityDecision, MaterialityTrigger
from cases.models.merge import Merge
from cases.models.minimising import Minimising
from cases.models.party import Party
from cases.models.privilege import Privilege
from cases.models.public_referral import HandedOver, PublicReferral
from cases.models.questionnaire import Questionnaire, TopicQuestion
from cases.models.recording import ManagerReferral, PickUpCode, Recording
from cases.models.report import PendingForm, PendingUpload, Report, ReporterIdentity
from cases.models.retention import Deletion, RetentionRule
from cases.models.review import ReviewRequest
from cases.models.routing import RoutingRule
from cases.models.search import QueueView, SearchEntry
from cases.models.taken_up import TakenUpException
from cases.models.task import Task
from cases.models.topic_change import TopicChange

__all__ = [
    "AccessGrant",
    "Action",
    "ActionNote",
    "AlarmCall",
    "Allegation",
    "Appointment",
    "Attachment",
    "AuditorLogEntry",
    "Case",
    "CaseFile",
    "CaseImport",
    "CaseLink",
    "CaseReading",
    "CaseTemplate",
    "Conflict",
    "CustodyEntry",
    "DangerAlarm",
    "DataItem",
    "DataPart",
    "DataRequest",
    "Deletion",
    "EvidenceCopy",
    "EvidenceItem",
    "ExitReading",
    "FairnessStep",
    "Flood",
    "HandedOver",
    "Hold",
    "HoldPerson",
    "HoldTopic",
    "HotlineTest",
    "IdentityRequest",
    "IdentityView",
    "ImportMention",
    "ImportTable",
    "ImportedCase",
    "IncomingMail",
    "Insider",
    "InsiderList",
    "IntegrityCheck",
    "Interview",
    "InterviewMove",
    "LetterText",
    "LibraryAnswer",
    "LinkedReports",
    "LinkedReportsEnd",
    "MailDownload",
    "MailMention",
    "ManagerReferral",
    "MaterialityDecision",
    "MaterialityTrigger",
    "Merge",
    "Message",
    "Minimising",
    "Note",
    "OnCallDuty",
    "OriginalOpening",
    "OutcomeLetter",
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
    "RetaliationCheck",
    "RetaliationObservation",
    "RetentionRule",
    "ReviewRequest",
    "RoutingRule",
    "SearchEntry",
    "Statement",
    "TakenUpException",
    "Task",
    "TopicChange",
    "TopicQuestion",
    "Withdrawal",
    "WordMark",
]
