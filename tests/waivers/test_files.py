"""Files of a request, of a question and its answer, and the Board's minutes: sealed, cleaned, held, signed for."""

import hashlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from audit.trail import history
from tests.standing import standing
from tests.vault.cleaning import made
from tests.waivers.story import uploaded
from tests.waivers.test_database_refuses import refuses
from vault import blobs
from waivers import actions
from waivers.decision_text import decision_text
from waivers.models import Waiver, WaiverFile
from waivers.states import FilePart
from waivers.tasks import sweep_files
from waivers.verification import checked

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("stopped_clock")]


MINUTES = b"The Board met and granted it.\n"
# Made once: its colour profile holds the moment at which it was made.
PICTURE = made.image("JPEG")


@pytest.fixture
def as_person(client):
    def signed_in(person):
        client.force_login(person.user)
        return client

    return signed_in


def a_file(name: str = "Invitation Jane Roe.jpg", data: bytes = b"") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data or PICTURE)


def typed(words, person, **more) -> dict:
    return {**words, "provision": words["provision"].pk, "beneficiary": person.pk, **more}


@pytest.fixture
def with_file(as_person, people, words) -> WaiverFile:
    """Of a request that was sent with a photograph, through its page."""
    as_person(people.employee).post("/waivers/new/", typed(words, people.employee, uploads=[a_file()]))
    return WaiverFile.objects.get()


def body(answer) -> bytes:
    return b"".join(answer.streaming_content)


def test_a_file_is_sealed_with_its_name_under_the_key_of_the_request(with_file):
    assert with_file.file.data_key_id == with_file.waiver.data_key_id
    assert with_file.file.name == "Invitation Jane Roe.jpg"
    assert (with_file.part, with_file.state) == ("REQUEST", "WAITING")


def test_the_clock_makes_a_clean_copy_which_readers_get_as_a_download(with_file, as_person, people):
    assert sweep_files() == 1
    browser = as_person(people.ethics_officer)
    page = browser.get(with_file.waiver.get_absolute_url()).content.decode()
    assert "Invitation Jane Roe.jpg" in page
    answer = browser.post(with_file.get_absolute_url())
    assert answer["Content-Disposition"].startswith("attachment") and "Jane Roe" in answer["Content-Disposition"]
    clean = body(answer)
    assert clean and clean != PICTURE
    assert history(with_file.waiver)[-1].verb == "open_file"


def test_the_file_as_it_came_is_another_deliberate_click(with_file, as_person, people):
    sweep_files()
    answer = as_person(people.ethics_officer).post(with_file.get_absolute_url(), {"as_it_came": "1"})
    assert body(answer) == PICTURE


def test_before_it_was_cleaned_the_page_says_so(with_file, as_person, people):
    browser = as_person(people.ethics_officer)
    assert "This file is being checked" in browser.get(with_file.get_absolute_url()).content.decode()
    assert "no clean copy" in browser.post(with_file.get_absolute_url(), {"x": "1"}).content.decode()


def test_what_cannot_be_cleaned_is_held_with_its_reason_and_never_dropped(as_person, people, words):
    locked = a_file("papers.pdf", made.pdf(password="sesame"))
    as_person(people.employee).post("/waivers/new/", typed(words, people.employee, uploads=[locked]))
    one = WaiverFile.objects.get()
    sweep_files()
    page = as_person(people.ethics_officer).get(one.get_absolute_url()).content.decode()
    assert "could not be cleaned" in page and "locked with a password" in page


def test_a_file_that_is_not_taken_stands_beside_its_field_and_no_word_is_lost(as_person, people, words):
    program = a_file("holiday.jpg", b"MZ" + b"\0" * 500)
    sent = typed(words, people.employee, uploads=[program])
    page = as_person(people.employee).post("/waivers/new/", sent).content.decode()
    assert not Waiver.objects.exists() and not WaiverFile.objects.exists()
    assert words["departure"] in page and "holiday.jpg" in page


def test_strangers_find_no_file(with_file, as_person, people):
    for person in (people.stranger, people.administrator, people.director):
        assert as_person(person).get(with_file.get_absolute_url()).status_code == 404
        assert as_person(person).post(with_file.get_absolute_url()).status_code == 404


def test_a_file_is_found_under_its_own_request_alone(with_file, as_person, people, story):
    other = story.requested()
    address = with_file.get_absolute_url().replace(with_file.waiver.reference, other.reference)
    assert as_person(people.employee).get(address).status_code == 404


