"""Where an import of the directory stands, and a change that waits for a second person."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ImportState(TextChoices):
    """How far an import is."""

    DRAFT = "DRAFT", _("Looked at")
    TAKEN = "TAKEN", _("Taken over")


class ChangeState(TextChoices):
    """What became of a change that lowers a wall or a class."""

    WAITING = "WAITING", _("Waits for a second person")
    AGREED = "AGREED", _("Agreed to")
    DECLINED = "DECLINED", _("Turned down")


class GuardedField(TextChoices):
    """What walls, routing and classes hang on (DECISIONS 43)."""

    GIVEN_NAME = "given_name", _("Given name")
    FAMILY_NAME = "family_name", _("Family name")
    MANAGER = "manager", _("Manager")
    IS_DIRECTOR = "is_director", _("Director")
    IS_EXECUTIVE_OFFICER = "is_executive_officer", _("Executive officer")
    IS_COVERED_OFFICER = "is_covered_officer", _("Covered SEC officer")
    IS_CHIEF_EXECUTIVE = "is_chief_executive", _("Chief executive")
    IS_FINANCE_CHIEF = "is_finance_chief", _("Finance chief")
    HAS_CONTROL_ROLE = "has_control_role", _("Control role")
