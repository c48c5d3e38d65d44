"""Merging a case into another one and undoing it. What moves, what is copied and what stays: docs/adr/0008."""

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from accounts.models import Person
from accounts.moves import Refused
from accounts.notices import tell
from audit.trail import record
from cases.actions.deadlines import refresh_due
from cases.actions.indexing import move_words
from cases.actions.linked_reports import fire_for_subjects
from cases.actions.materiality import note_knowledge
from cases.actions.merged_alarms import give_alarms_back, take_alarms
from cases.actions.merged_clocks import carry_clocks, give_clocks_back
from cases.actions.merged_parties import leave_possible_matches, take_parties
from cases.actions.walls import copy_conflicts, follow, raise_wall
from cases.merging import grants_that_end, why_not, why_not_undone
from cases.models import AccessGrant, Case, Conflict, MaterialityTrigger, Merge, Message, Party, Report
from cases.states.access import GrantReason
from cases.states.case import CaseState, RetaliationRisk
from cases.workflow.links import MERGE_CASE, UNMERGE_CASE
from vault.models import DataKey


@transaction.atomic
def merge_case(case: Case, *, into: Case, reason: str, by: Person, at: datetime) -> Merge:
    """Let the matter of `case` go on in `into`: its reports and all that has to be done about them move there.

    `by` works both. The wall of either stands around both from this moment.
    """
    # Reports before cases, as a reporter's own act locks them.
    reports = list(Report.objects.filter(case=case).select_for_update(of=("self",), no_key=True).order_by("pk"))
    case, into = _locked(case, into, by)
    if refusal := why_not(case, into):
        raise Refused(refusal, "into")
    for end in (case, into):
        MERGE_CASE.check(by, end)
        note_knowledge(end, at=at)
    workers = {worker.pk: worker for worker in [*case.clock_recipients(), *into.clock_recipients()]}
    ended = _end_grants(case, into, at)
    merge = Merge.objects.create(
        data_key=DataKey.objects.mint(),
        source=case,
        target=into,
        reason=reason,
        merged_by=by,
        merged_at=at,
        state_before=case.state,
        assignee_before=case.assignee,
        parties_there=[str(pk) for pk in into.parties.values_list("pk", flat=True)],
    )
    case.reports.update(case=into, came_with=merge)
    case.allegations.update(case=into, came_with=merge)
    take_alarms(merge, at=at)
    take_parties(merge)
    move_words(_came_with(merge), to=into)
    copy_conflicts(case, into)
    _copy_triggers(case, into)
    carry_clocks(merge, by=by, at=at)
    into.severity = max(case.severity, into.severity)
    into.retaliation_risk = _higher_risk(case.retaliation_risk, into.retaliation_risk)
    into.save(update_fields=["severity", "retaliation_risk"])
    case.state, case.merged_into = CaseState.MERGED, into
    case.save(update_fields=["state", "merged_into"])
    facts = {"reports": len(reports)}
    record(case, MERGE_CASE.verb, by=by, at=at, sentence="Merged into another case", facts=facts)
    record(
        into,
        "take_in_case",
        by=by,
        at=at,
        sentence="Took in another case",
        facts=facts | {"access_ended": [str(grant.person_id) for grant in ended]},
        names={str(grant.person_id): grant.person.full_name for grant in ended},
    )
    follow(into)
    raise_wall(into, [*_behind_the_wall(into), *(grant.person for grant in ended)], at=at)
    for end in (case, into):
        refresh_due(end)
    fire_for_subjects(into, at=at)
    tell([one for one in workers.values() if one.pk != by.pk], "case_merged", about=into, at=at, once=str(merge.pk))
    tell([one for one in workers.values() if one.pk != by.pk], "case_merged", about=case, at=at, once=str(merge.pk))
    return merge


