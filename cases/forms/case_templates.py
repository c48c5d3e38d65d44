"""Templates of interviews and plans."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.forms import CleanText, PortalForm
from cases.actions import TemplateFacts
from cases.models import CaseTemplate
from cases.states.desk import TemplateKind
from code_of_ethics.models import Topic

MOST_LINES, LONGEST_LINE, MOST_DAYS = 60, 300, 365
# `2: Secure the mailbox`, with any of the usual marks between.
STEP = re.compile(r"^(\d{1,4})\s*[:.)–-]\s*(\S.*)$")


class CaseTemplateForm(PortalForm):
    """One template. What every interview must say is none of its fields."""

    topic = forms.ModelChoiceField(
        label=gettext_lazy("Topic"),
        queryset=Topic.objects.none(),
        required=False,
        empty_label=gettext_lazy("Every topic"),
    )
    title = CleanText(label=gettext_lazy("Title"), limit=120)
    opening = CleanText(
        label=gettext_lazy("Opening words"),
        rows=4,
        limit=3000,
        required=False,
        help_text=gettext_lazy(
            "Said between the notices that open every interview. Those are always there and can’t be changed here."
        ),
    )
    lines = CleanText(label=gettext_lazy("Questions"), rows=12, help_text=gettext_lazy("One question on each line."))

    def __init__(self, data: Any = None, *, kind: str, template: CaseTemplate | None = None) -> None:
        self.is_plan = kind == TemplateKind.PLAN
        told: dict[str, Any] = {}
        if template:
            lines = "\n".join(f"{days}: {words}" if self.is_plan else words for words, days in template.lines)
            told = {
                "topic": template.topic_id, "title": template.title, "opening": template.opening, "lines": lines,
            }  # fmt: skip
        super().__init__(data, initial=told)
        topics = Topic.objects.offered()
        if template and template.topic_id:
            topics = topics | Topic.objects.filter(pk=template.topic_id)
        self.fields["topic"].queryset = topics  # type: ignore[attr-defined]
        if self.is_plan:
            del self.fields["opening"]
            self.fields["lines"].label = _("Steps")
            self.fields["lines"].help_text = _(
                "One step on each line, with the days after the start until when, such as “2: Secure the mailbox”."
            )

    def clean_lines(self) -> list[tuple[str, int | None]]:
        """Each line with its days; of a question there are none."""
        typed = [line.strip() for line in self.cleaned_data["lines"].splitlines() if line.strip()]
        if len(typed) > MOST_LINES:
            raise ValidationError(_("At most %(most)s lines fit into one template.") % {"most": MOST_LINES})
        if longest := next((line for line in typed if len(line) > LONGEST_LINE), ""):
            raise ValidationError(_("This line is too long: “%(line)s…”") % {"line": longest[:40]})
        return [_step(line) for line in typed] if self.is_plan else [(line, None) for line in typed]

    @property
    def facts(self) -> TemplateFacts:
        """What the action takes."""
        given = self.cleaned_data
        return TemplateFacts(given["title"], given["topic"], given.get("opening", ""), given["lines"])


def _step(line: str) -> tuple[str, int]:
    found = STEP.match(line)
    if not found:
        raise ValidationError(
            _("Begin each step with its days, such as “2: Secure the mailbox”. This one does not: “%(line)s”")
            % {"line": line[:80]}
        )
    days = int(found[1])
    if days > MOST_DAYS:
        raise ValidationError(_("A step is at most %(most)s days after the start.") % {"most": MOST_DAYS})
    return found[2], days
