"""What people may report or ask about, in their words, each topic bound to a provision of the Code."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from code_of_ethics.states import TopicGroup

# Materiality triggers that a topic fires by itself. Others come from who is a subject, who knows, or the amount.
TOPIC_TRIGGERS = frozenset({"ACCOUNTING", "BRIBERY", "SANCTIONS", "ANTITRUST", "SAFETY", "DATA_BREACH", "RETALIATION"})


@dataclass(frozen=True, slots=True)
class TopicSeed:
    """One choice on the speak-up form. `trigger` is the materiality trigger it fires by itself, or ""."""

    slug: str
    name: str
    description: str
    examples: tuple[str, ...]
    provision: str
    group: str = ""
    accounting: bool = False
    retaliation: bool = False
    trigger: str = ""


TOPICS: tuple[TopicSeed, ...] = (
    TopicSeed(
        "antitrust",
        "Antitrust and fair competition",
        "Somebody agreed with a competitor on prices, bids, customers or wages.",
        (
            "A competitor phoned and afterwards our price changed.",
            "We decided with another bidder who should win.",
            "A colleague asked a distributor not to sell below our list price.",
        ),
        "fair-competition",
        TopicGroup.BUSINESS,
        trigger="ANTITRUST",
    ),
    TopicSeed(
        "anti-bribery",
        "Bribery and improper payments",
        "Someone offered, gave, asked for or took a bribe.",
        (
            "An agent gets a commission that nobody can explain.",
            "An inspector was given an envelope so that our shipment would pass.",
            "A customer's buyer wants a payment to a private account.",
        ),
        "anti-bribery",
        TopicGroup.MONEY,
        trigger="BRIBERY",
    ),
    TopicSeed(
        "global-trade",
        "Sanctions, exports and customs",
        "Goods, software or know-how went where they may not go, or were declared wrongly.",
        (
            "The destination on the invoice is not where the analysers were sent.",
            "We were told to split an order so that it needs no licence.",
        ),
        "global-trade",
        TopicGroup.BUSINESS,
        trigger="SANCTIONS",
    ),
    TopicSeed(
        "government-business",
        "Business with governments",
        "Rules of a public tender, a government contract or a public official's office were not kept.",
        (
            "Hours of another project were charged to a government contract.",
            "We had a tender's specification before it was published.",
        ),
        "government-business",
        TopicGroup.BUSINESS,
    ),
    TopicSeed(
        "privacy",
        "Privacy and confidentiality",
        "Personal data or confidential information was seen, shared or lost by people who should not have it.",
        (
            "A file with salaries and addresses is open to everyone.",
            "A colleague keeps photographs of a customer's plant on a private phone.",
        ),
        "privacy-and-confidentiality",
        TopicGroup.COMPANY,
    ),
    TopicSeed(
        "insider-trading",
        "Insider trading",
        "Someone traded in shares, or tipped somebody off, knowing something that was not public.",
        (
            "A colleague sold before the results came out.",
            "My brother-in-law was told about the acquisition at dinner.",
        ),
        "insider-trading",
        TopicGroup.INTERESTS,
    ),
    TopicSeed(
        "gifts-and-entertainment",
        "Gifts and entertainment",
        "A gift, a trip or an invitation was too much, or was kept quiet.",
        (
            "A supplier paid for a weekend with family.",
            "Our team sends hampers above the limit to a customer's engineers.",
        ),
        "gifts-and-entertainment",
        TopicGroup.INTERESTS,
    ),
    TopicSeed(
        "political-activity",
        "Political activity",
        "Company money, time, premises or pressure was used for a party, a candidate or a campaign.",
        (
            "Our manager collects for a candidate in working hours.",
            "A lobbyist writes to ministers in our name and nobody has approved it.",
        ),
        "political-activity",
        TopicGroup.BUSINESS,
    ),
    TopicSeed(
        "corporate-opportunities",
        "Corporate opportunities",
        "Someone took for themself a chance that belonged to the company.",
        (
            "A colleague bought the building that we wanted to rent.",
            "An engineer offers our customers repairs on the side.",
        ),
        "corporate-opportunities",
        TopicGroup.INTERESTS,
    ),
    TopicSeed(
        "outside-interests",
        "Conflicts and outside interests",
        "A second job, a family tie or a financial interest pulls somebody two ways.",
        (
            "The supplier belongs to the buyer's wife.",
            "My manager is hiring his cousin and has told nobody.",
        ),
        "outside-interests",
        TopicGroup.INTERESTS,
    ),
    TopicSeed(
        "assets-and-records",
        "Company assets, records and intellectual property",
        "Something of the company's was taken, misused, falsified or given away.",
        (
            "Calibration certificates are printed before the test is done.",
            "Tools and copper leave by the back gate.",
            "A leaver copied drawings.",
        ),
        "assets-records-and-intellectual-property",
        TopicGroup.COMPANY,
    ),
    TopicSeed(
        "equal-opportunity",
        "Equal opportunity",
        "Someone was treated worse because of who they are.",
        (
            "Only men are sent on the paid training.",
            "I was taken off the project after I said that I am pregnant.",
        ),
        "equal-opportunity",
        TopicGroup.PEOPLE,
    ),
    TopicSeed(
        "harassment",
        "Harassment and respect",
        "Someone was bullied, humiliated, threatened or touched in a way they did not want.",
        (
            "A supervisor shouts at one of us every day.",
            "A customer's engineer keeps sending messages to my private phone.",
        ),
        "harassment",
        TopicGroup.PEOPLE,
    ),
    TopicSeed(
        "safety",
        "Health, safety and environment",
        "People or the surroundings are at risk, or an accident was hidden.",
        (
            "The guard was taken off the press to make it faster.",
            "Solvent goes into the rain-water drain at night.",
        ),
        "health-safety-and-environment",
        TopicGroup.PEOPLE,
        trigger="SAFETY",
    ),
    TopicSeed(
        "financial-reporting",
        "Financial reporting and disclosure",
        "Books, results, controls or what we tell investors and auditors may be wrong.",
        (
            "Revenue was booked although the goods had not left.",
            "I was asked to move costs into the next quarter.",
            "The auditor was shown a different list.",
        ),
        "financial-reporting-and-disclosure",
        TopicGroup.MONEY,
        accounting=True,
        trigger="ACCOUNTING",
    ),
    TopicSeed(
        "fraud",
        "Fraud and false accounting entries",
        "Money or goods were taken, or papers were made up to hide it.",
        (
            "Invoices come from a firm that does no work.",
            "Expense claims show dinners that never took place.",
        ),
        "assets-records-and-intellectual-property",
        TopicGroup.MONEY,
        accounting=True,
        trigger="ACCOUNTING",
    ),
    TopicSeed(
        "fair-dealing",
        "Fair dealing with customers and partners",
        "A customer, supplier or distributor was misled, pressed or cheated.",
        (
            "We invoice inspections that were not carried out.",
            "A supplier employs people who may not leave.",
        ),
        "fair-dealing",
        TopicGroup.BUSINESS,
    ),
    TopicSeed(
        "retaliation",
        "Retaliation",
        "Someone was punished for speaking up, refusing or helping an investigation.",
        (
            "My shifts were changed the week after I reported.",
            "He was told that people who write to the auditors have no future here.",
        ),
        "no-retaliation",
        TopicGroup.SPEAKING_UP,
        retaliation=True,
        trigger="RETALIATION",
    ),
    TopicSeed(
        "failure-to-report",
        "A concern that was not passed on",
        "Somebody who had to report or forward a concern kept it.",
        (
            "I told my manager in spring and nothing was ever sent on.",
            "Several people knew and were asked to keep it in the team.",
        ),
        "duty-to-report",
        TopicGroup.SPEAKING_UP,
    ),
    TopicSeed(
        "obstruction",
        "Obstruction of an investigation",
        "Evidence was hidden, changed or destroyed, or people were told what to say.",
        (
            "E-mails were deleted the evening before the audit.",
            "We were called together to agree on one story.",
        ),
        "investigations",
        TopicGroup.SPEAKING_UP,
    ),
    TopicSeed(
        "false-statement",
        "A knowingly false report or statement",
        "Someone accused another person of something they knew was untrue.",
        ("A colleague told me that he had made the complaint up.",),
        "duty-to-report",
        TopicGroup.SPEAKING_UP,
    ),
    TopicSeed(
        "something-else",
        "Something else",
        "None of these fits, or you are not sure. We shall find the right place for it.",
        ("I do not know what to call this, but it does not feel right.",),
        "obeying-the-law",
    ),
    TopicSeed(
        "question",
        "The right decision",
        "You want to know what the right decision is before you act.",
        (
            "May I accept this invitation?",
            "Do I have to tell somebody about my sister's firm?",
        ),
        "asking-first",
    ),
)

_IN_OTHER_LANGUAGES = tomllib.loads(Path(__file__).with_suffix(".toml").read_text())


def in_other_languages(slug: str) -> dict[str, dict[str, str]]:
    """A topic's name, plain words and examples in the other languages of the public pages."""
    found = {}
    for language, topics in _IN_OTHER_LANGUAGES.items():
        name, question, *examples = topics[slug]
        found[language] = {"name": name, "question": question, "examples": "\n".join(examples)}
    return found


BY_SLUG: dict[str, TopicSeed] = {topic.slug: topic for topic in TOPICS}
