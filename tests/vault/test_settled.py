"""Statements that are put together once: they answer as if they were put together each time."""

import uuid
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.db.models import Exists, OuterRef
from django.db.transaction import TransactionManagementError

from accounts.models import Person, RoleGrant
from accounts.models.directory import _held
from accounts.roles import Role
from audit.models import Head
from tests.conftest import NOW
from tests.people import make_person
from tests.statements import Statements
from vault.models import DataKey
from vault.settled import LONGEST_LIST, Settled

pytestmark = pytest.mark.django_db


def test_another_value_gives_another_answer():
    one, other = (make_person(name, Role.OFFICE_STAFF, office="ETHICS_OFFICE", at=NOW) for name in ("A One", "B Other"))
    held_by = Settled(_held)
    assert [pk for pk, _role, _office in held_by([one.pk], NOW)] == [one.pk]
    assert [pk for pk, _role, _office in held_by([other.pk], NOW)] == [other.pk]
    assert sorted(held_by([one.pk, other.pk], NOW)) == sorted(_held([one.pk, other.pk], NOW))
    # A moment is a value too: before it took effect nobody held anything.
    assert held_by([one.pk], NOW - timedelta(days=40_000)) == []


def test_the_answer_is_never_kept():
    by_name = Settled(lambda name: Person.objects.filter(family_name=name).select_related("manager"))
    assert by_name("Newcomer") == []
    person = make_person("Nora Newcomer", at=NOW)
    assert by_name("Newcomer") == [person]


def test_the_text_is_put_together_once_and_a_long_list_each_time():
    made = []

    def make(keys):
        made.append(len(keys))
        return Person.objects.filter(pk__in=keys)

    people = Settled(make)
    for _time in range(3):
        people([uuid.uuid4(), uuid.uuid4()])
    assert made == [2, 2], "twice, with marks that differ"
    for _time in range(2):
        people([uuid.uuid4() for _number in range(LONGEST_LIST + 1)])
    assert made[2:] == [LONGEST_LIST + 1] * 2
    assert people([]) == []


def test_a_list_of_any_length_is_answered_and_few_texts_are_kept():
    made = []

    def make(names):
        made.append(len(names))
        return Person.objects.filter(family_name__in=names).order_by("family_name")

    people = [make_person(f"Nora Name{number:03}", at=NOW) for number in range(9)]
    called = Settled(make)
    for number in (1, 2, 3, 5, 6, 7, 8, 9):
        assert called([person.family_name for person in people[:number]]) == people[:number]
    assert set(made) == {1, 2, 4, 8, 16}


def test_what_looks_at_a_value_or_at_the_clock_is_refused():
    looks = Settled(lambda name: Person.objects.filter(family_name=name + "!"))
    turns = iter((1, 2))
    hidden = Settled(lambda name: Person.objects.filter(family_name=name, given_name=str(next(turns))))
    forgets = Settled(lambda name: Person.objects.all())
    for settled in (looks, hidden, forgets):
        with pytest.raises(TypeError, match="settled"):
            settled("Somebody")


@pytest.mark.django_db(transaction=True)
def test_a_row_is_locked_inside_a_transaction_only():
    locked = Settled(lambda kind: Head.objects.select_for_update().filter(subject_kind=kind))
    with transaction.atomic():
        locked("cases.case")
    if connection.features.has_select_for_update:
        with pytest.raises(TransactionManagementError):
            locked("cases.case")


def test_what_is_joined_comes_along():
    key = DataKey.objects.mint()
    keys = Settled(lambda pk: DataKey.objects.filter(pk=pk))
    assert keys(key.pk)[0].key == key.key


def test_a_row_is_read_as_django_reads_it_with_what_is_joined_and_worked_out():
    boss = make_person("Bo Above", at=NOW)
    make_person("Nora Name", Role.OFFICE_STAFF, office="ETHICS_OFFICE", at=NOW, manager=boss)

    def asked(name):
        grants = RoleGrant.objects.filter(person=OuterRef("pk"))
        people = Person.objects.filter(family_name__in=name).select_related("manager").order_by("family_name")
        return people.annotate(holds=Exists(grants))

    names = ["Above", "Name"]
    plainly, settled = list(asked(names)), Settled(asked)(names)
    fields = [field.attname for field in Person._meta.concrete_fields]
    for one, other in zip(plainly, settled, strict=True):
        assert [getattr(one, name) for name in fields] == [getattr(other, name) for name in fields]
        assert type(one.holds) is type(other.holds) and one.holds == other.holds
        assert not other._state.adding and other._state.db == one._state.db
    with Statements() as more:
        assert settled[1].manager == boss
    assert len(more) == 0, "it came along"
    settled[1].job_title = "Clerk"
    settled[1].save()
    assert Person.objects.get(family_name="Name").job_title == "Clerk"


def test_what_would_be_fetched_beside_the_rows_is_refused():
    with pytest.raises(TypeError, match="settled"):
        Settled(lambda name: Person.objects.filter(family_name=name).prefetch_related("name_words"))("Name")
