"""A company at work: the standing people, and every kind of record in the states from which something may be done."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from accounts.models import Absence, Designation, DirectoryChange, DirectoryImport, Notice, Person, RoleGrant
from cases.actions import choose_exits, pause_clock, save_view
from cases.models import (
    Action,
    AuditorLogEntry,
    Case,
    CaseImport,
    CaseTemplate,
    DangerAlarm,
    DataItem,
    DataPart,
    DataRequest,
    Deletion,
    ExitReading,
    Hold,
    HotlineTest,
    IdentityRequest,
    IncomingMail,
    InsiderList,
    LibraryAnswer,
    MaterialityDecision,
    OnCallDuty,
    OutcomeLetter,
    PublicReferral,
    Questionnaire,
    QueueView,
    Recording,
    RetentionRule,
    RoutingRule,
    Statement,
)
from clocks.models import DeadlineChange
from code_of_ethics.models import (
    Affirmation,
    AuditFinding,
    CodeTranslation,
    CodeVersion,
    CompletionImport,
    ComplianceAudit,
    ContactPoint,
    Declaration,
    Disclosure,
    Gift,
    GiftLimit,
    Policy,
    PromiseText,
    StatedException,
    TrainingAssignment,
)
from reporting.actions import notify_committee, pass_on_unread
from reporting.models import (
    Benchmark,
    CommitteeNotice,
    Digest,
    DigestPart,
    DigestQuestion,
    ExploreExport,
    ExploreView,
    FeedToken,
    NoticeQuestion,
    UnreadNotice,
    Webhook,
)
from tests.conftest import NOW, open_calendars
from tests.sweeps.canaries import Planted
from tests.sweeps.cast import hire
from tests.sweeps.data_requests import DataRequests
from tests.sweeps.help_line import HelpLine
from tests.sweeps.investigation import Investigating
from tests.sweeps.matters import Matters
from tests.sweeps.papers import Papers, publish_the_code
from tests.sweeps.programme import Programme
from waivers.models import Condition, Waiver
from waivers.models import InsiderList as WaiverInsiderList

IN_MAY = datetime(2026, 5, 12, 14, 0, tzinfo=UTC)
IN_JULY = datetime(2026, 7, 10, 14, 0, tzinfo=UTC)
IN_OCTOBER = datetime(2026, 10, 20, 14, 0, tzinfo=UTC)
IN_NOVEMBER = datetime(2026, 11, 20, 14, 0, tzinfo=UTC)


@dataclass
class World:
    """Everything that a route may be asked for."""

    people: dict[str, Person]
    planted: Planted = field(default_factory=Planted)
    cases: dict[str, Case] = field(default_factory=dict)
    # What was done about the case `main`, and its referrals to public officials, by state.
    taken: dict[str, Action] = field(default_factory=dict)
    referrals: dict[str, PublicReferral] = field(default_factory=dict)
    waivers: dict[str, Waiver] = field(default_factory=dict)
    # Of the waiver `granted`.
    conditions: dict[str, Condition] = field(default_factory=dict)
    disclosures: dict[str, Disclosure] = field(default_factory=dict)
    digests: dict[str, Digest] = field(default_factory=dict)
    digest_question: DigestQuestion | None = None
    # That of `member` about the case `main`, which nobody read in time.
    unread_notice: UnreadNotice | None = None
    # Of `member`, about the case `main`.
    notice_question: NoticeQuestion | None = None
    # Of the queues: awaited in a draft, and signed.
    digest_parts: dict[str, DigestPart] = field(default_factory=dict)
    answers: dict[str, LibraryAnswer] = field(default_factory=dict)
    templates: dict[str, CaseTemplate] = field(default_factory=dict)
    # Of the case `main`, asked of its subject.
    statement: Statement | None = None
    # A view of the queue of `staff`.
    queue_view: QueueView | None = None
    rules: dict[str, RoutingRule] = field(default_factory=dict)
    holds: dict[str, Hold] = field(default_factory=dict)
    hotline_tests: dict[str, HotlineTest] = field(default_factory=dict)
    benchmark: Benchmark | None = None
    feeds: dict[str, FeedToken] = field(default_factory=dict)
    webhooks: dict[str, Webhook] = field(default_factory=dict)
    # Of `auditor`: the one shared with the committee, the other their own.
    explore_view: ExploreView | None = None
    explore_export: ExploreExport | None = None
    # Files of old cases of the ethics office, by `staff`.
    case_imports: dict[str, CaseImport] = field(default_factory=dict)
    periods: dict[str, RetentionRule] = field(default_factory=dict)
    data_requests: dict[str, DataRequest] = field(default_factory=dict)
    # Of the ethics office, in the request of `subject`; and its decision about `main`.
    data_part: DataPart | None = None
    # Of each queue, in both.
    data_parts: dict[str, DataPart] = field(default_factory=dict)
    data_item: DataItem | None = None
    # What the external auditors were told of `main` and of `heads`.
    auditor_log: dict[str, AuditorLogEntry] = field(default_factory=dict)
    # Of the case `heads`, which only the chair has been shown.
    insider_list: InsiderList | None = None
    # Of the waiver `returned`, which besides whoever asks only its handler has been shown.
    waiver_list: WaiverInsiderList | None = None
    # Of the case `doomed`, proposed by `staff`.
    deletion: Deletion | None = None
    promise: PromiseText | None = None
    # A draft in Spanish; the German one is published.
    translation: CodeTranslation | None = None
    # Of the case `fresh`, for which `staff` was called.
    alarm: DangerAlarm | None = None
    duty: OnCallDuty | None = None
    contact_points: dict[str, ContactPoint] = field(default_factory=dict)
    questionnaires: dict[str, Questionnaire] = field(default_factory=dict)
    # Requests for the name behind the case `closed`.
    names: dict[str, IdentityRequest] = field(default_factory=dict)
    recordings: dict[str, Recording] = field(default_factory=dict)
    # What the caller of the case `phoned` noted down.
    pick_up_code: str = ""
    mails: dict[str, IncomingMail] = field(default_factory=dict)
    version: CodeVersion | None = None
    # Of `confidant`, who has not affirmed; and the talk of `stranger`, who can't.
    affirmation: Affirmation | None = None
    exception: StatedException | None = None
    # Of `beneficiary`, in which the subject is named.
    walled_exception: StatedException | None = None
    policies: dict[str, Policy] = field(default_factory=dict)
    # Of `reader`.
    declarations: dict[str, Declaration] = field(default_factory=dict)
    # Of the General Auditor; the findings are owned by `policy_owner`.
    audits: dict[str, ComplianceAudit] = field(default_factory=dict)
    findings: dict[str, AuditFinding] = field(default_factory=dict)
    # Of `reader`, who has not done it; and a file of which nothing was taken over.
    assignment: TrainingAssignment | None = None
    completions: CompletionImport | None = None
    # Of `reader`.
    gifts: dict[str, Gift] = field(default_factory=dict)
    limit: GiftLimit | None = None
    grant: RoleGrant | None = None
    # Of the case `ended`.
    exit_reading: ExitReading | None = None
    change: DeadlineChange | None = None
    # Of `investigator`.
    absence: Absence | None = None
    # By which `deputy` stands in for `auditor`.
    designation: Designation | None = None
    # A directory that was only looked at, and a change of the stranger's manager that another one asks for.
    upload: DirectoryImport | None = None
    directory_change: DirectoryChange | None = None

    def person(self, key: str) -> Person | None:
        """The person as the next request would load them; nobody for a visitor."""
        return Person.objects.get(pk=self.people[key].pk) if key in self.people else None

    def decision(self, key: str) -> MaterialityDecision:
        return self.cases[key].materiality_decisions.get()

    def committee_notice(self, case: str, member: str) -> CommitteeNotice:
        return CommitteeNotice.objects.get(source_id=self.decision(case).pk, member=self.people[member])

    def letter(self, state: str) -> OutcomeLetter:
        """The letter of the case `final` in this state."""
        return OutcomeLetter.objects.get(state=state)

    def notice(self, person: str) -> Notice:
        return Notice.objects.filter(recipient=self.people[person], about_id=str(self.cases["main"].pk)).earliest("pk")


def build() -> World:
    """The whole world, by the real actions alone."""
    open_calendars()
    world = World(hire(NOW))
    facts: Any = (world.people, world.planted)
    provision = publish_the_code(world.people, datetime(2026, 1, 5, 14, 0, tzinfo=UTC))
    matters = Matters(*facts, provision, IN_MAY)
    world.duty = matters.put_on_call()
    world.cases = matters.open_all()
    world.taken, world.referrals = matters.taken, matters.referrals
    world.alarm = DangerAlarm.objects.get(case=world.cases["fresh"])
    notify_committee(matters.tick())
    choose_exits(IN_JULY)
    pass_on_unread(IN_JULY)
    world.unread_notice = UnreadNotice.objects.get(notice=world.committee_notice("main", "member"))
    world.exit_reading = ExitReading.objects.get()
    papers = Papers(*facts, provision, IN_OCTOBER)
    world.digests = papers.write_digests()
    world.digest_parts = papers.parts_of(world.digests)
    world.digest_question = papers.ask_about(world.digests["signed"])
    world.notice_question = papers.ask_back(world.committee_notice("main", "member"))
    papers.at = IN_NOVEMBER
    line = HelpLine(*facts, IN_NOVEMBER).work()
    world.cases |= line.cases
    pause_clock(world.cases["passed"], kind="triage", reason="REPORTER", by=world.people["staff"], at=IN_NOVEMBER)
    world.recordings, world.pick_up_code = line.recordings, line.code
    world.waivers = papers.write_waivers()
    world.waiver_list = papers.mark_market_sensitive()
    world.conditions = papers.set_conditions()
    world.disclosures = papers.disclose()
    world.version = papers.next_version()
    world.translation = papers.translate_the_code()
    world.affirmation = Affirmation.objects.select_related("campaign").get(person=world.people["confidant"])
    world.exception = papers.state_an_exception()
    world.walled_exception = papers.state_a_walled_exception()
    world.policies = papers.keep_policies()
    world.declarations = papers.disclose_about_oneself()
    programme = Programme(*facts, provision, IN_NOVEMBER)
    programme.audit()
    world.audits, world.findings = programme.audits, programme.findings
    world.assignment, world.completions = programme.train()
    world.gifts, world.limit = programme.give()
    world.grant = papers.propose_a_role()
    world.designation = papers.designate()
    world.absence = papers.declare_an_absence()
    world.change = papers.propose_a_deadline()
    world.upload, world.directory_change = papers.import_the_directory()
    world.rules = papers.propose_rules()
    world.hotline_tests = papers.test_the_hotline()
    world.benchmark = papers.record_a_benchmark()
    world.feeds = papers.feed_systems()
    world.webhooks = papers.hook_systems()
    world.holds = papers.place_holds()
    world.case_imports = papers.upload_old_cases(world.cases["triage"].topic)
    world.periods = papers.propose_periods()
    world.auditor_log = matters.tell_auditors(IN_NOVEMBER)
    world.insider_list = matters.mark_market_sensitive(IN_NOVEMBER)
    world.deletion = matters.propose_deletion(IN_NOVEMBER)
    world.promise = papers.reword_a_promise()
    world.contact_points = papers.propose_contact_points()
    world.answers = papers.write_answers()
    world.questionnaires = papers.ask_by_topic(world.cases["triage"].topic)
    world.mails = papers.receive_mails()
    matters.at = IN_NOVEMBER
    world.names = matters.ask_for_a_name()
    investigating = Investigating(*facts, world.cases["main"], IN_NOVEMBER)
    world.templates = investigating.write_templates()
    world.statement = investigating.work(world.templates["questions"])
    investigating.leave_a_task(world.cases["doubted"], world.people["staff"])
    matters.at = NOW
    matters.take_out()
    asking = DataRequests(*facts, NOW)
    world.data_requests, world.data_part, world.data_item = asking.work(world.cases["main"])
    world.data_parts = asking.parts()
    named = {"name": world.planted.plant("views", "name"), "filters": {"country": "US"}, "is_default": False}
    world.explore_view, world.explore_export = papers.explore(NOW)
    world.queue_view = save_view(**named, by=world.people["staff"], at=NOW)
    return world
