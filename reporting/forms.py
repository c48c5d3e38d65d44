"""What people type about a digest."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.forms import CleanText, PortalForm
from reporting.models import Digest
from reporting.states import Section

COMMENTARY_LIMIT = 8_000  # characters of one section


class CommentaryForm(PortalForm):
    """One field for each section; an empty one leaves the section without commentary."""

    def __init__(self, *args: Any, digest: Digest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for section in Section:
            self.fields[section.value] = CleanText(
                label=section.label,
                rows=6 if section == Section.SUMMARY else 4,
                limit=COMMENTARY_LIMIT,
                required=False,
                initial=digest.commentary.get(section.value, ""),
                help_text=_("What happened, and what you ask of the committee.") if section == Section.SUMMARY else "",
            )

    @property
    def commentary(self) -> dict[str, str]:
        return {section.value: self.cleaned_data[section.value] for section in Section}
