"""What the frame of every page shows: the person's own sections, and how many notices wait."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from accounts.addresses import speak_up_address
from accounts.models import Person
from accounts.notices import unread_counts
from accounts.roles import AWAY_ROLES, CASE_STAFF, CHANGE_APPROVERS, ROLE_APPROVERS, Office, Role
from code_of_ethics.standing_words import standing_words

EVERYBODY: frozenset[Role] = frozenset()

# Label, url name, icon, and the roles or the office whose section it is; everybody's where none is named.
SECTIONS: tuple[tuple[Any, str, str, frozenset[Role] | Office], ...] = (
    (_("Home"), "reporting:home", "house", EVERYBODY),
    (_("Dashboard"), "reporting:dashboards", "speedometer2", AWAY_ROLES),
    (_("My reports"), "my_reports:list", "chat-left-text", EVERYBODY),
    (_("My actions"), "my_actions:list", "check2-circle", EVERYBODY),
    (_("My letters"), "my_letters:list", "envelope", EVERYBODY),
    (_("My data"), "my_data:list", "person-lock", EVERYBODY),
    (_("Waivers"), "waivers:list", "file-earmark-check", EVERYBODY),
    (_("The Code of Ethics"), "code_of_ethics:code", "book", EVERYBODY),
    (_("Help line"), "help_line:list", "headset", frozenset({Role.HELPLINE_OPERATOR})),
    (_("Cases"), "cases:queue", "inbox", CASE_STAFF | {Role.AUDIT_COMMITTEE_CHAIR}),
    (_("Names in trust"), "identities:names", "person-lock", frozenset({Role.CUSTODIAN})),
    (
        _("Ethics mailbox"),
        "mailbox:mails",
        "mailbox",
        frozenset({Role.HELPLINE_OPERATOR, Role.OFFICE_STAFF, Role.ETHICS_OFFICER}),
    ),
    (
        _("Referrals"),
        "referrals:list",
        "building",
        frozenset(
            {
                Role.COUNSEL,
                Role.AUDIT_COMMITTEE,
                Role.AUDIT_COMMITTEE_CHAIR,
                Role.GENERAL_AUDITOR,
                Role.ETHICS_OFFICER,
            }
        ),
    ),
    (_("The Board"), "waivers:board", "bank", frozenset({Role.BOARD_SECRETARY, Role.BOARD_MEMBER})),
    (
        _("Committee notices"),
        "reporting:committee_notices",
        "exclamation-triangle",
        frozenset({Role.AUDIT_COMMITTEE, Role.AUDIT_COMMITTEE_CHAIR}),
    ),
    (
        _("Digests"),
        "reporting:digests",
        "journal-text",
        frozenset({Role.AUDIT_COMMITTEE, Role.AUDIT_COMMITTEE_CHAIR, Role.GENERAL_AUDITOR}),
    ),
    # The General Auditor finds it in the digest.
    (_("Parts of digests"), "reporting:digest_parts", "pen", frozenset({Role.ETHICS_OFFICER})),
    (
        _("Explore"),
        "reporting:explore",
        "clipboard-data",
        frozenset({Role.AUDIT_COMMITTEE, Role.AUDIT_COMMITTEE_CHAIR, Role.GENERAL_AUDITOR, Role.ETHICS_OFFICER}),
    ),
    (
        _("Measures"),
        "reporting:measures",
        "bar-chart",
        frozenset({Role.AUDIT_COMMITTEE, Role.AUDIT_COMMITTEE_CHAIR, Role.GENERAL_AUDITOR, Role.ETHICS_OFFICER}),
    ),
    (_("Random checks"), "exits:list", "check2-circle", frozenset({Role.GENERAL_AUDITOR})),
    (
        _("Hotline tests"),
        "hotline_tests:list",
        "telephone",
        frozenset({Role.GENERAL_AUDITOR, Role.ETHICS_OFFICER, Role.AUDIT_COMMITTEE, Role.AUDIT_COMMITTEE_CHAIR}),
    ),
    (
        _("Compliance audits"),
        "code_of_ethics:audits",
        "clipboard-check",
        frozenset({Role.GENERAL_AUDITOR, Role.AUDIT_COMMITTEE, Role.AUDIT_COMMITTEE_CHAIR, Role.ETHICS_OFFICER}),
    ),
    (
        _("External auditors"),
        "auditor_log:list",
        "journal-text",
        frozenset({Role.AUDIT_COMMITTEE_CHAIR, Role.GENERAL_AUDITOR}),
    ),
    (
        _("Disclosures"),
        "code_of_ethics:disclosures",
        "megaphone",
        frozenset({Role.COUNSEL, Role.ETHICS_OFFICER, Role.BOARD_SECRETARY}),
    ),
    (
        _("Library of answers"),
        "library:answers",
        "bookmark",
        frozenset({Role.ETHICS_OFFICER, Role.OFFICE_STAFF}),
    ),
    (_("Questions by topic"), "questionnaires:list", "list-check", Office.ETHICS_OFFICE),
    (_("Plans and interviews"), "case_templates:list", "list-task", Office.ETHICS_OFFICE),
    (_("Texts of letters"), "cases:letter_texts", "envelope-paper", Office.ETHICS_OFFICE),
    (_("Routing"), "routing:rules", "signpost-split", frozenset({Role.ETHICS_OFFICER, Role.GENERAL_AUDITOR})),
    (
        _("Deadlines"),
        "clocks:rules",
        "hourglass-split",
        frozenset({Role.OFFICE_STAFF, Role.GENERAL_AUDITOR, Role.ETHICS_OFFICER, Role.COUNSEL}),
    ),
    (
        _("Data requests"),
        "data_requests:list",
        "person-lock",
        frozenset({Role.DATA_PROTECTION, Role.GENERAL_COUNSEL}),
    ),
    (
        _("Requests about data"),
        "data_parts:list",
        "person-lock",
        frozenset({Role.OFFICE_STAFF, Role.GENERAL_AUDITOR, Role.ETHICS_OFFICER, Role.AUDIT_COMMITTEE_CHAIR}),
    ),
    (
        _("Retention"),
        "retention:rules",
        "hourglass-split",
        frozenset(
            {
                Role.ETHICS_OFFICER,
                Role.GENERAL_AUDITOR,
                Role.OFFICE_STAFF,
                Role.COUNSEL,
                Role.GENERAL_COUNSEL,
                Role.DATA_PROTECTION,
                Role.AUDIT_COMMITTEE_CHAIR,
            }
        ),
    ),
    (
        _("Insider lists"),
        "insider_lists:list",
        "graph-up",
        frozenset(
            {
                Role.COUNSEL,
                Role.GENERAL_COUNSEL,
                Role.GENERAL_AUDITOR,
                Role.ETHICS_OFFICER,
                Role.AUDIT_COMMITTEE_CHAIR,
            }
        ),
    ),
    (_("Legal holds"), "holds:list", "lock", frozenset({Role.COUNSEL, Role.GENERAL_COUNSEL})),
    (
        _("Old cases"),
        "case_imports:list",
        "upload",
        frozenset(
            {
                Role.OFFICE_STAFF,
                Role.GENERAL_AUDITOR,
                Role.ETHICS_OFFICER,
                Role.AUDIT_COMMITTEE_CHAIR,
                Role.AUDIT_COMMITTEE,
            }
        ),
    ),
    (
        _("On call"),
        "danger:on_call",
        "exclamation-octagon",
        frozenset({Role.OFFICE_STAFF, Role.GENERAL_AUDITOR, Role.ETHICS_OFFICER}),
    ),
    (_("Standing in"), "deputies:list", "person-check", AWAY_ROLES),
    (_("Roles to agree to"), "accounts:roles_to_approve", "person-check", ROLE_APPROVERS),
    (_("Changes to agree to"), "accounts:changes_to_agree_to", "person-gear", CHANGE_APPROVERS),
    (_("People and roles"), "accounts:people", "people", frozenset({Role.ADMINISTRATOR})),
    (_("Feeds"), "reporting:feeds", "arrow-left-right", frozenset({Role.ADMINISTRATOR, Role.GENERAL_AUDITOR})),
    (_("Health"), "reporting:health", "activity", frozenset({Role.ADMINISTRATOR})),
)
# What stands as one section for people who have many; the list pages of a family lead to each other.
FAMILIES: tuple[tuple[Any, str, tuple[str, ...]], ...] = (
    (_("Figures"), "bar-chart", ("reporting:explore", "reporting:measures")),
    (_("My pages"), "person-circle", ("my_reports:list", "my_actions:list", "my_letters:list", "my_data:list")),
    (
        _("Checks and audits"),
        "clipboard-check",
        ("exits:list", "hotline_tests:list", "code_of_ethics:audits", "auditor_log:list"),
    ),
    (
        _("Texts and rules"),
        "bookmark",
        (
            "library:answers",
            "questionnaires:list",
            "case_templates:list",
            "cases:letter_texts",
            "routing:rules",
            "clocks:rules",
        ),
    ),
    (
        _("Data and records"),
        "archive",
        (
            "data_requests:list",
            "data_parts:list",
            "retention:rules",
            "insider_lists:list",
            "holds:list",
            "case_imports:list",
        ),
    ),
    (
        _("Duties and roles"),
        "people",
        ("danger:on_call", "deputies:list", "accounts:roles_to_approve", "accounts:changes_to_agree_to"),
    ),
)
# Where a group of them begins, for people who have many.
GROUPS = {
    "help_line:list": _("Casework"),
    "waivers:board": _("Board and committee"),
    "library:answers": _("Behind the cases"),
}
# Shown above every page until it is read: there is a version of the Code to affirm.
CODE_TO_READ = "code_affirmation_asked"
# Up to so many are read at a glance, and up to so many fit a screen.
WITHOUT_GROUPS, WITHOUT_FAMILIES = 10, 14
# Whose they are too: people who stand in for a head now.
OF_DEPUTIES = frozenset({"cases:queue", "deputies:list", "referrals:list"})


def navigation(request: HttpRequest) -> dict[str, Any]:
    """The context of `templates/base.html`. The public door has no person and gets the bare minimum."""
    person: Person | None = getattr(request, "person", None)
    context: dict[str, Any] = {
        "company_name": settings.COMPANY_NAME,
        "is_demo": settings.IS_DEMO,
        "speak_up_url": speak_up_address(),
        # Read only where a page shows them.
        "standing_words": SimpleLazyObject(standing_words),
        "navigation": [],
        "neighbours": [],
        "unread_notices": 0,
    }
    if person is not None:
        context["navigation"], context["neighbours"] = _sections_of(person, request.path)
        known = getattr(request, "unread_notices", None)
        if known is None:
            context["unread_notices"], context["code_to_read"] = unread_counts(person, CODE_TO_READ)
        else:
            context["unread_notices"] = known
    return context


def _sections_of(person: Person, path: str) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The person's own sections, and those that belong together with this page.

    Whoever has many finds each family as one section; the first of a group says how the group is called.
    """
    shown: list[dict[str, Any]] = []
    group: Any = ""
    for label, name, icon, whose in SECTIONS:
        group = GROUPS.get(name, group)
        if _is_for(person, whose) or (person.stands_in and name in OF_DEPUTIES):
            url = reverse(name)
            section = {"name": name, "label": label, "url": url, "icon": icon, "badge": ""}
            shown.append(section | {"group": group, "heading": ""})
    here = max((section["url"] for section in shown if _leads_to(path, section["url"])), key=len, default="")
    shown = [section | {"is_current": section["url"] == here} for section in shown]
    neighbours: list[dict[str, Any]] = []
    if len(shown) > WITHOUT_FAMILIES:
        shown, neighbours = _by_family(shown, path)
    return (_with_headings(shown) if len(shown) > WITHOUT_GROUPS else shown), neighbours


def _by_family(shown: list[dict[str, Any]], path: str) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The sections with each family in the place of its first, and the family whose list page this is.

    A family of one stays what it is.
    """
    neighbours: list[dict[str, Any]] = []
    for label, icon, names in FAMILIES:
        family = [section for section in shown if section["name"] in names]
        if len(family) > 1:
            is_current = any(section["is_current"] for section in family)
            one = family[0] | {"label": label, "icon": icon, "is_current": is_current}
            shown = [one if each is family[0] else each for each in shown if each not in family[1:]]
            neighbours = family if any(section["url"] == path for section in family) else neighbours
    return shown, neighbours


def _with_headings(shown: list[dict[str, Any]]) -> list[dict[str, Any]]:
    groups = ["", *(section["group"] for section in shown)]
    return [
        section | {"heading": section["group"] if section["group"] != before else ""}
        for before, section in zip(groups, shown, strict=False)
    ]


def _is_for(person: Person, whose: frozenset[Role] | Office) -> bool:
    if isinstance(whose, Office):
        return whose in person.offices
    return not whose or bool(person.roles & whose)


def _leads_to(path: str, url: str) -> bool:
    return path == url if url == "/" else path.startswith(url)
