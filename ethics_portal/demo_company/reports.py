"""What people reported in two years: hand-written narratives first, then as many variations as are asked for.

`report_seeds(count, seed)` yields the same reports for the same seed, and the first reports of a long run are
those of a short one. A report tells its own story to the end: who spoke, what the office wrote and asked, what was
found. The loader decides who works on it; these files only say what happened.

Allegations: one for each subject, under the report's topic. `findings` runs parallel to `subjects` where it is given.
"""

import random
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path
from tomllib import loads
from typing import Any

from ethics_portal.demo_company import names
from ethics_portal.demo_company.company import COMPANY, CURRENCIES, DEMO_DATE, ENTITIES, PER_DOLLAR, SITES, UNITS
from ethics_portal.demo_company.people import BY_KEY, ORDINARY
from ethics_portal.demo_company.topics import BY_SLUG

HERE = Path(__file__).parent
PERIOD_DAYS = 730

CHANNELS = ("WEB", "PHONE", "EMAIL", "LETTER", "IN_PERSON", "MANAGER_REFERRAL", "IMPORT")
MODES = ("ANONYMOUS", "CONFIDENTIAL", "NAMED")
KINDS = ("REPORT", "QUESTION")
SUBJECT_KINDS = ("PERSON", "UNKNOWN", "COMPANY", "UNIT", "SUPPLIER", "AGENT")
SEVERITIES = ("LOW", "MEDIUM", "HIGH", "CRITICAL")
FINDINGS = ("SUBSTANTIATED", "PARTLY", "UNSUBSTANTIATED", "INSUFFICIENT_INFORMATION", "REFERRED", "WITHDRAWN")
ACTION_KINDS = ("INTERIM", "DISCIPLINE", "CORRECTIVE", "REMEDIATION", "RECOVERY")

# How far a report got. MATERIAL: under investigation, decided material, the committee told.
OPEN_OUTCOMES = ("NEW", "ACKNOWLEDGED", "TRIAGE", "INVESTIGATION", "MATERIAL", "REVIEW")
CLOSED_OUTCOMES = (
    "CLOSED_SUBSTANTIATED",
    "CLOSED_PARTLY",
    "CLOSED_UNSUBSTANTIATED",
    "CLOSED_INSUFFICIENT",
    "REFERRED",
    "WITHDRAWN",
)
SHORT_OUTCOMES = ("ANSWERED", "OUT_OF_SCOPE", "MERGED")
OUTCOMES = OPEN_OUTCOMES + CLOSED_OUTCOMES + SHORT_OUTCOMES

TRIGGERS = (
    "EXECUTIVE_SUBJECT",
    "MANAGEMENT_FRAUD",
    "ACCOUNTING",
    "REGULATOR",
    "PRESS",
    "BRIBERY",
    "SANCTIONS",
    "ANTITRUST",
    "SAFETY",
    "FORCED_LABOUR",
    "DATA_BREACH",
    "RETALIATION",
    "LOSS",
    "LINKED_REPORTS",
)

FINDING_OF = {
    "CLOSED_SUBSTANTIATED": "SUBSTANTIATED",
    "CLOSED_PARTLY": "PARTLY",
    "CLOSED_UNSUBSTANTIATED": "UNSUBSTANTIATED",
    "CLOSED_INSUFFICIENT": "INSUFFICIENT_INFORMATION",
    "REFERRED": "REFERRED",
    "WITHDRAWN": "WITHDRAWN",
}

_UNIT_NAMES = {unit.key: unit.name for unit in UNITS}
_HEADS = {"GENERAL_AUDITOR", "ETHICS_OFFICER", "GENERAL_COUNSEL"}


@dataclass(frozen=True, slots=True)
class SubjectSeed:
    """Whom or what a report is about: somebody of the directory (`person`) or a description."""

    kind: str
    description: str
    person: str = ""


@dataclass(frozen=True, slots=True)
class LossSeed:
    """An estimate of what was lost or is at stake."""

    amount: Decimal
    currency: str

    @property
    def in_dollars(self) -> Decimal:
        """Roughly, for the threshold of the demo company."""
        return self.amount / PER_DOLLAR[self.currency]


