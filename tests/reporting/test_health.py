"""The administrator sees how the machine is, and never what it holds."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.clockwork import beat
from accounts.models import Notice
from audit.models import Seal
from audit.tasks import sweep_seal
from audit.trail import count_failed_sign_in, history
from reporting.actions import notify_committee
from tests.reporting.house import LINE

pytestmark = pytest.mark.django_db
ADDRESS = "/administration/health/"


@pytest.fixture
def page(house, browser):
    def read() -> str:
        answer = browser(house.administrator).get(ADDRESS)
        assert answer.status_code == 200
        return answer.content.decode()

    return read


def test_a_running_clock_and_a_late_one(page):
    now = timezone.now()
    assert "The clock stands still" in page()
    beat("clock", now)
    assert "The clock stands still" not in page()
    beat("clock", now - timedelta(minutes=10))
    assert "The clock stands still" in page()
    assert "10 minutes ago" in page()


def test_it_names_no_case_no_person_and_no_line(house, in_quarter, page):
    decision = house.material(in_quarter)
    notify_committee(in_quarter)
    text = page()
    for secret in (decision.case.reference, str(decision.case.pk), LINE, house.member.full_name, "Bribery"):
        assert secret not in text


def test_failed_mails_are_counted_and_tried_again_on_the_trail(house, in_quarter, browser, page):
    house.material(in_quarter)
    notify_committee(in_quarter)
    Notice.objects.filter(kind="committee_notice").update(mail_failed=True, mail_attempts=12)
    assert "3 mails were given up on" in page()
    client = browser(house.administrator)
    assert client.post(f"{ADDRESS}retry-mails/", {"receipt": "a"}).status_code == 302
    assert not Notice.objects.filter(mail_failed=True).exists()
    assert set(Notice.objects.filter(kind="committee_notice").values_list("mail_attempts", flat=True)) == {0}
    assert history(house.administrator)[-1].facts == {"mails": 3}
    again = client.post(f"{ADDRESS}retry-mails/", {"receipt": "b"})
    assert "There is no failed mail." in again.content.decode()


def test_failed_sign_ins_are_counted_without_saying_whose(house, page):
    count_failed_sign_in(on=timezone.localdate())
    count_failed_sign_in(on=timezone.localdate())
    assert "and 2 for names that nobody has" in page()


def test_the_newest_seal_is_shown(house, page):
    assert sweep_seal() == Seal.objects.get().hash
    assert Seal.objects.get().hash in page()
    assert sweep_seal() is None


@pytest.mark.parametrize("who", ["auditor", "officer", "staff", "investigator", "chair", "member", "employee"])
def test_to_everybody_else_it_does_not_exist(house, browser, who):
    client = browser(house.people[who])
    assert client.get(ADDRESS).status_code == 404
    assert client.post(f"{ADDRESS}retry-mails/").status_code == 404
