"""The directory from a file, in the browser: seen before it is done, whole or not at all, guarded by two."""

import json
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts import actions
from accounts.directory_files import ENTERPRISE, read_directory
from accounts.models import DirectoryChange, DirectoryImport, Notice, Person
from accounts.moves import Refused
from accounts.roles import Role
from audit.trail import history
from tests.people import make_person
from tests.standing import standing

HEADER = "email,given_name,family_name,country,job_title,manager_email,is_executive_officer,last_day"


@standing
def people(at):
    boss = make_person("Bo Boss", at=at)
    return {
        "administrator": make_person("Adam Rootham", Role.ADMINISTRATOR, at=at),
        "auditor": make_person("Gloria Audley", Role.GENERAL_AUDITOR, at=at),
        "secretary": make_person("Beatrix Minuter", Role.BOARD_SECRETARY, at=at),
        "boss": boss,
        "worker": make_person("Wanda Worker", Role.INVESTIGATOR, at=at, manager=boss, is_executive_officer=True),
    }


@pytest.fixture
def upload(people, at):
    def uploaded(*rows: str) -> DirectoryImport:
        content = "\n".join([HEADER, *rows]).encode()
        return actions.upload_directory(content, by=people["administrator"], at=at)

    return uploaded


@pytest.fixture
def take(upload, people, at):
    return lambda *rows: actions.take_directory(upload(*rows), by=people["administrator"], at=at)


def test_looking_changes_nothing_and_says_what_would(upload, people):
    kept = upload(
        "wanda.worker@example.org,Wanda,Worker,DE,Fitter,,no,", "new@example.org,Nia,New,FR,,bo.boss@example.org,,"
    )
    worker, new = actions.planned_by(kept)
    said = {change.name: (change.before, change.after, change.waits) for change in worker.changes}
    assert said == {
        "job_title": ("", "Fitter", False), "country": ("US", "DE", False),
        "is_executive_officer": ("Yes", "No", True), "manager": ("Bo Boss", "", True),
    }  # fmt: skip
    assert new.person is None and new.errors == []
    assert not Person.objects.filter(email="new@example.org").exists() and not DirectoryChange.objects.exists()


def test_what_lowers_a_wall_or_a_class_waits_for_a_second_person(take, people, at):
    taken = take("wanda.worker@example.org,Wanda,Worker-Lee,US,Fitter,,no,")
    worker = Person.objects.get(pk=people["worker"].pk)
    assert (worker.job_title, worker.is_executive_officer, worker.family_name) == ("Fitter", True, "Worker")
    assert worker.manager == people["boss"] and taken.waiting == 3
    waiting = {change.field: change for change in DirectoryChange.objects.waiting()}
    assert set(waiting) == {"family_name", "manager", "is_executive_officer"}
    assert {one.recipient for one in Notice.objects.filter(kind="change_to_agree_to")} == {
        people["auditor"], people["secretary"],
    }  # fmt: skip
    for change in waiting.values():
        with pytest.raises(Refused):
            actions.agree_to_change(change, by=people["administrator"], at=at)
        actions.agree_to_change(change, by=people["secretary"], at=at)
    worker.refresh_from_db()
    assert (worker.is_executive_officer, worker.family_name, worker.manager) == (False, "Worker-Lee", None)
    assert worker.name_words.filter(word="worker-lee").exists()
    assert [entry.verb for entry in history(worker)].count("agree_to_change") == 3


def test_nobody_agrees_to_a_change_about_themself(take, people, at):
    take("gloria.audley@example.org,Gloria,Audrey,US,,,,")
    change = DirectoryChange.objects.get()
    with pytest.raises(Refused):
        actions.agree_to_change(change, by=people["auditor"], at=at)
    with pytest.raises(IntegrityError), transaction.atomic():
        DirectoryChange.objects.update(state="AGREED", decided_by=people["auditor"], decided_at=at)
    assert actions.decline_change(change, reason="No.", by=people["secretary"], at=at).state == "DECLINED"


def test_the_same_change_asked_twice_waits_once(take):
    take("wanda.worker@example.org,Wanda,Worker,US,,,no,")
    take("wanda.worker@example.org,Wanda,Worker,US,Fitter,,no,")
    assert DirectoryChange.objects.waiting().count() == 2