@dataclass(frozen=True, slots=True)
class MessageSeed:
    """A line of the dialogue. `author` is REPORTER or OFFICE; `day` counts from the day of receipt."""

    author: str
    day: int
    text: str


@dataclass(frozen=True, slots=True)
class FindingSeed:
    """The finding on the allegation against `subjects[subject]`."""

    subject: int
    finding: str
    reason: str


@dataclass(frozen=True, slots=True)
class ActionSeed:
    """What was done: discipline, correction, remediation, recovery with amounts, or an interim measure."""

    kind: str
    text: str
    sought: Decimal = Decimal(0)
    recovered: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class ReportSeed:
    """One report and what became of it."""

    key: str
    title: str
    topic: str
    country: str
    site: str
    entity: str
    mode: str
    channel: str
    kind: str
    language: str
    narrative: str
    outcome: str
    age_days: int
    severity: str
    also_topics: tuple[str, ...] = ()
    subjects: tuple[SubjectSeed, ...] = ()
    reporter: str = ""  # a person's key; empty for anonymous reporters and for those outside the directory
    reporter_name: str = ""
    who_knows: str = ""
    happened_days_before: int = 0  # from the first incident to the report
    danger: str = ""
    loss: LossSeed | None = None
    closed_after_days: int | None = None
    staff_notes: str = ""
    messages: tuple[MessageSeed, ...] = ()
    findings: tuple[FindingSeed, ...] = ()
    actions: tuple[ActionSeed, ...] = ()
    feedback: str = ""
    triggers: tuple[str, ...] = ()
    decision: str = ""  # MATERIAL, NOT_MATERIAL or "" while nobody has decided
    decision_reason: str = ""
    digest_line: str = ""
    merged_into: str = ""
    linked: tuple[str, ...] = ()

    def received_on(self, today: date = DEMO_DATE) -> date:
        """The day on which the report arrived."""
        return today - timedelta(days=self.age_days)

    def closed_on(self, today: date = DEMO_DATE) -> date | None:
        """The day of closing, or None for what is open."""
        if self.closed_after_days is None:
            return None
        return self.received_on(today) + timedelta(days=self.closed_after_days)

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to work on it."""
        return self.outcome in OPEN_OUTCOMES

    @property
    def people(self) -> tuple[str, ...]:
        """The keys of the people of the directory whom the report is about."""
        return tuple(subject.person for subject in self.subjects if subject.person)


def triggers_of(
    topics: tuple[str, ...], subjects: tuple[SubjectSeed, ...], loss: LossSeed | None, extra: tuple[str, ...] = ()
) -> tuple[str, ...]:
    """The materiality triggers that the facts fire by rule, in the order of `TRIGGERS`."""
    found = {BY_SLUG[topic].trigger for topic in topics} | set(extra)
    accounting = any(BY_SLUG[topic].accounting for topic in topics)
    for subject in subjects:
        if not subject.person:
            continue
        person = BY_KEY[subject.person]
        if person.is_director or person.is_executive_officer or _HEADS & set(person.roles):
            found.add("EXECUTIVE_SUBJECT")
        if accounting and person.has_control_role:
            found.add("MANAGEMENT_FRAUD")
    if loss and loss.in_dollars >= COMPANY.loss_threshold:
        found.add("LOSS")
    return tuple(trigger for trigger in TRIGGERS if trigger in found)


def entity_for(country: str, site: str) -> str:
    """The legal entity that works at a site: the one of that town, or the country's first."""
    local = [entity for entity in ENTITIES if entity.country == country]
    return next((entity.key for entity in local if entity.city == site), local[0].key)


# --- Hand-written reports -------------------------------------------------------------------------------------------


