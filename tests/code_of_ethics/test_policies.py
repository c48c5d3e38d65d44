"""Policies: proposed by their keepers, published by a second person, found by everybody, reviewed by their owner."""

from datetime import timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from accounts.models import Notice, Person
from accounts.moves import Refused
from accounts.roles import Role
from clocks.actions import sweep_warnings
from clocks.models import Clock
from code_of_ethics.actions import (
    PolicyFacts,
    propose_policy,
    publish_policy,
    remind_of_reviews,
    replace_policy,
    retire_policy,
    review_policy,
)
from code_of_ethics.models import Policy
from tests.code_of_ethics.people import make_person
from tests.standing import standing
from vault.models import SealedFile

pytestmark = pytest.mark.django_db

LINK = "https://intranet.example/gifts"


@pytest.fixture(autouse=True)
def today(at, day_one):
    with time_machine.travel(at + timedelta(hours=1), tick=True):
        yield


@standing
def owner(at) -> Person:
    return make_person("Pavel Owner", Role.POLICY_OWNER, at=at)


def facts_of(keeper: Person, at, **changes) -> PolicyFacts:
    told = {"title": "Gifts and meals", "owner": keeper, "review_on": at.date() + timedelta(days=200), "link": LINK}
    return PolicyFacts(**{"provision_keys": ["gifts"], **told, **changes})


@standing
def published(owner, officer, at) -> Policy:
    return publish_policy(propose_policy(facts_of(owner, at), by=owner, at=at), by=officer, at=at)


def sign_in(person: Person) -> Client:
    client = Client()
    client.force_login(person.user)
    return client


