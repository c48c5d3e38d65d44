"""What a reporter does with a form: send it once however often it is sent, keep its key, answer later.

These moves never pass through `accounts.door.perform`: its record of a refusal names who was refused, and would tie a
person to a report.
"""

import uuid
from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import FormReceipt, Person
from accounts.moves import Refused
from cases.access_keys import access_key_of
from cases.actions.dialogue import answer_as_reporter
from cases.actions.intake import ReportFacts, submit_report
from cases.actions.uploads import lock_pending_form, no_room_for
from cases.models import Message, PickUpCode, Report
from vault.models import SealedFile
from vault.sealing import RefusedFile, seal_upload
from vault.uploads import SealedUpload


@transaction.atomic
def send_form(
    token: str,
    facts: ReportFacts,
    *,
    by: Person | None,
    at: datetime,
    on: date | None = None,
    seems_new: bool = False,
) -> Report:
    """Make the form a report. However often and however simultaneously it is sent, it becomes one (DECISIONS 26).

    Every form has a key; who is signed in needs none, and is not shown it. `on` is the day it was received, if earlier.
    `seems_new`: nothing was known of the form a moment ago.
    """
    coming = uuid.uuid4()
    form = lock_pending_form(token, at=at, becomes=coming, seems_new=seems_new)
    if form.report_id not in (None, coming):
        return Report.objects.get(pk=form.report_id)
    access_key = "" if by else access_key_of(token)
    report = submit_report(facts, by=by, at=at, access_key=access_key, pending=form, on=on, pk=coming)
    if form.report_id is None:
        form.report = report
        form.save(update_fields=["report"])
    return report


@transaction.atomic
def confirm_key(token: str, *, at: datetime) -> None:
    """The reporter has kept the key: the token is spent, and nothing shows the key again."""
    form = lock_pending_form(token, at=at)
    if form.report is None:
        raise Refused(_("This form has not been sent yet."))
    form.spent = True
    form.save(update_fields=["spent"])
    # Whoever came with a pick-up code has a key now, and the code has done its work.
    PickUpCode.objects.filter(report=form.report).delete()


@transaction.atomic
def answer_once(
    report: Report,
    *,
    body: str,
    typed_names: str = "",
    uploads: Iterable[SealedUpload] = (),
    receipt: str,
    taken_down_by: Person | None = None,
    by: Person | None = None,
    at: datetime,
) -> Message:
    """A reporter's word with its files. Sent again with the same receipt, it is the same message."""
    # Locked first: of two sendings at once the second then finds the first one's receipt.
    report = Report.objects.select_for_update(of=("self",), no_key=True).get(pk=report.pk)
    taken = FormReceipt.objects.take(receipt, of="reporter", on=timezone.localdate(at))
    if taken.result_id:
        return report.messages.get(pk=taken.result_id)
    files = [_sealed(upload, report, at) for upload in uploads]
    message = answer_as_reporter(
        report, body=body, typed_names=typed_names, files=files, taken_down_by=taken_down_by, by=by, at=at
    )
    taken.keep(message)
    return message


def _sealed(upload: SealedUpload, report: Report, at: datetime) -> SealedFile:
    day = timezone.localdate(at)
    refused = no_room_for([upload], on=day)
    kept = refused[0] if refused else seal_upload(upload, data_key=report.data_key, on=day)
    if isinstance(kept, RefusedFile):
        # Raised, so that nothing of the message is kept; the view has shown each file's own sentence before.
        raise Refused(kept.sentence, "uploads")
    return kept
