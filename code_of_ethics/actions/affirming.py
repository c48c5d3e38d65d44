"""Answering: “I affirm”, “I affirm and disclose”, “I can't affirm”. And what the office does for somebody else."""

from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from accounts.actions import read_notices_of
from accounts.models import Person
from accounts.moves import Refused
from accounts.notices import tell
from accounts.roles import Office
from audit.trail import record
from code_of_ethics.actions.declaring import DeclarationFacts, declare
from code_of_ethics.actions.due_dates import check_later, move_due_date
from code_of_ethics.actions.hearing import end_judging, heed_names
from code_of_ethics.models import (
    Affirmation,
    CodeTranslation,
    Declaration,
    DueDateExtension,
    ExceptionMessage,
    PaperAffirmation,
    StatedException,
)
from code_of_ethics.models.offices import colleagues, office_for
from code_of_ethics.states import AffirmationState
from code_of_ethics.workflow import ANSWER_EXCEPTION, EXCUSE, EXTEND_AFFIRMATION, RECORD_PAPER
from vault.models import DataKey


@transaction.atomic
def affirm(affirmation: Affirmation, *, read_in: str = "", by: Person, at: datetime) -> Affirmation:
    """Affirm the Code, as read in a language. Only one's own, only once, and only what is still asked for."""
    affirmation = _own(affirmation, by)
    translation = _read_translation(affirmation, read_in)
    _affirm(affirmation, at, read_in)
    read_notices_of(affirmation.campaign, by=by, at=at)
    record(
        affirmation,
        "affirm",
        by=by,
        at=at,
        sentence=_("Affirmed version %(number)s") % {"number": affirmation.campaign.version.number},
        facts=_as_read(affirmation, translation),
    )
    return affirmation


@transaction.atomic
def affirm_and_declare(
    affirmation: Affirmation, *, facts: DeclarationFacts, read_in: str = "", by: Person, at: datetime
) -> Declaration:
    """Affirm the Code and disclose something about oneself, which an office reviews."""
    affirmed = affirm(affirmation, read_in=read_in, by=by, at=at)
    return declare(facts, affirmation=affirmed, by=by, at=at)


@transaction.atomic
def state_exception(affirmation: Affirmation, *, text: str, by: Person, at: datetime) -> StatedException:
    """Say that, and why, one can't affirm: opens a talk with an ethics office. One may still affirm later."""
    affirmation = _own(affirmation, by)
    if StatedException.objects.filter(affirmation=affirmation).exists():
        raise Refused(_("You have told us already. Please go on in that conversation."))
    office = office_for(by)
    exception = StatedException.objects.create(
        data_key=DataKey.objects.mint(),
        affirmation=affirmation,
        text=text.strip(),
        stated_at=at,
        office=office,
        heard_by=office.value,
        matched_at=at,
    )
    record(exception, "state_exception", by=by, at=at, sentence=_("Said that they can't affirm"))
    heed_names(exception, text, at=at)
    tell(exception.hearers(), "code_exception_stated", about=exception, at=at)
    return exception


@transaction.atomic
def answer_exception(exception: StatedException, *, text: str, by: Person, at: datetime) -> ExceptionMessage:
    """Write to the other side of the talk."""
    exception = StatedException.objects.locked(exception.pk, by=by)
    ANSWER_EXCEPTION.check(by, exception)
    message = ExceptionMessage.objects.create(
        data_key=exception.data_key, exception=exception, author=by, text=text.strip(), written_at=at
    )
    record(exception, ANSWER_EXCEPTION.verb, by=by, at=at, sentence=_("Wrote a message"))
    affirmer = exception.affirmation.person
    if by == affirmer:
        kind = "code_exception_stated" if heed_names(exception, text, at=at) else "code_exception_answered"
        tell(exception.hearers(), kind, about=exception, at=at, once=str(message.pk))
    else:
        tell([affirmer], "code_exception_answered", about=exception, at=at, once=str(message.pk))
    return message


@transaction.atomic
def excuse(exception: StatedException, *, reason: str, by: Person, at: datetime) -> StatedException:
    """Excuse somebody from affirming. It counts as done; the reason is the last message that they read."""
    exception = StatedException.objects.locked(exception.pk, by=by)
    EXCUSE.check(by, exception)
    if colleagues(Office.ETHICS_OFFICE).filter(pk__in=exception.walled_off()).exists():
        raise Refused(_("Somebody of the office may be named here, and would see that the person was excused."))
    affirmation = Affirmation.objects.select_for_update().get(pk=exception.affirmation_id)
    affirmation.excused_at, affirmation.excused_by = at, by
    affirmation.save(update_fields=["excused_at", "excused_by"])
    end_judging(affirmation, at=at)
    ExceptionMessage.objects.create(
        data_key=exception.data_key, exception=exception, author=by, text=reason.strip(), written_at=at
    )
    record(exception, EXCUSE.verb, by=by, at=at, sentence=_("Excused from affirming"))
    tell([affirmation.person], "code_exception_answered", about=exception, at=at, once="excused")
    return exception


