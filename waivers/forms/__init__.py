"""What people type about waivers."""

from waivers.forms.asking import AnswerForm, EditForm, RenewForm, RequestForm
from waivers.forms.board import (
    AgendaForm,
    AskToRevokeForm,
    ConsentForm,
    MeetingForm,
    RevocationConsentForm,
    SignConsentForm,
)
from waivers.forms.conditions import ConditionClosingForm, ConditionForm, ConditionReportForm
from waivers.forms.deciding import (
    ApproveForm,
    AskOpinionForm,
    ClearForm,
    GiveOpinionForm,
    QuestionForm,
    RaiseClassForm,
    ReasonsForm,
    RecommendForm,
    RevokeForm,
)
from waivers.forms.register import ExportForm, RegisterFilterForm

__all__ = [
    "AgendaForm",
    "AnswerForm",
    "ApproveForm",
    "AskOpinionForm",
    "AskToRevokeForm",
    "ClearForm",
    "ConditionClosingForm",
    "ConditionForm",
    "ConditionReportForm",
    "ConsentForm",
    "EditForm",
    "ExportForm",
    "GiveOpinionForm",
    "MeetingForm",
    "QuestionForm",
    "RaiseClassForm",
    "ReasonsForm",
    "RecommendForm",
    "RegisterFilterForm",
    "RenewForm",
    "RequestForm",
    "RevocationConsentForm",
    "RevokeForm",
    "SignConsentForm",
]
