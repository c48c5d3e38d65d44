"""Whether one case may be merged into another, and whom that would touch: asked by the review page and by the action.

The sentences name no case: refused, they stand on the trail of one, whose readers may not know of the other.
"""

from datetime import datetime

from django.utils.translation import gettext as _

from cases.models import AccessGrant, Action, Case, Merge, OutcomeLetter
from cases.models.merge import WORKED
from cases.states.access import GrantReason
from cases.states.case import CaseState
from cases.states.letter import LetterState
from cases.states.materiality import Materiality
from cases.states.outcome import ActionState


def why_not(source: Case, target: Case) -> str:
    """Why these two can't be merged in this direction now; empty where they can."""
    if source.pk == target.pk:
        return _("A case can’t be merged into itself.")
    return state_says(source, target) or _record_says(source, target)


def state_says(source: Case, target: Case) -> str:
    """Why cases in these states can't be merged; also asked of one alone."""
    states = {source.state, target.state}
    if CaseState.MERGED in states:
        return _("One of the two was merged already. Use the case that it went into.")
    if CaseState.TESTED in states:
        return _("One of the two was a test of the hotline, and there is nothing in it to merge.")
    if CaseState.CLOSED in states:
        return _("A closed case takes part in a merge only after it was reopened.")
    if CaseState.NEW in states:
        return _("Acknowledge both first, so that every reporter has heard from the office.")
    if not states <= WORKED:
        return _("One of the two waits for a second person. Send it back first.")
    if source.queue != target.queue:
        return _("The two lie in different queues. Transfer one first, so that one office works both.")
    if source.state == CaseState.INVESTIGATION and target.state == CaseState.TRIAGE:
        return _("Only one of the two is under investigation, and that one has to go on. Merge the other way round.")
    return ""


def _record_says(source: Case, target: Case) -> str:
    if source.merged_cases.exists():
        return _("Other cases were merged into this one. Merge the other way round, or undo those merges first.")
    if source.materiality_decisions.filter(outcome=Materiality.MATERIAL).exists():
        return _(
            "This case was decided material, and the Audit Committee knows it by its reference. Merge the other way "
            "round, or link the two."
        )
    if _is_followed_by_topic(source, target):
        return _(
            "The topic of this case is one that the General Auditor, the ethics officer or the Audit Committee "
            "follows, and that of the other is not. Merge the other way round, or link the two."
        )
    if source.actions.exists() or source.public_referrals.exists():
        return _(
            "Something was proposed or set going in this case, for its owners and the authorities under its own "
            "reference. Merge the other way round, or link the two."
        )
    if source.letters.exists():
        return _("Somebody was written to at the end of this case. Merge the other way round, or link the two.")
    if source.is_restricted != target.is_restricted:
        return _("Only one of the two is restricted to named people. Restrict both, or lift the restriction first.")
    if any(decision.state == "PROPOSED" for case in (source, target) for decision in case.materiality_decisions.all()):
        return _("A second person was asked whether one of the two is not material. Wait for the answer.")
    return ""


def _is_followed_by_topic(source: Case, target: Case) -> bool:
    """Whether readers by rule, and a list of the digest, would lose what is told in `source`: they go by the topic."""
    ours, theirs = source.topic, target.topic
    lost_accounting = ours.is_accounting and not theirs.is_accounting
    return lost_accounting or (ours.is_retaliation and not theirs.is_retaliation)


def why_not_undone(merge: Merge) -> str:
    """Why a merge can't be undone now, whatever its state; empty where it can."""
    came = Action.objects.filter(allegation__came_with=merge).exclude(state=ActionState.CANCELLED)
    if came.exists():
        return _(
            "Something was proposed or decided in this case that rests on an allegation of the merged one. Cancel it "
            "first. What was carried out stays where it is, and so does the merge."
        )
    if OutcomeLetter.objects.filter(party__came_with=merge).exclude(state=LetterState.DROPPED).exists():
        return _(
            "A letter was written to somebody who came with the merged case. Drop it first. What was sent stays where "
            "it is, and so does the merge."
        )
    return ""


def grants_that_end(source: Case, target: Case, *, at: datetime) -> list[AccessGrant]:
    """Access to the surviving case of people who may not see the merged one: a merge widens no access in silence.

    Whoever takes care of an alarm keeps it, because a life is worth more than what they read.
    """
    given = target.access_grants.active(at).exclude(reason=GrantReason.ALARM).select_related("person")
    found = list(given.order_by("granted_on", "pk"))
    entitled = source.visible_among([grant.person for grant in found])
    return [grant for grant in found if grant.person_id not in entitled]
