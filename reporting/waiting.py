"""What waits for one person, from every app, counted in one statement."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from accounts.models import Notice, Person, RoleGrant
from accounts.roles import CASE_STAFF, HEAD_OF, Office, Role, approvers_of
from cases.models import (
    Action,
    Case,
    DangerAlarm,
    IdentityRequest,
    Message,
    PublicReferral,
    Recording,
    Report,
    Task,
)
from cases.states.case import CaseState
from cases.states.identity import UnlockState
from cases.states.report import Direction
from code_of_ethics.models import (
    Affirmation,
    AuditFinding,
    Declaration,
    Disclosure,
    ExceptionMatch,
    Gift,
    Policy,
    StatedException,
    TrainingAssignment,
)
from code_of_ethics.models.disclosure import READERS
from reporting.models import CommitteeNotice, Digest, DigestPart, DigestReading, NoticeQuestion, UnreadNotice
from reporting.models.digest_part import may_sign_parts
from reporting.states import COMMITTEE
from waivers.models import Waiver
from waivers.models.queries import DECIDING_ROLES
from waivers.states import WaiverState

CASE_PEOPLE = CASE_STAFF | {Role.AUDIT_COMMITTEE_CHAIR}
ROWS_OF_DEADLINES = 5
DUE_SOON = timedelta(days=2)
# Beyond it nobody works by the number, and counting to the end would take seconds where there are many cases.
COUNTED_UP_TO = 1000
# Whoever leaves so soon hands over now.
HANDED_OVER_BEFORE = timedelta(days=14)


class Counted(Subquery):
    """How many rows a queryset has, inside a larger statement."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) counted)"
    output_field = IntegerField()


@dataclass(frozen=True)
class Item:
    """One kind of thing that may wait: the rows, what they are called, and where they are."""

    rows: QuerySet[Any]
    label: str
    url: str
    tone: str = ""
    hint: str = ""


@dataclass(frozen=True)
class Waiting:
    """An item with its number in words, as a card shows it."""

    label: str
    value: str
    url: str
    tone: str
    hint: str
    number: int = 0


def counted_cards(person: Person, items: list[Item]) -> list[Waiting]:
    """A card for each item, all of them counted in one statement and none beyond `COUNTED_UP_TO`."""
    numbers = _count(person, {f"item_{place}": item.rows for place, item in enumerate(items)})
    return [
        Waiting(item.label, _in_words(number), item.url, item.tone if number else "", item.hint, number)
        for place, item in enumerate(items)
        if (number := numbers[f"item_{place}"]) is not None
    ]


def waiting_for(person: Person, *, today: date) -> tuple[list[Waiting], list[Waiting]]:
    """What needs `person` now, and how their work stands. Two lists of cards, one statement."""
    urgent, standing = _urgent(person, today), _standing(person, today)
    numbers = _count(person, {f"item_{place}": item.rows for place, item in enumerate([*urgent, *standing])})
    counted = [numbers[f"item_{place}"] for place in range(len(numbers))]
    cards = [
        Waiting(item.label, _in_words(number), item.url, item.tone, item.hint)
        for item, number in zip([*urgent, *standing], counted, strict=True)
    ]
    there = [card for card, number in zip(cards, counted[: len(urgent)], strict=False) if number]
    return there, cards[len(urgent) :]


def _in_words(number: int) -> str:
    if number > COUNTED_UP_TO:
        return f"{number_format(COUNTED_UP_TO, force_grouping=True)}+"
    return number_format(number, force_grouping=True)


def next_deadlines(person: Person) -> list[Case]:
    """The open cases of `person` with the nearest deadlines; nothing of them is opened."""
    if not (person.roles & CASE_PEOPLE or person.stands_in):
        return []
    due = Case.objects.visible_to(person).open().exclude(due_on=Case.NOTHING_DUE)
    listed = due.select_related("topic").defer("summary", "closing_reason").order_by("due_on", "pk")
    return list(listed[:ROWS_OF_DEADLINES])


