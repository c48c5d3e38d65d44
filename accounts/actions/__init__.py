"""Everything that changes people, their roles and their notices."""

from accounts.actions.directory import add_person, change_details, change_manager, record_leaving
from accounts.actions.directory_imports import (
    agree_to_change,
    decline_change,
    planned_by,
    take_directory,
    upload_directory,
)
from accounts.actions.importing import import_directory
from accounts.actions.notices import read_notice, read_notices, read_notices_of
from accounts.actions.roles import approve_role, decline_role, grant_first_role, propose_role, revoke_role

__all__ = [
    "add_person",
    "agree_to_change",
    "approve_role",
    "change_details",
    "change_manager",
    "decline_change",
    "decline_role",
    "grant_first_role",
    "import_directory",
    "planned_by",
    "propose_role",
    "read_notice",
    "read_notices",
    "read_notices_of",
    "record_leaving",
    "revoke_role",
    "take_directory",
    "upload_directory",
]
