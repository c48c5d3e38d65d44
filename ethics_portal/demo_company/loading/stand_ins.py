"""Who stands in for the heads of the demo company, a deadline that waits, and a change of deadlines to agree to."""

from datetime import date, datetime, timedelta

from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.utils import timezone

from accounts.models import Person
from accounts.roles import Office, Power, Role
from cases import actions
from cases.actions import DesignationFacts
from cases.models import Case
from cases.states.case import CaseState
from cases.states.clock import PauseReason
from clocks import kinds
from clocks.actions import except_day, propose_rule_change
from clocks.models import BusinessCalendar, Clock, Rule

DAY = timedelta(days=1)
AWAY = "I am at the sites in Asia. Decide what can’t wait; keep the rest for me."
LATER = "For the weeks after the audit, while I am on leave."


def designate_deputies(*, now: datetime) -> None:
    """One deputy who decides now, and one of the other office still to come."""
    _designate(Role.ETHICS_OFFICER, Office.ETHICS_OFFICE, now - 2 * DAY, now + 12 * DAY, AWAY, at=now - 3 * DAY)
    _designate(Role.GENERAL_AUDITOR, Office.GENERAL_AUDITOR, now + 20 * DAY, now + 34 * DAY, LATER, at=now - DAY)


def _designate(role: Role, office: Office, starts: datetime, ends: datetime, words: str, *, at: datetime) -> None:
    head = Person.objects.holding(role).get()
    deputy = Person.objects.holding(Role.OFFICE_STAFF, office=office).order_by("email").last()
    if deputy is not None:
        facts = DesignationFacts(deputy=deputy, powers=[*Power], starts_at=starts, ends_at=ends, words=words)
        actions.designate(role, facts=facts, by=head, at=at)


def pause_one(*, at: datetime) -> None:
    """The youngest investigation of the ethics office waits, because an authority has asked for it."""
    running = Clock.objects.running().filter(kind=kinds.INVESTIGATION, due_at__gt=at, paused_since=None)
    cases = Case.objects.filter(
        state=CaseState.INVESTIGATION, queue="ETHICS_OFFICE", pk__in=running.values("subject_id"), restricted_at=None
    )
    case = cases.order_by("-received_on", "pk").first()
    worker = next(iter(case.staff()), None) if case else None
    if case and worker and "staff" in case.relations(worker):
        until = timezone.localdate(at) + 10 * DAY
        reason = PauseReason.AUTHORITY.value
        actions.pause_clock(case, kind=kinds.INVESTIGATION, reason=reason, until=until, by=worker, at=at)


def open_new_cases(*, now: datetime) -> None:
    """Each new case was opened by somebody of its queue on the day after it came, so that none goes on by itself."""
    new = Case.objects.filter(state=CaseState.NEW, routed_on__lt=timezone.localdate(now)).order_by("pk")
    for case in new:
        worker = next((one for one in case.staff() if "staff" in case.relations(one)), None)
        if worker is not None:
            actions.note_reading(case, by=worker, at=now)


def declare_absences(*, now: datetime) -> None:
    """One investigator is away for the coming days."""
    today = timezone.localdate(now)
    person = Person.objects.holding(Role.INVESTIGATOR).order_by("email").last()
    if person is not None:
        actions.declare_absence(starts_on=today, ends_on=today + 8 * DAY, by=person, at=now)


def appoint_somebody(*, now: datetime) -> None:
    """A forensic firm works one investigation of the ethics office for three months."""
    person = Person.objects.holding(Role.EXTERNAL_INVESTIGATOR).first()
    head = Person.objects.holding(Role.ETHICS_OFFICER).get()
    cases = Case.objects.filter(state=CaseState.INVESTIGATION, queue="ETHICS_OFFICE", restricted_at=None)
    case = cases.order_by("received_on", "pk").last()
    if person and case and case.is_visible_to(head) and not case.walls_off(person):
        TOTP.activate(person.user, generate_totp_secret())
        actions.appoint(case, person=person, until=now + 90 * DAY, by=head, at=now)


def propose_deadlines(*, at: datetime) -> None:
    """The office would triage faster, and the company closes on the last day of the year."""
    staff = Person.objects.holding(Role.OFFICE_STAFF, office=Office.ETHICS_OFFICE).order_by("email").first()
    if staff is None:
        return
    triage = Rule.objects.get(kind=kinds.TRIAGE)
    source, reason = "House rule of the Compliance & Ethics office", "Most need two days."
    propose_rule_change(triage, amount=3, source=source, reason=reason, by=staff, at=at)
    company = BusinessCalendar.objects.get(code="company")
    last = date(timezone.localdate(at).year, 12, 31)
    while not company.is_business_day(last):
        last -= DAY
    except_day(company, on=last, is_open=False, reason="The company closes for the year.", by=staff, at=at)
