"""The cases of the world: one for each queue and state, with a word planted in everything that is sealed."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from accounts.models import Person
from cases import actions
from cases.actions import (
    ActionFacts,
    AuditorFacts,
    DecisionFacts,
    ExportFacts,
    FindingFacts,
    PassageFacts,
    PrivilegeFacts,
    ReferralFacts,
    ReportFacts,
    TriageFacts,
)
from cases.actions.case_files import make_case_files
from cases.actions.cleaning import check_attachment
from cases.models import (
    Action,
    AuditorLogEntry,
    Case,
    Deletion,
    IdentityRequest,
    InsiderList,
    OnCallDuty,
    Party,
    PublicReferral,
    RetaliationCheck,
)
from cases.redaction import Choices
from cases.states.materiality import Materiality
from cases.states.party import Finding, Hearing, PartyKind, PartyRole, Standard
from cases.states.report import Mode, ReportKind
from code_of_ethics.models import Provision, Topic
from tests.people import give_second_factor
from tests.sweeps.canaries import Planted
from vault.models import SealedFile

TOPICS: dict[str, dict[str, Any]] = {
    "gifts": {},
    "bribery": {"trigger": "BRIBERY"},
    "books": {"trigger": "ACCOUNTING", "is_accounting": True},
    "ask": {"is_question": True},
}


class Matters:
    """Files reports and works them, each step by somebody who may."""

    def __init__(self, people: dict[str, Person], planted: Planted, provision: Provision, at: datetime) -> None:
        self.people, self.planted, self.provision, self.at = people, planted, provision, at
        facts = {"question": "?", "provision_key": "gifts"}
        self.topics = {
            slug: Topic.objects.create(slug=slug, name=slug.capitalize(), **{**facts, **more})
            for slug, more in TOPICS.items()
        }
        self.cases: dict[str, Case] = {}
        self.taken: dict[str, Action] = {}
        self.referrals: dict[str, PublicReferral] = {}

    def tick(self) -> datetime:
        self.at += timedelta(minutes=7)
        return self.at

    # --- steps -----------------------------------------------------------------------------------------------
    def report(self, key: str, topic: str = "gifts", by: str = "", **facts: Any) -> Case:
        """A report with planted words opens the case `key`."""
        told: dict[str, Any] = {
            "narrative": f"It happened: {self.planted.plant(key, 'narrative')}.",
            "answers": {"Where did it happen?": self.planted.plant(key, "answers")},
            "mode": Mode.NAMED if by else Mode.ANONYMOUS,
            "country": "US",
            **facts,
        }
        if by:
            told["reporter_name"] = self.planted.plant(key, "reporter_name")
            told["reporter_contact"] = self.planted.plant(key, "reporter_contact")
        person = self.people[by] if by else None
        at = self.tick()
        report = actions.submit_report(ReportFacts(topic=self.topics[topic], **told), by=person, at=at)
        actions.tell_of_arrivals(at)
        self.cases[key] = Case.objects.get(pk=report.case_id)
        self.planted.note(f"{key}.reference", self.cases[key].reference)
        return self.cases[key]

    def acknowledge(self, key: str, by: str = "staff") -> Case:
        message = self.planted.plant(key, "acknowledgement")
        return actions.acknowledge_case(self.cases[key], message=message, by=self.people[by], at=self.tick())

    def triage(self, key: str, by: str = "staff", material: str = "", topic: str = "") -> Case:
        facts = TriageFacts(
            topic=self.topics[topic] if topic else self.cases[key].topic,
            topic_reasons=self.planted.plant(key, "topic_reasons") if topic else "",
            summary=self.planted.plant(key, "summary"),
            severity="3",
            retaliation_risk="LOW",
            materiality=material,
            materiality_reasons=self.planted.plant(key, "materiality_reasons") if material else "",
            digest_line=self.planted.plant(key, "digest_line") if material == Materiality.MATERIAL else "",
        )
        return actions.triage_case(self.cases[key], facts=facts, by=self.people[by], at=self.tick())

    def decide_material(self, key: str, by: str) -> None:
        reasons, line = self.planted.plant(key, "materiality_reasons"), self.planted.plant(key, "digest_line")
        actions.decide_materiality(
            self.cases[key], outcome="MATERIAL", reasons=reasons, digest_line=line, by=self.people[by], at=self.tick()
        )

    def name(self, key: str, person: str, role: str = PartyRole.SUBJECT, by: str = "staff") -> Party:
        return actions.add_party(
            self.cases[key], role=role, kind=PartyKind.PERSON, person=self.people[person], by=self.people[by],
            at=self.tick(),
        )  # fmt: skip

    def allege(self, key: str, subject: Party | None = None, by: str = "staff", finding: str = "") -> None:
        statement = self.planted.plant(key, "statement")
        allegation = actions.add_allegation(
            self.cases[key], provision=self.provision, subject=subject, statement=statement, by=self.people[by],
            at=self.tick(),
        )  # fmt: skip
        if finding:
            facts = FindingFacts(
                finding=finding,
                reasons=self.planted.plant(key, "finding_reasons"),
                standard=Standard.BALANCE,
                subject_told_on=timezone.localdate(self.at),
                subject_hearing=Hearing.HEARD,
                reply_weighed=self.planted.plant(key, "reply_weighed"),
                root_cause="PRESSURE",
                root_cause_words=self.planted.plant(key, "root_cause_words"),
            )
            actions.record_finding(allegation, facts=facts, by=self.people[by], at=self.tick())

    def assign(self, key: str, investigator: str = "investigator", by: str = "staff") -> None:
        actions.assign_case(self.cases[key], investigator=self.people[investigator], by=self.people[by], at=self.tick())

    def submit(self, key: str, by: str = "investigator") -> None:
        reason = self.planted.plant(key, "closing_reason")
        actions.submit_for_review(self.cases[key], reason=reason, by=self.people[by], at=self.tick())

    def put_on_call(self) -> OnCallDuty:
        head, until = self.people["officer"], self.at + timedelta(days=300)
        return actions.plan_duty(
            "ETHICS_OFFICE", person=self.people["staff"], starts_at=self.at, ends_at=until, by=head, at=self.at
        )

    # --- the cases -------------------------------------------------------------------------------------------
    def open_all(self) -> dict[str, Case]:
        self._main()
        self._apart()
        self._of_the_auditor()
        self._of_the_chair()
        self._states()
        self._turned()
        self._linked()
        self._outcomes()
        self._merged()
        self._looked_after()
        self._over()
        return {key: Case.objects.get(pk=case.pk) for key, case in self.cases.items()}

    def _main(self) -> None:
        """Under investigation, material, with something of everything, a wall around four people, one reader."""
        self.report("main", "bribery", by="reporter", typed_names="Viktor Namedew")
        self.acknowledge("main")
        party = self.cases["main"].parties.get()
        party = actions.confirm_party(party, role=PartyRole.SUBJECT, by=self.people["staff"], at=self.tick())
        self.triage("main", material=Materiality.MATERIAL)
        self.assign("main")
        described = self.planted.plant("main", "described")
        witness = actions.add_party(
            self.cases["main"], role=PartyRole.WITNESS, kind=PartyKind.UNKNOWN_PERSON, described=described,
            by=self.people["staff"], at=self.tick(),
        )  # fmt: skip
        mistake = self.planted.plant("main", "mistake")
        actions.doubt_party(witness, reason=mistake, by=self.people["staff"], at=self.tick())
        self.allege("main", party, finding=Finding.SUBSTANTIATED)
        self._words_of("main")
        reader, reason = self.people["reader"], self.planted.plant("main", "share_reason")
        actions.share_case(self.cases["main"], person=reader, reason=reason, by=self.people["officer"], at=self.tick())
        conflict = self.planted.plant("main", "conflict")
        actions.recuse(self.cases["main"], reason=conflict, by=self.people["recused"], at=self.tick())

    def _words_of(self, key: str) -> None:
        """Notes, both sides of the dialogue, and a file."""
        case, staff = self.cases[key], self.people["staff"]
        actions.write_note(case, body=self.planted.plant(key, "note"), by=staff, at=self.tick())
        actions.ask_reporter(case, body=self.planted.plant(key, "question"), by=staff, at=self.tick())
        report = case.reports.get()
        content, name = self.planted.plant(key, "file_content"), self.planted.plant(key, "file_name")
        file = SealedFile.objects.seal(
            [f"{content}\n".encode() * 40],
            name=f"{name}.txt",
            data_key=report.data_key,
            on=timezone.localdate(self.at),
            media_type="text/plain",
        )
        answer = self.planted.plant(key, "answer")
        actions.answer_as_reporter(report, body=answer, files=[file], by=self.people["reporter"], at=self.tick())
        attachment = report.attachments.get()
        check_attachment(attachment, on=timezone.localdate(self.at))
        reason = self.planted.plant(key, "opening_reason")
        actions.open_original(attachment, reason=reason, by=staff, at=self.tick())

    def _appoint(self, key: str) -> None:
        """Somebody from outside works it for the rest of the year."""
        person, by = self.people["other_external"], self.people["officer"]
        give_second_factor(person)
        until = self.at + timedelta(days=300)
        actions.appoint(self.cases[key], person=person, until=until, by=by, at=self.tick())

    def _turned(self) -> None:
        """A question that was turned into a report, with the reporter asked before."""
        case = self.report("turned", "ask", kind=ReportKind.QUESTION)
        self.acknowledge("turned")
        message, reason = self.planted.plant("turned", "question"), self.planted.plant("turned", "why_asked")
        by = self.people["staff"]
        actions.ask_to_treat_as_report(case, message=message, reason="It may be.", by=by, at=self.tick())
        actions.treat_as_report(case, reason=reason, by=by, at=self.tick())
        quiet = self.planted.plant("turned", "restriction")
        actions.restrict_case(case, reason=quiet, by=self.people["officer"], at=self.tick())

    def _linked(self) -> None:
        """The case `main` belongs to `fresh`, which fewer people may see; and its reporter wishes it withdrawn."""
        ends = {"other": self.cases["fresh"], "kind": "REPEAT", "reason": self.planted.plant("link", "reason")}
        actions.link_case(self.cases["main"], **ends, by=self.people["staff"], at=self.tick())
        wish = self.planted.plant("main", "withdrawal")
        report = self.cases["main"].reports.get()
        actions.withdraw_report(report, words=wish, receipt="withdrawal of main", at=self.tick())
        actions.mark_words()

    def _outcomes(self) -> None:
        """Of the case `main`: an action in each state from which something may be done, and so with referrals."""
        step = self.planted.plant("main", "step_words")
        allegation = self.cases["main"].allegations.get()
        facts: Any = {"kind": "HEARD", "taken_on": timezone.localdate(self.at), "words": step}
        actions.record_step(allegation, **facts, by=self.people["staff"], at=self.tick())
        for key in ("proposed", "given", "done", "recovery"):
            self._propose(key)
        finished = self.taken["done"]
        words = self.planted.plant("main", "progress")
        actions.finish_action(finished, words=words, by=self.people["policy_owner"], at=self.tick())
        actions.record_amount(
            self.taken["recovery"], kind="RECOVERED", amount=Decimal("12.5"), booked_on=timezone.localdate(self.at),
            words=self.planted.plant("main", "amount_words"), by=self.people["staff"], at=self.tick(),
        )  # fmt: skip
        for key in ("proposed", "advised", "approved", "handed"):
            self._refer(key)

    def _propose(self, key: str) -> None:
        more: Any = {"route": "REPAYMENT", "currency": "EUR", "sought": Decimal(900)} if key == "recovery" else {}
        facts = ActionFacts(
            kind="RECOVERY" if more else "REMEDIATION", reasons=self.planted.plant("main", f"{key}_reasons"),
            brief=self.planted.plant("main", f"{key}_brief"), **more,
        )  # fmt: skip
        action = actions.propose_action(self.cases["main"], facts=facts, by=self.people["investigator"], at=self.tick())
        if key != "proposed":
            decision = DecisionFacts(
                owner=self.people["policy_owner"], due_on=timezone.localdate(self.at) + timedelta(days=400),
                reasons=self.planted.plant("main", f"{key}_decision"),
            )  # fmt: skip
            action = actions.decide_action(action, facts=decision, by=self.people["staff"], at=self.tick())
        self.taken[key] = action

    def _refer(self, key: str) -> None:
        words = {name: self.planted.plant("main", f"{key}_{name}") for name in ("authority", "facts", "why")}
        facts = ReferralFacts(words["authority"], words["facts"], words["why"], self.people["counsel"])
        by = self.people["investigator"]
        referral = actions.propose_referral(self.cases["main"], facts=facts, by=by, at=self.tick())
        if key != "proposed":
            told: Any = {"advice": "FOR", "opinion": self.planted.plant("main", f"{key}_opinion")}
            referral = actions.give_opinion(referral, **told, by=self.people["counsel"], at=self.tick())
        if key in ("approved", "handed"):
            reasons = self.planted.plant("main", f"{key}_decided")
            referral = actions.approve_referral(referral, reasons=reasons, by=self.people["officer"], at=self.tick())
        if key == "handed":
            things = [self.planted.plant("main", "handed_things")]
            day = timezone.localdate(self.at)
            referral = actions.hand_to_authority(
                referral, handed_over_on=day, things=things, by=self.people["staff"], at=self.tick()
            )
        self.referrals[key] = referral

    def take_out(self) -> None:
        """Of the case `main`: a file of it that `staff` asked for, a privilege, and one that is doubted."""
        case, staff, investigator = self.cases["main"], self.people["staff"], self.people["investigator"]
        hidden = Choices(is_redacted=True, words=(self.planted.plant("main", "hidden_word"),))
        facts = ExportFacts(self.planted.plant("main", "export_reason"), hidden)
        actions.export_case(case, facts=facts, by=staff, at=self.tick())
        make_case_files(self.at)
        things = {"NOTE": case.notes.get().pk, "DOCUMENT": case.reports.get().attachments.get().pk}
        for kind, thing in things.items():
            words = {what: self.planted.plant("main", f"{kind}_{what}".lower()) for what in ("description", "reason")}
            told: Any = {"directed_by": self.people["counsel"], "since_on": self.at.date(), **words}
            facts_of = PrivilegeFacts(kind=kind, thing=thing, **told)
            privilege = actions.set_privilege(case, facts=facts_of, by=staff, at=self.tick())
        why = self.planted.plant("main", "minimising_why")
        passage = PassageFacts("REPORT", case.reports.get().pk, "It happened", "PRIVATE", why)
        actions.propose_minimising(case, facts=passage, by=investigator, at=self.tick())
        doubt = self.planted.plant("main", "doubt")
        actions.doubt_privilege(privilege, reason=doubt, by=investigator, at=self.tick())

    def ask_for_a_name(self) -> dict[str, IdentityRequest]:
        """For the name behind `closed`: one request waits for the custodian, one lets the head see it now."""
        case = self.cases["closed"]
        made = {}
        for key, holder in {"asked": "staff", "granted": "officer"}.items():
            person = self.people[holder]
            facts: Any = {"reason": "SECRET_DUTY", "why": self.planted.plant("name", "why"), "days": 7}
            made[key] = actions.request_identity(
                case, report=case.reports.get(), person=person, **facts, by=person, at=self.tick()
            )
        words, by = self.planted.plant("name", "decision"), self.people["custodian"]
        made["granted"] = actions.grant_identity(made["granted"], words=words, days=7, by=by, at=self.tick())
        return made

    def _merged(self) -> None:
        """The case `merged`, which names somebody of the office as a witness, went into `survivor`."""
        for key in ("survivor", "merged"):
            self.report(key)
            self.acknowledge(key)
        self.name("merged", "subordinate", role=PartyRole.WITNESS)
        actions.write_note(
            self.cases["merged"], body=self.planted.plant("merged", "note"), by=self.people["staff"], at=self.tick()
        )
        reason = self.planted.plant("merge", "reason")
        ends = {"into": self.cases["survivor"], "reason": reason}
        actions.merge_case(self.cases["merged"], **ends, by=self.people["staff"], at=self.tick())

    def _looked_after(self) -> None:
        """The reporter of `main` is asked how they are. Of `final`, which is closed, one subject has a letter, that of
        another waits to be sent, and the reporter asks for a review."""
        staff = self.people["staff"]
        actions.check_in(self.cases["main"], by=staff, at=self.tick())
        check = RetaliationCheck.objects.of(self.cases["main"]).get()
        seen = self.planted.plant("main", "observation")
        actions.record_observation(check, kind="PAY", words=seen, by=staff, at=self.tick())
        self.report("final")
        self.acknowledge("final")
        self.triage("final")
        self.assign("final")
        subject, *_others = [self.name("final", who) for who in ("subject", "stranger", "beneficiary")]
        self.allege("final", subject, finding=Finding.UNSUBSTANTIATED)
        self.submit("final")
        actions.close_case(self.cases["final"], message="Closed.", by=self.people["officer"], at=self.tick())
        for who, word in (("subject", "letter"), ("stranger", "draft")):
            party = self.cases["final"].parties.get(person=self.people[who])
            told: dict[str, Any] = {"body": self.planted.plant("final", word), "why_told": "So."}
            letter = actions.draft_letter(party, **told, by=staff, at=self.tick())
            if word == "letter":
                actions.send_letter(letter, by=self.people["officer"], at=self.tick())
        why = self.planted.plant("final", "review")
        actions.ask_for_review(self.cases["final"].reports.get(), words=why, receipt="review of final", at=self.tick())

    def _over(self) -> None:
        """Two questions that were answered long ago, in a country where they are kept for a month."""
        for key in ("expired", "doomed"):
            self.report(key, "ask", kind=ReportKind.QUESTION, country="NZ")
            self.acknowledge(key)
            answer = self.planted.plant(key, "answer")
            actions.answer_question(self.cases[key], answer=answer, by=self.people["staff"], at=self.tick())

    def propose_deletion(self, at: datetime) -> Deletion:
        return actions.propose_deletion(self.cases["doomed"], by=self.people["staff"], at=at)

    def tell_auditors(self, at: datetime) -> dict[str, AuditorLogEntry]:
        """Of `main` by its head, and of `heads` by the chair."""
        found = {}
        for key, by in (("main", "officer"), ("heads", "chair")):
            told = {"told_to": self.planted.plant(key, "told_to"), "words": self.planted.plant(key, "auditor_words")}
            facts = AuditorFacts(timezone.localdate(at), "Cleo Presidi", means="MEETING", **told)
            found[key] = actions.log_auditors(self.cases[key], facts=facts, by=self.people[by], at=at)
        return found

    def mark_market_sensitive(self, at: datetime) -> InsiderList:
        """The case `heads`, by whoever heads it."""
        facts = {what: self.planted.plant("insiders", what) for what in ("name", "reason")}
        return actions.mark_market_sensitive(self.cases["heads"], **facts, by=self.people["chair"], at=at)

    def _apart(self) -> None:
        """Material, and about a member of the committee: for the annex alone."""
        self.report("apart", "bribery", typed_names="Wanda Behindle")
        self.acknowledge("apart")
        party = self.cases["apart"].parties.get()
        actions.confirm_party(party, role=PartyRole.SUBJECT, by=self.people["staff"], at=self.tick())
        self.decide_material("apart", by="staff")

    def _of_the_auditor(self) -> None:
        """In the General Auditor's queue, in review."""
        self.report("books", "books", typed_names="Esther Compley")
        self.acknowledge("books", by="auditor_staff")
        party = self.cases["books"].parties.get()
        actions.reject_party(
            party, reason=self.planted.plant("books", "rejection"), by=self.people["auditor_staff"], at=self.tick()
        )
        self.triage("books", by="auditor_staff", material=Materiality.MATERIAL, topic="gifts")
        self.allege("books", by="auditor_staff", finding=Finding.UNSUBSTANTIATED)
        self.submit("books", by="auditor_staff")

    def _of_the_chair(self) -> None:
        """About both heads, so that it belongs to the chair."""
        self.report("heads", typed_names="Esther Compley and Gloria Audley")

    def _states(self) -> None:
        """One more case of the ethics office in each state, and a question, for the moves that start there."""
        self.report("fresh", in_danger=True)
        actions.call_for_help(self.tick())
        self.report("possible", typed_names="Paula Maybee")
        self.acknowledge("possible")
        proposed = self.cases["possible"].parties.get()
        actions.confirm_party(proposed, role=PartyRole.WITNESS, by=self.people["staff"], at=self.tick())
        self.report("triage")
        self.acknowledge("triage")
        self._appoint("triage")
        self.report("asked", "ask", kind=ReportKind.QUESTION)
        self.acknowledge("asked")
        self.report("doubted", "bribery")
        self.acknowledge("doubted")
        self.triage("doubted", material=Materiality.NOT_MATERIAL)
        for key, facts in {"review": {}, "closed": {"by": "confidant", "mode": Mode.CONFIDENTIAL}}.items():
            self.report(key, **facts)
            self.acknowledge(key)
            self.triage(key)
            self.assign(key)
            self.allege(key, finding=Finding.UNSUBSTANTIATED)
            self.submit(key)
        self.report("ended")
        self.acknowledge("ended")
        reason = self.planted.plant("ended", "closing_reason")
        by, second = self.people["staff"], self.people["officer"]
        actions.exit_triage(self.cases["ended"], outcome="OUT_OF_SCOPE", reason=reason, by=by, at=self.tick())
        goodbye = self.planted.plant("ended", "farewell")
        actions.close_case(self.cases["ended"], message=goodbye, by=second, at=self.tick())
        farewell = self.planted.plant("closed", "farewell")
        actions.close_case(self.cases["closed"], message=farewell, by=self.people["officer"], at=self.tick())
