"""Promises on the content of the demo company. None of them needs a database."""

import re
from collections import Counter
from itertools import combinations, islice, pairwise
from pathlib import Path

import pytest

from accounts.languages import other_languages
from accounts.roles import REFUSED_PAIRS, Office, Role
from cases.states.questionnaire import QuestionKind, YesNo
from ethics_portal.demo_company import reports, topics
from ethics_portal.demo_company.company import COMPANY, CURRENCIES, ENTITIES, PER_DOLLAR, SITES, UNITS
from ethics_portal.demo_company.digests import DIGESTS
from ethics_portal.demo_company.people import BY_KEY, PEOPLE
from ethics_portal.demo_company.questions import ANSWERS
from ethics_portal.demo_company.questions import BY_SLUG as QUESTIONS_ABOUT
from ethics_portal.demo_company.questions import in_other_languages as questions_translated
from ethics_portal.demo_company.reports import report_seeds, variants, written_reports
from ethics_portal.demo_company.topics import TOPICS
from ethics_portal.demo_company.waivers import BOARD_MODES, CLASSES, PATHS, VOTES, WAIVERS

pytestmark = pytest.mark.once

HERE = Path(reports.__file__).parent
CODES = ("code_of_ethics.md", "code_of_ethics_2024.md")
HEADING = re.compile(
    r"^### (?P<title>.+) \{#(?P<slug>[a-z-]+)\}\n<!-- item406b: (?P<keys>.+); topic: (?P<topics>.+) -->", re.M
)
ITEM_406B = {"honest_conduct", "full_disclosure", "legal_compliance", "internal_reporting", "accountability"}

SEEDS = tuple(report_seeds())


def provisions(name: str) -> dict[str, re.Match[str]]:
    """The provisions of one version of the Code by slug."""
    found = list(HEADING.finditer((HERE / name).read_text(encoding="utf-8")))
    assert len({match["slug"] for match in found}) == len(found)
    return {match["slug"]: match for match in found}


# --- People ---------------------------------------------------------------------------------------------------------


def test_about_sixty_people_in_eight_countries_or_more():
    assert 55 <= len(PEOPLE) <= 75
    assert len({person.country for person in PEOPLE}) >= 8


def test_keys_and_addresses_are_unique():
    assert len(BY_KEY) == len(PEOPLE)
    assert len({person.email.lower() for person in PEOPLE}) == len(PEOPLE)


def test_every_reporting_line_ends_at_the_top():
    for person in PEOPLE:
        seen = {person.key}
        while person.manager is not None:
            person = BY_KEY[person.manager]
            assert person.key not in seen
            seen.add(person.key)
        assert person.is_director or not person.is_employee


def test_people_work_in_units_and_entities_that_exist():
    units, entities = {unit.key for unit in UNITS}, {entity.key for entity in ENTITIES}
    assert all(person.unit in units and person.entity in entities for person in PEOPLE)


def test_one_parent_company_and_headcount_in_every_country():
    assert sum(entity.is_parent for entity in ENTITIES) == 1
    assert {entity.country for entity in ENTITIES} == set(COMPANY.headcount) == set(SITES) == set(CURRENCIES)
    assert set(CURRENCIES.values()) <= set(PER_DOLLAR)
    assert COMPANY.employees == 4180


def test_refused_pairs_of_roles_are_respected():
    for person in PEOPLE:
        roles = {Role(role) for role in person.roles}
        assert not any(frozenset(pair) in REFUSED_PAIRS for pair in combinations(roles, 2)), person.key
        assert (Role.OFFICE_STAFF in roles) == bool(person.office), person.key
        if person.office:
            assert Office(person.office)


def test_every_role_is_held_and_the_counts_are_right():
    held = Counter(role for person in PEOPLE for role in person.roles)
    assert set(held) == {str(role) for role in Role}
    expected = {"BOARD_MEMBER": 7, "AUDIT_COMMITTEE": 4, "AUDIT_COMMITTEE_CHAIR": 1, "CUSTODIAN": 2}
    expected |= {"GENERAL_AUDITOR": 1, "ETHICS_OFFICER": 1, "GENERAL_COUNSEL": 1, "BOARD_SECRETARY": 1}
    assert {role: held[role] for role in expected} == expected
    assert held["ADMINISTRATOR"] >= 2


