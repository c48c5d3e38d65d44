"""What protects people and the market in the demo company: what the external auditors were told, passages that were
removed, insider lists, and people who ask about their own data."""

from datetime import datetime, timedelta

from django.utils import timezone

from accounts.models import Person, RoleGrant
from accounts.roles import Role
from cases import actions
from cases.actions import AuditorFacts, DataRequestFacts, ItemFacts, PassageFacts
from cases.models import Case, MaterialityTrigger
from cases.models.hold import held_among
from cases.states.auditor_log import AUDITORS_HEAR
from cases.states.case import CaseState, Queue
from cases.states.insider import Shown
from cases.workflow.auditor_log import LOG_AUDITORS
from cases.workflow.minimising import PROPOSE_MINIMISING
from waivers import actions as waiving
from waivers.models import Waiver
from waivers.states import Shown as ShownWaiver
from waivers.states import WaiverState

ASKED = (
    ("RECTIFICATION", "My title is wrong since the spring: I am a senior buyer.", 0),
    ("ACCESS", "Please tell me what you hold about me since I joined.", 12),
)
EVERYTHING = "Everything that you have written about me since 2015, in whatever place."
LEFT = "I left in June. Which data of mine do you still hold?"
STATEMENT = "You told us on 3 March that the delivery notes were missing. The record of that talk is yours to read."
AUDITORS = "Harriet Lowe, engagement partner, Marlowe & Finch LLP"
TOLD = "What was alleged, who is concerned, which accounts, and what we have done so far. No name of who reported."
NOTE = (
    "Talked to the driver on the yard. His daughter is in hospital again. He saw the pallets leave on the 14th, "
    "without papers. He votes for the greens. He would say so in writing."
)
WHY = "If the figures of the quarter have to be restated, the price of the shares will move."
WHY_OF_A_WAIVER = "What the request says of the partner is not public, and it would move the price of the shares."
PUBLISHED = "It was published with the figures of the quarter."


def tell_auditors(*, at: datetime) -> None:
    """Of every second matter of which they have to hear, the older ones; the day of one was wrong."""
    auditor = Person.objects.holding(Role.GENERAL_AUDITOR).get()
    told = MaterialityTrigger.objects.filter(kind__in=AUDITORS_HEAR).values("case")
    books = Case.objects.visible_to(auditor).filter(pk__in=told).exclude(state=CaseState.MERGED)
    cases = [case for case in books.order_by("received_on", "pk") if LOG_AUDITORS.is_for(auditor, case)]
    today = timezone.localdate(at)
    entry = None
    for case in cases[::2]:
        facts = AuditorFacts(today, auditor.full_name, AUDITORS, "MEETING", TOLD)
        entry = actions.log_auditors(case, facts=facts, by=auditor, at=at)
    if entry is not None:
        facts = AuditorFacts(today - timedelta(days=1), auditor.full_name, AUDITORS, "CALL", TOLD)
        why = "It was the day before, on the phone."
        actions.correct_entry(entry, facts=facts, why_corrected=why, by=auditor, at=at + timedelta(hours=2))


def remove_passages(*, at: datetime) -> None:
    """From a note of an investigator: one passage that is gone, and one that waits for a second person."""
    head = Person.objects.holding(Role.ETHICS_OFFICER).get()
    cases = Case.objects.visible_to(head).filter(queue=Queue.ETHICS_OFFICE, state=CaseState.INVESTIGATION)
    held = held_among(cases.values_list("pk", flat=True))
    for case in cases.exclude(pk__in=held).filter(assignee__isnull=False).order_by("-received_on", "pk"):
        worker = next((one for one in case.staff() if one.pk not in (head.pk, case.assignee_id)), None)
        if worker is None or not PROPOSE_MINIMISING.is_for(worker, case):
            continue
        note = actions.write_note(case, body=NOTE, by=worker, at=at)
        for number, passage in enumerate(("His daughter is in hospital again.", "He votes for the greens.")):
            facts = PassageFacts("NOTE", note.pk, passage, "SPECIAL", "The matter is about invoices.")
            moment = at + timedelta(minutes=10 + number)
            made = actions.propose_minimising(case, facts=facts, by=worker, at=moment)
            if number == 0:
                actions.confirm_minimising(made, by=head, at=at + timedelta(minutes=40))
        return


