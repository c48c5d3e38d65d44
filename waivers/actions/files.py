"""Files of a request: sealed as they come, made safe by the clock, opened by those who may read what they belong to."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from accounts.models import Person
from accounts.moves import Refused
from accounts.notices import tell
from vault.cleaning.examining import Examined, examine
from vault.models import SealedFile
from vault.sealing import RefusedFile, seal_upload
from vault.states import FileState
from vault.uploads import SealedUpload
from waivers.actions.recording import note
from waivers.models import Clarification, Waiver, WaiverFile
from waivers.states import FilePart


def add_files(
    waiver: Waiver,
    uploads: Iterable[SealedUpload],
    *,
    part: FilePart,
    field_name: str = "uploads",
    clarification: Clarification | None = None,
    by: Person,
    at: datetime,
) -> list[WaiverFile]:
    """Seal files under the key of a request that the caller has locked; one that can't be taken refuses them all."""
    return [_add(waiver, upload, part, field_name, clarification, by, at) for upload in uploads]


def _add(
    waiver: Waiver,
    upload: SealedUpload,
    part: FilePart,
    field_name: str,
    clarification: Clarification | None,
    by: Person,
    at: datetime,
) -> WaiverFile:
    sealed = seal_upload(upload, data_key=waiver.data_key, on=localdate(at))
    if isinstance(sealed, RefusedFile):
        raise Refused(f"{sealed.name}: {sealed.sentence}", field_name)
    return WaiverFile.objects.create(
        waiver=waiver, part=part, clarification=clarification, file=sealed, added_by=by, added_at=at
    )


def drop_files(waiver: Waiver, files: Iterable[UUID]) -> None:
    """Take files out of a draft that the caller has locked. What was sent once stays: the database holds it."""
    for one in WaiverFile.objects.filter(waiver=waiver, part=FilePart.REQUEST, pk__in=list(files)):
        sealed = [file for file in (one.file, one.clean_file) if file is not None]
        one.delete()
        for file in sealed:
            file.delete()


@transaction.atomic
def open_file(one: WaiverFile, *, as_it_came: bool = False, by: Person, at: datetime) -> SealedFile:
    """Open the clean copy, or the file as it came; each opening is on the trail. The caller reads what is returned."""
    waiver = Waiver.objects.locked(one.waiver_id, by=by)
    readable = WaiverFile.objects.readable(with_minutes=waiver.may_read_deliberations(by))
    one = readable.get(pk=one.pk, waiver=waiver)
    file = one.file if as_it_came else one.clean_file
    if file is None:
        raise Refused(_("There is no clean copy of this file."))
    if file.data_key.is_destroyed:
        raise Refused(_("This file was deleted for good."))
    sentence = _("Opened a file as it came") if as_it_came else _("Opened a file")
    note(waiver, "open_file", sentence, by=by, at=at, facts={"file": str(one.pk)})
    return file


def clean_file(one: WaiverFile, *, at: datetime) -> bool:
    """Scan and clean one waiting file; whether it is settled now. It waits on while the scanner is away.

    Raises `OSError` where there is no room for a copy; the file then waits on as well.
    """
    found = examine(one, one.file, on=localdate(at))
    return found is not None and _settle(one, found, at)


@transaction.atomic
def _settle(one: WaiverFile, found: Examined, at: datetime) -> bool:
    """Keep the copy, or why there is none. Where somebody was quicker, the copy is an orphan and swept."""
    waiver = Waiver.objects.with_people().select_for_update(of=("self",)).get(pk=one.waiver_id)
    one = WaiverFile.objects.select_for_update(of=("self",)).select_related("added_by").get(pk=one.pk)
    if not one.is_waiting:
        return False
    if found.copy is not None:
        found.copy.save(force_insert=True)
    one.state = FileState.CLEANED if found.copy else FileState.HELD
    one.clean_file, one.held_because = found.copy, found.held_because
    one.save(update_fields=["state", "clean_file", "held_because"])
    verb, sentence = ("clean_file", _("A file was cleaned")) if found.copy else ("hold_file", _("A file is held"))
    facts = {"file": str(one.pk), "held_because": str(found.held_because)}
    note(waiver, verb, sentence, by=None, at=at, facts=facts)
    if one.is_infected:
        tell([one.added_by], "waiver_file_infected", about=waiver, at=at, once=str(one.pk))
    return True
