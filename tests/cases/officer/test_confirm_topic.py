"""A matter of accounting becomes something else only when a second person agrees."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.models import Notice
from accounts.moves import Refused
from audit.trail import history
from cases.actions import confirm_topic, reject_topic
from cases.models import Case, TopicChange
from tests.cases.desk import make_topic, open_case
from tests.standing import standing


@standing
def books():
    return make_topic("books", is_accounting=True)


@standing
def case(desk, books, general_auditor, at) -> Case:
    return desk.acknowledge(open_case(at=at, topic=books))


@standing
def change(desk, case) -> TopicChange:
    desk.triage(case, topic=make_topic("gifts"), topic_reasons="Dinners, no books.")
    return TopicChange.objects.get()


def test_until_somebody_agrees_it_stays_in_the_log_and_with_the_auditor(change, case, desk, general_auditor, now, at):
    assert now(case).state == "INVESTIGATION" and now(case).topic.slug == "books"
    assert now(case).is_visible_to(general_auditor)
    for person in (desk.head, general_auditor):
        assert Notice.objects.filter(recipient=person, kind="topic_to_confirm").exists()
    assert not Notice.objects.filter(recipient=desk.staff, kind="topic_to_confirm").exists()
    confirm_topic(change, by=general_auditor, at=at)
    assert now(case).topic.slug == "gifts" and not now(case).is_visible_to(general_auditor)
    assert history(case)[-1].verb == "confirm_topic"
    assert Notice.objects.filter(recipient=desk.staff, kind="topic_decided").exists()


def test_whoever_proposed_it_does_not_agree(change, desk, at):
    with pytest.raises(Refused):
        confirm_topic(change, by=desk.staff, at=at)
    with pytest.raises(IntegrityError), transaction.atomic():
        TopicChange.objects.filter(pk=change.pk).update(decided_by=desk.staff, decided_at=at, is_agreed=True)


def test_who_disagrees_keeps_the_topic(change, case, desk, now, at):
    reject_topic(change, by=desk.head, at=at)
    assert now(case).topic.slug == "books"
    with pytest.raises(Refused):
        confirm_topic(change, by=desk.head, at=at)


def test_it_needs_reasons(desk, case, now):
    with pytest.raises(Refused):
        desk.triage(case, topic=make_topic("gifts"))
    assert now(case).state == "TRIAGE"


def test_other_changes_of_topic_need_nobody(desk, books, case, now, at):
    desk.triage(case, topic=make_topic("audit", is_accounting=True))
    plain = desk.acknowledge(open_case(at=at))
    desk.triage(plain, topic=books)
    assert now(case).topic.slug == "audit" and now(plain).topic.slug == "books"
    assert not TopicChange.objects.exists()


def test_the_database_refuses_one_person_s_change(case):
    with pytest.raises(IntegrityError), transaction.atomic():
        Case.objects.filter(pk=case.pk).update(topic=make_topic("gifts"))


def test_on_the_pages(case, desk, sign_in, at_desk, now):
    typed = {"summary": "Dinners", "severity": "2", "retaliation_risk": "LOW", "topic": make_topic("gifts").pk}
    page = reverse("cases:triage", args=[case.reference])
    assert "A second person reads it" in at_desk.post(page, typed).content.decode()
    assert at_desk.post(page, typed | {"topic_reasons": "Dinners, no books."}).status_code == 302
    address = reverse("cases:confirm_topic", args=[case.reference, TopicChange.objects.get().pk])
    head = sign_in(desk.head)
    assert address in head.get(case.get_absolute_url()).content.decode()
    assert "Dinners, no books." in head.get(address).content.decode()
    head.post(address, {"receipt": "1" * 32})
    assert now(case).topic.slug == "gifts"
    assert address not in head.get(case.get_absolute_url()).content.decode()


def test_behind_the_wall_there_is_nothing(change, case, desk, subject, subordinate, sign_in, at):
    desk.name(case, subject)
    with pytest.raises(Case.DoesNotExist):
        confirm_topic(change, by=subordinate, at=at)
    address = reverse("cases:confirm_topic", args=[case.reference, change.pk])
    assert sign_in(subordinate).get(address).status_code == 404


def test_whoever_proposed_it_still_reads_why_and_finds_no_form(change, case, sign_in, desk):
    page = sign_in(desk.staff).get(reverse("cases:confirm_topic", args=[case.reference, change.pk])).content.decode()
    assert "Dinners, no books." in page and 'name="go"' not in page
