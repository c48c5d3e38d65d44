"""People, what they may do, and how the Portal reaches them."""

from accounts.models.absence import Absence
from accounts.models.designation import Designation
from accounts.models.directory import LegalEntity, Person, ReportingLine, Unit, read_roles
from accounts.models.importing import DirectoryChange, DirectoryImport
from accounts.models.names import NameWord
from accounts.models.outbox import FormReceipt, Heartbeat, Job, Notice
from accounts.models.role_grant import RoleGrant
from accounts.models.user import User

__all__ = [
    "Absence",
    "Designation",
    "DirectoryChange",
    "DirectoryImport",
    "FormReceipt",
    "Heartbeat",
    "Job",
    "LegalEntity",
    "NameWord",
    "Notice",
    "Person",
    "ReportingLine",
    "RoleGrant",
    "Unit",
    "User",
    "read_roles",
]
