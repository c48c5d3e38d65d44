"""Who may see which waivers. Computed when reading, so a change of role or manager counts at once."""

import uuid
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from accounts.models import Person
from accounts.roles import Role
from vault.models import SealedQuerySet
from vault.settled import Settled
from waivers.states import STANDING, Outcome, WaiverClass, WaiverState

if TYPE_CHECKING:
    from waivers.models.waiver import Waiver

REGISTER_ROLES = frozenset(
    {
        Role.ETHICS_OFFICER, Role.GENERAL_AUDITOR, Role.COUNSEL, Role.AUDIT_COMMITTEE, Role.AUDIT_COMMITTEE_CHAIR,
        Role.BOARD_SECRETARY, Role.BOARD_MEMBER,
    }
)  # fmt: skip
# What they handle hangs from whom a request concerns: a holder of the office, or not (`_by_office`).
OFFICE_ROLES = frozenset({Role.ETHICS_OFFICER, Role.GENERAL_AUDITOR, Role.AUDIT_COMMITTEE_CHAIR})
ADVISING_ROLES = frozenset({Role.COUNSEL, Role.GENERAL_AUDITOR})
# Who agrees to it, besides whoever proposes it, that a request of the Board's is decided by one person.
SECOND_ROLES = frozenset({Role.GENERAL_AUDITOR, Role.BOARD_SECRETARY})
WHOLE_REGISTER = REGISTER_ROLES - {Role.BOARD_SECRETARY, Role.BOARD_MEMBER}
DECIDING_ROLES = frozenset(
    {Role.ETHICS_OFFICER, Role.GENERAL_AUDITOR, Role.AUDIT_COMMITTEE_CHAIR, Role.BOARD_SECRETARY, Role.BOARD_MEMBER}
)

DECIDED = ~Q(outcome="")
ASKED = ~Q(state=WaiverState.DRAFT) & Q(requested_at__isnull=False)
BEFORE_THE_BOARD = (WaiverState.BOARD, WaiverState.REVOKING)
# So long before its last day whoever has a waiver is told, which is time for a renewal to be decided.
REMINDED_BEFORE = timedelta(days=14)
UNDER_WAY = [WaiverState.REQUESTED, WaiverState.RECOMMENDED, WaiverState.BOARD]
OF_THE_BOARD = Q(classification=WaiverClass.BOARD)

# What a waiver may have or not, by the name under which `with_what_there_is` says so.
PARTS = (
    ("has_opinions", "Opinion"),
    ("has_conditions", "Condition"),
    ("has_files", "WaiverFile"),
    ("has_changes", "ClassChange"),
)


def concerns_holders_of(role: Role, at: datetime | None = None) -> Q:
    """Requests that a holder of `role` (now, if not said) makes or benefits from, or whose requester or beneficiary
    they manage.

    The same as `classes._touches`: whoever of the office only writes it down for another counts without their manager.
    """
    heads = Person.objects.holding(role, at=at).values("pk")
    return (
        Q(requester__in=heads)
        | Q(beneficiary__in=heads)
        | Q(requester__manager__in=heads, on_behalf=False)
        | Q(beneficiary__manager__in=heads)
    )


def ethics_officer_conflicted(at: datetime | None = None) -> Q:
    """Requests that the CCEO may not touch: the General Auditor recommends and the Board decides (DECISIONS 51)."""
    return concerns_holders_of(Role.ETHICS_OFFICER, at) | Q(recused_officer__isnull=False)


def class_waits() -> Q:
    """Requests for which somebody proposed that the Board need not decide, and nobody has settled it."""
    changes = apps.get_model("waivers", "ClassChange")._default_manager
    waiting = changes.filter(to_class=WaiverClass.OTHER, settled_at__isnull=True)
    return Q(pk__in=waiting.values("waiver"), state__in=UNDER_WAY)


def own(person: Person) -> Q:
    """What a person asked for, and what was asked for them."""
    return Q(requester=person) | (Q(beneficiary=person) & ASKED)


def moment_for(person: Person) -> list[datetime]:
    """Now, where what `person` may see hangs from who holds an office now: a value for a settled `visible_to`."""
    return [timezone.now()] if person.roles & OFFICE_ROLES else []


