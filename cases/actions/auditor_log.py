"""Writing down what the external auditors were told. Nothing is changed afterwards: a correction is an entry."""

import uuid
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import ClassVar

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Person
from accounts.moves import Refused
from audit.trail import record
from cases.actions.materiality import note_knowledge
from cases.models import AuditorLogEntry, Case
from cases.models.auditor_log import REGISTER_ROLES
from cases.workflow.auditor_log import CORRECT_ENTRY, LOG_AUDITORS
from vault.models import DataKey


@dataclass(frozen=True)
class AuditorFacts:
    """What the external auditors were told: on a day, by whom, to whom and how. Of a digest there are no `words`."""

    NAMES: ClassVar[tuple[str, ...]] = ("told_on", "told_by", "told_to", "means", "words")

    told_on: date
    told_by: str
    told_to: str
    means: str
    words: str = ""


@transaction.atomic
def log_auditors(case: Case, *, facts: AuditorFacts, by: Person, at: datetime) -> AuditorLogEntry:
    """Write down what they were told about a case."""
    case = Case.objects.locked(case.pk, by=by)
    LOG_AUDITORS.check(by, case)
    _refuse_what_is_to_come(facts, at)
    entry: AuditorLogEntry = AuditorLogEntry.objects.create(
        data_key=case.data_key, case=case, logged_by=by, logged_at=at, **asdict(facts)
    )
    note_knowledge(case, at=at)
    _record(entry, LOG_AUDITORS.verb, "Wrote down what the external auditors were told", by, at)
    return entry


@transaction.atomic
def tell_auditors(
    digest_id: uuid.UUID, *, title: str, facts: AuditorFacts, by: Person, at: datetime
) -> AuditorLogEntry:
    """Write down that they were given a digest, whose title whoever read it says. Nothing of its words is kept here."""
    if not by.roles & REGISTER_ROLES:
        raise Refused(_("The General Auditor or the committee’s chair writes this down."))
    _refuse_what_is_to_come(facts, at)
    told = asdict(facts) | {"words": ""}
    entry: AuditorLogEntry = AuditorLogEntry.objects.create(
        data_key=DataKey.objects.mint(), digest_id=digest_id, title=title, logged_by=by, logged_at=at, **told
    )
    _record(entry, "tell_auditors", "Wrote down that the external auditors were given a digest", by, at)
    return entry


@transaction.atomic
def correct_entry(
    entry: AuditorLogEntry, *, facts: AuditorFacts, why_corrected: str, by: Person, at: datetime
) -> AuditorLogEntry:
    """Write an entry in the place of another one, which stays. An entry is corrected once: then its correction is."""
    entry = AuditorLogEntry.objects.locked(entry.pk, by=by)
    CORRECT_ENTRY.check(by, entry)
    _refuse_what_is_to_come(facts, at)
    told = asdict(facts) | ({} if entry.case_id else {"words": ""})
    about = {"data_key": entry.data_key, "case": entry.case, "digest_id": entry.digest_id, "title": str(entry.title)}
    written: AuditorLogEntry = AuditorLogEntry.objects.create(
        corrects=entry, why_corrected=why_corrected, logged_by=by, logged_at=at, **about, **told
    )
    _record(written, CORRECT_ENTRY.verb, "Corrected what the external auditors were told", by, at)
    return written


def _refuse_what_is_to_come(facts: AuditorFacts, at: datetime) -> None:
    if facts.told_on > timezone.localdate(at):
        raise Refused(_("This day has not come yet."), "told_on")


def _record(entry: AuditorLogEntry, verb: str, sentence: str, by: Person, at: datetime) -> None:
    facts = {"entry": str(entry.pk), "told_on": entry.told_on.isoformat(), "means": entry.means}
    record(entry.case or entry, verb, by=by, at=at, sentence=sentence, facts=facts)
