"""What an operator of the help line does with a report that somebody makes by phone, letter, e-mail or in person.

The draft is the operator's alone until it is handed over through the one intake; then they see it no more. Nothing
here keeps an hour: the hour of a call beside the telephone's own list would tell who called (DECISIONS 22).
"""

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from accounts.models import Person
from accounts.moves import Refused
from accounts.notices import tell
from accounts.roles import Role
from audit.trail import record
from cases.actions.intake import ReportFacts, submit_report
from cases.actions.pick_up import give_pick_up_code
from cases.actions.uploads import discard_pending_form, open_pending_form
from cases.models import Recording, Report
from cases.models.recording import KEPT_UNTOUCHED, RECORDED_CHANNELS, WARNED_AFTER
from cases.pick_up_codes import pick_up_code_of
from cases.states.report import Channel, Mode
from vault.models import DataKey

# What one draft holds, in characters.
ROOM = 2_000_000
CHANGED_ELSEWHERE = _lazy(
    "This draft was changed in another tab, so what stands here was not kept. Look at the other tab first; press a "
    "button here to keep this page instead."
)


@dataclass(frozen=True)
class Tab:
    """A page of the operator's: its own name, and the name of the tab that had written last when it was opened."""

    name: str = ""
    found: str = ""


NO_TAB = Tab()


class ChangedElsewhere(Refused):
    """Another tab has written since."""


@transaction.atomic
def begin_recording(channel: str, *, by: Person, at: datetime) -> Recording:
    """An empty draft for a report that is about to be told, or that lies on the desk."""
    if Role.HELPLINE_OPERATOR not in by.roles:
        raise Refused(_("Only operators of the help line record reports."))
    if channel not in RECORDED_CHANNELS:
        raise Refused(_("Choose how the report reached you."), "channel")
    day, token = timezone.localdate(at), secrets.token_hex(32)
    recording = Recording.objects.create(
        data_key=DataKey.objects.mint(),
        operator=by,
        channel=channel,
        token=token,
        form=open_pending_form(token, at=at),
        begun_on=day,
        changed_on=day,
    )
    record(recording, "begin_recording", by=by, at=day, sentence="Began to record a report")
    return recording


@transaction.atomic
def keep_recording(
    recording: Recording, typed: Mapping[str, list[str]], *, tab: Tab = NO_TAB, by: Person, at: datetime
) -> Recording:
    """Keep what was typed so far. Not on the trail: it comes every second, and a draft is no fact.

    Raises `ChangedElsewhere` where another tab has written since this one was opened: nothing is overwritten unawares.
    """
    recording = _unfinished(recording, by)
    if recording.tab not in (tab.name, tab.found):
        raise ChangedElsewhere(CHANGED_ELSEWHERE)
    kept = dict(typed)
    if kept.get("mode") == [Mode.ANONYMOUS]:
        # Whoever chooses to stay unnamed leaves no name behind, not even in the sealed draft.
        kept.pop("name", None)
        kept.pop("contact", None)
    if len(json.dumps(kept)) > ROOM:
        raise Refused(_("This is more than one draft can hold. Put the longest text into a file and add it here."))
    recording.typed, recording.changed_on, recording.warned_on = kept, timezone.localdate(at), None
    recording.tab = tab.name or recording.tab
    recording.save(update_fields=["typed", "changed_on", "warned_on", "tab"])
    return recording


@transaction.atomic
def hand_over(
    recording: Recording, facts: ReportFacts, *, received_on: date, seen: str = "", by: Person, at: datetime
) -> Report:
    """Give the report to the office that it belongs to. The draft is emptied, and nothing leads from it to the case.

    `seen` is the edition that was read back, where one was: what was changed afterwards is not handed over unread.
    """
    recording = _unfinished(recording, by)
    if seen and seen != recording.edition:
        raise Refused(_("The draft was changed after this page was opened. Please read it back once more."))
    day = timezone.localdate(at)
    form = recording.form
    if form is None or received_on > day:
        raise Refused(_("The day on which it reached you can’t lie ahead."))
    if recording.is_spoken and not facts.read_back:
        raise Refused(_("Say how the record was read back."), "read_back")
    facts = replace(facts, channel=Channel(recording.channel))
    report = submit_report(facts, by=None, at=at, pending=form, on=received_on, recorded_by=by)
    give_pick_up_code(report, pick_up_code_of(str(recording.token)), on=day)
    recording.typed, recording.form, recording.handed_over_on = {}, None, day
    recording.save(update_fields=["typed", "form", "handed_over_on"])
    form.delete()
    record(recording, "hand_over", by=by, at=day, sentence="Handed the report over")
    return report


@transaction.atomic
def confirm_pick_up_code(recording: Recording, *, by: Person, at: datetime) -> Recording:
    """The code was noted down: what it was made from is shredded, and nobody can show it again."""
    recording = Recording.objects.locked(recording.pk, by=by)
    if not recording.has_a_code_to_read_out:
        raise Refused(_("There is no code to read out here any more."))
    day = timezone.localdate(at)
    recording.code_confirmed_on = day
    recording.save(update_fields=["code_confirmed_on"])
    record(recording, "confirm_pick_up_code", by=by, at=day, sentence="Read the pick-up code out")
    recording.data_key.destroy(on=day)
    return recording


@transaction.atomic
def discard_recording(recording: Recording, *, by: Person, at: datetime) -> bool:
    """Remove a draft that is no report: a wrong number, a test, a caller who thought better of it."""
    recording = _unfinished(recording, by)
    day = timezone.localdate(at)
    record(recording, "discard_recording", by=by, at=day, sentence="Discarded a recording")
    _remove(recording, day)
    return True


def warn_and_forget_recordings(today: date) -> int:
    """The sweep: warn of drafts that nobody touches, remove those whose time is over; how many there were."""
    untouched = Recording.objects.unfinished().filter(changed_on__lte=today - WARNED_AFTER)
    return sum(_look_after(pk, today) for pk in untouched.values_list("pk", flat=True))


@transaction.atomic
def _look_after(pk: Any, today: date) -> int:
    claimed = Recording.objects.unfinished().filter(pk=pk, changed_on__lte=today - WARNED_AFTER)
    recording = claimed.select_for_update(of=("self",)).first()
    if recording is None:
        return 0
    if recording.warned_on is None:
        recording.warned_on = today
        recording.save(update_fields=["warned_on"])
        tell([recording.operator], "recording_ends", about=recording, at=today, once=today.isoformat())
        return 1
    # However long the clock stood still: between the warning and the end lie days.
    if today < max(recording.removed_on, recording.warned_on + (KEPT_UNTOUCHED - WARNED_AFTER)):
        return 0
    record(recording, "forget_recording", by=None, at=today, sentence="Removed a draft that nobody went on with")
    _remove(recording, today)
    return 1


def _unfinished(recording: Recording, by: Person) -> Recording:
    recording = Recording.objects.locked(recording.pk, by=by)
    if recording.is_handed_over:
        raise Refused(_("This report was handed over already. What comes to light later is added in a call-back."))
    return recording


def _remove(recording: Recording, day: date) -> None:
    form, key = recording.form, recording.data_key
    recording.delete()
    if form is not None:
        discard_pending_form(form, on=day)
    key.destroy(on=day)
