"""Adding a mail to what was reported before, where no token in its address says so."""

from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Person
from accounts.moves import Refused
from audit.trail import record
from cases.actions.calling_back import report_of_a_try
from cases.actions.mail_intake import write_reply
from cases.actions.mailbox import read_if_possible
from cases.mail_reading import ReadMail
from cases.models import Case, IncomingMail, Report
from cases.states.mail import MailState
from cases.workflow.mailbox import THREAD_MAIL
from cases.workflow.terms import WORKERS


@transaction.atomic
def thread_mail(
    mail: IncomingMail,
    *,
    to: str,
    report: Report | None = None,
    text: str = "",
    reason: str,
    by: Person,
    at: datetime,
) -> IncomingMail:
    """Add a mail to a report as the word of its reporter.

    `to` is the reference of a case that `by` works, or a code or key that the sender wrote; `report` says which one,
    where the case holds several. Who sent the mail stays sealed with it. Raises `Refused` in the same words for what
    does not exist and for what `by` may not know of.
    """
    mail = IncomingMail.objects.locked(mail.pk, by=by)
    THREAD_MAIL.check(by, mail)
    read = _as_read(mail, text)
    found = _report_in(to, report, by) or report_of_a_try(to, by=by, at=at, field_name="to")
    if found is None or found.case.walls_off(by):
        raise Refused(_("We can’t find anything with this. Please compare it with what the sender wrote."), "to")
    write_reply(mail, read, found, at=at)
    mail.state, mail.report = MailState.THREADED, found
    mail.decided_by, mail.decided_at, mail.decision_reason = by, at, reason
    mail.save()
    sentence, facts = _("Added the mail to a report by hand"), {"report": str(found.pk)}
    record(mail, THREAD_MAIL.verb, by=by, at=at, sentence=sentence, facts=facts)
    record(found.case, "take_in_mail", by=by, at=at, sentence=_("Added a mail to a report by hand"), facts=facts)
    return mail


def _as_read(mail: IncomingMail, text: str) -> ReadMail:
    read = read_if_possible(mail)
    if text:
        read = replace(read, text=text, subject="")
    if read.is_empty or (read.is_encrypted and not text):
        raise Refused(_("The Portal can't read what this mail says. Please write it down here."), "text")
    remark = _("Somebody at the mailbox judged that this mail belongs here, and added it by hand.")
    # Whoever writes anew, and does not answer, says half of it in the subject.
    whole = "\n\n".join(part for part in (read.subject, read.text) if part)
    return replace(read, text=whole, remarks=[*read.remarks, remark])


def case_worked(reference: str, person: Person) -> Case | None:
    """The case of this reference, if `person` sees and works it. A merged one lives on in another."""
    case: Case | None = Case.objects.visible_to(person).filter(reference=reference.strip().upper()).first()
    return case if case is not None and case.relations(person) & WORKERS else None


def _report_in(reference: str, report: Report | None, by: Person) -> Report | None:
    case = case_worked(reference, by)
    if case is None:
        return None
    # Asked again where it is written: the wall may have been raised since the page was shown.
    reports = list(Case.objects.locked(case.pk, by=by).reports.all()[:2])
    if report is None and len(reports) > 1:
        raise Refused(_("This case holds several reports. Please choose whose mail it is."), "report")
    if report is None:
        return reports[0] if reports else None
    return Report.objects.filter(case=case, pk=report.pk).first()