def _subject(text: str) -> SubjectSeed:
    """Reads "person:key" or "kind:description"."""
    kind, _, rest = text.partition(":")
    if kind == "person":
        return SubjectSeed("PERSON", BY_KEY[rest].full_name, person=rest)
    return SubjectSeed(kind.upper(), rest)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _written(row: Mapping[str, Any]) -> ReportSeed:
    """A row of a narratives file as a seed."""
    subjects = tuple(_subject(text) for text in row["subjects"])
    loss = LossSeed(Decimal(row["loss"][0]), row["loss"][1]) if row.get("loss", [0])[0] else None
    also = tuple(row.get("also", ()))
    outcome = row["outcome"]
    alleged = (row["topic"],) if row["topic"] == "question" else (row["topic"], *also)
    triggers = triggers_of(alleged, subjects, loss, tuple(row.get("triggers", ())))
    decision = row.get("decision", "")
    if not decision and (outcome == "MATERIAL" or row.get("digest_line")):
        decision = "MATERIAL"
    if not decision and triggers and outcome in ("INVESTIGATION", "REVIEW", *CLOSED_OUTCOMES):
        decision = "NOT_MATERIAL"
    return ReportSeed(
        key=row["key"],
        title=row["title"],
        topic=row["topic"],
        country=row["country"],
        site=row["site"],
        entity=entity_for(row["country"], row["site"]),
        mode=row["mode"],
        channel=row["channel"],
        kind=row.get("kind", "REPORT"),
        language=row.get("language", "en"),
        narrative=row["text"].strip(),
        outcome=outcome,
        age_days=row["age"],
        severity=row["severity"],
        also_topics=also,
        subjects=subjects,
        reporter=row.get("reporter", ""),
        reporter_name=row.get("reporter_name", ""),
        who_knows=row.get("knows", ""),
        happened_days_before=row["gap"],
        danger=row.get("danger", ""),
        loss=loss,
        closed_after_days=row.get("closed_after", 1 if outcome == "MERGED" else None),
        staff_notes=_one_line(row.get("notes", "")),
        messages=tuple(MessageSeed(author, day, text) for author, day, text in row.get("messages", ())),
        findings=tuple(FindingSeed(subject, finding, reason) for subject, finding, reason in row.get("findings", ())),
        actions=tuple(
            ActionSeed(kind, text, Decimal(sought), Decimal(recovered))
            for kind, text, sought, recovered in row.get("actions", ())
        ),
        feedback=row.get("feedback", ""),
        triggers=triggers,
        decision=decision,
        decision_reason=row.get("decision_reason", ""),
        digest_line=row.get("digest_line", ""),
        merged_into=row.get("merged_into", ""),
        linked=tuple(row.get("linked", ())),
    )


@cache
def written_reports() -> tuple[ReportSeed, ...]:
    """Every hand-written report, in the order of the files."""
    rows: list[ReportSeed] = []
    for path in sorted((HERE / "narratives").glob("*.toml")):
        rows.extend(_written(row) for row in loads(path.read_text(encoding="utf-8"))["report"])
    return tuple(rows)


# --- Variations -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Variant:
    """A short report with slots."""

    topic: str
    title: str
    about: str
    text: str
    language: str = "en"


@cache
def variants() -> tuple[Variant, ...]:
    """Every variant, in the order of the file."""
    content = loads((HERE / "variants" / "reports.toml").read_text(encoding="utf-8"))
    return tuple(
        Variant(topic, row["title"], row["about"], row["text"], row.get("language", "en"))
        for topic, rows in content.items()
        for row in rows
    )


@cache
def _work() -> dict[str, Any]:
    return loads((HERE / "variants" / "work.toml").read_text(encoding="utf-8"))


def _capitals(text: str) -> str:
    """Starts each sentence with a capital, also where a slot begins it."""
    return re.sub(r"(^|[.!?] )([a-z])", lambda found: found[1] + found[2].upper(), text)


def _grouped(amount: Decimal, language: str) -> str:
    """The amount with the thousands set apart as the language does it."""
    return f"{amount:,}".replace(",", {"en": ",", "fr": "\N{NO-BREAK SPACE}"}.get(language, "."))


