"""Interviews: with anybody, opened with what must be said, and recorded for those who work the case alone."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import translation

from accounts.models import Notice
from accounts.moves import Refused
from accounts.roles import Role
from audit.trail import history
from cases import actions
from cases.models import Interview
from cases.opening import AUTHORITIES, CONFIDENCE, COUNSEL
from tests.cases.investigation.conftest import refuses
from tests.people import make_person


def test_every_interview_opens_with_the_notice_whatever_a_template_says(investigation):
    template = investigation.template("INTERVIEW", opening="Thank you for coming.")
    for interview in (investigation.interview(), investigation.interview(template=template)):
        assert str(AUTHORITIES) in str(interview.opening) and str(CONFIDENCE) in str(interview.opening)
    assert "Thank you for coming." in str(interview.opening)
    assert str(COUNSEL) not in str(interview.opening)


def test_what_counsel_conducts_opens_with_whom_counsel_speaks_for(investigation, desk, at):
    counsel = make_person("Carla Advisey", Role.COUNSEL, at=at)
    desk.share(investigation.case, counsel)
    by_role = investigation.interview(conducted_by=counsel)
    asked = investigation.interview(is_by_counsel=True)
    for interview in (by_role, asked):
        assert interview.is_by_counsel and str(interview.opening).startswith(str(COUNSEL))


def test_the_opening_is_in_the_language_of_the_interview(investigation):
    with translation.override("es"):
        spanish = str(AUTHORITIES)
    assert spanish != str(AUTHORITIES)
    assert spanish in str(investigation.interview(language="es").opening)
    assert str(AUTHORITIES) in str(investigation.interview(language="it").opening)


@pytest.mark.once
def test_the_pages_plan_record_and_show_an_interview(investigation, desk, send, at_desk, now):
    case, template = investigation.case, investigation.template("INTERVIEW", lines=[("Who chose the supplier?", None)])
    typed = {
        "person": "", "described": "The waiter", "planned_for": "2026-11-24T10:00", "mode": "PHONE", "language": "de",
        "conducted_by": desk.investigator.email, "template": template.pk,
    }  # fmt: skip
    nobody = send("plan_interview", case, **typed | {"described": ""})
    assert "Say with whom" in nobody.content.decode()
    send("plan_interview", case, **typed)
    interview = Interview.objects.get()
    page = reverse("cases:interview", args=[case.reference, interview.pk])
    shown = at_desk.get(page).content.decode()
    assert "The waiter" in shown and "Who chose the supplier?" in shown and "Deutsch" in shown
    send("record_interview", case, interview, held_at="2026-11-22T10:05", words="He saw them every month.")
    assert now(interview).state == "HELD"
    assert "He saw them every month." in at_desk.get(page).content.decode()
    assert "The waiter" in at_desk.get(reverse("cases:interviews", args=[case.reference])).content.decode()
    other = investigation.interview()
    send("cancel_interview", case, other, reason="She is ill.")
    assert now(other).state == "CANCELLED"
    told = " ".join(entry.sentence for entry in history(case))
    assert "Recorded an interview" in told and "waiter" not in told and "every month" not in told


def test_who_conducts_it_sees_the_case_and_is_told(investigation, desk, subject, at):
    with refuses("may see this case"):
        investigation.interview(conducted_by=subject)
    with refuses("themself"):
        investigation.interview(person=desk.staff, conducted_by=desk.staff)
    with refuses("Name them in it first"):
        investigation.interview(person=desk.staff, conducted_by=desk.investigator)
    investigation.interview(conducted_by=desk.staff)
    assert Notice.objects.filter(recipient=desk.staff, kind="interview_planned").exists()
    assert not Notice.objects.filter(recipient=investigation.witness).exists(), "nobody is invited by the Portal"


def test_what_has_not_happened_is_not_recorded_and_what_was_recorded_stays(investigation, desk, at):
    interview = investigation.interview()
    with refuses("not happened"):
        actions.record_interview(interview, held_at=at + timedelta(days=1), words="So.", by=desk.staff, at=at)
    held = investigation.held()
    with pytest.raises(Refused):
        actions.record_interview(held, held_at=at, words="Otherwise.", by=desk.staff, at=at)
    for change in ({"state": "PLANNED"}, {"record": "Otherwise."}, {"opening": "None."}, {"is_by_counsel": True}):
        with pytest.raises(IntegrityError), transaction.atomic():
            row = Interview.objects.get(pk=held.pk)
            for name, value in change.items():
                setattr(row, name, value)
            row.save(update_fields=list(change))


def test_whoever_sees_the_case_is_named_in_it_before_they_are_interviewed(investigation, desk):
    """A witness who holds a staff role is cut off from the case, and the naming does that."""
    with refuses("Name them in it first"):
        investigation.interview(person=desk.staff)
    desk.name(investigation.case, desk.staff, role="WITNESS", by=desk.head)
    assert not investigation.case.is_visible_to(desk.staff)
    assert investigation.interview(person=desk.staff).person == desk.staff


@pytest.mark.once
def test_whoever_is_interviewed_finds_nothing_of_it(investigation, desk, sign_in):
    interview = investigation.held()
    desk.name(investigation.case, investigation.witness, role="WITNESS")
    client = sign_in(investigation.witness)
    reference = investigation.case.reference
    assert client.get(reverse("cases:interviews", args=[reference])).status_code == 404
    assert client.get(reverse("cases:interview", args=[reference, interview.pk])).status_code == 404
    assert sign_in(desk.staff).get(reverse("cases:interview", args=[reference, interview.pk])).status_code == 200


@pytest.mark.once
def test_an_interview_of_another_case_is_not_found_under_this_one(investigation, desk, at_desk):
    interview, other = investigation.interview(), desk.case_in("INVESTIGATION")
    assert at_desk.get(reverse("cases:interview", args=[other.reference, interview.pk])).status_code == 404
