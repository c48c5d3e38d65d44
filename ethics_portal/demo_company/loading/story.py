"""The demo company's two years: people, the Code, reports, waivers, notices and digests, in the order of time."""

import random
from collections.abc import Callable
from datetime import datetime, time, timedelta
from functools import partial

from django.utils import timezone

from accounts.models import Notice
from ethics_portal.demo_company.digests import DIGESTS
from ethics_portal.demo_company.loading.about_oneself import disclose_about_oneself
from ethics_portal.demo_company.loading.aftercare import ask_for_one_review, look_after_reporters
from ethics_portal.demo_company.loading.afterwards import load_library, say_more
from ethics_portal.demo_company.loading.alarms import plan_rotas
from ethics_portal.demo_company.loading.code import load_code, load_routing, load_topics
from ethics_portal.demo_company.loading.contact_points import load_contact_points, load_promises
from ethics_portal.demo_company.loading.digests import DigestReplay
from ethics_portal.demo_company.loading.feeds import feed_systems
from ethics_portal.demo_company.loading.figures import keep_views
from ethics_portal.demo_company.loading.help_line import leave_a_draft
from ethics_portal.demo_company.loading.hotline_tests import plan_hotline_tests
from ethics_portal.demo_company.loading.identities import ask_for_names, restrict_one
from ethics_portal.demo_company.loading.investigation import begin_plans, load_templates, talk_and_collect
from ethics_portal.demo_company.loading.mails import acknowledge_nobody, mail_seeds, receive_mail
from ethics_portal.demo_company.loading.notices import ask_back, call_the_absent, is_away, plan_the_clock
from ethics_portal.demo_company.loading.old_cases import bring_old_cases_in
from ethics_portal.demo_company.loading.papers import import_the_directory, take_papers_out
from ethics_portal.demo_company.loading.people import load_people
from ethics_portal.demo_company.loading.policies import load_policies
from ethics_portal.demo_company.loading.programme import audit_the_code, enter_gifts, train_people
from ethics_portal.demo_company.loading.protection import (
    ask_about_data,
    list_insiders,
    list_insiders_of_a_waiver,
    remove_passages,
    tell_auditors,
)
from ethics_portal.demo_company.loading.questions import load_questionnaires
from ethics_portal.demo_company.loading.reports import Replay
from ethics_portal.demo_company.loading.retention import place_holds, propose_one, set_periods
from ethics_portal.demo_company.loading.stand_ins import (
    appoint_somebody,
    declare_absences,
    designate_deputies,
    open_new_cases,
    pause_one,
    propose_deadlines,
)
from ethics_portal.demo_company.loading.timeline import Timeline
from ethics_portal.demo_company.loading.waivers import WaiverReplay
from ethics_portal.demo_company.reports import report_seeds
from ethics_portal.demo_company.waivers import WAIVERS
from reporting.actions import notify_committee, read_committee_notice
from reporting.models import CommitteeNotice

# When the present version of the Code came into force.
PRESENT_CODE_DAYS_AGO = 175
# Notices older than this were read and mailed long ago.
FRESH_DAYS = 5

Progress = Callable[[int, int], None]


