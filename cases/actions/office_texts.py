"""What becomes of every text of the Compliance & Ethics office: the next version, into use, out of use."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from accounts.models import Person
from accounts.moves import Refused
from cases.models.office_text import OfficeText, edits_office_texts


def check_writer(by: Person) -> None:
    """Raises `Refused` for whoever is not in the office."""
    if not edits_office_texts(by):
        raise Refused(_("Only the Compliance & Ethics office writes these texts."))


def version_to_write(text: Any, *, by: Person, at: datetime) -> Any:
    """The draft itself, or an unsaved next version of what is in use, to be written by `by`.

    Raises `Refused` where a next version was begun already.
    """
    version = text
    if text.published_at is not None:
        if text.later_versions.filter(retired_at__isnull=True).exists():
            raise Refused(_("The next version of this text has been begun already. Please edit that one."))
        version = type(text)(number=text.number + 1, replaces=text)
    version.written_by, version.written_at = by, at
    return version


def put_into_use(text: OfficeText, *, by: Person, at: datetime) -> None:
    """In the place of the version before."""
    former = text.replaces
    if former is not None and former.retired_at is None:
        take_out_of_use(former, by=by, at=at)
    text.published_by, text.published_at = by, at
    text.save(update_fields=["published_by", "published_at"])


def take_out_of_use(text: OfficeText, *, by: Person, at: datetime) -> None:
    """What was made with it stays as it is."""
    text.retired_by, text.retired_at = by, at
    text.save(update_fields=["retired_by", "retired_at"])
