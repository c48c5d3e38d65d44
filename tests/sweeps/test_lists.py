"""A list asks the database as often for thirty rows as for one, and never often."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.urls import reverse

from accounts.actions import record_leaving, take_directory, upload_directory
from accounts.notices import tell
from accounts.roles import Role
from cases.actions import (
    ActionFacts,
    AuditorFacts,
    DataRequestFacts,
    DecisionFacts,
    DesignationFacts,
    HoldFacts,
    PeriodFacts,
    QuestionFacts,
    ReferralFacts,
    ReportFacts,
    TemplateFacts,
    acknowledge_case,
    add_question,
    add_task,
    answer_question,
    ask_for_data,
    assign_case,
    begin_hotline_test,
    begin_recording,
    decide_action,
    decide_materiality,
    designate,
    draft_questionnaire,
    log_auditors,
    mark_market_sensitive,
    place_hold,
    plan_duty,
    propose_action,
    propose_deletion,
    propose_referral,
    propose_retention_rule,
    propose_rule,
    publish_questionnaire,
    refer_report,
    request_identity,
    save_view,
    store_mail,
    submit_report,
    tell_of_arrivals,
    understand_mails,
    upload_cases,
    write_answer,
    write_template,
)
from cases.actions.queue_views import MOST_VIEWS
from cases.models import AccessGrant, Case, ExitReading, OutcomeLetter, Party
from cases.models.case import CaseQuerySet
from cases.states.report import Channel, Mode
from code_of_ethics.actions import (
    Audience,
    AuditPlan,
    ContactFacts,
    DeclarationFacts,
    GiftFacts,
    PolicyFacts,
    TrainingFacts,
    ask_due,
    assign_due,
    declare,
    draft_promise,
    enter_gift,
    plan_audit,
    propose_contact_point,
    propose_policy,
    publish_contact_point,
    publish_policy,
    publish_promise,
    raise_finding,
    set_limit,
    start_campaign,
    start_training,
    state_exception,
)
from code_of_ethics.models import Affirmation, Disclosure
from reporting.actions import (
    BenchmarkFacts,
    ViewFacts,
    ask_about_notice,
    draft_digest,
    notify_committee,
    pass_on_unread,
    propose_feed,
    propose_webhook,
    record_benchmark,
    save_explore_view,
)
from reporting.actions.exploring import MOST_VIEWS as MOST_EXPLORED
from reporting.exploring import Question
from reporting.models import CommitteeNotice
from reporting.periods import Period
from tests.cases.desk import make_topic
from tests.conftest import NOW
from tests.people import make_person
from tests.statements import Statements
from tests.sweeps.browse import browser
from vault.models import DataKey
from waivers import actions as waiving
from waivers.models import Waiver

pytestmark = [pytest.mark.once, pytest.mark.slow]

MOST = 12
MANY = 30


def report(world, number: int, by: str = "", **facts) -> Case:
    person = world.people[by] if by else None
    told = {"narrative": "Dinners.", "mode": Mode.NAMED if by else Mode.ANONYMOUS, "country": "US", **facts}
    made = submit_report(ReportFacts(topic=world.cases["triage"].topic, **told), by=person, at=NOW)
    tell_of_arrivals(NOW)
    return Case.objects.get(pk=made.case_id)


def material(world, number: int) -> None:
    case = report(world, number)
    acknowledge_case(case, message="Thanks.", by=world.people["staff"], at=NOW)
    decide_materiality(case, outcome="MATERIAL", reasons="So.", digest_line="A.", by=world.people["staff"], at=NOW)
    notify_committee(NOW)


def notice_question(world, number: int) -> None:
    material(world, number)
    told = CommitteeNotice.objects.filter(member=world.people["member"]).latest("created_at", "pk")
    ask_about_notice(told, words="Why?", by=world.people["member"], at=NOW)


def unread_notice(world, number: int) -> None:
    material(world, number)
    pass_on_unread(NOW + timedelta(days=5))


def answer(world, number: int) -> None:
    topic = world.cases["triage"].topic
    write_answer(topic=topic, title=f"Text {number}", text="Ask first.", by=world.people["staff"], at=NOW)


def view(world, number: int) -> None:
    if number < MOST_VIEWS - 1:  # the world has one already
        save_view(name=f"View {number}", filters={}, is_default=False, by=world.people["staff"], at=NOW)


def notice(world, number: int) -> None:
    tell([world.people["staff"]], "report_arrived", about=world.cases["fresh"], at=NOW, once=str(number))


def mail(world, number: int) -> None:
    raw = f"From: a@b.example\nList-Id: <all>\nMessage-ID: <{number}@b.example>\n\nDinners."
    store_mail(raw.encode(), on=NOW.date(), at=NOW)
    understand_mails(NOW)


def waiver(world, number: int) -> None:
    drafted = world.waivers["drafted"]
    facts = {name: getattr(drafted, name) for name in ("provision", "starts_on", "ends_on")}
    words = {"departure": "A.", "reasons": "B.", "mitigations": "C."}
    made = waiving.draft_waiver(**facts, **words, by=world.people["executive"], at=NOW)
    made = waiving.request_waiver(made, by=world.people["executive"], at=NOW)
    made = waiving.recommend_waiver(made, advice="APPROVE", recommendation="Yes.", by=world.people["officer"], at=NOW)
    waiving.put_to_board(made, called_on=NOW.date(), by=world.people["secretary"], at=NOW)


def decided(world, number: int) -> Waiver:
    drafted = world.waivers["drafted"]
    facts = {name: getattr(drafted, name) for name in ("provision", "starts_on", "ends_on")}
    words = {"departure": "A.", "reasons": "B.", "mitigations": "C."}
    made = waiving.ask_for_waiver(**facts, **words, by=world.people["requester"], at=NOW)
    return waiving.refuse_waiver(made, reasons="No.", by=world.people["officer"], at=NOW)


def condition(world, number: int) -> None:
    facts = {"text": f"Keep {number}.", "owner": world.people["policy_owner"], "due_on": NOW.date()}
    waiving.set_condition(world.waivers["granted"], **facts, by=world.people["officer"], at=NOW)


def old_cases(world, number: int) -> None:
    content = f"old_reference\nOLD-{number}\n".encode()
    upload_cases(content, name="old.csv", office="ETHICS_OFFICE", by=world.people["staff"], at=NOW)


def person(world, number: int) -> None:
    make_person(f"Nova{number} Newcomer{number}", at=NOW, job_title="Buyer")


def digest(world, number: int) -> None:
    end = NOW.date() - timedelta(days=400 + 2 * number)
    draft_digest(Period(end - timedelta(days=1), end), by=None, at=NOW)


def disclosure(world, number: int) -> None:
    Disclosure.objects.create(
        data_key=DataKey.objects.mint(), source_kind="waivers.waiver", source_id=uuid4(),
        clock_kind="waiver_disclosure", reason="Due", nature="A dinner", person_name="X",
        subject_person=world.people["executive"], subject_on=NOW.date(), born_at=NOW,
    )  # fmt: skip


def rule(world, number: int) -> None:
    facts = {"name": f"Rule {number}", "priority": 10, "topic": None, "country": "BR", "queue": "GENERAL_AUDITOR"}
    propose_rule(**facts, by=world.people["officer"], at=NOW)


def hotline_test(world, number: int) -> None:
    begin_hotline_test("PHONE", by=world.person("auditor"), at=NOW)


def benchmark(world, number: int) -> None:
    facts = BenchmarkFacts("closure", 1991 + number, Decimal(40), "A yearly report")
    record_benchmark(facts, by=world.person("officer"), at=NOW)


def feed(world, number: int) -> None:
    facts = {"name": f"System {number}", "scope": "SIEM", "expires_on": NOW.date()}
    propose_feed(**facts, by=world.person("administrator"), at=NOW)


def webhook(world, number: int) -> None:
    facts = {"name": f"System {number}", "url": "https://system.example/", "events": ["SEAL_MADE"]}
    propose_webhook(**facts, by=world.person("administrator"), at=NOW)


def explore_view(world, number: int) -> None:
    facts = ViewFacts(f"View {number}", "ETHICS_OFFICER")
    if number < MOST_EXPLORED - 1:  # the world has one already
        save_explore_view(Question(), facts=facts, by=world.person("auditor"), at=NOW)


def hold(world, number: int) -> None:
    facts = HoldFacts(name=f"Hold {number}", reason="So.", people=[world.people["beneficiary"]])
    place_hold(facts, by=world.people["counsel"], at=NOW)


def insider_list(world, number: int) -> None:
    """By the office; counsel, whom no wall cuts off, reads them all."""
    facts = {"name": f"Project {number}", "reason": "So."}
    mark_market_sensitive(report(world, number), **facts, by=world.person("staff"), at=NOW)


def insider_list_of_a_waiver(world, number: int) -> None:
    made = decided(world, number)
    waiving.mark_market_sensitive(made, name=f"Project {number}", reason="So.", by=world.person("officer"), at=NOW)


def told(world, number: int) -> None:
    facts = AuditorFacts(NOW.date(), "C", "D", "MEETING", f"Words {number}")
    log_auditors(world.cases["books"], facts=facts, by=world.person("auditor"), at=NOW)


def data_request(world, number: int) -> None:
    ask_for_data(DataRequestFacts("ACCESS", f"Words {number}"), by=world.people["requester"], at=NOW)


def period(world, number: int) -> None:
    facts = PeriodFacts("MAXIMUM", 10 + number, "A law", country="BR")
    propose_retention_rule(facts, by=world.people["officer"], at=NOW)


def due(world, number: int) -> None:
    asked_at = NOW - timedelta(days=200)
    told = {"narrative": "May I?", "mode": Mode.ANONYMOUS, "country": "NZ", "kind": "QUESTION"}
    made = submit_report(ReportFacts(topic=world.cases["asked"].topic, **told), by=None, at=asked_at)
    case = Case.objects.get(pk=made.case_id)
    case = acknowledge_case(case, message="Thanks.", by=world.people["staff"], at=asked_at)
    case = answer_question(case, answer="No.", by=world.people["staff"], at=asked_at)
    if number % 3 == 0:
        propose_deletion(case, by=world.people["officer"], at=NOW)


def duty(world, number: int) -> None:
    starts_at = NOW + timedelta(days=400 + number)
    facts = {"starts_at": starts_at, "ends_at": starts_at + timedelta(hours=9), "by": world.people["officer"]}
    plan_duty("ETHICS_OFFICE", person=world.person("staff"), **facts, at=NOW)


def exit_reading(world, number: int) -> None:
    case = report(world, number)
    data = {"reason": "exit_reading", "granted_on": NOW.date()}
    AccessGrant.objects.create(case=case, person=world.people["auditor"], **data)
    ExitReading.objects.create(data_key=case.data_key, case=case, quarter=NOW.date(), chosen_at=NOW)


def deputy(world, number: int) -> None:
    facts = DesignationFacts(
        deputy=make_person(f"Deputy{number} Named", at=NOW), powers=["WORK"], starts_at=NOW,
        ends_at=NOW + timedelta(days=9), words="Away.",
    )  # fmt: skip
    designate("ETHICS_OFFICER", facts=facts, by=world.person("officer"), at=NOW)


def promise(world, number: int) -> None:
    facts = {"language": "en", "text": f"Nobody may punish you for speaking up, ever. {number}"}
    drafted = draft_promise("NO_RETALIATION", **facts, by=world.people["editor"], at=NOW)
    publish_promise(drafted, by=world.people["officer"], at=NOW)


def contact_point(world, number: int) -> None:
    facts = ContactFacts("PHONE", f"Line {number}", "+1 614 555 0150")
    made = propose_contact_point(facts, by=world.people["editor"], at=NOW)
    publish_contact_point(made, by=world.people["officer"], at=NOW)


def topic(world, number: int) -> None:
    about, officer = make_topic(f"topic-{number}"), world.people["officer"]
    draft = draft_questionnaire(about, by=officer, at=NOW)
    add_question(draft, QuestionFacts("Who paid?", "SHORT_TEXT"), by=officer, at=NOW)
    publish_questionnaire(draft, by=officer, at=NOW)
    draft_questionnaire(about, by=officer, at=NOW)


def exception(world, number: int) -> None:
    waiting = Affirmation.objects.unanswered().select_related("person").first()
    if waiting is not None:
        state_exception(waiting, text="My second job.", by=waiting.person, at=NOW)


def campaign(world, number: int) -> None:
    audience = Audience(countries=("BR",))
    start_campaign(NOW.date() + timedelta(days=9 + number), audience, by=world.people["officer"], at=NOW)


def declaration(world, number: int) -> None:
    declare(DeclarationFacts("GIFT", f"Bottle {number}"), by=world.people["stranger"], at=NOW)


def policy(world, number: int) -> None:
    owner = world.person("policy_owner")
    facts = PolicyFacts(f"Policy {number}", owner, NOW.date() + timedelta(days=9), link="https://inside.example/x")
    publish_policy(propose_policy(facts, by=owner, at=NOW), by=world.people["officer"], at=NOW)


def subordinate(world, number: int) -> None:
    make_person(f"Sub Ordinate{number}", at=NOW, manager=world.people["requester"])
    ask_due(at=NOW)


def recording(world, number: int) -> None:
    begin_recording("PHONE", by=world.people["operator"], at=NOW)


def referral(world, number: int) -> None:
    facts = ReportFacts(topic=world.cases["triage"].topic, narrative="A.", mode=Mode.ANONYMOUS, channel=Channel.MANAGER)
    told = {"told_on": NOW.date(), "is_concerned": False, "receipt": f"list {number}"}
    refer_report(facts, **told, by=world.people["reader"], at=NOW)


def action(world, number: int) -> None:
    facts = ActionFacts(kind="CORRECTIVE", reasons="So.", brief=f"Do {number}.", owner=world.person("policy_owner"))
    made = propose_action(world.cases["main"], facts=facts, by=world.person("investigator"), at=NOW)
    decide_action(made, facts=DecisionFacts(due_on=NOW.date()), by=world.person("staff"), at=NOW)


def task(world, number: int) -> None:
    by, due_on = world.person("investigator"), NOW.date() + timedelta(days=5)
    add_task(world.cases["main"], title=f"Task {number}", due_on=due_on, owner=by, by=by, at=NOW)


def template(world, number: int) -> None:
    facts = TemplateFacts(f"Plan {number}", world.cases["triage"].topic, lines=[("Do", 1)])
    write_template(kind="PLAN", facts=facts, by=world.people["staff"], at=NOW)


def letter(world, number: int) -> None:
    case, person, staff = report(world, number), world.person("subject"), world.person("staff")
    facts = {"case": case, "data_key": case.data_key}
    party = Party.objects.create(
        **facts, role="SUBJECT", status="CONFIRMED", person=person, identified_on=NOW.date(), identified_by=staff
    )
    sent = {"state": "SENT", "sent_by": world.person("officer"), "sent_at": NOW + timedelta(minutes=number)}
    drafted = {"drafted_by": staff, "drafted_at": NOW, "result": "OPEN", "body": f"Letter {number}."}
    OutcomeLetter.objects.create(**facts, party=party, recipient=person, **drafted, **sent)


def public_referral(world, number: int) -> None:
    facts = ReferralFacts("Police", "So.", "So.", world.person("counsel"))
    propose_referral(world.cases["main"], facts=facts, by=world.person("staff"), at=NOW)


def name(world, number: int) -> None:
    case, staff = report(world, number, by="confidant", mode=Mode.CONFIDENTIAL), world.person("staff")
    told = {"reason": "SECRET_DUTY", "why": "So.", "days": 3, "by": staff, "at": NOW}
    request_identity(case, report=case.reports.get(), person=staff, **told)


def changed_name(world, number: int) -> None:
    """A change of the directory that waits for a second person."""
    one = make_person(f"Given{number} Namewell", at=NOW)
    content = f"email,given_name,family_name,country\n{one.email},{one.given_name},Other,US"
    upload = upload_directory(content.encode(), by=world.person("administrator"), at=NOW)
    take_directory(upload, by=world.person("administrator"), at=NOW)


def left_behind(world, number: int) -> None:
    """A case whose investigator has left."""
    case = acknowledge_case(report(world, number), message="Thanks.", by=world.person("staff"), at=NOW)
    gone = make_person(f"Gone{number} Longago", Role.INVESTIGATOR, at=NOW)
    assign_case(case, investigator=gone, by=world.person("staff"), at=NOW)
    record_leaving(gone, last_day=NOW.date(), by="the tests", at=NOW)


def audit(world, number: int) -> None:
    plan = AuditPlan(world.waivers["drafted"].provision, "So?", NOW.date(), NOW.date() + timedelta(days=number))
    plan_audit(plan, by=world.person("auditor"), at=NOW)


def finding(world, number: int) -> None:
    facts = {"text": "So.", "rating": "LOW", "owner": world.person("policy_owner")}
    raise_finding(world.audits["begun"], **facts, by=world.person("auditor"), at=NOW)


def training(world, number: int) -> None:
    facts = TrainingFacts(f"Course {number}", f"course-{number}", world.waivers["drafted"].provision.version)
    start_training(facts, Audience(countries=["US"]), by=world.person("officer"), at=NOW)
    assign_due(at=NOW)


def gift(world, number: int) -> None:
    words = ("RECEIVED", "MEAL", "Dinner", "Paul", "Ltd", "Thanks")
    facts = GiftFacts(*words, country="US", happened_on=NOW.date(), amount=Decimal(number), currency="CHF")
    enter_gift(facts, by=world.person("stranger"), at=NOW)


def limit(world, number: int) -> None:
    currency = f"X{chr(65 + number // 26)}{chr(65 + number % 26)}"
    set_limit("", currency=currency, amount=Decimal(number), by=world.person("officer"), at=NOW)


# What makes one more row, whose list it is, and where.
LISTS: dict[str, tuple[Callable, str, str]] = {
    "the queue": (report, "staff", "cases:queue"),
    "views of the queue": (view, "staff", "cases:queue_views"),
    "the queue of everything": (report, "officer", "cases:queue?state=every"),
    "home of the office": (report, "officer", "reporting:home"),
    "home of the committee": (material, "member", "reporting:home"),
    "the dashboard of an office": (report, "officer", "reporting:office_dashboard"),
    "the dashboard of a week": (task, "investigator", "reporting:week_dashboard"),
    "the dashboard of the committee": (material, "member", "reporting:committee_dashboard"),
    "the dashboard of the programme": (report, "officer", "reporting:programme_dashboard"),
    "the dashboard of the units": (report, "officer", "reporting:units_dashboard"),
    "notices": (notice, "staff", "accounts:notices"),
    "changes to agree to": (changed_name, "secretary", "accounts:changes_to_agree_to"),
    "left behind": (left_behind, "staff", "cases:left_behind"),
    "my actions": (action, "policy_owner", "my_actions:list"),
    "my tasks": (task, "investigator", "cases:my_tasks"),
    "templates": (template, "staff", "case_templates:list"),
    "my letters": (letter, "subject", "my_letters:list"),
    "texts of letters": (notice, "staff", "cases:letter_texts"),
    "referrals": (public_referral, "counsel", "referrals:list"),
    "my reports": (lambda world, number: report(world, number, by="reporter"), "reporter", "my_reports:list"),
    "the help line": (recording, "operator", "help_line:list"),
    "passed on": (referral, "reader", "refer:list"),
    "names in trust": (name, "custodian", "identities:names"),
    "the mailbox": (mail, "operator", "mailbox:mails"),
    "waivers to decide": (waiver, "officer", "waivers:list?show=decide"),
    "own waivers": (waiver, "executive", "waivers:list"),
    "the register": (decided, "counsel", "waivers:list?show=register"),
    "conditions": (condition, "policy_owner", "waivers:conditions"),
    "the Board": (waiver, "director", "waivers:board"),
    "people": (person, "administrator", "accounts:people"),
    "committee notices": (material, "member", "reporting:committee_notices?show=all"),
    "members to call": (unread_notice, "secretary", "reporting:unread_notices"),
    "questions of the committee": (notice_question, "auditor", "reporting:notice_questions"),
    "digests": (digest, "auditor", "reporting:digests"),
    "parts of digests": (digest, "officer", "reporting:digest_parts"),
    "disclosures": (disclosure, "counsel", "code_of_ethics:disclosures"),
    "the library": (answer, "staff", "library:answers"),
    "questions by topic": (topic, "staff", "questionnaires:list"),
    "holds": (hold, "counsel", "holds:list"),
    "what the auditors were told": (told, "auditor", "auditor_log:list"),
    "data requests": (data_request, "privacy", "data_requests:list"),
    "requests about data": (data_request, "staff", "data_parts:list"),
    "my data": (data_request, "requester", "my_data:list"),
    "insider lists": (insider_list, "counsel", "insider_lists:list"),
    "insider lists of waivers": (insider_list_of_a_waiver, "counsel", "waivers:insider_lists"),
    "hotline tests": (hotline_test, "auditor", "hotline_tests:list"),
    "measures": (benchmark, "auditor", "reporting:measures"),
    "feeds": (feed, "administrator", "reporting:feeds"),
    "webhooks": (webhook, "administrator", "reporting:webhooks"),
    "views of the figures": (explore_view, "auditor", "reporting:explore_views"),
    "the figures": (report, "auditor", "reporting:explore"),
    "old cases": (old_cases, "staff", "case_imports:list"),
    "periods": (period, "officer", "retention:rules"),
    "what has fallen due": (due, "staff", "retention:due"),
    "routing": (rule, "auditor", "routing:rules"),
    "on call": (duty, "officer", "danger:on_call"),
    "random checks": (exit_reading, "auditor", "exits:list"),
    "standing in": (deputy, "officer", "deputies:list"),
    "promises": (promise, "officer", "code_of_ethics:promises"),
    "contact points": (contact_point, "officer", "code_of_ethics:contact_points"),
    "whom to call": (contact_point, "stranger", "speak_up:contact"),
    "audits": (audit, "auditor", "code_of_ethics:audits"),
    "findings": (finding, "auditor", "code_of_ethics:findings"),
    "own findings": (finding, "policy_owner", "code_of_ethics:findings"),
    "own trainings": (training, "stranger", "code_of_ethics:trainings"),
    "trainings": (training, "officer", "code_of_ethics:trainings"),
    "own gifts": (gift, "stranger", "code_of_ethics:gifts"),
    "gifts": (gift, "officer", "code_of_ethics:gifts"),
    "limits for gifts": (limit, "officer", "code_of_ethics:gift_limits"),
    "affirmations": (exception, "officer", "code_of_ethics:affirmations"),
    "campaigns": (campaign, "officer", "code_of_ethics:affirmations"),
    "policies": (policy, "staff", "code_of_ethics:policies"),
    "my team": (subordinate, "requester", "code_of_ethics:team"),
    "disclosures to review": (declaration, "staff", "code_of_ethics:declarations"),
    "own disclosures": (declaration, "stranger", "code_of_ethics:declarations"),
    "the Code": (notice, "staff", "code_of_ethics:code"),
    "versions": (notice, "officer", "code_of_ethics:versions"),
    "deadlines": (notice, "staff", "clocks:rules"),
}


def questions(world, who: str, where: str) -> int:
    """How many statements one look costs, on a client that has looked once before."""
    name, _mark, query = where.partition("?")
    client, address = browser(world.person(who)), f"{reverse(name)}?{query}"
    client.get(address)
    with Statements() as asked:
        assert client.get(address).status_code == 200
    return len(asked)


@pytest.mark.parametrize(("grow", "who", "where"), LISTS.values(), ids=LISTS)
def test_thirty_rows_cost_what_one_costs(grow, who, where, world):
    grow(world, 0)
    few = questions(world, who, where)
    for number in range(1, MANY):
        grow(world, number)
    # A page of one kind may cost less than a mixed one; it never costs more.
    assert questions(world, who, where) <= few <= MOST


def test_a_list_that_asks_for_each_row_is_seen(world, monkeypatch):
    """The control: the queue without its joins."""
    monkeypatch.setattr(CaseQuerySet, "select_related", lambda self, *names: self)
    few = questions(world, "staff", "cases:queue")
    for number in range(3):
        report(world, number)
    assert questions(world, "staff", "cases:queue") > few