@transaction.atomic
def unmerge_case(merge: Merge, *, reason: str, by: Person, at: datetime) -> Merge:
    """Undo a merge, with a reason, while the surviving case is worked. What came goes back; what was written stays.

    Whoever may be concerned in either case since is a possible match there, until somebody decides: the wall around
    what was read together falls by a person's word only.
    """
    reports = list(
        Report.objects.filter(came_with=merge.pk).select_for_update(of=("self",), no_key=True).order_by("pk")
    )
    case, into = _locked(merge.source, merge.target, by)
    merge = Merge.objects.select_for_update(of=("self",)).get(pk=merge.pk)
    merge.source, merge.target = case, into
    UNMERGE_CASE.check(by, merge)
    if refusal := why_not_undone(merge):
        raise Refused(refusal)
    case.state, case.merged_into, case.assignee = merge.state_before, None, merge.assignee_before
    case.save(update_fields=["state", "merged_into", "assignee"])
    give_alarms_back(merge, at=at)
    move_words(_came_with(merge), to=case)
    leave_possible_matches(merge, by=by, at=at)
    copy_conflicts(into, case)
    merge.reports.update(case=case, came_with=None)
    merge.allegations.update(case=case, came_with=None)
    merge.unmerged_by, merge.unmerged_at, merge.unmerge_reason = by, at, reason
    merge.save(update_fields=["unmerged_by", "unmerged_at", "unmerge_reason"])
    give_clocks_back(merge, by=by, at=at)
    _give_grants_back(merge, at)
    facts = {"reports": len(reports)}
    record(case, UNMERGE_CASE.verb, by=by, at=at, sentence="The merge into another case was undone", facts=facts)
    record(into, "give_back_case", by=by, at=at, sentence="Gave a merged case back", facts=facts)
    for end in (case, into):
        raise_wall(end, _behind_the_wall(end), at=at)
        refresh_due(end)
        recipients = [one for one in end.clock_recipients() if one.pk != by.pk]
        tell(recipients, "case_unmerged", about=end, at=at, once=str(merge.pk))
        fire_for_subjects(end, at=at)
    return merge


def _came_with(merge: Merge) -> list[UUID]:
    """The ids of everything searchable that a merge brought."""
    messages = Message.objects.filter(report__came_with=merge)
    return [
        pk
        for rows in (merge.reports, merge.parties, merge.allegations, messages)
        for pk in rows.values_list("pk", flat=True)
    ]


def _locked(case: Case, into: Case, by: Person) -> tuple[Case, Case]:
    """Both, in one order, as `by` may see them now."""
    ends = {pk: Case.objects.locked(pk, by=by) for pk in sorted({case.pk, into.pk})}
    return ends[case.pk], ends[into.pk]


def _end_grants(case: Case, into: Case, at: datetime) -> list[AccessGrant]:
    ended = grants_that_end(case, into, at=at)
    AccessGrant.objects.filter(pk__in=[grant.pk for grant in ended]).update(ended_at=at)
    return ended


def _give_grants_back(merge: Merge, at: datetime) -> None:
    """Who lost access because of the merge has it again, for as long as it was given."""
    ended = AccessGrant.objects.filter(case=merge.target, ended_at=merge.merged_at)
    for grant in ended.exclude(until__lte=at).exclude(reason=GrantReason.ALARM):
        AccessGrant.objects.get_or_create(
            case=merge.target,
            person_id=grant.person_id,
            reason=grant.reason,
            ended_at=None,
            defaults={"granted_by_id": grant.granted_by_id, "granted_on": timezone.localdate(at), "until": grant.until},
        )


def _copy_triggers(case: Case, into: Case) -> None:
    """The facts that ask for a decision ask it of the whole, from the day and the hour on which each was known."""
    for fired in case.triggers.all():
        there, is_new = MaterialityTrigger.objects.get_or_create(
            case=into, kind=fired.kind, defaults={"fired_on": fired.fired_on, "known_at": fired.known_at}
        )
        if not is_new and fired.known_at and (there.known_at is None or fired.known_at < there.known_at):
            there.known_at = fired.known_at
            there.save(update_fields=["known_at"])


def _higher_risk(one: str, other: str) -> str:
    order = ["", *RetaliationRisk.values]
    return max(one, other, key=order.index)


def _behind_the_wall(case: Case) -> list[Person]:
    """Whom the case walls off, by name, by conflict or below somebody named."""
    named = [
        party.person for party in Party.objects.filter(case=case).standing().select_related("person") if party.person
    ]
    conflicted = [one.person for one in Conflict.objects.filter(case=case).select_related("person")]
    below = Person.objects.reporting_to(named, levels=settings.WALL_REPORTING_LEVELS)
    return [*named, *conflicted, *below]
