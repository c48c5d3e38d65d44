"""Everybody affirms the exact text, once; what they can't affirm opens a talk with one ethics office."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from accounts.models import Notice
from accounts.moves import Refused
from accounts.roles import Role
from audit.trail import history
from code_of_ethics.actions import (
    affirm,
    answer_exception,
    ask_due,
    end_campaign,
    excuse,
    extend_affirmation,
    record_paper,
    state_exception,
)
from code_of_ethics.models import Affirmation, AffirmationCampaign, DueDateExtension, StatedException
from tests.code_of_ethics.people import make_person
from tests.standing import standing
from tests.sweeps.browse import browser
from vault.fields import ciphertext

pytestmark = pytest.mark.django_db


@standing
def asked(employee, version) -> Affirmation:
    return Affirmation.objects.get(person=employee)


def test_an_affirmation_names_the_exact_text(asked, employee, version, at):
    affirmed = affirm(asked, by=employee, at=at)
    assert (affirmed.affirmed_at, affirmed.version_sha256) == (at, version.sha256)


def test_nobody_affirms_for_somebody_else(asked, officer, at):
    with pytest.raises(Affirmation.DoesNotExist):
        affirm(asked, by=officer, at=at)


def test_nobody_affirms_twice(asked, employee, at):
    affirm(asked, by=employee, at=at)
    with pytest.raises(Refused):
        affirm(asked, by=employee, at=at)


def test_nobody_affirms_what_is_not_asked_any_more(asked, employee, officer, at):
    end_campaign(asked.campaign, by=officer, at=at)
    with pytest.raises(Refused) as refusal:
        affirm(asked, by=employee, at=at)
    assert "not asked" in str(refusal.value.sentence)


# --- “I can't affirm” ------------------------------------------------------------------------------------------
def test_what_cannot_be_affirmed_is_sealed_and_only_the_office_is_told(asked, employee, officer, counsel, at):
    state_exception(asked, text="My brother supplies us.", by=employee, at=at)
    stated = StatedException.objects.get()
    assert stated.text == "My brother supplies us."
    assert b"brother" not in ciphertext(stated, "text")
    told = Notice.objects.filter(kind="code_exception_stated").values_list("recipient", flat=True)
    assert list(told) == [officer.pk]
    assert not any("brother" in entry.sentence for entry in history(stated))


def test_somebody_who_cannot_affirm_may_still_do_so_and_that_settles_it(asked, employee, at):
    stated = state_exception(asked, text="A question first.", by=employee, at=at)
    affirm(asked, by=employee, at=at)
    assert StatedException.objects.get(pk=stated.pk).state == "SETTLED"


def test_they_talk_and_each_hears_of_the_other(asked, employee, officer, at):
    stated = state_exception(asked, text="A question first.", by=employee, at=at)
    answer_exception(stated, text="What is it?", by=officer, at=at)
    answer_exception(stated, text="My brother.", by=employee, at=at + timedelta(minutes=1))
    assert [message.text for message in stated.messages.all()] == ["What is it?", "My brother."]
    told = Notice.objects.filter(kind="code_exception_answered").order_by("created_at")
    assert [notice.recipient for notice in told] == [employee, officer]


def test_the_office_excuses_with_a_reason_and_it_counts_as_done(asked, employee, officer, at):
    stated = state_exception(asked, text="I leave tomorrow.", by=employee, at=at)
    excuse(stated, reason="You leave.", by=officer, at=at)
    assert Affirmation.objects.get(pk=asked.pk).state == "EXCUSED"
    assert not Affirmation.objects.of(employee).waiting().exists()
    with pytest.raises(Refused):
        affirm(asked, by=employee, at=at)


def test_an_officers_own_doubts_go_to_the_general_auditor(version, officer, at):
    auditor = make_person("Gloria Auditor", Role.GENERAL_AUDITOR, at=at)
    own = Affirmation.objects.get(person=officer)
    stated = state_exception(own, text="I doubt.", by=officer, at=at)
    assert stated.office == "GENERAL_AUDITOR"
    assert list(Notice.objects.filter(kind="code_exception_stated").values_list("recipient", flat=True)) == [auditor.pk]
    with pytest.raises(Refused):
        excuse(stated, reason="Myself.", by=officer, at=at)


def test_nobody_else_finds_the_talk(asked, employee, counsel, at):
    stated = state_exception(asked, text="A question first.", by=employee, at=at)
    assert not StatedException.objects.visible_to(counsel).exists()
    with pytest.raises(StatedException.DoesNotExist):
        answer_exception(stated, text="Me too.", by=counsel, at=at)


# --- what the office does for somebody -----------------------------------------------------------------------
def test_more_time_is_given_with_a_reason_that_is_sealed(asked, employee, officer, at):
    day = asked.due_on + timedelta(days=14)
    extend_affirmation(asked, due_on=day, reason="On parental leave.", by=officer, at=at)
    extension = DueDateExtension.objects.get()
    assert b"parental" not in ciphertext(extension, "reason")
    assert Affirmation.objects.get(pk=asked.pk).due_on == day
    assert Notice.objects.filter(kind="code_affirmation_extended", recipient=employee).exists()


@pytest.mark.parametrize("days", [0, -3, 400])
def test_more_time_is_later_and_not_for_ever(asked, officer, at, days):
    with pytest.raises(Refused):
        extend_affirmation(asked, due_on=asked.due_on + timedelta(days=days), reason="So.", by=officer, at=at)


def test_a_signature_on_paper_counts_and_the_person_is_told(asked, employee, officer, version, at):
    record_paper(asked, signed_on=at.date(), kept_where="Personnel file.", by=officer, at=at)
    kept = Affirmation.objects.get(pk=asked.pk)
    assert (kept.version_sha256, kept.paper.signed_on) == (version.sha256, at.date())
    assert b"Personnel" not in ciphertext(kept.paper, "kept_where")
    assert Notice.objects.filter(kind="code_affirmation_recorded", recipient=employee).exists()


def test_nobody_signed_before_the_version_was_published_or_in_the_future(asked, officer, at):
    for days in (-1, 1):
        with pytest.raises(Refused):
            record_paper(asked, signed_on=at.date() + timedelta(days=days), kept_where="Here.", by=officer, at=at)


def test_the_office_does_neither_for_itself(version, officer, at):
    own = Affirmation.objects.get(person=officer)
    with pytest.raises(Refused):
        record_paper(own, signed_on=at.date(), kept_where="Here.", by=officer, at=at)
    with pytest.raises(Refused):
        extend_affirmation(own, due_on=own.due_on + timedelta(days=5), reason="So.", by=officer, at=at)


def test_nobody_else_does_either(asked, counsel, at):
    with pytest.raises(Affirmation.DoesNotExist):
        record_paper(asked, signed_on=at.date(), kept_where="Here.", by=counsel, at=at)


# --- what the database refuses --------------------------------------------------------------------------------
def refused(rows, **changes) -> bool:
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(**changes)
    return True


def test_the_database_wants_the_very_text_named(asked, at):
    row = Affirmation.objects.filter(pk=asked.pk)
    assert refused(row, version_sha256="0" * 64)
    assert refused(row, version_sha256="0" * 64, affirmed_at=at)
    assert refused(row, affirmed_at=at)


def test_the_database_keeps_what_was_affirmed(asked, employee, at):
    affirm(asked, by=employee, at=at)
    row = Affirmation.objects.filter(pk=asked.pk)
    assert refused(row, affirmed_at=None, version_sha256="")
    assert refused(row, affirmed_at=at + timedelta(days=1))


def test_the_database_lets_nobody_excuse_themself(asked, employee, at):
    assert refused(Affirmation.objects.filter(pk=asked.pk), excused_by=employee, excused_at=at)


def test_the_database_lets_nobody_give_themself_time(asked, employee, officer, at):
    extend_affirmation(asked, due_on=asked.due_on + timedelta(days=1), reason="So.", by=officer, at=at)
    made = DueDateExtension.objects.get()
    made.pk, made._state.adding, made.granted_by = None, True, employee
    with pytest.raises(IntegrityError), transaction.atomic():
        made.save(force_insert=True)


def test_asking_again_asks_nobody(version, at):
    assert AffirmationCampaign.objects.get().asked_at == at
    assert ask_due(at=at) == 0


def test_above_every_page_stands_that_there_is_a_version_to_read_until_it_is_read(employee, version, at):
    client, words = browser(employee), "There is a version of the Code of Ethics for you to read"
    assert words in client.get("/").content.decode()
    assert words not in client.get("/code/affirm/").content.decode()
    affirm(Affirmation.objects.get(person=employee), by=employee, at=at)
    assert words not in client.get("/").content.decode()
