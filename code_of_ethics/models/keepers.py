"""Who keeps what everybody reads on the public pages: contact points, and the words of the promises."""

from accounts.models import Person
from accounts.roles import Office, Role


def keeps_public_words(person: Person) -> bool:
    """The Compliance & Ethics office and the Code editors propose; the head of the office publishes."""
    return Role.CODE_EDITOR in person.roles or Office.ETHICS_OFFICE in person.offices
