"""Versions of the Code and their provisions."""

import hashlib
import json
import uuid
from datetime import date

from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Person
from accounts.moves import Move
from accounts.roles import Role
from audit.rules import Trigger
from code_of_ethics.states import VersionState


class CodeVersionQuerySet(models.QuerySet["CodeVersion"]):
    def issued(self) -> "CodeVersionQuerySet":
        """Versions that were published at some time, newest first."""
        return self.exclude(state=VersionState.DRAFT).order_by("-effective_on", "-number")

    def in_force(self, on: date) -> "CodeVersion | None":
        """The version that binds people on the day `on`: the latest that had taken effect; `None` before the first."""
        return self.issued().filter(effective_on__lte=on).first()

    def before(self, version: "CodeVersion") -> "CodeVersion | None":
        """The version that `version` replaced, or would replace; `None` for the first."""
        issued = self.issued().exclude(pk=version.pk)
        if not version.is_draft:
            issued = issued.filter(effective_on__lt=version.effective_on)
        return issued.first()

    def visible_to(self, person: Person) -> "CodeVersionQuerySet":
        """Everybody reads what was published; drafts are for those who write and publish them."""
        if person.roles & {Role.CODE_EDITOR, Role.ETHICS_OFFICER}:
            return self.all()
        return self.exclude(state=VersionState.DRAFT)