def shown(person: Person, name: str, **query: str) -> str:
    answer = sign_in(person).get(reverse(f"code_of_ethics:{name}"), query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_second_person_publishes(owner, officer, employee, at):
    proposed = propose_policy(facts_of(owner, at), by=owner, at=at)
    assert not Policy.objects.visible_to(employee).exists()
    assert Notice.objects.filter(kind="policy_to_publish", recipient=officer).exists()
    with pytest.raises(Refused):
        publish_policy(proposed, by=owner, at=at)
    publish_policy(proposed, by=officer, at=at)
    assert Policy.objects.visible_to(employee).get() == proposed


def test_the_head_does_not_publish_their_own_proposal(owner, officer, at):
    proposed = propose_policy(facts_of(owner, at), by=officer, at=at)
    with pytest.raises(Refused):
        publish_policy(proposed, by=officer, at=at)
    with pytest.raises(IntegrityError), transaction.atomic():
        Policy.objects.filter(pk=proposed.pk).update(published_by=officer, published_at=at)


def test_the_next_version_takes_the_place_of_the_one_before(published, owner, officer, employee, at):
    later = replace_policy(published, facts=facts_of(owner, at, title="Gifts, meals, travel"), by=owner, at=at)
    with pytest.raises(Refused):
        replace_policy(published, facts=facts_of(owner, at), by=owner, at=at)
    assert Policy.objects.visible_to(employee).get() == published
    publish_policy(later, by=officer, at=at)
    assert (Policy.objects.visible_to(employee).get(), later.number) == (later, 2)
    assert Policy.objects.get(pk=published.pk).retired_at == at


@pytest.mark.parametrize(
    "changes",
    [{"link": ""}, {"link": "http://plain.example"}, {"link": "javascript:alert(1)"}, {"link": "https://a b"}],
)
def test_a_link_is_an_address_and_one_of_link_and_file_is_given(owner, at, changes):
    with pytest.raises(Refused):
        propose_policy(facts_of(owner, at, **changes), by=owner, at=at)


def test_an_owner_owns_policies_and_a_review_lies_ahead(owner, employee, at):
    for changes in ({"owner": employee}, {"review_on": at.date()}):
        with pytest.raises(Refused):
            propose_policy(facts_of(owner, at, **changes), by=owner, at=at)


def test_nobody_else_proposes_and_only_the_head_retires(published, employee, owner, officer, at):
    with pytest.raises(Refused):
        propose_policy(facts_of(owner, at), by=employee, at=at)
    with pytest.raises(Refused):
        retire_policy(published, by=owner, at=at)
    retire_policy(published, by=officer, at=at)
    assert not Policy.objects.visible_to(employee).exists()


def test_a_review_that_falls_due_waits_for_the_owner_until_they_say_that_it_holds(published, owner, officer, at):
    near = at + timedelta(days=180)
    assert (remind_of_reviews(at=at), remind_of_reviews(at=near), remind_of_reviews(at=near)) == (0, 1, 0)
    assert Notice.objects.filter(kind="policy_to_review", recipient=owner).count() == 1
    assert Policy.objects.published().to_review(owner, near.date()).exists()
    with pytest.raises(Refused):
        review_policy(published, review_on=(near + timedelta(days=365)).date(), by=officer, at=near)
    review_policy(published, review_on=(near + timedelta(days=365)).date(), by=owner, at=near)
    assert not Policy.objects.published().to_review(owner, near.date()).exists()


def test_a_review_that_is_due_stands_under_what_waits(published, owner):
    Policy.objects.update(review_on=published.published_at.date())
    answer = sign_in(owner).get(reverse("reporting:home"))
    assert "Policies to review" in answer.content.decode()


def test_the_database_keeps_a_policy_as_it_was_published(published):
    for changes in ({"link": "https://other.example"}, {"link": ""}, {"title": "Other"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Policy.objects.filter(pk=published.pk).update(**changes)


def test_everybody_finds_it_by_its_words_and_beside_its_provision(published, version, employee):
    assert "Gifts and meals" in shown(employee, "policies", words="MEALS")
    assert "Gifts and meals" not in shown(employee, "policies", words="yachts")
    assert LINK in shown(employee, "code")


def test_a_file_is_sealed_and_comes_as_a_download(owner, officer, employee, at):
    body = {
        "title": "Gifts", "owner": owner.pk, "review_on": (at.date() + timedelta(days=200)).isoformat(),
        "file": SimpleUploadedFile("<b>Gifts.PDF", b"%PDF-1.7 the rules"),
    }  # fmt: skip
    answer = sign_in(owner).post(reverse("code_of_ethics:propose_policy"), body)
    assert answer.status_code == 302, answer.content.decode()
    proposed = Policy.objects.get()
    address = reverse("code_of_ethics:policy_file", args=[proposed.pk])
    assert sign_in(employee).get(address).status_code == 404
    publish_policy(proposed, by=officer, at=at)
    file = sign_in(employee).get(address)
    assert b"".join(file.streaming_content) == b"%PDF-1.7 the rules"
    assert file["Content-Disposition"] == 'attachment; filename="gifts-1.pdf"'
    assert SealedFile.objects.get().size == 18


def test_the_page_of_a_move_says_what_it_is_about(published, owner, employee):
    address = reverse("code_of_ethics:replace_policy", args=[published.pk])
    assert "Gifts and meals" in sign_in(owner).get(address).content.decode()
    assert sign_in(employee).get(address).status_code == 404


def test_a_review_that_falls_due_is_a_task_with_a_clock_that_goes_up_when_it_is_late(published, owner, officer, at):
    remind_of_reviews(at=at)
    assert not Clock.objects.of(published).exists()
    near = at + timedelta(days=180)
    remind_of_reviews(at=near)
    clock = Clock.objects.of(published).get()
    assert clock.due_on == published.review_on
    late = at + timedelta(days=202)
    assert sweep_warnings(late) == 1
    told = Notice.objects.filter(kind__in=["clock_overdue", "clock_escalated"]).values_list("kind", "recipient")
    assert set(told) == {("clock_overdue", owner.pk), ("clock_escalated", officer.pk)}
    assert Policy.objects.to_review(owner, late.date()).overdue(late.date()).get() == published
    review_policy(published, review_on=late.date() + timedelta(days=300), by=owner, at=late)
    assert not Clock.objects.of(published).running().exists()


def test_a_policy_that_is_replaced_needs_no_review_any_more(published, owner, officer, at):
    near = at + timedelta(days=180)
    remind_of_reviews(at=near)
    facts = facts_of(owner, at, review_on=at.date() + timedelta(days=700))
    publish_policy(replace_policy(published, facts=facts, by=owner, at=near), by=officer, at=near)
    assert not Clock.objects.of(published).running().exists()
