"""The door: a form is taken once, a refusal is recorded after the rollback, and what one may not see is not found."""

import pytest
from django import forms
from django.http import Http404

from accounts.door import perform
from accounts.forms import PortalForm, new_receipt
from accounts.models import FormReceipt, Person
from accounts.moves import Refused
from accounts.tasks import sweep_receipts
from audit.trail import history


class NameForm(PortalForm):
    given_name = forms.CharField()


def filled(receipt: str = "", **typed) -> NameForm:
    form = NameForm({"given_name": "Nina", "receipt": receipt, **typed})
    assert form.is_valid()
    return form


def rename(person: Person, *, to: str, by: Person, at) -> Person:
    person.given_name = to
    person.save()
    return person


def count_up(person: Person, *, by: Person, at) -> Person:
    return rename(person, to=f"{person.given_name}I", by=by, at=at)


def change_and_refuse(person: Person, *, by: Person, at) -> None:
    rename(person, to="Changed", by=by, at=at)
    raise Refused("Not today.", "given_name")


def test_the_same_form_again_gives_the_first_result_and_acts_once(employee, subject, at):
    receipt = new_receipt()
    for _time in range(3):
        assert perform(filled(receipt), count_up, Person.objects.get(pk=subject.pk), by=employee, at=at) == subject
    assert Person.objects.get(pk=subject.pk).given_name == "ViktorI"


def test_another_form_or_another_person_acts_again(employee, administrator, subject, at):
    receipt = new_receipt()
    perform(filled(receipt), count_up, subject, by=employee, at=at)
    perform(filled(receipt), count_up, subject, by=administrator, at=at)
    perform(filled(new_receipt()), count_up, subject, by=employee, at=at)
    assert Person.objects.get(pk=subject.pk).given_name == "ViktorIII"


def test_a_form_without_a_receipt_acts_each_time(employee, subject, at):
    for _time in range(2):
        perform(filled(), count_up, subject, by=employee, at=at)
    assert Person.objects.get(pk=subject.pk).given_name == "ViktorII"


def test_a_refusal_undoes_everything_stands_beside_its_field_and_is_recorded(employee, subject, at):
    form = filled(new_receipt())
    assert perform(form, change_and_refuse, subject, by=employee, at=at) is None
    assert form.errors["given_name"] == ["Not today."]
    assert Person.objects.get(pk=subject.pk).given_name == "Viktor"
    entry = history(subject)[-1]
    assert (entry.verb, entry.facts["refused_verb"], entry.actor) == (
        "refused",
        "change_and_refuse",
        employee.full_name,
    )


def test_a_refused_form_can_be_sent_again(employee, subject, at):
    receipt = new_receipt()
    assert perform(filled(receipt), change_and_refuse, subject, by=employee, at=at) is None
    assert perform(filled(receipt), count_up, subject, by=employee, at=at) == subject


def test_a_refusal_for_a_field_that_the_form_lacks_stands_over_it(employee, subject, at):
    form = PortalForm({})
    assert form.is_valid()
    perform(form, change_and_refuse, subject, by=employee, at=at)
    assert form.non_field_errors() == ["Not today."]


def test_what_vanished_meanwhile_is_not_found(employee, subject, at):
    def vanish(person: Person, *, by: Person, at) -> None:
        raise Person.DoesNotExist

    with pytest.raises(Http404):
        perform(filled(new_receipt()), vanish, subject, by=employee, at=at)
    assert not FormReceipt.objects.exists()


def test_receipts_are_forgotten_after_a_week(employee, subject, at):
    perform(filled(new_receipt()), count_up, subject, by=employee, at=at)
    FormReceipt.objects.update(taken_on="2020-01-01")
    assert sweep_receipts() == 1