class CodeVersion(models.Model):
    """The whole Code as it stood in one version. One person drafts it, another publishes it (DECISIONS 48)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    number = models.PositiveIntegerField(_("version"), unique=True)
    title = models.CharField(_("title"), max_length=200)
    body = models.TextField(_("text"))  # Markdown, byte for byte what `sha256` covers
    sha256 = models.CharField(max_length=64)
    state = models.CharField(_("state"), max_length=12, choices=VersionState.choices, default=VersionState.DRAFT)
    # A substantive change is announced and, where it touches Item 406(b) for a covered officer, disclosed.
    is_substantive = models.BooleanField(_("substantive change"), default=True)
    # What it changes, for everybody, and for lawyers.
    plain_summary = models.TextField(_("what changes, in plain words"), blank=True)
    legal_summary = models.TextField(_("what changes, for lawyers"), blank=True)
    # Of a technical change: why it asks nothing new of anybody, and so is not disclosed.
    technical_reason = models.TextField(_("why it is technical"), blank=True)
    drafted_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField()
    # Everybody who ever changed the draft: none of them is the second person.
    writers = models.ManyToManyField(Person, related_name="+")
    published_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    effective_on = models.DateField(_("in force from"), null=True, blank=True)
    published_at = models.DateTimeField(null=True)

    objects = CodeVersionQuerySet.as_manager()

    database_rules = [
        Trigger(
            "published_text",
            "UPDATE",
            "OLD.state <> 'DRAFT' AND (NEW.state = 'DRAFT' OR OLD.body <> NEW.body OR OLD.sha256 <> NEW.sha256 "
            "OR OLD.plain_summary <> NEW.plain_summary OR OLD.legal_summary <> NEW.legal_summary "
            "OR OLD.number <> NEW.number OR OLD.title <> NEW.title OR OLD.is_substantive <> NEW.is_substantive "
            "OR OLD.effective_on <> NEW.effective_on OR OLD.published_at <> NEW.published_at "
            "OR OLD.published_by_id <> NEW.published_by_id OR OLD.drafted_by_id <> NEW.drafted_by_id)",
            "a published version of the Code never changes",
        ),
        Trigger(
            "second_person",
            "UPDATE",
            "OLD.state = 'DRAFT' AND NEW.state <> 'DRAFT' AND EXISTS (SELECT 1 FROM "
            "code_of_ethics_codeversion_writers w WHERE w.codeversion_id = NEW.id "
            "AND w.person_id = NEW.published_by_id)",
            "whoever changed a draft of the Code does not publish it",
        ),
        Trigger(
            "published_stays", "DELETE", "OLD.state <> 'DRAFT'", "a published version of the Code is never deleted"
        ),
    ]

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["state"], condition=Q(state=VersionState.PUBLISHED), name="one_published_version"
            ),
            models.CheckConstraint(
                condition=Q(state=VersionState.DRAFT) | Q(is_substantive=True) | ~Q(technical_reason=""),
                name="a_technical_change_says_why_it_is_one",
            ),
            models.CheckConstraint(condition=Q(state__in=VersionState.values), name="a_version_has_a_known_state"),
            models.CheckConstraint(
                condition=Q(published_by__isnull=True) | ~Q(published_by=F("drafted_by")),
                name="a_second_person_publishes_the_code",
            ),
            models.CheckConstraint(
                condition=Q(state=VersionState.DRAFT, published_by__isnull=True, published_at__isnull=True)
                | Q(
                    ~Q(state=VersionState.DRAFT),
                    published_by__isnull=False,
                    published_at__isnull=False,
                    effective_on__isnull=False,
                ),
                name="a_published_version_says_who_and_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.number}"

    @property
    def edition(self) -> str:
        """Changes with every word of it, and with what is said about it."""
        said = (self.sha256, str(self.effective_on), self.is_substantive, self.technical_reason)
        words = json.dumps([*said, self.plain_summary, self.legal_summary])
        return hashlib.sha256(words.encode()).hexdigest()

    @property
    def is_draft(self) -> bool:
        return self.state == VersionState.DRAFT

    def relations(self, person: Person) -> frozenset[str]:
        """How `person` stands to this version; the workflow table says what follows."""
        held = {
            "drafter": person.pk == self.drafted_by_id or self._was_written_by(person),
            "editor": Role.CODE_EDITOR in person.roles,
            "ethics_officer": Role.ETHICS_OFFICER in person.roles,
        }
        return frozenset(relation for relation, holds in held.items() if holds)

    def _was_written_by(self, person: Person) -> bool:
        # Asked of those alone who could publish it.
        return self.is_draft and Role.ETHICS_OFFICER in person.roles and self.writers.filter(pk=person.pk).exists()

    def move_url(self, move: Move) -> str:
        return reverse(f"code_of_ethics:{move.verb}", args=[self.number])

    def get_absolute_url(self) -> str:
        return reverse("code_of_ethics:version", args=[self.number])


class ProvisionQuerySet(models.QuerySet["Provision"]):
    def in_force(self, on: date | OuterRef) -> "ProvisionQuerySet":
        """The provisions that bind people on the day `on`, in the Code's order; none before the first version.

        `on` may also be the day of an outer row, for a subquery.
        """
        # One query deeper, so an outer reference has one level more to climb.
        day = OuterRef(on) if isinstance(on, OuterRef) else on
        version = CodeVersion.objects.issued().filter(effective_on__lte=day)
        return self.filter(version=Subquery(version.values("pk")[:1])).order_by("order")


class Provision(models.Model):
    """One provision in one version. Allegations and waivers cite the row of the version in force then."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    version = models.ForeignKey(CodeVersion, models.CASCADE, related_name="provisions")
    # The same from version to version, and the anchor in the page's address.
    key = models.SlugField(_("key"), max_length=80)
    number = models.CharField(_("number"), max_length=12)
    part = models.CharField(_("part"), max_length=200, blank=True)
    title = models.CharField(_("title"), max_length=200)
    text = models.TextField(_("text"))  # Markdown
    order = models.PositiveSmallIntegerField()
    item_406b = models.JSONField(_("Item 406(b) elements"), default=list, blank=True)
    topics = models.JSONField(_("topics"), default=list, blank=True)  # slugs of `Topic`

    objects = ProvisionQuerySet.as_manager()

    frozen_fields = ("version", "key", "number", "part", "title", "text", "order", "item_406b", "topics")
    database_rules = [
        Trigger(
            "published_stays",
            "DELETE",
            "EXISTS (SELECT 1 FROM code_of_ethics_codeversion v WHERE v.id = OLD.version_id AND v.state <> 'DRAFT')",
            "a provision of a published version is never deleted",
        ),
        Trigger(
            "published_is_whole",
            "INSERT",
            "EXISTS (SELECT 1 FROM code_of_ethics_codeversion v WHERE v.id = NEW.version_id AND v.state <> 'DRAFT')",
            "nothing is added to a published version",
        ),
    ]

    class Meta:
        ordering = ["version", "order"]
        constraints = [
            models.UniqueConstraint(fields=["version", "key"], name="a_provision_once_in_a_version"),
            models.UniqueConstraint(fields=["version", "order"], name="provisions_of_a_version_have_an_order"),
            models.CheckConstraint(condition=~Q(key="") & ~Q(title=""), name="a_provision_has_a_key_and_a_title"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    def get_absolute_url(self) -> str:
        return f"{reverse('code_of_ethics:version', args=[self.version.number])}#{self.key}"
