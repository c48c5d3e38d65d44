"""The people of the demo company: who they are, whom they report to and what they do in the Portal."""

import unicodedata
from dataclasses import dataclass
from datetime import date

from ethics_portal.demo_company.company import COMPANY


@dataclass(frozen=True, slots=True)
class PersonSeed:
    """Somebody of the directory. `roles` holds the names of `accounts.roles.Role`; being an employee needs none."""

    key: str
    given_name: str
    family_name: str
    email: str
    job_title: str
    unit: str
    entity: str
    country: str
    manager: str | None = None
    is_director: bool = False
    is_executive_officer: bool = False
    is_covered_officer: bool = False
    is_chief_executive: bool = False
    is_finance_chief: bool = False
    has_control_role: bool = False
    is_employee: bool = True
    employed_from: date | None = None
    employed_until: date | None = None
    roles: tuple[str, ...] = ()
    office: str = ""
    demo_sign_in: str = ""

    @property
    def full_name(self) -> str:
        """The name as it stands in the directory and in the narratives."""
        return f"{self.given_name} {self.family_name}"


def _plain(text: str) -> str:
    """Letters an e-mail address may hold: accents dropped, blanks to hyphens."""
    swapped = text.lower().replace("ı", "i").replace(" ", "-")
    return unicodedata.normalize("NFKD", swapped).encode("ascii", "ignore").decode()


def _person(
    given: str,
    family: str,
    title: str,
    unit: str,
    entity: str,
    country: str,
    manager: str | None = None,
    *,
    key: str = "",
    email: str = "",
    director: bool = False,
    executive: bool = False,
    covered: bool = False,
    chief_executive: bool = False,
    finance_chief: bool = False,
    control: bool = False,
    employee: bool = True,
    since: date | None = None,
    until: date | None = None,
    roles: tuple[str, ...] = (),
    office: str = "",
    sign_in: str = "",
) -> PersonSeed:
    """One line of the directory, its key and address made from the name."""
    return PersonSeed(
        key=key or f"{_plain(given)}-{_plain(family)}",
        given_name=given,
        family_name=family,
        email=email or f"{_plain(given)}.{_plain(family)}@{COMPANY.mail_domain}",
        job_title=title,
        unit=unit,
        entity=entity,
        country=country,
        manager=manager,
        is_director=director,
        is_executive_officer=executive,
        is_covered_officer=covered,
        is_chief_executive=chief_executive,
        is_finance_chief=finance_chief,
        has_control_role=control,
        is_employee=employee,
        employed_from=since,
        employed_until=until,
        roles=roles,
        office=office,
        demo_sign_in=sign_in,
    )


_INC, _FLOW = "lindmoor-inc", "lindmoor-flow"
_CEO = "catherine-ballantyne"
_CHAIR = "ruth-abernethy"

_BOARD = (
    _person(
        "Adaeze", "Nwankwo-Hale", "Independent Chair of the Board", "board", _INC, "US",
        director=True, employee=False, roles=("BOARD_MEMBER",), sign_in="Chair of the Board of Directors",
    ),
    _person(
        "Ruth", "Abernethy", "Independent director, chair of the Audit Committee", "board", _INC, "US",
        director=True, employee=False, roles=("BOARD_MEMBER", "AUDIT_COMMITTEE", "AUDIT_COMMITTEE_CHAIR"),
        sign_in="Chair of the Audit Committee",
    ),
    _person(
        "Hiroshi", "Tanabe", "Independent director", "board", _INC, "SG",
        director=True, employee=False, roles=("BOARD_MEMBER", "AUDIT_COMMITTEE"),
        sign_in="Member of the Audit Committee",
    ),
    _person(
        "Ingrid", "Solheim-Rask", "Independent director", "board", _INC, "GB",
        director=True, employee=False, roles=("BOARD_MEMBER", "AUDIT_COMMITTEE"),
    ),
    _person(
        "Luis Fernando", "Echeverría", "Independent director", "board", _INC, "MX",
        director=True, employee=False, roles=("BOARD_MEMBER", "AUDIT_COMMITTEE"),
    ),
    _person(
        "Walter", "Pruitt", "Independent director", "board", _INC, "US",
        director=True, employee=False, roles=("BOARD_MEMBER",), sign_in="Director outside the Audit Committee",
    ),
    _person(
        "Catherine", "Ballantyne", "President and Chief Executive Officer", "executive", _INC, "US",
        director=True, executive=True, covered=True, chief_executive=True, control=True,
        since=date(2016, 3, 1), roles=("BOARD_MEMBER",), sign_in="Chief executive and director",
    ),
)  # fmt: skip

