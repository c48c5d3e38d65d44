"""Fairness steps are facts with who and when; a root cause belongs to a finding; bad faith needs a second person."""

import pytest
from django.urls import reverse

from accounts.moves import Refused
from cases import actions
from cases.models import FairnessStep
from tests.cases.outcomes.conftest import FAIR


def test_steps_are_recorded_as_they_happen_and_the_finding_rests_on_them(desk, subject, send, at_desk, at, now):
    case = desk.case_in("INVESTIGATION")
    allegation = desk.allege(case, desk.name(case, subject))
    day = at.date()
    assert send("record_step", case, allegation, kind="TOLD", taken_on=day.isoformat()).status_code == 302
    assert (
        "has not come yet"
        in send("record_step", case, allegation, kind="HEARD", taken_on="2099-01-01").content.decode()
    )
    send("record_step", case, allegation, kind="HEARD", taken_on=day.isoformat(), words="He says he paid.")
    empty = send("record_step", case, allegation, kind="REPLY_WEIGHED", taken_on=day.isoformat())
    assert "how their reply was weighed" in empty.content.decode()
    step = FairnessStep.objects.get(allegation=allegation, kind="HEARD")
    assert (step.recorded_by, step.words) == (desk.staff, "He says he paid.") and step.recorded_at is not None
    form = at_desk.get(reverse("cases:record_finding", args=[case.reference, allegation.pk])).content.decode()
    assert f'value="{day.isoformat()}"' in form, "what is recorded need not be typed again"
    cause = {"root_cause": "PRESSURE", "root_cause_words": "The quarter had to close."}
    typed = {"finding": "SUBSTANTIATED", "reasons": "Bills.", "subject_told_on": day.isoformat(), **FAIR, **cause}
    assert send("record_finding", case, allegation, **typed).status_code == 302
    assert [one.kind for one in allegation.steps.all()] == ["TOLD", "HEARD", "REPLY_WEIGHED"]
    shown = at_desk.get(reverse("cases:outcomes", args=[case.reference])).content.decode()
    assert "Pressure or targets" in shown and "The quarter had to close." in shown and "He says he paid." in shown


def test_bad_faith_is_found_by_a_second_person(desk, subject, send, at, now):
    case = desk.case_in("INVESTIGATION")
    party = desk.name(case, subject)
    typed = {"provision": desk.provision.pk, "subject": party.pk, "statement": "Invented it", "is_bad_faith": "on"}
    send("add_allegation", case, **typed)
    allegation = case.allegations.get(is_bad_faith=True)
    facts = actions.FindingFacts("UNSUBSTANTIATED", "No.")
    for first in (desk.staff, desk.investigator):  # who alleged it, and who made the case's other finding
        with pytest.raises(Refused) as refusal:
            actions.record_finding(allegation, facts=facts, by=first, at=at)
        assert "second person" in str(refusal.value.sentence)
    assert actions.record_finding(allegation, facts=facts, by=desk.head, at=at).found_by == desk.head
