"""A digest is signed once, by whom it must be, over exactly what is shown; afterwards nothing in it changes."""

import hashlib
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client

from accounts.models import Notice, Person
from accounts.moves import Refused
from accounts.notices import deliver_mails
from audit.rules import drop_rules
from audit.seals import seal_heads
from audit.trail import history
from audit.verification import Replay
from cases.models import Case
from reporting.actions import (
    draft_digest,
    draft_digests,
    edit_commentary,
    notify_committee,
    redraft_digest,
    sign_digest,
)
from reporting.models import Digest, DigestReading
from reporting.periods import Period
from tests.conftest import NOW
from tests.heads import heads_sign, sign_with_heads
from tests.reporting.conftest import IN_QUARTER
from tests.reporting.house import LINE, QUARTER
from tests.standing import standing
from tests.statements import Statements

pytestmark = pytest.mark.django_db
PASSWORD = "correct horse battery staple"
HOW = "re-authenticated by password"


@standing
def draft(house) -> Digest:
    house.material(IN_QUARTER)
    notify_committee(IN_QUARTER + timedelta(hours=1))
    return draft_digest(QUARTER, by=None, at=NOW)


@standing
def signed(draft, house, at) -> Digest:
    edit_commentary(draft, commentary={"summary": "One matter, well handled."}, by=house.auditor, at=at)
    return sign_with_heads(draft, how=HOW, by=house.auditor, at=at)


def test_the_signature_covers_every_word_and_the_newest_seal(draft, house, at):
    seal = seal_heads(at)
    signed = Digest.objects.get(pk=sign_with_heads(draft, how=HOW, by=house.auditor, at=at).pk)
    assert signed.seal == seal.hash
    assert signed.content_sha256 == hashlib.sha256(signed.canonical_bytes()).hexdigest()
    assert signed.signature.verifies(signed.canonical_bytes())
    assert signed.signature.how == HOW
    assert signed.is_genuine()


def test_the_members_are_told_and_their_reading_is_kept(signed, house, browser):
    told = set(Notice.objects.filter(kind="digest_signed").values_list("recipient", flat=True))
    assert told == {house.chair.pk, house.member.pk, house.third.pk}
    client = browser(house.member)
    page = client.get(signed.get_absolute_url())
    assert page.status_code == 200
    assert LINE in page.content.decode()
    assert "One matter, well handled." in page.content.decode()
    client.get(signed.get_absolute_url())
    assert DigestReading.objects.filter(digest=signed, member=house.member).count() == 1
    assert [entry.verb for entry in history(signed)][-1] == "read_digest"
    assert "Mona Quorum" in browser(house.auditor).get(signed.get_absolute_url()).content.decode()


def test_the_mails_do_not_load_the_digest_for_its_seal(draft, house, at, mailoutbox):
    seal = seal_heads(at)
    sign_with_heads(draft, how="password", by=house.auditor, at=at)
    with Statements() as asked:
        deliver_mails(at + timedelta(minutes=1))
    assert any(seal.hash in mail.body for mail in mailoutbox), "the control"
    assert not [one["sql"] for one in asked.captured_queries if "snapshot" in one["sql"]]


def test_the_mail_prints_the_seal_and_nothing_else_of_the_digest(draft, house, at, mailoutbox):
    """So that an anchor of the trail lies in mailboxes, outside the database (SECURITY 6)."""
    seal = seal_heads(at)
    sign_with_heads(draft, how=HOW, by=house.auditor, at=at)
    deliver_mails(at + timedelta(minutes=1))
    [mail] = [one for one in mailoutbox if one.to == [house.member.email] and "seal" in one.body]
    assert seal.hash in mail.body
    assert (
        LINE not in mail.body
        and str(draft.period_end.year) not in mail.body.replace(seal.hash, "")
        and str(draft.pk) not in mail.body
    )
    assert [one for one in mailoutbox if one.to == [house.member.email] and "seal" not in one.body], "the control"
    assert list(Replay(anchors=(seal.hash,)).findings()) == []
    assert list(Replay(anchors=("0" * 64,)).findings()) != []


def test_members_do_not_see_a_draft(draft, house, browser):
    for who in (house.chair, house.member):
        client = browser(who)
        assert client.get(draft.get_absolute_url()).status_code == 404
        assert "Third quarter" not in client.get("/digests/").content.decode()


