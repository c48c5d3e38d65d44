"""A version of the Code in another language. The original stays what counts."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.constraints import who_and_when
from accounts.languages import language_name
from accounts.models import Person
from accounts.roles import Role
from audit.rules import Trigger
from code_of_ethics.models.posted import Posted, PostedQuerySet
from code_of_ethics.models.version import CodeVersion


class CodeTranslationQuerySet(PostedQuerySet):
    def visible_to(self, person: Person) -> "CodeTranslationQuerySet":
        """Everybody reads what is published; drafts are for those who write and publish the Code."""
        return self if person.roles & {Role.CODE_EDITOR, Role.ETHICS_OFFICER} else self.published()

    def drafts(self) -> "CodeTranslationQuerySet":
        """Neither published nor turned away."""
        return self.filter(published_at__isnull=True, retired_at__isnull=True)


class CodeTranslation(Posted):
    """One translation of one version, bound to the exact text that it translates.

    One person drafts it, the CCEO publishes it, and the former one is kept. It is published only while the hash of the
    original is the one that was translated, and with every provision of the original, under the same key.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    version = models.ForeignKey(CodeVersion, models.PROTECT, related_name="translations")
    language = models.CharField(_("language"), max_length=10)
    title = models.CharField(_("title"), max_length=200)
    body = models.TextField(_("text"))  # Markdown, byte for byte what `sha256` covers
    sha256 = models.CharField(max_length=64)
    original_sha256 = models.CharField(max_length=64)

    objects = CodeTranslationQuerySet.as_manager()
    undeletable = True
    frozen_fields = (
        "version", "language", "title", "body", "sha256", "original_sha256", "proposed_by", "proposed_at",
    )  # fmt: skip
    database_rules = [
        Trigger(
            "retired_for_good",
            "UPDATE",
            "OLD.retired_at IS NOT NULL AND (NEW.retired_at IS NULL OR "
            "(OLD.published_at IS NULL AND NEW.published_at IS NOT NULL))",
            "a retired translation of the Code is never shown again",
        ),
        Trigger(
            "of_its_original",
            "UPDATE",
            "OLD.published_at IS NULL AND NEW.published_at IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "
            "code_of_ethics_codeversion v WHERE v.id = NEW.version_id AND v.sha256 = NEW.original_sha256 "
            "AND v.state <> 'DRAFT')",
            "a translation is published of the very text that was translated, once that is published",
        ),
        Trigger(
            "drafted_first",
            "INSERT",
            "NEW.published_at IS NOT NULL",
            "a translation of the Code is a draft first",
        ),
    ]

    class Meta:
        ordering = ["version", "language", "-proposed_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "language"],
                condition=Q(published_at__isnull=False, retired_at__isnull=True),
                name="one_published_translation_of_a_version",
            ),
            models.UniqueConstraint(
                fields=["version", "language"],
                condition=Q(published_at__isnull=True, retired_at__isnull=True),
                name="one_drafted_translation_of_a_version",
            ),
            models.CheckConstraint(
                condition=~Q(body="") & ~Q(title="") & ~Q(language="") & ~Q(language=settings.LANGUAGE_CODE),
                name="a_translation_says_something_in_another_language",
            ),
            models.CheckConstraint(
                condition=Q(published_by__isnull=True) | ~Q(published_by=F("proposed_by")),
                name="a_second_person_publishes_a_translation",
            ),
            who_and_when("published", name="a_published_translation_says_who_and_when"),
            who_and_when("retired", name="a_retired_translation_says_who_and_when"),
        ]

    def __str__(self) -> str:
        return f"{self.version}, {self.language}"

    @property
    def language_name(self) -> str:
        return language_name(self.language)

    def relations(self, person: Person) -> frozenset[str]:
        """How `person` stands to this translation; the workflow table says what follows."""
        held = {
            "editor": Role.CODE_EDITOR in person.roles,
            "ethics_officer": Role.ETHICS_OFFICER in person.roles,
            "proposer": person.pk == self.proposed_by_id,
        }
        return frozenset(relation for relation, holds in held.items() if holds)

    def get_absolute_url(self) -> str:
        return reverse("code_of_ethics:translation", args=[self.pk])
