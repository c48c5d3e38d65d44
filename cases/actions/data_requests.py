"""Data-protection requests: asked, identified, extended, answered or declined, without a word about any case."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Person
from accounts.moves import Refused
from accounts.notices import tell
from accounts.roles import Role
from audit.trail import record
from cases.models import DataPart, DataRequest
from cases.states.case import Queue
from cases.states.data_request import DataChannel, DataOutcome, DataRequestState
from cases.workflow.data_requests import (
    ANSWER_DATA_REQUEST,
    DECLINE_DATA_REQUEST,
    EXTEND_DATA_REQUEST,
    IDENTIFY_REQUESTER,
)
from clocks import kinds
from clocks.actions import start_clock, stop_clock
from vault.models import DataKey


@dataclass(frozen=True)
class DataRequestFacts:
    """What somebody asks about their own data, as it arrived."""

    right: str
    words: str
    channel: str = DataChannel.PORTAL
    name: str = ""
    contact: str = ""
    person: Person | None = None
    received_on: date | None = None


@transaction.atomic
def ask_for_data(facts: DataRequestFacts, *, by: Person, at: datetime) -> DataRequest:
    """Somebody signed in asks for themself."""
    told = DataRequestFacts(facts.right, facts.words, DataChannel.PORTAL, by.full_name, by.email, by)
    return _receive(told, by, at)


@transaction.atomic
def record_data_request(facts: DataRequestFacts, *, by: Person, at: datetime) -> DataRequest:
    """A data protection officer writes down what came by mail or by letter, with the day on which it came."""
    if Role.DATA_PROTECTION not in by.roles:
        raise Refused(_("Data protection officers write this down."))
    if facts.person == by:
        raise Refused(_("Somebody else handles what you ask yourself. Ask it under “My data”."), "email")
    if facts.received_on is None or facts.received_on > timezone.localdate(at):
        raise Refused(_("This day has not come yet."), "received_on")
    return _receive(facts, by, at)


def _receive(facts: DataRequestFacts, by: Person, at: datetime) -> DataRequest:
    """With a part for every queue, whether it has cases or not: who counts them learns nothing."""
    made: DataRequest = DataRequest.objects.create(
        data_key=DataKey.objects.mint(),
        right=facts.right,
        channel=facts.channel,
        person=facts.person,
        name=facts.name,
        contact=facts.contact,
        words=facts.words,
        received_on=facts.received_on or timezone.localdate(at),
        recorded_by=by,
        recorded_at=at,
    )
    start_clock(made, kinds.DATA_REQUEST, at=at, on=made.received_on)
    for queue in Queue:
        part = DataPart.objects.create(data_key=DataKey.objects.mint(), request=made, queue=queue)
        start_clock(part, kinds.DATA_PART, at=at, on=made.received_on)
        tell(part.clock_recipients(), "data_part_arrived", about=part, at=at)
    record(made, "receive", by=by, at=at, sentence="Received a data-protection request", facts={"right": made.right})
    tell(made.clock_recipients(), "data_request_arrived", about=made, at=at)
    return made


@transaction.atomic
def identify_requester(data_request: DataRequest, *, check: str, by: Person, at: datetime) -> DataRequest:
    """Take down how it was made sure that it is the person whose data it is (GDPR Art. 12(6))."""
    data_request = DataRequest.objects.locked(data_request.pk, by=by)
    IDENTIFY_REQUESTER.check(by, data_request)
    data_request.state, data_request.identity_check = DataRequestState.IDENTIFIED, check
    data_request.identified_by, data_request.identified_at = by, at
    data_request.save(update_fields=["state", "identity_check", "identified_by", "identified_at"])
    record(data_request, IDENTIFY_REQUESTER.verb, by=by, at=at, sentence="Checked the identity")
    return data_request


@transaction.atomic
def extend_data_request(data_request: DataRequest, *, reason: str, by: Person, at: datetime) -> DataRequest:
    """Take two months more, once, with reasons that the person is told within the first month (GDPR Art. 12(3))."""
    data_request = DataRequest.objects.locked(data_request.pk, by=by)
    EXTEND_DATA_REQUEST.check(by, data_request)
    if data_request.extended_at is not None:
        raise Refused(_("This was extended already, and it can’t be extended twice."))
    if timezone.localdate(at) > data_request.first_due_on:
        raise Refused(_("The first month is over: it had to be extended within it."))
    data_request.extended_by, data_request.extended_at, data_request.extension_reason = by, at, reason
    data_request.save(update_fields=["extended_by", "extended_at", "extension_reason"])
    stop_clock(data_request, kinds.DATA_REQUEST, at=at)
    start_clock(data_request, kinds.DATA_REQUEST_EXTENDED, at=at, on=data_request.received_on)
    record(data_request, EXTEND_DATA_REQUEST.verb, by=by, at=at, sentence="Extended by two months")
    if data_request.person is not None:
        tell([data_request.person], "data_request_moved", about=data_request, at=at, once="extended")
    return data_request


@transaction.atomic
def answer_data_request(
    data_request: DataRequest, *, outcome: str, answer: str, ground: str = "", by: Person, at: datetime
) -> DataRequest:
    """Send the letter: on the day that was fixed at receipt, or later, never before. What an office gives goes along.

    An erasure that is refused names its ground, as a legal duty or a hold (GDPR Art. 17(3)).
    """
    data_request = DataRequest.objects.locked(data_request.pk, by=by)
    ANSWER_DATA_REQUEST.check(by, data_request)
    if timezone.localdate(at) < data_request.answers_on:
        raise Refused(
            _("Answers go out on the day that was fixed when the request came, so that the time tells nothing.")
        )
    if outcome in (DataOutcome.PARTLY, DataOutcome.REFUSED) and not ground:
        raise Refused(_("Say on what legal ground."), "ground")
    data_request.outcome, data_request.answer, data_request.ground = outcome, answer, ground
    data_request.state = DataRequestState.ANSWERED
    _settle(data_request, ["outcome", "answer", "ground", "state"], by, at)
    record(
        data_request, ANSWER_DATA_REQUEST.verb, by=by, at=at, sentence="Answered the request",
        facts={"outcome": outcome, "ground": ground},
    )  # fmt: skip
    return data_request


@transaction.atomic
def decline_data_request(data_request: DataRequest, *, reason: str, by: Person, at: datetime) -> DataRequest:
    """Decline it with the reason (GDPR Art. 12(5) and (6)). The offices have nothing more to do."""
    data_request = DataRequest.objects.locked(data_request.pk, by=by)
    DECLINE_DATA_REQUEST.check(by, data_request)
    data_request.answer, data_request.state = reason, DataRequestState.DECLINED
    _settle(data_request, ["answer", "state"], by, at)
    for part in data_request.parts.all():
        stop_clock(part, kinds.DATA_PART, at=at)
    record(data_request, DECLINE_DATA_REQUEST.verb, by=by, at=at, sentence="Declined the request")
    return data_request


def _settle(data_request: DataRequest, changed: list[str], by: Person, at: datetime) -> None:
    data_request.settled_by, data_request.settled_at = by, at
    data_request.save(update_fields=[*changed, "settled_by", "settled_at"])
    for kind in (kinds.DATA_REQUEST, kinds.DATA_REQUEST_EXTENDED):
        stop_clock(data_request, kind, at=at)
    if data_request.person is not None:
        tell([data_request.person], "data_request_moved", about=data_request, at=at, once="settled")
