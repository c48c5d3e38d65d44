"""Waivers of the Code, the questions asked about them, and what the Board decided."""

from waivers.models.board import BoardDecision
from waivers.models.clarification import Clarification
from waivers.models.class_change import ClassChange
from waivers.models.condition import Condition
from waivers.models.consent import ConsentSignature, DirectorRecusal
from waivers.models.file import WaiverFile
from waivers.models.implicit import ImplicitWaiver
from waivers.models.insider import Insider, InsiderList
from waivers.models.opinion import Opinion
from waivers.models.vote import BoardVote
from waivers.models.waiver import Waiver

__all__ = [
    "BoardDecision",
    "BoardVote",
    "Clarification",
    "ClassChange",
    "Condition",
    "ConsentSignature",
    "DirectorRecusal",
    "ImplicitWaiver",
    "Insider",
    "InsiderList",
    "Opinion",
    "Waiver",
    "WaiverFile",
]
