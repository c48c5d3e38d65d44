"""Replays the demo company's requests for waivers: asked, weighed, decided, disclosed."""

from datetime import date, datetime, time, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from accounts.models import Person
from accounts.roles import Office, Role
from code_of_ethics.actions import confirm_filing, draft_disclosure
from code_of_ethics.actions.disclosing import suggested_text
from code_of_ethics.models import Disclosure, Provision
from code_of_ethics.states import Means
from ethics_portal.demo_company.company import COMPANY
from ethics_portal.demo_company.loading.timeline import Event, Timeline
from ethics_portal.demo_company.waivers import ResolutionSeed, WaiverSeed
from vault.uploads import SealedUpload, SealingUploadHandler
from waivers import actions
from waivers.counting import Ballot
from waivers.directors import directors_in_office
from waivers.models import Waiver
from waivers.states import Advice, Attendance, ClassReason, Mode, Outcome, Vote, WaiverState

ZONE = ZoneInfo(COMPANY.time_zone)
BALLOTS = {
    "FOR": Ballot(Attendance.PRESENT, Vote.FOR),
    "AGAINST": Ballot(Attendance.PRESENT, Vote.AGAINST),
    "ABSTAINED": Ballot(Attendance.PRESENT, Vote.ABSTAIN),
    "RECUSED": Ballot(Attendance.RECUSED, Vote.NONE),
    "ABSENT": Ballot(Attendance.ABSENT, Vote.NONE),
}
# Granted in the end, by whomever.
GRANTED_PATHS = frozenset({"APPROVED", "LAPSED", "REVOKED", "REVOKED_BY_BOARD", "AUTHORISED"})
DAYS_TO_DECIDE = 12


