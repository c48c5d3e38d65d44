"""`manage.py import_directory`: the company's own records become the directory."""

from accounts.actions import import_directory
from accounts.models import Person, ReportingLine, User
from audit.trail import history

HEADER = "email,given_name,family_name,country,job_title,company,manager_email,is_executive_officer,last_day"
FILE = [
    HEADER,
    "worker@example.org,Wanda,Worker,de,Fitter,Lindmoor GmbH,boss@example.org,,",
    "boss@example.org,Bo,Boss,us,Director of works,Parent,,yes,",
]


def imported(lines, at, *, dry_run=False):
    return import_directory(lines, dry_run=dry_run, by="the tests", at=at)


def test_people_come_with_their_sign_in_and_their_manager_wherever_the_manager_stands_in_the_file(db, at):
    done = imported(FILE, at)
    worker = Person.objects.get(email="worker@example.org")
    assert (done.added, done.errors) == (2, [])
    assert worker.manager == Person.objects.get(email="boss@example.org")
    assert ReportingLine.objects.filter(superior=worker.manager, subordinate=worker, depth=1).exists()
    assert not User.objects.get(person=worker).has_usable_password()
    assert history(worker)


def test_a_dry_run_counts_and_keeps_nothing(db, at):
    done = imported(FILE, at, dry_run=True)
    assert done.added == 2
    assert not Person.objects.exists()


def test_one_bad_line_names_itself_and_nothing_is_kept(db, at):
    done = imported([*FILE, "not-an-address,X,Y,us,,,,,"], at)
    assert len(done.errors) == 1
    assert done.errors[0].startswith("Line 4:")
    assert not Person.objects.exists()


def test_the_same_file_again_changes_nothing_twice(db, at):
    imported(FILE, at)
    again = imported(FILE, at)
    assert (again.added, again.changed) == (0, 2)
    assert Person.objects.count() == 2
    assert len(history(Person.objects.get(email="boss@example.org"))) == 1


def test_a_file_never_takes_away_what_walls_depend_on(db, at):
    imported(FILE, at)
    done = imported([HEADER, "boss@example.org,Bo,Boss,us,Director of works,Parent,,no,"], at)
    assert "second person" in done.errors[0]
    assert Person.objects.get(email="boss@example.org").is_executive_officer


def test_whoever_leaves_has_a_last_day(db, at):
    imported(FILE, at)
    imported([HEADER, "worker@example.org,Wanda,Worker,de,Fitter,Lindmoor GmbH,boss@example.org,,2026-11-01"], at)
    assert Person.objects.get(email="worker@example.org").has_left()


def test_a_file_without_the_needed_columns_is_refused_with_their_names(db, at):
    done = imported(["name,mail", "X,y@example.org"], at)
    assert "given_name" in done.errors[0]
