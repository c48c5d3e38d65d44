"""Taking the register out of the Portal."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Person
from accounts.moves import Refused
from audit.trail import record
from waivers.models.queries import REGISTER_ROLES


@transaction.atomic
def export_register(
    person: Person, *, kind: str, count: int, asked: Mapping[str, str], by: Person, at: datetime
) -> int:
    """Put on the trail of `person`, who reads the register, that they took `count` rows out as `kind`."""
    if person.pk != by.pk or not by.roles & REGISTER_ROLES:
        raise Refused(_("The register is for those who decide and oversee waivers."))
    facts = {"kind": kind, "rows": count, "filters": dict(asked)}
    record(person, "export_register", by=by, at=at, sentence=_("Took out the register of waivers"), facts=facts)
    return count
