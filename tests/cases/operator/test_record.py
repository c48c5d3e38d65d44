"""Writing down what is told: one page that keeps itself, and that nobody else can see."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from audit.models import Entry
from cases.actions import begin_recording, warn_and_forget_recordings
from cases.actions.uploads import forget_pending_forms
from cases.models import PendingForm, PendingUpload, Recording, Report
from tests.cases.operator.conftest import STORY, TOLD, words
from tests.cases.public.visitor import pdf
from vault.models import DataKey, SealedFile

pytestmark = pytest.mark.once

EVERY_PAGE = ("record", "keep", "hand-over", "pick-up-code", "discard")


def test_a_draft_is_kept_as_it_is_typed_and_found_again(line):
    recording = line.begin()
    answer = line.client.post(
        line.at(recording, "keep"), {"narrative": STORY, "topic": "anti-bribery"}, headers={"HX-Request": "true"}
    )
    assert "The draft is kept." in words(answer)
    page = line.client.get(line.at(recording, "record")).content.decode()
    assert STORY in page and '<option value="anti-bribery" selected>' in page


def test_without_script_a_button_keeps_the_draft(line):
    recording = line.begin()
    answer = line.client.post(line.at(recording, "record"), {"narrative": STORY, "go": "keep"})
    assert answer.headers["Location"] == "/help-line/"
    assert Recording.objects.get().typed == {"narrative": [STORY]}


def test_what_is_missing_is_said_beside_the_field_and_nothing_is_lost(line):
    recording = line.begin()
    answer = line.write(recording, topic="", mode="CONFIDENTIAL", name="", received_on="2027-01-01")
    page = words(answer)
    assert answer.status_code == 200 and STORY in answer.content.decode()
    assert "Please choose one. The last one fits" in page
    assert "Please write the name, or choose another way of being known." in page
    assert "This day lies ahead." in page
    assert Recording.objects.get().typed["narrative"] == [STORY]
    assert not Report.objects.exists()


def test_a_question_is_asked_less(line):
    recording = line.begin()
    report = line.hand_over(recording, kind="QUESTION", concerns=[], danger="")
    assert report.kind == "QUESTION"


def test_a_name_typed_before_choosing_to_stay_anonymous_is_not_kept(line):
    recording = line.begin()
    line.write(recording, name="Ana Ferreira", contact="+351 1", go="keep")
    assert not {"name", "contact"} & Recording.objects.get().typed.keys()


def test_a_scan_is_added_named_and_taken_out_again(line):
    recording = line.begin("LETTER")
    line.client.post(line.at(recording, "record"), TOLD | {"uploads": [pdf("letter.pdf")], "go": "add"})
    assert "letter.pdf" in words(line.client.get(line.at(recording, "record")))
    upload = PendingUpload.objects.get()
    line.client.post(line.at(recording, "record"), TOLD | {"go": f"remove:{upload.pk}"})
    assert not PendingUpload.objects.exists() and not SealedFile.objects.exists()


def test_a_file_that_is_not_taken_is_named_and_the_words_are_kept(line):
    recording = line.begin("LETTER")
    refused = pdf("run.exe")
    refused.file.write(b"MZ\x00\x00")
    refused.file.seek(0)
    answer = line.client.post(line.at(recording, "record"), TOLD | {"uploads": [refused], "go": "add"})
    assert "run.exe:" in words(answer) and STORY in answer.content.decode()


@pytest.mark.parametrize("who", ["employee", "ethics_officer", "administrator", "other_operator"])
def test_nobody_else_can_tell_that_a_draft_exists(who, line, request):
    recording = line.begin()
    line.write(recording, go="keep")
    client = Client()
    client.force_login(request.getfixturevalue(who).user)
    for page in EVERY_PAGE:
        assert client.get(line.at(recording, page)).status_code == 404
        assert client.post(line.at(recording, page), TOLD).status_code == 404
    listed = client.get("/help-line/")
    assert listed.status_code == (200 if who == "other_operator" else 404)
    assert "Being recorded" not in words(listed)


def test_nothing_of_a_draft_tells_the_hour(line):
    recording = line.begin()
    line.write(recording, go="keep")
    recording.refresh_from_db()
    kept = {field.attname: getattr(recording, field.attname) for field in Recording._meta.concrete_fields}
    assert not [name for name, value in kept.items() if hasattr(value, "hour")]
    assert not Entry.objects.about(recording).exclude(recorded_at=None).exists()


def test_whoever_was_signed_out_gets_the_words_back(line):
    recording = line.begin()
    stranger = Client()
    answer = stranger.post(line.at(recording, "record"), TOLD)
    assert answer.status_code == 403 and STORY in answer.content.decode()
    kept = stranger.post(line.at(recording, "keep"), TOLD, headers={"HX-Request": "true"})
    assert "You were signed out" in words(kept)
    assert Recording.objects.get().typed == {}


def test_a_draft_that_nobody_touches_is_warned_of_and_removed_in_the_end(line, operator, at):
    recording = line.begin("LETTER")
    line.client.post(line.at(recording, "record"), TOLD | {"uploads": [pdf()], "go": "add"})
    key, today = recording.data_key_id, at.date()
    assert warn_and_forget_recordings(today + timedelta(days=9)) == 0
    assert warn_and_forget_recordings(today + timedelta(days=10)) == 1
    assert operator.notices.get(kind="recording_ends").created_at is None
    assert warn_and_forget_recordings(today + timedelta(days=10)) == 0, "warned once"
    assert warn_and_forget_recordings(today + timedelta(days=13)) == 0
    assert warn_and_forget_recordings(today + timedelta(days=14)) == 1
    assert not Recording.objects.exists() and not PendingForm.objects.exists() and not SealedFile.objects.exists()
    assert DataKey.objects.get(pk=key).is_destroyed


def test_after_a_long_stand_still_days_lie_between_warning_and_end(line, at):
    line.begin()
    later = at.date() + timedelta(days=60)
    assert warn_and_forget_recordings(later) == 1 and Recording.objects.exists()
    assert warn_and_forget_recordings(later + timedelta(days=3)) == 0
    assert warn_and_forget_recordings(later + timedelta(days=4)) == 1 and not Recording.objects.exists()


def test_the_files_of_a_draft_outlive_the_sweep_of_forms(line, at):
    recording = line.begin("LETTER")
    line.client.post(line.at(recording, "record"), TOLD | {"uploads": [pdf()], "go": "add"})
    assert forget_pending_forms(before=at.date() + timedelta(days=5)) == 0
    assert SealedFile.objects.exists()


def test_a_discarded_draft_is_gone_with_its_key(line):
    recording = line.begin()
    line.write(recording, go="keep")
    assert "stays on record" in words(line.client.get(line.at(recording, "discard")))
    line.client.post(line.at(recording, "discard"))
    assert not Recording.objects.exists()
    assert DataKey.objects.get(pk=recording.data_key_id).is_destroyed


def test_beginning_twice_with_one_press_is_one_draft(line):
    page = line.client.get("/help-line/").content.decode()
    receipt = re.search(r'name="receipt" value="([^"]+)"', page)[1]
    for _press in range(2):
        line.client.post("/help-line/begin/", {"channel": "PHONE", "receipt": receipt})
    assert Recording.objects.count() == 1


def test_an_unknown_way_in_is_refused_in_words(line):
    line.client.post("/help-line/begin/", {"channel": "PIGEON"})
    assert "Choose how the report reached you." in words(line.client.get("/help-line/"))


@pytest.mark.parametrize("rows", [1, 30])
def test_the_list_asks_few_questions_however_long(rows, line, operator, at, django_assert_max_num_queries):
    for _row in range(rows):
        begin_recording("PHONE", by=operator, at=at)
    line.client.get("/help-line/")
    with django_assert_max_num_queries(8):
        page = line.client.get("/help-line/")
    assert words(page).count("Being recorded") == min(rows, 25)
