"""The end of a file: its keys are destroyed, and who is named in clear is forgotten. A stub stays for the figures."""

from datetime import date, datetime, time
from functools import partial
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from accounts.clockwork import one_by_one
from accounts.notices import withhold_about
from audit.models import SharedKey
from audit.trail import record
from cases.actions.holds import stand_in_line
from cases.files import Hanging, hanging_from, keys_of
from cases.models import (
    Case,
    DataPart,
    Deletion,
    IncomingMail,
    Interview,
    MailMention,
    OutcomeLetter,
    Party,
    PickUpCode,
    Report,
    ReporterIdentity,
    SearchEntry,
    WordMark,
)
from cases.models.party import forgotten_digest
from cases.retention import Retention, file_of
from cases.states.party import PartyKind
from cases.states.retention import DeletionState
from vault import blobs
from vault.models import DataKey, SealedFile


def shred_approved(at: datetime) -> int:
    """The sweep: shred every file on which two people agreed and that nothing keeps. How many it were.

    Each file is its own transaction, so one that fails waits for the next sweep and holds up no other.
    """
    approved = list(Deletion.objects.approved().order_by("due_on", "pk").values_list("pk", flat=True))
    return one_by_one(approved, lambda pk: shred(pk, at=at), failed="shredding_failed")


@transaction.atomic
def shred(deletion_id: UUID, *, at: datetime) -> bool:
    """Shred one file, unless something has come in between: then the deletion is stopped and says why.

    The reports are locked first, as a reporter's own word locks them: a word that is being written is either there
    before everything is judged once more, or finds no report any more.
    """
    deletion = Deletion.objects.select_related("case").get(pk=deletion_id)
    members = [one.pk for one in file_of(deletion.case)]
    list(Report.objects.filter(case__in=members).select_for_update(of=("self",), no_key=True).order_by("pk"))
    cases = {pk: Case.objects.locked(pk, by=None) for pk in sorted(members)}
    deletion = Deletion.objects.locked(deletion_id, by=None)
    if deletion.state != DeletionState.APPROVED:
        return False
    stand_in_line()
    case = cases[deletion.case_id]
    verdict = Retention(at).verdict(case)
    # Another case may have been merged into it at this moment; nothing of a file is left behind.
    if verdict.hindrance or {one.pk for one in file_of(case)} != set(cases):
        _stop(deletion, verdict.hindrance or "REOPENED", at)
        return False
    for one in cases.values():
        # First of all: the database lets no party be forgotten before.
        one.shredded_on = timezone.localdate(at)
        _forget_who_worked(one)
    _destroy(list(cases.values()), timezone.localdate(at))
    deletion.state, deletion.settled_on = DeletionState.DONE, timezone.localdate(at)
    deletion.save(update_fields=["state", "settled_on"])
    # Under the key of its kind: the case's own is gone.
    record(Case.objects.get(pk=case.pk), "shred", by=None, at=at, sentence="The file was deleted for good")
    return True


def _stop(deletion: Deletion, because: Any, at: datetime) -> None:
    deletion.state, deletion.stopped_because = DeletionState.STOPPED, str(because)
    deletion.settled_on = timezone.localdate(at)
    deletion.save(update_fields=["state", "stopped_because", "settled_on"])
    sentence, facts = "The deletion was stopped", {"because": str(because)}
    record(deletion.case, "stop_deletion", by=None, at=at, sentence=sentence, facts=facts)


def _forget_who_worked(case: Case) -> None:
    """Days for hours, a month for the day of the first incident, and no names but that of who closed it."""
    case.assignee = case.submitted_by = case.acting_head = None
    case.restricted_by = case.restricted_at = None
    case.routed_because = ""
    if case.first_incident:
        case.first_incident = case.first_incident.without_its_day
    if case.closed_on:
        case.closed_at = timezone.make_aware(datetime.combine(case.closed_on, time()))
    case.save(
        update_fields=[
            "shredded_on", "assignee", "submitted_by", "acting_head", "restricted_by", "restricted_at",
            "routed_because", "closed_at", "first_incident_on", "first_incident_precision",
        ]
    )  # fmt: skip


def _destroy(cases: list[Case], on: date) -> None:
    hanging = hanging_from(cases)
    keys = keys_of(hanging)
    shared = SharedKey.objects.filter(data_key__in=keys).exists()
    if shared:
        raise RuntimeError("a key that several subjects share hangs from a case")
    _forget_in_clear(hanging)
    keys |= set(_annexes_of(hanging[Case]).values_list("data_key", flat=True))
    files = list(SealedFile.objects.filter(data_key__in=keys).values_list("storage_name", flat=True))
    DataKey.objects.filter(pk__in=keys).destroy(on=on)
    withhold_about({key for rows in hanging.values() for key in rows})
    # Once it is certain; what a crash leaves behind, the sweep of files finds.
    for name in files:
        transaction.on_commit(partial(blobs.remove, name))


def _annexes_of(cases: set[Any]) -> QuerySet[DataPart]:
    """What an office gave to people who asked about their data, if nothing of it came from a file that is kept."""
    return DataPart.objects.filter(items__case__in=cases).exclude(items__case__shredded_on__isnull=True).order_by()


def _forget_in_clear(hanging: Hanging) -> None:
    """What no key seals: marks of words, digests that lead to people, and who was concerned or was asked."""
    cases, reports, mails = hanging[Case], hanging[Report], hanging[IncomingMail]
    SearchEntry.objects.filter(case__in=cases).delete()
    WordMark.objects.filter(report__in=reports).delete()
    PickUpCode.objects.filter(report__in=reports).delete()
    MailMention.objects.filter(mail__in=mails).delete()
    IncomingMail.objects.filter(pk__in=mails).update(sender_digest="", reply_digest=None)
    Report.objects.filter(pk__in=reports).update(access_key_digest=None)
    ReporterIdentity.objects.filter(pk__in=hanging[ReporterIdentity]).update(person_digest="")
    Interview.objects.filter(pk__in=hanging[Interview]).update(person=None)
    OutcomeLetter.objects.filter(pk__in=hanging[OutcomeLetter]).update(recipient=None)
    for party in Party.objects.filter(pk__in=hanging[Party], person__isnull=False):
        Party.objects.filter(pk=party.pk).update(
            person=None,
            kind=PartyKind.UNKNOWN_PERSON,
            forgotten_digest=forgotten_digest(party.whom),
        )
