"""Templates of interviews and plans: written by the Compliance & Ethics office, published and retired by its head."""

from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Person
from accounts.moves import Refused
from audit.trail import record
from cases.actions.office_texts import check_writer, put_into_use, take_out_of_use, version_to_write
from cases.models import CaseTemplate
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
    check_writer(by)
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
    version = version_to_write(template, by=by, at=at)
    version.kind = template.kind
    facts.write_to(version)
    version.save()
    if version is template:
        record(template, EDIT_TEMPLATE.verb, by=by, at=at, sentence="Changed a draft of a template")
        return version
    record(
        version,
        EDIT_TEMPLATE.verb,
        by=by,
        at=at,
        sentence="Began the next version of a template",
        facts={"replaces": str(template.pk), "number": version.number},
    )
    return version


@transaction.atomic
def publish_template(template: CaseTemplate, *, by: Person, at: datetime) -> CaseTemplate:
    """Put a draft into use, in the place of the version before."""
    template = CaseTemplate.objects.locked(template.pk, by=by)
    PUBLISH_TEMPLATE.check(by, template)
    if not template.lines:
        raise Refused(_("There is nothing in this template yet."))
    put_into_use(template, by=by, at=at)
    record(template, PUBLISH_TEMPLATE.verb, by=by, at=at, sentence="Published a template")
    return template


@transaction.atomic
def retire_template(template: CaseTemplate, *, by: Person, at: datetime) -> CaseTemplate:
    """Take a template out of use. What was begun with it stays."""
    template = CaseTemplate.objects.locked(template.pk, by=by)
    RETIRE_TEMPLATE.check(by, template)
    take_out_of_use(template, by=by, at=at)
    record(template, RETIRE_TEMPLATE.verb, by=by, at=at, sentence="Retired a template")
    return template
