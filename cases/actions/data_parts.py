"""What the cases of a queue answer to a data-protection request: item by item, into an annex for the person alone."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Person
from accounts.moves import Refused
from audit.trail import record
from cases.actions.holds import stand_in_line
from cases.models import Case, DataItem, DataPart
from cases.models.hold import held_among
from cases.states.data_request import GIVEN, DataDecision, DataPartState, DataRequestState, DataRight
from cases.workflow.data_requests import DECIDE_DATA_ITEM, DROP_DATA_ITEM, FINISH_DATA_PART
from clocks import kinds
from clocks.actions import stop_clock


@dataclass(frozen=True)
class ItemFacts:
    """What one case holds about the person, and what is decided: `words` is what they read of what is given."""

    what: str
    decision: str
    reasons: str
    ground: str = ""
    words: str = ""


@transaction.atomic
def decide_data_item(part: DataPart, *, case: Case, facts: ItemFacts, by: Person, at: datetime) -> DataItem:
    """Decide on one thing of a case of this queue that `by` may see."""
    part = DataPart.objects.locked(part.pk, by=by)
    DECIDE_DATA_ITEM.check(by, part)
    _refuse_settled(part)
    case = Case.objects.locked(case.pk, by=by)
    if case.queue != part.queue:
        raise Refused(_("This case is in another queue, which answers for it."), "reference")
    _check(part, case, facts)
    item: DataItem = DataItem.objects.create(
        data_key=case.data_key,
        part=part,
        case=case,
        what=facts.what,
        decision=facts.decision,
        ground=facts.ground if facts.decision == DataDecision.WITHHOLD else "",
        words=facts.words if facts.decision in GIVEN else "",
        reasons=facts.reasons,
        decided_by=by,
        decided_at=at,
    )
    _record(item, DECIDE_DATA_ITEM.verb, "Decided on a data-protection request", by, at)
    return item


def _check(part: DataPart, case: Case, facts: ItemFacts) -> None:
    if facts.decision == DataDecision.WITHHOLD and not facts.ground:
        raise Refused(_("Say on what legal ground."), "ground")
    if facts.decision in GIVEN and not facts.words.strip():
        raise Refused(_("Write what the person reads."), "words")
    if facts.decision == DataDecision.COMPLY and part.request.right == DataRight.ACCESS:
        raise Refused(_("Access is given or withheld."), "decision")
    if facts.decision == DataDecision.COMPLY and part.request.right == DataRight.ERASURE:
        stand_in_line()
        if held_among([case.merged_into_id or case.pk]):
            raise Refused(_("A legal hold stands on this case: nothing of it is erased. Withhold it."), "decision")


@transaction.atomic
def drop_data_item(item: DataItem, *, by: Person, at: datetime) -> DataItem:
    """Take a decision back while the office is not ready."""
    part = DataPart.objects.locked(item.part_id, by=by)
    case = Case.objects.locked(item.case_id, by=by)
    item = DataItem.objects.visible_to(by).select_for_update(of=("self",)).get(pk=item.pk)
    item.part, item.case = part, case
    DROP_DATA_ITEM.check(by, item)
    item.dropped_by, item.dropped_at = by, at
    item.save(update_fields=["dropped_by", "dropped_at"])
    _record(item, DROP_DATA_ITEM.verb, "Took a decision on a data-protection request back", by, at)
    return item


@transaction.atomic
def finish_data_part(part: DataPart, *, by: Person, at: datetime) -> DataPart:
    """The office is ready. What is given becomes the annex, sealed apart from the cases; nothing else remains here."""
    part = DataPart.objects.locked(part.pk, by=by)
    FINISH_DATA_PART.check(by, part)
    _refuse_settled(part)
    given = [item for item in DataItem.objects.standing().filter(part=part).select_related("data_key") if item.is_given]
    part.annex = "\n\n".join(str(item.words) for item in given)
    part.has_annex, part.state = bool(given), DataPartState.READY
    part.ready_by, part.ready_at = by, at
    part.save(update_fields=["annex", "has_annex", "state", "ready_by", "ready_at"])
    stop_clock(part, kinds.DATA_PART, at=at)
    record(part, FINISH_DATA_PART.verb, by=by, at=at, sentence="The office is ready")
    return part


def _refuse_settled(part: DataPart) -> None:
    if part.request.state == DataRequestState.DECLINED:
        raise Refused(_("This request was declined: nothing is answered any more."))


def _record(item: DataItem, verb: str, sentence: str, by: Person, at: datetime) -> None:
    facts = {"item": str(item.pk), "decision": item.decision, "ground": item.ground}
    record(item.case, verb, by=by, at=at, sentence=sentence, facts=facts)
