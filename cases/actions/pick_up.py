"""Pick-up codes: given to a caller, exchanged for an access key, forgotten when they are too old."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from audit.trail import record
from cases.access_keys import access_key_digest, access_key_of
from cases.actions.uploads import form_digest
from cases.models import Case, PendingForm, PickUpCode, Report
from cases.pick_up_codes import LIFE, exchange_token, pick_up_code_digest


def give_pick_up_code(report: Report, code: str, *, on: date) -> PickUpCode:
    """Let `code` lead to the report for fourteen days; one given before leads nowhere any more. The caller records."""
    PickUpCode.objects.filter(report=report).delete()
    return PickUpCode.objects.create(digest=pick_up_code_digest(code), report=report, expires_on=on + LIFE)


def report_of_pick_up_code(digest: str, *, on: date) -> Report | None:
    """The report of a code. Wrong, old and exchanged codes cost the same one query and find the same nothing."""
    found = PickUpCode.objects.filter(digest=digest, expires_on__gte=on, report__data_key__destroyed_on__isnull=True)
    code = found.select_related("report__data_key", "report__case__data_key", "report__topic").first()
    return code.report if code else None


@transaction.atomic
def exchange_pick_up_code(code: str, digest: str, *, at: datetime) -> str:
    """Give the report of a code its access key; returns the token that shows it, or "" for a code that finds nothing.

    Until the reporter has confirmed the key, the same code shows the same key again; then the code is gone.
    """
    day = timezone.localdate(at)
    found = report_of_pick_up_code(digest, on=day)
    if found is None:
        return ""
    report = Report.objects.select_for_update(of=("self",), no_key=True).get(pk=found.pk)
    token = exchange_token(code, report.pk)
    form, is_first = PendingForm.objects.get_or_create(
        token_digest=form_digest(token), defaults={"data_key": report.data_key, "started_on": day, "report": report}
    )
    if form.spent:
        return ""
    if is_first:
        report.access_key_digest = access_key_digest(access_key_of(token))
        report.save(update_fields=["access_key_digest"])
        case = Case.objects.locked(report.case_id, by=None)
        sentence = "Exchanged the pick-up code for an access key"
        record(case, "exchange_pick_up_code", by="the reporter", at=report.moment(at), sentence=sentence)
    return token


def forget_pick_up_codes(*, before: date) -> int:
    """The sweep: codes whose fourteen days are over."""
    deleted, _each = PickUpCode.objects.filter(expires_on__lt=before).delete()
    return deleted
