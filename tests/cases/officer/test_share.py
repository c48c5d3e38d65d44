"""One more reader, with a reason and until a day; the wall still beats it."""

from datetime import timedelta

import pytest

from accounts.models import Notice
from cases.actions import share_case
from cases.models import AccessGrant


@pytest.fixture
def head(sign_in, ethics_officer):
    return sign_in(ethics_officer)


def test_the_reader_reads_and_changes_nothing(send, case, head, employee, sign_in):
    assert send("share", case, person=employee.pk, reason="Knows the trade.", client=head).status_code == 302
    reader = sign_in(employee)
    page = reader.get(case.get_absolute_url())
    assert page.status_code == 200
    assert "I have a conflict of interest" in page.content.decode()
    assert "for somebody else" in send("write_note", case, body="Hm.", client=reader).content.decode()
    assert Notice.objects.filter(recipient=employee, kind="case_shared").exists()


def test_a_day_that_no_calendar_holds_is_a_sentence_beside_the_field(send, case, head, employee):
    typed = {"person": employee.pk, "reason": "Knows the trade.", "until": "9999-12-31"}
    assert "too far ahead" in send("share", case, **typed, client=head).content.decode()


def test_it_ends_on_its_day(send, case, head, employee, at):
    until = (at - timedelta(days=1)).date().isoformat()
    send("share", case, person=employee.pk, reason="Knows the trade.", until=until, client=head)
    assert case.access_grants.exists()
    assert not case.is_visible_to(employee)


def test_somebody_behind_the_wall_cannot_be_given_it(send, desk, case, head, subject):
    desk.name(case, subject)
    page = send("share", case, person=subject.pk, reason="?", client=head).content.decode()
    assert "can&#x27;t be given this case" in page
    assert not case.access_grants.exists()


def test_staff_do_not_share(send, case, employee):
    assert "for somebody else" in send("share", case, person=employee.pk, reason="?").content.decode()


def test_what_was_shared_until_a_day_can_be_shared_again_afterwards(desk, case, employee, at):
    until = at + timedelta(days=1)
    share_case(case, person=employee, reason="Translation", until=until, by=desk.head, at=at)
    later = at + timedelta(days=3)
    again = share_case(case, person=employee, reason="Translation", by=desk.head, at=later)
    assert AccessGrant.objects.active(later).get(case=case, person=employee) == again
