"""Each head signs for their queue before the General Auditor signs the whole, and what changes later makes it void."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client

from accounts.models import Notice, Person, RoleGrant
from accounts.moves import Refused
from accounts.roles import Power, Role
from audit.models import Signature
from audit.rules import drop_rules
from audit.trail import history
from cases.actions import decide_materiality, designate
from cases.actions.designations import DesignationFacts
from cases.models import Case
from cases.states.case import Queue
from code_of_ethics.models import Topic
from reporting.actions import (
    correct_digest,
    draft_digest,
    draft_digests,
    edit_commentary,
    redraft_digest,
    sign_digest,
    sign_digest_part,
)
from reporting.models import Digest, DigestPart
from tests.heads import HOW, heads_sign, sign_with_heads
from tests.people import make_person
from tests.reporting.house import LINE, QUARTER
from tests.reporting.test_sign_digest import prove
from tests.standing import standing

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.usefixtures("stopped_clock")]


@standing
def matters(house, in_quarter) -> dict[str, Case]:
    """A material matter in each office's queue."""
    ethics = house.material(in_quarter).case
    books = house.material(in_quarter + timedelta(days=1)).case
    Case.objects.filter(pk=books.pk).update(queue=Queue.GENERAL_AUDITOR)
    Case.objects.filter(pk=ethics.pk).update(queue=Queue.ETHICS_OFFICE)
    return {case.queue: case for case in Case.objects.filter(pk__in=[ethics.pk, books.pk])}


@standing
def draft(house, matters, at) -> Digest:
    return draft_digest(QUARTER, by=None, at=at)


def part_of(draft: Digest, queue: str) -> DigestPart:
    return DigestPart.objects.standing().get(digest=draft, queue=queue)


@standing
def ethics(draft) -> DigestPart:
    return part_of(draft, Queue.ETHICS_OFFICE)


@standing
def books(draft) -> DigestPart:
    return part_of(draft, Queue.GENERAL_AUDITOR)


# --- the order of the signatures ---------------------------------------------------------------------------
def test_a_draft_asks_both_heads(draft, house):
    assert set(draft.parts.values_list("queue", flat=True)) == {"ETHICS_OFFICE", "GENERAL_AUDITOR"}
    asked = Notice.objects.filter(kind="digest_part_waits").values_list("recipient", flat=True)
    assert set(asked) == {house.auditor.pk, house.officer.pk}


def test_the_whole_is_not_signed_before_every_head_has(draft, ethics, books, house, at):
    for part, head, awaited in ((None, None, "Compliance & Ethics"), (books, house.auditor, "Compliance & Ethics")):
        if part:
            sign_digest_part(part, how=HOW, by=head, at=at)
        with pytest.raises(Refused) as refusal:
            sign_digest(draft, how=HOW, by=house.auditor, at=at)
        assert awaited in str(refusal.value.sentence)
    assert "General Auditor and" not in str(refusal.value.sentence), "who has signed is not awaited"
    sign_digest_part(ethics, how=HOW, by=house.officer, at=at)
    assert not sign_digest(draft, how=HOW, by=house.auditor, at=at).is_draft


def test_the_database_refuses_a_signature_over_the_whole_before_the_heads(draft, books, house, at):
    sign_digest_part(books, how=HOW, by=house.auditor, at=at)
    signature = Signature.objects.get()
    with pytest.raises(IntegrityError, match="heads sign"), transaction.atomic():
        Digest.objects.filter(pk=draft.pk).update(
            state="SIGNED", content_sha256="x", signature=signature, signed_by=house.auditor, signed_at=at
        )


def test_the_last_head_lets_the_general_auditor_know(draft, ethics, books, house, at):
    sign_digest_part(books, how=HOW, by=house.auditor, at=at)
    assert not Notice.objects.filter(kind="digest_to_sign").exists()
    sign_digest_part(ethics, how=HOW, by=house.officer, at=at)
    assert Notice.objects.get(kind="digest_to_sign").recipient == house.auditor