@transaction.atomic
def extend_affirmation(affirmation: Affirmation, *, due_on: date, reason: str, by: Person, at: datetime) -> Affirmation:
    """Give somebody more time, with a reason."""
    affirmation = Affirmation.objects.locked(affirmation.pk, by=by)
    EXTEND_AFFIRMATION.check(by, affirmation)
    check_later(affirmation, due_on, at=at)
    DueDateExtension.objects.create(
        data_key=DataKey.objects.mint(),
        affirmation=affirmation,
        former_due_on=affirmation.due_on,
        due_on=due_on,
        reason=reason.strip(),
        granted_by=by,
        granted_at=at,
    )
    sentence = move_due_date(affirmation, due_on, at=at)
    record(affirmation, EXTEND_AFFIRMATION.verb, by=by, at=at, sentence=sentence)
    tell([affirmation.person], "code_affirmation_extended", about=affirmation, at=at, once=due_on.isoformat())
    return affirmation


@transaction.atomic
def record_paper(
    affirmation: Affirmation, *, signed_on: date, kept_where: str, read_in: str = "", by: Person, at: datetime
) -> Affirmation:
    """Record, for the office, that somebody signed the affirmation on paper, which may say what was read."""
    affirmation = Affirmation.objects.locked(affirmation.pk, by=by)
    RECORD_PAPER.check(by, affirmation)
    if signed_on > localdate(at):
        raise Refused(_("The signature can't lie in the future."), "signed_on")
    published_at = affirmation.campaign.version.published_at
    if published_at and signed_on < localdate(published_at):
        raise Refused(_("Nobody could sign this version before it was published."), "signed_on")
    translation = _read_translation(affirmation, read_in)
    PaperAffirmation.objects.create(
        data_key=DataKey.objects.mint(),
        affirmation=affirmation,
        signed_on=signed_on,
        kept_where=kept_where.strip(),
        recorded_by=by,
        recorded_at=at,
    )
    _affirm(affirmation, at, read_in)
    record(
        affirmation,
        RECORD_PAPER.verb,
        by=by,
        at=at,
        sentence=_("Affirmed on paper, signed on %(day)s") % {"day": date_format(signed_on)},
        facts=_as_read(affirmation, translation),
    )
    tell([affirmation.person], "code_affirmation_recorded", about=affirmation, at=at)
    return affirmation


def _own(affirmation: Affirmation, by: Person) -> Affirmation:
    """The row, locked, where it is one's own and still asked for."""
    joined = Affirmation.objects.of(by).select_related("campaign__version")
    affirmation = joined.select_for_update(of=("self",)).get(pk=affirmation.pk)
    if affirmation.state == AffirmationState.AFFIRMED:
        raise Refused(_("You have affirmed this version already. Thank you."))
    if affirmation.state != AffirmationState.ASKED:
        raise Refused(_("You are not asked to affirm this any more."))
    return affirmation


def _read_translation(affirmation: Affirmation, read_in: str) -> CodeTranslation | None:
    """The translation that was read; `None` for the original. What counts is the original in any case."""
    if read_in in ("", settings.LANGUAGE_CODE):
        return None
    version = affirmation.campaign.version
    translation = CodeTranslation.objects.published().filter(version=version, language=read_in).first()
    if translation is None:
        raise Refused(_("This version can’t be read in this language. Please choose another."), "read_in")
    return translation


def _as_read(affirmation: Affirmation, translation: CodeTranslation | None) -> dict[str, str | None]:
    """The very text that was affirmed, and the one that was read, for the trail."""
    return {
        "sha256": affirmation.version_sha256,
        "read_in": affirmation.read_in,
        "translation_sha256": translation.sha256 if translation else None,
    }


def _affirm(affirmation: Affirmation, at: datetime, read_in: str = "") -> None:
    affirmation.affirmed_at, affirmation.version_sha256 = at, affirmation.campaign.version.sha256
    affirmation.read_in = read_in
    affirmation.save(update_fields=["affirmed_at", "version_sha256", "read_in"])
    end_judging(affirmation, at=at)
