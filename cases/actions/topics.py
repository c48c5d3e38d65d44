"""A matter of accounting that triage takes for something else: a second person decides (DECISIONS 45)."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Person
from accounts.moves import Move, Refused
from accounts.notices import tell
from accounts.roles import Role
from audit.trail import record
from cases.models import Case, TopicChange
from cases.workflow.parts import CONFIRM_TOPIC, REJECT_TOPIC
from code_of_ethics.models import Topic


def needs_a_second_person(case: Case, topic: Topic) -> bool:
    """Whether the case would leave the log of accounting complaints."""
    return case.topic.is_accounting and not topic.is_accounting


def propose_topic(case: Case, *, topic: Topic, reasons: str, by: Person, at: datetime) -> TopicChange:
    """Part of triage, which holds the lock: the topic stays until somebody else agrees."""
    if not reasons.strip():
        raise Refused(_("Say why this is no matter of accounting. A second person reads it."), "topic_reasons")
    if TopicChange.objects.waiting().filter(case=case).exists():
        raise Refused(_("Another topic waits for a second person already."), "topic")
    change = TopicChange.objects.create(
        data_key=case.data_key, case=case, topic=topic, reasons=reasons, proposed_by=by, proposed_at=at
    )
    sentence = f"Proposed the topic {topic.name}, which is no matter of accounting"
    record(case, "propose_topic", by=by, at=at, sentence=sentence, facts={"from": case.topic.slug, "to": topic.slug})
    auditors = Person.objects.holding(Role.GENERAL_AUDITOR)
    seconds = {person.pk: person for person in [*case.staff(), *auditors] if person.pk != by.pk}
    tell(seconds.values(), "topic_to_confirm", about=case, at=at, once=str(change.pk))
    return change


@transaction.atomic
def confirm_topic(change: TopicChange, *, by: Person, at: datetime) -> TopicChange:
    """Agree, as the second person: the case has the new topic from now on."""
    case, change = _decide(change, CONFIRM_TOPIC, True, by, at)
    case.topic = change.topic
    case.save(update_fields=["topic"])
    return change


@transaction.atomic
def reject_topic(change: TopicChange, *, by: Person, at: datetime) -> TopicChange:
    """Disagree: it stays a matter of accounting."""
    return _decide(change, REJECT_TOPIC, False, by, at)[1]


def _decide(change: TopicChange, move: Move, agreed: bool, by: Person, at: datetime) -> tuple[Case, TopicChange]:
    case = Case.objects.locked(change.case_id, by=by)
    change = TopicChange.objects.select_for_update(of=("self",)).select_related("topic").get(pk=change.pk, case=case)
    change.case = case
    move.check(by, change)
    change.decided_by, change.decided_at, change.is_agreed = by, at, agreed
    change.save(update_fields=["decided_by", "decided_at", "is_agreed"])
    record(case, move.verb, by=by, at=at, sentence=str(move.label), facts={"topic": change.topic.slug})
    tell([change.proposed_by], "topic_decided", about=case, at=at, once=str(change.pk))
    return case, change
