"""The requester's side: drafting, asking, answering, withdrawing; and the question back."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Person
from accounts.moves import Refused
from accounts.notices import tell
from accounts.roles import Office
from code_of_ethics.models import Provision
from vault.digests import keyed_digest
from vault.models import DataKey
from vault.uploads import SealedUpload
from waivers.actions.files import add_files, drop_files
from waivers.actions.recording import handlers, note, tell_concerned
from waivers.models import Clarification, Waiver
from waivers.states import FilePart, WaiverState
from waivers.workflow import ANSWER, EDIT, RENEW, REQUEST, RETURN, WITHDRAW

# What a request says before it can be weighed, and what is said where it is missing.
NEEDED_WORDS = {
    "departure": gettext_lazy("Say what you would do differently from what the Code says."),
    "reasons": gettext_lazy("Say why. A waiver needs reasons in writing."),
    "mitigations": gettext_lazy("Say how harm would be kept away. If nothing can be done, say so."),
}


@transaction.atomic
def draft_waiver(
    *,
    provision: Provision,
    beneficiary: Person | None = None,
    departure: str,
    reasons: str,
    mitigations: str,
    starts_on: date,
    ends_on: date,
    uploads: Iterable[SealedUpload] = (),
    by: Person,
    at: datetime,
) -> Waiver:
    """Write down a request without sending it: for oneself, for somebody who reports to `by`, or as the office."""
    waiver = Waiver(data_key=DataKey.objects.mint(), requester=by, drafted_at=at)
    _write(waiver, provision, beneficiary or by, departure, reasons, mitigations, starts_on, ends_on, at)
    waiver.save(force_insert=True)
    add_files(waiver, uploads, part=FilePart.REQUEST, by=by, at=at)
    note(waiver, "draft_waiver", _("Drafted"), by=by, at=at)
    return waiver


@transaction.atomic
def edit_waiver(
    waiver: Waiver,
    *,
    provision: Provision,
    beneficiary: Person | None = None,
    departure: str,
    reasons: str,
    mitigations: str,
    starts_on: date,
    ends_on: date,
    uploads: Iterable[SealedUpload] = (),
    dropped: Iterable[UUID] = (),
    by: Person,
    at: datetime,
) -> Waiver:
    """Change a draft; `dropped` are the ids of files to take out of it."""
    waiver = Waiver.objects.locked(waiver.pk, by=by)
    EDIT.check(by, waiver)
    _write(waiver, provision, beneficiary or by, departure, reasons, mitigations, starts_on, ends_on, at)
    waiver.save()
    drop_files(waiver, dropped)
    add_files(waiver, uploads, part=FilePart.REQUEST, by=by, at=at)
    note(waiver, EDIT.verb, _("Draft changed"), by=by, at=at)
    return waiver


@transaction.atomic
def request_waiver(waiver: Waiver, *, by: Person, at: datetime) -> Waiver:
    """Send a draft: from now on its words are frozen, and its class says who decides.

    What another benefits from goes to them first: nothing is decided before they confirm it.
    """
    waiver = Waiver.objects.locked(waiver.pk, by=by)
    REQUEST.check(by, waiver)
    _check_complete(waiver, at)
    is_own = waiver.beneficiary_id == by.pk
    waiver.state = WaiverState.REQUESTED if is_own else WaiverState.TO_CONFIRM
    waiver.requested_at = at
    waiver.classification, waiver.classification_reason = waiver.would_be()
    waiver.requested_class = waiver.classification
    waiver.save()
    digest = keyed_digest("waiver-request", "\x1f".join([waiver.departure, waiver.reasons, waiver.mitigations]))
    note(
        waiver,
        REQUEST.verb,
        _("Requested"),
        by=by,
        at=at,
        facts={"class": waiver.classification, "class_reason": waiver.classification_reason, "digest": digest},
    )
    if is_own:
        tell(handlers(waiver), "waiver_requested", about=waiver, at=at)
    else:
        tell([waiver.beneficiary], "waiver_requested_for_you", about=waiver, at=at)
    return waiver


@transaction.atomic
def ask_for_waiver(*, by: Person, at: datetime, **words: Any) -> Waiver:
    """Write a request and send it in one step; refused, nothing of it is kept but what is on the page."""
    return request_waiver(draft_waiver(**words, by=by, at=at), by=by, at=at)


@transaction.atomic
def return_waiver(
    waiver: Waiver, *, question: str, uploads: Iterable[SealedUpload] = (), by: Person, at: datetime
) -> Waiver:
    """Ask the requester something before it is decided."""
    waiver = Waiver.objects.locked(waiver.pk, by=by)
    RETURN.check(by, waiver)
    if not question.strip():
        raise Refused(_("Write your question."), "question")
    asked = Clarification.objects.create(
        data_key=waiver.data_key, waiver=waiver, question=question.strip(), asked_by=by, asked_at=at
    )
    add_files(waiver, uploads, part=FilePart.QUESTION, clarification=asked, by=by, at=at)
    waiver.state = WaiverState.RETURNED
    waiver.save(update_fields=["state"])
    note(
        waiver,
        RETURN.verb,
        _("Question to the requester"),
        by=by,
        at=at,
        facts={"digest": keyed_digest("waiver-question", question)},
    )
    tell({waiver.requester, waiver.beneficiary}, "waiver_returned", about=waiver, at=at, once=at.isoformat())
    return waiver


@transaction.atomic
def answer_question(
    waiver: Waiver, *, answer: str, uploads: Iterable[SealedUpload] = (), by: Person, at: datetime
) -> Waiver:
    """Answer the open question; the request goes back to whoever handles it."""
    waiver = Waiver.objects.locked(waiver.pk, by=by)
    ANSWER.check(by, waiver)
    if not answer.strip():
        raise Refused(_("Write your answer."), "answer")
    open_question = Clarification.objects.select_for_update(of=("self",)).get(waiver=waiver, answered_at__isnull=True)
    open_question.answer, open_question.answered_by, open_question.answered_at = answer.strip(), by, at
    open_question.save(update_fields=["answer", "answered_by", "answered_at"])
    add_files(waiver, uploads, part=FilePart.ANSWER, clarification=open_question, by=by, at=at)
    waiver.state = WaiverState.REQUESTED
    waiver.save(update_fields=["state"])
    note(
        waiver,
        ANSWER.verb,
        _("Question answered"),
        by=by,
        at=at,
        facts={"digest": keyed_digest("waiver-answer", answer)},
    )
    tell(handlers(waiver), "waiver_answered", about=waiver, at=at, once=at.isoformat())
    return waiver


@transaction.atomic
def renew_waiver(waiver: Waiver, *, ends_on: date, by: Person, at: datetime) -> Waiver:
    """Draft a renewal: the same words, from the day after the old one's last, decided anew. Gives the new draft."""
    waiver = Waiver.objects.locked(waiver.pk, by=by)
    RENEW.check(by, waiver)
    under_way = waiver.renewals.exclude(state__in=[WaiverState.WITHDRAWN, WaiverState.DECLINED, WaiverState.REFUSED])
    if under_way.exists():
        raise Refused(_("A renewal of this one has been written already."))
    provision = Provision.objects.in_force(localdate(at)).filter(key=waiver.provision.key).first()
    if provision is None:
        raise Refused(_("The Code has no such provision any more. Write a new request."))
    starts_on = max(waiver.ends_on + timedelta(days=1), localdate(at))
    words = (waiver.departure, waiver.reasons, waiver.mitigations)
    renewal = Waiver(data_key=DataKey.objects.mint(), requester=by, drafted_at=at, renews=waiver)
    _write(renewal, provision, waiver.beneficiary, *words, starts_on, ends_on, at)
    renewal.save(force_insert=True)
    note(renewal, "draft_waiver", _("Drafted as a renewal"), by=by, at=at, facts={"renews": waiver.reference})
    note(waiver, RENEW.verb, _("A renewal was drafted"), by=by, at=at, facts={"renewal": renewal.reference})
    return renewal


