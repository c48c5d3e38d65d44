"""Who the demo company is: its name, its legal entities, its units and how many people work where."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from types import MappingProxyType

# The day the demo tells its story from. Ages in the seeds count backwards from here unless the loader says otherwise.
DEMO_DATE = date(2026, 11, 23)


@dataclass(frozen=True, slots=True)
class Company:
    """The group as it appears on letters, pages and digests."""

    name: str
    legal_name: str
    ticker: str
    exchange: str
    city: str
    time_zone: str
    mail_domain: str
    ethics_mailbox: str
    helpline_number: str
    business: str
    currency: str
    loss_threshold: Decimal
    headcount: Mapping[str, int]

    @property
    def employees(self) -> int:
        """Everybody, in every country."""
        return sum(self.headcount.values())


@dataclass(frozen=True, slots=True)
class Entity:
    """A legal entity of the group."""

    key: str
    name: str
    country: str
    city: str
    is_parent: bool = False


@dataclass(frozen=True, slots=True)
class Unit:
    """A business unit or function."""

    key: str
    name: str


COMPANY = Company(
    name="Lindmoor",
    legal_name="Lindmoor Measurement Group, Inc.",
    ticker="LDMR",
    exchange="NYSE",
    city="Columbus, Ohio",
    time_zone="America/New_York",
    mail_domain="lindmoor.example",
    ethics_mailbox="ethics@lindmoor.example",
    helpline_number="+1 614 555 0142",
    business="Instruments that measure flow, pressure and composition in water works, plants and laboratories.",
    currency="USD",
    loss_threshold=Decimal(250000),
    headcount=MappingProxyType(
        {
            "US": 1460,
            "DE": 620,
            "MX": 540,
            "CN": 410,
            "ES": 260,
            "BR": 245,
            "IN": 225,
            "GB": 210,
            "FR": 130,
            "SG": 80,
        }
    ),
)

ENTITIES: tuple[Entity, ...] = (
    Entity("lindmoor-inc", "Lindmoor Measurement Group, Inc.", "US", "Columbus", is_parent=True),
    Entity("lindmoor-flow", "Lindmoor Flow Systems LLC", "US", "Toledo"),
    Entity("lindmoor-de", "Lindmoor Messtechnik GmbH", "DE", "Göppingen"),
    Entity("lindmoor-es", "Lindmoor Ibérica, S.L.", "ES", "Zaragoza"),
    Entity("lindmoor-fr", "Lindmoor France SAS", "FR", "Lyon"),
    Entity("lindmoor-gb", "Lindmoor UK Limited", "GB", "Sheffield"),
    Entity("lindmoor-mx", "Lindmoor de México, S. de R.L. de C.V.", "MX", "Querétaro"),
    Entity("lindmoor-br", "Lindmoor do Brasil Ltda.", "BR", "Campinas"),
    Entity("lindmoor-cn", "Lindmoor Instruments (Suzhou) Co., Ltd.", "CN", "Suzhou"),
    Entity("lindmoor-in", "Lindmoor Instruments India Private Limited", "IN", "Pune"),
    Entity("lindmoor-sg", "Lindmoor Asia Pacific Pte. Ltd.", "SG", "Singapore"),
)

UNITS: tuple[Unit, ...] = (
    Unit("board", "Board of Directors"),
    Unit("executive", "Executive Office"),
    Unit("general-audit", "General Auditor's Office"),
    Unit("compliance-ethics", "Compliance & Ethics"),
    Unit("enterprise-compliance", "Enterprise Compliance"),
    Unit("legal", "Legal"),
    Unit("finance", "Finance"),
    Unit("people", "People & Culture"),
    Unit("it", "Information Technology"),
    Unit("operations", "Manufacturing Operations"),
    Unit("quality", "Quality & Calibration"),
    Unit("purchasing", "Purchasing & Logistics"),
    Unit("sales-americas", "Sales Americas"),
    Unit("sales-emea", "Sales Europe, Middle East & Africa"),
    Unit("sales-apac", "Sales Asia Pacific"),
    Unit("field-service", "Field Service"),
    Unit("engineering", "Research & Engineering"),
    Unit("external", "Outside advisers"),
)
UNITS_BY_KEY: Mapping[str, Unit] = MappingProxyType({unit.key: unit for unit in UNITS})

# Where things happen. The first site of a country is its main one.
SITES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "US": ("Columbus", "Toledo", "Houston", "Reno"),
        "DE": ("Göppingen", "Bremen"),
        "MX": ("Querétaro", "Monterrey"),
        "CN": ("Suzhou", "Chengdu"),
        "ES": ("Zaragoza", "Gijón"),
        "BR": ("Campinas", "Recife"),
        "IN": ("Pune", "Vadodara"),
        "GB": ("Sheffield", "Aberdeen"),
        "FR": ("Lyon", "Le Havre"),
        "SG": ("Singapore",),
    }
)

CURRENCIES: Mapping[str, str] = MappingProxyType(
    {
        "US": "USD",
        "DE": "EUR",
        "MX": "MXN",
        "CN": "CNY",
        "ES": "EUR",
        "BR": "BRL",
        "IN": "INR",
        "GB": "GBP",
        "FR": "EUR",
        "SG": "SGD",
    }
)

# Rough units of one dollar, to write believable local amounts. Not for accounting.
PER_DOLLAR: Mapping[str, Decimal] = MappingProxyType(
    {
        "USD": Decimal(1),
        "EUR": Decimal("0.9"),
        "MXN": Decimal(18),
        "CNY": Decimal(7),
        "BRL": Decimal("5.4"),
        "INR": Decimal(85),
        "GBP": Decimal("0.78"),
        "SGD": Decimal("1.3"),
    }
)
