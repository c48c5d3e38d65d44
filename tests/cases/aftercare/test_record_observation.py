"""Whoever works a case writes down what happens to a reporter who is known by name."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from accounts.moves import Refused
from cases import actions
from cases.models import Report, RetaliationCheck, RetaliationObservation
from clocks.models import Clock


def test_what_was_seen_is_kept_and_answers_the_task(named, asked, send, sign_in, desk):
    check = asked(named)
    assert "Say in a few words" in send("record_observation", named, check, kind="PAY").content.decode()
    assert send("record_observation", named, check, kind="PAY", words="Bonus left out in May.").status_code == 302
    seen = RetaliationObservation.objects.get()
    assert (seen.kind, seen.observed_by) == ("PAY", desk.staff)
    assert Clock.objects.of(check).running().count() == 0
    page = sign_in(desk.head).get(f"/cases/{named.reference}/aftercare/").content.decode()
    assert "Pay or bonus" in page and "Bonus left out in May." in page
    assert desk.head.notices.filter(kind="reporter_may_suffer").count() == 1


def test_nothing_seen_is_a_finding_too_and_needs_no_words(named, asked, send, desk):
    check = asked(named)
    assert send("record_observation", named, check, kind="NOTHING").status_code == 302
    assert not desk.head.notices.filter(kind="reporter_may_suffer").exists()


def test_nobody_watches_over_somebody_whom_nobody_knows(desk, at):
    case = desk.case_in("INVESTIGATION")
    Report.objects.filter(case=case).update(access_key_digest="d" * 64)
    actions.send_due_checks(at + timedelta(days=30))
    check = RetaliationCheck.objects.of(case).get()
    with pytest.raises(Refused):
        actions.record_observation(check, kind="PAY", words="Less.", by=desk.staff, at=at)
    with pytest.raises(IntegrityError), transaction.atomic():
        RetaliationObservation.objects.create(
            data_key=case.data_key, check_in=check, kind="PAY", observed_by=desk.staff, observed_at=at
        )


def test_strangers_and_other_cases_find_no_check_in(named, asked, send, sign_in, employee, desk):
    check = asked(named)
    assert send("record_observation", named, check, client=sign_in(employee), kind="NOTHING").status_code == 404
    other = desk.case_in("TRIAGE")
    assert send("record_observation", other, check, client=sign_in(desk.staff), kind="NOTHING").status_code == 404
    assert not RetaliationObservation.objects.exists()