def _count(person: Person, querysets: Mapping[str, QuerySet[Any]]) -> dict[str, int]:
    counted = {name: Counted(rows.order_by().values("pk")[: COUNTED_UP_TO + 1]) for name, rows in querysets.items()}
    numbers: dict[str, Any] = dict(**Person.objects.filter(pk=person.pk).order_by().values(**counted).get())
    return numbers


def _urgent(person: Person, today: date) -> list[Item]:
    return [
        *_of_alarms(person),
        *_of_the_committee(person),
        *_of_the_cases(person, today),
        *_of_the_outcomes(person, today),
        *_of_the_waivers(person),
        *_of_everybody(person),
        *_of_the_code(person, today),
        *_of_audits(person, today),
        *_of_offices(person),
    ]


def _of_alarms(person: Person) -> list[Item]:
    if not person.roles & (CASE_PEOPLE | COMMITTEE):
        return []
    alarms = DangerAlarm.objects.visible_to(person).unanswered()
    label, hint = _("Somebody may be in danger"), _("you were called")
    return [Item(alarms, label, reverse("accounts:notices"), "danger", hint)]


def _of_the_committee(person: Person) -> list[Item]:
    items = []
    if person.roles & COMMITTEE:
        unread = CommitteeNotice.objects.visible_to(person).unread()
        items.append(
            Item(
                unread,
                _("Notices of material matters"),
                reverse("reporting:committee_notices"),
                "danger",
                _("not read yet"),
            )
        )
        read = DigestReading.objects.filter(digest=OuterRef("pk"), member=person)
        new = Digest.objects.visible_to(person).signed().exclude(Exists(read))
        items.append(Item(new, _("Digests to read"), reverse("reporting:digests"), "primary", _("signed")))
    if Role.BOARD_SECRETARY in person.roles:
        to_call = UnreadNotice.objects.visible_to(person).still_unread()
        url = reverse("reporting:unread_notices")
        items.append(Item(to_call, _("Members to call"), url, "warning", _("have not read a notice")))
    if Role.GENERAL_AUDITOR in person.roles:
        asked = NoticeQuestion.objects.visible_to(person).open()
        url = reverse("reporting:notice_questions")
        items.append(Item(asked, _("Questions of the committee"), url, "warning", _("not answered yet")))
    if person.roles & (COMMITTEE | {Role.GENERAL_AUDITOR}):
        drafts = Digest.objects.visible_to(person).drafts()
        items.append(Item(drafts, _("Drafts to sign"), reverse("reporting:digests"), "warning", _("not signed yet")))
    if may_sign_parts(person):
        parts, url = DigestPart.objects.visible_to(person).awaited(), reverse("reporting:digest_parts")
        items.append(Item(parts, _("Parts of a digest to sign for"), url, "warning", _("of your queue")))
    return items


def _of_the_cases(person: Person, today: date) -> list[Item]:
    if not (person.roles & CASE_PEOPLE or person.stands_in):
        return []
    queue, visible = reverse("cases:queue"), Case.objects.visible_to(person).open()
    assigned = Notice.objects.filter(recipient=person, kind="case_assigned").unread()
    tasks, own = reverse("cases:my_tasks"), Task.objects.owned_by(person)
    return [
        Item(
            visible.filter(due_on__lt=today),
            _("Overdue cases"),
            f"{queue}?due=overdue",
            "danger",
            _("a deadline has passed"),
        ),
        Item(
            visible.filter(due_on__range=(today, today + DUE_SOON)),
            _("Due soon"),
            f"{queue}?due=soon",
            "warning",
            _("today or in the next 2 days"),
        ),
        Item(own.overdue(today), _("Overdue tasks of yours"), tasks, "danger", _("the day has passed")),
        Item(
            own.filter(due_on__range=(today, today + DUE_SOON)),
            _("Tasks due soon"),
            tasks,
            "warning",
            _("today or in the next 2 days"),
        ),
        Item(assigned, _("Newly assigned to you"), reverse("accounts:notices"), "primary", _("not opened yet")),
        Item(
            visible.answered(),
            _("Answers from reporters"),
            f"{queue}?talk=answered",
            "primary",
            _("they wrote last"),
        ),
        Item(
            visible.to_review(person),
            _("Reviews waiting for you"),
            f"{queue}?state=for_my_review",
            "primary",
            _("submitted by somebody else"),
        ),
        Item(
            visible.left_behind(today + HANDED_OVER_BEFORE),
            _("Left behind"),
            reverse("cases:left_behind"),
            "warning",
            _("their investigators leave"),
        ),
        Item(
            visible.filter(state=CaseState.NEW),
            _("New cases"),
            f"{queue}?state={CaseState.NEW.value}",
            "warning",
            _("not acknowledged yet"),
        ),
    ]


