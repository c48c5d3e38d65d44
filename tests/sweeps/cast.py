"""The standing people of the sweeps: every role, and every relation to the records of the world."""

from datetime import datetime
from typing import Any

from accounts.models import Person
from accounts.roles import Office, Role
from tests.people import make_person

# Key → full name, roles, and facts of the directory. Names are not in any planted text unless a case names them.
OFFICES: dict[str, tuple[str, tuple[str, ...], dict[str, Any]]] = {
    "officer": ("Esther Compley", (Role.ETHICS_OFFICER,), {}),
    "auditor": ("Gloria Audley", (Role.GENERAL_AUDITOR,), {}),
    "staff": ("Tara Fairley", (Role.OFFICE_STAFF,), {"office": Office.ETHICS_OFFICE}),
    "auditor_staff": ("Sami Ledgerman", (Role.OFFICE_STAFF,), {"office": Office.GENERAL_AUDITOR}),
    "recused": ("Rita Steppback", (Role.OFFICE_STAFF,), {"office": Office.ETHICS_OFFICE}),
    "possible": ("Paula Maybee", (Role.OFFICE_STAFF,), {"office": Office.ETHICS_OFFICE}),
    "subordinate": ("Lena Underhill", (Role.OFFICE_STAFF,), {"office": Office.ETHICS_OFFICE, "manager": "subject"}),
    "investigator": ("Ines Seekham", (Role.INVESTIGATOR,), {}),
    "other_investigator": ("Oskar Digby", (Role.INVESTIGATOR,), {}),
    "external": ("Xaver Outwell", (Role.EXTERNAL_INVESTIGATOR,), {}),
    # Works `triage` until a day.
    "other_external": ("Olivia Fromafar", (Role.EXTERNAL_INVESTIGATOR,), {}),
}
BOARD: dict[str, tuple[str, tuple[str, ...], dict[str, Any]]] = {
    "chair": ("Cleo Presidi", (Role.AUDIT_COMMITTEE, Role.AUDIT_COMMITTEE_CHAIR), {"is_director": True}),
    "member": ("Mona Quorum", (Role.AUDIT_COMMITTEE,), {"is_director": True}),
    "walled_member": ("Wanda Behindle", (Role.AUDIT_COMMITTEE,), {"is_director": True}),
    "secretary": ("Beatrix Minuter", (Role.BOARD_SECRETARY,), {}),
    "director": ("Dana Presidewell", (Role.BOARD_MEMBER,), {"is_director": True}),
    "other_director": ("Dirk Votingham", (Role.BOARD_MEMBER,), {"is_director": True}),
}
DUTIES: dict[str, tuple[str, tuple[str, ...], dict[str, Any]]] = {
    "custodian": ("Kasimir Keyes", (Role.CUSTODIAN,), {}),
    "counsel": ("Carla Advisey", (Role.COUNSEL,), {}),
    "other_counsel": ("Cora Otherlaw", (Role.COUNSEL,), {}),
    "general_counsel": ("Gerald Lawler", (Role.GENERAL_COUNSEL,), {}),
    "administrator": ("Adam Rootham", (Role.ADMINISTRATOR,), {}),
    "operator": ("Olga Callahan", (Role.HELPLINE_OPERATOR,), {}),
    "editor": ("Edna Drafter", (Role.CODE_EDITOR,), {}),
    "policy_owner": ("Pavel Rulebook", (Role.POLICY_OWNER,), {}),
    "privacy": ("Dolores Privett", (Role.DATA_PROTECTION,), {}),
}
EVERYDAY: dict[str, tuple[str, tuple[str, ...], dict[str, Any]]] = {
    "subject": ("Viktor Namedew", (), {}),
    "reporter": ("Nora Tellwright", (), {}),
    "confidant": ("Corin Quietly", (), {}),
    "reader": ("Reinhard Sharewell", (), {}),
    "requester": ("Mia Askwith", (), {}),
    "beneficiary": ("Benno Enjoyce", (), {"manager": "requester"}),
    "executive": ("Xenia Topfloor", (), {"is_executive_officer": True}),
    # Stands in for the General Auditor, as staff of that queue, and holds no role.
    "deputy": ("Doris Standin", (), {}),
    "stranger": ("Emil Strange", (), {}),
}
# Those who have a superior come after them.
EVERYBODY = EVERYDAY | OFFICES | BOARD | DUTIES
NOBODY = "signed_out"
KEYS = [*EVERYBODY, NOBODY]


def hire(at: datetime) -> dict[str, Person]:
    """Everybody, through the Portal's own actions."""
    people: dict[str, Person] = {}
    for key, (name, roles, facts) in EVERYBODY.items():
        known = {fact: people[value] if fact == "manager" else value for fact, value in facts.items()}
        people[key] = make_person(name, *roles, at=at, **known)
    return people
