"""Referring a matter to public officials: proposed, advised on by counsel, decided, handed over, concluded."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Person
from accounts.moves import Move, Refused
from accounts.notices import tell, withhold
from accounts.roles import Role
from audit.trail import record
from cases.actions.materiality import note_knowledge
from cases.models import Attachment, Case, HandedOver, PublicReferral
from cases.states.outcome import Advice, ReferralState
from cases.workflow.outcomes import (
    APPROVE_REFERRAL,
    ASK_OTHER_COUNSEL,
    CONCLUDE_REFERRAL,
    DECLINE_OPINION,
    DECLINE_REFERRAL,
    GIVE_OPINION,
    HAND_TO_AUTHORITY,
    PROPOSE_REFERRAL,
    RECORD_RECEIPT,
)


@dataclass(frozen=True)
class ReferralFacts:
    """What counsel and whoever decides read: no more of the case than this."""

    authority: str
    facts: str
    reasons: str
    counsel: Person


@transaction.atomic
def propose_referral(case: Case, *, facts: ReferralFacts, by: Person, at: datetime) -> PublicReferral:
    """Propose to refer the matter to an authority, and ask counsel."""
    case = Case.objects.locked(case.pk, by=by)
    PROPOSE_REFERRAL.check(by, case)
    _check_counsel(case, facts.counsel, by, at)
    referral = PublicReferral.objects.create(
        data_key=case.data_key,
        case=case,
        authority=facts.authority,
        facts=facts.facts,
        reasons=facts.reasons,
        counsel=facts.counsel,
        proposed_by=by,
        proposed_at=at,
    )
    note_knowledge(case, at=at)
    _record(referral, PROPOSE_REFERRAL, "Proposed a referral to public officials", by, at)
    tell([facts.counsel], "opinion_wanted", about=referral, at=at)
    return referral


@transaction.atomic
def give_opinion(referral: PublicReferral, *, advice: str, opinion: str, by: Person, at: datetime) -> PublicReferral:
    """Counsel's opinion. Without it nobody decides."""
    referral = _locked(referral, by)
    GIVE_OPINION.check(by, referral)
    referral.state, referral.advice, referral.opinion = ReferralState.ADVISED, advice, opinion
    referral.advised_by, referral.advised_at = by, at
    referral.save(update_fields=["state", "advice", "opinion", "advised_by", "advised_at"])
    _record(referral, GIVE_OPINION, f"Counsel’s opinion: {Advice(advice).label}", by, at)
    tell(_deciders(referral), "referral_to_decide", about=referral, at=at)
    return referral


@transaction.atomic
def decline_opinion(referral: PublicReferral, *, by: Person, at: datetime) -> PublicReferral:
    """Counsel can't advise on it, and need not say why. They see it no more; the office asks somebody else."""
    referral = _locked(referral, by)
    DECLINE_OPINION.check(by, referral)
    referral.counsel_declined_at = at
    referral.save(update_fields=["counsel_declined_at"])
    _record(referral, DECLINE_OPINION, "Counsel can’t advise on a referral", by, at)
    tell_of_missing_counsel(referral.case, at=at)
    withhold(people=[by])
    return referral


@transaction.atomic
def ask_other_counsel(referral: PublicReferral, *, counsel: Person, by: Person, at: datetime) -> PublicReferral:
    """Ask another counsel in the place of one who has not answered, can't, or must not."""
    referral = _locked(referral, by)
    ASK_OTHER_COUNSEL.check(by, referral)
    if counsel.pk == referral.counsel_id:
        raise Refused(_("This person has been asked already."), "counsel")
    if counsel.pk == referral.proposed_by_id:
        raise Refused(_("This person can’t be asked for an opinion here."), "counsel")
    _check_counsel(referral.case, counsel, by, at)
    former, referral.counsel, referral.counsel_declined_at = referral.counsel, counsel, None
    referral.save(update_fields=["counsel", "counsel_declined_at"])
    told = {"referral": str(referral.pk), "former": str(former.pk), "counsel": str(counsel.pk)}
    names = {str(person.pk): person.full_name for person in (former, counsel)}
    sentence = "Asked another counsel about a referral"
    record(referral.case, ASK_OTHER_COUNSEL.verb, by=by, at=at, sentence=sentence, facts=told, names=names)
    withhold(people=[former])
    tell([counsel], "opinion_wanted", about=referral, at=at, once=str(counsel.pk))
    return referral


def _check_counsel(case: Case, counsel: Person, by: Person, at: datetime) -> None:
    gone = Role.COUNSEL not in counsel.roles or counsel.has_left(timezone.localdate(at))
    if gone or case.walls_off(counsel) or counsel == by:
        raise Refused(_("This person can’t be asked for an opinion here."), "counsel")


def tell_of_missing_counsel(case: Case, *, at: datetime | date) -> int:
    """Tell the office where the opinion is wanted of somebody who can't give it any more; how many were told anew."""
    told = 0
    for referral in case.public_referrals.filter(state=ReferralState.PROPOSED).select_related("counsel", "case"):
        if referral.lacks_counsel():
            once = f"{referral.pk}:{referral.counsel_id}"
            told += tell(case.staff(), "counsel_needed", about=case, at=at, once=once)
    return told


