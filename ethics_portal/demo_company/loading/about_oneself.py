"""What people of the demo company disclosed about themselves, and two who can't affirm the Code yet."""

from datetime import datetime, timedelta

from django.utils.timezone import localdate

from accounts.models import Person
from accounts.roles import Office, Role
from code_of_ethics import actions
from code_of_ethics.actions import Decision, DeclarationFacts
from code_of_ethics.models import Affirmation, Declaration

NEW = DeclarationFacts(
    "OUTSIDE_INTEREST",
    "Since October I sit on the board of our town's water cooperative. It is unpaid. Two of our sites buy water there.",
)
OLD = DeclarationFacts(
    "CONFLICT", "My brother-in-law owns a third of the haulier that drives for our plant. I choose the hauliers."
)
ALLOWED = Decision(
    "MITIGATED",
    "The haulier is the cheapest of four, and the interest was disclosed before the tender.",
    conditions="Somebody else chooses hauliers and signs their invoices. Tell us at once if the share grows.",
)
CANNOT = (
    "I read it all and agree with nearly everything. But my contract lets me write for a trade journal, and the part "
    "on outside work seems to forbid it. I would rather ask than sign."
)
ANSWER = "Thank you for asking first. Does the journal pay you, and do you write about our customers?"
# It names a colleague of the office, who can't tell that there is such a conversation.
NAMES_A_COLLEAGUE = (
    "I would affirm it gladly if it held for everybody. In September {name} asked me to book a dinner with one of our "
    "caterers as travel costs, and I did. Before I sign that I follow the rules on records I want to put that right."
)


def disclose_about_oneself(people: dict[str, Person], *, now: datetime) -> None:
    """One disclosure that waits, one that is to be renewed soon, and two talks about what can't be affirmed."""
    officer = Person.objects.holding(Role.ETHICS_OFFICER).get()
    actions.declare(NEW, by=people["emre-yildiz"], at=now - timedelta(days=3))
    _allow(actions.declare(OLD, by=people["anke-dierksen"], at=now - timedelta(days=350)), officer, now)
    waiting = Affirmation.objects.unanswered().exclude(person=officer).filter(person__manager__isnull=False)
    others = [one for one in waiting.select_related("person").order_by("person__email")[:9] if not one.person.roles]
    for asked in others[:1]:
        talk = actions.state_exception(asked, text=CANNOT, by=asked.person, at=now - timedelta(days=2))
        actions.answer_exception(talk, text=ANSWER, by=officer, at=now - timedelta(days=1))
    clerk = Person.objects.holding(Role.OFFICE_STAFF, office=Office.ETHICS_OFFICE).order_by("email")[0]
    for asked in others[1:2]:
        text = NAMES_A_COLLEAGUE.format(name=clerk.full_name)
        actions.state_exception(asked, text=text, by=asked.person, at=now - timedelta(hours=30))


def _allow(declaration: Declaration, officer: Person, now: datetime) -> None:
    decision = Decision(
        ALLOWED.outcome, ALLOWED.reasons, ALLOWED.conditions, expires_on=localdate(now) + timedelta(days=12)
    )
    actions.decide_declaration(declaration, decision=decision, by=officer, at=now - timedelta(days=345))