def list_insiders(*, at: datetime) -> None:
    """Two matters of accounting: one that may move the price today, and one that was published since."""
    auditor = Person.objects.holding(Role.GENERAL_AUDITOR).get()
    books = Case.objects.visible_to(auditor).filter(queue=Queue.GENERAL_AUDITOR, topic__is_accounting=True)
    open_one = books.filter(state=CaseState.INVESTIGATION).order_by("received_on", "pk").first()
    if open_one is not None:
        opened = actions.mark_market_sensitive(open_one, name="Project Heron", reason=WHY, by=auditor, at=at)
        reader = next((one for one in open_one.staff() if one.pk != auditor.pk), None)
        if reader is not None:
            told = at + timedelta(minutes=20)
            actions.acknowledge_no_trading(open_one, lists=[opened], shown=Shown.CASE, by=reader, at=told)
    closed = books.filter(state=CaseState.CLOSED).order_by("-closed_on", "pk").first()
    if closed is not None:
        began = at - timedelta(days=30)
        actions.mark_market_sensitive(closed, name="Project Curlew", reason=WHY, by=auditor, at=began)
        actions.unmark_market_sensitive(closed, reason=PUBLISHED, by=auditor, at=at - timedelta(days=2))


def list_insiders_of_a_waiver(*, at: datetime) -> None:
    """What an executive officer asks of the Board, with a director who has read the notice; the others come to it."""
    waiver = Waiver.objects.filter(state=WaiverState.BOARD).order_by("requested_at", "pk").first()
    if waiver is None:
        return
    handler = Person.objects.holding(waiver.handling_role).order_by("email")[0]
    facts = {"name": "Project Sandpiper", "reason": WHY_OF_A_WAIVER}
    opened = waiving.mark_market_sensitive(waiver, **facts, by=handler, at=at)
    for director in Person.objects.holding(Role.BOARD_MEMBER).order_by("email"):
        if Waiver.objects.visible_to(director).filter(pk=waiver.pk).exists() and not waiver.concerns(director):
            told = at + timedelta(minutes=25)
            waiving.acknowledge_no_trading(waiver, lists=[opened], shown=ShownWaiver.WAIVER, by=director, at=told)
            return


def ask_about_data(*, now: datetime) -> None:
    """One that came today, one to be answered, one that was extended, and one that was answered with an annex."""
    privacy = Person.objects.holding(Role.DATA_PROTECTION).get()
    head = Person.objects.holding(Role.ETHICS_OFFICER).get()
    staff = Person.objects.filter(pk__in=RoleGrant.objects.active().values("person")).values("pk")
    people = list(Person.objects.filter(user__isnull=False).exclude(pk__in=staff).order_by("email")[:2])
    for person, (right, words, days) in zip(people, ASKED, strict=False):
        at = now - timedelta(days=days, hours=2)
        actions.ask_for_data(DataRequestFacts(right, words), by=person, at=at)
    _extend_one(privacy, now)
    at = now - timedelta(days=36)
    facts = DataRequestFacts("ACCESS", LEFT, "LETTER", "Joanna Ashdown", "By post", None, timezone.localdate(at))
    one = actions.record_data_request(facts, by=privacy, at=at)
    one = actions.identify_requester(one, check="Called back on the number of her file.", by=privacy, at=at)
    part = one.parts.get(queue=Queue.ETHICS_OFFICE)
    case = Case.objects.visible_to(head).filter(queue=Queue.ETHICS_OFFICE, state=CaseState.CLOSED).first()
    if case is not None:
        given = ItemFacts("Her own statement", "GIVE", "It is her own, and harms nobody.", words=STATEMENT)
        actions.decide_data_item(part, case=case, facts=given, by=head, at=at + timedelta(days=4))
    actions.finish_data_part(part, by=head, at=at + timedelta(days=5))
    answer = "Your name, title and unit until you left, and your three affirmations of the Code."
    went_out = now - timedelta(days=4)
    actions.answer_data_request(one, outcome="GRANTED", answer=answer, by=privacy, at=went_out)


def _extend_one(privacy: Person, now: datetime) -> None:
    at = now - timedelta(days=40)
    facts = DataRequestFacts(
        "ACCESS", EVERYTHING, "MAIL", "Bernd Ohlsen", "b@ohlsen.example", None, timezone.localdate(at)
    )
    one = actions.record_data_request(facts, by=privacy, at=at)
    one = actions.identify_requester(one, check="Answered from the address of his file.", by=privacy, at=at)
    actions.extend_data_request(
        one, reason="You ask for everything of eleven years.", by=privacy, at=now - timedelta(days=20)
    )