def _deciders(referral: PublicReferral) -> list[Person]:
    case = referral.case
    chair = referral.needs_chair()
    role = Role.AUDIT_COMMITTEE_CHAIR if chair else case.head_role
    acting = [case.acting_head_id] if case.acting_head_id else []
    people = Person.objects.holding(role) | Person.objects.filter(pk__in=acting)
    return list(case.unwalled(people))


@transaction.atomic
def approve_referral(referral: PublicReferral, *, reasons: str, by: Person, at: datetime) -> PublicReferral:
    """Decide that the matter is referred."""
    referral = _locked(referral, by)
    APPROVE_REFERRAL.check(by, referral)
    return _decide(referral, APPROVE_REFERRAL, ReferralState.APPROVED, reasons, by, at)


@transaction.atomic
def decline_referral(referral: PublicReferral, *, reasons: str, by: Person, at: datetime) -> PublicReferral:
    """Decide that it is not. The reasons are kept."""
    referral = _locked(referral, by)
    DECLINE_REFERRAL.check(by, referral)
    return _decide(referral, DECLINE_REFERRAL, ReferralState.DECLINED, reasons, by, at)


def _decide(
    referral: PublicReferral, move: Move, state: ReferralState, reasons: str, by: Person, at: datetime
) -> PublicReferral:
    referral.state, referral.decision_reasons = state, reasons
    referral.decided_by, referral.decided_at = by, at
    referral.save(update_fields=["state", "decision_reasons", "decided_by", "decided_at"])
    _record(referral, move, f"Referral to public officials: {state.label}", by, at)
    told = {person.pk: person for person in [referral.proposed_by, *referral.case.staff()]}
    tell([person for person in told.values() if person.pk != by.pk], "referral_decided", about=referral, at=at)
    return referral


@transaction.atomic
def hand_to_authority(
    referral: PublicReferral,
    *,
    handed_over_on: date,
    things: Iterable[str] = (),
    attachments: Iterable[Attachment] = (),
    by: Person,
    at: datetime,
) -> PublicReferral:
    """Record what was handed over and when: files of the case by their SHA-256, and everything else in words."""
    referral = _locked(referral, by)
    HAND_TO_AUTHORITY.check(by, referral)
    _check_day(handed_over_on, "handed_over_on", at)
    files = Attachment.objects.filter(report__case=referral.case_id, pk__in=[one.pk for one in attachments])
    if files.filter(file__data_key__destroyed_on__isnull=False).exists():
        raise Refused(_("A file that was deleted for good can't be handed over."))
    given = [(file.neutral_name, file) for file in files.select_related("file__data_key", "clean_file__data_key")]
    listed: list[tuple[str, Attachment | None]] = [*given, *((thing, None) for thing in things)]
    if not listed:
        raise Refused(_("Say what was handed over."), "things")
    for place, (what, attachment) in enumerate(listed):
        HandedOver.objects.create(
            data_key=referral.data_key,
            referral=referral,
            attachment=attachment,
            what=what,
            sha256=str((attachment.clean_file or attachment.file).sha256) if attachment else "",
            position=place,
        )
    referral.state, referral.handed_over_on, referral.handed_over_by = ReferralState.HANDED_OVER, handed_over_on, by
    referral.save(update_fields=["state", "handed_over_on", "handed_over_by"])
    _record(referral, HAND_TO_AUTHORITY, "Handed over to public officials", by, at, number=len(listed))
    return referral


@transaction.atomic
def record_receipt(
    referral: PublicReferral, *, acknowledged_on: date, authority_reference: str, by: Person, at: datetime
) -> PublicReferral:
    """Record that the authority acknowledged it, and its reference."""
    referral = _locked(referral, by)
    RECORD_RECEIPT.check(by, referral)
    _check_day(acknowledged_on, "acknowledged_on", at)
    referral.state = ReferralState.ACKNOWLEDGED
    referral.acknowledged_on, referral.authority_reference = acknowledged_on, authority_reference
    referral.save(update_fields=["state", "acknowledged_on", "authority_reference"])
    _record(referral, RECORD_RECEIPT, "The authority acknowledged the referral", by, at)
    return referral


@transaction.atomic
def conclude_referral(
    referral: PublicReferral, *, result: str, concluded_on: date, by: Person, at: datetime
) -> PublicReferral:
    """Record what came of it."""
    referral = _locked(referral, by)
    CONCLUDE_REFERRAL.check(by, referral)
    _check_day(concluded_on, "concluded_on", at)
    referral.state, referral.result, referral.concluded_on = ReferralState.CONCLUDED, result, concluded_on
    referral.save(update_fields=["state", "result", "concluded_on"])
    _record(referral, CONCLUDE_REFERRAL, "What came of the referral", by, at)
    return referral


def _check_day(day: date, field: str, at: datetime) -> None:
    if day > timezone.localdate(at):
        raise Refused(_("This day has not come yet."), field)


def _locked(referral: PublicReferral, by: Person) -> PublicReferral:
    """The referral, if `by` may see it now; the case's row first, as everywhere, because its trail is written."""
    Case.objects.locked(referral.case_id, by=None)
    return PublicReferral.objects.locked(referral.pk, by=by)


def _record(referral: PublicReferral, move: Move, sentence: str, by: Person, at: datetime, **facts: int) -> None:
    record(referral.case, move.verb, by=by, at=at, sentence=sentence, facts={"referral": str(referral.pk), **facts})
