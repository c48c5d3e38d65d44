"""Naming people in a case. Each naming raises the wall around that person at once."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Person, Unit
from accounts.moves import Refused
from accounts.notices import tell
from audit.trail import record
from cases.actions.deadlines import refresh_due
from cases.actions.indexing import index_words
from cases.actions.linked_reports import fire_for_subject
from cases.actions.materiality import fire_triggers, note_knowledge, triggers_of_subjects
from cases.actions.walls import raise_wall
from cases.models import Allegation, Case, Party
from cases.states.party import PartyKind, PartyRole, PartyStatus
from cases.workflow.case import ADD_PARTY
from cases.workflow.parts import (
    AGREE_TO_ROLE,
    CONFIRM_PARTY,
    DOUBT_PARTY,
    KEEP_PARTY,
    LET_PARTY_GO,
    REJECT_PARTY,
)
from clocks import kinds
from clocks.actions import stop_clock


@transaction.atomic
def add_party(
    case: Case,
    *,
    role: str,
    kind: str,
    person: Person | None = None,
    described: str = "",
    unit: Unit | None = None,
    by: Person,
    at: datetime,
) -> Party:
    """Name somebody or something in the case. Raises `Refused` for oneself: that is a conflict to declare.

    `unit` is whose it is, where it is no person of the directory.
    """
    case = Case.objects.locked(case.pk, by=by)
    ADD_PARTY.check(by, case)
    if kind == PartyKind.PERSON and person is None:
        raise Refused(_("Choose the person from the directory."), "person")
    if kind != PartyKind.PERSON and not described:
        raise Refused(_("Say who or what it is."), "described")
    if person is not None and person.pk == by.pk:
        raise Refused(_("You can't name yourself. Declare your conflict of interest instead."), "person")
    before = Party.objects.filter(case=case, person=person, role=role).first() if person is not None else None
    if before is not None and before.status != PartyStatus.REJECTED:
        raise Refused(_("This person is named in this role already."), "person")
    if person is not None and role != PartyRole.SUBJECT and _let_go(case, person, by):
        raise Refused(
            _("You lifted this person as a possible match. A second person says that they are something else."),
            "person",
        )
    if before is not None:
        # Lifted by mistake: the same row, so that the reason for which it was lifted stays with it.
        before.forget_what_was_said()
        return _confirm(case, before, role, ADD_PARTY.verb, by, at)
    party = Party.objects.create(
        data_key=case.data_key,
        case=case,
        role=role,
        kind=kind,
        status=PartyStatus.CONFIRMED,
        person=person if kind == PartyKind.PERSON else None,
        described=described if kind != PartyKind.PERSON else "",
        unit=unit if kind != PartyKind.PERSON else None,
        identified_on=timezone.localdate(at),
        identified_by=by,
        decided_by=by,
        decided_at=at,
    )
    index_words(party)
    note_knowledge(case, at=at)
    record(
        case,
        ADD_PARTY.verb,
        by=by,
        at=at,
        sentence="Named a party",
        facts={"party": str(party.pk), "role": role, "kind": kind},
        names={str(person.pk): person.full_name} if person else {},
    )
    _after_naming(case, party, at)
    return party


@transaction.atomic
def confirm_party(party: Party, *, role: str, by: Person, at: datetime) -> Party:
    """Confirm that a person possibly recognised at intake is concerned, and in which role.

    A subject at once. That somebody is no subject but a witness, or was affected, is proposed: until a second person
    agrees they stay a possible match, with every wall of it (DECISIONS 45).
    """
    case, party = _locked(party, by)
    CONFIRM_PARTY.check(by, party)
    if party.role == PartyRole.SUBJECT and role != PartyRole.SUBJECT:
        return _propose_role(case, party, role, by, at)
    party.forget_what_was_said()
    return _confirm(case, party, role, CONFIRM_PARTY.verb, by, at)


def _propose_role(case: Case, party: Party, role: str, by: Person, at: datetime) -> Party:
    party.wanted_role, party.wanted_by, party.wanted_at = role, by, at
    party.save(update_fields=["wanted_role", "wanted_by", "wanted_at"])
    note_knowledge(case, at=at)
    facts, names = {"party": str(party.pk), "role": role}, {str(party.person_id): party.name}
    record(case, "propose_role", by=by, at=at, sentence="Proposed another role", facts=facts, names=names)
    others = [person for person in case.staff() if person.pk != by.pk]
    tell(others, "role_to_agree_to", about=case, at=at, once=f"{party.pk}:{at.isoformat()}")
    return party


@transaction.atomic
def agree_to_role(party: Party, *, by: Person, at: datetime) -> Party:
    """Agree, as the second person, that somebody is no subject but what was proposed."""
    case, party = _locked(party, by)
    AGREE_TO_ROLE.check(by, party)
    return _confirm(case, party, party.wanted_role, AGREE_TO_ROLE.verb, by, at)


def _confirm(case: Case, party: Party, role: str, verb: str, by: Person, at: datetime) -> Party:
    party.status, party.role, party.decided_by, party.decided_at = PartyStatus.CONFIRMED, role, by, at
    party.save(update_fields=["status", "role", "decided_by", "decided_at", *Party.WHAT_WAS_SAID])
    note_knowledge(case, at=at)
    record(
        case,
        verb,
        by=by,
        at=at,
        sentence="Confirmed a possible match",
        facts={"party": str(party.pk), "role": role},
        names={str(party.person_id): party.name},
    )
    _after_decision(case, at)
    _after_naming(case, party, at)
    return party


@transaction.atomic
def reject_party(party: Party, *, reason: str, by: Person, at: datetime) -> Party:
    """Lift a possible match, with a reason. The wall around that person falls."""
    case, party = _locked(party, by)
    REJECT_PARTY.check(by, party)
    # With a case that was merged into this one an allegation may have come of somebody whom this one had let go.
    if _is_accused(case, party):
        raise Refused(_("An allegation of this case is about this person, so the wall stays. Confirm them instead."))
    if _named_otherwise(case, party, by):
        raise Refused(_("You named this person in another role. A second person says that they are no subject."))
    party.status, party.decided_by, party.decided_at, party.decision_reason = PartyStatus.REJECTED, by, at, reason
    party.save(update_fields=["status", "decided_by", "decided_at", "decision_reason"])
    note_knowledge(case, at=at)
    _note(case, party, REJECT_PARTY.verb, "Lifted a possible match", by, at)
    _after_decision(case, at)
    return party


@transaction.atomic
def doubt_party(party: Party, *, reason: str, by: Person, at: datetime) -> Party:
    """Say that somebody was named by mistake, such as another one of that name. Nothing changes until a second person
    decides: it would give back to whoever is concerned what the wall keeps from them (DECISIONS 45)."""
    case, party = _locked(party, by)
    DOUBT_PARTY.check(by, party)
    _refuse_the_accused(case, party)
    party.doubted_because, party.doubted_by, party.doubted_at = reason, by, at
    party.save(update_fields=["doubted_because", "doubted_by", "doubted_at"])
    _note(case, party, DOUBT_PARTY.verb, "Said that somebody was named by mistake", by, at)
    others = [person for person in case.staff() if person.pk != by.pk]
    tell(others, "party_doubted", about=case, at=at, once=f"{party.pk}:{at.isoformat()}")
    return party


@transaction.atomic
def let_party_go(party: Party, *, by: Person, at: datetime) -> Party:
    """Agree, as the second person, that somebody was named by mistake. The wall around them falls."""
    case, party = _locked(party, by)
    LET_PARTY_GO.check(by, party)
    _refuse_the_accused(case, party)
    party.status, party.decided_by, party.decided_at = PartyStatus.REJECTED, by, at
    party.decision_reason = str(party.doubted_because)
    party.save(update_fields=["status", "decided_by", "decided_at", "decision_reason"])
    _note(case, party, LET_PARTY_GO.verb, "Agreed that somebody was named by mistake", by, at)
    return party


@transaction.atomic
def keep_party(party: Party, *, reason: str, by: Person, at: datetime) -> Party:
    """Keep somebody named of whom a colleague, or oneself, said that it was a mistake."""
    case, party = _locked(party, by)
    KEEP_PARTY.check(by, party)
    asked = party.doubted_by
    party.decision_reason = reason
    party.save(update_fields=[*party.forget_what_was_said(), "decision_reason"])
    _note(case, party, KEEP_PARTY.verb, "Kept somebody named", by, at)
    if asked is not None and asked.pk != by.pk:
        tell([asked], "party_kept", about=case, at=at, once=f"{party.pk}:{at.isoformat()}")
    return party


def _note(case: Case, party: Party, verb: str, sentence: str, by: Person, at: datetime) -> None:
    names = {str(party.person_id): party.name} if party.person_id else {}
    record(case, verb, by=by, at=at, sentence=sentence, facts={"party": str(party.pk)}, names=names)


def _refuse_the_accused(case: Case, party: Party) -> None:
    if _is_accused(case, party):
        raise Refused(_("An allegation of this case is about them. Record a finding on it; the wall stays."))


def _is_accused(case: Case, party: Party) -> bool:
    """Whether an allegation is about them, in this role or another."""
    about = Q(subject=party.pk)
    if party.person_id:
        about |= Q(subject__person=party.person_id)
    return Allegation.objects.filter(about, case=case).exists()


def _let_go(case: Case, person: Person, by: Person) -> bool:
    """Whether `by` lifted them as a possible subject: naming them a witness then would be both halves of one act that
    needs two people (DECISIONS 45)."""
    lifted = Party.objects.filter(case=case, person=person, role=PartyRole.SUBJECT, status=PartyStatus.REJECTED)
    return lifted.filter(decided_by=by).exists()


def _named_otherwise(case: Case, party: Party, by: Person) -> bool:
    """The same, the other way about."""
    if party.role != PartyRole.SUBJECT or party.person_id is None:
        return False
    named = Party.objects.filter(case=case, person=party.person_id, identified_by=by).standing()
    return named.exclude(role=PartyRole.SUBJECT).exists()


def _locked(party: Party, by: Person) -> tuple[Case, Party]:
    """The case, if `by` may see it now, and the party in it."""
    case = Case.objects.locked(party.case_id, by=by)
    return case, Party.objects.select_related("person").select_for_update(of=("self",)).get(pk=party.pk, case=case)


def _after_decision(case: Case, at: datetime) -> None:
    if not Party.objects.filter(case=case, status=PartyStatus.PROVISIONAL).exists():
        stop_clock(case, kinds.PROVISIONAL_PARTY, at=at)
        refresh_due(case)


def _after_naming(case: Case, party: Party, at: datetime) -> None:
    """The wall, and the triggers that a subject of this kind fires."""
    fire_for_subject(case, party, at=at)
    if party.person is None:
        return
    if party.role == PartyRole.SUBJECT:
        fire_triggers(case, triggers_of_subjects(case.topic, [party.person]), at=at, known_at=at)
    below = Person.objects.reporting_to([party.person], levels=settings.WALL_REPORTING_LEVELS)
    raise_wall(case, [party.person, *below], at=at)