def test_the_committee_sits_on_the_board_and_is_independent():
    for person in PEOPLE:
        if "AUDIT_COMMITTEE" in person.roles:
            assert person.is_director
            assert not person.is_employee
            assert person.manager is None
        assert person.is_director == ("BOARD_MEMBER" in person.roles)


def test_covered_officers_are_the_four_of_the_law():
    assert sum(person.is_covered_officer for person in PEOPLE) == 4
    assert sum(person.is_chief_executive for person in PEOPLE) == sum(person.is_finance_chief for person in PEOPLE) == 1


def test_two_share_a_family_name_and_somebody_has_left():
    assert max(Counter(person.family_name for person in PEOPLE).values()) >= 2
    assert [person.key for person in PEOPLE if person.employed_until]


def test_a_demo_visitor_can_sign_in_as_every_role():
    shown = {role for person in PEOPLE if person.demo_sign_in for role in person.roles}
    assert shown == {str(role) for role in Role}


# --- The Code and its topics ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", CODES)
def test_every_provision_has_a_slug_known_elements_and_text(name):
    text = (HERE / name).read_text(encoding="utf-8")
    found = provisions(name)
    assert len(found) == text.count("\n### ")
    assert text.count("\n## ") == 5
    for match in found.values():
        assert set(match["keys"].split(", ")) <= ITEM_406B
    for body in re.split(r"^### ", text, flags=re.M)[1:]:
        assert len(body.split()) > 80
        assert "**What this means for you**" in body


@pytest.mark.parametrize("name", CODES)
def test_every_element_of_item_406b_is_covered(name):
    assert {key for match in provisions(name).values() for key in match["keys"].split(", ")} == ITEM_406B


def test_topics_and_provisions_agree():
    found = provisions(CODES[0])
    named = {topic for match in found.values() for topic in match["topics"].split(", ")} - {"none"}
    assert named == {topic.slug for topic in TOPICS}
    for topic in TOPICS:
        assert topic.provision in found
        assert topic.slug in found[topic.provision]["topics"].split(", ")
        assert topic.trigger == "" or topic.trigger in topics.TOPIC_TRIGGERS <= set(reports.TRIGGERS)
        assert topic.description.endswith(".")
        assert topic.examples


def test_what_is_asked_and_answered_about_a_topic_fits_together():
    about = {seed.key: seed.topic for seed in SEEDS}
    for key, answers in ANSWERS.items():
        asked = {one.key: one for one in QUESTIONS_ABOUT[about[key]].questions}
        assert set(answers) <= set(asked), key
        assert {one.key for one in asked.values() if one.required} <= set(answers), key
        for name, answer in answers.items():
            offered = YesNo.values if asked[name].kind == QuestionKind.YES_NO else asked[name].choices
            assert not offered or answer in offered, (key, name)


def test_the_previous_version_is_the_same_code_with_differences():
    now, then = ((HERE / name).read_text(encoding="utf-8").splitlines() for name in CODES)
    assert set(provisions(CODES[0])) == set(provisions(CODES[1]))
    assert 20 <= len(set(now) ^ set(then)) <= 120


# --- Reports --------------------------------------------------------------------------------------------------------


def test_sixty_narratives_of_their_own_and_three_variants_for_every_topic():
    written = written_reports()
    assert len(written) >= 60
    assert all(80 <= len(seed.narrative.split()) <= 220 for seed in written)
    assert len({seed.narrative for seed in written}) == len(written)
    told = Counter(variant.topic for variant in variants())
    assert set(told) == {topic.slug for topic in TOPICS}
    assert min(told.values()) >= 3


def test_150_reports_show_every_outcome_channel_mode_topic_and_country():
    assert len(SEEDS) == 150
    assert {seed.outcome for seed in SEEDS} == set(reports.OUTCOMES)
    assert {seed.channel for seed in SEEDS} == set(reports.CHANNELS)
    assert {seed.mode for seed in SEEDS} == set(reports.MODES)
    assert {seed.kind for seed in SEEDS} == set(reports.KINDS)
    assert {seed.severity for seed in SEEDS} == set(reports.SEVERITIES)
    assert {seed.topic for seed in SEEDS} == {topic.slug for topic in TOPICS}
    assert {seed.country for seed in SEEDS} == set(COMPANY.headcount)
    assert {seed.language for seed in SEEDS} == {"en", "de", "es", "fr", "pt"}
    assert {subject.kind for seed in SEEDS for subject in seed.subjects} >= {"PERSON", "UNKNOWN", "UNIT", "SUPPLIER"}
    assert {finding.finding for seed in SEEDS for finding in seed.findings} == set(reports.FINDINGS)
    assert {action.kind for seed in SEEDS for action in seed.actions} == set(reports.ACTION_KINDS)