@pytest.mark.parametrize("who", ["officer", "staff", "investigator", "administrator", "employee"])
def test_to_everybody_else_digests_do_not_exist(signed, house, browser, who):
    client = browser(house.people[who])
    for path in ("", "commentary/", "redraft/", "sign/"):
        assert client.get(f"{signed.get_absolute_url()}{path}").status_code == 404
        assert client.post(f"{signed.get_absolute_url()}{path}").status_code in (404, 405)
    assert client.get("/digests/").status_code == 404


@pytest.mark.parametrize("who", ["chair", "member", "officer"])
def test_nobody_else_writes_or_signs(draft, house, who, at):
    for action, facts in ((edit_commentary, {"commentary": {}}), (redraft_digest, {}), (sign_digest, {"how": HOW})):
        with pytest.raises((Refused, Digest.DoesNotExist)):
            action(draft, by=house.people[who], at=at, **facts)
    assert Digest.objects.get().is_draft


def test_a_matter_that_is_flagged_and_not_listed_keeps_it_from_being_signed(draft, house, in_quarter, at):
    house.material(in_quarter)
    with pytest.raises(Refused, match="refused"):
        sign_digest(draft, how=HOW, by=house.auditor, at=at)
    redraft_digest(draft, by=house.auditor, at=at)
    assert not sign_with_heads(draft, how=HOW, by=house.auditor, at=at).is_draft


def test_a_wall_that_moved_keeps_it_from_being_signed(draft, house, in_quarter, at):
    house.report(in_quarter, typed_names=house.third.full_name)
    with pytest.raises(Refused):
        sign_digest(draft, how=HOW, by=house.auditor, at=at)


def test_a_row_taken_out_of_the_list_keeps_it_from_being_signed(draft, house, at):
    draft = Digest.objects.get(pk=draft.pk)
    draft.snapshot = draft.snapshot | {"lists": draft.snapshot["lists"] | {"material": []}}
    draft.save(update_fields=["snapshot"])
    with pytest.raises(Refused):
        sign_digest(draft, how=HOW, by=house.auditor, at=at)


def test_figures_that_do_not_add_up_keep_it_from_being_signed(draft, house, at):
    draft = Digest.objects.get(pk=draft.pk)
    wrong = draft.snapshot["reconciliation"] | {"adds_up": False}
    draft.snapshot = draft.snapshot | {"reconciliation": wrong}
    draft.save(update_fields=["snapshot"])
    with pytest.raises(Refused):
        sign_digest(draft, how=HOW, by=house.auditor, at=at)


def test_a_signed_digest_is_neither_signed_nor_edited_again(signed, house, at):
    for action, facts in ((edit_commentary, {"commentary": {}}), (redraft_digest, {}), (sign_digest, {"how": HOW})):
        with pytest.raises(Refused):
            action(signed, by=house.auditor, at=at, **facts)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE reporting_digest SET content_sha256 = 'x'",
        "UPDATE reporting_digest SET state = 'DRAFT', signature_id = NULL, signed_by_id = NULL, signed_at = NULL",
        "UPDATE reporting_digest SET period_end = '2026-09-29'",
        "DELETE FROM reporting_digestreading",
        "DELETE FROM reporting_digest",
        "DELETE FROM reporting_digestmatter",
        "UPDATE reporting_digestmatter SET section = 'x'",
    ],
)
def test_the_database_refuses_to_change_what_was_signed(signed, house, browser, statement):
    browser(house.member).get(signed.get_absolute_url())
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def _tamper_with_period(digest: Digest) -> None:
    Digest.objects.filter(pk=digest.pk).update(period_end="2026-09-29")


def _tamper_with_hash(digest: Digest) -> None:
    Digest.objects.filter(pk=digest.pk).update(content_sha256="0" * 64)


def _tamper_with_snapshot(digest: Digest) -> None:
    """By somebody who holds the keys: sealed anew, and the hash recomputed."""
    digest = Digest.objects.get(pk=digest.pk)
    digest.snapshot = digest.snapshot | {"lists": digest.snapshot["lists"] | {"material": []}}
    digest.content_sha256 = hashlib.sha256(digest.canonical_bytes()).hexdigest()
    digest.save()


