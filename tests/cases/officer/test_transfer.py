"""A case goes to the other queue with a reason; never to one whose head is named in it."""

import pytest
from django.urls import reverse

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
