"""Files are refused before the disk is full, words are not; an alarm is raised once and stood down."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import Notice
from audit.trail import history
from cases import pace, room
from cases.actions import floods
from cases.actions.uploads import forget_pending_forms, open_pending_form
from cases.models import Attachment, Flood, PendingForm, PendingUpload, Recording, Report
from cases.states.danger import FloodKind
from cases.tasks import sweep_floods
from code_of_ethics.models import ContactPoint
from ethics_portal.tasks import sweep_files
from tests.cases.operator.conftest import TOLD, line  # noqa: F401 — fixtures
from tests.cases.public.conftest import another_visitor, clock, office, topics, visitor  # noqa: F401 — fixtures
from tests.cases.public.visitor import ANSWERS, PDF, STORY, Visitor, pdf
from tests.people import make_person
from vault.models import DataKey, SealedFile

pytestmark = pytest.mark.django_db
PHONE = "+49 89 555 0101"


def kinds() -> set[str]:
    return set(Flood.objects.running().values_list("kind", flat=True))


# --- room --------------------------------------------------------------------------------------------------
def test_when_the_quota_is_full_files_are_refused_and_the_report_arrives_in_words(visitor, settings, at):  # noqa: F811
    ContactPoint.objects.create(
        kind="PHONE", name="Help line", address=PHONE, days="EVERY_DAY", languages="English",
        proposed_by=(head := make_person("Paula Poster", at=at)), proposed_at=at,
        published_by=make_person("Second Poster", at=at), published_at=at,
    )  # fmt: skip
    assert head
    settings.INTAKE_QUOTA = len(PDF) + 10
    first = another_visitor()
    first.fill(until="files")
    first.send("add", uploads=[pdf("fits.pdf")])
    assert first.answer.status_code == 200
    visitor.fill(until="files")
    visitor.send(uploads=[pdf("too-much.pdf")])
    assert visitor.answer.status_code == 507
    assert "We can’t take files at the moment" in visitor.text and "Nothing you typed is lost" in visitor.text
    assert PHONE in visitor.text and visitor.hidden("capsule")
    visitor.send()
    visitor.send(mode="ANONYMOUS")
    assert STORY in visitor.text
    visitor.send("send")
    assert visitor.key and Report.objects.get().narrative == STORY
    for answers in list(ANSWERS.values())[5:]:
        first.send(**answers)
    first.send("send")
    assert Attachment.objects.count() == 1 and room.taken(at.date()) == len(PDF), "what was sent counts on"
    assert room.taken(at.date() + timedelta(days=2)) == 0, "until two days later"


def test_a_later_file_is_refused_and_the_message_stays(visitor, settings, clock):  # noqa: F811
    key = visitor.report()
    reader = another_visitor()
    reader.open("/speak-up/follow-up/")
    clock.shift(3)
    reader.send(access_key=key)
    settings.INTAKE_QUOTA = 10
    reader.send(body="The one of March.", uploads=[pdf()])
    assert reader.answer.status_code == 507 and "We can’t take files at the moment" in reader.text
    assert "The one of March." in reader.page and not Report.objects.get().messages.exists()
    reader.send(body="The one of March.")
    assert Report.objects.get().messages.count() == 1


def test_signed_in_too_and_what_operators_record_is_beside_the_quota(
    client,
    employee,
    visitor,  # noqa: F811
    line,  # noqa: F811
    settings,
):
    settings.INTAKE_QUOTA = 10
    client.force_login(employee.user)
    page = Visitor(client)
    page.open("/my/reports/new/")
    page.send("add", narrative=STORY, uploads=[pdf()])
    assert page.answer.status_code == 507 and STORY in page.page and "We can’t take files" in page.text
    recording = line.begin("LETTER")
    line.client.post(line.at(recording, "record"), TOLD | {"uploads": [pdf("letter.pdf")], "go": "add"})
    assert PendingUpload.objects.count() == 1


def test_the_last_of_the_disk_is_for_words(visitor, settings):  # noqa: F811
    settings.FREE_SPACE_RESERVE = 10**18
    visitor.fill(until="files")
    visitor.send(uploads=[pdf()])
    assert visitor.answer.status_code == 507 and not SealedFile.objects.exists()
    assert not list((settings.SEALED_FILES_DIR / "incoming").glob("*"))
    visitor.send()
    visitor.send(mode="ANONYMOUS")
    visitor.send("send")
    assert visitor.key


# --- the alarm ---------------------------------------------------------------------------------------------
def test_the_alarm_is_raised_once_for_each_flood_and_stood_down(visitor, office, ethics_officer, administrator,  # noqa: F811
                                                                 investigator, settings, at):  # fmt: skip
    visitor.report(files={"uploads": [pdf()]})
    assert sweep_floods() == 0 and not Flood.objects.exists()
    settings.INTAKE_QUOTA = len(PDF)
    for minute in range(3):
        assert floods.watch_floods(at + timedelta(minutes=minute)) == 1
    flood = Flood.objects.get()
    assert (flood.kind, flood.began_at) == (FloodKind.QUOTA, at)
    heard = Notice.objects.filter(kind__startswith="flood_began")
    assert {notice.recipient for notice in heard} == {administrator, ethics_officer, office}
    assert len(heard) == 3
    settings.INTAKE_QUOTA = len(PDF) * 10
    assert floods.watch_floods(at + timedelta(hours=1)) == 0
    assert Notice.objects.filter(kind__startswith="flood_ended").count() == 3
    assert [entry.verb for entry in history(flood)] == ["raise_flood", "end_flood"]
    settings.INTAKE_QUOTA = len(PDF)
    assert floods.watch_floods(at + timedelta(hours=2)) == 1
    assert Flood.objects.count() == 2 and Notice.objects.filter(kind__startswith="flood_began").count() == 6
    settings.FREE_SPACE_RESERVE = 10**18
    assert floods.watch_floods(at + timedelta(hours=3)) == 2 and kinds() == {"QUOTA", "DISK"}


def test_more_reports_than_people_send_refuse_files_until_it_is_over(visitor, settings, monkeypatch, at, clock):  # noqa: F811
    monkeypatch.setattr(pace, "_counts", type(pace._counts)())
    settings.FLOOD_PER_MINUTE, settings.WEB_PROCESSES = 3, 1
    for _report in range(2):
        visitor.report()
    assert not kinds()
    visitor.report()
    assert kinds() == {"RATE"}
    visitor.fill(until="files")
    visitor.send(uploads=[pdf()])
    assert visitor.answer.status_code == 507
    visitor.send()
    visitor.send(mode="ANONYMOUS")
    visitor.send("send")
    assert visitor.key and Report.objects.count() == 4, "words arrive all the while"
    assert floods.watch_floods(at + timedelta(minutes=14)) == 1
    assert floods.watch_floods(at + timedelta(minutes=16)) == 0
    visitor.fill(until="files")
    visitor.send(uploads=[pdf()])
    assert visitor.answer.status_code == 200


def test_the_administrator_sees_it_and_the_probe_says_so(client, administrator, at):
    client.force_login(administrator.user)
    address = "/administration/health/"
    assert "Earlier floods" in client.get(address).content.decode()
    flood = floods.raise_flood(FloodKind.QUOTA, at=at)
    page = client.get(address).content.decode()
    assert "The room for files from forms is nearly used up, since" in page and "Free on the disk" in page
    assert client.get("/health/ready").json()["flood"] is True
    settled = floods.watch_floods(timezone.now() + timedelta(minutes=1))
    assert settled == 0 and flood.pk
    assert client.get("/health/ready").json()["flood"] is False
    assert "Earlier floods" not in client.get(address).content.decode()


def test_the_database_knows_one_flood_of_a_kind_at_a_time(db, at):
    flood = Flood.objects.create(kind=FloodKind.RATE, began_at=at, seen_at=at)
    late = at + timedelta(hours=1)
    refused = (
        lambda: Flood.objects.create(kind=FloodKind.RATE, began_at=late, seen_at=late),
        lambda: Flood.objects.create(kind="RAIN", began_at=at, seen_at=at),
        lambda: Flood.objects.create(kind=FloodKind.DISK, began_at=late, seen_at=at),
        lambda: Flood.objects.filter(pk=flood.pk).update(kind=FloodKind.DISK),
        lambda: Flood.objects.filter(pk=flood.pk).update(ended_at=at - timedelta(seconds=1)),
        lambda: Flood.objects.filter(pk=flood.pk).delete(),
    )
    for statement in refused:
        with pytest.raises(IntegrityError), transaction.atomic():
            statement()
    assert floods.raise_flood(FloodKind.RATE, at=late).pk == flood.pk
    Flood.objects.filter(pk=flood.pk).update(ended_at=late)
    with pytest.raises(IntegrityError), transaction.atomic():
        Flood.objects.filter(pk=flood.pk).update(ended_at=None)


# --- what is left lying ------------------------------------------------------------------------------------
def test_what_a_flood_leaves_unsent_is_gone_after_a_day(visitor, settings, at, clock):  # noqa: F811
    visitor.fill(until="files")
    visitor.send("add", uploads=[pdf("1.pdf"), pdf("2.pdf")])
    # A process that died between sealing a file and giving it its place.
    form = PendingForm.objects.get()
    lost = SealedFile.objects.seal([PDF], name="lost", data_key=form.data_key, on=at.date())
    visitor.client.cookies.clear()
    visitor.send("add", uploads=[pdf("3.pdf")])
    assert visitor.answer.status_code == 403
    assert not list((settings.SEALED_FILES_DIR / "incoming").glob("*")), "a form without its proof leaves nothing"
    assert PendingUpload.objects.count() == 2
    assert forget_pending_forms(before=at.date()) == 0
    assert forget_pending_forms(before=at.date() + timedelta(days=1)) == 1
    assert not PendingForm.objects.exists() and not SealedFile.objects.exists()
    assert not SealedFile.objects.filter(pk=lost.pk).exists()
    clock.shift(4 * 24 * 3600)
    sweep_files()
    assert room.taken(at.date()) == 0


def test_opening_a_form_twice_leaves_no_key_behind(db, at):
    before = DataKey.objects.count()
    for _time in range(2):
        open_pending_form("token", at=at)
    assert DataKey.objects.count() == before + 1 and not Recording.objects.exists()