_EXECUTIVES = (
    _person(
        "Martin", "Kowalczyk", "Chief Financial Officer", "finance", _INC, "US", _CEO,
        executive=True, covered=True, finance_chief=True, control=True, since=date(2019, 9, 3),
        sign_in="Chief Financial Officer: asks the Board for a waiver",
    ),
    _person(
        "Denise", "Fairbanks", "Chief Accounting Officer", "finance", _INC, "US", "martin-kowalczyk",
        executive=True, covered=True, control=True, since=date(2017, 5, 15),
    ),
    _person(
        "Anil", "Raghunathan", "Corporate Controller", "finance", _INC, "US", "denise-fairbanks",
        covered=True, control=True, since=date(2020, 1, 6),
    ),
    _person(
        "Josephine", "Marchetti", "General Counsel", "legal", _INC, "US", _CEO,
        executive=True, since=date(2015, 8, 17), roles=("GENERAL_COUNSEL",), sign_in="General Counsel",
    ),
    _person(
        "Samuel", "Okafor", "Chief Compliance & Ethics Officer", "compliance-ethics", _INC, "US", _CEO,
        since=date(2018, 2, 12), roles=("ETHICS_OFFICER",), sign_in="Chief Compliance & Ethics Officer",
    ),
    _person(
        "Birgit", "Haldane", "General Auditor", "general-audit", _INC, "US", _CEO,
        since=date(2014, 6, 2), roles=("GENERAL_AUDITOR",), sign_in="General Auditor: signs the digest",
    ),
    _person(
        "Rajiv", "Menon", "Chief Operating Officer", "operations", _INC, "US", _CEO,
        executive=True, control=True, since=date(2021, 4, 1),
    ),
    _person(
        "Yvonne", "Castellanos", "Chief People Officer", "people", _INC, "US", _CEO,
        executive=True, since=date(2022, 1, 10),
    ),
    _person(
        "Pieter", "van der Meulen", "Chief Commercial Officer", "sales-emea", _INC, "US", _CEO,
        key="pieter-van-der-meulen", email=f"pieter.vandermeulen@{COMPANY.mail_domain}",
        executive=True, since=date(2020, 10, 5),
    ),
    _person(
        "Mei-Ling", "Chua", "Chief Technology Officer", "engineering", _INC, "US", _CEO,
        executive=True, since=date(2023, 7, 3),
    ),
)  # fmt: skip