class WaiverQuerySet(SealedQuerySet):
    def visible_to(self, person: Person, at: datetime | None = None) -> "WaiverQuerySet":
        """Own requests; for the ethics heads, the Board and the register's readers what their duty needs (now, if not
        said).

        Being requester or beneficiary is the stronger relation: such a person never reads as staff.
        """
        return self.filter(own(person) | (self._by_duty(person, at) & ASKED & ~self._concerned(person)))

    @staticmethod
    def _concerned(person: Person) -> Q:
        return Q(requester=person) | Q(beneficiary=person)

    def _by_duty(self, person: Person, at: datetime | None) -> Q:
        return self._by_role(person.roles, at) | self._by_opinion(person)

    @staticmethod
    def _by_office(roles: frozenset[Role], at: datetime | None) -> Q:
        seen = Q(pk__in=[])
        if Role.ETHICS_OFFICER in roles:
            seen |= ~ethics_officer_conflicted(at)
        if Role.GENERAL_AUDITOR in roles:
            seen |= ethics_officer_conflicted(at)
        if Role.AUDIT_COMMITTEE_CHAIR in roles:
            seen |= ethics_officer_conflicted(at) & concerns_holders_of(Role.GENERAL_AUDITOR, at)
        return seen

    @classmethod
    def _by_role(cls, roles: frozenset[Role], at: datetime | None) -> Q:
        seen = cls._by_office(roles, at)
        if Role.BOARD_SECRETARY in roles:
            seen |= OF_THE_BOARD & (DECIDED | Q(state__in=[WaiverState.RECOMMENDED, WaiverState.BOARD]))
        if Role.BOARD_MEMBER in roles:
            seen |= OF_THE_BOARD & (DECIDED | Q(state=WaiverState.BOARD))
        if roles & SECOND_ROLES:
            seen |= class_waits()
        if roles & WHOLE_REGISTER:
            seen |= DECIDED
        return seen

    @staticmethod
    def _by_opinion(person: Person) -> Q:
        """What `person` was asked for an opinion on, while they hold the duty for which they were asked."""
        if not person.roles & ADVISING_ROLES:
            return Q(pk__in=[])
        opinions = apps.get_model("waivers", "Opinion")._default_manager.filter(asked_of=person)
        return Q(pk__in=opinions.values("waiver"))

    def of_the_office(self, person: Person) -> "WaiverQuerySet":
        """What comes to `person` as the head who handles it, or who stands in where the others are conflicted."""
        return self.filter(self._by_office(person.roles, None) & ASKED & ~self._concerned(person))

    def locked(self, pk: uuid.UUID, *, by: Person) -> "Waiver":
        """The row, locked, for somebody who may see it. Raises `DoesNotExist` otherwise."""
        found = _settled_lock(frozenset(by.held))(pk, by.pk, *moment_for(by))
        if not found:
            raise apps.get_model("waivers", "Waiver").DoesNotExist
        waiver: Waiver = found[0]
        return waiver

    def with_people(self) -> "WaiverQuerySet":
        return self.select_related("data_key", "requester", "beneficiary__entity", "provision__version")

    def with_what_there_is(self) -> "WaiverQuerySet":
        """Each says whether it has opinions, conditions and so on, so that a page asks only for what there is."""
        there_is = {}
        for name, model in PARTS:
            rows = apps.get_model("waivers", model)._default_manager.filter(waiver=OuterRef("pk"))
            there_is[name] = Exists(rows)
        return self.annotate(**there_is)

    def of(self, person: Person) -> "WaiverQuerySet":
        """Own requests in every state."""
        return self.filter(own(person))

    def to_confirm(self, person: Person) -> "WaiverQuerySet":
        """What somebody asked for in the name of `person`, who has said neither yes nor no."""
        return self.filter(beneficiary=person, state=WaiverState.TO_CONFIRM)

    def register(self, person: Person) -> "WaiverQuerySet":
        """Decided ones, refusals included, that `person` reads by role."""
        if not person.roles & REGISTER_ROLES:
            return self.none()
        return self.visible_to(person).filter(DECIDED).exclude(self._concerned(person))

    def insider_lists_due(self, keys: Iterable[uuid.UUID], person: Person) -> dict[uuid.UUID, list[Any]]:
        """Of these requests those whose notice `person` has still to acknowledge, by id, each with its open lists: what
        `code_of_ethics.models.source` asks for the draft of a disclosure."""
        from waivers.models.insider import InsiderList, not_told  # the lists name the requests

        asked: Iterable[Any] = self.filter(not_told(person), pk__in=keys).only("pk", "renews")
        waiting = {one.pk: one.renews_id for one in asked}
        if not waiting:
            return {}
        theirs = Q(waiver__in=[*waiting, *filter(None, waiting.values())]) | Q(waiver__renews__in=list(waiting))
        lists = list(InsiderList.objects.due_for(person).filter(theirs).select_related("waiver"))
        return {
            pk: [one for one in lists if one.waiver_id in (pk, renews) or one.waiver.renews_id == pk]
            for pk, renews in waiting.items()
        }

    def narrowed(
        self,
        *,
        on: date,
        outcome: str = "",
        decider: str = "",
        holds: str = "",
        decided_from: date | None = None,
        decided_until: date | None = None,
    ) -> "WaiverQuerySet":
        """Those that fit; `holds` is "now" or "over", for granted ones, as on the day `on`."""
        rows = self
        if outcome:
            rows = rows.filter(outcome=outcome)
        if decider:
            rows = rows.filter(classification=decider)
        if holds:
            stands = Q(state__in=STANDING) | Q(state=WaiverState.REVOKED, revoked_on__gt=on)
            in_force = stands & Q(effective_from__lte=on, ends_on__gte=on)
            over = Q(outcome=Outcome.GRANTED) & ~(stands & Q(ends_on__gte=on))
            rows = rows.filter(in_force if holds == "now" else over)
        if decided_from:
            rows = rows.filter(decided_at__date__gte=decided_from)
        if decided_until:
            rows = rows.filter(decided_at__date__lte=decided_until)
        return rows

    def to_decide(self, person: Person) -> "WaiverQuerySet":
        """What waits for `person`: a decision, a recommendation, a place on the Board's agenda, or a vote."""
        waiting = Q(pk__in=[])
        if person.roles & {Role.ETHICS_OFFICER, Role.GENERAL_AUDITOR, Role.AUDIT_COMMITTEE_CHAIR}:
            waiting |= Q(state=WaiverState.REQUESTED)
        if Role.BOARD_SECRETARY in person.roles:
            waiting |= Q(state__in=[WaiverState.RECOMMENDED, *BEFORE_THE_BOARD])
        if Role.BOARD_MEMBER in person.roles:
            waiting |= Q(state__in=BEFORE_THE_BOARD)
        if person.roles & SECOND_ROLES:
            waiting |= class_waits()
        return self.visible_to(person).filter(waiting).exclude(self._concerned(person))

    def before_the_board(self, person: Person) -> "WaiverQuerySet":
        """The papers on the Board's agenda, for the secretary and the members."""
        on_agenda = Q(state__in=[WaiverState.RECOMMENDED, *BEFORE_THE_BOARD])
        return self.visible_to(person).filter(on_agenda).exclude(self._concerned(person))

    def to_remind(self, on: date) -> "WaiverQuerySet":
        """Granted ones that end within the days of `REMINDED_BEFORE`."""
        ends_soon = Q(ends_on__gte=on, ends_on__lte=on + REMINDED_BEFORE)
        return self.filter(ends_soon, state__in=STANDING, outcome=Outcome.GRANTED)

    def to_lapse(self, on: date) -> "WaiverQuerySet":
        """Granted ones whose last day has passed."""
        return self.filter(state__in=STANDING, outcome=Outcome.GRANTED, ends_on__lt=on)


@cache
def _settled_lock(held: frozenset[tuple[str, str]]) -> Settled[Any]:
    """`locked` for somebody with these roles: every action asks it first."""
    waivers: Any = apps.get_model("waivers", "Waiver")._default_manager

    def ask(pk: uuid.UUID, person: uuid.UUID, at: datetime | None = None) -> WaiverQuerySet:
        seen = waivers.visible_to(Person.known_by(person, held), at).values("pk").filter(pk=pk)
        found: WaiverQuerySet = waivers.with_people().select_for_update(of=("self",)).filter(pk__in=seen).order_by()
        return found

    return Settled(ask)
