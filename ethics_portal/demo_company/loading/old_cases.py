"""Old cases: of the Compliance & Ethics office a file that was brought in and one that waits for a second person.

One more is of the committee's chair, and waits for a head of an ethics office.
"""

from datetime import datetime, timedelta

from accounts.models import Person
from accounts.roles import Office, Role
from accounts.spreadsheets import as_csv
from cases import actions
from cases.models import CaseImport
from cases.states.case import Queue

HEADINGS = (
    "Case number", "Received", "topic", "Description", "state", "summary", "subjects", "provisions", "findings",
    "reasons", "outcome", "closed_on", "country", "incident_date",
)  # fmt: skip
BROUGHT_IN = (
    ("EC-0417", "Tickets for a football final", "A supplier gave two tickets to a buyer.", "substantiated", "DE"),
    ("EC-0431", "A cousin’s haulage firm", "The depot was said to favour one haulier.", "unsubstantiated", "US"),
    ("EC-0455", "Gift cards at New Year", "Cards were handed out in the sales office.", "partly", "US"),
)
WAITING = (
    ("EC-0502", "A rented stand", "A stand at a fair was rented from a friend of the team.", "unsubstantiated", "FR"),
    ("EC-0519", "Dinners in Lyon", "Dinners with an agency were not written down.", "insufficient", "FR"),
)
OF_THE_CHAIR = (
    (
        "AC-07",
        "An aircraft of a customer",
        "A director flew in a customer’s aircraft.",
        "unsubstantiated",
        "US",
    ),
)
# The topic and the provision of the Code have one name.
GIFTS = "gifts-and-entertainment"
STRANGERS = "A buyer who has left"


def bring_old_cases_in(*, now: datetime) -> None:
    """One file that two people have brought in, one that waits for the second of them, and one of the chair's."""
    for chair in Person.objects.holding(Role.AUDIT_COMMITTEE_CHAIR).order_by("family_name")[:1]:
        name, asked_at = "cases-of-the-committee.csv", now - timedelta(hours=5)
        _submitted(OF_THE_CHAIR, name, chair, asked_at, office=Queue.AUDIT_COMMITTEE_CHAIR)
    workers = list(Person.objects.holding(Role.OFFICE_STAFF, office=Office.ETHICS_OFFICE).order_by("family_name"))
    workers += list(Person.objects.holding(Role.ETHICS_OFFICER))
    if len(workers) < 2:
        return
    first, second = workers[0], workers[-1]
    at = now - timedelta(days=3)
    kept = _submitted(BROUGHT_IN, "cases-before-the-portal.csv", first, at)
    actions.confirm_import(kept, by=second, at=at + timedelta(hours=2))
    actions.take_imports(at + timedelta(hours=2))
    _submitted(WAITING, "cases-of-the-lyon-office.csv", first, now - timedelta(hours=3))


def _submitted(
    cases: tuple[tuple[str, ...], ...], name: str, by: Person, at: datetime, office: str = Office.ETHICS_OFFICE
) -> CaseImport:
    rows = []
    for place, (reference, summary, narrative, finding, country) in enumerate(cases):
        received = at.date() - timedelta(days=900 - 40 * place)
        closed = received + timedelta(days=55 + 9 * place)
        rows.append(
            [
                reference, received.isoformat(), GIFTS, narrative, "closed", summary, STRANGERS, GIFTS, finding,
                "As the file of then says.", "findings", closed.isoformat(), country,
                # The old file knew the month, and of its last case nothing.
                "" if place == len(cases) - 1 else f"{received - timedelta(days=40):%Y-%m}",
            ]
        )  # fmt: skip
    facts = {"name": name, "office": office}
    kept = actions.upload_cases(as_csv(HEADINGS, rows), **facts, by=by, at=at)
    return actions.submit_import(kept, by=by, at=at + timedelta(minutes=10))