_OFFICES = (
    _person(
        "Priya", "Venkataraman", "Director, Investigations", "general-audit", _INC, "US", "birgit-haldane",
        since=date(2017, 3, 20), roles=("OFFICE_STAFF", "INVESTIGATOR"), office="GENERAL_AUDITOR",
        sign_in="Triage in the General Auditor's office",
    ),
    _person(
        "Marcus", "Ellery", "Intake and quality manager", "general-audit", _INC, "US", "birgit-haldane",
        since=date(2019, 11, 4), roles=("OFFICE_STAFF",), office="GENERAL_AUDITOR",
    ),
    _person(
        "Tobias", "Rieck", "Senior investigator, Europe", "general-audit", "lindmoor-de", "DE", "priya-venkataraman",
        since=date(2018, 9, 1), roles=("INVESTIGATOR",), sign_in="Investigator in the General Auditor's office",
    ),
    _person(
        "Lucía", "Barrenechea", "Senior investigator, Latin America and Iberia", "general-audit", "lindmoor-es", "ES",
        "priya-venkataraman", since=date(2020, 2, 17), roles=("INVESTIGATOR",),
    ),
    _person(
        "Naledi", "Mokoena", "Director, Case management", "compliance-ethics", _INC, "US", "samuel-okafor",
        since=date(2018, 7, 9), roles=("OFFICE_STAFF", "INVESTIGATOR"), office="ETHICS_OFFICE",
        sign_in="Triage in the Compliance & Ethics office",
    ),
    _person(
        "Owen", "Prydderch", "Regional compliance manager, Europe", "compliance-ethics", "lindmoor-gb", "GB",
        "samuel-okafor", since=date(2021, 1, 11), roles=("OFFICE_STAFF",), office="ETHICS_OFFICE",
    ),
    _person(
        "Grace", "Tan", "Investigator, Asia Pacific", "compliance-ethics", "lindmoor-sg", "SG",
        "naledi-mokoena", since=date(2022, 5, 3), roles=("INVESTIGATOR",),
    ),
    _person(
        "Jerome", "Whitfield", "Investigator, workplace matters", "compliance-ethics", _INC, "US", "naledi-mokoena",
        since=date(2019, 4, 22), roles=("INVESTIGATOR",), sign_in="Investigator in the Compliance & Ethics office",
    ),
    _person(
        "Beatriz", "Salgueiro", "Help line lead", "compliance-ethics", "lindmoor-mx", "MX", "naledi-mokoena",
        since=date(2020, 8, 10), roles=("HELPLINE_OPERATOR",), sign_in="Help line operator",
    ),
    _person(
        "Colm", "Redmond", "Help line and ethics mailbox", "compliance-ethics", "lindmoor-gb", "GB", "owen-prydderch",
        since=date(2023, 3, 6), roles=("HELPLINE_OPERATOR",),
    ),
    _person(
        "Amara", "Diallo", "Ombudswoman", "people", "lindmoor-fr", "FR", "yvonne-castellanos",
        since=date(2019, 6, 17), roles=("CUSTODIAN",), sign_in="Custodian of reporters' identities",
    ),
    _person(
        "Philip", "Strand", "Director, Records and Information Governance", "legal", _INC, "US", "josephine-marchetti",
        since=date(2013, 10, 14), roles=("CUSTODIAN",),
    ),
    _person(
        "Naomi", "Feldstein", "Deputy General Counsel, Litigation", "legal", _INC, "US", "josephine-marchetti",
        since=date(2016, 9, 6), roles=("COUNSEL",), sign_in="Counsel: holds, disclosures and referrals",
    ),
    _person(
        "Vanessa", "Thornbury", "Corporate Secretary", "legal", _INC, "US", "josephine-marchetti",
        since=date(2012, 4, 30), roles=("BOARD_SECRETARY",), sign_in="Secretary of the Board",
    ),
    _person(
        "Helena", "Brandt-Lowe", "Head of Enterprise Compliance", "enterprise-compliance", _INC, "US", "samuel-okafor",
        since=date(2020, 6, 1), roles=("CODE_EDITOR",), sign_in="Enterprise Compliance: drafts the Code",
    ),
    _person(
        "Stefan", "Mayrhofer", "Head of Trade Compliance", "enterprise-compliance", "lindmoor-de", "DE",
        "helena-brandt-lowe", since=date(2017, 11, 1), roles=("POLICY_OWNER",),
        sign_in="Policy owner: trade compliance",
    ),
    _person(
        "Camille", "Aubertin", "Workplace policies manager", "people", "lindmoor-fr", "FR", "yvonne-castellanos",
        since=date(2022, 9, 1), roles=("POLICY_OWNER",),
    ),
    _person(
        "Katrin", "Ohlendorf", "Group data protection officer", "legal", "lindmoor-de", "DE", "josephine-marchetti",
        since=date(2018, 5, 25), roles=("DATA_PROTECTION",), sign_in="Data protection officer",
    ),
    _person(
        "Dmitri", "Zelenko", "Director, IT operations", "it", _INC, "US", "rajiv-menon",
        since=date(2016, 1, 18), roles=("ADMINISTRATOR",), sign_in="Administrator: people, roles and settings",
    ),
    _person(
        "Kelsey", "Amundsen", "Identity and access engineer", "it", _INC, "US", "dmitri-zelenko",
        since=date(2021, 8, 2), roles=("ADMINISTRATOR",),
    ),
    _person(
        "Eleni", "Papathanasiou", "Partner, Ferncastle Forensic (outside firm)", "external", _INC, "US",
        email="e.papathanasiou@ferncastle.example", employee=False, roles=("EXTERNAL_INVESTIGATOR",),
        sign_in="External investigator, appointed case by case",
    ),
)  # fmt: skip

