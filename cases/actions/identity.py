"""The name of a confidential reporter: asked for, decided by a custodian, shown look by look, and taken back."""

import json
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import Person
from accounts.moves import Refused
from accounts.notices import tell
from audit.models import Signature
from audit.signatures import sign
from audit.trail import record
from cases.actions.afterwards import note, once
from cases.actions.dialogue import write_to_reporters
from cases.actions.materiality import note_knowledge
from cases.custodians import free_custodians, second_people
from cases.models import Case, IdentityRequest, IdentityView, Report
from cases.models.wall import queues_of
from cases.states.identity import TOLD_FIRST, Telling, UnlockEnd, UnlockReason, UnlockState
from cases.states.report import Consent, Mode
from cases.workflow.access import (
    GRANT_IDENTITY,
    REFUSE_IDENTITY,
    REQUEST_IDENTITY,
    REVOKE_IDENTITY,
    SHOW_IDENTITY,
    UNLOCK_IN_DANGER,
)
from cases.workflow.terms import WORKERS

DAYS_IN_DANGER = 3
ASKING_STATEMENT = "A life is in danger: I ask for the name of the reporter."
AGREEING_STATEMENT = "A life is in danger: as a person of another office I agree that the name is shown."


@transaction.atomic
def request_identity(
    case: Case, *, report: Report, person: Person, reason: str, why: str, days: int, by: Person, at: datetime
) -> IdentityRequest:
    """Ask a custodian for the name behind a confidential report, for one person. Refused where none is free."""
    case, report = _asked_about(case, report, by=by)
    REQUEST_IDENTITY.check(by, case)
    if reason == UnlockReason.DANGER:
        raise Refused(_("Where a life is in danger there is a way of its own, which is faster."), "reason")
    _check_holder(case, report, person)
    custodians = free_custodians(case, report, besides=[by, person], at=at)
    if not custodians:
        raise Refused(
            _(
                "No custodian is free to decide about this, so the name can’t be asked for. "
                "The heads of the offices have to appoint one first."
            )
        )
    made = _write(case, report, person, reason, why, min(days, settings.IDENTITY_DAYS), custodians[0], None, by, at)
    record_on_case(made, REQUEST_IDENTITY.verb, f"Asked for the reporter's name for {person.full_name}", by=by, at=at)
    tell(custodians[:1], "identity_requested", about=made, at=at)
    return made


@transaction.atomic
def unlock_in_danger(
    case: Case, *, report: Report, person: Person, why: str, how: str, by: Person, at: datetime
) -> IdentityRequest:
    """A life is in danger: sign for the name, and call the other offices, one of whose people has to sign too."""
    case, report = _asked_about(case, report, by=by)
    UNLOCK_IN_DANGER.check(by, case)
    _check_holder(case, report, person, in_danger=True)
    seconds = second_people(case, report, asker=by, besides=[by, person], at=at)
    if not seconds:
        raise Refused(_("Nobody of another office is free to agree. Call for help outside the Portal."))
    signature = _signed(case, report, person, ASKING_STATEMENT, by=by, at=at, how=how)
    made = _write(case, report, person, UnlockReason.DANGER, why, DAYS_IN_DANGER, None, signature, by, at)
    sentence = f"Asked for the reporter's name for {person.full_name}, because a life is in danger"
    record_on_case(made, UNLOCK_IN_DANGER.verb, sentence, by=by, at=at)
    tell(seconds, "identity_in_danger", about=made, at=at)
    return made


@transaction.atomic
def grant_identity(
    request: IdentityRequest, *, words: str, days: int, how: str = "", by: Person, at: datetime
) -> IdentityRequest:
    """Let one person see the name until a day. Where the reporter is told first, it begins some days later."""
    request = _locked(request, by)
    GRANT_IDENTITY.check(by, request)
    case, day = request.report.case, timezone.localdate(at)
    _check_is_needed(request)
    _check_decider(request, by, at)
    request.from_on = day + timedelta(days=settings.IDENTITY_NOTICE_DAYS if request.reason in TOLD_FIRST else 0)
    request.until_on = request.from_on + timedelta(days=min(days, request.days) - 1)
    if request.in_danger:
        if not how:
            raise Refused(_("Show again who you are, then sign."))
        request.decided_queue = min(queues_of(by))
        request.decided_signature = _signed(
            case, request.report, request.person, AGREEING_STATEMENT, by=by, at=at, how=how
        )
    _decide(request, UnlockState.GRANTED, words, by, at)
    if request.reason in TOLD_FIRST:
        _tell_reporter(request, by=by, at=at)
    request.save()
    record_on_case(request, GRANT_IDENTITY.verb, "Granted the reporter's name", by=by, at=at)
    tell([request.asked_by, request.person], "identity_granted", about=request, at=at)
    return request


