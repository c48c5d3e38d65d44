"""The committee is told of each material matter: everybody once, nobody behind the wall."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from accounts.models import Notice
from audit.trail import history
from cases.states.materiality import Materiality
from cases.states.party import PartyRole
from reporting.actions import notify_committee
from reporting.knowledge import hours_in_words
from reporting.models import CommitteeNotice
from tests.reporting.house import LINE, NARRATIVE

pytestmark = pytest.mark.django_db


def test_every_member_is_told_once_of_a_material_matter(house, in_quarter):
    house.material(in_quarter)
    assert notify_committee(in_quarter) == 3
    assert notify_committee(in_quarter) == 0
    assert set(CommitteeNotice.objects.values_list("member", flat=True)) == {
        house.chair.pk, house.member.pk, house.third.pk
    }  # fmt: skip


def test_a_clock_that_is_set_back_or_ahead_tells_nobody_twice(house, in_quarter):
    house.material(in_quarter)
    notify_committee(in_quarter + timedelta(hours=1))
    for moved in (timedelta(days=-400), timedelta(hours=-2), timedelta(days=400)):
        assert notify_committee(in_quarter + moved) == 0
    assert CommitteeNotice.objects.count() == Notice.objects.filter(kind="committee_notice").count() == 3


def test_nobody_is_told_of_what_was_decided_not_material(house, in_quarter):
    case = house.acknowledge(house.report(in_quarter, "bribery"), in_quarter)
    house.decide(case, in_quarter, Materiality.NOT_MATERIAL)
    assert notify_committee(in_quarter) == 0


def test_the_bell_rings_without_content_and_urgently(house, in_quarter):
    house.material(in_quarter)
    notify_committee(in_quarter)
    bells = Notice.objects.filter(kind="committee_notice")
    assert bells.count() == 3
    assert all(bell.urgent and bell.mail_wanted for bell in bells)


def test_telling_the_committee_stands_on_the_trail_of_the_case_once(house, in_quarter):
    decision = house.material(in_quarter)
    notify_committee(in_quarter)
    notify_committee(in_quarter)
    told = [entry for entry in history(decision.case) if entry.verb == "notify_committee"]
    assert len(told) == 1
    assert len(told[0].facts["members"]) == 3


def test_a_member_who_is_named_is_not_told_while_the_others_are(house, in_quarter, browser):
    case = house.acknowledge(house.report(in_quarter, "bribery"), in_quarter)
    house.name(case, house.third, in_quarter, PartyRole.WITNESS)
    decision = house.decide(case, in_quarter)
    assert notify_committee(in_quarter) == 2
    assert not CommitteeNotice.objects.filter(member=house.third).exists()
    assert not Notice.objects.filter(recipient=house.third, kind="committee_notice").exists()
    assert "No notice here" in browser(house.third).get("/committee/notices/").content.decode()
    page = browser(house.member).get("/committee/notices/").content.decode()
    assert decision.case.reference in page


def test_a_wall_that_rises_later_takes_the_notice_away(house, in_quarter, browser):
    decision = house.material(in_quarter)
    notify_committee(in_quarter)
    notice = CommitteeNotice.objects.get(member=house.third)
    client = browser(house.third)
    assert client.get(notice.get_absolute_url()).status_code == 200
    house.name(decision.case, house.third, in_quarter)
    assert client.get(notice.get_absolute_url()).status_code == 404
    assert client.post(f"{notice.get_absolute_url()}acknowledge/").status_code == 404
    assert decision.case.reference not in client.get("/committee/notices/?show=all").content.decode()
    assert "Notices of material matters" not in client.get("/").content.decode()


def test_a_notice_tells_the_line_and_the_times_and_never_the_narrative(house, in_quarter, browser):
    decision = house.material(in_quarter)
    notify_committee(in_quarter.replace(hour=16))
    notice = CommitteeNotice.objects.get(member=house.member)
    page = browser(house.member).get(notice.get_absolute_url()).content.decode()
    assert LINE in page
    assert decision.case.reference in page
    assert "Bribery" in page
    assert NARRATIVE not in page
    assert "Secretword" not in page
    assert "Call up the file" not in page


def test_the_hours_count_from_the_first_staff_act_that_knew(house, in_quarter):
    """Reported on Monday, acknowledged on Wednesday at 14:10, decided at 14:20, told at 17:40."""
    case = house.report(in_quarter - timedelta(days=2), "bribery")
    house.decide(house.acknowledge(case, in_quarter + timedelta(minutes=10)), in_quarter + timedelta(minutes=20))
    notify_committee(in_quarter + timedelta(hours=3, minutes=40))
    notice = CommitteeNotice.objects.first()
    assert (notice.hours_to_notice, notice.days_to_notice) == (3.5, 2)


def test_the_chair_may_call_up_the_file(house, in_quarter, browser):
    decision = house.material(in_quarter)
    notify_committee(in_quarter)
    notice = CommitteeNotice.objects.get(member=house.chair)
    page = browser(house.chair).get(notice.get_absolute_url()).content.decode()
    assert f"/cases/call-up/{decision.pk}/" in page


def test_opening_a_notice_is_reading_it_and_acknowledging_is_kept(house, in_quarter, browser):
    house.material(in_quarter)
    notify_committee(in_quarter)
    notice = CommitteeNotice.objects.get(member=house.member)
    client = browser(house.member)
    client.get(notice.get_absolute_url())
    notice.refresh_from_db()
    first = notice.read_at
    assert first is not None
    assert notice.acknowledged_at is None
    client.get(notice.get_absolute_url())
    answer = client.post(f"{notice.get_absolute_url()}acknowledge/")
    assert answer.status_code == 302
    notice.refresh_from_db()
    assert notice.read_at == first
    assert notice.acknowledged_at is not None
    assert [entry.verb for entry in history(notice)] == [
        "notify_committee", "read_committee_notice", "acknowledge_committee_notice"
    ]  # fmt: skip
    assert Notice.objects.get(recipient=house.member, kind="committee_notice").read_at is not None


@pytest.mark.parametrize("who", ["auditor", "officer", "staff", "investigator", "administrator", "employee"])
def test_to_everybody_else_the_notices_do_not_exist(house, in_quarter, browser, who):
    house.material(in_quarter)
    notify_committee(in_quarter)
    client = browser(house.people[who])
    assert client.get("/committee/notices/").status_code == 404
    assert client.get(CommitteeNotice.objects.first().get_absolute_url()).status_code == 404


def test_a_member_does_not_reach_the_notice_of_another(house, in_quarter, browser):
    house.material(in_quarter)
    notify_committee(in_quarter)
    other = CommitteeNotice.objects.get(member=house.chair)
    assert browser(house.member).get(other.get_absolute_url()).status_code == 404


def test_the_database_keeps_a_notice_as_it_was_made(house, in_quarter):
    house.material(in_quarter)
    notify_committee(in_quarter)
    notice = CommitteeNotice.objects.first()
    with pytest.raises(IntegrityError), transaction.atomic():
        CommitteeNotice.objects.filter(pk=notice.pk).update(created_at=in_quarter.replace(hour=1))
    with pytest.raises(IntegrityError), transaction.atomic():
        CommitteeNotice.objects.filter(pk=notice.pk).delete()


def test_a_notice_that_came_at_once_says_so_in_words(house, in_quarter, browser):
    """Nobody reads “0.0 hours”."""
    house.material(in_quarter)
    notify_committee(in_quarter + timedelta(minutes=21))
    notice = CommitteeNotice.objects.get(member=house.member)
    client = browser(house.member)
    for address in ("/committee/notices/", notice.get_absolute_url()):
        page = client.get(address).content.decode()
        assert "under an hour" in page
        assert "0.0" not in page
        assert "0.2" not in page


@pytest.mark.parametrize(
    ("hours", "words"),
    [(0.0, "under an hour"), (0.9, "under an hour"), (1.0, "1 hour"), (3.5, "3.5 hours"), (24.0, "24 hours")],
)
def test_hours_are_told_as_one_would_say_them(hours, words):
    assert hours_in_words(hours) == words


def test_the_trail_of_a_notice_is_sealed_with_its_matter(house, in_quarter):
    decision = house.material(in_quarter)
    notify_committee(in_quarter)
    notice = CommitteeNotice.objects.first()
    assert history(notice)[0].data_key_id == decision.case.data_key_id