_STAFF = (
    # United States
    _person("Brent", "Hollister", "Vice President, Sales Americas", "sales-americas", _INC, "US",
            "pieter-van-der-meulen", control=True, since=date(2015, 2, 2)),
    _person("Leon", "Matusiak", "Assistant Treasurer", "finance", _INC, "US", "martin-kowalczyk",
            control=True, since=date(2018, 10, 1)),
    _person("Carla", "Jimenez", "Plant manager, Toledo", "operations", _FLOW, "US", "rajiv-menon",
            control=True, since=date(2017, 7, 10)),
    _person("Dwayne", "Pickett", "Shift supervisor", "operations", _FLOW, "US", "carla-jimenez",
            since=date(2011, 5, 9)),
    _person("Shirin", "Farahani", "Product manager, gas analysers", "engineering", _INC, "US", "mei-ling-chua",
            since=date(2021, 2, 15), sign_in="Employee: reports and asks for a waiver"),
    _person("Ngoc Anh", "Tran", "Firmware engineer", "engineering", _INC, "US", "shirin-farahani",
            since=date(2022, 6, 20)),
    _person("Wendy", "Oakes", "Regional sales director, Gulf Coast", "sales-americas", _INC, "US", "brent-hollister",
            since=date(2014, 3, 3), until=date(2026, 3, 31)),
    # Germany
    _person("Jürgen", "Pfaffenrath", "Managing Director, Germany", "sales-emea", "lindmoor-de", "DE",
            "pieter-van-der-meulen", key="juergen-pfaffenrath", email=f"juergen.pfaffenrath@{COMPANY.mail_domain}",
            control=True, since=date(2013, 1, 1), sign_in="Manager in Germany: asks for a waiver"),
    _person("Sabine", "Krüger-Lenz", "Plant manager, Göppingen", "operations", "lindmoor-de", "DE", "rajiv-menon",
            key="sabine-krueger-lenz", email=f"sabine.krueger-lenz@{COMPANY.mail_domain}", control=True,
            since=date(2016, 4, 1)),
    _person("Emre", "Yıldız", "Calibration technician", "quality", "lindmoor-de", "DE", "sabine-krueger-lenz",
            since=date(2020, 9, 1), sign_in="Employee in Germany"),
    _person("Anke", "Dierksen", "Strategic buyer", "purchasing", "lindmoor-de", "DE", "sabine-krueger-lenz",
            since=date(2019, 2, 1)),
    # Spain
    _person("Íñigo", "Urrutia", "Managing Director, Iberia", "sales-emea", "lindmoor-es", "ES",
            "pieter-van-der-meulen", control=True, since=date(2018, 1, 8)),
    _person("María José", "Cebrián", "Key account manager, water", "sales-emea", "lindmoor-es", "ES", "inigo-urrutia",
            since=date(2019, 5, 6)),
    _person("Álvaro", "Peñalver", "Warehouse coordinator", "purchasing", "lindmoor-es", "ES", "inigo-urrutia",
            since=date(2021, 10, 4)),
    # France
    _person("Étienne", "Rousselot", "Managing Director, France", "sales-emea", "lindmoor-fr", "FR",
            "pieter-van-der-meulen", control=True, since=date(2017, 9, 4)),
    _person("Fatou", "Ndiaye", "Service coordinator", "field-service", "lindmoor-fr", "FR", "etienne-rousselot",
            since=date(2022, 3, 14)),
    # United Kingdom
    _person("Alastair", "Cheyne", "Managing Director, United Kingdom", "sales-emea", "lindmoor-gb", "GB",
            "pieter-van-der-meulen", control=True, since=date(2016, 11, 7)),
    _person("Zainab", "Hussaini", "Field service engineer", "field-service", "lindmoor-gb", "GB", "alastair-cheyne",
            since=date(2020, 7, 13)),
    # Mexico: two people share a family name and are not related
    _person("Diego", "Lozano", "Plant manager, Querétaro", "operations", "lindmoor-mx", "MX", "rajiv-menon",
            control=True, since=date(2015, 6, 1)),
    _person("Marta", "Lozano", "People partner", "people", "lindmoor-mx", "MX", "yvonne-castellanos",
            since=date(2021, 3, 1)),
    _person("Ernesto", "Villaseñor", "Warehouse lead", "purchasing", "lindmoor-mx", "MX", "diego-lozano",
            since=date(2018, 8, 20)),
    _person("Guadalupe", "Ríos", "Assembly operator", "operations", "lindmoor-mx", "MX", "diego-lozano",
            since=date(2022, 11, 7), sign_in="Employee in Mexico"),
    # Brazil
    _person("Rafael", "Teixeira", "Country manager, Brazil", "sales-americas", "lindmoor-br", "BR", "brent-hollister",
            control=True, since=date(2017, 4, 3)),
    _person("Luciana", "Prado", "Finance manager, Brazil", "finance", "lindmoor-br", "BR", "anil-raghunathan",
            control=True, since=date(2019, 8, 12)),
    _person("João Batista", "Arruda", "Instrument technician", "field-service", "lindmoor-br", "BR",
            "rafael-teixeira", since=date(2021, 5, 17)),
    # China
    _person("Wenjie", "Zhang", "General manager, Suzhou", "operations", "lindmoor-cn", "CN", "rajiv-menon",
            control=True, since=date(2016, 8, 1)),
    _person("Xiaomei", "Li", "Quality engineer", "quality", "lindmoor-cn", "CN", "wenjie-zhang",
            since=date(2020, 4, 13)),
    _person("Haoran", "Chen", "Sales manager, East China", "sales-apac", "lindmoor-cn", "CN", "kenneth-lim",
            since=date(2018, 12, 3)),
    # Singapore
    _person("Kenneth", "Lim", "President, Asia Pacific", "sales-apac", "lindmoor-sg", "SG",
            "pieter-van-der-meulen", control=True, since=date(2019, 1, 7)),
    _person("Nurul Aisyah", "Rahman", "Distributor manager", "sales-apac", "lindmoor-sg", "SG", "kenneth-lim",
            since=date(2021, 7, 5)),
    # India
    _person("Sunita", "Deshpande", "General manager, India", "operations", "lindmoor-in", "IN", "kenneth-lim",
            control=True, since=date(2018, 6, 4)),
    _person("Mohammed Irfan", "Qureshi", "Buyer, machined parts", "purchasing", "lindmoor-in", "IN",
            "sunita-deshpande", since=date(2021, 12, 6)),
)  # fmt: skip

PEOPLE: tuple[PersonSeed, ...] = _BOARD + _EXECUTIVES + _OFFICES + _STAFF

BY_KEY: dict[str, PersonSeed] = {person.key: person for person in PEOPLE}

# People without a duty in the Portal, of whom generated reports may speak or who may speak in them.
ORDINARY: tuple[PersonSeed, ...] = tuple(person for person in _STAFF if person.employed_until is None)
