"""What lies beside the cases: the Code, waivers, duties to disclose, digests, roles and routing, in several states."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from accounts.actions import propose_role, take_directory, upload_directory
from accounts.models import Absence, Designation, DirectoryChange, DirectoryImport, Person, RoleGrant
from audit.seals import seal_heads
from cases.actions import (
    DesignationFacts,
    HoldFacts,
    PeriodFacts,
    QuestionFacts,
    add_question,
    approve_rule,
    begin_hotline_test,
    confirm_retention_rule,
    declare_absence,
    designate,
    draft_questionnaire,
    drop_hotline_test,
    place_hold,
    propose_release,
    propose_retention_rule,
    propose_rule,
    publish_answer,
    publish_questionnaire,
    store_mail,
    submit_import,
    understand_mails,
    upload_cases,
    write_answer,
)
from cases.models import (
    CaseImport,
    Hold,
    HotlineTest,
    IncomingMail,
    LibraryAnswer,
    Questionnaire,
    RetentionRule,
    RoutingRule,
)
from clocks.actions import propose_rule_change
from clocks.models import DeadlineChange, Rule
from code_of_ethics.actions import (
    ContactFacts,
    Decision,
    DeclarationFacts,
    PolicyFacts,
    ask_due,
    confirm_filing,
    decide_declaration,
    declare,
    draft_disclosure,
    draft_promise,
    draft_translation,
    import_version,
    propose_contact_point,
    propose_policy,
    publish_contact_point,
    publish_policy,
    publish_translation,
    publish_version,
    state_exception,
)
from code_of_ethics.models import (
    Affirmation,
    CodeTranslation,
    CodeVersion,
    ContactPoint,
    Declaration,
    Disclosure,
    Policy,
    PromiseText,
    Provision,
    StatedException,
    Topic,
)
from reporting import actions as reporting
from reporting.exploring import Question
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
    Webhook,
)
from reporting.periods import Period
from tests.heads import sign_with_heads
from tests.sweeps.canaries import Planted
from vault.models import SealedFile
from waivers import actions as waiving
from waivers.counting import Ballot
from waivers.directors import directors_in_office
from waivers.models import Condition, InsiderList, Waiver, WaiverFile
from waivers.states import Advice, Attendance, FilePart, Vote, WaiverState

CODE = """# Code of Ethics

<!-- version: {number} -->

We are straight with each other.{planted}

## Conduct

### Gifts and entertainment {{#gifts}}
<!-- item406b: honest_conduct; topic: gifts -->

Accept nothing that is worth more than fifty dollars.
"""
TRANSLATED = """# Code ({language})

Wir sind gerade. Somos rectos. {planted}

## Conducta

### Geschenke, regalos {{#gifts}}

