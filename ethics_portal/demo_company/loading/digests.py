"""Replays the quarterly digests: drafted by the clock, commented on and signed by the General Auditor, read."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from accounts.models import Person
from accounts.roles import Role
from audit.seals import seal_heads
from cases.states.case import Queue
from ethics_portal.demo_company.digests import DigestSeed
from ethics_portal.demo_company.loading.timeline import Timeline
from reporting.actions import (
    answer_member,
    ask_about_digest,
    draft_digests,
    edit_commentary,
    read_digest,
    redraft_digest,
    sign_digest,
    sign_digest_part,
)
from reporting.actions.signing_parts import signers_for
from reporting.models import Digest, DigestPart
from reporting.states import DigestKind, QuestionKind, Section

DAYS_TO_SIGN = 9


class DigestReplay:
    """One period's digest."""

    def __init__(self, seed: DigestSeed, timeline: Timeline) -> None:
        self.seed = seed
        self.timeline = timeline
        day = seed.period_end + timedelta(days=1)
        timeline.at(timezone.make_aware(datetime.combine(day, time(6, 30))), self.draft)

    def draft(self, at: datetime) -> None:
        seal_heads(at)
        draft_digests(at)
        self.timeline.at(at + timedelta(days=DAYS_TO_SIGN), self.comment)

    def comment(self, at: datetime) -> None:
        digest, auditor = self._digest(), _auditor()
        if digest is None:
            return
        edit_commentary(digest, commentary=self._commentary(), by=auditor, at=at)
        if self.seed.signed:
            # Cases of the period have moved on since the draft; the figures are taken anew before they are signed.
            digest = redraft_digest(digest, by=auditor, at=at)
            self._sign_for_queues(digest, at + timedelta(minutes=10))
            sign_digest(digest, how="password", by=auditor, at=at + timedelta(minutes=20))
            self._sign_annex(at + timedelta(hours=2))
            self.timeline.at(at + timedelta(days=1), self.read)
        else:
            # The draft of today: the General Auditor has signed for their own queue, the CCEO has not yet.
            digest = redraft_digest(digest, by=auditor, at=at)
            self._sign_for_queues(digest, at + timedelta(minutes=10), Queue.GENERAL_AUDITOR)

    def read(self, at: datetime) -> None:
        digest = self._digest()
        if digest is None:
            return
        for member in Person.objects.holding(Role.AUDIT_COMMITTEE, Role.AUDIT_COMMITTEE_CHAIR):
            read_digest(digest, by=member, at=at)
        if self.seed.question:
            self.ask(digest, at + timedelta(hours=3))

    def ask(self, digest: Digest, at: datetime) -> None:
        """The chair asks; the General Auditor answers the next day, or has not yet."""
        question = ask_about_digest(digest, kind=QuestionKind.QUESTION, words=self.seed.question, by=_chair(), at=at)
        if self.seed.answer:
            answer_member(question, answer=self.seed.answer, by=_auditor(), at=at + timedelta(days=1))

    def _sign_for_queues(self, digest: Digest, at: datetime, *queues: str) -> None:
        """Each head signs for their queue first; `queues` limits it to some."""
        for part in DigestPart.objects.awaited().filter(digest=digest).order_by("queue"):
            if not queues or part.queue in queues:
                sign_digest_part(part, how="password", by=signers_for(part.queue)[0], at=at)

    def _sign_annex(self, at: datetime) -> None:
        """What concerns a signer or a reader of the digest is signed apart, by the committee's chair."""
        annex, chair = self._digest(DigestKind.ANNEX), _chair()
        if annex is not None and Digest.objects.visible_to(chair).filter(pk=annex.pk).exists():
            annex = redraft_digest(annex, by=chair, at=at)
            sign_digest(annex, how="password", by=chair, at=at)

    def _digest(self, kind: DigestKind = DigestKind.COMMON) -> Digest | None:
        return Digest.objects.filter(
            kind=kind, period_start=self.seed.period_start, period_end=self.seed.period_end
        ).first()

    def _commentary(self) -> dict[str, str]:
        seed = self.seed
        summary = seed.summary
        if seed.asks:
            summary += "\n\nWhat I ask of the committee:\n" + "\n".join(f"- {ask}" for ask in seed.asks)
        return {
            Section.SUMMARY: summary,
            Section.VOLUME: seed.volume,
            Section.TIMELINESS: seed.timeliness,
            Section.FINDINGS: f"{seed.findings}\n\n{seed.root_causes}",
            Section.RETALIATION: seed.retaliation,
            Section.WAIVERS: seed.waivers,
            Section.AFFIRMATIONS: seed.affirmations,
        }


def _auditor() -> Person:
    return Person.objects.holding(Role.GENERAL_AUDITOR).get()


def _chair() -> Person:
    return Person.objects.holding(Role.AUDIT_COMMITTEE_CHAIR).get()
