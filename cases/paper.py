"""A case file on paper, with bookmarks, page numbers and a watermark on every page."""

from dataclasses import dataclass
from datetime import datetime

from accounts.models import Person
from accounts.paper import pdf
from cases.file_contents import Contents


@dataclass(frozen=True)
class Made:
    """For whom and when: what every page says."""

    by: Person
    at: datetime
    kind: str


def case_file_pdf(contents: Contents, made: Made) -> bytes:
    """Raises `PaperMissing`."""
    return pdf("cases/paper/case_file.html", {"contents": contents, "made": made}, style="case_file.css")
