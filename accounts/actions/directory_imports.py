"""The directory from a file, in the browser: looked at, taken over whole, guarded where walls hang on it."""

import json
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actions.directory import change_details, change_manager, record_leaving
from accounts.actions.joining import company_named, join, unit_named
from accounts.differences import Change, Planned, plan_of
from accounts.directory_files import FLAGS, digest_of, read_directory
from accounts.models import DirectoryChange, DirectoryImport, Person
from accounts.moves import Refused
from accounts.notices import tell
from accounts.roles import CHANGE_APPROVERS, Role
from accounts.states import ChangeState, GuardedField, ImportState
from accounts.workflow import AGREE_TO_CHANGE, DECLINE_CHANGE, TAKE_DIRECTORY
from audit.trail import record
from vault.models import DataKey


@transaction.atomic
def upload_directory(content: bytes, *, by: Person, at: datetime) -> DirectoryImport:
    """Keep a file to be looked at. Nothing is changed by it; the same file twice is one import."""
    if Role.ADMINISTRATOR not in by.roles:
        raise Refused(_("Only an administrator imports the directory."))
    digest = digest_of(content)
    same = DirectoryImport.objects.filter(sha256=digest, state=ImportState.DRAFT, uploaded_by=by).first()
    if same is not None:
        return same
    yesterday = timezone.localdate(at) - timedelta(days=1)
    rows = read_directory(content, today=yesterday.isoformat())
    kept = DirectoryImport.objects.create(
        data_key=DataKey.objects.mint(), content=json.dumps(rows), sha256=digest, uploaded_by=by, uploaded_at=at
    )
    record(kept, "upload_directory", by=by, at=at, sentence="Uploaded a directory", facts={"rows": len(rows)})
    return kept


def planned_by(upload: DirectoryImport) -> list[Planned]:
    """What the file would change now."""
    return plan_of(json.loads(upload.content))


@transaction.atomic
def take_directory(upload: DirectoryImport, *, by: Person, at: datetime) -> DirectoryImport:
    """Take a file over: all of it or nothing. What lowers a wall or a class waits for a second person."""
    upload = DirectoryImport.objects.select_for_update(of=("self",)).get(pk=upload.pk)
    TAKE_DIRECTORY.check(by, upload)
    planned = planned_by(upload)
    if any(one.errors for one in planned):
        raise Refused(_("Put the errors right first; nothing was taken over."))
    people = {one.number: one.person or join(one.row, by=by, at=at) for one in planned}
    for one in planned:
        _change(people[one.number], one, by, at)
        if one.person is None and one.row.get("manager_email"):
            _lead(people[one.number], one.row["manager_email"], by, at)
        if one.leaves and one.last_day:
            record_leaving(people[one.number], last_day=one.last_day, by=by, at=at)
    upload.added = sum(one.person is None for one in planned)
    upload.changed = sum(one.person is not None and one.is_different for one in planned)
    upload.waiting = sum(change.waits for one in planned for change in one.changes)
    upload.state, upload.taken_by, upload.taken_at = ImportState.TAKEN, by, at
    upload.save(update_fields=["state", "taken_by", "taken_at", "added", "changed", "waiting"])
    facts = {"added": upload.added, "changed": upload.changed, "waiting": upload.waiting}
    record(upload, TAKE_DIRECTORY.verb, by=by, at=at, sentence="Took a directory over", facts=facts)
    return upload


def _change(person: Person, one: Planned, by: Person, at: datetime) -> None:
    at_once = {change.name: change.wanted for change in one.changes if not change.waits and change.name != "manager"}
    facts: dict[str, Any] = {name: True for name in at_once if name in FLAGS}
    facts |= {name: at_once[name] for name in ("job_title", "country") if name in at_once}
    if "unit" in at_once:
        facts["unit"] = unit_named(at_once["unit"])
    if "company" in at_once:
        facts["entity"] = company_named(at_once["company"], one.row["country"])
    if facts:
        change_details(person, by=by, at=at, **facts)
    for change in one.changes:
        if change.waits:
            _propose(person, change, by, at)
        elif change.name == "manager":
            _lead(person, change.wanted, by, at)


def _lead(person: Person, email: str, by: Person, at: datetime) -> None:
    change_manager(person, Person.objects.get(email__iexact=email), by=by, at=at)


def _propose(person: Person, change: Change, by: Person, at: datetime) -> None:
    """One change of a field waits at a time; what waits already is replaced by nothing."""
    if DirectoryChange.objects.waiting().filter(person=person, field=change.name).exists():
        return
    wanted = change.wanted
    if change.name == GuardedField.MANAGER and wanted:
        wanted = str(Person.objects.get(email__iexact=wanted).pk)
    waits = DirectoryChange.objects.create(
        data_key=DataKey.objects.mint(),
        person=person,
        field=change.name,
        wanted=wanted,
        proposed_by=by,
        proposed_at=at,
    )
    record(person, "propose_change", by=by, at=at, sentence=f"Change proposed: {waits.get_field_display()}", facts={})
    tell(Person.objects.holding(*CHANGE_APPROVERS).exclude(pk=person.pk), "change_to_agree_to", about=waits, at=at)


@transaction.atomic
def agree_to_change(change: DirectoryChange, *, by: Person, at: datetime) -> DirectoryChange:
    """Agree, as the second person: the directory says it from now on."""
    change = _locked(change)
    AGREE_TO_CHANGE.check(by, change)
    if change.field == GuardedField.MANAGER:
        manager = Person.objects.get(pk=change.wanted) if change.wanted else None
        change_manager(change.person, manager, by=by, at=at)
    else:
        wanted: Any = False if change.field in FLAGS else change.wanted
        change_details(change.person, by=by, at=at, **{change.field: wanted})
    return _decide(change, ChangeState.AGREED, AGREE_TO_CHANGE.verb, by, at)


@transaction.atomic
def decline_change(change: DirectoryChange, *, reason: str, by: Person, at: datetime) -> DirectoryChange:
    """Turn a change down, with a reason: the directory stays as it is."""
    change = _locked(change)
    DECLINE_CHANGE.check(by, change)
    return _decide(change, ChangeState.DECLINED, DECLINE_CHANGE.verb, by, at, reason=reason)


def _locked(change: DirectoryChange) -> DirectoryChange:
    joined = DirectoryChange.objects.select_for_update(of=("self",)).select_related("person")
    return joined.get(pk=change.pk)


def _decide(
    change: DirectoryChange, state: ChangeState, verb: str, by: Person, at: datetime, **facts: str
) -> DirectoryChange:
    change.state, change.decided_by, change.decided_at = state, by, at
    change.save(update_fields=["state", "decided_by", "decided_at"])
    sentence = f"{change.get_field_display()}: {state.label}"
    record(change.person, verb, by=by, at=at, sentence=sentence, facts={"change": str(change.pk), **facts})
    return change