class DemoStory:
    """Everything that happened in the demo company, ready to be played."""

    def __init__(self, *, now: datetime, begin: datetime, reports: int, seed: int) -> None:
        self.now = now
        self.today = timezone.localdate(now)
        self.begin = begin
        self.reports = reports
        self.seed = seed
        self.timeline = Timeline()
        self.done = 0

    def play(self, progress: Progress) -> None:
        """Let it happen. Call it inside one transaction: it is much faster, and whole or not at all."""
        people = load_people(at=self.begin)
        load_topics(at=self.begin)
        load_routing(at=self.begin)
        load_contact_points(at=self.begin)
        load_promises(at=self.begin)
        plan_rotas(now=self.now)
        load_library(at=self.begin)
        load_questionnaires(at=self.begin)
        load_templates(at=self.begin)
        load_code("code_of_ethics_2024.md", at=self.begin)
        present = self.now - timedelta(days=PRESENT_CODE_DAYS_AGO)
        self.timeline.at(present, lambda at: load_code("code_of_ethics.md", at=at))
        replays: dict[str, Replay] = {}
        for seed in report_seeds(self.reports, self.seed):
            received = self._moment(seed.key, days_ago=seed.age_days)
            Replay(seed, people, self.timeline, received, self._tell_committee, replays)
        for waiver in WAIVERS:
            WaiverReplay(waiver, people, self.timeline, self.today)

        for file, days_ago in mail_seeds(self.reports):
            self.timeline.at(self._moment(file.stem, days_ago=days_ago), partial(receive_mail, file))
        for days_ago, worked in ((8, begin_plans), (2, talk_and_collect)):
            self.timeline.at(self._moment(worked.__name__, days_ago=days_ago), worked)
        if self.reports:
            plan_hotline_tests(self.timeline, now=self.now)
            plan_the_clock(self.timeline, begin=self.begin, now=self.now)
        for digest in DIGESTS:
            DigestReplay(digest, self.timeline)

        def played(left: int) -> None:
            self.done += 1
            progress(self.done, self.done + left)

        self.timeline.play(until=self.now, played=played)
        leave_a_draft(people, at=self.now)
        links = {key: replay.seed.linked for key, replay in replays.items()}
        say_more(links, {key: replay.case for key, replay in replays.items()}, at=self.now)
        disclose_about_oneself(people, now=self.now)
        load_policies(now=self.now)
        audit_the_code(people, now=self.now)
        train_people(now=self.now)
        enter_gifts(people, now=self.now)
        ask_for_names(at=self.now - timedelta(hours=2))
        restrict_one(at=self.now)
        pause_one(at=self.now - timedelta(hours=1))
        open_new_cases(now=self.now)
        designate_deputies(now=self.now)
        declare_absences(now=self.now)
        appoint_somebody(now=self.now)
        propose_deadlines(at=self.now - timedelta(hours=1))
        look_after_reporters(at=self.now)
        ask_for_one_review(at=self.now - timedelta(hours=3))
        set_periods(at=self.now - timedelta(days=90))
        place_holds(at=self.now - timedelta(days=60))
        propose_one(at=self.now - timedelta(hours=1))
        tell_auditors(at=self.now - timedelta(hours=30))
        feed_systems(at=self.now - timedelta(hours=7))
        remove_passages(at=self.now - timedelta(hours=9))
        keep_views(at=self.now)
        ask_about_data(now=self.now)
        list_insiders(at=self.now - timedelta(hours=4))
        list_insiders_of_a_waiver(at=self.now - timedelta(hours=3))
        ask_back(now=self.now)
        call_the_absent(now=self.now)
        if self.reports:
            bring_old_cases_in(now=self.now)
        take_papers_out(at=self.now - timedelta(hours=1))
        import_the_directory(people, at=self.now - timedelta(hours=3))
        self._settle_old_notices()
        acknowledge_nobody()

    def _moment(self, key: str, *, days_ago: int) -> datetime:
        """A time of day in working hours, the same for the same report."""
        minutes = random.Random(f"{self.seed}:{key}").randrange(0, 9 * 60)
        day = self.today - timedelta(days=days_ago)
        moment = timezone.make_aware(datetime.combine(day, time(8, 30)) + timedelta(minutes=minutes))
        return min(moment, self.now - timedelta(minutes=5))

    def _tell_committee(self, at: datetime) -> None:
        """What the clock does within seconds of a decision; the members read it in the next hours."""
        self.timeline.at(at, lambda moment: notify_committee(moment))
        if at < self.now - timedelta(days=FRESH_DAYS):
            self.timeline.at(at + timedelta(hours=3), self._members_read)

    def _members_read(self, at: datetime) -> None:
        for notice in CommitteeNotice.objects.filter(read_at=None).select_related("member"):
            if is_away(notice.member, at=at, now=self.now):
                continue
            if CommitteeNotice.objects.visible_to(notice.member).filter(pk=notice.pk).exists():
                read_committee_notice(notice, by=notice.member, at=at)

    def _settle_old_notices(self) -> None:
        """Old notices were read and mailed at their time; only the last days are still new."""
        before = self.today - timedelta(days=FRESH_DAYS)
        old = Notice.objects.filter(created_on__lt=before)
        old.update(read_at=self.now, mailed_at=self.now)
        Notice.objects.filter(mailed_at__isnull=True).update(mail_wanted=False)
