"""The directory: people, where they work and whom they report to."""

import uuid
from collections.abc import Iterable
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any

from allauth.mfa.models import Authenticator
from django.db import models
from django.db.models import CharField, F, Q, Value
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.roles import CASE_STAFF, HEAD_OF, SENIOR_ROLES, STANDS_IN, Office, Role
from vault.settled import Settled

if TYPE_CHECKING:
    from accounts.models.designation import Designation


class LegalEntity(models.Model):
    """A company of the group. Executive officers and directors *of the parent* are the Board's (DECISIONS 51)."""

    name = models.CharField(_("name"), max_length=200, unique=True)
    country = models.CharField(_("country"), max_length=2)
    is_parent = models.BooleanField(_("parent company"), default=False)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["is_parent"], condition=Q(is_parent=True), name="one_parent_company"),
        ]

    def __str__(self) -> str:
        return self.name


class Unit(models.Model):
    """A business unit or function."""

    name = models.CharField(_("name"), max_length=200, unique=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class PersonQuerySet(models.QuerySet["Person"]):
    def employed(self, on) -> "PersonQuerySet":
        """People who have not left by the date `on`."""
        return self.filter(Q(employed_until__isnull=True) | Q(employed_until__gte=on))

    def holding(self, *roles: str, office: str | None = None, at: datetime | None = None) -> "PersonQuerySet":
        """People who hold one of these roles at the instant `at` (now, if not said), in `office` where the role has
        one."""
        from accounts.models.role_grant import RoleGrant  # the two models name each other

        grants = RoleGrant.objects.active(at).filter(role__in=roles)
        if office:
            grants = grants.filter(office=office)
        # Not "there is a grant": in an "or" a database would look for one for every person of the directory.
        return self.filter(pk__in=grants.order_by().values("person"))

    def as_they_joined(self, *roles: str, at: datetime | None = None) -> "list[Person]":
        """Whoever has held one of these roles for longest before the others: the order in which a committee stands in.

        A role that was taken back, or another one, does not count: whoever comes back joins anew.
        """
        from accounts.models.role_grant import RoleGrant  # the two models name each other

        grants = RoleGrant.objects.active(at).filter(role__in=roles, person=models.OuterRef("pk"))
        since = models.Subquery(grants.order_by("effective_at").values("effective_at")[:1])
        return list(self.order_by(since.asc(nulls_last=True), "pk"))

    def reporting_to(self, superiors: "Iterable[Person]", *, levels: int) -> "PersonQuerySet":
        """People below any of `superiors`, at most `levels` down the reporting line."""
        keys = [person.pk for person in superiors]
        below = ReportingLine.objects.filter(superior__in=keys, depth__lte=levels)
        return self.filter(pk__in=below.values("subordinate"))


def read_roles(people: "Iterable[Person]") -> None:
    """Read the roles of several people in one statement, of those whose roles were not read yet."""
    unread = {person.pk: person for person in people if "_active_grants" not in person.__dict__}
    held: dict[Any, list[tuple[str, str]]] = {pk: [] for pk in unread}
    if unread:
        for pk, role, office in _held_by(list(unread), timezone.now()):
            held[pk].append((role, office))
    for pk, grants_of_one in held.items():
        unread[pk].__dict__["_active_grants"] = grants_of_one


def _held(people: list[Any], at: datetime) -> "models.QuerySet[Any, tuple[Any, str, str]]":
    """Person, role and office of each active grant, and a mark for whoever stands in for a head."""
    from accounts.models.designation import Designation  # the models name each other
    from accounts.models.role_grant import RoleGrant

    mark, nothing = Value(STANDS_IN, output_field=CharField()), Value("", output_field=CharField())
    grants = RoleGrant.objects.active(at).filter(person__in=people).order_by().values_list("person", "role", "office")
    deputies = Designation.objects.active(at).filter(deputy__in=people).order_by()
    return grants.union(deputies.values_list("deputy", mark, nothing))


_held_by = Settled(_held)


class Person(models.Model):
    """Somebody of the directory. Walls, roles and the trail use the person; signing in is `User`'s."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    given_name = models.CharField(_("given name"), max_length=100)
    family_name = models.CharField(_("family name"), max_length=100)
    email = models.EmailField(_("e-mail"), blank=True)
    job_title = models.CharField(_("job title"), max_length=200, blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, verbose_name=_("unit"))
    entity = models.ForeignKey(LegalEntity, models.PROTECT, null=True, blank=True, verbose_name=_("company"))
    country = models.CharField(_("country"), max_length=2)
    manager = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="reports", verbose_name=_("manager")
    )
    is_director = models.BooleanField(_("director"), default=False)
    is_executive_officer = models.BooleanField(_("executive officer"), default=False)
    # Principal executive, financial and accounting officers, controller: Form 8-K Item 5.05, Reg. S-K Item 406.
    is_covered_officer = models.BooleanField(_("covered SEC officer"), default=False)
    is_chief_executive = models.BooleanField(_("chief executive"), default=False)
    is_finance_chief = models.BooleanField(_("finance chief"), default=False)
    has_control_role = models.BooleanField(_("control role"), default=False)
    employed_from = models.DateField(_("employed from"), null=True, blank=True)
    employed_until = models.DateField(_("employed until"), null=True, blank=True)

    objects = PersonQuerySet.as_manager()

    class Meta:
        ordering = ["family_name", "given_name", "id"]
        constraints = [
            models.UniqueConstraint(Lower("email"), condition=~Q(email=""), name="person_email_unique"),
            models.CheckConstraint(condition=~Q(manager=F("id")), name="nobody_reports_to_themself"),
        ]

    def __str__(self) -> str:
        return self.full_name

    def superiors(self, *, levels: int) -> list[uuid.UUID]:
        """The ids of those to whom this person reports, at most `levels` up. The nearest takes no statement."""
        if levels <= 1:
            return [self.manager_id] if levels and self.manager_id else []
        lines = ReportingLine.objects.filter(subordinate=self, depth__lte=levels)
        return list(lines.values_list("superior", flat=True))

    @property
    def full_name(self) -> str:
        return f"{self.given_name} {self.family_name}".strip()

    @cached_property
    def _active_grants(self) -> list[tuple[str, str]]:
        return [(role, office) for _person, role, office in _held_by([self.pk], timezone.now())]

    @classmethod
    def known_by(cls, pk: uuid.UUID, held: "Iterable[tuple[str, str]]") -> "Person":
        """Somebody of whom only the id and the roles matter, for a statement that is put together once for a role."""
        person = cls(pk=pk)
        person.__dict__["_active_grants"] = list(held)
        return person

    @property
    def held(self) -> list[tuple[str, str]]:
        """Each role that is held now, with its office."""
        return self._active_grants

    @property
    def roles(self) -> frozenset[Role]:
        """The roles held now. Read once for each loaded person, so a request decides on one picture."""
        return frozenset(Role(role) for role, _office in self._active_grants if role != STANDS_IN)

    @property
    def stands_in(self) -> bool:
        """Whether the person stands in for a head now. Read with the roles, so that it costs nobody a statement."""
        return any(role == STANDS_IN for role, _office in self._active_grants)

    @cached_property
    def designations(self) -> "list[Designation]":
        """For whom the person stands in now, in what and with which powers."""
        from accounts.models.designation import standing_in  # the models name each other

        return standing_in([self]).get(self.pk, [])

    @property
    def offices(self) -> frozenset[Office]:
        """The ethics offices whose queue this person works in, as staff or as head."""
        as_staff = {Office(office) for role, office in self._active_grants if role == Role.OFFICE_STAFF and office}
        as_head = {office for office, head in HEAD_OF.items() if head in self.roles}
        return frozenset(as_staff | as_head)

    @cached_property
    def has_second_factor(self) -> bool:
        """Whether they sign in with more than a password."""
        return Authenticator.objects.filter(user__person=self.pk, type=Authenticator.Type.TOTP).exists()

    @property
    def is_only_external(self) -> bool:
        """Works cases from outside alone: by appointment, and without the directory."""
        return Role.EXTERNAL_INVESTIGATOR in self.roles and not self.roles & (CASE_STAFF - {Role.EXTERNAL_INVESTIGATOR})

    @property
    def is_board_class(self) -> bool:
        """Executive officer or director of the parent: only the Board waives the Code for them (DECISIONS 51)."""
        of_parent = self.entity is None or self.entity.is_parent
        return of_parent and (self.is_director or self.is_executive_officer)

    @property
    def is_senior(self) -> bool:
        """A director, an executive officer, the head of an ethics office or the General Counsel."""
        return self.is_director or self.is_executive_officer or bool(self.roles & SENIOR_ROLES)

    def has_left(self, on=None) -> bool:
        return self.employed_until is not None and self.employed_until < (on or timezone.localdate())


class ReportingLine(models.Model):
    """The closure of 'reports to': one row for each superior of a person, with the distance in levels."""

    superior = models.ForeignKey(Person, models.CASCADE, related_name="+")
    subordinate = models.ForeignKey(Person, models.CASCADE, related_name="+")
    depth = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["superior", "subordinate"], name="one_line_for_each_pair"),
            models.CheckConstraint(condition=Q(depth__gte=1), name="a_line_has_a_depth"),
        ]
        indexes = [models.Index(fields=["subordinate", "depth"])]

    def __str__(self) -> str:
        return f"{self.superior_id} > {self.subordinate_id}"