def test_a_head_with_nothing_in_their_queue_signs_for_that(house, at):
    draft = draft_digest(QUARTER, by=None, at=at)
    part = part_of(draft, Queue.ETHICS_OFFICE)
    assert part.lists() == {}
    assert sign_digest_part(part, how=HOW, by=house.officer, at=at).signature.signer_name == house.officer.full_name


def test_a_matter_in_the_chairs_queue_is_signed_for_by_the_chair(house, matters, at):
    Case.objects.filter(pk=matters["GENERAL_AUDITOR"].pk).update(queue=Queue.AUDIT_COMMITTEE_CHAIR)
    draft = draft_digest(QUARTER, by=None, at=at)
    chairs = part_of(draft, Queue.AUDIT_COMMITTEE_CHAIR)
    assert [row["reference"] for row in chairs.lists()["material"]] == [matters["GENERAL_AUDITOR"].reference]
    with pytest.raises(DigestPart.DoesNotExist):
        sign_digest_part(chairs, how=HOW, by=house.auditor, at=at)
    sign_digest_part(chairs, how=HOW, by=house.chair, at=at)
    assert not sign_with_heads(draft, how=HOW, by=house.auditor, at=at).is_draft


def test_an_annex_asks_no_head(house, in_quarter, at):
    """It is the chair's alone, and a head is told nothing that would hint at it."""
    house.report(in_quarter, typed_names=house.officer.full_name)
    draft_digest(QUARTER, by=None, at=at)
    assert set(DigestPart.objects.values_list("digest__kind", flat=True)) == {"COMMON"}


# --- who sees and signs ------------------------------------------------------------------------------------
def test_a_head_reads_the_matters_of_their_own_queue_and_no_other(draft, ethics, matters, house, browser):
    page = browser(house.officer).get(ethics.get_absolute_url()).content.decode()
    assert LINE in page and matters["ETHICS_OFFICE"].reference in page
    assert matters["GENERAL_AUDITOR"].reference not in page
    assert browser(house.officer).get(draft.get_absolute_url()).status_code == 404


def test_nobody_signs_for_the_other_queue(ethics, books, house, browser, at):
    for part, who in ((ethics, house.auditor), (books, house.officer)):
        with pytest.raises(DigestPart.DoesNotExist):
            sign_digest_part(part, how=HOW, by=who, at=at)
        for path in ("", "sign/"):
            assert browser(who).get(f"{part.get_absolute_url()}{path}").status_code == 404


@pytest.mark.parametrize("who", ["staff", "investigator", "chair", "member", "administrator", "employee"])
def test_to_others_the_parts_do_not_exist(ethics, books, house, browser, at, who):
    client = browser(house.people[who])
    for part in (ethics, books):
        assert client.get(part.get_absolute_url()).status_code == 404
        assert client.post(f"{part.get_absolute_url()}sign/").status_code == 404
        with pytest.raises(DigestPart.DoesNotExist):
            sign_digest_part(part, how=HOW, by=house.people[who], at=at)


def test_the_head_finds_it_on_the_first_page_and_signs_with_the_password(draft, ethics, house):
    client = Client()
    client.force_login(house.officer.user)
    assert "Parts of a digest to sign for" in client.get("/").content.decode()
    assert ethics.get_absolute_url() in client.get("/digests/parts/").content.decode()
    address = f"{ethics.get_absolute_url()}sign/"
    assert client.post(address, {"receipt": "a"})["Location"].startswith("/account/reauthenticate/")
    assert DigestPart.objects.get(pk=ethics.pk).signature is None, "a forged form does not sign"
    prove(client, house.officer, address)
    assert LINE in client.get(address).content.decode(), "one reads what one signs for"
    assert client.post(address, {"receipt": "b"}).status_code == 302
    assert DigestPart.objects.get(pk=ethics.pk).signature.how == HOW
    assert "Parts of a digest to sign for" not in client.get("/").content.decode()
    assert "Signed on" in client.get(ethics.get_absolute_url()).content.decode()


