"""A correction is a new version that says what was wrong; what was signed stays, and a page shows what differs."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.urls import reverse

from accounts.moves import Refused
from audit.rules import drop_rules
from audit.trail import history
from code_of_ethics.actions import open_disclosure_duty
from reporting.actions import (
    correct_digest,
    draft_digest,
    draft_digests,
    edit_commentary,
    notify_committee,
)
from reporting.differences import differences
from reporting.models import Digest
from reporting.periods import following
from reporting.reconciliation import reconcile
from tests.heads import sign_with_heads
from tests.reporting.house import QUARTER
from tests.standing import standing

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
HOW = "re-authenticated by password"
WHY = "One report had been counted under the wrong topic."


@pytest.fixture(scope="module")
def at():
    return QUARTER.ends_at + timedelta(days=9)


@standing
def signed(house, in_quarter, at) -> Digest:
    house.material(in_quarter)
    notify_committee(in_quarter + timedelta(hours=5))
    draft = draft_digest(QUARTER, by=None, at=QUARTER.ends_at)
    draft = edit_commentary(draft, commentary={"summary": "A calm quarter."}, by=house.auditor, at=at)
    return sign_with_heads(draft, how=HOW, by=house.auditor, at=at)


@standing
def correction(signed, house, in_quarter, at) -> Digest:
    """Of a digest that was signed before another report of its quarter came to light."""
    house.report(in_quarter)
    return correct_digest(signed, reason=WHY, by=house.auditor, at=at)


def signed_again(correction, house, at) -> Digest:
    edit_commentary(correction, commentary={"summary": "A quarter."}, by=house.auditor, at=at)
    return sign_with_heads(correction, how=HOW, by=house.auditor, at=at)


def test_a_correction_names_what_it_corrects_and_takes_its_figures_anew(signed, correction, house, at):
    assert (correction.version, correction.supersedes_id, correction.is_draft) == (2, signed.pk, True)
    assert correction.commentary == {"summary": "A calm quarter."}
    assert correction.snapshot["figures"]["reports"] == signed.snapshot["figures"]["reports"] + 1
    assert reconcile(correction).holds
    assert history(signed)[-1].verb == "correct_digest"


def test_what_was_signed_stays_word_for_word(signed, correction, house, browser, at):
    signed_again(correction, house, at)
    old = Digest.objects.with_proof(signed.pk).get()
    assert old.is_genuine() and old.commentary == {"summary": "A calm quarter."}
    page = browser(house.member).get(signed.get_absolute_url()).content.decode()
    assert "A newer version replaces this one" in page and "A calm quarter." in page


def test_the_reason_is_signed_with_the_new_version(correction, house, at):
    new = signed_again(correction, house, at)
    assert Digest.objects.with_proof(new.pk).get().is_genuine()
    drop_rules(connection)
    new.correction_reason = "Nothing was wrong."
    new.save(update_fields=["correction_reason"])
    assert not Digest.objects.with_proof(new.pk).get().is_genuine()


def test_a_matter_of_an_earlier_period_stays_listed_in_the_correction(signed, house, in_quarter, at):
    """It came late, and the version that is corrected was the first to list it."""
    house.material(in_quarter + timedelta(days=1))
    later = following(QUARTER, 3)
    draft = draft_digest(later, by=None, at=later.ends_at)
    draft = sign_with_heads(draft, how=HOW, by=house.auditor, at=later.ends_at)
    assert len(draft.snapshot["lists"]["material"]) == 1
    new = correct_digest(draft, reason=WHY, by=house.auditor, at=later.ends_at)
    assert new.snapshot["lists"]["material"] == draft.snapshot["lists"]["material"]


def test_members_see_the_new_version_once_it_is_signed(signed, correction, house, browser, at):
    client = browser(house.member)
    assert client.get(correction.get_absolute_url()).status_code == 404
    assert "newer version" not in client.get(signed.get_absolute_url()).content.decode()
    signed_again(correction, house, at)
    assert WHY in client.get(correction.get_absolute_url()).content.decode()


def test_a_version_is_corrected_once(signed, correction, house, at):
    with pytest.raises(Refused) as refusal:
        correct_digest(signed, reason=WHY, by=house.auditor, at=at)
    assert "new version" in str(refusal.value.sentence)
    with pytest.raises(Refused):
        correct_digest(correction, reason=WHY, by=house.auditor, at=at)


def test_what_was_altered_is_not_corrected(signed, house, at):
    drop_rules(connection)
    Digest.objects.filter(pk=signed.pk).update(content_sha256="0" * 64)
    with pytest.raises(Refused) as refusal:
        correct_digest(signed, reason=WHY, by=house.auditor, at=at)
    assert "not what was signed" in str(refusal.value.sentence)


@pytest.mark.parametrize("who", ["chair", "member", "officer", "administrator"])
def test_nobody_else_corrects(signed, house, at, who):
    with pytest.raises((Refused, Digest.DoesNotExist)):
        correct_digest(signed, reason=WHY, by=house.people[who], at=at)


def test_the_clock_drafts_nothing_beside_a_correction(signed, correction, house, at):
    before = Digest.objects.count()
    draft_digests(at)
    assert Digest.objects.count() == before


def test_the_page_of_changes_shows_words_figures_and_reason(signed, correction, house, browser, at):
    new = signed_again(correction, house, at)
    found = differences(Digest.objects.get(pk=signed.pk), Digest.objects.get(pk=new.pk))
    figures = {change.label: (change.before, change.after) for change in found.figures}
    assert figures["Reports received"] == ("1", "2")
    assert [(one.before, one.after) for one in found.commentary] == [("A calm quarter.", "A quarter.")]
    page = browser(house.chair).get(reverse("reporting:digest_changes", args=[new.pk])).content.decode()
    for words in (WHY, "A calm quarter.", "A quarter.", "Reports received"):
        assert words in page


def test_two_versions_that_say_the_same_differ_in_nothing(signed, house, at):
    new = correct_digest(signed, reason=WHY, by=house.auditor, at=at)
    assert not differences(Digest.objects.get(pk=signed.pk), Digest.objects.get(pk=new.pk))


def test_a_late_disclosure_that_came_to_light_since_stands_among_the_changes(signed, house, in_quarter, browser, at):
    reason = "It touches an element of the definition of a code of ethics."
    open_disclosure_duty(
        house.executive, reason=reason, nature="A dinner.", subject=house.executive, subject_on=in_quarter.date(),
        since=in_quarter, by=house.officer, at=in_quarter,
    )  # fmt: skip
    newer = correct_digest(signed, reason=WHY, by=house.auditor, at=at)
    page = browser(house.auditor).get(reverse("reporting:digest_changes", args=[newer.pk])).content.decode()
    assert differences(signed, newer).added == [("Material matters", reason, in_quarter.date().isoformat())]
    assert reason in page and "Now listed" in page
    again = signed_again(newer, house, at)
    assert not differences(again, correct_digest(again, reason=WHY, by=house.auditor, at=at)).added


def test_a_first_version_has_no_page_of_changes(signed, house, browser):
    assert browser(house.auditor).get(reverse("reporting:digest_changes", args=[signed.pk])).status_code == 404


def test_the_general_auditor_corrects_in_the_browser(signed, house, browser):
    client = browser(house.auditor)
    assert "Correct it in a new version" in client.get(signed.get_absolute_url()).content.decode()
    address = reverse("reporting:correct_digest", args=[signed.pk])
    assert "This field is required" in client.post(address, {"reason": " "}).content.decode()
    client.post(address, {"reason": WHY})
    assert str(Digest.objects.get(version=2).correction_reason) == WHY
    assert "There is a new version" in client.post(address, {"reason": "Again."}).content.decode()
    assert client.get(Digest.objects.get(version=2).get_absolute_url()).status_code == 200


# --- extra digests -----------------------------------------------------------------------------------------
def ask(client, first, last):
    return client.post(reverse("reporting:draft_digest"), {"first_month": first, "last_month": last})


@pytest.fixture
def today(house):
    """The page offers months that are over; the house lives in 2026."""
    with time_machine.travel(QUARTER.ends_at + timedelta(days=3), tick=False):
        yield


def test_an_extra_digest_covers_the_months_that_were_asked_for(house, in_quarter, browser, today):
    house.report(in_quarter)
    ask(browser(house.auditor), "2026-08-01", "2026-09-01")
    extra = Digest.objects.get()
    assert (extra.period_start.isoformat(), extra.period_end.isoformat()) == ("2026-08-01", "2026-09-30")
    assert extra.snapshot["figures"]["reports"] == 1


def test_what_can_not_be_drafted_is_said_beside_the_field(house, in_quarter, browser, today):
    client = browser(house.auditor)
    assert "comes before the first" in ask(client, "2026-09-01", "2026-08-01").content.decode()
    assert "Select a valid choice" in ask(client, "2026-08-01", "2026-12-01").content.decode()
    ask(client, "2026-08-01", "2026-08-01")
    assert "a digest of this period already" in ask(client, "2026-08-01", "2026-08-01").content.decode()
    assert Digest.objects.count() == 1


@pytest.mark.parametrize("who", ["chair", "officer", "employee"])
def test_others_ask_for_no_extra_digest(house, browser, who):
    assert browser(house.people[who]).get(reverse("reporting:draft_digest")).status_code == 404


def test_an_extra_digest_does_not_make_the_clock_draft_years_that_are_past(house, in_quarter):
    """Before the first digest of the clock only the newest period is due."""
    house.report(in_quarter)
    august = list(QUARTER.months())[1]
    draft_digest(august, by=house.auditor, at=QUARTER.ends_at)
    draft_digests(QUARTER.ends_at)
    assert {one.period for one in Digest.objects.all()} == {august, QUARTER}
