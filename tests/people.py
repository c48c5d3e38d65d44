"""Standing people, made through the Portal's own actions. Each fixture is one person, made only when a test asks."""

from datetime import datetime, timedelta
from typing import Any

from allauth.mfa.models import Authenticator

from accounts.actions import add_person, grant_first_role
from accounts.models import LegalEntity, Person, User
from accounts.notices import unread_counts
from accounts.roles import Office, Role
from tests.standing import standing

LONG_AGO = timedelta(days=900)


def make_person(full_name: str, *roles: str, at: datetime, office: str = "", **facts: Any) -> Person:
    """Somebody of the parent company who can sign in and has held these roles for long."""
    given, _space, family = full_name.partition(" ")
    entity, _made = LegalEntity.objects.get_or_create(
        is_parent=True, defaults={"name": "Parent, Inc.", "country": "US"}
    )
    facts = {"country": "US", "job_title": "", "entity": entity, **facts}
    email = f"{given}.{family}@example.org".lower()
    person = add_person(given_name=given, family_name=family, email=email, by="the tests", at=at - LONG_AGO, **facts)
    User.objects.create(email=email, person=person)
    for role in roles:
        grant_first_role(person, role=role, office=office if role == Role.OFFICE_STAFF else "", at=at - LONG_AGO)
    return fresh(person)


def give_second_factor(person: Person) -> None:
    """As if they had set up an app that shows codes."""
    Authenticator.objects.create(user=person.user, type=Authenticator.Type.TOTP, data={"secret": "JBSWY3DPEHPK3PXP"})
    person.__dict__.pop("has_second_factor", None)


def fresh(person: Person) -> Person:
    """The person as the next request would load them: with the roles of now."""
    return Person.objects.get(pk=person.pk)


@standing
def general_auditor(at) -> Person:
    return make_person("Gloria Audley", Role.GENERAL_AUDITOR, at=at, job_title="General Auditor")


@standing
def ethics_officer(at) -> Person:
    return make_person("Esther Compley", Role.ETHICS_OFFICER, at=at, job_title="Chief Compliance & Ethics Officer")


@standing
def auditor_staff(general_auditor, at) -> Person:
    return make_person(
        "Sami Ledgerman", Role.OFFICE_STAFF, office=Office.GENERAL_AUDITOR, at=at, manager=general_auditor
    )


@standing
def ethics_staff(ethics_officer, at) -> Person:
    return make_person("Tara Fairley", Role.OFFICE_STAFF, office=Office.ETHICS_OFFICE, at=at, manager=ethics_officer)


@standing
def second_ethics_staff(ethics_officer, at) -> Person:
    return make_person("Umar Justus", Role.OFFICE_STAFF, office=Office.ETHICS_OFFICE, at=at, manager=ethics_officer)


@standing
def investigator(at) -> Person:
    return make_person("Ines Seekham", Role.INVESTIGATOR, at=at, job_title="Investigator")


@standing
def other_investigator(at) -> Person:
    return make_person("Oskar Digby", Role.INVESTIGATOR, at=at, job_title="Investigator")


@standing
def chair(at) -> Person:
    return make_person("Cleo Presidi", Role.AUDIT_COMMITTEE, Role.AUDIT_COMMITTEE_CHAIR, at=at, is_director=True)


@standing
def member(at) -> Person:
    return make_person("Mona Quorum", Role.AUDIT_COMMITTEE, at=at, is_director=True)


@standing
def custodian(at) -> Person:
    return make_person("Kasimir Keyes", Role.CUSTODIAN, at=at)


@standing
def code_editor(at) -> Person:
    return make_person("Edna Drafter", Role.CODE_EDITOR, at=at)


@standing
def board_secretary(at) -> Person:
    return make_person("Beatrix Minuter", Role.BOARD_SECRETARY, at=at)


@standing
def administrator(at) -> Person:
    return make_person("Adam Rootham", Role.ADMINISTRATOR, at=at)


@standing
def employee(at) -> Person:
    return make_person("Emil Strange", at=at)


@standing
def subject(at) -> Person:
    """Whom reports name. Holds no role."""
    return make_person("Viktor Namedew", at=at, job_title="Regional buyer")


@standing
def subordinate(subject, at) -> Person:
    """Works for the office, and reports to the subject."""
    return make_person("Lena Underhill", Role.OFFICE_STAFF, office=Office.ETHICS_OFFICE, at=at, manager=subject)


@standing
def chief_executive(at) -> Person:
    return make_person("Conrad Topman", at=at, is_chief_executive=True, is_executive_officer=True)


@standing
def operator(at) -> Person:
    """Answers the help line."""
    return make_person("Olga Callahan", Role.HELPLINE_OPERATOR, at=at)


@standing
def other_operator(at) -> Person:
    return make_person("Otis Ringwell", Role.HELPLINE_OPERATOR, at=at)


def unread_count(person: Person) -> int:
    """How many notices wait for `person`, as the bell on every page counts them."""
    return unread_counts(person, "")[0]
