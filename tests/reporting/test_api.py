"""What other systems read is as it is described, and nothing in it points to a reporter, a person or a case."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from accounts.models import Person
from audit.models import Entry
from audit.trail import record
from cases.actions import begin_hotline_test
from cases.models import Case
from cases.states.report import Mode
from reporting.actions import agree_to_feed, draft_digest, propose_feed
from reporting.feeds import OF_THE_MACHINE, ROUTES, read_measures, read_trail
from reporting.models import Digest
from tests.heads import sign_with_heads
from tests.reporting.house import LINE, NARRATIVE, QUARTER
from tests.reporting.json_schema import faults
from tests.standing import standing

pytestmark = [pytest.mark.django_db, pytest.mark.once]
MEASURES, TRAIL, DESCRIPTION = "/api/v1/measures/", "/api/v1/trail/", "/api/v1/openapi.json"
PLANTED = "Tell-tale words of the reporter"


@pytest.fixture
def now(monkeypatch, at):
    """The clock that the API reads, where a test sets it."""
    clock = {"at": at + timedelta(days=2)}
    monkeypatch.setattr("reporting.views.api.database_now", lambda: clock["at"])
    return clock


@pytest.fixture
def ask(house, at, now):
    def asked(address: str, scope: str = "SIEM", **facts: Any) -> Any:
        last = now["at"].date() + timedelta(days=30)
        token = propose_feed(name="Machine", scope=scope, expires_on=last, by=house.administrator, at=at)
        agree_to_feed(token, by=house.auditor, at=at)
        return Client().get(address, facts, headers={"Authorization": f"Bearer {token.shown_once}"})

    return asked


@standing
def matters(house, in_quarter) -> dict[str, Case]:
    """One by name and one without, each with words that must not leave."""
    return {
        "anonymous": house.report(in_quarter, narrative=PLANTED),
        "named": house.report(in_quarter, narrative=PLANTED, mode=Mode.NAMED, by=house.employee),
        "material": house.material(in_quarter).case,
    }


@standing
def signed(house, matters) -> Digest:
    draft = draft_digest(QUARTER, by=None, at=QUARTER.ends_at)
    return sign_with_heads(draft, how="re-authenticated by password", by=house.auditor, at=QUARTER.ends_at)


def marks(matters: dict[str, Case]) -> set[str]:
    """Everything that points to somebody: ids, references, names, addresses and words."""
    found = {NARRATIVE, LINE, PLANTED, "Machine", "dinners"}
    for case in matters.values():
        found |= {str(case.pk), case.pk.hex, case.reference, *(str(one.pk) for one in case.reports.all())}
    for person in Person.objects.all():
        found |= {str(person.pk), person.pk.hex, person.full_name, person.family_name, person.email}
    return {mark.lower() for mark in found}


def found_in(text: str, matters: dict[str, Case]) -> set[str]:
    return {mark for mark in marks(matters) if mark in text.lower()}


# --- as described ------------------------------------------------------------------------------------------
def schema_of(path: str) -> dict[str, Any]:
    described = Client().get(DESCRIPTION).json()
    assert described["openapi"] == "3.1.0" and described["security"] == [{"token": []}]
    return described["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]["schema"]


@pytest.mark.parametrize(("path", "scope"), [(f"/api/v1/{route.path}", route.scope.value) for route in ROUTES])
def test_each_answer_is_as_the_description_says(ask, signed, path, scope):
    answer = ask(path, scope)
    assert answer.status_code == 200 and answer.json()["rows"]
    assert faults(answer.json(), schema_of(path)) == []


def test_an_answer_that_is_not_as_described_is_seen(ask, signed):
    """The control."""
    told = ask(TRAIL).json()
    told["rows"][0] |= {"narrative": "x"}
    told["rows"][1] |= {"day": "yesterday"}
    told["rows"][2].pop("hash")
    assert len(faults(told, schema_of(TRAIL))) == 3


def test_refusals_are_json_with_a_sentence(ask, house, now):
    shown = {"Authorization": "Bearer nonsense"}
    refused = {
        401: [Client().get(TRAIL), Client().get(TRAIL, headers=shown), Client().get(MEASURES)],
        403: [ask(TRAIL, "MEASURES"), ask(MEASURES)],
        404: [Client().get("/api/v1/cases/"), Client().post("/api/v1/cases/")],
        405: [Client().post(TRAIL), Client().delete(DESCRIPTION)],
        400: [ask(TRAIL, cursor="nonsense"), ask(TRAIL, cursor="W10"), ask(TRAIL, cursor="é")],
    }
    for status, answers in refused.items():
        for answer in answers:
            assert (answer.status_code, answer.json()["status"]) == (status, status)
            assert answer.json()["sentence"].endswith(".") or "…" in answer.json()["sentence"]
    assert refused[401][0].headers["WWW-Authenticate"] == "Bearer"


def test_too_many_requests_are_told_to_wait(house, at, now):
    token = propose_feed(name="M", scope="SIEM", expires_on=now["at"].date(), by=house.administrator, at=at)
    agree_to_feed(token, by=house.auditor, at=at)
    type(token).objects.filter(pk=token.pk).update(minute=int(now["at"].timestamp()) // 60, asked=60)
    answer = Client().get(TRAIL, headers={"Authorization": f"Bearer {token.shown_once}"})
    assert answer.status_code == 429 and answer.headers["Retry-After"] == "60"


def test_no_cookie_goes_out_and_none_opens_anything(ask, browser, house):
    answer = ask(TRAIL)
    assert not answer.cookies and answer.headers["Cache-Control"] == "no-store"
    assert not [name for name in answer.headers if name.lower().startswith("access-control-")]
    for person in (house.administrator, house.auditor):
        assert browser(person).get(TRAIL).status_code == 401


def test_it_does_not_exist_on_the_public_host(settings, ask):
    settings.PUBLIC_HOST, settings.ALLOWED_HOSTS = "public.example", ["*"]
    for address in (TRAIL, MEASURES, DESCRIPTION):
        assert Client(headers={"Host": "public.example"}).get(address).status_code == 404
        assert Client(headers={"Host": "staff.example"}).get(address).status_code in (200, 401)


# --- what leaves -------------------------------------------------------------------------------------------
def test_nothing_that_was_planted_leaves(ask, signed, matters):
    for address, scope in ((TRAIL, "SIEM"), (MEASURES, "MEASURES")):
        text = ask(address, scope).content.decode()
        assert found_in(text, matters) == set()


def test_what_was_planted_would_be_found(signed, matters):
    """The control: the record itself holds every kind of mark."""
    entries = Entry.objects.filter(subject_kind__startswith="cases.")
    text = json.dumps([[one.subject_id, one.actor_id, one.body] for one in entries]) + json.dumps(signed.snapshot)
    found = found_in(text, matters)
    case = matters["named"]
    assert {str(case.pk), LINE.lower()} <= found
    assert any("@" not in mark and " " in mark for mark in found), "a person's name"


def test_neither_hour_nor_person_of_an_act_on_a_case_leaves(house, matters, at):
    rows = read_trail(None, at + timedelta(days=2)).rows
    of_cases = [row for row in rows if row["subject_kind"].startswith(("cases.", "accounts.person"))]
    assert of_cases and {(row["time"], row["actor"]) for row in of_cases} == {(None, None)}
    of_machine = [row for row in rows if row["subject_kind"] in OF_THE_MACHINE]
    assert any(row["time"] for row in of_machine)
    acts = Entry.objects.filter(subject_kind="cases.case", actor_id__isnull=False, recorded_at__isnull=False)
    assert acts.exists(), "the control"


def test_a_day_is_told_once_it_is_over(house, in_quarter):
    case = house.report(in_quarter)

    def told(at) -> int:
        return len([row for row in read_trail(None, at).rows if row["subject_kind"] == "cases.case"])

    assert Entry.objects.filter(subject_id=str(case.pk)).exists()
    assert told(in_quarter + timedelta(hours=1)) == 0
    assert told(in_quarter + timedelta(days=1)) > 0


def test_a_test_of_the_hotline_and_an_annex_leave_no_trace(house, in_quarter, at):
    begin_hotline_test("PHONE", by=house.auditor, at=in_quarter)
    case = house.report(in_quarter, "bribery", typed_names=house.third.full_name)
    house.decide(house.acknowledge(case, in_quarter), in_quarter)
    draft_digest(QUARTER, by=None, at=QUARTER.ends_at)
    annex = Digest.objects.get(kind="ANNEX")
    rows = read_trail(None, at + timedelta(days=2)).rows
    assert Entry.objects.filter(subject_kind="cases.hotlinetest").exists(), "the control"
    assert not [row for row in rows if row["subject_kind"] == "cases.hotlinetest"]
    common = Entry.objects.filter(subject_kind="reporting.digest").exclude(subject_id=str(annex.pk))
    assert Entry.objects.filter(subject_id=str(annex.pk)).exists(), "the control"
    assert len([row for row in rows if row["subject_kind"] == "reporting.digest"]) == common.count()


def test_pages_follow_each_other_without_gap_or_overlap(monkeypatch, house, matters, at):
    whole = read_trail(None, at + timedelta(days=2)).rows
    monkeypatch.setattr("reporting.feeds.ENTRIES_PER_PAGE", 7)
    collected, place = [], None
    while True:
        page = read_trail(place, at + timedelta(days=2))
        collected += page.rows
        place = page.next
        if place is None:
            break
    assert [row["id"] for row in collected] == [row["id"] for row in whole]
    assert len({row["id"] for row in whole}) == len(whole) > 14


def test_only_signed_figures_of_whole_periods_leave_and_small_cells_are_hidden(house, signed, at):
    [row] = read_measures(None, at + timedelta(days=2)).rows
    assert (row["period_start"], row["period_end"]) == ("2026-07-01", "2026-09-30")
    measures = {one["key"]: one for one in row["measures"]}
    assert row["reports"] == signed.snapshot["figures"]["reports"] == 3
    assert measures["anonymity"]["value"] is None, "three reports: a rate would name them"
    assert {cell["count"] for cell in row["modes"] + row["channels"]} <= {None, 0}


def test_a_draft_and_a_span_of_its_own_do_not_leave(house, matters, at):
    draft_digest(QUARTER, by=None, at=QUARTER.ends_at)
    assert read_measures(None, at + timedelta(days=2)).rows == []


def test_what_is_recorded_later_on_a_day_that_was_told_is_never_missed(house, at):
    """A day is complete when it is told: the hour after midnight is waited for."""
    midnight = QUARTER.ends_at
    before = midnight - timedelta(minutes=1)
    with transaction.atomic():
        record(house.administrator, "stored_late", by=None, at=before, sentence="Late")
    assert not [row for row in read_trail(None, midnight + timedelta(minutes=5)).rows if row["verb"] == "stored_late"]
    assert [row for row in read_trail(None, midnight + timedelta(hours=2)).rows if row["verb"] == "stored_late"]