def test_same_seed_same_reports_and_a_short_run_begins_a_long_one():
    assert tuple(report_seeds()) == SEEDS
    assert tuple(islice(report_seeds(2000), 150)) == SEEDS
    assert tuple(report_seeds(seed=7)) != SEEDS
    assert len(tuple(report_seeds(10))) == 10


def test_keys_are_unique_in_a_long_run():
    seeds = list(report_seeds(3000))
    assert len({seed.key for seed in seeds}) == 3000


def test_everybody_and_everything_a_report_refers_to_exists():
    keys, entities = {seed.key for seed in SEEDS}, {entity.key: entity for entity in ENTITIES}
    for seed in SEEDS:
        assert set(seed.people) <= set(BY_KEY)
        assert not seed.reporter or seed.reporter in BY_KEY
        assert seed.site in SITES[seed.country]
        assert entities[seed.entity].country == seed.country
        assert {seed.topic, *seed.also_topics} <= set(topics.BY_SLUG)
        assert set(seed.triggers) <= set(reports.TRIGGERS)
        assert set(seed.linked) | ({seed.merged_into} - {""}) <= keys
        assert all(subject.kind in reports.SUBJECT_KINDS for subject in seed.subjects)
        assert seed.loss is None or (seed.loss.amount > 0 and seed.loss.currency in PER_DOLLAR)


def test_anonymous_means_no_reporter_and_nobody_else_lacks_one():
    for seed in report_seeds(1000):
        assert (seed.mode == "ANONYMOUS") == (not seed.reporter and not seed.reporter_name), seed.key


def test_dates_are_in_order():
    for seed in report_seeds(1000):
        assert 0 <= seed.age_days <= reports.PERIOD_DAYS
        assert seed.happened_days_before >= 0
        assert seed.is_open == (seed.closed_after_days is None), seed.key
        assert seed.closed_after_days is None or seed.closed_after_days <= seed.age_days, seed.key
        days = [message.day for message in seed.messages]
        assert days == sorted(days), seed.key
        assert all(0 <= day <= seed.age_days for day in days), seed.key


def test_what_is_closed_with_a_finding_has_one_for_every_allegation():
    for seed in report_seeds(1000):
        if seed.outcome in reports.CLOSED_OUTCOMES:
            assert [finding.subject for finding in seed.findings] == list(range(len(seed.subjects))), seed.key
            assert seed.subjects
        else:
            assert not seed.findings, seed.key
        assert seed.is_open or seed.feedback or seed.outcome == "MERGED", seed.key


def test_triggers_past_triage_are_decided_with_reasons():
    waiting = {"NEW", "ACKNOWLEDGED", "TRIAGE", "OUT_OF_SCOPE", "MERGED", "ANSWERED"}
    for seed in report_seeds(1000):
        assert not seed.triggers or seed.decision or seed.outcome in waiting, seed.key
        assert seed.decision in {"", "MATERIAL", "NOT_MATERIAL"}
        assert (seed.decision == "MATERIAL") == bool(seed.digest_line), seed.key
        assert (seed.decision == "NOT_MATERIAL") == bool(seed.decision_reason), seed.key
        assert seed.outcome != "MATERIAL" or seed.decision == "MATERIAL"
        assert not seed.decision or seed.triggers, seed.key


def test_the_wall_has_something_to_do():
    about = [set(seed.people) for seed in SEEDS]
    heads = {role: next(p.key for p in PEOPLE if role in p.roles) for role in ("ETHICS_OFFICER", "GENERAL_AUDITOR")}
    cceo, auditor = heads["ETHICS_OFFICER"], heads["GENERAL_AUDITOR"]
    assert any(cceo in people and auditor not in people for people in about)
    assert any({cceo, auditor} <= people for people in about)
    assert any(BY_KEY[key].is_finance_chief for people in about for key in people)
    assert any(BY_KEY[key].is_chief_executive for people in about for key in people)


def test_people_named_by_key_are_named_in_the_narrative():
    for seed in written_reports():
        for key in seed.people:
            person = BY_KEY[key]
            assert person.family_name in seed.narrative, (seed.key, key)


