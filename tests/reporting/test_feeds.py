"""A feed is agreed to by two, shown once, ends when either says so, and is on the trail."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.models import Notice
from accounts.moves import Refused
from audit.trail import history
from reporting.actions import FeedRefused, agree_to_feed, propose_feed, revoke_feed, use_feed
from reporting.models import FeedToken
from tests.standing import standing

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@standing
def proposed(house, at) -> FeedToken:
    last = at.date() + timedelta(days=30)
    return propose_feed(name="Monitoring", scope="SIEM", expires_on=last, by=house.administrator, at=at)


@standing
def agreed(proposed, house, at) -> FeedToken:
    return agree_to_feed(proposed, by=house.auditor, at=at)


def status_of(text: str, at, scope: str = "SIEM") -> int:
    try:
        use_feed(text, scope=scope, at=at)
    except FeedRefused as refused:
        return int(refused.status)
    return 200


def test_it_works_only_once_a_second_person_has_agreed(house, at, proposed):
    assert status_of(proposed.shown_once, at) == 401
    agree_to_feed(proposed, by=house.auditor, at=at)
    assert status_of(proposed.shown_once, at) == 200
    assert status_of(proposed.shown_once, at, "MEASURES") == 403
    assert status_of(proposed.shown_once + "x", at) == 401
    assert [entry.verb for entry in history(proposed)] == ["propose_feed", "agree_to_feed", "use_feed"]


def test_nobody_but_the_two_proposes_or_agrees(house, at, proposed):
    for person in (house.auditor, house.officer, house.chair, house.employee):
        with pytest.raises(Refused):
            propose_feed(name="X", scope="SIEM", expires_on=at.date(), by=person, at=at)
    with pytest.raises(Refused):
        agree_to_feed(proposed, by=house.administrator, at=at)
    for person in (house.officer, house.chair, house.employee):
        with pytest.raises(FeedToken.DoesNotExist):
            agree_to_feed(proposed, by=person, at=at)


@pytest.mark.parametrize("who", ["administrator", "auditor"])
def test_either_ends_it_at_once_and_for_good(house, at, proposed, agreed, who):
    revoke_feed(agreed, reason="The system is gone.", by=house.people[who], at=at)
    assert status_of(proposed.shown_once, at) == 401
    with pytest.raises(Refused):
        agree_to_feed(agreed, by=house.auditor, at=at)
    told = Notice.objects.filter(kind="feed_revoked").values_list("recipient", flat=True)
    assert house.people[who].pk not in told and len(told) == 1


def test_it_ends_by_itself_after_its_last_day(at, proposed, agreed):
    assert status_of(proposed.shown_once, at + timedelta(days=30)) == 200
    assert status_of(proposed.shown_once, at + timedelta(days=31)) == 401


def test_a_token_lasts_a_year_at_most(house, at):
    for last in (at.date() - timedelta(days=1), at.date() + timedelta(days=400)):
        with pytest.raises(Refused) as refused:
            propose_feed(name="X", scope="SIEM", expires_on=last, by=house.administrator, at=at)
        assert refused.value.field_name == "expires_on"


def test_it_asks_so_often_in_a_minute_and_no_more_and_is_on_the_trail_once_a_day(at, proposed, agreed):
    at = at.replace(second=0)
    assert {status_of(proposed.shown_once, at) for _each in range(60)} == {200}
    assert status_of(proposed.shown_once, at + timedelta(seconds=30)) == 429
    assert status_of(proposed.shown_once, at + timedelta(minutes=1)) == 200
    assert status_of(proposed.shown_once, at + timedelta(days=1)) == 200
    assert [entry.verb for entry in history(proposed)].count("use_feed") == 2


def test_the_database_keeps_no_token_and_holds_that_two_agree(house, at, proposed):
    row = FeedToken.objects.filter(pk=proposed.pk).values().get()
    assert all(proposed.shown_once not in str(value) for value in row.values())
    assert proposed.shown_once not in str([entry.body for entry in history(proposed)])
    wrong = [
        {"agreed_by": house.administrator, "agreed_at": at},
        {"agreed_at": at},
        {"revoked_by": house.auditor},
        {"scope": "MEASURES"},
        {"expires_on": date(2030, 1, 1)},
    ]
    for changed in wrong:
        with pytest.raises(IntegrityError), transaction.atomic():
            FeedToken.objects.filter(pk=proposed.pk).update(**changed)


def test_the_token_stands_on_one_page_and_the_feed_is_agreed_to_on_another(house, browser):
    administrator, auditor = browser(house.administrator), browser(house.auditor)
    form = {"name": "Figures", "scope": "MEASURES", "expires_on": "", "receipt": "once"}
    bad = administrator.post(reverse("reporting:propose_feed"), form)
    assert bad.status_code == 200 and "Figures" in bad.content.decode() and not FeedToken.objects.exists()
    form["expires_on"] = (date.today() + timedelta(days=9)).isoformat()
    shown = administrator.post(reverse("reporting:propose_feed"), form)
    token = FeedToken.objects.get()
    assert shown.context["token"].shown_once in shown.content.decode()
    assert administrator.post(reverse("reporting:propose_feed"), form).url == token.get_absolute_url()
    assert auditor.get(reverse("reporting:propose_feed")).status_code == 404
    agree = reverse("reporting:agree_to_feed", args=[token.pk])
    assert "for somebody else" in administrator.get(agree).content.decode()
    assert auditor.post(agree, {"receipt": "a"}).status_code == 302
    page = auditor.get(token.get_absolute_url()).content.decode()
    assert "In force" in page and shown.context["token"].shown_once not in page
    revoke = reverse("reporting:revoke_feed", args=[token.pk])
    assert administrator.post(revoke, {"reason": "", "receipt": "b"}).status_code == 200
    assert administrator.post(revoke, {"reason": "Over.", "receipt": "c"}).status_code == 302
    assert "Ended" in administrator.get(reverse("reporting:feeds")).content.decode()


@pytest.mark.parametrize("who", ["officer", "staff", "investigator", "chair", "member", "employee"])
def test_to_everybody_else_feeds_do_not_exist(house, browser, proposed, who):
    client = browser(house.people[who])
    for name in ("feed", "agree_to_feed", "revoke_feed"):
        assert client.get(reverse(f"reporting:{name}", args=[proposed.pk])).status_code == 404
    assert client.get(reverse("reporting:feeds")).status_code == 404
    assert client.get(reverse("reporting:propose_feed")).status_code == 404