def test_the_general_auditor_sees_who_has_signed_and_who_is_awaited(draft, ethics, books, house, browser, at):
    sign_digest_part(ethics, how=HOW, by=house.officer, at=at)
    client = browser(house.auditor)
    page = client.get(draft.get_absolute_url()).content.decode()
    assert house.officer.full_name in page and "Awaited" in page
    assert books.get_absolute_url() in page, "their own queue is signed for from here"
    prove(client, house.auditor, f"{draft.get_absolute_url()}sign/")
    assert "Still awaited: General Auditor." in client.get(f"{draft.get_absolute_url()}sign/").content.decode()


def give(head: Person, deputy: Person, at, powers=(Power.LEAD,), topics=()) -> None:
    """By the head, in writing."""
    (role,) = head.roles
    facts = DesignationFacts(
        deputy, list(powers), at - timedelta(days=1), at + timedelta(days=30), "While I am away.",
        Topic.objects.filter(slug__in=topics),
    )  # fmt: skip
    designate(role, facts=facts, by=head, at=at)


def empty_post(house, who: str, role: str, at) -> None:
    RoleGrant.objects.filter(person=house.people[who], role=role).update(
        revoked_at=at - timedelta(minutes=1), revoked_by=house.administrator
    )


# --- what makes it void ------------------------------------------------------------------------------------
def test_an_edit_of_the_commentary_makes_a_signature_void_and_asks_again(draft, ethics, house, browser, at):
    sign_digest_part(ethics, how=HOW, by=house.officer, at=at)
    edit_commentary(draft, commentary={"summary": "One matter."}, by=house.auditor, at=at)
    old = DigestPart.objects.get(pk=ethics.pk)
    assert old.state == "VOID" and old.signature, "what was signed is kept"
    assert part_of(draft, Queue.ETHICS_OFFICE).state == "AWAITED"
    assert history(draft)[-1].verb == "void_digest_part"
    assert "Void since the change of" in browser(house.auditor).get(draft.get_absolute_url()).content.decode()
    page = browser(house.officer).get(old.get_absolute_url()).content.decode()
    assert "The draft has changed since" in page and LINE not in page
    assert Notice.objects.filter(kind="digest_part_waits", recipient=house.officer).count() == 2
    with pytest.raises(Refused):
        sign_digest(draft, how=HOW, by=house.auditor, at=at)


def test_words_that_stay_as_they_are_leave_the_signature_standing(draft, ethics, house, at):
    """The control of the one above."""
    sign_digest_part(ethics, how=HOW, by=house.officer, at=at)
    edit_commentary(draft, commentary={}, by=house.auditor, at=at)
    redraft_digest(draft, by=house.auditor, at=at)
    assert part_of(draft, Queue.ETHICS_OFFICE).pk == ethics.pk


def test_another_digest_line_makes_it_void_at_the_next_draft(draft, ethics, matters, house, in_quarter, at):
    heads_sign(draft, at=at)
    decide_materiality(
        matters["ETHICS_OFFICE"], outcome="MATERIAL", reasons="More of it.", digest_line="Dinners, and a journey.",
        by=house.officer, at=in_quarter + timedelta(days=3),
    )  # fmt: skip
    with pytest.raises(Refused) as refusal:
        sign_digest(draft, how=HOW, by=house.auditor, at=at)
    assert "record has changed" in str(refusal.value.sentence)
    draft_digests(at)
    assert DigestPart.objects.get(pk=ethics.pk).state == "VOID"
    assert part_of(draft, Queue.ETHICS_OFFICE).lists()["material"][0]["line"] == "Dinners, and a journey."


def test_behind_the_record_nothing_is_shown_nor_signed(draft, ethics, house, in_quarter, browser, at):
    house.material(in_quarter)
    page = browser(house.officer).get(ethics.get_absolute_url()).content.decode()
    assert "The record has changed since this was drafted" in page and LINE not in page
    with pytest.raises(Refused):
        sign_digest_part(ethics, how=HOW, by=house.officer, at=at)


