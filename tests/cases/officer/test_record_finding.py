"""A finding against somebody needs fairness: told, heard or declined, the reply weighed, the standard named."""

import pytest

from cases.models import Allegation
from cases.states.party import Finding
from tests.standing import standing

FAIR = {
    "finding": Finding.SUBSTANTIATED,
    "reasons": "Three bills.",
    "standard": "BALANCE",
    "subject_told_on": "2026-11-20",
    "subject_hearing": "HEARD",
    "reply_weighed": "He says he paid; the bills say otherwise.",
}


@standing
def allegation(desk, subject) -> Allegation:
    case = desk.case_in("INVESTIGATION")
    return desk.allege(case, desk.name(case, subject))


def test_a_fair_finding_is_recorded(send, allegation, ethics_staff, now):
    assert send("record_finding", allegation.case, allegation, **FAIR).status_code == 302
    found = now(allegation)
    assert (found.finding, found.found_by) == (Finding.SUBSTANTIATED, ethics_staff)


@pytest.mark.parametrize(
    ("missing", "sentence"),
    [
        ("standard", "which standard of proof"),
        ("subject_told_on", "the day on which they were told"),
        ("subject_hearing", "Hear the person first"),
        ("reply_weighed", "how their reply was weighed"),
    ],
)
@pytest.mark.parametrize("finding", [Finding.SUBSTANTIATED, Finding.PARTLY])
def test_an_unfair_one_is_not(finding, missing, sentence, send, allegation, now):
    page = send("record_finding", allegation.case, allegation, **{**FAIR, "finding": finding, missing: ""})
    assert sentence in page.content.decode()
    assert "Three bills." in page.content.decode()
    assert now(allegation).finding == ""


def test_not_yet_heard_is_not_heard(send, allegation, now):
    send("record_finding", allegation.case, allegation, **{**FAIR, "subject_hearing": "NOT_YET"})
    assert now(allegation).finding == ""


def test_whoever_declined_needs_no_reply_weighed(send, allegation, now):
    declined = {**FAIR, "subject_hearing": "DECLINED", "reply_weighed": ""}
    assert send("record_finding", allegation.case, allegation, **declined).status_code == 302


@pytest.mark.parametrize("finding", [Finding.UNSUBSTANTIATED, Finding.INSUFFICIENT_INFORMATION])
def test_a_finding_against_nobody_needs_reasons_only(finding, send, allegation, now):
    assert send("record_finding", allegation.case, allegation, finding=finding, reasons="None.").status_code == 302
    assert now(allegation).finding == finding


def test_the_allegation_of_another_case_is_not_found(send, desk, allegation, case):
    assert send("record_finding", case, allegation, **FAIR).status_code == 404
