"""An upload becomes a sealed file, once it is known for what it is; or it is refused with a sentence."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import Sum
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

from vault.models import DataKey, SealedFile
from vault.sniffing import HEAD_BYTES, Refusal, sniff
from vault.uploads import NO_ROOM, SealedUpload

NO_MORE_ROOM = _("All files of one report together can't be larger than %(limit)s. This one was not stored.")


@dataclass(frozen=True)
class RefusedFile:
    """A file that was not taken, and the sentence that says why."""

    name: str
    sentence: Any
    # Nothing is wrong with the file: there is no room for it, or there are too many at the moment.
    for_want_of_room: bool = False


def seal_upload(upload: SealedUpload, *, data_key: DataKey, on: date) -> SealedFile | RefusedFile:
    """One uploaded file, sealed under `data_key`; or why it can't be taken."""
    answer = media_type_of(upload)
    if isinstance(answer, RefusedFile):
        return answer
    name = upload.name or "file"
    if _size_under(data_key) + (upload.size or 0) > settings.UPLOAD_REPORT_LIMIT:
        return RefusedFile(name, NO_MORE_ROOM % {"limit": filesizeformat(settings.UPLOAD_REPORT_LIMIT)})
    return SealedFile.objects.seal(upload.chunks(), name=name, data_key=data_key, on=on, media_type=answer)


def _size_under(data_key: DataKey) -> int:
    """What the files of one report take, clean copies included: a report and its form share one key."""
    return SealedFile.objects.filter(data_key=data_key).aggregate(total=Sum("size"))["total"] or 0


def media_type_of(upload: SealedUpload) -> RefusedFile | str:
    """What an upload is by its bytes, or why it can't be taken."""
    name = upload.name or "file"
    if upload.refusal:
        return RefusedFile(name, upload.refusal_sentence, for_want_of_room=upload.refusal == NO_ROOM)
    reader = upload.opened()
    reader.seek(0)
    head = reader.read(HEAD_BYTES)
    reader.seek(0)
    kind = sniff(head, name, reader)
    reader.seek(0)
    return RefusedFile(name, kind.sentence) if isinstance(kind, Refusal) else kind.media_type