def test_files_come_and_go_while_it_is_a_draft(as_person, people, words):
    browser = as_person(people.employee)
    browser.post("/waivers/new/", typed(words, people.employee, uploads=[a_file(), a_file("b.jpg")], keep="1"))
    waiver, (first, second) = Waiver.objects.get(), WaiverFile.objects.order_by("added_at", "pk")
    page = f"/waivers/{waiver.reference}/edit/"
    assert "b.jpg" in browser.get(page).content.decode()
    browser.post(page, typed(words, people.employee, dropped=[str(first.pk)], uploads=[a_file("c.jpg")]))
    assert {str(one.file.name) for one in WaiverFile.objects.all()} == {str(second.file.name), "c.jpg"}


def test_what_was_sent_keeps_its_files_and_gets_no_more(with_file):
    assert refuses("DELETE FROM waivers_waiverfile WHERE id = %s", with_file.pk)
    with pytest.raises(IntegrityError), transaction.atomic():
        WaiverFile.objects.create(
            waiver=with_file.waiver, part=FilePart.REQUEST, file=_another(with_file), added_by=with_file.added_by,
            added_at=with_file.added_at,
        )  # fmt: skip


def _another(one: WaiverFile):
    return type(one.file).objects.seal([b"x"], name="x", data_key=one.file.data_key, on=one.added_at.date())


def test_files_go_with_a_question_and_with_its_answer(asked, as_person, people):
    question = {"question": "Is this the contract?", "uploads": [a_file("contract.jpg")]}
    as_person(people.ethics_officer).post(f"/waivers/{asked.reference}/return/", question)
    browser = as_person(people.employee)
    page = browser.get(f"/waivers/{asked.reference}/answer/").content.decode()
    assert "Is this the contract?" in page and "contract.jpg" in page
    browser.post(f"/waivers/{asked.reference}/answer/", {"answer": "No, this.", "uploads": [a_file("other.jpg")]})
    assert set(WaiverFile.objects.values_list("part", flat=True)) == {"QUESTION", "ANSWER"}
    page = as_person(people.ethics_officer).get(asked.get_absolute_url()).content.decode()
    assert "contract.jpg" in page and "other.jpg" in page


def test_a_decision_is_signed_over_the_digests_of_the_files(with_file, people, story):
    waiver = story.granted(Waiver.objects.get())
    assert all(one.holds for one in checked(Waiver.objects.get(pk=waiver.pk)))
    blobs.remove(with_file.file.storage_name)
    assert not any(one.holds for one in checked(Waiver.objects.get(pk=waiver.pk))), "the file itself counts too"


# --- minutes ---------------------------------------------------------------------------------------------------------
@standing
def minuted(story, asked_by_executive) -> Waiver:
    """A meeting that was recorded with its minutes, not confirmed yet."""
    waiver = story.on_agenda(asked_by_executive)
    story.recorded(waiver, minutes=uploaded("minutes.txt", MINUTES))
    return Waiver.objects.get(pk=waiver.pk)


def test_the_presiding_director_signs_the_digest_of_the_very_minutes(minuted, people, story):
    digest = hashlib.sha256(MINUTES).hexdigest()
    assert minuted.meeting.minutes.file.sha256 == digest
    confirmed = actions.confirm_meeting(minuted, by=people.presiding, at=story.next_moment())
    assert digest.encode() in decision_text(confirmed, confirmed.meeting)
    assert all(one.holds for one in checked(Waiver.objects.get(pk=confirmed.pk)))


def test_who_reads_no_deliberation_finds_no_minutes(minuted, as_person, people):
    address = minuted.meeting.minutes.get_absolute_url()
    assert as_person(people.executive).get(address).status_code == 404
    assert "minutes.txt" not in as_person(people.executive).get(minuted.get_absolute_url()).content.decode()
    assert "minutes.txt" in as_person(people.presiding).get(minuted.get_absolute_url()).content.decode()
    assert body(as_person(people.presiding).post(address, {"as_it_came": "1"})) == MINUTES


def test_recorded_again_the_minutes_stay_unless_new_ones_come(minuted, story):
    story.recorded(minuted)
    assert Waiver.objects.get(pk=minuted.pk).meeting.minutes.file.name == "minutes.txt"
    story.recorded(minuted, minutes=uploaded("signed.txt", b"The Board met.\n"))
    assert Waiver.objects.get(pk=minuted.pk).meeting.minutes.file.name == "signed.txt"


def test_a_confirmed_record_keeps_its_minutes(minuted, people, story):
    actions.confirm_meeting(minuted, by=people.presiding, at=story.next_moment())
    assert refuses("UPDATE waivers_boarddecision SET minutes_id = NULL WHERE waiver_id = %s", minuted.pk)


def test_asked_for_a_written_consent_instead_there_are_no_minutes(minuted, story):
    assert story.proposed(minuted).meeting.minutes is None
