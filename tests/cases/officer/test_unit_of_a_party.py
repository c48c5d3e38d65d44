"""Where somebody works whom nobody knows by name: the unit of what is no person of the directory."""

import pytest
from django.db import IntegrityError, transaction

from accounts.models import Unit
from cases.models import Party
from tests.standing import standing


@standing
def plant() -> Unit:
    return Unit.objects.create(name="Plant")


def test_an_unknown_person_has_the_unit_that_the_office_knows(send, at_desk, desk, case, plant):
    told = {"role": "SUBJECT", "kind": "UNKNOWN_PERSON", "described": "The shift lead", "unit": plant.pk}
    assert send("add_party", case, **told).status_code == 302
    assert Party.objects.get(case=case).unit == plant
    assert "Person not in the directory, Plant" in at_desk.get(case.get_absolute_url()).content.decode()


def test_a_person_of_the_directory_brings_their_own(send, case, subject, plant):
    assert send("add_party", case, role="SUBJECT", kind="PERSON", person=subject.pk, unit=plant.pk).status_code == 302
    party = Party.objects.get(case=case)
    assert party.person == subject and party.unit is None
    with pytest.raises(IntegrityError), transaction.atomic():
        Party.objects.filter(pk=party.pk).update(unit=plant)
