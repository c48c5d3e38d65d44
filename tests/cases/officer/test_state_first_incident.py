"""When a matter began: stated in triage as far as it is known, put right while the case is open, and never a secret
that outlives its file."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.moves import Refused
from audit.models import Entry
from cases import actions
from cases.file_parts import of_the_case
from cases.first_incident import FirstIncident
from cases.forms.public import CircumstancesPage
from cases.forms.told import told, told_day
from cases.models import Case
from cases.states.case import CaseState
from tests.cases.desk import open_case
from tests.cases.officer.test_triage import typed
from tests.standing import standing


def answers(**typed_in: str) -> dict[str, str]:
    """As the form keeps them."""
    form = CircumstancesPage(typed_in)
    assert form.is_valid()
    return dict(told(form))


@standing
def arrived(desk, at) -> Case:
    """Received on the 23rd of November 2026; its reporter named the fourth of March."""
    return desk.acknowledge(open_case(at=at, answers=answers(day="2026-03-04")))


def opened_with(at_desk, verb: str, case: Case) -> str:
    page = at_desk.get(reverse(f"cases:{verb}", args=[case.reference]))
    return page.context["form"]["first_incident"].value()


@pytest.mark.parametrize("day", ["2026-03-04", "2025-02-28", "2024-02-29", "2026-12-31"])
def test_the_day_that_a_reporter_named_is_read_back_as_it_was_kept(day):
    assert told_day(answers(day=day)) == date.fromisoformat(day)


@pytest.mark.parametrize("kept", [{}, {"On which day?": "removed"}, {"On which day?": "9999"}, {"Else": "2026-03-04"}])
def test_what_is_no_day_any_more_is_none(kept):
    assert told_day(kept) is None


def test_triage_opens_with_what_the_reporter_said_and_with_nothing_where_they_did_not_know(at_desk, desk, arrived, at):
    assert opened_with(at_desk, "triage", arrived) == "2026-03-04"
    unsure = desk.acknowledge(open_case(at=at, answers=answers(period="since last spring", when_not_sure="on")))
    assert opened_with(at_desk, "triage", unsure) == ""


@pytest.mark.parametrize(
    ("written", "counted", "precision", "words"),
    [
        ("2026-03-04", date(2026, 3, 4), "DAY", "4 Mar 2026"),
        ("2026-03", date(2026, 3, 15), "MONTH", "March 2026"),
        ("2025", date(2025, 7, 1), "YEAR", "2025"),
        ("2026-11-23", date(2026, 11, 23), "DAY", "23 Nov 2026"),
        ("", None, "", "Not known"),
    ],
)
def test_triage_keeps_as_much_as_is_known(send, at_desk, arrived, now, written, counted, precision, words):
    assert send("triage", arrived, **typed(arrived, first_incident=written)).status_code == 302
    case = now(arrived)
    assert (case.first_incident_on, case.first_incident_precision) == (counted, precision)
    facts = dict(at_desk.get(case.get_absolute_url()).context["facts"])
    assert facts["First incident"] == words
    assert dict(of_the_case(case).facts).get("First incident", "Not known") == words


def test_a_month_that_goes_on_when_the_report_comes_counts_to_that_day_and_no_further(desk, at):
    on = timezone.localdate(at).replace(day=5)
    case = desk.triage(
        desk.acknowledge(open_case(at=at - timedelta(days=(timezone.localdate(at) - on).days))),
        first_incident=FirstIncident(on.year, on.month),
    )
    assert case.first_incident_on == case.received_on == on


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("2026-11-24", "after it was reported"),
        ("2027", "after it"),
        ("spring", "can’t read this"),
        # As other systems write what nobody knows.
        ("2026-05-00", "can’t read this"),
        ("2026-00", "can’t read this"),
    ],
)
def test_what_lies_after_the_report_or_is_no_time_is_refused_with_a_sentence(send, arrived, now, written, said):
    page = send("triage", arrived, **typed(arrived, first_incident=written)).content.decode()
    assert said in page and f'value="{written}"' in page
    assert now(arrived).state == CaseState.TRIAGE


def test_the_action_refuses_what_lies_after_the_report_whatever_the_form_said(desk, arrived, at):
    with pytest.raises(Refused):
        desk.triage(arrived, first_incident=FirstIncident(2026, 11, 24))
    with pytest.raises(Refused):
        actions.state_first_incident(arrived, told=FirstIncident(2026, 12), by=desk.staff, at=at)


def test_whoever_works_an_open_case_puts_it_right_and_the_trail_says_so(send, sign_in, desk, arrived, now):
    case = desk.assign(desk.triage(arrived, first_incident=FirstIncident(2026, 3, 4)))
    investigator = sign_in(desk.investigator)
    assert send("state_first_incident", case, client=investigator, first_incident="2025-12").status_code == 302
    assert now(case).first_incident == FirstIncident(2025, 12)
    entry = Entry.objects.about(case).get(verb="state_first_incident")
    assert entry.actor_id == str(desk.investigator.pk) and entry.facts == {"first_incident": "2025-12"}
    send("state_first_incident", case, client=investigator, first_incident="")
    assert now(case).first_incident is None


def test_a_closed_case_stays_as_it_was_counted(send, desk, now):
    case = desk.case_in(CaseState.CLOSED)
    send("state_first_incident", case, first_incident="2025")
    assert now(case).first_incident is None
    assert not Entry.objects.about(case).filter(verb="state_first_incident").exists()


def test_the_trail_and_the_record_of_an_anonymous_report_know_no_hour_of_it(desk, arrived):
    case = desk.triage(arrived, first_incident=FirstIncident(2026, 3, 4))
    assert type(case.first_incident_on) is date
    assert Entry.objects.about(case).get(verb="triage").facts["first_incident"] == "2026-03-04"


def test_the_database_refuses_an_incident_after_its_report_and_a_precision_without_a_day(arrived):
    wrong = (
        {"first_incident_on": arrived.received_on + timedelta(days=1), "first_incident_precision": "DAY"},
        {"first_incident_on": None, "first_incident_precision": "DAY"},
        {"first_incident_on": arrived.received_on, "first_incident_precision": ""},
        {"first_incident_on": arrived.received_on, "first_incident_precision": "HOUR"},
    )
    for values in wrong:
        with pytest.raises(IntegrityError), transaction.atomic():
            Case.objects.filter(pk=arrived.pk).update(**values)
