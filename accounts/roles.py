"""Roles as code: what each is for, what it must never be combined with, and who may grant it."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Office(TextChoices):
    """The two ethics offices. Each has its own queue."""

    GENERAL_AUDITOR = "GENERAL_AUDITOR", _("General Auditor's office")
    ETHICS_OFFICE = "ETHICS_OFFICE", _("Compliance & Ethics office")


class Role(TextChoices):
    """What a person may be asked to do. Every signed-in person is an employee; that needs no grant."""

    HELPLINE_OPERATOR = "HELPLINE_OPERATOR", _("Help line operator")
    INVESTIGATOR = "INVESTIGATOR", _("Investigator")
    OFFICE_STAFF = "OFFICE_STAFF", _("Office staff")
    GENERAL_AUDITOR = "GENERAL_AUDITOR", _("General Auditor")
    ETHICS_OFFICER = "ETHICS_OFFICER", _("Chief Compliance & Ethics Officer")
    CUSTODIAN = "CUSTODIAN", _("Identity custodian")
    COUNSEL = "COUNSEL", _("Counsel")
    GENERAL_COUNSEL = "GENERAL_COUNSEL", _("General Counsel")
    BOARD_SECRETARY = "BOARD_SECRETARY", _("Board secretary")
    BOARD_MEMBER = "BOARD_MEMBER", _("Board member")
    AUDIT_COMMITTEE = "AUDIT_COMMITTEE", _("Audit Committee member")
    AUDIT_COMMITTEE_CHAIR = "AUDIT_COMMITTEE_CHAIR", _("Audit Committee chair")
    EXTERNAL_INVESTIGATOR = "EXTERNAL_INVESTIGATOR", _("External investigator")
    CODE_EDITOR = "CODE_EDITOR", _("Code editor")
    POLICY_OWNER = "POLICY_OWNER", _("Policy owner")
    DATA_PROTECTION = "DATA_PROTECTION", _("Data protection officer")
    ADMINISTRATOR = "ADMINISTRATOR", _("Administrator")


DESCRIPTIONS = {
    Role.HELPLINE_OPERATOR: _("Records reports made by phone, letter and e-mail, until they are handed over."),
    Role.INVESTIGATOR: _("Works the cases assigned to them, and sees no others."),
    Role.OFFICE_STAFF: _("Receives and triages the queue of one ethics office."),
    Role.GENERAL_AUDITOR: _("Heads the General Auditor's office and signs the digest to the Audit Committee."),
    Role.ETHICS_OFFICER: _("Heads the Compliance & Ethics office, decides waivers, owns the Code."),
    Role.CUSTODIAN: _("Guards the identity of confidential reporters. Sees no narratives."),
    Role.COUNSEL: _("Advises on holds, disclosures and referrals it is asked about."),
    Role.GENERAL_COUNSEL: _("Is told of regulators, subpoenas and the press."),
    Role.BOARD_SECRETARY: _("Puts waivers before the Board and records its meetings."),
    Role.BOARD_MEMBER: _("Decides waivers for executive officers and directors."),
    Role.AUDIT_COMMITTEE: _("Receives notices of material matters and the digest."),
    Role.AUDIT_COMMITTEE_CHAIR: _("Chairs the committee and owns its own queue."),
    Role.EXTERNAL_INVESTIGATOR: _("Works the cases they are appointed to, until a date."),
    Role.CODE_EDITOR: _("Drafts new versions of the Code."),
    Role.POLICY_OWNER: _("Keeps policies that supplement the Code."),
    Role.DATA_PROTECTION: _("Answers data-protection requests. Sees no narratives."),
    Role.ADMINISTRATOR: _("Looks after people and settings. Never sees a report, case, waiver or identity."),
}

# Lawyers of the house, whichever matter they are asked about.
COUNSELS = frozenset({Role.COUNSEL, Role.GENERAL_COUNSEL})
# Besides directors and executive officers: whose being a subject the committee's chair must hear of (FIELD.md).
SENIOR_ROLES = frozenset({Role.GENERAL_AUDITOR, Role.ETHICS_OFFICER, Role.GENERAL_COUNSEL})

CASE_STAFF = frozenset(
    {Role.OFFICE_STAFF, Role.INVESTIGATOR, Role.EXTERNAL_INVESTIGATOR, Role.GENERAL_AUDITOR, Role.ETHICS_OFFICER}
)

# Who declares absences: those who work cases, and those whose word is waited for.
AWAY_ROLES = CASE_STAFF | {Role.AUDIT_COMMITTEE, Role.AUDIT_COMMITTEE_CHAIR}


def _pairs(role: Role, others: frozenset[Role]) -> frozenset[frozenset[Role]]:
    return frozenset(frozenset({role, other}) for other in others)


# Nobody holds both roles of a pair at one time (DECISIONS 44).
REFUSED_PAIRS: frozenset[frozenset[Role]] = (
    _pairs(Role.ADMINISTRATOR, frozenset(Role) - {Role.ADMINISTRATOR})
    | _pairs(Role.CUSTODIAN, CASE_STAFF | {Role.HELPLINE_OPERATOR})
    | _pairs(Role.GENERAL_AUDITOR, frozenset({Role.ETHICS_OFFICER}))
    | _pairs(Role.BOARD_MEMBER, frozenset({Role.OFFICE_STAFF}))
)

# Who has to agree to a grant, besides the administrator who proposes it.
HEAD_OF = {Office.GENERAL_AUDITOR: Role.GENERAL_AUDITOR, Office.ETHICS_OFFICE: Role.ETHICS_OFFICER}

# The heads of the three queues: who may name a deputy (DECISIONS 42).
DESIGNATORS = frozenset({Role.GENERAL_AUDITOR, Role.ETHICS_OFFICER, Role.AUDIT_COMMITTEE_CHAIR})


class Power(TextChoices):
    """What a head may lend to a deputy. Waivers, routing and everything else a head does are not in this list."""

    WORK = "WORK", _("Work the cases of the queue, as its staff do")
    LEAD = "LEAD", _("Decide in a case what its head decides; sees restricted cases too")


# Marks, in the one statement that reads somebody's roles, that they stand in for a head. It is no role.
STANDS_IN = "STANDS_IN"

APPROVERS: dict[Role, frozenset[Role]] = {
    Role.GENERAL_AUDITOR: frozenset({Role.AUDIT_COMMITTEE_CHAIR}),
    Role.ETHICS_OFFICER: frozenset({Role.AUDIT_COMMITTEE_CHAIR}),
    Role.AUDIT_COMMITTEE: frozenset({Role.AUDIT_COMMITTEE_CHAIR}),
    Role.AUDIT_COMMITTEE_CHAIR: frozenset({Role.BOARD_SECRETARY}),
    Role.BOARD_MEMBER: frozenset({Role.BOARD_SECRETARY}),
    Role.BOARD_SECRETARY: frozenset({Role.AUDIT_COMMITTEE_CHAIR}),
    Role.CUSTODIAN: frozenset({Role.AUDIT_COMMITTEE_CHAIR}),
    Role.EXTERNAL_INVESTIGATOR: frozenset({Role.AUDIT_COMMITTEE_CHAIR}),
}
DEFAULT_APPROVERS = frozenset({Role.GENERAL_AUDITOR, Role.ETHICS_OFFICER})


# Who agrees to a change of the directory that lowers a wall or a class (DECISIONS 43).
CHANGE_APPROVERS = frozenset({Role.GENERAL_AUDITOR, Role.BOARD_SECRETARY})

ROLE_APPROVERS = DEFAULT_APPROVERS.union(*APPROVERS.values())


def approvers_of(role: str, office: str = "") -> frozenset[Role]:
    """The roles that may approve a grant of `role`: for an office's own staff its head, otherwise as listed."""
    if role == Role.OFFICE_STAFF and office:
        return frozenset({HEAD_OF[Office(office)]})
    return APPROVERS.get(Role(role), DEFAULT_APPROVERS)
