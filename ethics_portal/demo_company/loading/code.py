"""The demo company's topics, routing rules and two versions of its Code, the present one in other languages too."""

import random
from datetime import datetime
from pathlib import Path

from accounts.models import Person
from accounts.roles import Role
from cases.actions import approve_rule, propose_rule
from cases.states.case import Queue
from code_of_ethics.actions import (
    affirm,
    ask_due,
    draft_translation,
    import_version,
    publish_translation,
    publish_version,
    set_topic,
)
from code_of_ethics.models import Affirmation, CodeVersion, Topic
from ethics_portal.demo_company.topics import TOPICS, in_other_languages

TEXTS = Path(__file__).resolve().parent.parent
# Of a hundred people, how many have affirmed an old version and the present one.
AFFIRMED_PERCENT = {"code_of_ethics_2024.md": 97, "code_of_ethics.md": 82}

# In what the people of a country read the Code, where it is translated; everybody else reads the original.
READ_IN = {"DE": "de", "AT": "de", "CH": "de", "MX": "es", "ES": "es", "CL": "es", "AE": "ar", "SA": "ar", "EG": "ar"}

# Slug of the topic (empty: any), country (empty: any), queue, order.
RULES = (
    ("Financial reporting and disclosure", "financial-reporting", "", Queue.GENERAL_AUDITOR, 10),
    ("Accounting fraud", "fraud", "", Queue.GENERAL_AUDITOR, 20),
    ("Company assets and records", "assets-and-records", "", Queue.GENERAL_AUDITOR, 30),
    ("Obstruction of an investigation", "obstruction", "", Queue.GENERAL_AUDITOR, 40),
    ("Bribery in Brazil: joint audit programme", "anti-bribery", "BR", Queue.GENERAL_AUDITOR, 50),
    ("Everything else", "", "", Queue.ETHICS_OFFICE, 1000),
)


def load_topics(*, at: datetime) -> None:
    """What people may report about, in the order of the form."""
    for order, seed in enumerate(TOPICS, start=1):
        set_topic(
            seed.slug,
            by=None,
            at=at,
            name=seed.name,
            question=seed.description,
            examples="\n".join(seed.examples),
            provision_key=seed.provision,
            group=seed.group,
            is_accounting=seed.accounting,
            is_retaliation=seed.retaliation,
            trigger=seed.trigger,
            is_question=seed.slug == "question",
            order=order,
            translations=in_other_languages(seed.slug),
        )


def load_routing(*, at: datetime) -> None:
    """The routing rules, proposed by the CCEO and approved by the General Auditor."""
    officer = Person.objects.holding(Role.ETHICS_OFFICER).get()
    auditor = Person.objects.holding(Role.GENERAL_AUDITOR).get()
    topics = {topic.slug: topic for topic in Topic.objects.all()}
    for name, slug, country, queue, priority in RULES:
        if slug and slug not in topics:
            continue
        rule = propose_rule(
            name=name,
            priority=priority,
            topic=topics[slug] if slug else None,
            country=country,
            queue=queue,
            by=officer,
            at=at,
        )
        approve_rule(rule, by=auditor, at=at)


def load_code(name: str, *, at: datetime) -> CodeVersion:
    """Draft, publish and let most people affirm one version of the Code."""
    editor = Person.objects.holding(Role.CODE_EDITOR).order_by("email")[0]
    officer = Person.objects.holding(Role.ETHICS_OFFICER).get()
    draft = import_version((TEXTS / name).read_text(), by=editor, at=at)
    version = publish_version(draft, effective_on=at.date(), by=officer, at=at)
    languages = _translate(version, name.removesuffix(".md"), by=editor, publisher=officer, at=at)
    ask_due(at=at)
    dice = random.Random(name)
    asked = Affirmation.objects.filter(campaign__version=version).select_related("person").order_by("person__email")
    for affirmation in asked:
        if dice.randrange(100) < AFFIRMED_PERCENT[name]:
            read_in = READ_IN.get(affirmation.person.country, "")
            affirm(affirmation, read_in=read_in if read_in in languages else "en", by=affirmation.person, at=at)
    return version


def _translate(version: CodeVersion, name: str, *, by: Person, publisher: Person, at: datetime) -> set[str]:
    """Publish what there is of a version in other languages: `code_of_ethics.de.md` beside `code_of_ethics.md`."""
    languages = set()
    for path in sorted(TEXTS.glob(f"{name}.*.md")):
        language = path.suffixes[0].removeprefix(".")
        drafted = draft_translation(version, language=language, text=path.read_text(), by=by, at=at)
        publish_translation(drafted, by=publisher, at=at)
        languages.add(language)
    return languages
