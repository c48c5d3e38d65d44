"""Call-back: a caller without internet speaks the pick-up code, hears the office's messages and answers.

The operator sees what is open between office and reporter, and nothing else of the case. Each use is on the case's
trail; for an anonymous report by the day, because the telephone knows the hour (DECISIONS 22).
"""

import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Person
from accounts.moves import Refused
from accounts.roles import Role
from audit.trail import record, refusals_since
from cases.access_keys import access_key_digest
from cases.access_keys import normalised as as_key
from cases.actions.dialogue import read_messages
from cases.actions.pick_up import give_pick_up_code, report_of_pick_up_code
from cases.actions.speaking_up import answer_once
from cases.models import Case, Message, Report
from cases.pick_up_codes import Busy, digest_of_a_try, pick_up_code_of
from cases.pick_up_codes import normalised as as_code

# An operator mishears now and then; whoever tries codes out is stopped, and both are on their own trail.
MOST_REFUSALS, WITHIN = 10, timedelta(hours=1)


@transaction.atomic
def open_call_back(spoken: str, *, by: Person, at: datetime) -> Report:
    """The report of a spoken pick-up code or access key; its messages count as read, because they are read out now.

    Raises `Refused`: in the same words for what is wrong, too old, exchanged, or about somebody's own matter.
    """
    _check_operator(by)
    report = report_of_a_try(spoken, by=by, at=at, field_name="spoken")
    if report is None or report.case.walls_off(by):
        raise Refused(
            _("We can’t find anything with this. Please let the caller repeat it, and compare digit by digit."),
            "spoken",
        )
    case = Case.objects.locked(report.case_id, by=None)
    read_messages(report, at=at)
    sentence = "Read the office's messages out in a call-back"
    record(case, "open_call_back", by=by, at=report.moment(at), sentence=sentence)
    return report


@transaction.atomic
def answer_on_the_phone(report: Report, *, body: str, receipt: str, by: Person, at: datetime) -> Message:
    """What the caller answers, written down word for word. Sent again with the same receipt, it is the same message."""
    return answer_once(_open_to(report, by), body=body, receipt=receipt, taken_down_by=by, at=at)


@transaction.atomic
def renew_pick_up_code(report: Report, *, by: Person, at: datetime) -> str:
    """A new code with fourteen days more, for a caller who will call again. The old one leads nowhere any more."""
    report = _open_to(report, by)
    if report.access_key_digest is not None:
        raise Refused(_("This caller has an access key by now, and needs no code."))
    case = Case.objects.locked(report.case_id, by=None)
    code = pick_up_code_of(secrets.token_hex(32))
    give_pick_up_code(report, code, on=timezone.localdate(at))
    record(case, "renew_pick_up_code", by=by, at=report.moment(at), sentence="Gave the caller a new pick-up code")
    return code


def report_of_a_try(spoken: str, *, by: Person, at: datetime, field_name: str) -> Report | None:
    """The report of a pick-up code or an access key. Raises `Refused` at whoever tries many that lead nowhere."""
    if refusals_since(by, at - WITHIN) >= MOST_REFUSALS:
        raise Refused(
            _("There were many codes that lead nowhere. Please wait an hour, or let a colleague try."), field_name
        )
    if code := as_code(spoken):
        try:
            return report_of_pick_up_code(digest_of_a_try(code), on=timezone.localdate(at))
        except Busy:
            raise Refused(_("One moment, please: other codes are being looked up. Press the button again.")) from None
    if not as_key(spoken):
        return None
    found = Report.objects.filter(access_key_digest=access_key_digest(spoken), data_key__destroyed_on__isnull=True)
    return found.select_related("data_key", "case", "topic").first()


def _open_to(report: Report, by: Person) -> Report:
    """The report, locked, if an operator whom no wall cuts off goes on with it. Raises `Report.DoesNotExist`."""
    _check_operator(by)
    report = Report.objects.select_for_update(of=("self",), no_key=True).get(pk=report.pk)
    if report.case.walls_off(by):
        raise Report.DoesNotExist
    return report


def _check_operator(by: Person) -> None:
    if Role.HELPLINE_OPERATOR not in by.roles:
        raise Refused(_("Only operators of the help line call back."))