Höchstens 50. No más de 50.
"""
SECOND_QUARTER = Period(date(2026, 4, 1), date(2026, 6, 30))
THIRD_QUARTER = Period(date(2026, 7, 1), date(2026, 9, 30))
WORDS_OF_A_REQUEST = ("departure", "reasons", "mitigations")
WORDS_OF_A_DECISION = ("decision_reasons", "why_appropriate", "why_limited")


def publish_the_code(people: dict[str, Person], at: datetime) -> Provision:
    text = CODE.format(number=1, planted="")
    version = import_version(text, effective_on=date(2020, 1, 1), by=people["editor"], at=at)
    publish_version(version, by=people["officer"], at=at)
    ask_due(at=at)
    return Provision.objects.get(version=version)


class Papers:
    """Makes them, each step by somebody who may."""

    def __init__(self, people: dict[str, Person], planted: Planted, provision: Provision, at: datetime) -> None:
        self.people, self.planted, self.provision, self.at = people, planted, provision, at
        self.waivers: dict[str, Waiver] = {}

    def tick(self) -> datetime:
        self.at += timedelta(minutes=7)
        return self.at

    # --- waivers ---------------------------------------------------------------------------------------------
    def draft(self, key: str, by: str = "requester", beneficiary: str = "") -> Waiver:
        words = {what: self.planted.plant(key, what) for what in WORDS_OF_A_REQUEST}
        waiver = waiving.draft_waiver(
            provision=self.provision, beneficiary=self.people[beneficiary or by], starts_on=date(2026, 11, 30),
            ends_on=date(2027, 3, 31), by=self.people[by], at=self.tick(), **words,
        )  # fmt: skip
        self.planted.note(f"{key}.reference", waiver.reference)
        self.waivers[key] = waiver
        if key == "requested":
            self.give_a_file(waiver, key)
        return waiver

    def give_a_file(self, waiver: Waiver, key: str) -> WaiverFile:
        """One that nobody has cleaned yet."""
        name = self.planted.plant(key, "file_name")
        file = SealedFile.objects.seal([b"A letter."], name=name, data_key=waiver.data_key, on=self.at.date())
        return WaiverFile.objects.create(
            waiver=waiver, part=FilePart.REQUEST, file=file, added_by=waiver.requester, added_at=self.at
        )

    def leave_to_the_board(self, key: str) -> Waiver:
        """What the office could decide and does not want to."""
        why = self.planted.plant(key, "class_reason")
        waiver, facts = self.request(key), {"because": "LEFT_TO_BOARD", "reason": why}
        return waiving.raise_class(waiver, **facts, by=self.people["officer"], at=self.tick())

    def request(self, key: str, **who: str) -> Waiver:
        waiver = self.draft(key, **who)
        waiver = waiving.request_waiver(waiver, by=waiver.requester, at=self.tick())
        if waiver.state != WaiverState.TO_CONFIRM:
            return waiver
        return waiving.confirm_request(waiver, by=waiver.beneficiary, at=self.tick())

    def recommend(self, key: str, **who: str) -> Waiver:
        waiver = self.request(key, **who)
        text = self.planted.plant(key, "recommendation")
        return waiving.recommend_waiver(
            waiver, advice=Advice.APPROVE, recommendation=text, by=self.people["officer"], at=self.tick()
        )

    def put_to_board(self, key: str, **who: str) -> Waiver:
        waiver = self.recommend(key, **who)
        day = self.at.date() + timedelta(days=2)
        return waiving.put_to_board(waiver, called_on=day, by=self.people["secretary"], at=self.tick())

    def record_meeting(self, key: str, **who: str) -> Waiver:
        waiver = self.put_to_board(key, **who)
        words = {name.removeprefix("decision_"): self.planted.plant(key, name) for name in WORDS_OF_A_DECISION}
        present = Ballot(Attendance.PRESENT, Vote.FOR)
        moment = self.tick()
        return waiving.record_meeting(
            waiver, resolution="2026-7", decision_at=moment, zone="America/New_York", presiding=self.people["director"],
            ballots={one.pk: present for one in directors_in_office(moment.date())}, by=self.people["secretary"],
            at=self.tick(), **words,
        )  # fmt: skip

    def propose_consent(self, key: str, **who: str) -> Waiver:
        """A written consent that nobody has signed yet."""
        waiver = self.put_to_board(key, **who)
        words = {name.removeprefix("decision_"): self.planted.plant(key, name) for name in WORDS_OF_A_DECISION}
        return waiving.propose_consent(
            waiver, resolution="2026-8", by=self.people["secretary"], at=self.tick(), **words
        )

    def write_waivers(self) -> dict[str, Waiver]:
        officer = self.people["officer"]
        self.draft("drafted")
        self.request("requested", beneficiary="beneficiary")
        unconfirmed = self.draft("unconfirmed", beneficiary="beneficiary")
        waiving.request_waiver(unconfirmed, by=unconfirmed.requester, at=self.tick())
        self.leave_to_the_board("left")
        lowering = self.leave_to_the_board("lowering")
        why = self.planted.plant("lowering", "class_reason_again")
        waiving.lower_class(lowering, reason=why, by=officer, at=self.tick())
        returned = self.request("returned")
        waiving.return_waiver(returned, question=self.planted.plant("returned", "question"), by=officer, at=self.tick())
        advised, counsel = self.request("advised"), self.people["counsel"]
        question = self.planted.plant("advised", "asked_of_counsel")
        waiving.ask_opinion(advised, adviser=counsel, question=question, by=officer, at=self.tick())
        granted = self.request("granted")
        words = {name.removeprefix("decision_"): self.planted.plant("granted", name) for name in WORDS_OF_A_DECISION}
        conditions = self.planted.plant("granted", "conditions")
        waiving.approve_waiver(granted, conditions=conditions, by=officer, at=self.tick(), **words)
        refused = self.request("refused")
        waiving.refuse_waiver(
            refused, reasons=self.planted.plant("refused", "decision_reasons"), by=officer, at=self.tick()
        )
        self.request("board_requested", by="executive")
        self.recommend("recommended", by="executive")
        self.put_to_board("on_agenda", by="executive")
        self.record_meeting("recorded", by="executive")
        self.propose_consent("consented", by="executive")
        for key in ("disclosed", "undisclosed", "undrafted"):
            done = self.record_meeting(key, by="executive")
            waiving.confirm_meeting(done, by=self.people["director"], at=self.tick())
        revoking = self.record_meeting("revoking", by="executive")
        waiving.confirm_meeting(revoking, by=self.people["director"], at=self.tick())
        why = self.planted.plant("revoking", "revocation_asked")
        waiving.ask_to_revoke(revoking, reasons=why, by=officer, at=self.tick())
        return {key: Waiver.objects.get(pk=waiver.pk) for key, waiver in self.waivers.items()}

    def mark_market_sensitive(self) -> InsiderList:
        """The request `returned`, by whoever handles it."""
        facts = {what: self.planted.plant("waiver_insiders", what) for what in ("name", "reason")}
        return waiving.mark_market_sensitive(
            self.waivers["returned"], **facts, by=self.people["officer"], at=self.tick()
        )

    def set_conditions(self) -> dict[str, Condition]:
        """Two of the waiver `granted`: one that is to be kept, one that was reported as kept."""
        owner, found = self.people["policy_owner"], {}
        for key in ("given", "reported"):
            text = self.planted.plant("condition", key)
            facts: dict[str, Any] = {"text": text, "owner": owner, "due_on": date(2027, 1, 15)}
            found[key] = waiving.set_condition(
                self.waivers["granted"], **facts, by=self.people["officer"], at=self.tick()
            )
        report = self.planted.plant("condition", "report")
        found["reported"] = waiving.report_condition(found["reported"], report=report, by=owner, at=self.tick())
        return found

    # --- disclosures -----------------------------------------------------------------------------------------
    def disclose(self) -> dict[str, Disclosure]:
        made = {}
        for key in ("disclosed", "undisclosed", "undrafted"):
            duty = Disclosure.objects.get(source_id=self.waivers[key].pk)
            if key != "undrafted":
                text = self.planted.plant(key, "draft_text")
                duty = draft_disclosure(duty, text=text, by=self.people["counsel"], at=self.tick())
            if key == "disclosed":
                facts: dict[str, Any] = {"means": duty.means_permitted[0], "reference": "0001234567-26-000123"}
                duty = confirm_filing(duty, **facts, filed_at=self.at, by=self.people["secretary"], at=self.tick())
            made[key] = duty
        return made

    # --- the Code, roles, routing ----------------------------------------------------------------------------
    def next_version(self) -> CodeVersion:
        text = CODE.format(number=2, planted=f" {self.planted.plant('code', 'draft')}")
        # Two of them, so that one can be moved and removed.
        text += "\n### Asking first {#asking-first}\n\nAsk when you are not sure.\n"
        return import_version(text, by=self.people["editor"], at=self.tick())

    def translate_the_code(self) -> CodeTranslation:
        """The German words of the version in force are published, the Spanish ones a draft."""
        made = {}
        for language, planted in (("de", ""), ("es", self.planted.plant("code", "translation"))):
            facts = {"language": language, "text": TRANSLATED.format(language=language, planted=planted)}
            version = self.provision.version
            made[language] = draft_translation(version, **facts, by=self.people["editor"], at=self.tick())
        publish_translation(made["de"], by=self.people["officer"], at=self.tick())
        return made["es"]

    def state_an_exception(self) -> StatedException:
        own = Affirmation.objects.get(person=self.people["stranger"])
        exception = self.planted.plant("code", "exception")
        return state_exception(own, text=exception, by=self.people["stranger"], at=self.tick())

    def state_a_walled_exception(self) -> StatedException:
        """It names the subject, to whom somebody of the office reports."""
        own = Affirmation.objects.get(person=self.people["beneficiary"])
        text = f"{self.planted.plant('code', 'walled_exception')} by {self.people['subject'].full_name}."
        return state_exception(own, text=text, by=self.people["beneficiary"], at=self.tick())

    def disclose_about_oneself(self) -> dict[str, Declaration]:
        """What somebody disclosed about themself: one that waits for the office, and one that it allowed."""
        made = {}
        for key in ("submitted", "allowed"):
            facts = DeclarationFacts("OUTSIDE_INTEREST", self.planted.plant(f"declared_{key}", "text"))
            made[key] = declare(facts, by=self.people["reader"], at=self.tick())
        words = {name: self.planted.plant("declared_allowed", name) for name in ("reasons", "conditions")}
        decision = Decision("MITIGATED", expires_on=date(2027, 6, 30), **words)
        made["allowed"] = decide_declaration(
            made["allowed"], decision=decision, by=self.people["officer"], at=self.tick()
        )
        return made

    def propose_a_role(self) -> RoleGrant:
        who, by = self.people["stranger"], self.people["administrator"]
        return propose_role(who, role="INVESTIGATOR", by=by, at=self.tick())

    def designate(self) -> Designation:
        """The deputy of the General Auditor works that queue."""
        words, at = self.planted.plant("designation", "words"), self.tick()
        facts = DesignationFacts(
            deputy=self.people["deputy"], powers=["WORK"], starts_at=at, ends_at=at + timedelta(days=300), words=words
        )
        return designate("GENERAL_AUDITOR", facts=facts, by=self.people["auditor"], at=at)

    def declare_an_absence(self) -> Absence:
        day = self.at.date()
        return declare_absence(
            starts_on=day, ends_on=day + timedelta(days=9), by=self.people["investigator"], at=self.tick()
        )

    def propose_a_deadline(self) -> DeadlineChange:
        """The office wants more days for an investigation."""
        told = {"amount": 90, "source": "House rule", "reason": "Too short."}
        rule = Rule.objects.get(kind="investigation")
        return propose_rule_change(rule, **told, by=self.people["staff"], at=self.tick())

    def import_the_directory(self) -> tuple[DirectoryImport, DirectoryChange]:
        """A file that waits to be taken over, and one that was: it gives the stranger another family name."""
        by, stranger = self.people["administrator"], self.people["stranger"]
        rows = [f"{stranger.email},{stranger.given_name},{name},US" for name in (stranger.family_name, "Stranger")]
        columns = "email,given_name,family_name,country"
        taken, kept = (upload_directory(f"{columns}\n{row}".encode(), by=by, at=self.tick()) for row in rows[::-1])
        take_directory(taken, by=by, at=self.tick())
        return kept, DirectoryChange.objects.get()

    def write_answers(self) -> dict[str, LibraryAnswer]:
        """A draft of the library of answers, and a text in use."""
        topic, found = Topic.objects.get(slug="ask"), {}
        for key in ("draft", "published"):
            text = self.planted.plant("library", key)
            found[key] = write_answer(
                topic=topic, title=key.capitalize(), text=text, by=self.people["staff"], at=self.tick()
            )
        publish_answer(found["published"], by=self.people["officer"], at=self.tick())
        return found

    def propose_rules(self) -> dict[str, RoutingRule]:
        facts = {"topic": None, "queue": "GENERAL_AUDITOR", "by": self.people["officer"]}
        names = {name: self.planted.plant("routing", name) for name in ("proposed", "in_force")}
        rules = {
            key: propose_rule(name=name, priority=10, country="BR", at=self.tick(), **facts)
            for key, name in names.items()
        }
        rules["in_force"] = approve_rule(rules["in_force"], by=self.people["auditor"], at=self.tick())
        return rules

    def test_the_hotline(self) -> dict[str, HotlineTest]:
        """Two by phone that nobody has told yet; one of them was given up."""
        made = {}
        for key in ("to_tell", "over"):
            story = self.planted.plant(f"hotline_{key}", "story")
            made[key] = begin_hotline_test("PHONE", story=story, by=self.people["auditor"], at=self.tick())
        made["over"] = drop_hotline_test(made["over"], by=self.people["auditor"], at=self.tick())
        return made

    def record_a_benchmark(self) -> Benchmark:
        facts = reporting.BenchmarkFacts("closure", 2018, Decimal(40), "A yearly report")
        return reporting.record_benchmark(facts, by=self.people["officer"], at=self.tick())

    def feed_systems(self) -> dict[str, FeedToken]:
        """One token that waits for the second person and one in force."""
        made = {}
        for key, scope in {"proposed": "SIEM", "agreed": "MEASURES"}.items():
            facts: dict[str, Any] = {"name": key, "scope": scope, "expires_on": date(2027, 3, 31)}
            made[key] = reporting.propose_feed(**facts, by=self.people["administrator"], at=self.tick())
        made["agreed"] = reporting.agree_to_feed(made["agreed"], by=self.people["auditor"], at=self.tick())
        return made

    def hook_systems(self) -> dict[str, Webhook]:
        """One that waits for the second person and one in force; nobody is behind their addresses."""
        made = {}
        for key in ("proposed", "agreed"):
            facts: dict[str, Any] = {"name": key, "url": f"https://{key}.example/", "events": ["DIGEST_SIGNED"]}
            made[key] = reporting.propose_webhook(**facts, by=self.people["administrator"], at=self.tick())
        made["agreed"] = reporting.agree_to_webhook(made["agreed"], by=self.people["auditor"], at=self.tick())
        return made

    def explore(self, at: datetime) -> tuple[ExploreView, ExploreExport]:
        """A view that the committee reads, and a file that is ready."""
        by = self.people["auditor"]
        facts = reporting.ViewFacts(self.planted.plant("explored", "name"), "AUDIT_COMMITTEE", "QUARTERLY")
        view = reporting.save_explore_view(Question(), facts=facts, by=by, at=at)
        export = reporting.export_explored(Question(), file_format="csv", by=by, at=at)
        reporting.make_explore_exports(at)
        return view, ExploreExport.objects.get(pk=export.pk)

    def place_holds(self) -> dict[str, Hold]:
        """One that goes on and one whose release counsel has proposed; neither touches a case."""
        made = {}
        for key in ("standing", "ending"):
            words = {what: self.planted.plant(f"hold_{key}", what) for what in ("name", "reason")}
            facts = HoldFacts(**words, people=[self.people["beneficiary"]])
            made[key] = place_hold(facts, by=self.people["counsel"], at=self.tick())
        reason = self.planted.plant("hold_ending", "release")
        made["ending"] = propose_release(made["ending"], reason=reason, by=self.people["counsel"], at=self.tick())
        return made

    def upload_old_cases(self, topic: Topic) -> dict[str, CaseImport]:
        """One that was only looked at, and one that waits for a second person and names the possible match."""
        made, possible = {}, self.people["possible"].email
        for key, named in {"looked_at": "", "waiting": possible}.items():
            row = f"{key},2020-01-01,{topic.slug},{self.planted.plant(f'import_{key}', 'narrative')},{named}"
            content = f"old_reference,received_on,topic,narrative,subjects\n{row}\n".encode()
            facts = {"name": self.planted.plant(f"import_{key}", "file"), "office": "ETHICS_OFFICE"}
            made[key] = upload_cases(content, **facts, by=self.people["staff"], at=self.tick())
        made["waiting"] = submit_import(made["waiting"], by=self.people["staff"], at=self.tick())
        chair, told = self.people["chair"], self.planted.plant("import_chairs", "narrative")
        content = f"old_reference,received_on,topic,narrative\nchairs,2020-01-01,{topic.slug},{told}\n".encode()
        facts = {"name": self.planted.plant("import_chairs", "file"), "office": "AUDIT_COMMITTEE_CHAIR"}
        kept = upload_cases(content, **facts, by=chair, at=self.tick())
        made["chairs"] = submit_import(kept, by=chair, at=self.tick())
        return made

    def propose_periods(self) -> dict[str, RetentionRule]:
        """One that counsel has confirmed, by which the cases of New Zealand have fallen due, and one that waits."""
        made = {}
        for key, country in {"in_force": "NZ", "unconfirmed": "PE"}.items():
            facts = PeriodFacts("MAXIMUM", 1, "A law", country=country)
            made[key] = propose_retention_rule(facts, by=self.people["officer"], at=self.tick())
        made["in_force"] = confirm_retention_rule(made["in_force"], by=self.people["counsel"], at=self.tick())
        return made

    def reword_a_promise(self) -> PromiseText:
        text = f"You may go to any public authority. {self.planted.plant('promise', 'draft')}"
        facts: dict[str, Any] = {"language": "en", "text": text}
        return draft_promise("PUBLIC_AUTHORITIES", **facts, by=self.people["editor"], at=self.tick())

    def propose_contact_points(self) -> dict[str, ContactPoint]:
        """One that waits, and two that everybody sees: the last one could not be retired."""
        made = {}
        for place, key in enumerate(("proposed", "published", "other")):
            facts = ContactFacts("PHONE", f"Line {place}", f"+1 614 555 014{place}")
            made[key] = propose_contact_point(facts, by=self.people["editor"], at=self.tick())
            if key != "proposed":
                made[key] = publish_contact_point(made[key], by=self.people["officer"], at=self.tick())
        return made

    def keep_policies(self) -> dict[str, Policy]:
        """One that waits to be published, and one that everybody finds."""
        owner, made = self.people["policy_owner"], {}
        for key, by in (("proposed", owner), ("published", self.people["editor"])):
            facts = PolicyFacts(
                f"Gifts, {key}", owner, date(2027, 6, 30), provision_keys=["gifts"], link="https://inside.example/gifts",
                summary=self.planted.plant("policy", "draft") if key == "proposed" else "",
            )  # fmt: skip
            made[key] = propose_policy(facts, by=by, at=self.tick())
        made["published"] = publish_policy(made["published"], by=self.people["officer"], at=self.tick())
        return made

    def ask_by_topic(self, topic: Topic) -> dict[str, Questionnaire]:
        """What is asked about one topic, and a draft of what will be asked about another."""
        other, _made = Topic.objects.get_or_create(slug="outside", defaults={"name": "Outside", "question": "Outside?"})
        facts: Any = {"by": self.people["officer"]}
        made = {}
        for key, about in {"asked": topic, "drafted": other}.items():
            made[key] = draft_questionnaire(about, at=self.tick(), **facts)
            for text in (f"Who knows? {self.planted.plant('questionnaires', key)}", "Since when?"):
                add_question(made[key], QuestionFacts(text, "YES_NO"), at=self.tick(), **facts)
        made["asked"] = publish_questionnaire(made["asked"], at=self.tick(), **facts)
        return made

    # --- digests ---------------------------------------------------------------------------------------------
    def write_digests(self) -> dict[str, Digest]:
        """The second quarter's are signed, the third's are drafts; each with its annex. One is being corrected."""
        at = self.tick()
        seal_heads(at)
        for period in (SECOND_QUARTER, THIRD_QUARTER):
            reporting.draft_digest(period, by=None, at=at)
        found = {f"{one.kind}.{one.period_start.month}".lower(): one for one in Digest.objects.all()}
        keys = {"signed": "common.4", "signed_annex": "annex.4", "draft": "common.7", "draft_annex": "annex.7"}
        digests = {key: found[name] for key, name in keys.items()}
        for key, digest in digests.items():
            signer = self.people["chair" if "annex" in key else "auditor"]
            text = {"summary": self.planted.plant(f"digest_{key}", "commentary")}
            reporting.edit_commentary(digest, commentary=text, by=signer, at=self.tick())
            if key.startswith("signed"):
                sign_with_heads(digest, how="re-authenticated by password", by=signer, at=self.tick())
        reason = self.planted.plant("digest_corrected", "reason")
        auditor = self.people["auditor"]
        digests["corrected"] = reporting.correct_digest(digests["signed"], reason=reason, by=auditor, at=self.tick())
        return {key: Digest.objects.get(pk=digest.pk) for key, digest in digests.items()}

    def parts_of(self, digests: dict[str, Digest]) -> dict[str, DigestPart]:
        """What the head of each office is asked to sign for, and what one has signed."""
        drafted, signed = (DigestPart.objects.standing().filter(digest=digests[key]) for key in ("draft", "signed"))
        return {
            "ethics": drafted.get(queue="ETHICS_OFFICE"),
            "books": drafted.get(queue="GENERAL_AUDITOR"),
            "signed": signed.get(queue="ETHICS_OFFICE"),
        }

    def ask_about(self, signed: Digest) -> DigestQuestion:
        """A member has asked about the digest that everybody of the committee reads."""
        words, member = self.planted.plant("digest_asked", "words"), self.people["member"]
        return reporting.ask_about_digest(signed, kind="QUESTION", words=words, by=member, at=self.tick())

    def ask_back(self, notice: CommitteeNotice) -> NoticeQuestion:
        """The member who was told of a matter has asked about it."""
        words = self.planted.plant("notice_asked", "words")
        return reporting.ask_about_notice(notice, words=words, by=notice.member, at=self.tick())

    # --- the ethics mailbox ----------------------------------------------------------------------------------
    def receive_mails(self) -> dict[str, IncomingMail]:
        """Mails that wait for a person: one that names nobody, and one that names the office's head."""
        return {
            "waiting": self.receive("waiting", ""),
            "about_officer": self.receive("about_officer", self.people["officer"].full_name),
        }

    def receive(self, key: str, name: str) -> IncomingMail:
        words = {what: self.planted.plant(key, what) for what in ("mail_subject", "mail_text", "mail_sender")}
        raw = (
            f"From: {words['mail_sender']}@outside.example\nSubject: {words['mail_subject']}\nList-Id: <all>\n"
            f"Message-ID: <{key}@outside.example>\n\nIt happened: {words['mail_text']} {name}"
        )
        at = self.tick()
        mail, _is_new = store_mail(raw.encode(), on=at.date(), at=at)
        understand_mails(at)
        return IncomingMail.objects.get(pk=mail.pk)
