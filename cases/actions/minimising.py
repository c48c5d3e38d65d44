"""Removing a passage, or a file, that is irrelevant personal data: proposed by one, removed for good by another."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Person
from accounts.moves import Refused
from accounts.notices import tell
from audit.trail import record
from cases.actions.case_files import remove_case_files
from cases.actions.holds import stand_in_line
from cases.actions.indexing import index_words
from cases.minimising import FileOfCase, TextOfCase, thing_of
from cases.models import Case, Minimising, Report, SearchEntry, TakenUpException, WordMark
from cases.models.hold import held_among
from cases.search_sources import SOURCES
from cases.states.minimising import TEXTS_OF_A_REPORT, MinimisedText, MinimisingState
from cases.workflow.minimising import CONFIRM_MINIMISING, DROP_MINIMISING, PROPOSE_MINIMISING
from vault import blobs
from vault.digests import keyed_digest
from vault.fields import ciphertext
from vault.models import DataKey

# Shorter ones stand in other words too.
SHORTEST = 3


@dataclass(frozen=True)
class PassageFacts:
    """The words to remove, exactly as they stand in a text of the case, and why. Of a whole file there are no words."""

    kind: str
    thing: uuid.UUID
    passage: str
    reason: str
    why: str


@transaction.atomic
def propose_minimising(case: Case, *, facts: PassageFacts, by: Person, at: datetime) -> Minimising:
    """Propose that a passage, or a file, be removed. Until a second person agrees nothing changes."""
    case = Case.objects.locked(case.pk, by=by)
    PROPOSE_MINIMISING.check(by, case)
    found = thing_of(case, facts.kind, facts.thing)
    passage = found.label if isinstance(found, FileOfCase) else _passage_in(found, facts)
    if found is None:
        raise Refused(_("This file is not there any more."))
    _refuse_where_kept(case, found)
    made: Minimising = Minimising.objects.create(
        data_key=DataKey.objects.mint(),
        case=case,
        kind=facts.kind,
        thing=facts.thing,
        passage=passage,
        passage_digest=_digest(found, passage),
        reason=facts.reason,
        proposed_by=by,
        proposed_at=at,
    )
    _record(made, PROPOSE_MINIMISING.verb, f"Proposed to remove {_what(made)}", by, at, why=facts.why)
    others = [person for person in case.staff() if person.pk != by.pk]
    tell(others, "minimising_to_confirm", about=case, at=at, once=str(made.pk))
    return made


@transaction.atomic
def confirm_minimising(minimising: Minimising, *, by: Person, at: datetime) -> Minimising:
    """Remove it as the second person: a passage from its text, from what it is found by, and from exports."""
    minimising = Minimising.objects.locked(minimising.pk, by=by)
    CONFIRM_MINIMISING.check(by, minimising)
    stand_in_line()
    case = minimising.case
    found = thing_of(case, minimising.kind, minimising.thing)
    if found is None or (isinstance(found, TextOfCase) and not found.holds(str(minimising.passage))):
        raise Refused(_("This is not there any more."))
    _refuse_where_kept(case, found)
    if isinstance(found, FileOfCase):
        _shred(minimising, found, by, at)
        remove_case_files(case, at=at)
    else:
        _reseal(minimising, found, by, at)
        _forget_copies(case, found, at)
    minimising.data_key.destroy(on=at.date())
    _record(minimising, CONFIRM_MINIMISING.verb, f"Removed {_what(minimising)} for good", by, at)
    return minimising


@transaction.atomic
def drop_minimising(minimising: Minimising, *, reason: str, by: Person, at: datetime) -> Minimising:
    """Leave the text as it is. The copy of the passage goes: it stands in the text."""
    minimising = Minimising.objects.locked(minimising.pk, by=by)
    DROP_MINIMISING.check(by, minimising)
    minimising.state, minimising.settled_by, minimising.settled_at = MinimisingState.DROPPED, by, at
    minimising.save(update_fields=["state", "settled_by", "settled_at"])
    minimising.data_key.destroy(on=at.date())
    _record(minimising, DROP_MINIMISING.verb, f"Left {_what(minimising)} as it is", by, at, why=reason)
    return minimising


def _what(minimising: Minimising) -> str:
    return "a file" if minimising.kind == MinimisedText.FILE else "a passage"


def _passage_in(found: TextOfCase | None, facts: PassageFacts) -> str:
    passage = facts.passage.strip()
    if len(passage) < SHORTEST:
        raise Refused(_("Give at least three characters."), "passage")
    if found is None or not found.holds(passage):
        raise Refused(_("These words do not stand in that text. Copy them exactly as they are."), "passage")
    return passage


def _digest(found: TextOfCase | FileOfCase, passage: str) -> str:
    """By which it can be shown later what was removed, by whoever still has it."""
    if isinstance(found, FileOfCase):
        return keyed_digest("minimised-file", str(found.file.sha256))
    return keyed_digest("minimised-passage", passage)


def _refuse_where_kept(case: Case, found: TextOfCase | FileOfCase) -> None:
    if held_among([case.merged_into_id or case.pk]):
        raise Refused(_("A legal hold stands on this case: nothing of it may be removed until counsel releases it."))
    report = _report_of(found)
    if report is not None and report.mails.exists():
        raise Refused(
            _("This report came by e-mail, and the mail is kept as it came: it would still hold the words. ")
            + _("Ask the people who keep the ethics mailbox first.")
        )
    if found.kind in TEXTS_OF_A_REPORT and TakenUpException.objects.filter(report=found.row).exists():
        raise Refused(
            _("This report was made of a talk about affirming the Code, which is kept: it would still hold the words.")
        )


def _report_of(found: TextOfCase | FileOfCase) -> Report | None:
    return found.row if isinstance(found.row, Report) else getattr(found.row, "report", None)


def _shred(minimising: Minimising, found: FileOfCase, by: Person, at: datetime) -> None:
    """Bind the file and its clean copy to the key that goes with the removal, and take their bytes from the disk."""
    if found.copy.is_waiting:
        raise Refused(_("This file is being checked at the moment. Please try again in a few minutes."))
    for file in (found.file, found.copy.clean_file):
        if file is not None:
            # Sealed anew, so that nothing of them is left under the key of the report, which goes on living.
            file.data_key, file.name, file.sha256 = minimising.data_key, "", ""
            file.save(update_fields=["data_key", "name", "sha256"])
            transaction.on_commit(partial(blobs.remove, file.storage_name))
    minimising.state, minimising.settled_by, minimising.settled_at = MinimisingState.DONE, by, at
    minimising.save(update_fields=["state", "settled_by", "settled_at"])


def _reseal(minimising: Minimising, found: TextOfCase, by: Person, at: datetime) -> None:
    """Write the text without the passage through the one door that the database has for it, and shut that door."""
    setattr(found.row, found.field, found.without(str(minimising.passage), minimising.reason))
    minimising.state, minimising.settled_by, minimising.settled_at = MinimisingState.DONE, by, at
    minimising.resealed = ciphertext(found.row, found.field)
    minimising.save(update_fields=["state", "settled_by", "settled_at", "resealed"])
    found.row.save(update_fields=[found.field])
    minimising.resealed = None
    minimising.save(update_fields=["resealed"])


def _forget_copies(case: Case, found: TextOfCase, at: datetime) -> None:
    """What was made from the words: the index, the marks of likeness, and exports that wait for their maker."""
    if any(source.model is type(found.row) for source in SOURCES.values()):
        SearchEntry.objects.filter(source_id=found.row.pk).delete()
        index_words(found.row)
    if found.kind in TEXTS_OF_A_REPORT:
        WordMark.objects.filter(report=found.row).delete()
        Report.objects.filter(pk=found.row.pk).update(is_marked=False)
    remove_case_files(case, at=at)


def _record(minimising: Minimising, verb: str, sentence: str, by: Person, at: datetime, **more: str) -> None:
    """With the keyed digest of the passage, and never with its words."""
    facts = {
        "minimising": str(minimising.pk), "kind": minimising.kind, "thing": str(minimising.thing),
        "reason": minimising.reason, "digest": minimising.passage_digest, **more,
    }  # fmt: skip
    record(minimising.case, verb, by=by, at=at, sentence=sentence, facts=facts)