@transaction.atomic
def refuse_identity(request: IdentityRequest, *, reason: str, by: Person, at: datetime) -> IdentityRequest:
    """Leave the name locked, with the reasons."""
    request = _locked(request, by)
    REFUSE_IDENTITY.check(by, request)
    _decide(request, UnlockState.REFUSED, reason, by, at)
    request.save()
    record_on_case(request, REFUSE_IDENTITY.verb, "Refused the reporter's name", by=by, at=at)
    tell([request.asked_by, request.person], "identity_refused", about=request, at=at)
    return request


@transaction.atomic
def revoke_identity(request: IdentityRequest, *, reason: str, by: Person, at: datetime) -> IdentityRequest:
    """Take a request or a grant back, with the reason. What was seen stays on record."""
    request = _locked(request, by)
    REVOKE_IDENTITY.check(by, request)
    request.revoked_by = by
    end_request(request, UnlockEnd.REVOKED, timezone.localdate(at))
    record_on_case(request, REVOKE_IDENTITY.verb, "Took the reporter's name back", by=by, at=at, reason=reason)
    others = [one for one in (request.asked_by, request.person) if one.pk != by.pk]
    tell(others, "identity_ended", about=request, at=at)
    return request


@transaction.atomic
def show_identity(request: IdentityRequest, *, by: Person, at: datetime) -> IdentityView:
    """One look at the name, by the person whom it was granted to, on a day of the grant. Each is on the trail."""
    request = _locked(request, by)
    SHOW_IDENTITY.check(by, request)
    _check_is_needed(request)
    case, day = request.report.case, timezone.localdate(at)
    if not request.is_open_on(day):
        raise Refused(_("The name can’t be seen today. Look at the days of the grant."))
    if not case.relations(by) & WORKERS or not case.is_visible_to(by):
        raise Refused(_("You no longer work this case."))
    identity = request.report.known_identity
    if identity is None or identity.data_key.is_destroyed:
        raise Refused(_("The name was deleted for good."))
    view = IdentityView.objects.create(request=request, seen_by=by, seen_at=at, seen_on=day)
    note_knowledge(case, at=at)
    if request.telling == Telling.AFTER and request.told_on is None:
        _tell_reporter(request, by=by, at=at)
        request.save(update_fields=["told_on"])
    record_on_case(request, SHOW_IDENTITY.verb, "Looked at the reporter's name", by=by, at=at)
    return view


@transaction.atomic
def answer_unlock(report: Report, *, consent: str, receipt: str, at: datetime) -> IdentityRequest:
    """The reporter's yes or no to a name that is about to be shown. A yes opens the request that came first, at once.

    A no is said to all that wait. It keeps the name locked, unless a law demands it: then it is on record, and the
    custodian hears of it.
    """

    def answer(report: Report) -> IdentityRequest:
        day, case = timezone.localdate(at), Case.objects.locked(report.case_id, by=None)
        asked = IdentityRequest.objects.filter(report=report).select_related("custodian", "person")
        asked = asked.order_by("decided_at", "pk")
        waiting = [one for one in asked.select_for_update(of=("self",)) if one.waits_for_the_reporter(day)]
        if not waiting:
            raise Refused(_("This is settled already. If something is wrong with it, please write to the office."))
        report.case = case
        note(report, "answer_unlock", "The reporter answered whether the name may be shown", at=at)
        for request in waiting if consent == Consent.NO else waiting[:1]:
            request.report = report
            _keep_answer(request, consent, day)
            people = [one for one in (request.custodian, request.person) if one]
            tell(people, "identity_answered", about=request, at=report.moment(at))
        return waiting[0]

    return once(report, receipt, answer, IdentityRequest, at=at)


def _keep_answer(request: IdentityRequest, consent: str, day: date) -> None:
    request.answer, request.answered_on = consent, day
    if consent == Consent.YES and request.from_on and request.until_on:
        # As many days as were granted, from now on.
        request.from_on, request.until_on = day, day + (request.until_on - request.from_on)
    request.save(update_fields=["answer", "answered_on", "from_on", "until_on"])
    if consent == Consent.NO and request.telling == Telling.MAY_OBJECT:
        end_request(request, UnlockEnd.OBJECTED, day)


# --- the beats that several share --------------------------------------------------------------------------
def _asked_about(case: Case, report: Report, *, by: Person) -> tuple[Case, Report]:
    case = Case.objects.locked(case.pk, by=by)
    found = Report.objects.select_related("identity", "later_identity").get(pk=report.pk, case=case)
    found.case = case
    return case, found


def _check_holder(case: Case, report: Report, person: Person, *, in_danger: bool = False) -> None:
    if report.known_as != Mode.CONFIDENTIAL:
        raise Refused(_("There is no name in the custodian’s keeping for this report."))
    if not case.is_visible_to(person) or not case.relations(person) & WORKERS:
        raise Refused(_("Only somebody who works this case can be shown the name."), "person")
    asked = IdentityRequest.objects.open().filter(report=report, person=person)
    # Where a life is in danger nobody waits for what was asked in quieter days.
    if asked.filter(reason=UnlockReason.DANGER) if in_danger else asked:
        raise Refused(_("The name has been asked for this person already."), "person")


