"""Linked reports ask together also when a whole case comes among the open ones: merged, parted again or reopened."""

from datetime import timedelta

from accounts.models import Person
from cases import actions
from cases.models import Case, LinkedReports, Merge
from cases.states.party import PartyKind, PartyRole
from clocks.models import Clock
from tests.cases.desk import open_case
from tests.standing import standing


@standing
def cases(desk, at) -> list[Case]:
    return [desk.acknowledge(open_case(at=at)) for _number in range(3)]


def merge(case: Case, into: Case, desk, at) -> Merge:
    return actions.merge_case(case, into=into, reason="One matter.", by=desk.staff, at=at)


def closed(desk, subject: Person, at) -> Case:
    """On the same subject, with a finding, closed by a second person."""
    case = desk.assign(desk.triage(desk.acknowledge(open_case(at=at))))
    desk.find(desk.allege(case, desk.name(case, subject)))
    actions.submit_for_review(case, reason="Done.", by=desk.investigator, at=at)
    return actions.close_case(Case.objects.get(pk=case.pk), message="It is closed.", by=desk.head, at=at)


def reopen(case: Case, desk, at) -> None:
    actions.reopen_case(Case.objects.get(pk=case.pk), reason="News.", by=desk.head, at=at)


def ends_of(row: LinkedReports) -> set:
    return set(row.ends.values_list("case", flat=True))


def test_a_case_that_is_opened_again_asks_with_the_others_and_starts_the_clock(desk, cases, subject, at):
    old = closed(desk, subject, at)
    for case in cases[:2]:
        desk.name(case, subject)
    assert not LinkedReports.objects.exists(), "the control: a closed one is not counted"
    reopen(old, desk, at)
    row = LinkedReports.objects.get()
    assert row.brought_by == old and ends_of(row) == {old.pk, cases[0].pk, cases[1].pk}
    assert Clock.objects.of(row).get().kind == "materiality_5_business_days"


def test_a_site_asks_so_too(desk, cases, at, settings):
    settings.LINKED_REPORTS = 2
    site = {"role": PartyRole.SUBJECT, "kind": PartyKind.UNIT, "described": "Plant Gera", "by": desk.staff, "at": at}
    old = desk.assign(desk.triage(desk.acknowledge(open_case(at=at))))
    desk.find(desk.allege(old, actions.add_party(old, **site)))
    actions.submit_for_review(old, reason="Done.", by=desk.investigator, at=at)
    actions.close_case(Case.objects.get(pk=old.pk), message="It is closed.", by=desk.head, at=at)
    actions.add_party(cases[0], **site)
    assert not LinkedReports.objects.exists()
    reopen(old, desk, at)
    assert LinkedReports.objects.get().ground == "SITE"


def test_what_the_same_cases_have_asked_is_not_asked_again(desk, cases, subject, at):
    """Whichever of them brought it: somebody was asked about all of them already."""
    old = closed(desk, subject, at)
    reopen(old, desk, at)
    for case in cases[:2]:
        desk.name(case, subject)
    assert LinkedReports.objects.get().brought_by == cases[1]
    Case.objects.filter(pk=old.pk).update(outcome="FINDINGS")
    actions.submit_for_review(Case.objects.get(pk=old.pk), reason="Done.", by=desk.staff, at=at)
    actions.close_case(Case.objects.get(pk=old.pk), message="It is closed.", by=desk.head, at=at)
    reopen(old, desk, at)
    assert LinkedReports.objects.count() == 1
    desk.name(cases[2], subject)
    assert LinkedReports.objects.count() == 2, "the control: one case more asks anew"


def test_an_old_case_that_goes_into_a_new_one_brings_its_subject_there(desk, cases, subject, at):
    old = desk.acknowledge(open_case(at=at - timedelta(days=400)))
    desk.name(old, subject)
    for case in cases[:2]:
        desk.name(case, subject)
    assert not LinkedReports.objects.exists(), "the control: the old one lies too far back"
    merge(old, cases[2], desk, at)
    row = LinkedReports.objects.get()
    assert row.brought_by == cases[2] and ends_of(row) == {case.pk for case in cases}


def test_who_was_only_possible_in_the_one_and_certain_in_the_other_counts_after_a_merge(desk, cases, subject, at):
    possible = desk.acknowledge(open_case(at=at, typed_names=subject.full_name))
    old = desk.acknowledge(open_case(at=at - timedelta(days=400)))
    desk.name(old, subject)
    for case in cases[:2]:
        desk.name(case, subject)
    assert not LinkedReports.objects.exists()
    merge(old, possible, desk, at)
    assert LinkedReports.objects.get().brought_by == possible


def test_a_merge_of_two_that_have_asked_asks_nothing_new(desk, cases, subject, at):
    fourth = desk.acknowledge(open_case(at=at))
    for case in [*cases, fourth]:
        desk.name(case, subject)
    assert LinkedReports.objects.count() == 2
    merged = merge(cases[0], fourth, desk, at)
    assert LinkedReports.objects.count() == 2
    actions.unmerge_case(merged, reason="Two matters.", by=desk.staff, at=at)
    assert LinkedReports.objects.count() == 2


def test_a_case_that_is_parted_again_asks_if_it_makes_them_enough(desk, cases, subject, at):
    desk.name(cases[0], subject)
    desk.name(cases[1], subject)
    merged = merge(cases[0], cases[1], desk, at)
    desk.name(cases[2], subject)
    assert not LinkedReports.objects.exists(), "the control: two cases name the subject now"
    actions.unmerge_case(merged, reason="Two matters.", by=desk.staff, at=at)
    row = LinkedReports.objects.get()
    assert cases[0].pk in ends_of(row) and cases[2].pk in ends_of(row)


def test_what_the_merge_was_not_about_stays_quiet(desk, cases, subject, at):
    """The counterpart: two cases on one subject, and one that names nobody."""
    for case in cases[:2]:
        desk.name(case, subject)
    merge(cases[1], cases[2], desk, at)
    assert not LinkedReports.objects.exists()
