"""Files on their way: sealed at once, checked for what they are, and kept for a day until the form is sent."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.models import PendingForm, PendingUpload
from cases.room import has_room_for
from vault.digests import keyed_digest
from vault.models import DataKey, SealedFile
from vault.rows import insert_new
from vault.sealing import RefusedFile, media_type_of, seal_upload
from vault.settled import Settled
from vault.uploads import SealedUpload

TOO_MANY = _("There are already as many files as one form can take. You can add this one later, with your access key.")
NO_ROOM_NOW = _("This file was not stored: there is no room for files at the moment.")
SENT_ALREADY = _("This form has been sent already. You can add files with your access key.")


@transaction.atomic
def open_pending_form(token: str, *, at: datetime) -> PendingForm:
    """The row of a public form, made at its first use. Only a keyed digest of the token is kept."""
    return _found_or_made(_known_forms, token, at)


def lock_pending_form(token: str, *, at: datetime, becomes: UUID | None = None, seems_new: bool = False) -> PendingForm:
    """The same row, locked until the end of the transaction: of two sendings at once the second waits here.

    Where it is made only now it says already which report it `becomes`; the caller writes that one next. A form that
    `seems_new`, because the caller has just looked, is looked for only where another request has made it since.
    """
    return _found_or_made(_locked_forms, token, at, becomes, seems_new=seems_new)


def pending_form_of(token: str) -> PendingForm | None:
    """The row of a public form, if it has one yet: at the first file, or at sending."""
    return next(iter(_known_forms(form_digest(token))), None)


_known_forms = Settled(lambda digest: PendingForm.objects.filter(token_digest=digest))
_locked_forms = Settled(lambda digest: PendingForm.objects.select_for_update(of=("self",)).filter(token_digest=digest))


def _found_or_made(
    known: Settled[PendingForm], token: str, at: datetime, becomes: UUID | None = None, *, seems_new: bool = False
) -> PendingForm:
    """Of two requests at once one insert wins, and both then read the winner's row."""
    digest = form_digest(token)
    if not seems_new and (found := known(digest)):
        return found[0]
    # What becomes a report now opens a case too, which has a key of its own.
    key, *more = DataKey.objects.mint_several(2 if becomes else 1)
    made = PendingForm(token_digest=digest, data_key=key, started_on=timezone.localdate(at), report_id=becomes)
    if insert_new([made]):
        made.is_new, made.key_of_case = True, next(iter(more), None)
        return made
    for minted in (key, *more):
        minted.delete()
    [winner] = known(digest)
    return winner


def form_digest(token: str) -> str:
    return keyed_digest("public-form", token)


def keep_uploads(
    form: PendingForm, uploads: Iterable[SealedUpload], *, at: datetime, from_a_form: bool = True
) -> list[RefusedFile]:
    """Add files to a form that is being filled; returns those that were refused, each with its sentence.

    The quota is for what comes `from_a_form` that anybody may fill in: mails and what operators record are beside it.
    """
    refused = []
    day = timezone.localdate(at)
    for upload in uploads:
        no_room = no_room_for([upload], on=day) if from_a_form else []
        kept = no_room[0] if no_room else _keep_one(form, upload, day)
        if isinstance(kept, RefusedFile):
            refused.append(kept)
    return refused


def _keep_one(form: PendingForm, upload: SealedUpload, day: date) -> SealedFile | RefusedFile:
    if sentence := _no_place_in(form):
        return RefusedFile(upload.name or "file", sentence)
    # Sealed before the lock is taken: a large file holds nobody up.
    kept = seal_upload(upload, data_key=form.data_key, on=day)
    if isinstance(kept, RefusedFile):
        return kept
    with transaction.atomic():
        form = PendingForm.objects.select_for_update(of=("self",)).get(pk=form.pk)
        if sentence := _no_place_in(form):
            kept.delete()
            return RefusedFile(upload.name or "file", sentence)
        PendingUpload.objects.create(form=form, file=kept, position=_next_position(form))
    return kept


def _no_place_in(form: PendingForm) -> Any:
    """Why a form takes no more files; empty while it does."""
    if form.report_id is not None:
        return SENT_ALREADY
    return TOO_MANY if form.uploads.count() >= settings.UPLOAD_FILES_PER_FORM else ""


def refused_among(uploads: Iterable[SealedUpload], *, on: date) -> list[RefusedFile]:
    """Those of some uploads that can't be taken, each with its sentence. Nothing is stored."""
    listed = list(uploads)
    checked = [media_type_of(upload) for upload in listed]
    return [answer for answer in checked if isinstance(answer, RefusedFile)] or no_room_for(listed, on=on)


def no_room_for(uploads: Iterable[SealedUpload], *, on: date) -> list[RefusedFile]:
    """All of some uploads together, where the company's room for files from forms does not hold them."""
    listed = list(uploads)
    if not listed or has_room_for(sum(upload.size or 0 for upload in listed), on=on):
        return []
    return [RefusedFile(upload.name or "file", NO_ROOM_NOW, for_want_of_room=True) for upload in listed]


@transaction.atomic
def remove_pending_upload(form: PendingForm, pk: Any) -> None:
    """Take a file out of a form again."""
    # Compared as text: `pk` comes from a button, and may be anything.
    own = form.uploads.select_related("file__data_key")
    upload = next((upload for upload in own if str(upload.pk) == str(pk)), None)
    if upload is not None:
        _discard(upload)


def _discard(upload: PendingUpload) -> None:
    file = upload.file
    upload.delete()
    file.delete()


def _next_position(form: PendingForm) -> int:
    last = form.uploads.order_by("-position").values_list("position", flat=True).first()
    return (last or 0) + 1


def forget_pending_forms(*, before: date) -> int:
    """Delete forms that were begun before a day and never sent, with their files and keys."""
    forgotten = 0
    # The files of a recording stay as long as its draft does.
    for form in PendingForm.objects.filter(started_on__lt=before, recording__isnull=True):
        with transaction.atomic():
            discard_pending_form(form, on=before)
            forgotten += 1
    return forgotten


def discard_pending_form(form: PendingForm, *, on: date) -> None:
    """Delete a form with its files, and its key unless a report has taken it over."""
    for upload in form.uploads.select_related("file__data_key"):
        _discard(upload)
    if form.report_id is None:
        # Those too whose process died between sealing them and giving them their place.
        for file in SealedFile.objects.filter(data_key=form.data_key):
            file.delete()
        form.data_key.destroy(on=on)
    form.delete()
