"""Whoever had a notice hears once of each way in which its matter moves on, and in the end of its closing."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import Notice
from accounts.roles import Role
from audit.trail import history
from cases import actions
from cases.models import Case
from cases.states.party import Finding
from reporting.actions import notify_committee, tell_updates
from reporting.models import CommitteeNotice, NoticeUpdate
from tests.people import make_person
from tests.reporting.house import NARRATIVE
from tests.standing import standing

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
DAY = timedelta(days=1)


@standing
def decision(house, in_quarter):
    made = house.material(in_quarter)
    notify_committee(in_quarter)
    return made


@standing
def notice(decision, house) -> CommitteeNotice:
    return CommitteeNotice.objects.get(member=house.member)


def fresh(decision) -> Case:
    return Case.objects.get(pk=decision.case_id)


def kinds_of(notice) -> list[str]:
    return list(notice.updates.values_list("kind", flat=True))


def told() -> set:
    return set(Notice.objects.filter(kind="notice_update", withheld=False).values_list("recipient", flat=True))


def close(house, decision, at) -> None:
    """Triaged, alleged, found and closed."""
    house.triage(fresh(decision), at)
    house.find(house.allege(fresh(decision), at), at + timedelta(hours=1), Finding.UNSUBSTANTIATED)
    assert house.close(fresh(decision), at + timedelta(hours=2))


def test_while_nothing_happens_nobody_hears_anything(notice, in_quarter):
    assert tell_updates(in_quarter + DAY) == 0
    assert not Notice.objects.filter(kind="notice_update").exists()


def test_every_member_hears_once_of_findings_and_the_closing(notice, decision, house, in_quarter):
    close(house, decision, in_quarter + DAY)
    assert tell_updates(in_quarter + 2 * DAY) == 6
    assert tell_updates(in_quarter + 2 * DAY) == 0
    assert kinds_of(notice) == ["FINDING", "CLOSED"]
    assert told() == {house.chair.pk, house.member.pk, house.third.pk}
    assert Notice.objects.filter(kind="notice_update").count() == 3
    assert history(notice)[-1].verb == "tell_update"


def test_a_later_update_is_heard_by_itself(notice, decision, house, in_quarter):
    house.triage(fresh(decision), in_quarter + DAY)
    allegation = house.allege(fresh(decision), in_quarter + DAY)
    house.find(allegation, in_quarter + 2 * DAY, Finding.UNSUBSTANTIATED)
    tell_updates(in_quarter + 2 * DAY)
    assert house.close(fresh(decision), in_quarter + 3 * DAY)
    tell_updates(in_quarter + 3 * DAY)
    assert kinds_of(notice) == ["FINDING", "CLOSED"]
    assert Notice.objects.filter(kind="notice_update", recipient=house.member).count() == 2


def test_what_was_known_at_the_decision_is_no_update_and_a_later_fact_is(notice, decision, house, in_quarter):
    assert decision.case.triggers.exists()
    house.name(fresh(decision), house.executive, in_quarter + DAY)
    tell_updates(in_quarter + DAY)
    assert "TRIGGER" in kinds_of(notice)
    assert tell_updates(in_quarter + 2 * DAY) == 0


def test_the_hour_of_an_anonymous_word_is_not_the_hour_of_an_update(notice, decision, house, in_quarter):
    """The page says when its member was told: within the same minute, that would be when the reporter wrote."""
    heard = in_quarter + 3 * DAY
    report = decision.case.reports.get()
    actions.answer_as_reporter(report, body="It was Xenia Topfloor.", at=heard)
    assert decision.case.triggers.filter(known_at__isnull=True).exists(), "the control: nobody of the staff knows yet"
    assert tell_updates(heard + timedelta(minutes=1)) == 0
    assert tell_updates(heard + DAY) == 3
    assert kinds_of(notice) == ["TRIGGER"]


def test_a_case_that_is_opened_again_and_closed_again_is_told_each_time(notice, decision, house, in_quarter):
    close(house, decision, in_quarter + DAY)
    tell_updates(in_quarter + DAY + timedelta(hours=3))
    case = fresh(decision)
    actions.reopen_case(case, reason="Something new.", by=house.worker(case), at=in_quarter + 2 * DAY)
    tell_updates(in_quarter + 2 * DAY)
    assert house.close(fresh(decision), in_quarter + 3 * DAY)
    tell_updates(in_quarter + 3 * DAY)
    assert tell_updates(in_quarter + 4 * DAY) == 0
    assert kinds_of(notice) == ["FINDING", "CLOSED", "REOPENED", "CLOSED"]


def test_a_report_that_is_joined_to_it_is_told(notice, decision, house, in_quarter):
    other = house.acknowledge(house.report(in_quarter, "bribery"), in_quarter)
    worker = house.worker(fresh(decision))
    actions.merge_case(other, into=fresh(decision), reason="One.", by=worker, at=in_quarter + DAY)
    tell_updates(in_quarter + DAY)
    assert kinds_of(notice) == ["MERGED"]


# --- the wall ----------------------------------------------------------------------------------------------
def test_a_member_behind_the_wall_hears_nothing(notice, decision, house, in_quarter):
    house.name(fresh(decision), house.third, in_quarter)
    close(house, decision, in_quarter + DAY)
    tell_updates(in_quarter + 2 * DAY)
    assert told() == {house.chair.pk, house.member.pk}
    assert not NoticeUpdate.objects.filter(notice__member=house.third).exists()


def test_whoever_left_the_committee_hears_no_more(notice, decision, house, in_quarter):
    house.third.role_grants.update(revoked_at=in_quarter, revoked_by=house.administrator)
    close(house, decision, in_quarter + DAY)
    tell_updates(in_quarter + 2 * DAY)
    assert told() == {house.chair.pk, house.member.pk}


def test_somebody_who_joins_later_finds_what_happened_with_the_notice(decision, house, in_quarter):
    close(house, decision, in_quarter + DAY)
    newcomer = make_person("Nina Newly", Role.AUDIT_COMMITTEE, at=in_quarter)
    notify_committee(in_quarter + 2 * DAY)
    tell_updates(in_quarter + 2 * DAY)
    assert kinds_of(newcomer.committee_notices.get(source_id=decision.pk)) == ["FINDING", "CLOSED"]


def test_what_is_history_when_it_is_found_is_told_to_nobody(notice, decision, house, in_quarter):
    close(house, decision, in_quarter + DAY)
    assert tell_updates(in_quarter + 40 * DAY) == 0
    assert tell_updates(in_quarter + 20 * DAY) == 6, "the control"


def test_of_a_matter_that_was_decided_twice_a_member_hears_once(notice, decision, house, in_quarter):
    close(house, decision, in_quarter + DAY)
    notify_committee(in_quarter + 2 * DAY)
    assert house.member.committee_notices.count() == 2, "the control: triage decided it again"
    tell_updates(in_quarter + 2 * DAY)
    assert Notice.objects.filter(kind="notice_update", recipient=house.member).count() == 1


# --- the page ------------------------------------------------------------------------------------------------
def test_the_page_lists_them_in_order_with_the_day_and_never_the_narrative(
    notice, decision, house, in_quarter, browser
):
    close(house, decision, in_quarter + DAY)
    tell_updates(in_quarter + 2 * DAY)
    page = browser(house.member).get(notice.get_absolute_url()).content.decode()
    assert page.index("A finding was made") < page.index("The case was closed")
    assert "13 August 2026" in page
    assert NARRATIVE not in page


def test_the_mail_says_nothing(notice, decision, house, in_quarter):
    close(house, decision, in_quarter + DAY)
    tell_updates(in_quarter + 2 * DAY)
    for bell in Notice.objects.filter(kind="notice_update"):
        assert decision.case.reference not in f"{bell.kind}{bell.once}{bell.about_kind}"


def test_the_database_keeps_an_update(notice, decision, house, in_quarter):
    close(house, decision, in_quarter + DAY)
    tell_updates(in_quarter + 2 * DAY)
    update = NoticeUpdate.objects.first()
    with pytest.raises(IntegrityError), transaction.atomic():
        NoticeUpdate.objects.filter(pk=update.pk).update(kind="MERGED")
    with pytest.raises(IntegrityError), transaction.atomic():
        NoticeUpdate.objects.filter(pk=update.pk).delete()
    with pytest.raises(IntegrityError), transaction.atomic():
        NoticeUpdate.objects.create(
            notice=update.notice, kind=update.kind, source_id=update.source_id, happened_at=update.happened_at,
            told_at=in_quarter,
        )  # fmt: skip


def test_opening_a_notice_that_has_moved_on_stays_within_twelve_statements(decision, notice, house, in_quarter):
    close(house, decision, in_quarter + DAY)
    tell_updates(in_quarter + 2 * DAY)
    client = Client()
    client.force_login(house.member.user)
    with CaptureQueriesContext(connection) as captured:
        page = client.get(notice.get_absolute_url())
    asked = [one for one in captured if not one["sql"].startswith(("SAVEPOINT", "RELEASE"))]
    assert len(asked) == 12
    waiting = Notice.objects.filter(recipient=house.member).unread().count()
    assert page.context["unread_notices"] == waiting
