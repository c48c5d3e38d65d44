"""A reporter may ask once, at closing, that somebody else looks; somebody of another office decides and is done."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.models import Notice
from accounts.moves import Refused
from cases import actions
from cases.models import AccessGrant, Case, Report, ReviewRequest
from cases.states.report import Mode, ReportKind
from clocks import kinds
from clocks.models import Clock
from tests.people import fresh, make_person
from tests.standing import standing

WHY = "Nobody asked the driver, who saw it."


@standing
def closed(desk, employee, general_auditor) -> Case:
    """A named report, closed; the General Auditor heads the other office."""
    return desk.case_in("CLOSED", by=employee, mode=Mode.NAMED, reporter_name=employee.full_name)


@pytest.fixture
def ask(at):
    def asked(case: Case, days: int = 3, **more: Any) -> ReviewRequest:
        told = {"words": WHY, "receipt": f"review of {case.pk}", **more}
        return actions.ask_for_review(case.reports.get(), **told, at=at + timedelta(days=days))

    return asked


def decide(review: ReviewRequest, by, at, decision: str = "UPHELD") -> ReviewRequest:
    told = {"reasons": "The driver saw nothing.", "message": "We looked again. The closing stands."}
    return actions.decide_review(review, decision=decision, **told, by=by, at=at)


def test_it_goes_to_the_head_of_the_other_office_who_reads_the_case_for_it(closed, ask, general_auditor, desk):
    assert not closed.is_visible_to(general_auditor), "the control"
    review = ask(closed)
    assert closed.is_visible_to(fresh(general_auditor))
    assert general_auditor.notices.filter(kind="review_asked", about_id=str(review.pk)).count() == 1
    clock = Clock.objects.of(review).get()
    assert (clock.kind, (clock.due_on - review.asked_on).days) == (kinds.REVIEW, 30)
    assert desk.investigator.notices.filter(kind="reporter_said_more").exists(), (
        "those who worked it hear that it was asked"
    )


def test_upheld_the_reporter_reads_the_answer_and_the_access_is_over(closed, ask, general_auditor, sign_in):
    review = ask(closed)
    page = reverse("cases:decide_review", args=[closed.reference, review.pk])
    client = sign_in(general_auditor)
    assert WHY in client.get(page).content.decode()
    overview = client.get(reverse("cases:aftercare", args=[closed.reference])).content.decode()
    assert "Decide on the review" in overview
    typed = {"decision": "UPHELD", "reasons": "The driver saw nothing.", "message": "The closing stands."}
    assert client.post(page, typed).status_code == 302
    review.refresh_from_db()
    assert (review.state, review.decided_by) == ("DECIDED", general_auditor)
    assert [message.body for message in closed.reports.get().messages.all()][-1] == "The closing stands."
    assert not closed.is_visible_to(fresh(general_auditor)) and Clock.objects.of(review).running().count() == 0
    closed.refresh_from_db()
    assert closed.state == "CLOSED"


def test_reopened_the_office_investigates_again(closed, ask, general_auditor, at, desk):
    decide(ask(closed), general_auditor, at + timedelta(days=4), "REOPENED")
    closed.refresh_from_db()
    assert (closed.state, closed.closed_on) == ("INVESTIGATION", None)
    assert desk.staff.notices.filter(kind="review_decided").count() == 1
    assert Clock.objects.of(closed).running().filter(kind=kinds.INVESTIGATION).exists()


def test_nobody_who_worked_or_closed_it_decides(closed, ask, desk, at, employee):
    review = ask(closed)
    for person in (desk.head, desk.staff, desk.investigator):
        with pytest.raises(Refused):
            decide(review, fresh(person), at)
    with pytest.raises(Case.DoesNotExist):
        decide(review, employee, at)
    with pytest.raises(IntegrityError), transaction.atomic():
        ReviewRequest.objects.filter(pk=review.pk).update(decision="UPHELD", decided_by=desk.head, decided_at=at)


def test_the_wall_passes_over_the_head_of_the_other_office_to_the_chair(
    desk, general_auditor, chair, employee, ask, at
):
    case = desk.case_in("INVESTIGATION", by=employee, mode=Mode.NAMED, reporter_name="Nora")
    desk.name(case, general_auditor, role="WITNESS")
    case = actions.submit_for_review(case, reason="Done.", by=desk.investigator, at=at)
    case = actions.close_case(case, message="Closed.", by=desk.head, at=at)
    review = ask(case)
    assert review.reviewers() == [chair] and not case.is_visible_to(fresh(general_auditor))
    assert not Notice.objects.filter(recipient=general_auditor, kind="review_asked").exists()


def test_a_case_of_the_chair_is_reviewed_by_another_member(closed, chair, member, ask, at):
    Case.objects.filter(pk=closed.pk).update(queue="AUDIT_COMMITTEE_CHAIR", closed_by=chair)
    review = ask(closed)
    assert review.reviewers() == [member]
    with pytest.raises(Refused):
        decide(review, fresh(chair), at)


def test_who_is_cut_off_meanwhile_is_replaced_by_the_sweep(closed, ask, general_auditor, chair, at):
    review = ask(closed)
    closed.conflicts.create(
        data_key=closed.data_key, person=general_auditor, reason="A cousin.", declared_by=general_auditor,
        declared_at=at,
    )  # fmt: skip
    assert review.reviewers() == []
    assert actions.settle_reviews(at) == 1 and actions.settle_reviews(at) == 0
    assert review.reviewers() == [chair]


def test_once_and_in_time_and_only_about_a_report(closed, ask, desk, at, settings):
    report = closed.reports.get()
    with pytest.raises(Refused):
        ask(closed, days=settings.REVIEW_DAYS + 1)
    assert ask(closed) == ask(closed), "sent twice it is one"
    with pytest.raises(Refused):
        ask(closed, receipt="another")
    open_one = desk.case_in("TRIAGE")
    with pytest.raises(Refused):
        ask(open_one)
    with pytest.raises(IntegrityError), transaction.atomic():
        ReviewRequest.objects.create(
            data_key=report.data_key,
            report=open_one.reports.get(),
            words="So.",
            asked_on=at.date(),
            closed_on=at.date(),
        )
    question = actions.answer_question(desk.question(), answer="Ask first.", by=desk.staff, at=at)
    with pytest.raises(Refused):
        ask(question)
    assert question.reports.get().counted_as == ReportKind.QUESTION


def test_of_an_anonymous_reporters_asking_only_the_day_is_kept(desk, general_auditor, at, ask):
    case = desk.case_in("CLOSED")
    Report.objects.filter(case=case).update(access_key_digest="e" * 64)
    review = ask(case)
    assert review.asked_on == (at + timedelta(days=3)).date()
    assert general_auditor.notices.get(kind="review_asked").created_at is None
    grant = AccessGrant.objects.get(reason="review")
    assert (grant.granted_on, grant.until) == (review.asked_on, None)


def test_whom_the_words_name_is_walled_off_before_a_reviewer_is_chosen(closed, ask, general_auditor, chair):
    review = ask(closed, words=f"{general_auditor.full_name} was there.")
    assert review.reviewers() == [chair]


def test_decided_once(closed, ask, general_auditor, at):
    review = decide(ask(closed), general_auditor, at)
    with pytest.raises(IntegrityError), transaction.atomic():
        ReviewRequest.objects.filter(pk=review.pk).update(decision="REOPENED")


@pytest.mark.once
def test_signed_in_the_reporter_asks_on_the_page_of_the_report(closed, sign_in, employee, general_auditor):
    import time_machine

    report = closed.reports.get()
    with time_machine.travel(closed.closed_at, tick=False):
        client = sign_in(employee)
        shown = client.get(f"/my/reports/{report.pk}/").content.decode()
        assert "Ask for a review" in shown
        asking = client.get(f"/my/reports/{report.pk}/review/").content.decode()
        capsule = asking.split('name="capsule" value="')[1].split('"')[0]
        assert client.post(f"/my/reports/{report.pk}/review/", {"words": WHY, "capsule": capsule}).status_code == 302
        shown = client.get(f"/my/reports/{report.pk}/").content.decode()
    assert "you asked for a review" in shown and "Ask for a review" not in shown
    assert ReviewRequest.objects.get().words == WHY


def test_a_stranger_finds_no_review(closed, ask, sign_in, at):
    review = ask(closed)
    stranger = make_person("Sten Stranger", at=at)
    page = reverse("cases:decide_review", args=[closed.reference, review.pk])
    assert sign_in(stranger).get(page).status_code == 404
