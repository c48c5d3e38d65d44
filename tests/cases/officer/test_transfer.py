"""A case goes to the other queue with a reason; never to one whose head is named in it."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from cases.actions import transfer_case
from cases.models import Case
from cases.states.case import Queue


@pytest.fixture
def head(sign_in, ethics_officer):
    return sign_in(ethics_officer)


def test_the_other_office_has_it_then_and_this_one_no_longer(send, case, head, general_auditor, now):
    answer = send("transfer", case, queue=Queue.GENERAL_AUDITOR, reason="Accounts.", client=head)
    assert answer.url == reverse("cases:queue")
    assert now(case).queue == Queue.GENERAL_AUDITOR
    assert now(case).is_visible_to(general_auditor)
    assert head.get(case.get_absolute_url()).status_code == 404


def test_a_queue_whose_head_is_named_cannot_receive_it(send, desk, case, head, general_auditor, now):
    desk.name(case, general_auditor)
    page = send("transfer", case, queue=Queue.GENERAL_AUDITOR, reason="Accounts.", client=head).content.decode()
    assert "This queue can&#x27;t receive the case" in page
    assert now(case).queue == Queue.ETHICS_OFFICE


def test_the_queue_that_has_it_is_no_choice(case, head):
    page = head.get(reverse("cases:transfer", args=[case.reference])).content.decode()
    assert f'value="{Queue.ETHICS_OFFICE}"' not in page


def test_out_of_the_chairs_queue_nobody_acts_for_the_chair_any_more(case, chair, member, ethics_officer, at, now):
    Case.objects.filter(pk=case.pk).update(queue=Queue.AUDIT_COMMITTEE_CHAIR, acting_head=member)
    transfer_case(case, queue=Queue.ETHICS_OFFICE, reason="Theirs.", by=member, at=at)
    assert now(case).acting_head is None
    assert not now(case).is_visible_to(member), "acting ended with the queue"


def test_the_database_knows_no_acting_head_elsewhere(case, member):
    with pytest.raises(IntegrityError), transaction.atomic():
        Case.objects.filter(pk=case.pk).update(acting_head=member)
