"""Somebody from outside works one case until a day, with a second factor and without the directory."""

from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.models import Notice, Person, Unit
from accounts.moves import Refused
from accounts.roles import Role
from audit.trail import history
from cases.actions import appoint, assign_case, end_appointment, write_note
from cases.actions.walls import replace_walled_off
from cases.models import Appointment, Case
from tests.people import fresh, give_second_factor, make_person
from tests.standing import standing

pytestmark = pytest.mark.usefixtures("stopped_clock")

DAY = timedelta(days=1)


@standing
def external(at) -> Person:
    person = make_person("Xaver Outwell", Role.EXTERNAL_INVESTIGATOR, at=at)
    give_second_factor(person)
    return fresh(person)


@standing
def case(desk) -> Case:
    return desk.case_in("INVESTIGATION")


@standing
def appointment(case, desk, external, at) -> Appointment:
    return appoint(case, person=external, until=at + 10 * DAY, by=desk.head, at=at)


def sees(person: Person, case: Case) -> bool:
    return case.is_visible_to(fresh(person))


def test_they_work_the_case_until_the_day_and_nothing_else(appointment, case, desk, external, at):
    other = desk.case_in("INVESTIGATION")
    assert sees(external, case) and not sees(external, other)
    assert write_note(case, body="Read the bills.", by=fresh(external), at=at)
    assert Notice.objects.filter(recipient=external, kind="case_assigned").exists()
    with time_machine.travel(at + 10 * DAY, tick=False):
        assert not sees(external, case), "by itself: no job has run"
        with pytest.raises(Case.DoesNotExist):
            write_note(case, body="Late.", by=fresh(external), at=at + 10 * DAY)
        assert replace_walled_off(at + 10 * DAY) == 1
    assert Case.objects.get(pk=case.pk).assignee is None
    assert Notice.objects.filter(recipient=desk.staff, kind="investigator_needed").exists()


def test_the_head_ends_it_and_it_is_gone_at_once(appointment, case, desk, external, at):
    end_appointment(appointment, by=desk.head, at=at + DAY)
    assert not sees(external, case) and Case.objects.get(pk=case.pk).assignee is None
    assert {"appoint", "end_appointment"} <= {entry.verb for entry in history(case)}
    with pytest.raises(Refused):
        end_appointment(appointment, by=desk.head, at=at + DAY)


def test_without_a_second_factor_nobody_is_appointed_and_nothing_is_seen(case, desk, external, appointment, at):
    bare = make_person("Bea Barely", Role.EXTERNAL_INVESTIGATOR, at=at)
    with pytest.raises(Refused) as refused:
        appoint(case, person=bare, until=at + DAY, by=desk.head, at=at)
    assert "second factor" in str(refused.value.sentence)
    Authenticator.objects.filter(user=external.user).delete()
    assert not sees(external, case)


def test_only_the_head_appoints_and_only_people_from_outside(case, desk, external, investigator, chair, at):
    for by in (desk.staff, desk.investigator):
        with pytest.raises(Refused):
            appoint(case, person=external, until=at + DAY, by=by, at=at)
    with pytest.raises(Refused):
        appoint(case, person=investigator, until=at + DAY, by=desk.head, at=at)
    with pytest.raises(Case.DoesNotExist):
        appoint(case, person=external, until=at + DAY, by=chair, at=at)


def test_they_are_appointed_and_never_assigned(case, desk, external, at):
    with pytest.raises(Refused):
        assign_case(case, investigator=external, by=desk.head, at=at)


@pytest.mark.parametrize("days", [0, -1, 400])
def test_days_that_make_no_sense_are_refused(days, case, desk, external, at):
    with pytest.raises(Refused):
        appoint(case, person=external, until=at + days * DAY, by=desk.head, at=at)


def test_the_wall_comes_first(appointment, case, desk, external, at):
    desk.name(case, external, role="WITNESS")
    assert not sees(external, case)
    walled = make_person("Willa Walled", Role.EXTERNAL_INVESTIGATOR, at=at)
    give_second_factor(walled)
    desk.name(case, walled, role="WITNESS")
    with pytest.raises(Refused):
        appoint(case, person=walled, until=at + DAY, by=desk.head, at=at)


def test_they_browse_no_directory(appointment, case, external, sign_in, employee):
    page = reverse("cases:add_party", args=[case.reference])
    client = sign_in(external)
    for typed in ("Emil", "example.org", "e"):
        assert employee.full_name not in client.get(page, {"words": typed}).content.decode()
    assert employee.full_name in client.get(page, {"words": "emil strange"}).content.decode(), "whom they know"
    assert employee.full_name not in client.get(reverse("cases:queue")).content.decode()


def test_nor_a_list_of_its_units(appointment, case, external, sign_in, desk):
    unit = Unit.objects.create(name="Secret Acquisitions")
    page = reverse("cases:add_party", args=[case.reference])
    assert "Secret Acquisitions" in sign_in(desk.staff).get(page).content.decode(), "the control"
    client = sign_in(external)
    assert "Secret Acquisitions" not in client.get(page).content.decode()
    told = {"role": "WITNESS", "kind": "UNKNOWN_PERSON", "described": "The driver", "unit": unit.pk}
    assert client.post(page, told).status_code == 302
    assert case.parties.get(kind="UNKNOWN_PERSON").unit is None


def test_on_the_pages(case, desk, external, sign_in):
    client = sign_in(desk.head)
    page = reverse("cases:appoint", args=[case.reference])
    access = reverse("cases:access", args=[case.reference])
    assert page in client.get(access).content.decode()
    assert client.post(page, {"person": external.pk, "until": "2026-12-05"}).url == access
    made = Appointment.objects.get()
    assert made.until.isoformat().startswith("2026-12-06T04:59:59")
    ends = reverse("cases:end_appointment", args=[case.reference, made.pk])
    assert ends in client.get(access).content.decode()
    assert ends not in sign_in(desk.staff).get(access).content.decode()
    assert sign_in(external).get(case.get_absolute_url()).status_code == 200
    assert sign_in(external).get(ends).status_code == 200
    sign_in(external).post(ends, {"receipt": "1" * 32})
    assert Appointment.objects.get().ended_at is None, "not theirs to end"


def test_the_database_keeps_what_was_appointed(appointment, case, external, at):
    for change in ({"until": at + 99 * DAY}, {"appointed_by": external}, {"ended_at": at}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Appointment.objects.update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        Appointment.objects.all().delete()