def _of_the_outcomes(person: Person, today: date) -> list[Item]:
    """What one was given to do; and the referrals on which counsel is asked."""
    mine, own = reverse("my_actions:list"), Action.objects.owned_by(person)
    items = [
        Item(own.overdue(today), _("Overdue actions of yours"), mine, "danger", _("the day has passed")),
        Item(own.under_way(), _("Actions given to you"), mine, "primary", _("to be done")),
    ]
    if Role.COUNSEL in person.roles:
        asked = PublicReferral.objects.asked_of(person)
        items.append(
            Item(asked, _("Opinions wanted"), reverse("referrals:list"), "warning", _("on referrals to officials"))
        )
    return items


def _of_the_waivers(person: Person) -> list[Item]:
    mine = reverse("waivers:list")
    back = Waiver.objects.of(person).filter(state=WaiverState.RETURNED)
    to_confirm = Waiver.objects.to_confirm(person)
    items = [
        Item(to_confirm, _("Waivers asked for in your name"), f"{mine}?show=mine", "warning", _("to confirm")),
        Item(back, _("Questions about your waiver"), f"{mine}?show=mine", "warning", _("to answer")),
    ]
    if person.roles & DECIDING_ROLES:
        to_decide = Waiver.objects.to_decide(person)
        items.append(Item(to_decide, _("Waivers to decide"), f"{mine}?show=decide", "primary", _("waiting for you")))
    return items


def _of_everybody(person: Person) -> list[Item]:
    unread = Message.objects.filter(report=OuterRef("pk"), direction=Direction.TO_REPORTER, read_on__isnull=True)
    answered = Report.objects.by_reporter(person).filter(Exists(unread))
    affirm = Affirmation.objects.of(person).waiting()
    return [
        Item(answered, _("Reports of yours with news"), reverse("my_reports:list"), "primary", _("a new message")),
        Item(affirm, _("Affirm the Code"), reverse("code_of_ethics:affirm"), "warning", _("please read and affirm")),
    ]


def _of_the_code(person: Person, today: date) -> list[Item]:
    """Disclosures about oneself and talks with whoever can't affirm; managers, who of their people is late."""
    about_oneself = reverse("code_of_ethics:declarations")
    to_renew = Declaration.objects.of(person).to_renew(today)
    late = Affirmation.objects.of_team(person).counted(today).overdue(today)
    items = [
        Item(to_renew, _("Disclosures to renew"), about_oneself, "warning", _("allowed until a day")),
        Item(
            Policy.objects.to_review(person, today).overdue(today),
            _("Overdue reviews of policies"),
            reverse("code_of_ethics:policies"),
            "danger",
            _("the day has passed"),
        ),
        Item(
            Policy.objects.to_review(person, today),
            _("Policies to review"),
            reverse("code_of_ethics:policies"),
            "warning",
            _("that you own"),
        ),
        Item(
            TrainingAssignment.objects.of(person).waiting(),
            _("Trainings to do"),
            reverse("code_of_ethics:trainings"),
            "warning",
            _("asked of you"),
        ),
        Item(late, _("Late in your team"), reverse("code_of_ethics:team"), "warning", _("to affirm the Code")),
    ]
    if person.offices:
        to_review = Declaration.objects.to_review(person)
        items.append(Item(to_review, _("Disclosures to review"), about_oneself, "primary", _("waiting for you")))
        gifts = Gift.objects.to_review(person)
        items.append(
            Item(gifts, _("Gifts to review"), reverse("code_of_ethics:gifts"), "primary", _("waiting for you"))
        )
    if person.offices or person.roles & COMMITTEE:
        talks = StatedException.objects.heard_by(person).open()
        url = reverse("code_of_ethics:affirmations")
        items.append(Item(talks, _("People who can’t affirm"), url, "primary", _("being talked with")))
        named = talks.filter(pk__in=ExceptionMatch.objects.visible_to(person).undecided().values("exception"))
        items.append(Item(named, _("Possible matches in conversations"), url, "warning", _("to judge in two days")))
    if Role.AUDIT_COMMITTEE_CHAIR in person.roles:
        late, url = StatedException.objects.listed_to(person, today), reverse("code_of_ethics:affirmations")
        items.append(Item(late, _("Possible matches that nobody judged"), url, "danger", _("in conversations")))
    return items