def _check_is_needed(request: IdentityRequest) -> None:
    if request.report.known_as != Mode.CONFIDENTIAL:
        raise Refused(_("The reporter has given the name openly since. It stands on the page of the case."))
    if not request.report.case.is_visible_to(request.person):
        raise Refused(_("The person whom it is for may no longer see the case."))


def _write(
    case: Case,
    report: Report,
    person: Person,
    reason: str,
    why: str,
    days: int,
    custodian: Person | None,
    signature: Signature | None,
    by: Person,
    at: datetime,
) -> IdentityRequest:
    note_knowledge(case, at=at)
    return IdentityRequest.objects.create(
        data_key=case.data_key,
        report=report,
        person=person,
        reason=reason,
        why=why,
        days=days,
        asked_by=by,
        asked_at=at,
        asked_queue=case.queue,
        asked_signature=signature,
        custodian=custodian,
    )


def _locked(request: IdentityRequest, by: Person) -> IdentityRequest:
    """The request, locked with its case, if `by` may see it now."""
    found = IdentityRequest.objects.visible_to(by).select_related("report").get(pk=request.pk)
    case = Case.objects.locked(found.report.case_id, by=None)
    joined = IdentityRequest.objects.select_related(
        "report__identity__data_key", "report__later_identity__data_key", "asked_by", "person", "custodian"
    )
    locked: IdentityRequest = joined.select_for_update(of=("self",)).get(pk=found.pk)
    locked.report.case = case
    return locked


def _decide(request: IdentityRequest, state: UnlockState, words: str, by: Person, at: datetime) -> None:
    request.state, request.decision, request.decided_by, request.decided_at = state, words, by, at


def end_request(request: IdentityRequest, because: UnlockEnd, day: date) -> None:
    """Over for good, with the reason; the caller records it."""
    request.state, request.ended_because, request.ended_on = UnlockState.ENDED, because, day
    request.save(update_fields=["state", "ended_because", "ended_on", "revoked_by"])


def _signed(
    case: Case, report: Report, person: Person, statement: str, *, by: Person, at: datetime, how: str
) -> Signature:
    """Over which report of which case and for whom: no word of the name or of what was told."""
    about = {"case": case.reference, "report": str(report.pk), "person": str(person.pk)}
    return sign(json.dumps(about, sort_keys=True).encode(), statement=statement, signer=by, at=at, how=how)


def _tell_reporter(request: IdentityRequest, *, by: Person, at: datetime) -> None:
    """Into their dialogue, in writing and with the reason (EU Directive 2019/1937 Art. 16)."""
    with translation.override(request.report.language):
        words = _notice(request)
    write_to_reporters(request.report.case, words, by=by, at=at, only=request.report)
    request.told_on = timezone.localdate(at)


def _notice(request: IdentityRequest) -> str:
    reason = request.get_reason_display()
    if request.telling == Telling.AFTER:
        return _(
            "Two people of different offices unlocked your name, and one person has seen it. The reason: %(reason)s. "
            "They may use it for nothing else. Write to us here if you have a question."
        ) % {"reason": reason}
    facts = {"reason": reason, "day": date_format(request.from_on, "DATE_FORMAT") if request.from_on else ""}
    if request.telling == Telling.BEFORE:
        return (
            _(
                "From %(day)s on one person who works on your report may see your name. The reason: %(reason)s. "
                "We are bound to it. You can tell us on this page what you think of it, and it is kept."
            )
            % facts
        )
    return (
        _(
            "One person who works on your report asks to see your name. The reason: %(reason)s. "
            "On this page you can say yes or no. If you say no, nobody sees it. "
            "If you say nothing, that person may see it from %(day)s on."
        )
        % facts
    )


def record_on_case(
    request: IdentityRequest, verb: str, sentence: str, *, by: Person | None, at: datetime, reason: str = ""
) -> None:
    """On the trail of the case. Never who reported: nobody there knows it."""
    facts = {"request": str(request.pk), "reason": request.reason} | ({"because": reason} if reason else {})
    names = {str(request.person_id): request.person.full_name}
    record(request.report.case, verb, by=by, at=at, sentence=sentence, facts=facts, names=names)


def _check_decider(request: IdentityRequest, by: Person, at: datetime) -> None:
    """The custodian must still be one who may decide: lines and roles change."""
    case, report, besides = request.report.case, request.report, [request.asked_by, request.person]
    if request.in_danger:
        free = second_people(case, report, asker=request.asked_by, besides=besides, at=at)
    else:
        free = free_custodians(case, report, besides=besides, at=at)
    if by.pk not in {one.pk for one in free}:
        raise Refused(_("You can’t decide about this one. Somebody else is asked."))
