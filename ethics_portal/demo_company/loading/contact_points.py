"""Whom the demo company's people can call, in numbers of ranges kept for fiction, and its own words of a promise."""

from dataclasses import dataclass
from datetime import datetime, time

from accounts.models import Person
from accounts.roles import Office, Role
from code_of_ethics.actions import (
    ContactFacts,
    draft_promise,
    propose_contact_point,
    publish_contact_point,
    publish_promise,
)
from code_of_ethics.states import ContactKind, OpenDays, Promise
from ethics_portal.demo_company.company import COMPANY

NAME = "Ethics help line"
NAMES = {
    "es": {"name": "Línea de ayuda de ética"},
    "fr": {"name": "Ligne d’écoute éthique"},
    "de": {"name": "Ethik-Telefon"},
    "pt": {"name": "Linha de ética"},
    "zh-hans": {"name": "道德热线"},
    "ar": {"name": "خط الأخلاقيات"},
}
MAILBOX_NAMES = {
    "es": {"name": "Buzón de ética"},
    "fr": {"name": "Boîte aux lettres éthique"},
    "de": {"name": "Ethik-Postfach"},
    "pt": {"name": "Caixa de correio de ética"},
    "zh-hans": {"name": "道德邮箱"},
    "ar": {"name": "بريد الأخلاقيات"},
}
LETTER_NAMES = {
    "es": {"name": "Cartas, que solo abre la oficina"},
    "fr": {"name": "Lettres, ouvertes par le seul bureau"},
    "de": {"name": "Briefe, die nur das Büro öffnet"},
    "pt": {"name": "Cartas, abertas apenas pelo escritório"},
    "zh-hans": {"name": "信件，仅由办公室拆阅"},
    "ar": {"name": "رسائل لا يفتحها إلا المكتب"},
}
WEEK, SIX_DAYS = OpenDays.MON_FRI.value, OpenDays.MON_SAT.value


@dataclass(frozen=True)
class Line:
    """A country's own help line, from eight to six."""

    country: str
    number: str
    zone: str
    languages: str
    days: str = WEEK


OWN_WORDS = (
    "Nobody at Lindmoor may punish, threaten or sideline you for speaking up in good faith, even if it turns out that "
    "you were mistaken. **Whoever tries breaks the Code**, and we act on it. If it happens, tell us here."
)

# Ofcom, the Bundesnetzagentur, ARCEP and NANPA keep numbers for fiction; elsewhere 555 stands in their place.
LINES = (
    Line("DE", "+49 30 23125 142", "Europe/Berlin", "Deutsch, English, Türkçe"),
    Line("MX", "+52 442 555 0142", "America/Mexico_City", "Español, English", SIX_DAYS),
    Line("CN", "+86 512 5550 0142", "Asia/Shanghai", "中文, English"),
    Line("ES", "+34 976 555 142", "Europe/Madrid", "Español, English"),
    Line("BR", "+55 19 5550 0142", "America/Sao_Paulo", "Português, English"),
    Line("IN", "+91 20 5550 0142", "Asia/Kolkata", "हिन्दी, मराठी, English", SIX_DAYS),
    Line("GB", "+44 114 496 0142", "Europe/London", "English, Polski"),
    Line("FR", "+33 4 65 71 01 42", "Europe/Paris", "Français, English"),
    Line("SG", "+65 5550 0142", "Asia/Singapore", "English, 中文, Bahasa Melayu"),
)


def load_contact_points(*, at: datetime) -> None:
    """A line for everybody by day and night, each country's own, the mailbox and an address for letters."""
    clerk = Person.objects.holding(Role.OFFICE_STAFF, office=Office.ETHICS_OFFICE).order_by("email")[0]
    officer = Person.objects.holding(Role.ETHICS_OFFICER).get()
    for facts in (_for_everybody(), *(_of_a_country(line) for line in LINES), _mailbox(), _letters()):
        publish_contact_point(propose_contact_point(facts, by=clerk, at=at), by=officer, at=at)
    fewer = ContactFacts(
        ContactKind.PHONE, NAME, "+1 614 555 0188", country="US", days=WEEK, opens_at=time(8), closes_at=time(18),
        zone=COMPANY.time_zone, languages="English, Español", position=50, translations=NAMES,
    )  # fmt: skip
    propose_contact_point(fewer, by=clerk, at=at)


def _for_everybody() -> ContactFacts:
    languages = "English, Español, Français, Deutsch, Português, 中文"
    return ContactFacts(
        ContactKind.PHONE, NAME, COMPANY.helpline_number, languages=languages, position=10, translations=NAMES
    )


def _of_a_country(line: Line) -> ContactFacts:
    return ContactFacts(
        ContactKind.PHONE, NAME, line.number, country=line.country, days=line.days, opens_at=time(8),
        closes_at=time(18), zone=line.zone, languages=line.languages, position=50, translations=NAMES,
    )  # fmt: skip


def _mailbox() -> ContactFacts:
    return ContactFacts(
        ContactKind.MAIL, "Ethics mailbox", COMPANY.ethics_mailbox, position=80, translations=MAILBOX_NAMES
    )


def _letters() -> ContactFacts:
    address = f"{COMPANY.legal_name}, Compliance & Ethics, personal, 555 Fountain Row, {COMPANY.city}, USA"
    return ContactFacts(
        ContactKind.POST, "Letters, opened by the office alone", address, position=90, translations=LETTER_NAMES
    )


def load_promises(*, at: datetime) -> None:
    """The company has reworded one of the two promises; the other stands in the Portal's own words."""
    editor = Person.objects.holding(Role.CODE_EDITOR).order_by("email")[0]
    officer = Person.objects.holding(Role.ETHICS_OFFICER).get()
    drafted = draft_promise(Promise.NO_RETALIATION, language="en", text=OWN_WORDS, by=editor, at=at)
    publish_promise(drafted, by=officer, at=at)
