"""The head of an office says who is on call for it; nobody else does, and two are never on call at once."""

from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.models import Notice
from accounts.moves import Refused
from cases.actions import end_duty, plan_duty
from cases.models import OnCallDuty

ROTA, PLAN = reverse("danger:on_call"), reverse("danger:plan_duty")
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def stopped(at):
    with time_machine.travel(at, tick=False):
        yield


def typed(person, starts: str = "2026-11-23T18:00", ends: str = "2026-11-24T08:00") -> dict:
    return {"person": person.pk, "starts_at": starts, "ends_at": ends}


def test_the_head_plans_and_the_person_is_told(sign_in, ethics_officer, ethics_staff, at):
    assert sign_in(ethics_officer).post(PLAN, typed(ethics_staff)).url == ROTA
    duty = OnCallDuty.objects.get()
    assert duty.starts_at.isoformat() == "2026-11-23T23:00:00+00:00", "typed in the company's zone"
    assert Notice.objects.filter(recipient=ethics_staff, kind="duty_planned").exists()
    shown = sign_in(ethics_staff).get(ROTA).content.decode()
    assert ethics_staff.full_name in shown and "Nobody is on call now" in shown and "Take off call" not in shown


def test_one_office_does_not_see_the_others_rota(duty, sign_in, general_auditor, auditor_staff, ethics_staff):
    for person in (general_auditor, auditor_staff):
        client = sign_in(person)
        assert ethics_staff.full_name not in client.get(ROTA).content.decode()
        assert client.post(reverse("danger:end_duty", args=[duty.pk]), {"receipt": "1" * 32}).status_code == 404
    assert OnCallDuty.objects.get().ended_at is None


@pytest.mark.parametrize("who", ["employee", "administrator", "investigator", "chair"])
def test_to_everybody_else_the_pages_do_not_exist(who, duty, sign_in, request, ethics_staff):
    client = sign_in(request.getfixturevalue(who))
    for address in (ROTA, PLAN, reverse("danger:end_duty", args=[duty.pk])):
        assert client.get(address).status_code == client.post(address, typed(ethics_staff)).status_code == 404


def test_staff_read_the_rota_and_change_nothing(duty, sign_in, ethics_staff, at):
    client = sign_in(ethics_staff)
    assert client.post(PLAN, typed(ethics_staff)).status_code == 404
    client.post(reverse("danger:end_duty", args=[duty.pk]), {"receipt": "1" * 32})
    assert OnCallDuty.objects.get().ended_at is None
    with pytest.raises(Refused):
        plan_duty("ETHICS_OFFICE", person=ethics_staff, starts_at=at, ends_at=at + HOUR, by=ethics_staff, at=at)


@pytest.mark.parametrize(
    ("starts", "ends", "sentence"),
    [
        ("2026-11-24T08:00", "2026-11-24T07:00", "ends before it begins"),
        ("2026-11-20T08:00", "2026-11-21T08:00", "over already"),
        ("2026-11-24T08:00", "2026-11-25T08:00", "is on call then already"),
        ("", "2026-11-25T08:00", "This field is required"),
        ("soon", "2026-11-25T08:00", "Enter a valid date/time"),
    ],
)
def test_what_makes_no_sense_is_given_back(starts, ends, sentence, duty, sign_in, ethics_officer, ethics_staff):
    answer = sign_in(ethics_officer).post(PLAN, typed(ethics_staff, starts, ends))
    assert answer.status_code == 200 and sentence in answer.content.decode()
    assert OnCallDuty.objects.count() == 1


def test_only_people_of_the_office_can_be_put_on_call(sign_in, ethics_officer, auditor_staff, employee, at):
    for person in (auditor_staff, employee):
        assert sign_in(ethics_officer).post(PLAN, typed(person)).status_code == 200
        with pytest.raises(Refused):
            plan_duty("ETHICS_OFFICE", person=person, starts_at=at, ends_at=at + HOUR, by=ethics_officer, at=at)
    assert not OnCallDuty.objects.exists()


def test_who_is_taken_off_makes_room_for_another(duty, ethics_officer, ethics_staff, second_ethics_staff, at):
    facts = {"starts_at": at, "ends_at": at + HOUR, "by": ethics_officer, "at": at}
    with pytest.raises(IntegrityError), transaction.atomic():
        OnCallDuty.objects.create(
            office="ETHICS_OFFICE", person=second_ethics_staff, starts_at=at, ends_at=at + HOUR,
            planned_by=ethics_officer, planned_at=at,
        )  # fmt: skip
    end_duty(duty, by=ethics_officer, at=at)
    assert Notice.objects.filter(recipient=ethics_staff, kind="duty_ended").exists()
    plan_duty("ETHICS_OFFICE", person=second_ethics_staff, **facts)
    assert [one.person for one in OnCallDuty.objects.at("ETHICS_OFFICE", at)] == [second_ethics_staff]
    with pytest.raises(Refused):
        end_duty(duty, by=ethics_officer, at=at)
