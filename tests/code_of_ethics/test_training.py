"""Trainings: whoever is concerned is asked in time, each completion says by whose word, and a file is taken whole."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.timezone import localdate

from accounts.models import Notice, Unit
from accounts.moves import Refused
from accounts.roles import Role
from code_of_ethics.actions import (
    Audience,
    TrainingFacts,
    assign_due,
    complete_training,
    end_training,
    excuse_from_training,
    extend_training,
    record_completion,
    remind,
    start_training,
    take_completions,
    upload_completions,
)
from code_of_ethics.models import Training, TrainingAssignment, TrainingRelief
from tests.code_of_ethics.people import make_person
from tests.sweeps.browse import browser
from vault.fields import ciphertext

pytestmark = pytest.mark.django_db


def start(version, officer, at, audience=None, **facts) -> Training:
    told = {"title": "Gifts in practice", "code": "gifts-1", "about": version, **facts}
    training = start_training(TrainingFacts(**told), audience or Audience(), by=officer, at=at)
    assign_due(at=at)
    return training


def of(person) -> TrainingAssignment:
    return TrainingAssignment.objects.of(person).select_related("training").first()


def test_everybody_of_the_audience_is_asked_once_and_hears_of_it(version, officer, employee, at):
    plant = Unit.objects.create(name="Plant 2")
    nina = make_person("Nina New", at=at, unit=plant)
    start(version, officer, at, Audience(units=(plant,)))
    assert assign_due(at=at) == 0
    assert [row.person for row in TrainingAssignment.objects.all()] == [nina]
    assert Notice.objects.get(kind="training_asked").recipient == nina
    assert of(nina).due_on == at.date() + timedelta(days=30)


def test_joiners_and_returners_are_asked_and_leavers_drop_out(version, officer, employee, at):
    start(version, officer, at)
    nina = make_person("Nina New", at=at)
    later = at + timedelta(days=50)
    assert assign_due(at=later) == 1 and of(nina).due_on == later.date() + timedelta(days=30)
    employee.employed_until = later.date() - timedelta(days=1)
    employee.save()
    counted = TrainingAssignment.objects.counted(later.date())
    assert not counted.filter(person=employee).exists() and counted.filter(person=nina).exists()
    employee.employed_from, employee.employed_until = later.date() + timedelta(days=100), None
    employee.save()
    back = later + timedelta(days=101)
    assign_due(at=back)
    assert of(employee).due_on == back.date() + timedelta(days=30)


def test_a_yearly_training_comes_again_in_time_to_be_done_before_it_lapses(version, officer, employee, at):
    start(version, officer, at, repeats_months=12)
    complete_training(of(employee), completed_on=at.date(), by=employee, at=at)
    for days, times in ((300, 1), (334, 1), (336, 2), (337, 2)):
        assign_due(at=at + timedelta(days=days))
        assert TrainingAssignment.objects.of(employee).count() == times, days
    again = of(employee)
    assert (again.number, again.completed_on) == (2, None)
    assert TrainingAssignment.objects.last_times().filter(person=employee).get() == again


def test_a_training_for_once_never_comes_again(version, officer, employee, at):
    start(version, officer, at)
    complete_training(of(employee), completed_on=at.date(), by=employee, at=at)
    assert assign_due(at=at + timedelta(days=2000)) == 0


def test_people_are_reminded_and_late_ones_managers_hear(version, officer, at):
    boss = make_person("Berta Boss", at=at)
    emil = make_person("Emil Late", at=at, manager=boss)
    start(version, officer, at)
    for days, kind in ((23, "training_due"), (31, "training_late")):
        assert remind(at=at + timedelta(days=days)) and not remind(at=at + timedelta(days=days))
        assert Notice.objects.filter(kind=kind, recipient=emil).count() == 1
    remind(at=at + timedelta(days=50))
    assert Notice.objects.filter(kind="training_team_late", recipient=boss).count() == 1


def test_ones_own_word_counts_only_where_the_training_says_so(version, officer, employee, at):
    start(version, officer, at, is_self_recorded=False)
    with pytest.raises(Refused):
        complete_training(of(employee), completed_on=at.date(), by=employee, at=at)
    done = record_completion(of(employee), completed_on=at.date(), by=officer, at=at)
    assert (done.source, done.recorded_by) == ("OFFICE", officer)
    with pytest.raises(Refused):
        record_completion(of(officer), completed_on=at.date(), by=officer, at=at)


@pytest.mark.parametrize("days", [1, -1])
def test_nobody_did_it_tomorrow_or_before_it_began(version, officer, employee, at, days):
    start(version, officer, at)
    with pytest.raises(Refused) as refusal:
        complete_training(of(employee), completed_on=at.date() + timedelta(days=days), by=employee, at=at)
    assert refusal.value.field_name == "completed_on"


def test_only_the_head_starts_and_ends_one(version, officer, employee, at):
    facts = TrainingFacts("Gifts", "gifts-9", version)
    with pytest.raises(Refused):
        start_training(facts, Audience(), by=employee, at=at)
    training = start(version, officer, at)
    with pytest.raises(Refused):
        start(version, officer, at)
    end_training(training, by=officer, at=at)
    assert not TrainingAssignment.objects.waiting().exists() and assign_due(at=at) == 0
    with pytest.raises(Refused):
        complete_training(of(employee), completed_on=at.date(), by=employee, at=at)


# --- from a learning system -------------------------------------------------------------------------------------
def file_of(*rows: str) -> bytes:
    return "\n".join(("course,email,completed_on", *rows)).encode()


def test_a_file_is_taken_whole_and_a_second_time_changes_nothing(version, officer, employee, at):
    start(version, officer, at, is_self_recorded=False)
    content = file_of(f"gifts-1,{employee.email.upper()},{at.date()}", f"gifts-1,{officer.email},{at.date()}")
    first = take_completions(upload_completions(content, by=officer, at=at), by=officer, at=at)
    assert first.taken_count == 2 and of(employee).source == "IMPORT"
    again = take_completions(upload_completions(content, by=officer, at=at), by=officer, at=at)
    assert again.taken_count == 0
    with pytest.raises(Refused):
        take_completions(first, by=officer, at=at)


def test_with_an_error_in_any_row_nothing_is_taken(version, officer, employee, at):
    start(version, officer, at)
    good = f"gifts-1,{employee.email},{at.date()}"
    for bad in ("gifts-1,nobody@example.org,2026-11-23", f"gifts-2,{employee.email},2026-11-23",
                f"gifts-1,{employee.email},yesterday", f"gifts-1,{employee.email},2031-01-01"):  # fmt: skip
        upload = upload_completions(file_of(good, bad), by=officer, at=at)
        with pytest.raises(Refused):
            take_completions(upload, by=officer, at=at)
        assert of(employee).completed_on is None
        page = browser(officer).get(upload.get_absolute_url()).content.decode()
        assert "Row 3" in page and "Put them right" in page


@pytest.mark.parametrize(
    "content", [b"\xff\xfe\x00", b"", b"email,course\na@example.org,x\n", b"course,email,completed_on\n"]
)
def test_a_file_that_makes_no_sense_is_refused_beside_the_field(officer, at, content):
    with pytest.raises(Refused) as refusal:
        upload_completions(content, by=officer, at=at)
    assert refusal.value.field_name == "file"


# --- what the database refuses --------------------------------------------------------------------------------
def test_the_database_wants_to_know_by_whose_word_and_keeps_it(version, officer, employee, at):
    start(version, officer, at)
    rows = TrainingAssignment.objects.filter(person=employee)
    own = {"completed_on": at.date(), "recorded_at": at, "recorded_by": officer}
    for changes in ({"completed_on": at.date()}, own | {"source": "SELF"}, own | {"source": ""}):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**changes)
    complete_training(of(employee), completed_on=at.date(), by=employee, at=at)
    for changes in ({"completed_on": date(2030, 1, 1)}, {"completed_on": None, "source": ""}):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**changes)


# --- pages ----------------------------------------------------------------------------------------------------
def test_a_training_is_started_done_and_followed_through_its_pages(version, officer, employee, at):
    client = browser(officer)
    typed = {
        "title": "Gifts in practice", "code": "gifts-1", "about": "code", "days": "30", "repeats_months": "0",
        "is_self_recorded": "on",
    }  # fmt: skip
    assert client.post(reverse("code_of_ethics:start_training"), typed).status_code == 302
    training = Training.objects.get()
    assign_due(at=training.started_at)
    own = browser(employee)
    assert "Gifts in practice" in own.get(reverse("code_of_ethics:trainings")).content.decode()
    assert "Gifts in practice" in own.get(reverse("code_of_ethics:affirm")).content.decode()
    done = reverse("code_of_ethics:complete_training", args=[of(employee).pk])
    own.post(done, {"completed_on": localdate(training.started_at).isoformat()})
    assert of(employee).source == "SELF"
    assert own.get(reverse("code_of_ethics:training", args=[training.pk])).status_code == 404
    page = client.get(reverse("code_of_ethics:training", args=[training.pk])).content.decode()
    assert "No unit" in page
    answer = client.post(reverse("code_of_ethics:export_training", args=[training.pk]))
    exported = b"".join(answer.streaming_content).decode()
    assert "emil@example.org" in exported and "The person" in exported


def test_the_campaign_shows_training_beside_affirmation(version, officer, employee, at):
    start(version, officer, at)
    complete_training(of(employee), completed_on=at.date(), by=employee, at=at)
    campaign = version.campaigns.get()
    page = browser(officer).get(reverse("code_of_ethics:campaign", args=[campaign.pk])).content.decode()
    people = TrainingAssignment.objects.count()
    assert "Trained" in page and f"1 of {people}" in page


def test_somebody_elses_training_is_not_there_for_others(version, officer, employee, at):
    start(version, officer, at)
    nora = make_person("Nora Nosy", Role.CODE_EDITOR, at=at)
    for verb in ("complete_training", "record_completion"):
        assert browser(nora).get(reverse(f"code_of_ethics:{verb}", args=[of(employee).pk])).status_code == 404


# --- more time, and being excused ----------------------------------------------------------------------------
def test_more_time_is_given_with_a_reason_that_is_sealed_and_reminders_begin_anew(version, officer, employee, at):
    start(version, officer, at)
    day = of(employee).due_on + timedelta(days=60)
    extend_training(of(employee), due_on=day, reason="On parental leave.", by=officer, at=at)
    relief = TrainingRelief.objects.get()
    assert (of(employee).due_on, relief.due_on) == (day, day) and b"parental" not in ciphertext(relief, "reason")
    assert Notice.objects.filter(kind="training_extended", recipient=employee).count() == 1
    remind(at=at + timedelta(days=31))
    assert not Notice.objects.filter(kind="training_late", recipient=employee).exists()


@pytest.mark.parametrize("days", [0, -3, 400])
def test_more_time_for_a_training_is_later_and_not_for_ever(version, officer, employee, at, days):
    start(version, officer, at)
    day = of(employee).due_on + timedelta(days=days)
    with pytest.raises(Refused):
        extend_training(of(employee), due_on=day, reason="So.", by=officer, at=at)


def test_whoever_is_excused_is_neither_reminded_nor_counted_and_still_listed(version, officer, employee, at):
    start(version, officer, at)
    excuse_from_training(of(employee), reason="Sick.", by=officer, at=at)
    assert of(employee).state == "EXCUSED"
    late = at + timedelta(days=31)
    assert not TrainingAssignment.objects.counted(late.date()).filter(person=employee).exists()
    assert remind(at=late) and not Notice.objects.filter(kind="training_late", recipient=employee).exists()
    assert assign_due(at=late) == 0
    page = browser(officer).get(reverse("code_of_ethics:training_people", args=[of(employee).training_id]))
    assert "Excused by the office" in page.content.decode() and "Sick." not in page.content.decode()


def test_whoever_was_excused_is_asked_when_the_training_comes_again(version, officer, employee, at):
    start(version, officer, at, repeats_months=12)
    excuse_from_training(of(employee), reason="Sick.", by=officer, at=at)
    assign_due(at=at + timedelta(days=300))
    assert TrainingAssignment.objects.of(employee).count() == 1
    assign_due(at=at + timedelta(days=336))
    assert (of(employee).number, of(employee).state) == (2, "ASKED")


def test_whoever_was_excused_and_did_it_all_the_same_has_done_it(version, officer, employee, at):
    start(version, officer, at)
    excuse_from_training(of(employee), reason="Sick.", by=officer, at=at)
    upload = upload_completions(file_of(f"gifts-1,{employee.email},{at.date()}"), by=officer, at=at)
    take_completions(upload, by=officer, at=at)
    assert of(employee).state == "DONE"


def test_the_office_gives_itself_neither_and_nobody_else_does(version, officer, employee, at):
    start(version, officer, at)
    day = of(officer).due_on + timedelta(days=5)
    with pytest.raises(Refused):
        extend_training(of(officer), due_on=day, reason="So.", by=officer, at=at)
    with pytest.raises(Refused):
        excuse_from_training(of(officer), reason="So.", by=officer, at=at)
    with pytest.raises(Refused):
        excuse_from_training(of(employee), reason="So.", by=employee, at=at)


def test_the_database_lets_nobody_excuse_themself(version, officer, employee, at):
    start(version, officer, at)
    with pytest.raises(IntegrityError), transaction.atomic():
        TrainingAssignment.objects.filter(person=employee).update(excused_by=employee, excused_at=at)
