"""What somebody could not affirm becomes a case: read from its sealed talk, and routed like any other report."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from accounts.models import Person
from accounts.moves import Refused
from accounts.notices import tell
from audit.trail import record
from cases.actions.intake import ReportFacts, submit_report
from cases.models import Case, TakenUpException
from cases.models.taken_up import exception_digest
from cases.states.report import Mode
from cases.workflow.exceptions import TAKE_UP_EXCEPTION
from code_of_ethics.models import ExceptionMatch, StatedException, Topic


@transaction.atomic
def take_up_exception(exception: StatedException, *, topic: Topic, by: Person, at: datetime) -> StatedException:
    """Make a report of the talk. Its reporter is the affirmer, in confidence: whoever talked with them knows the name
    already, whoever works the case asks the custodian. The affirmer hears that it was done, and nothing else.

    Done twice it is refused; but whom the case walls off gets the answer that a first time gives, and nothing is done.
    """
    exception = StatedException.objects.locked(exception.pk, by=by)
    TAKE_UP_EXCEPTION.check(by, exception)
    if standing := TakenUpException.objects.of(exception).select_related("report").first():
        if Case.objects.visible_to(by).filter(pk=standing.report.case_id).exists():
            raise Refused(_("A report was made of this already."))
        return exception
    affirmer = exception.affirmation.person
    facts = ReportFacts(
        topic=topic, narrative=_told(exception)[: settings.NARRATIVE_LIMIT], mode=Mode.CONFIDENTIAL,
        country=affirmer.country, possibly_named=_standing(exception),
        reporter_name=affirmer.full_name, reporter_contact=affirmer.email,
    )  # fmt: skip
    report = submit_report(facts, by=affirmer, at=at)
    TakenUpException.objects.create(
        data_key=report.data_key,
        report=report,
        exception_digest=exception_digest(exception),
        exception_id_sealed=str(exception.pk),
        taken_up_by=by,
        taken_up_at=at,
    )
    sentence = _("Came from a talk with somebody who can’t affirm the Code")
    record(report.case, "came_from_a_talk", by="the ethics office", at=at, sentence=sentence)
    record(exception, TAKE_UP_EXCEPTION.verb, by=by, at=at, sentence=_("Passed on as a report"))
    tell([affirmer], "exception_taken_up", about=exception, at=at)
    return exception


def _standing(exception: StatedException) -> tuple[Person, ...]:
    """Whom the talk walls off stays walled off from the case, also where the text was cut or a name has changed."""
    standing = ExceptionMatch.objects.standing().filter(exception=exception)
    return tuple(match.person for match in standing.select_related("person"))


def _told(exception: StatedException) -> str:
    """The talk as one text, without the names of those who wrote: names would be taken for people of the report."""
    own = exception.affirmation.person_id
    said = [(True, exception.stated_at, str(exception.text))]
    messages = exception.messages.select_related("data_key")
    said += [(one.author_id == own, one.written_at, str(one.text)) for one in messages]
    return "\n\n".join(
        f"{_('The person') if is_own else _('The office')}, {date_format(localtime(when), 'j M Y H:i')}:\n{text}"
        for is_own, when, text in said
    )
