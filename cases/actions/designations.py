"""Designating a deputy, and ending it before its time (DECISIONS 42)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Designation, Person
from accounts.moves import Refused
from accounts.notices import tell, withhold
from accounts.roles import DESIGNATORS, REFUSED_PAIRS, Power, Role
from audit.trail import record
from cases.workflow.designations import END_DESIGNATION
from code_of_ethics.models import Topic
from vault.models import DataKey

# Longer, and it is a role that should be granted as one.
LONGEST = timedelta(days=366)


@dataclass(frozen=True)
class DesignationFacts:
    """What a head puts in writing."""

    deputy: Person
    powers: Iterable[str]
    starts_at: datetime
    ends_at: datetime
    words: str
    # Every topic where there is none.
    topics: Iterable[Topic] = ()


@transaction.atomic
def designate(role: str, *, facts: DesignationFacts, by: Person, at: datetime) -> Designation:
    """Let somebody stand in for the head who `by` is, with some of that head's powers, from a moment to another."""
    # Two designations of one head at once: the second waits, and then meets the first.
    Person.objects.select_for_update(of=("self",)).get(pk=by.pk)
    if role not in DESIGNATORS or Role(role) not in by.roles:
        raise Refused(_("Only the head of a queue designates a deputy for it."))
    _check_deputy(role, facts.deputy, by)
    powers = [power.value for power in Power if power.value in set(facts.powers)]
    if not powers or set(facts.powers) - set(powers):
        raise Refused(_("Say what the deputy may do."), "powers")
    _check_times(facts, at)
    _check_free(role, facts, at)
    made = Designation.objects.create(
        data_key=DataKey.objects.mint(),
        head=by,
        role=role,
        deputy=facts.deputy,
        powers=powers,
        topics=sorted(topic.slug for topic in facts.topics),
        starts_at=facts.starts_at,
        ends_at=facts.ends_at,
        words=facts.words,
        designated_at=at,
    )
    told = {"role": role, "powers": powers, "topics": made.topics}
    times = {"starts_at": facts.starts_at.isoformat(), "ends_at": facts.ends_at.isoformat()}
    _record(made, "designate", _("Designated a deputy"), by, at, **told, **times)
    tell([facts.deputy], "designated", about=made, at=at)
    return made


@transaction.atomic
def end_designation(designation: Designation, *, by: Person, at: datetime) -> Designation:
    """End it before its time: by the head, or by the deputy who gives it back."""
    ending = Designation.objects.visible_to(by).select_for_update(of=("self",)).get(pk=designation.pk)
    END_DESIGNATION.check(by, ending)
    if ending.ends_at <= at:
        raise Refused(_("This is over already."))
    ending.ended_by, ending.ended_at = by, at
    ending.save(update_fields=["ended_by", "ended_at"])
    _record(ending, END_DESIGNATION.verb, _("Ended a designation"), by, at)
    # What the deputy was told of cases that they see no more.
    withhold(people=[ending.deputy])
    other = ending.head if by.pk == ending.deputy_id else ending.deputy
    tell([other], "designation_ended", about=ending, at=at)
    return ending


def _check_deputy(role: str, deputy: Person, by: Person) -> None:
    """Somebody else, who still works here, and whose own roles never meet what is lent (DECISIONS 44)."""
    if deputy.pk == by.pk:
        raise Refused(_("Nobody stands in for themself."), "deputy")
    if deputy.has_left():
        raise Refused(_("This person has left."), "deputy")
    if role == Role.AUDIT_COMMITTEE_CHAIR:
        if Role.AUDIT_COMMITTEE not in deputy.roles:
            raise Refused(_("Only a member of the committee stands in for its chair."), "deputy")
        return
    for held in deputy.roles:
        if {frozenset({held, Role(role)}), frozenset({held, Role.OFFICE_STAFF})} & REFUSED_PAIRS:
            raise Refused(_("%(role)s can’t stand in for you.") % {"role": held.label}, "deputy")


def _check_times(facts: DesignationFacts, at: datetime) -> None:
    if facts.ends_at <= facts.starts_at:
        raise Refused(_("This ends before it begins."), "ends_on")
    if facts.ends_at <= at:
        raise Refused(_("This is over already."), "ends_on")
    if facts.ends_at - facts.starts_at > LONGEST:
        raise Refused(_("A designation lasts a year at most."), "ends_on")


def _check_free(role: str, facts: DesignationFacts, at: datetime) -> None:
    """One designation at a time for the same deputy, so that ending it ends it."""
    standing = Designation.objects.not_over(at).filter(role=role, deputy=facts.deputy)
    if standing.filter(starts_at__lt=facts.ends_at, ends_at__gt=facts.starts_at).exists():
        raise Refused(_("This person stands in for you then already. End that designation first."), "deputy")


def _record(made: Designation, verb: str, sentence: str, by: Person, at: datetime, **facts: object) -> None:
    deputy = made.deputy
    told = {"deputy": str(deputy.pk), **facts}
    record(made, verb, by=by, at=at, sentence=sentence, facts=told, names={str(deputy.pk): deputy.full_name})