def test_a_wall_that_moved_looks_like_a_matter_that_was_decided(draft, ethics, matters, house, in_quarter, browser, at):
    """To a head who is cut off from a matter, the part must not tell that somebody has named them."""
    client = browser(house.officer)
    house.name(matters["GENERAL_AUDITOR"], house.officer, in_quarter)
    walled = client.get(ethics.get_absolute_url())
    assert walled.status_code == 200 and LINE not in walled.content.decode()
    draft_digests(at + timedelta(hours=1))
    fresh = client.get(part_of(draft, Queue.ETHICS_OFFICE).get_absolute_url()).content.decode()
    assert matters["ETHICS_OFFICE"].reference in fresh and matters["GENERAL_AUDITOR"].reference not in fresh


def test_the_clock_drafts_again_whatever_has_moved(draft, house, in_quarter, at):
    """If it did so for a wall alone, a signature that becomes void would tell of one."""
    heads_sign(draft, at=at)
    house.material(in_quarter)
    draft_digests(at + timedelta(hours=1))
    assert DigestPart.objects.awaited().filter(digest=draft).count() == 2
    assert len(Digest.objects.get(pk=draft.pk).snapshot["lists"]["material"]) == 3


# --- whoever stands in -------------------------------------------------------------------------------------
@standing
def deputy(house, at) -> Person:
    return make_person("Dora Standwell", at=at)


def test_a_deputy_who_decides_for_the_head_signs(ethics, house, deputy, browser, at):
    give(house.officer, deputy, at)
    assert LINE in browser(deputy).get(ethics.get_absolute_url()).content.decode()
    signed = sign_digest_part(ethics, how=HOW, by=Person.objects.get(pk=deputy.pk), at=at)
    assert signed.signature.signer_name == "Dora Standwell"


@pytest.mark.parametrize("facts", [{"powers": [Power.WORK]}, {"topics": ["bribery"]}])
def test_a_deputy_with_less_than_the_whole_does_not(ethics, house, deputy, browser, at, facts):
    give(house.officer, deputy, at, **facts)
    assert browser(deputy).get(ethics.get_absolute_url()).status_code == 404
    assert browser(deputy).get("/digests/parts/").status_code == 404
    assert "Parts of a digest" not in browser(deputy).get("/").content.decode()
    with pytest.raises(DigestPart.DoesNotExist):
        sign_digest_part(ethics, how=HOW, by=Person.objects.get(pk=deputy.pk), at=at)


def test_a_deputy_whom_a_matter_walls_off_neither_sees_nor_signs(
    ethics, matters, house, deputy, browser, in_quarter, at
):
    give(house.officer, deputy, at)
    house.name(matters["ETHICS_OFFICE"], deputy, in_quarter)
    assert browser(deputy).get(ethics.get_absolute_url()).status_code == 404
    with pytest.raises(DigestPart.DoesNotExist):
        sign_digest_part(ethics, how=HOW, by=Person.objects.get(pk=deputy.pk), at=at)
    assert sign_digest_part(ethics, how=HOW, by=house.officer, at=at).signed_at, "the head still can"


def test_the_signer_of_the_whole_signs_for_no_other_queue_as_a_deputy(ethics, house, at):
    """Nobody can designate them while they hold that role; they may have got it afterwards."""
    give(house.officer, house.employee, at)
    RoleGrant.objects.filter(person=house.auditor).update(person=house.employee)
    with pytest.raises(DigestPart.DoesNotExist):
        sign_digest_part(ethics, how=HOW, by=Person.objects.get(pk=house.employee.pk), at=at)


def test_for_an_empty_post_the_chair_signs(house, matters, browser, at):
    empty_post(house, "officer", Role.ETHICS_OFFICER, at)
    draft = draft_digest(QUARTER, by=None, at=at)
    ethics = part_of(draft, Queue.ETHICS_OFFICE)
    assert Notice.objects.filter(kind="digest_part_waits", recipient=house.chair).count() == 1
    assert matters["ETHICS_OFFICE"].reference in browser(house.chair).get(ethics.get_absolute_url()).content.decode()
    with pytest.raises(DigestPart.DoesNotExist):
        sign_digest_part(ethics, how=HOW, by=house.member, at=at)
    sign_digest_part(ethics, how=HOW, by=house.chair, at=at)


