"""What stands before a test begins is built once for a file, and no test finds what another one did to it."""

from dataclasses import dataclass, field

import pytest
from django.db import IntegrityError, connection, transaction

from accounts.models import LegalEntity
from tests.standing import ground, standing

pairs_built: list[str] = []


@dataclass
class Built:
    """A row, and whom it found when it was made."""

    row: LegalEntity
    before: list[str]


@dataclass
class Pair:
    seller: Built
    notes: list[str] = field(default_factory=list)


def build(name: str) -> Built:
    before = names()
    return Built(LegalEntity.objects.create(name=name, country="US"), before)


@standing
def seller() -> Built:
    return build("Seller")


@standing
def pair(seller) -> Pair:
    pairs_built.append("another")
    return Pair(seller)


@standing
def buyer() -> Built:
    return build("Buyer")


@ground
def holding() -> Built:
    return build("Holding")


@standing
def impossible() -> LegalEntity:
    return LegalEntity.objects.create(name="Seller", country=None)


def names() -> list[str]:
    return sorted(
        LegalEntity.objects.filter(name__in=["Holding", "Seller", "Buyer", "Own"]).values_list("name", flat=True)
    )


@pytest.mark.parametrize("turn", [1, 2, 3])
def test_what_a_test_does_to_a_row_and_to_its_object_is_gone_for_the_next(holding, seller, pair, turn):
    assert pair.seller is seller and pair.notes == [] and seller.row.name == "Seller"
    assert names() == ["Holding", "Seller"] and len(pairs_built) == 1
    pair.notes.append("changed")
    seller.row.name = "Own"
    seller.row.save()
    LegalEntity.objects.filter(pk=holding.row.pk).delete()


def test_a_test_finds_only_what_it_asks_for(holding, buyer):
    assert names() == ["Buyer", "Holding"]


def test_the_ground_is_laid_first_and_all_else_as_it_is_asked_for(buyer, seller, holding):
    assert (holding.before, buyer.before, seller.before) == ([], ["Holding"], ["Buyer", "Holding"])


def test_in_another_order_it_is_built_in_that_order(seller, buyer, holding):
    assert (holding.before, seller.before, buyer.before) == ([], ["Holding"], ["Holding", "Seller"])


def test_what_is_asked_for_in_the_middle_of_a_test_goes_with_it(request, seller):
    LegalEntity.objects.create(name="Own", country="US")
    assert (
        request.getfixturevalue("holding").before == ["Own", "Seller"] and request.getfixturevalue("seller") is seller
    )
    assert names() == ["Holding", "Own", "Seller"]


def test_the_next_test_does_not_find_it(request, seller):
    assert names() == ["Seller"]


@pytest.mark.xfail(raises=IntegrityError, strict=True)
@pytest.mark.parametrize("turn", [1, 2])
def test_what_cannot_be_built_fails_each_test_that_asks_for_it(seller, impossible, turn):
    pass


def test_what_could_not_be_built_leaves_nothing(seller):
    assert names() == ["Seller"]


@pytest.mark.django_db
def test_whoever_asks_for_nothing_finds_nothing():
    assert names() == []


@pytest.mark.parametrize("turn", [1, 2])
@pytest.mark.django_db(transaction=True)
def test_a_test_that_commits_has_its_own(pair, turn):
    assert not connection.in_atomic_block and names() == ["Seller"] and pair.notes == []
    with transaction.atomic():
        build("Own")
    pair.notes.append("changed")