class WaiverReplay:
    """The life of one request; each step puts the next on the timeline."""

    def __init__(self, seed: WaiverSeed, people: dict[str, Person], timeline: Timeline, today: date) -> None:
        self.seed = seed
        self.people = people
        self.timeline = timeline
        self.today = today
        self.waiver: Waiver
        self._on(seed.requested_days, self.ask)

    def ask(self, at: datetime) -> None:
        seed, asks_at = self.seed, at
        requester = self._requester()
        self.waiver = actions.draft_waiver(
            provision=Provision.objects.in_force(asks_at.date()).get(key=seed.provision),
            beneficiary=self.people[seed.beneficiary],
            departure=seed.departure,
            reasons=seed.reasons,
            mitigations=seed.mitigations,
            starts_on=self.today + timedelta(days=max(seed.from_days, seed.requested_days)),
            ends_on=self.today + timedelta(days=seed.to_days),
            uploads=[_upload("letter.txt", seed.letter)] if seed.letter else [],
            by=requester,
            at=at,
        )
        if seed.path == "DRAFT":
            return
        waiver = actions.request_waiver(self.waiver, by=requester, at=at)
        if waiver.state != WaiverState.TO_CONFIRM:
            self._after_request()
        elif seed.path != "TO_CONFIRM":
            self.timeline.at(at + timedelta(minutes=20), self.confirm_request)

    def confirm_request(self, at: datetime) -> None:
        """The word of the person for whom somebody else asked."""
        actions.confirm_request(self.waiver_now(), by=self.people[self.seed.beneficiary], at=at)
        self._after_request()

    def leave_to_the_board(self, at: datetime) -> None:
        reason = "The lecturer is about to be proposed as an executive officer."
        facts = {"because": ClassReason.LEFT_TO_BOARD, "reason": reason}
        actions.raise_class(self.waiver_now(), **facts, by=self._officer(), at=at)
        self._in(3, self.propose_to_lower)

    def propose_to_lower(self, at: datetime) -> None:
        reason = "The proposal was withdrawn: no office of the parent company is in question any more."
        actions.lower_class(self.waiver_now(), reason=reason, by=self._officer(), at=at)

    def _after_request(self) -> None:
        path = self.seed.path
        if path == "LOWERING":
            self._in(1, self.leave_to_the_board)
        elif path == "WITHDRAWN":
            self._in(4, self.withdraw)
        elif path == "PRE_CLEARANCE":
            self._decide(self.clear)
        elif self.waiver_now().classification == "BOARD":
            if path != "REQUESTED":
                self._in(3, self.recommend)
        elif path in GRANTED_PATHS:
            self._decide(self.approve)
        elif path == "REFUSED":
            self._decide(self.refuse)

    def withdraw(self, at: datetime) -> None:
        actions.withdraw_waiver(self.waiver_now(), by=self._requester(), at=at)

    def clear(self, at: datetime) -> None:
        reasons = self.seed.decision_reasons
        officer = self._officer()
        actions.clear_waiver(self.waiver_now(), outcome=Outcome.PRE_CLEARED, reasons=reasons, by=officer, at=at)

    def approve(self, at: datetime) -> None:
        seed = self.seed
        actions.approve_waiver(
            self.waiver_now(),
            reasons=seed.decision_reasons,
            why_appropriate=seed.why_appropriate or seed.decision_reasons,
            why_limited=seed.why_limited or seed.decision_reasons,
            conditions="\n".join(seed.conditions),
            by=self._officer(),
            at=at,
        )
        self._after_grant()

    def refuse(self, at: datetime) -> None:
        actions.refuse_waiver(self.waiver_now(), reasons=self.seed.decision_reasons, by=self._officer(), at=at)

    def recommend(self, at: datetime) -> None:
        waiver = self.waiver_now()
        adviser = self._officer() if "recommender" in waiver.relations(self._officer()) else self._auditor()
        refused = self.seed.path == "REFUSED_BY_BOARD"
        actions.recommend_waiver(
            waiver,
            advice=Advice.REFUSE if refused else Advice.APPROVE,
            recommendation=self.seed.recommendation or "Put before the Board with the papers.",
            by=adviser,
            at=at,
        )
        if self.seed.path != "RECOMMENDED":
            self._in(2, self.put_to_board)

    def put_to_board(self, at: datetime) -> None:
        decided = self.seed.decided_days
        meeting = self.today + timedelta(days=decided if decided is not None else 16)
        called_on = max(meeting, at.date())
        actions.put_to_board(self.waiver_now(), called_on=called_on, by=self._secretary(), at=at)
        if self.seed.resolution is not None:
            by_consent = self.seed.resolution.mode == Mode.UNANIMOUS_CONSENT
            self.timeline.at(_moment(called_on, 16), self.propose if by_consent else self.record)

    def propose(self, at: datetime) -> None:
        """Every director signs the same text, one after the other."""
        seed, resolution = self.seed, self.seed.resolution
        if resolution is None:
            return
        actions.propose_consent(
            self.waiver_now(),
            resolution=resolution.number,
            reasons=resolution.reasons,
            why_appropriate=seed.why_appropriate or resolution.reasons,
            why_limited=seed.why_limited or resolution.reasons,
            conditions="\n".join(seed.conditions),
            by=self._secretary(),
            at=at,
        )
        for number, (key, _vote) in enumerate(resolution.votes, 1):
            self.timeline.at(at + timedelta(minutes=7 * number), partial(self.sign, self.people[key]))

    def sign(self, director: Person, at: datetime) -> None:
        waiver = actions.sign_consent(self.waiver_now(), how="re-authenticated by password", by=director, at=at)
        if waiver.outcome == Outcome.GRANTED:
            self._after_board_grant()

    def record(self, at: datetime) -> None:
        seed, resolution = self.seed, self.seed.resolution
        if resolution is None:
            return
        votes = {self.people[key].pk: BALLOTS[vote] for key, vote in resolution.votes}
        presiding = next(self.people[key] for key, vote in resolution.votes if vote == "FOR" or vote == "AGAINST")
        actions.record_meeting(
            self.waiver_now(),
            resolution=resolution.number,
            decision_at=at - timedelta(minutes=40),
            zone=COMPANY.time_zone,
            presiding=presiding,
            ballots=votes,
            reasons=resolution.reasons,
            why_appropriate=seed.why_appropriate or resolution.reasons,
            why_limited=seed.why_limited or resolution.reasons,
            conditions="\n".join(seed.conditions),
            minutes=_upload("minutes.txt", _minutes(resolution)),
            by=self._secretary(),
            at=at,
        )
        self.timeline.at(at + timedelta(minutes=25), lambda moment: self.confirm(presiding, moment))

    def confirm(self, presiding: Person, at: datetime) -> None:
        waiver = actions.confirm_meeting(self.waiver_now(), by=presiding, at=at)
        if waiver.outcome == Outcome.GRANTED:
            self._after_board_grant()

    def _after_board_grant(self) -> None:
        self._after_grant()
        if self.seed.disclosed_days is not None:
            self._on(self.seed.disclosed_days, self.disclose)

    def disclose(self, at: datetime) -> None:
        disclosure = Disclosure.objects.get(source_id=str(self.waiver.pk))
        counsel = Person.objects.holding(Role.COUNSEL).order_by("email")[0]
        text = self.seed.disclosure or suggested_text(disclosure)
        draft_disclosure(disclosure, text=text, by=counsel, at=at)
        confirm_filing(
            disclosure,
            means=Means.FORM_8K,
            reference=f"0001234567-{at:%y}-{self.waiver_now().decided_at:%m%d%H}"[:20],
            filed_at=at,
            by=self._secretary(),
            at=at + timedelta(minutes=30),
        )

    def give_condition(self, at: datetime) -> None:
        """The first condition of a waiver that still holds, given to whoever benefits."""
        owner, due_on = self.people[self.seed.beneficiary], self.waiver_now().ends_on
        text = self.seed.conditions[0]
        actions.set_condition(self.waiver_now(), text=text, owner=owner, due_on=due_on, by=self._handler(), at=at)

    def _handler(self) -> Person:
        return Person.objects.holding(self.waiver_now().handling_role).order_by("email")[0]

    def _after_grant(self) -> None:
        if self.seed.conditions and self.seed.to_days > 0 and self.seed.path != "REVOKED":
            self._on(self.seed.decided_days or 0, self.give_condition, hour=17)
        if self.seed.path == "REVOKED":
            self._in(40, self.revoke)
        elif self.seed.path == "REVOKED_BY_BOARD":
            self._on(self.seed.to_days - 60, self.ask_to_revoke)
        elif self.seed.to_days < 0:
            self._on(self.seed.to_days + 1, lambda at: actions.lapse_waiver(self.waiver_now(), at=at))

    def ask_to_revoke(self, at: datetime) -> None:
        reasons = "The partner of the agreement has been bought by a customer: the reason for the waiver has gone."
        actions.ask_to_revoke(self.waiver_now(), reasons=reasons, by=self._handler(), at=at)
        self.timeline.at(at + timedelta(days=12), self.record_revocation)

    def record_revocation(self, at: datetime) -> None:
        """Everybody in office votes for it; it ends a week later."""
        directors = list(directors_in_office(at.date()))
        waiver, presiding = self.waiver_now(), directors[0]
        actions.record_meeting(
            waiver,
            resolution=f"{at:%Y}-R1",
            decision_at=at - timedelta(minutes=40),
            zone=COMPANY.time_zone,
            presiding=presiding,
            ballots={one.pk: BALLOTS["FOR"] for one in directors if not waiver.concerns(one)}
            | {one.pk: BALLOTS["RECUSED"] for one in directors if waiver.concerns(one)},
            reasons="What was granted in view of the former partner can't stand with the new one.",
            effective_on=at.date() + timedelta(days=7),
            by=self._secretary(),
            at=at,
        )
        self.timeline.at(at + timedelta(minutes=25), partial(self.confirm_revocation, presiding))

    def confirm_revocation(self, presiding: Person, at: datetime) -> None:
        actions.confirm_meeting(self.waiver_now(), by=presiding, at=at)

    def revoke(self, at: datetime) -> None:
        reasons = "A condition was not kept, and the reason for the waiver has gone."
        actions.revoke_waiver(self.waiver_now(), reasons=reasons, by=self._officer(), at=at)

    # --- what the steps need -----------------------------------------------------------------------------------

    def waiver_now(self) -> Waiver:
        self.waiver = Waiver.objects.get(pk=self.waiver.pk)
        return self.waiver

    def _requester(self) -> Person:
        """The seed's requester where they may ask: for themself, for somebody who reports to them, or as the office."""
        requester, beneficiary = self.people[self.seed.requester], self.people[self.seed.beneficiary]
        may = requester.pk in (beneficiary.pk, beneficiary.manager_id) or Office.ETHICS_OFFICE in requester.offices
        return requester if may else beneficiary

    def _decide(self, step: Event) -> None:
        self._on(self.seed.decided_days or self.seed.requested_days + DAYS_TO_DECIDE, step)

    def _on(self, days: int, step: Event, hour: int = 14) -> None:
        self.timeline.at(_moment(self.today + timedelta(days=days), hour), step)

    def _in(self, days: int, step: Event) -> None:
        asked = self.today + timedelta(days=self.seed.requested_days)
        self.timeline.at(_moment(asked + timedelta(days=days), 15), step)

    def _officer(self) -> Person:
        return Person.objects.holding(Role.ETHICS_OFFICER).get()

    def _auditor(self) -> Person:
        return Person.objects.holding(Role.GENERAL_AUDITOR).get()

    def _secretary(self) -> Person:
        return Person.objects.holding(Role.BOARD_SECRETARY).order_by("email")[0]


def _minutes(resolution: ResolutionSeed) -> str:
    return f"Extract of the minutes. Resolution {resolution.number}.\n\n{resolution.reasons}\n"


def _upload(name: str, text: str) -> SealedUpload:
    """A file as a page hands it over."""
    data, handler = text.encode(), SealingUploadHandler()
    handler.new_file("file", name, "text/plain", len(data))
    handler.receive_data_chunk(data, 0)
    return handler.file_complete(len(data))


def _moment(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour, 10), ZONE)