def test_reports_come_more_often_lately():
    recent = sum(seed.age_days <= 365 for seed in SEEDS)
    assert recent > 0.55 * len(SEEDS)
    assert max(seed.age_days for seed in SEEDS) > 550


def test_no_slot_is_left_open():
    for seed in report_seeds(2000):
        told = [seed.title, seed.narrative, seed.staff_notes, seed.digest_line, seed.feedback, seed.decision_reason]
        told += [message.text for message in seed.messages] + [action.text for action in seed.actions]
        assert not any("{" in text or "}" in text for text in told), seed.key


# --- Waivers and digests --------------------------------------------------------------------------------------------


def test_about_seventeen_waivers_on_every_path():
    assert 15 <= len(WAIVERS) <= 18
    assert len({request.key for request in WAIVERS}) == len(WAIVERS)
    assert {request.path for request in WAIVERS} == set(PATHS)
    assert {request.waiver_class for request in WAIVERS} == set(CLASSES)


def test_waivers_refer_to_people_and_provisions_and_only_the_board_decides_for_its_class():
    found = provisions(CODES[0])
    for request in WAIVERS:
        person = BY_KEY[request.beneficiary]
        assert request.requester in BY_KEY
        assert request.provision in found
        assert request.covered_officer == person.is_covered_officer
        expected = "DIRECTOR" if person.is_director else "EXECUTIVE" if person.is_executive_officer else "OTHER"
        assert request.waiver_class == expected, request.key
        assert request.from_days < request.to_days
        assert request.decided_days is None or request.requested_days <= request.decided_days <= 0
        if request.resolution:
            assert request.waiver_class != "OTHER"
            assert request.resolution.mode in BOARD_MODES
            assert {key for key, _vote in request.resolution.votes} == {p.key for p in PEOPLE if p.is_director}
            assert {vote for _key, vote in request.resolution.votes} <= set(VOTES)
        if request.path == "AUTHORISED":
            assert request.resolution
            assert request.disclosure
            assert request.disclosed_days is not None
        if request.path in {"APPROVED", "AUTHORISED", "LAPSED", "REVOKED"}:
            assert request.why_appropriate
            assert request.why_limited
            assert request.conditions
            assert request.from_days >= (request.decided_days or 0), request.key
        if request.path == "LAPSED":
            assert request.to_days < 0
        assert (request.path == "REVOKED") == (request.revoked_days is not None)


def test_digests_follow_each_other_and_only_the_last_waits_for_a_signature():
    assert len(DIGESTS) >= 3
    for before, after in pairwise(DIGESTS):
        assert (after.period_start - before.period_end).days == 1
        assert before.signed
    assert not DIGESTS[-1].signed


# --- Nothing real ---------------------------------------------------------------------------------------------------


def test_no_address_or_link_of_the_real_world():
    for path in sorted(HERE.rglob("*")):
        if path.suffix not in {".py", ".md", ".toml"} or "loading" in path.parts:
            continue
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"https?://|www\.", text), path.name
        for domain in re.findall(r"@([\w-]+(?:\.[\w-]+)+)", text):
            assert domain.endswith(".example"), (path.name, domain)
    assert all(person.email.endswith(".example") for person in PEOPLE)


# --- Languages ------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("seed", QUESTIONS_ABOUT.values(), ids=lambda seed: seed.slug)
def test_every_question_is_asked_in_every_language_of_the_public_pages(seed):
    translated = questions_translated(seed.slug)
    assert set(translated) == set(other_languages())
    for language, (channel, asked) in translated.items():
        assert set(asked) == {question.key for question in seed.questions}, language
        for question in seed.questions:
            words = asked[question.key]
            assert words["text"] and bool(words["help_text"]) == bool(question.help), (language, question.key)
            assert len(words["choices"].splitlines()) == len(question.choices), (language, question.key)
        assert bool(channel["channel_name"]) == bool(seed.channel), language
        assert len(channel["channel_contact"].splitlines()) == len(seed.channel.get("contact", ())), language


@pytest.mark.parametrize("topic", TOPICS, ids=lambda topic: topic.slug)
def test_every_topic_is_named_in_every_language_of_the_public_pages(topic):
    translated = topics.in_other_languages(topic.slug)
    assert set(translated) == set(other_languages())
    assert all(words["name"] and words["question"] for words in translated.values())
    assert {len(words["examples"].splitlines()) for words in translated.values()} == {len(topic.examples)}
