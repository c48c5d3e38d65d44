"""Two people let a file be deleted, and until the last moment it may be stopped."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.models import Notice
from accounts.moves import Refused
from audit.trail import history
from cases import actions
from cases.models import Case, Deletion
from cases.states.retention import Hindrance
from cases.tasks import sweep_deletions

DUE = reverse("retention:due")


@pytest.fixture
def case(desk, period) -> Case:
    """Closed, and due after five years."""
    period(60)
    return desk.case_in("CLOSED")


def test_one_proposes_and_another_one_agrees(case, ethics_staff, ethics_officer, later, now):
    deletion = actions.propose_deletion(case, by=ethics_staff, at=later)
    assert Notice.objects.filter(recipient=ethics_officer, kind="deletion_to_approve").exists()
    actions.approve_deletion(deletion, by=ethics_officer, at=later)
    deletion = now(deletion)
    assert (deletion.state, deletion.proposed_by, deletion.approved_by) == ("APPROVED", ethics_staff, ethics_officer)
    assert [entry.verb for entry in history(case)][-2:] == ["propose_deletion", "approve_deletion"]


def test_nobody_agrees_with_themself(case, ethics_staff, later):
    deletion = actions.propose_deletion(case, by=ethics_staff, at=later)
    with pytest.raises(Refused):
        actions.approve_deletion(deletion, by=ethics_staff, at=later)
    with pytest.raises(IntegrityError), transaction.atomic():
        Deletion.objects.filter(pk=deletion.pk).update(state="APPROVED", approved_by=ethics_staff, approved_at=later)


def test_before_its_time_nothing_is_proposed(case, ethics_staff, at):
    with pytest.raises(Refused):
        actions.propose_deletion(case, by=ethics_staff, at=at)


def test_it_is_proposed_once_at_a_time(case, agree, ethics_staff, ethics_officer, later):
    deletion = agree(case)
    with pytest.raises(Refused):
        actions.propose_deletion(case, by=ethics_staff, at=later)
    actions.stop_deletion(deletion, by=ethics_officer, at=later)
    assert actions.propose_deletion(case, by=ethics_staff, at=later).state == "PROPOSED"


def test_the_clock_deletes_what_two_agreed_to_and_nothing_else(case, desk, agree, later, now):
    other = desk.case_in("CLOSED")
    actions.propose_deletion(other, by=desk.staff, at=later)
    deletion = agree(case)
    assert actions.shred_approved(later) == 1
    assert (now(deletion).state, now(case).is_shredded, now(other).is_shredded) == ("DONE", True, False)
    assert actions.shred_approved(later) == 0, "a second time there is nothing to do"


def speak_again(case, by, at):
    actions.answer_as_reporter(case.reports.get(), body="There is more.", at=at)


def reopen(case, by, at):
    actions.reopen_case(case, reason="New facts.", by=by, at=at)


def begin_something(case, by, at):
    actions.propose_action(case, facts=actions.ActionFacts(kind="CORRECTIVE", reasons="So."), by=by, at=at)


def retire_the_rule(case, by, at):
    from cases.models import RetentionRule

    for rule in RetentionRule.objects.in_force():
        RetentionRule.objects.filter(pk=rule.pk).update(retired_by=by, retired_at=at)


@pytest.mark.parametrize(
    ("happens", "because"),
    [(speak_again, "NOT_YET"), (reopen, "REOPENED"), (begin_something, "OPEN_WORK"), (retire_the_rule, "NO_RULE")],
)
def test_what_comes_in_between_stops_it(happens, because, case, agree, ethics_staff, sign_in, later, now):
    deletion = agree(case)
    happens(case, ethics_staff, later)
    assert actions.shred_approved(later) == 0
    deletion = now(deletion)
    assert (deletion.state, deletion.stopped_because, now(case).is_shredded) == ("STOPPED", because, False)
    assert str(now(case.reports.get()).narrative), "everything is still there"
    assert history(case)[-1].verb == "stop_deletion"
    page = sign_in(ethics_staff).get(reverse("cases:history", args=[case.reference])).content.decode()
    assert str(Hindrance(because).label) in page and because not in page, "the history says why, in words"


def test_the_database_shreds_no_case_on_which_two_did_not_agree(case, ethics_staff, later):
    for _agreed in range(2):
        with pytest.raises(IntegrityError), transaction.atomic():
            Case.objects.filter(pk=case.pk).update(shredded_on=later.date())
        if not case.deletions.exists():
            actions.propose_deletion(case, by=ethics_staff, at=later)


def test_what_is_settled_stays_settled(case, agree, later):
    deletion = agree(case)
    actions.shred_approved(later)
    with pytest.raises(IntegrityError), transaction.atomic():
        Deletion.objects.filter(pk=deletion.pk).update(state="APPROVED", settled_on=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        Case.objects.filter(pk=case.pk).update(shredded_on=None)


def test_the_sweep_is_in_the_clock(case, later):
    assert sweep_deletions() == 0


# --- the pages ---
@pytest.fixture
def years_later(later, monkeypatch):
    """The pages read the clock at their edge: this one has gone on."""
    monkeypatch.setattr("cases.views.retention.timezone.now", lambda: later)


@pytest.mark.once
def test_files_are_chosen_proposed_and_agreed_to(case, sign_in, ethics_staff, ethics_officer, years_later, now):
    page = sign_in(ethics_staff).get(DUE).content.decode()
    assert case.reference in page and "1 file has fallen due" in page
    address = reverse("retention:propose_deletion")
    assert case.reference in sign_in(ethics_staff).get(address, {"case": case.reference}).content.decode()
    answer = sign_in(ethics_staff).post(address, {"case": case.reference, "receipt": "7" * 32})
    assert "Proposed." in answer.content.decode()
    deletion = Deletion.objects.get()
    answer = sign_in(ethics_staff).post(reverse("retention:approve_deletion"), {"deletion": deletion.pk})
    assert "Not done" in answer.content.decode() and now(deletion).state == "PROPOSED"
    page = sign_in(ethics_officer).get(DUE).content.decode()
    assert str(deletion.pk) in page
    answer = sign_in(ethics_officer).post(reverse("retention:approve_deletion"), {"deletion": deletion.pk})
    assert "Agreed." in answer.content.decode() and now(deletion).state == "APPROVED"
    stop = reverse("retention:stop_deletion", args=[deletion.pk])
    assert sign_in(ethics_staff).get(stop).status_code == 200
    assert sign_in(ethics_staff).post(stop, {"receipt": "8"}).url == DUE
    assert now(deletion).state == "STOPPED"


@pytest.mark.once
@pytest.mark.parametrize("who", ["administrator", "employee", "counsel", "auditor_staff", "subject"])
def test_whoever_may_not_see_the_case_finds_no_trace_of_its_deletion(
    who, case, sign_in, agree, request, later, years_later
):
    deletion, client = agree(case), sign_in(request.getfixturevalue(who))
    for address in (DUE, reverse("retention:approve_deletion"), reverse("retention:stop_deletion", args=[deletion.pk])):
        for answer in (client.get(address, {"deletion": deletion.pk}), client.post(address, {"deletion": deletion.pk})):
            assert answer.status_code == 404 or case.reference not in answer.content.decode()
    assert Deletion.objects.get().state == "APPROVED"