@transaction.atomic
def withdraw_waiver(waiver: Waiver, *, by: Person, at: datetime) -> Waiver:
    """Take a request back, until the Board has it on its agenda."""
    waiver = Waiver.objects.locked(waiver.pk, by=by)
    WITHDRAW.check(by, waiver)
    was_sent = waiver.state != WaiverState.DRAFT
    waiver.state = WaiverState.WITHDRAWN
    waiver.save(update_fields=["state"])
    note(waiver, WITHDRAW.verb, _("Withdrawn"), by=by, at=at)
    if was_sent:
        tell(handlers(waiver), "waiver_withdrawn", about=waiver, at=at)
        tell_concerned(waiver, "waiver_withdrawn", by=by, at=at)
    return waiver


def _write(
    waiver: Waiver,
    provision: Provision,
    beneficiary: Person,
    departure: str,
    reasons: str,
    mitigations: str,
    starts_on: date,
    ends_on: date,
    at: datetime,
) -> None:
    requester = waiver.requester
    is_near = requester.pk in (beneficiary.pk, beneficiary.manager_id)
    if not is_near and Office.ETHICS_OFFICE not in requester.offices:
        raise Refused(_("You may ask for yourself, or for somebody who reports to you."), "beneficiary")
    if ends_on < starts_on:
        raise Refused(_("The last day comes before the first."), "ends_on")
    if not Provision.objects.in_force(localdate(at)).filter(pk=provision.pk).exists():
        raise Refused(_("Choose a provision of the Code that is in force today."), "provision")
    waiver.provision, waiver.beneficiary, waiver.on_behalf = provision, beneficiary, not is_near
    waiver.departure, waiver.reasons, waiver.mitigations = departure.strip(), reasons.strip(), mitigations.strip()
    waiver.starts_on, waiver.ends_on = starts_on, ends_on


def _check_complete(waiver: Waiver, at: datetime) -> None:
    """Nobody can weigh a request that leaves out what, why and what protects the company."""
    for name, sentence in NEEDED_WORDS.items():
        if not getattr(waiver, name):
            raise Refused(str(sentence), name)
    if waiver.ends_on < localdate(at):
        raise Refused(_("The last day has passed already."), "ends_on")
    if not Provision.objects.in_force(localdate(at)).filter(pk=waiver.provision_id).exists():
        raise Refused(_("The Code has changed since you wrote this. Choose the provision again."), "provision")
