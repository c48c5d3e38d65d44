"""Uploads are sealed while they stream. The requests here go through Django's own parser."""

import errno
import os
import resource
import signal
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory

from vault.models import SealedFile
from vault.uploads import (
    NO_ROOM,
    TOO_LARGE,
    TOO_MANY,
    SealedUpload,
    UploadRefused,
    incoming_folder,
    sweep_incoming,
)

CONTENT = b"The forged invoice. " * 10_000


def post(*contents, name="Invoice of Ann.pdf"):
    files = [SimpleUploadedFile(name, content, content_type="application/pdf") for content in contents]
    return RequestFactory().post("/", {"files": files, "text": "typed"})


@pytest.fixture(autouse=True)
def _sealed_dir(sealed_dir):
    return sealed_dir


def open_files_of_this_process():
    """The bytes of every file under the incoming folder that this process holds open, named or not."""
    held = []
    for descriptor in os.listdir("/proc/self/fd"):
        try:
            if str(incoming_folder()) in os.readlink(f"/proc/self/fd/{descriptor}"):
                with open(f"/proc/self/fd/{descriptor}", "rb") as file:
                    held.append(file.read())
        except OSError:
            continue
    return held


def test_an_upload_reads_back_again_and_again():
    request = post(CONTENT)
    (upload,) = request.FILES.getlist("files")
    assert isinstance(upload, SealedUpload)
    assert (upload.name, upload.size, upload.content_type) == ("Invoice of Ann.pdf", len(CONTENT), "application/pdf")
    assert upload.refusal == ""
    assert b"".join(upload.chunks()) == CONTENT
    assert b"".join(upload.chunks()) == CONTENT
    assert upload.open().read() == CONTENT
    assert request.POST["text"] == "typed"


def test_nothing_in_clear_reaches_the_disk_and_nothing_has_a_name():
    request = post(CONTENT)
    assert request.FILES
    assert os.listdir(incoming_folder()) == []
    (stored,) = open_files_of_this_process()
    assert len(stored) > len(CONTENT)
    assert b"invoice" not in stored.lower()
    assert "Ann" not in repr(request.FILES["files"])


def test_closing_the_request_destroys_the_upload():
    request = post(CONTENT)
    upload = request.FILES["files"]
    assert len(open_files_of_this_process()) == 1
    request.close()
    assert open_files_of_this_process() == []
    with pytest.raises(ValueError):
        b"".join(upload.chunks())


def test_an_upload_can_be_stored_for_good(data_key, today):
    upload = post(CONTENT).FILES["files"]
    stored = SealedFile.objects.seal(upload.chunks(), name=upload.name, data_key=data_key, on=today)
    upload.close()
    assert b"".join(stored.chunks()) == CONTENT


def test_a_file_over_the_limit_is_marked_and_its_bytes_dropped(settings):
    settings.UPLOAD_FILE_LIMIT = len(CONTENT)
    large, fitting = post(CONTENT + b"x", CONTENT).FILES.getlist("files")
    assert large.refusal == TOO_LARGE
    assert "too large" in str(large.refusal_sentence)
    assert large.size == len(CONTENT) + 1
    with pytest.raises(UploadRefused):
        b"".join(large.chunks())
    assert fitting.refusal == "", "the control: a file of exactly the limit is taken"
    assert len(open_files_of_this_process()) == 1


def test_a_file_too_many_is_marked(settings):
    settings.UPLOAD_FILES_PER_FORM = 2
    assert [upload.refusal for upload in post(b"1", b"2", b"3").FILES.getlist("files")] == ["", "", TOO_MANY]


def test_a_full_disk_marks_the_file_and_never_breaks_the_form():
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, limits[1]))
    try:
        request = post(CONTENT)
        upload = request.FILES["files"]
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, before)
    assert upload.refusal == NO_ROOM
    assert request.POST["text"] == "typed"
    with pytest.raises(OSError) as caught:
        b"".join(upload.chunks())
    assert caught.value.errno == errno.ENOSPC


def test_an_empty_file_is_an_upload_of_no_bytes():
    upload = post(b"").FILES.get("files")
    assert upload is None or b"".join(upload.chunks()) == b""


def test_what_a_dead_process_left_is_swept(at):
    incoming_folder().mkdir(parents=True)
    old, fresh = incoming_folder() / "old", incoming_folder() / "fresh"
    for path, age in ((old, timedelta(hours=2)), (fresh, timedelta(minutes=5))):
        path.write_bytes(b"x")
        moment = (at - age).timestamp()
        os.utime(path, (moment, moment))
    assert sweep_incoming(at=at) == 1
    assert os.listdir(incoming_folder()) == ["fresh"]


def test_sweeping_before_the_first_upload_is_fine(at):
    assert sweep_incoming(at=at) == 0