class _Teller:
    """Tells one generated report. Everything it chooses comes from its own `rng`."""

    def __init__(self, number: int, seed: int, today: date) -> None:
        self.number = number
        self.rng = random.Random(f"{seed}:{number}")
        self.today = today
        self.work = _work()

    def pick(self, name: str) -> str:
        """One of the texts of work.toml, its slots filled."""
        return self.fill(self.rng.choice(self.work[name]))

    def fill(self, text: str) -> str:
        """Puts the facts into the slots."""
        return text.format_map(self.slots)

    def tell(self) -> ReportSeed:
        """The report."""
        rng = self.rng
        variant = variants()[self.number % len(variants())] if rng.random() < 0.5 else rng.choice(variants())
        country = self._country(variant.language)
        site = rng.choice(SITES[country])
        age = int(PERIOD_DAYS * rng.random() ** 1.6)
        gap = min(600, max(0, round(rng.lognormvariate(3.2, 1.0))))
        loss = self._loss(country) if "{amount}" in variant.text else None
        subjects = self._subjects(variant, country, site)
        happened = self.today - timedelta(days=age + gap)
        self.slots = {
            "site": site,
            "country": names.COUNTRY_NAMES[country],
            "unit": subjects[0].description if variant.about == "unit" and subjects else self._unit(country),
            "who": subjects[0].description if variant.about == "who" and subjects else "somebody",
            "supplier": subjects[0].description
            if variant.about == "supplier" and subjects
            else rng.choice(names.SUPPLIERS),
            "agent": subjects[0].description if variant.about == "agent" and subjects else rng.choice(names.AGENTS),
            "customer": rng.choice(names.CUSTOMERS),
            "product": rng.choice(names.PRODUCTS),
            "amount": f"{loss.currency} {_grouped(loss.amount, variant.language)}" if loss else "",
            "month": names.MONTHS[happened.month - 1],
            "count": str(rng.randint(3, 24)),
            "weeks": str(rng.randint(2, 9)),
        }
        kind = "QUESTION" if variant.topic == "question" else "REPORT"
        mode, channel = self._door()
        reporter, reporter_name = self._reporter(mode, country, subjects)
        outcome, closed_after = self._outcome(kind, age)
        triggers = triggers_of((variant.topic,), subjects, loss)
        outcome, decision = self._decision(outcome, triggers)
        text = _capitals(self.fill(variant.text))
        if variant.language == "en":
            text = self.fill(rng.choice(self.work["openings"])) + text + self.fill(rng.choice(self.work["closings"]))
        reasons = self.work["reasons"][variant.topic]
        findings = self._findings(outcome, subjects, reasons)
        return ReportSeed(
            key=f"told-{self.number:07d}",
            title=self.fill(variant.title),
            topic=variant.topic,
            country=country,
            site=site,
            entity=entity_for(country, site),
            mode=mode,
            channel=channel,
            kind=kind,
            language=variant.language,
            narrative=text,
            outcome=outcome,
            age_days=age,
            severity=self._severity(variant.topic, triggers),
            subjects=subjects,
            reporter=reporter,
            reporter_name=reporter_name,
            who_knows=self.pick("knows"),
            happened_days_before=gap,
            danger=self.pick("danger") if variant.topic == "safety" and rng.random() < 0.5 else "",
            loss=loss,
            closed_after_days=closed_after,
            staff_notes=self._notes(outcome),
            messages=self._messages(kind, outcome, age, closed_after, mode),
            findings=findings,
            actions=self._actions(outcome, loss),
            feedback=self._feedback(outcome),
            triggers=triggers,
            decision=decision,
            decision_reason=self.pick("not_material") if decision == "NOT_MATERIAL" else "",
            digest_line=self.fill(reasons["digest"]) if decision == "MATERIAL" else "",
        )

    def _country(self, language: str) -> str:
        choices = names.COUNTRIES_OF_LANGUAGE.get(language, tuple(COMPANY.headcount))
        return self.rng.choices(choices, weights=[COMPANY.headcount[country] for country in choices])[0]

    def _loss(self, country: str) -> LossSeed:
        currency = CURRENCIES[country]
        dollars = Decimal(max(4000, round(self.rng.lognormvariate(9.8, 1.0))))
        step = 100 if currency not in {"INR", "MXN"} else 1000
        return LossSeed(Decimal(max(step, round(dollars * PER_DOLLAR[currency] / step) * step)), currency)

    def _unit(self, country: str) -> str:
        return _UNIT_NAMES[self.rng.choice((*names.COMMON_UNITS, names.SALES_UNIT[country]))]

    def _subjects(self, variant: Variant, country: str, site: str) -> tuple[SubjectSeed, ...]:
        rng = self.rng
        if variant.topic == "question":
            return ()
        if variant.about == "supplier":
            return (SubjectSeed("SUPPLIER", rng.choice(names.SUPPLIERS)),)
        if variant.about == "agent":
            return (SubjectSeed("AGENT", rng.choice(names.AGENTS)),)
        if variant.about == "unit":
            return (SubjectSeed("UNIT", self._unit(country)),)
        if variant.about == "nobody":
            return (SubjectSeed("UNKNOWN", f"not known, {site}"),)
        local = [person for person in ORDINARY if person.country == country]
        if local and rng.random() < 0.2:
            person = rng.choice(local)
            return (SubjectSeed("PERSON", person.full_name, person=person.key),)
        return (SubjectSeed("UNKNOWN", rng.choice(names.ROLES)),)

    def _door(self) -> tuple[str, str]:
        channel = self.rng.choices(CHANNELS, weights=(52, 20, 12, 4, 4, 6, 2))[0]
        if channel in {"IN_PERSON", "MANAGER_REFERRAL"}:
            return self.rng.choice(("CONFIDENTIAL", "NAMED")), channel
        return self.rng.choices(MODES, weights=(56, 16, 28))[0], channel

    def _reporter(self, mode: str, country: str, subjects: tuple[SubjectSeed, ...]) -> tuple[str, str]:
        if mode == "ANONYMOUS":
            return "", ""
        about = {subject.person for subject in subjects}
        local = [person.key for person in ORDINARY if person.country == country and person.key not in about]
        if local and self.rng.random() < 0.35:
            return self.rng.choice(local), ""
        given, family = names.INVENTED[country]
        return "", f"{self.rng.choice(given)} {self.rng.choice(family)}"

    def _outcome(self, kind: str, age: int) -> tuple[str, int | None]:
        rng = self.rng
        if kind == "QUESTION":
            days = rng.randint(1, 6)
            if age > days:
                return "ANSWERED", days
            return ("ACKNOWLEDGED" if age > 1 else "NEW"), None
        days = min(280, max(4, round(rng.lognormvariate(3.83, 0.6))))
        if age > days:
            outcomes = ("OUT_OF_SCOPE", *CLOSED_OUTCOMES)
            outcome = rng.choices(outcomes, weights=(5, 31, 14, 35, 10, 3, 2))[0]
            return outcome, min(days, rng.randint(3, 15)) if outcome == "OUT_OF_SCOPE" else days
        if age <= 2:
            return "NEW", None
        if age <= 6:
            return rng.choice(("NEW", "ACKNOWLEDGED")), None
        progress = age / days
        if progress < 0.3 and age < 25:
            return rng.choice(("ACKNOWLEDGED", "TRIAGE", "TRIAGE")), None
        return ("INVESTIGATION" if progress < 0.8 else "REVIEW"), None

    def _decision(self, outcome: str, triggers: tuple[str, ...]) -> tuple[str, str]:
        if not triggers or outcome in {"NEW", "ACKNOWLEDGED", "TRIAGE", "ANSWERED", "OUT_OF_SCOPE"}:
            return outcome, ""
        likely = 0.85 if {"LOSS", "MANAGEMENT_FRAUD"} & set(triggers) else 0.35
        if self.rng.random() > likely:
            return outcome, "NOT_MATERIAL"
        return ("MATERIAL" if outcome == "INVESTIGATION" else outcome), "MATERIAL"

    def _severity(self, topic: str, triggers: tuple[str, ...]) -> str:
        if topic == "question":
            return "LOW"
        if len(triggers) > 1:
            return "CRITICAL"
        return self.rng.choices(SEVERITIES, weights=(0, 30, 55, 15) if triggers else (35, 50, 15, 0))[0]

    def _notes(self, outcome: str) -> str:
        if outcome == "NEW":
            return ""
        return " ".join(self.pick(name) for name in ("notes_start", "notes_middle", "notes_end"))

    def _messages(
        self, kind: str, outcome: str, age: int, closed_after: int | None, mode: str
    ) -> tuple[MessageSeed, ...]:
        rng = self.rng
        if outcome == "NEW":
            return ()
        last = age if closed_after is None else closed_after
        if kind == "QUESTION" and outcome == "ANSWERED":
            return (MessageSeed("OFFICE", last, self.pick("standard_answers")),)
        # One in twelve acknowledgements came late; the clock shows it.
        first = min(last, rng.randint(8, 12) if rng.random() < 0.08 else rng.randint(0, 6))
        lines = [MessageSeed("OFFICE", first, self.pick("acknowledgements"))]
        if outcome not in {"ACKNOWLEDGED", "OUT_OF_SCOPE"} and first + 2 <= last:
            asked = rng.randint(first + 1, min(last, first + 10))
            lines.append(MessageSeed("OFFICE", asked, self.pick("questions")))
            if rng.random() < (0.3 if mode == "ANONYMOUS" else 0.75):
                lines.append(MessageSeed("REPORTER", min(last, asked + rng.randint(0, 12)), self.pick("answers")))
        return tuple(lines)

    def _findings(
        self, outcome: str, subjects: tuple[SubjectSeed, ...], reasons: Mapping[str, str]
    ) -> tuple[FindingSeed, ...]:
        finding = FINDING_OF.get(outcome, "")
        if not finding:
            return ()
        reason = {
            "INSUFFICIENT_INFORMATION": self.rng.choice(self.work["insufficient"]),
            "REFERRED": self.rng.choice(self.work["referred"]),
            "WITHDRAWN": self.rng.choice(self.work["withdrawn"]),
        }.get(finding) or reasons[finding.lower()]
        return tuple(FindingSeed(index, finding, reason) for index in range(len(subjects)))

    def _actions(self, outcome: str, loss: LossSeed | None) -> tuple[ActionSeed, ...]:
        rng = self.rng
        if outcome not in {"CLOSED_SUBSTANTIATED", "CLOSED_PARTLY"}:
            return (ActionSeed("CORRECTIVE", self.pick("corrective")),) if outcome == "CLOSED_UNSUBSTANTIATED" else ()
        done = [ActionSeed("CORRECTIVE", self.pick("corrective"))]
        if outcome == "CLOSED_SUBSTANTIATED" or rng.random() < 0.4:
            done.append(ActionSeed("DISCIPLINE", self.pick("discipline")))
        if loss and rng.random() < 0.6:
            back = (loss.amount * Decimal(rng.randint(2, 10)) / 10).quantize(Decimal(1))
            done.append(ActionSeed("RECOVERY", "Repayment or claim.", loss.amount, back))
        return tuple(done)

    def _feedback(self, outcome: str) -> str:
        pools = {
            "CLOSED_SUBSTANTIATED": "feedback_confirmed",
            "CLOSED_PARTLY": "feedback_partly",
            "CLOSED_UNSUBSTANTIATED": "feedback_not",
            "CLOSED_INSUFFICIENT": "feedback_unknown",
        }
        if outcome in pools:
            return self.pick(pools[outcome])
        return {
            "OUT_OF_SCOPE": "This is not a matter of the Code; the competent function has been told and will answer.",
            "REFERRED": "The matter has been handed to the competent function.",
            "WITHDRAWN": "We have noted your wish and checked that nothing remains to be done.",
            "ANSWERED": "Your question has been answered.",
        }.get(outcome, "")


def report_seeds(count: int = 150, seed: int = 2026, today: date = DEMO_DATE) -> Iterator[ReportSeed]:
    """Yields `count` reports: the hand-written ones first, then variations. Lazy, so a million is only a long wait."""
    written = written_reports()
    yield from written[:count]
    for number in range(max(0, count - len(written))):
        yield _Teller(number, seed, today).tell()
