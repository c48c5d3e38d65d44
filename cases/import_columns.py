"""What a row of old cases may say: the columns, how they are found by their headings, and what a file has to have."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

# Several people or provisions in one cell stand apart by this.
BETWEEN = ";"


@dataclass(frozen=True)
class Column:
    """One thing that a row says. `heading` is how the template calls it, `other` what older systems call it."""

    name: str
    heading: str
    label: Any
    explained: Any
    is_needed: bool = False
    other: tuple[str, ...] = ()


COLUMNS = (
    Column(
        "old_reference",
        "old_reference",
        _("Old reference"),
        _("What the case was called until now. It is kept, can be searched for, and is never brought in twice."),
        True,
        ("reference", "case_number", "case_id", "case_no", "id"),
    ),
    Column(
        "received_on",
        "received_on",
        _("Received on"),
        _("A day such as 2019-03-31. Nothing is counted from the day of the import."),
        True,
        ("received", "date_received", "opened", "date_opened", "created"),
    ),
    Column(
        "first_incident_on",
        "first_incident_on",
        _("First incident"),
        _("A day such as 2019-03-31, a month such as 2019-03 or a year such as 2019."),
        other=("incident_date", "date_of_incident", "date_occurred", "first_incident"),
    ),
    Column("topic", "topic", _("Topic"), _("Its short name or its name."), True, ("category", "issue_type", "type")),
    Column(
        "narrative",
        "narrative",
        _("What happened"),
        _("As it was told or written down then."),
        True,
        ("description", "details", "allegation_details"),
    ),
    Column("country", "country", _("Country"), _("A code of two letters, such as DE."), other=("location_country",)),
    Column(
        "state",
        "state",
        _("State"),
        _("new, investigation or closed; new where it is empty."),
        other=("status", "case_status"),
    ),
    Column("severity", "severity", _("Severity"), _("low, medium, high or critical."), other=("priority",)),
    Column("summary", "summary", _("Summary"), _("A line for the queue."), other=("title", "subject_line")),
    Column(
        "mode",
        "mode",
        _("Who reported it"),
        _("anonymous, confidential or named; anonymous where nobody is named."),
        other=("anonymous", "reporter_type"),
    ),
    Column(
        "reporter_name", "reporter_name", _("Reporter’s name"), _("Not with an anonymous report."), False, ("reporter",)
    ),
    Column(
        "reporter_contact",
        "reporter_contact",
        _("Reporter’s contact"),
        _("E-mail or telephone."),
        other=("reporter_email", "reporter_phone"),
    ),
    Column("language", "language", _("Language"), _("A code of two letters, such as de."), other=("lang",)),
    Column(
        "subjects",
        "subjects",
        _("Subjects"),
        _("E-mails or names, with ; between them. An e-mail of the directory links them; a name is a possible match."),
        other=("subject", "accused", "implicated", "respondent"),
    ),
    Column("witnesses", "witnesses", _("Witnesses"), _("The same."), other=("witness",)),
    Column(
        "affected", "affected", _("Affected people"), _("The same."), other=("victim", "victims", "affected_people")
    ),
    Column(
        "provisions",
        "provisions",
        _("Provisions"),
        _("Numbers or keys of the Code, with ; between them: one allegation each."),
        other=("provision", "policy", "allegation"),
    ),
    Column(
        "findings",
        "findings",
        _("Findings"),
        _(
            "One for each provision, in the same order: substantiated, partly, unsubstantiated, insufficient, referred "
            "or withdrawn."
        ),
        other=("finding", "disposition"),
    ),
    Column(
        "finding_reasons",
        "finding_reasons",
        _("Reasons of the findings"),
        _("As they were written."),
        other=("reasons",),
    ),
    Column(
        "subject_told_on",
        "subject_told_on",
        _("Subject told on"),
        _(
            "A day. Without this and the next three a finding against somebody stays about the matter and not about "
            "them."
        ),
    ),
    Column("subject_heard", "subject_heard", _("Subject heard"), _("heard or declined.")),
    Column("reply_weighed", "reply_weighed", _("How the reply was weighed"), _("In words.")),
    Column("standard", "standard", _("Standard of proof"), _("balance or clear.")),
    Column(
        "outcome",
        "outcome",
        _("How it ended"),
        _("findings, answered, out_of_scope or referred; for closed cases."),
        other=("result", "resolution"),
    ),
    Column("closing_reason", "closing_reason", _("Why it was closed"), _("In words."), other=("closing_notes",)),
    Column(
        "closed_on",
        "closed_on",
        _("Closed on"),
        _("A day; for closed cases. Retention counts from it."),
        other=("closed", "date_closed"),
    ),
)
BY_NAME = {column.name: column for column in COLUMNS}
NEEDED = tuple(column.name for column in COLUMNS if column.is_needed)


def _plain(heading: str) -> str:
    return "_".join("".join(letter if letter.isalnum() else " " for letter in heading.casefold()).split())


def guessed(headings: Sequence[str]) -> dict[str, int]:
    """Which column of a file is which of ours, as far as the headings tell: by the number of the file's column."""
    places: dict[str, int] = {}
    for place, heading in enumerate(headings):
        places.setdefault(_plain(heading), place)
    found: dict[str, int] = {}
    for column in COLUMNS:
        names = (column.name, _plain(str(column.label)), *column.other)
        free = next((places[name] for name in names if name in places and places[name] not in found.values()), None)
        if free is not None:
            found[column.name] = free
    return found


def missing_in(columns: Mapping[str, int]) -> list[Column]:
    """The needed columns that a file does not have."""
    return [BY_NAME[name] for name in NEEDED if name not in columns]
