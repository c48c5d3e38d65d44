"""Templates of interviews and plans: written by the Compliance & Ethics office, published and retired by its head."""

from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Person
from accounts.moves import Refused
from audit.trail import record
from cases.models import CaseTemplate
from cases.models.case_template import edits_templates
from cases.workflow.case_templates import EDIT_TEMPLATE, PUBLISH_TEMPLATE, RETIRE_TEMPLATE
from code_of_ethics.models import Topic


@dataclass(frozen=True)
class TemplateFacts:
    """What a template says. `lines` are its questions, or its steps with their days."""

    title: str
    topic: Topic | None = None
    opening: str = ""
    lines: list[tuple[str, int | None]] = field(default_factory=list)

    def write_to(self, template: CaseTemplate) -> None:
        template.title, template.topic = self.title, self.topic
        template.opening = "" if template.is_plan else self.opening
        template.lines = [[words, days if template.is_plan else None] for words, days in self.lines]


@transaction.atomic
def write_template(*, kind: str, facts: TemplateFacts, by: Person, at: datetime) -> CaseTemplate:
    """Begin a new template as a draft."""
    if not edits_templates(by):
        raise Refused(_("Only the Compliance & Ethics office writes templates."))
    template = CaseTemplate(kind=kind, written_by=by, written_at=at)
    facts.write_to(template)
    template.save()
    record(template, "write_template", by=by, at=at, sentence="Wrote a template")
    return template


@transaction.atomic
def edit_template(template: CaseTemplate, *, facts: TemplateFacts, by: Person, at: datetime) -> CaseTemplate:
    """Change a draft, or begin the next version of a published template."""
    template = CaseTemplate.objects.locked(template.pk, by=by)
    EDIT_TEMPLATE.check(by, template)
    if template.published_at is None:
        facts.write_to(template)
        template.written_by, template.written_at = by, at
        template.save()
        record(template, EDIT_TEMPLATE.verb, by=by, at=at, sentence="Changed a draft of a template")
        return template
    if template.later_versions.filter(retired_at__isnull=True).exists():
        raise Refused(_("The next version of this template has been begun already. Please edit that one."))
    following = CaseTemplate(
        kind=template.kind, number=template.number + 1, replaces=template, written_by=by, written_at=at
    )
    facts.write_to(following)
    following.save()
    record(
        following,
        EDIT_TEMPLATE.verb,
        by=by,
        at=at,
        sentence="Began the next version of a template",
        facts={"replaces": str(template.pk), "number": following.number},
    )
    return following


@transaction.atomic
def publish_template(template: CaseTemplate, *, by: Person, at: datetime) -> CaseTemplate:
    """Put a draft into use, in the place of the version before."""
    template = CaseTemplate.objects.locked(template.pk, by=by)
    PUBLISH_TEMPLATE.check(by, template)
    if not template.lines:
        raise Refused(_("There is nothing in this template yet."))
    former = template.replaces
    if former is not None and former.retired_at is None:
        former.retired_by, former.retired_at = by, at
        former.save(update_fields=["retired_by", "retired_at"])
    template.published_by, template.published_at = by, at
    template.save(update_fields=["published_by", "published_at"])
    record(template, PUBLISH_TEMPLATE.verb, by=by, at=at, sentence="Published a template")
    return template


@transaction.atomic
def retire_template(template: CaseTemplate, *, by: Person, at: datetime) -> CaseTemplate:
    """Take a template out of use. What was begun with it stays."""
    template = CaseTemplate.objects.locked(template.pk, by=by)
    RETIRE_TEMPLATE.check(by, template)
    template.retired_by, template.retired_at = by, at
    template.save(update_fields=["retired_by", "retired_at"])
    record(template, RETIRE_TEMPLATE.verb, by=by, at=at, sentence="Retired a template")
    return template