def _of_audits(person: Person, today: date) -> list[Item]:
    """Findings of compliance audits: one's own; for the General Auditor's office those that somebody has to look at."""
    url, own = reverse("code_of_ethics:findings"), AuditFinding.objects.owned_by(person)
    items = [
        Item(own.overdue(today), _("Overdue findings of yours"), url, "danger", _("of compliance audits")),
        Item(own.for_the_owner(), _("Findings of yours"), url, "warning", _("of compliance audits")),
    ]
    if Office.GENERAL_AUDITOR in person.offices:
        done = AuditFinding.objects.visible_to(person).for_the_auditor()
        items.append(Item(done, _("Findings to look at"), url, "primary", _("said to be done")))
        late = AuditFinding.objects.visible_to(person).overdue(today)
        items.append(Item(late, _("Overdue findings"), url, "danger", _("of compliance audits")))
    return items


def _of_offices(person: Person) -> list[Item]:
    items = []
    if grants := _roles_to_agree_to(person):
        waiting = RoleGrant.objects.waiting().filter(grants).exclude(person=person)
        url = reverse("accounts:roles_to_approve")
        items.append(Item(waiting, _("Roles to agree to"), url, "primary", _("proposed")))
    if Role.HELPLINE_OPERATOR in person.roles:
        own, url = Recording.objects.visible_to(person), reverse("help_line:list")
        items.append(Item(own.unfinished(), _("Reports being recorded"), url, "primary", _("not handed over yet")))
        codes = own.with_a_code_to_read_out()
        items.append(Item(codes, _("Codes to read out"), url, "warning", _("handed over")))
    if Role.CUSTODIAN in person.roles:
        asked = IdentityRequest.objects.decided_by(person).filter(state=UnlockState.ASKED)
        items.append(Item(asked, _("Names asked for"), reverse("identities:names"), "warning", _("you decide")))
    if person.roles & frozenset(READERS):
        open_duties = Disclosure.objects.visible_to(person).open()
        url = reverse("code_of_ethics:disclosures")
        items.append(Item(open_duties, _("Disclosures due"), url, "danger", _("to be filed")))
    if Role.ADMINISTRATOR in person.roles:
        failed = Notice.objects.filter(mail_failed=True, withheld=False)
        items.append(Item(failed, _("Failed mails"), reverse("reporting:health"), "danger", _("given up on")))
    return items


def _roles_to_agree_to(person: Person) -> Q | None:
    """The proposed grants whose second person `person` may be, as a condition."""
    roles = [role for role in Role if role != Role.OFFICE_STAFF and person.roles & approvers_of(role)]
    offices = [office for office, head in HEAD_OF.items() if head in person.roles]
    found = Q(role__in=roles) | Q(role=Role.OFFICE_STAFF, office__in=offices)
    # A proposal is nobody's own to agree to; an empty proposer stands for the command line.
    others = Q(proposed_by__isnull=True) | ~Q(proposed_by=person)
    return found & others if roles or offices else None


def _standing(person: Person, today: date) -> list[Item]:
    if not person.roles & CASE_PEOPLE:
        return []
    queue, visible = reverse("cases:queue"), Case.objects.visible_to(person).open()
    return [
        Item(visible, _("Open cases"), f"{queue}?view=open", "", _("that you may see")),
        Item(visible.filter(assignee=person), _("Assigned to you"), f"{queue}?assignee=mine", "", _("open")),
        Item(Task.objects.owned_by(person), _("Tasks of yours"), reverse("cases:my_tasks"), "", _("to do")),
    ]