def test_where_there_is_no_chair_either_a_member_signs(house, matters, at):
    empty_post(house, "officer", Role.ETHICS_OFFICER, at)
    empty_post(house, "chair", Role.AUDIT_COMMITTEE_CHAIR, at)
    ethics = part_of(draft_digest(QUARTER, by=None, at=at), Queue.ETHICS_OFFICE)
    assert sign_digest_part(ethics, how=HOW, by=house.member, at=at).signed_by == house.member


# --- what is stored ----------------------------------------------------------------------------------------
@standing
def signed(draft, house, at) -> Digest:
    return sign_with_heads(draft, how=HOW, by=house.auditor, at=at)


def test_the_signature_over_the_whole_covers_those_of_the_heads(signed):
    kept = Digest.objects.with_proof(signed.pk).get()
    assert kept.is_genuine()
    assert kept.canonical_bytes().count(b'"queue":"ETHICS_OFFICE"') > 1
    drop_rules(connection)
    DigestPart.objects.filter(digest=signed, queue="ETHICS_OFFICE").delete()
    assert not Digest.objects.with_proof(signed.pk).get().is_genuine()


def test_members_read_who_signed_for_each_queue(signed, house, browser):
    page = browser(house.member).get(signed.get_absolute_url()).content.decode()
    assert "For the queues" in page and house.officer.full_name in page


def _another_signer(part: DigestPart, house) -> None:
    DigestPart.objects.filter(pk=part.pk).update(signed_by=house.staff)


def _void(part: DigestPart, house) -> None:
    DigestPart.objects.filter(pk=part.pk).update(voided_at=part.signed_at)


def _another_queue(part: DigestPart, house) -> None:
    DigestPart.objects.filter(pk=part.pk).update(queue=Queue.AUDIT_COMMITTEE_CHAIR)


def _another_day(part: DigestPart, house) -> None:
    Signature.objects.filter(pk=part.signature_id).update(signed_at=part.signed_at + timedelta(days=1))


@pytest.mark.parametrize("tamper", [_another_signer, _void, _another_queue, _another_day])
def test_a_heads_signature_that_was_altered_is_found_at_reading(signed, house, browser, tamper):
    drop_rules(connection)
    tamper(DigestPart.objects.get(digest=signed, queue="ETHICS_OFFICE"), house)
    page = browser(house.member).get(signed.get_absolute_url())
    assert page.status_code == 409 and LINE not in page.content.decode()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE reporting_digestpart SET voided_at = asked_at",
        "UPDATE reporting_digestpart SET queue = 'AUDIT_COMMITTEE_CHAIR'",
        "UPDATE reporting_digestpart SET signature_id = NULL, signed_by_id = NULL, signed_at = NULL",
        "DELETE FROM reporting_digestpart",
    ],
)
def test_the_database_refuses_to_change_what_the_heads_signed(signed, statement):
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_a_correction_is_signed_by_the_heads_anew(signed, house, at):
    new = correct_digest(signed, reason="A wrong figure.", by=house.auditor, at=at)
    assert DigestPart.objects.awaited().filter(digest=new).count() == 2
    with pytest.raises(Refused):
        sign_digest(new, how=HOW, by=house.auditor, at=at)


def test_a_draft_from_before_the_heads_signed_is_drafted_again_and_asks_them(draft, at):
    drop_rules(connection)
    DigestPart.objects.all().delete()
    draft_digests(at)
    assert DigestPart.objects.awaited().filter(digest=draft).count() == 2


def test_a_part_is_signed_once(ethics, house, at):
    sign_digest_part(ethics, how=HOW, by=house.officer, at=at)
    with pytest.raises(Refused):
        sign_digest_part(ethics, how=HOW, by=house.officer, at=at)