def test_one_error_and_nothing_is_taken(upload, people, at):
    kept = upload(
        "new@example.org,Nia,New,FR,,,,", "broken,X,Y,US,,,,", "new@example.org,N,N,FR,,,,", "a@b.org,A,B,US,,x@y.org,,"
    )
    assert [bool(one.errors) for one in actions.planned_by(kept)] == [False, True, True, True]
    with pytest.raises(Refused):
        actions.take_directory(kept, by=people["administrator"], at=at)
    assert not Person.objects.filter(email="new@example.org").exists()


def test_whoever_leaves_loses_access_and_roles_at_once_and_nothing_else(take, people, at, client):
    worker = people["worker"]
    client.force_login(worker.user)
    take(f"wanda.worker@example.org,Wanda,Worker,US,,bo.boss@example.org,,{(at - timedelta(days=1)).date()}")
    worker = Person.objects.get(pk=worker.pk)
    assert worker.has_left(at.date()) and worker.role_grants.count() == 1
    assert not worker.role_grants.active(at).exists()
    assert not Person.objects.holding(Role.INVESTIGATOR).filter(pk=worker.pk).exists()
    assert client.get("/").status_code == 302


def test_scim_says_the_same(people, at):
    told = {"Resources": [
        {"id": "1", "userName": "bo.boss@example.org", "name": {"givenName": "Bo", "familyName": "Boss"},
         "addresses": [{"country": "US"}]},
        {"id": "2", "emails": [{"value": "New@Example.org", "primary": True}], "active": False, "title": "Fitter",
         "name": {"givenName": "Nia", "familyName": "New"}, "addresses": [{"country": "FR"}],
         ENTERPRISE: {"department": "Works", "manager": {"value": "1"}}},
    ]}  # fmt: skip
    kept = actions.upload_directory(json.dumps(told).encode(), by=people["administrator"], at=at)
    boss, new = actions.planned_by(kept)
    assert not boss.is_different, "what a file does not say is left alone"
    assert new.row["manager_email"] == "bo.boss@example.org" and new.last_day == (at - timedelta(days=1)).date()
    actions.take_directory(kept, by=people["administrator"], at=at)
    assert Person.objects.get(email="new@example.org").manager == people["boss"]


@pytest.mark.parametrize(
    "content",
    [
        b"", b"\xff\xfe\x00", b"email\nx", b"[" * 100_000, b'{"Resources": 7}', b'[["a"]]', b"{}",
        HEADER.encode() + b"\n" + b"x" * 400 + b",A,B,US,,,,",
        b'[{"name": "x", "emails": {"a": 1}, "addresses": 9' + b"}]" * 2,
        HEADER.encode() + b'\n"' + b"y" * 200_000,
    ],
)  # fmt: skip
@pytest.mark.once
def test_a_hostile_file_is_a_sentence(content):
    with pytest.raises(Refused) as refusal:
        read_directory(content, today="2026-11-01")
    assert str(refusal.value.sentence)


@pytest.mark.once
def test_an_administrator_imports_in_the_browser_and_a_second_person_agrees(client, people):
    client.force_login(people["administrator"].user)
    content = f"{HEADER}\nwanda.worker@example.org,Wanda,Worker,US,Fitter,bo.boss@example.org,no,\n"
    answer = client.post(reverse("accounts:import_directory"), {"file": SimpleUploadedFile("x.csv", content.encode())})
    page = client.get(answer.url).content.decode()
    assert "Fitter" in page and "Waits for a second person" in page
    assert client.post(answer.url, {"go": "on"}).status_code == 302
    assert "Taken over" in client.get(answer.url).content.decode()
    assert client.get(reverse("accounts:changes_to_agree_to")).status_code == 404
    client.force_login(people["auditor"].user)
    page = client.get(reverse("accounts:changes_to_agree_to")).content.decode()
    assert "Wanda Worker: Executive officer" in page
    change = DirectoryChange.objects.get()
    assert client.post(reverse("accounts:agree_to_change", args=[change.pk]), {"go": "on"}).status_code == 302
    assert not Person.objects.get(pk=people["worker"].pk).is_executive_officer
    assert client.get(reverse("accounts:import_directory")).status_code == 404