def _tamper_with_commentary(digest: Digest) -> None:
    digest = Digest.objects.get(pk=digest.pk)
    digest.commentary = {"summary": "All is well."}
    digest.save()


def _tamper_with_ciphertext(digest: Digest) -> None:
    """By somebody without the keys: one byte."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT snapshot FROM reporting_digest WHERE state = 'SIGNED'")
        sealed = bytes(cursor.fetchone()[0])
        cursor.execute(
            "UPDATE reporting_digest SET snapshot = %s WHERE state = 'SIGNED'", [sealed[:-1] + bytes([sealed[-1] ^ 1])]
        )


def _tamper_with_signer(digest: Digest) -> None:
    Digest.objects.filter(pk=digest.pk).update(signed_at=digest.signed_at + timedelta(days=1))


@pytest.mark.parametrize(
    "tamper",
    [
        _tamper_with_period,
        _tamper_with_hash,
        _tamper_with_snapshot,
        _tamper_with_commentary,
        _tamper_with_ciphertext,
        _tamper_with_signer,
    ],
)
def test_an_altered_digest_is_not_shown_and_the_try_is_on_the_trail(signed, house, browser, tamper):
    drop_rules(connection)
    tamper(signed)
    client = browser(house.member)
    page = client.get(signed.get_absolute_url())
    assert page.status_code == 409
    assert "What is stored is not what was signed" in page.content.decode()
    assert LINE not in page.content.decode()
    assert not DigestReading.objects.exists()
    assert history(signed)[-1].verb == "refused"
    assert client.get("/digests/").status_code == 200


def test_a_signed_digest_made_a_draft_again_is_neither_shown_nor_signed(signed, house, browser, at):
    """By somebody who wants another text in its place."""
    drop_rules(connection)
    Digest.objects.filter(pk=signed.pk).update(state="DRAFT", signature=None, signed_by=None, signed_at=None)
    assert browser(house.auditor).get(signed.get_absolute_url()).status_code == 409
    with pytest.raises(Refused):
        sign_digest(signed, how=HOW, by=house.auditor, at=at)


def test_an_untouched_digest_is_shown(signed, house, browser):
    """The control of the one above."""
    assert browser(house.member).get(signed.get_absolute_url()).status_code == 200


def prove(client: Client, person: Person, address: str) -> None:
    """Give one's password again, as the page asks."""
    person.user.set_password(PASSWORD)
    person.user.save()
    client.force_login(person.user)
    answer = client.post("/account/reauthenticate/", {"password": PASSWORD, "next": address})
    assert answer["Location"] == address


def test_signing_asks_for_the_password_first(draft, house, in_quarter):
    heads_sign(draft, at=draft.drafted_at)
    client, address = Client(), f"{draft.get_absolute_url()}sign/"
    client.force_login(house.auditor.user)
    asked = client.get(address)
    assert asked.status_code == 302
    assert asked["Location"].startswith("/account/reauthenticate/")
    assert client.post(address, {"receipt": "a"}).status_code == 302
    assert Digest.objects.get().is_draft, "a forged form does not sign either"
    wrong = client.post(asked["Location"], {"password": "wrong"})
    assert wrong.status_code == 200
    assert client.get(address).status_code == 302
    prove(client, house.auditor, address)
    assert Digest.objects.get().is_draft, "what was sent before the proof is not sent again after it"
    page = client.get(address)
    assert page.status_code == 200
    assert "It agrees with the record" in page.content.decode()
    house.material(in_quarter)
    refused = client.post(address, {"receipt": "b"})
    assert "The record has changed since this was drafted" in refused.content.decode()
    assert Digest.objects.get().is_draft
    redraft_digest(draft, by=house.auditor, at=draft.drafted_at)
    heads_sign(draft, at=draft.drafted_at)
    assert client.post(address, {"receipt": "c"}).status_code == 302
    signed = Digest.objects.get()
    assert not signed.is_draft
    assert signed.signature.how == HOW


def test_a_refused_signature_is_on_the_trail(draft, house, in_quarter, browser):
    house.material(in_quarter)
    client, address = browser(house.auditor), f"{draft.get_absolute_url()}sign/"
    prove(client, house.auditor, address)
    client.post(address, {"receipt": "a"})
    assert history(draft)[-1].facts == {"refused_verb": "sign_digest"}


def test_the_commentary_is_written_section_by_section(draft, house, browser):
    client = browser(house.auditor)
    address = f"{draft.get_absolute_url()}commentary/"
    assert client.get(address).status_code == 200
    answer = client.post(address, {"receipt": "a", "summary": " Two asks.\x00 ", "retaliation": "None."})
    assert answer.status_code == 302
    assert Digest.objects.get().commentary == {"summary": "Two asks.", "retaliation": "None."}
    too_long = client.post(address, {"receipt": "b", "summary": "x" * 9000})
    assert "at most 8,000 fit here" in too_long.content.decode()
    assert "x" * 9000 in too_long.content.decode(), "what was typed is kept"


def test_a_member_named_later_no_longer_finds_the_digest_that_lists_the_matter(signed, house, browser, in_quarter):
    row = signed.snapshot["lists"]["material"][0]
    case = house.report(in_quarter).__class__.objects.get(reference=row["reference"])
    house.name(case, house.third, in_quarter)
    client = browser(house.third)
    assert client.get(signed.get_absolute_url()).status_code == 404
    assert "Third quarter" not in client.get("/digests/").content.decode()
    assert browser(house.member).get(signed.get_absolute_url()).status_code == 200


def test_a_draft_is_brought_behind_the_wall_before_its_signer_sees_it(draft, house, browser, in_quarter, at):
    row = draft.snapshot["lists"]["material"][0]
    case = Case.objects.get(reference=row["reference"])
    house.name(case, house.auditor, in_quarter)
    client = browser(house.auditor)
    page = client.get(draft.get_absolute_url())
    assert page.status_code == 200
    assert row["reference"] not in page.content.decode()
    assert LINE not in page.content.decode()
    draft_digests(at + timedelta(hours=1))
    assert "Material matters" in client.get(draft.get_absolute_url()).content.decode()
    assert LINE not in client.get(draft.get_absolute_url()).content.decode()


def test_a_wall_that_moved_looks_like_a_matter_that_was_decided(draft, house, browser, in_quarter, at):
    """Otherwise a draft that is not shown would tell its signer that somebody has been named."""
    other = draft_digest(Period(QUARTER.start, QUARTER.end - timedelta(days=1)), by=None, at=at)
    client = browser(house.auditor)
    house.material(in_quarter)
    decided = client.get(draft.get_absolute_url()).content.decode()
    for one in (draft, other):
        redraft_digest(one, by=None, at=at)
    house.report(in_quarter, typed_names=house.auditor.full_name)
    walled = client.get(draft.get_absolute_url()).content.decode()
    assert "The record has changed since this was drafted" in decided
    assert decided.partition("<main")[2] == walled.partition("<main")[2]


def test_opening_a_draft_changes_nothing(draft, house, browser, in_quarter):
    house.material(in_quarter)
    house.report(in_quarter, typed_names=house.third.full_name)
    before, entries = Digest.objects.get(), len(history(draft))
    browser(house.auditor).get(draft.get_absolute_url())
    after = Digest.objects.get()
    assert after.canonical_bytes() == before.canonical_bytes()
    assert (after.drafted_at, after.scope_digest) == (before.drafted_at, before.scope_digest)
    assert len(history(draft)) == entries


def test_the_auditor_drafts_it_again_with_todays_figures_and_it_is_on_the_trail(draft, house, browser, in_quarter):
    house.material(in_quarter)
    client = browser(house.auditor)
    page = client.get(draft.get_absolute_url()).content.decode()
    assert "Draft again with today" in page
    assert "23 November 2026" in page, "when it was drafted"
    assert client.post(f"{draft.get_absolute_url()}redraft/", {"receipt": "a"}).status_code == 302
    assert len(Digest.objects.get().snapshot["lists"]["material"]) == 2
    assert history(draft)[-1].verb == "redraft_digest"
    assert history(draft)[-1].actor == house.auditor.full_name
    assert "It agrees with the record" in client.get(draft.get_absolute_url()).content.decode()


def test_a_correction_has_to_name_what_it_corrects(signed, house, at):
    draft = draft_digest(Period(QUARTER.start, QUARTER.end - timedelta(days=1)), by=None, at=at)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE reporting_digest SET version = 2 WHERE state = 'DRAFT'")
    assert Digest.objects.get(pk=draft.pk).version == 1
