"""Referrals to public officials: counsel first, then the head (for an executive the chair), and never the proposer."""

import hashlib

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from accounts.moves import Refused
from accounts.roles import Role
from cases import actions
from cases.actions.evidence import attach_file
from cases.models import HandedOver, PublicReferral
from tests.people import make_person
from vault.models import SealedFile


def page_of(referral) -> str:
    return reverse("referrals:referral", args=[referral.pk])


def test_counsel_reads_one_document_and_nothing_else(matter, sign_in, at):
    referral = matter.refer()
    client = sign_in(matter.counsel)
    assert "Opinions wanted" in client.get("/").content.decode()
    for address in (reverse("referrals:list"), page_of(referral)):
        shown = client.get(address).content.decode()
        assert "Public prosecutor" in shown and matter.case.reference not in shown and "Dinners" not in shown
    assert client.get(matter.case.get_absolute_url()).status_code == 404
    other = sign_in(make_person("Cora Otherlaw", Role.COUNSEL, at=at))
    assert other.get(page_of(referral)).status_code == 404
    assert "Public prosecutor" not in other.get(reverse("referrals:list")).content.decode()


def test_decided_after_the_opinion_by_the_head_and_not_by_the_proposer(matter, sign_in, desk, at, now):
    referral = matter.refer()
    with pytest.raises(Refused):
        actions.approve_referral(referral, reasons="So.", by=desk.head, at=at)
    opinion = reverse("referrals:give_opinion", args=[referral.pk])
    sign_in(matter.counsel).post(opinion, {"advice": "AGAINST", "opinion": "No duty."})
    assert now(referral).state == "ADVISED"
    for person in (desk.staff, desk.investigator, matter.counsel):
        with pytest.raises(Refused):
            actions.decline_referral(referral, reasons="So.", by=person, at=at)
    sign_in(desk.head).post(reverse("referrals:decline_referral", args=[referral.pk]), {"reasons": "As counsel says."})
    shown = sign_in(desk.head).get(page_of(referral)).content.decode()
    assert now(referral).state == "DECLINED" and "As counsel says." in shown and "No duty." in shown
    by_head = actions.ReferralFacts("Police", "So.", "So.", matter.counsel)
    own = actions.propose_referral(matter.case, facts=by_head, by=desk.head, at=at)
    actions.give_opinion(own, advice="FOR", opinion="Yes.", by=matter.counsel, at=at)
    with pytest.raises(Refused):
        actions.approve_referral(own, reasons="So.", by=desk.head, at=at)


def test_about_an_executive_the_chair_decides(matter, desk, sign_in, chair, at, now):
    boss = make_person("Xenia Topfloor", at=at, is_executive_officer=True)
    referral = matter.refer()
    desk.name(matter.case, boss)
    page = page_of(referral)
    assert sign_in(chair).get(page).status_code == 404, "before the opinion it is nobody's to decide"
    actions.give_opinion(referral, advice="FOR", opinion="Yes.", by=matter.counsel, at=at)
    with pytest.raises(Refused):
        actions.approve_referral(referral, reasons="So.", by=desk.head, at=at)
    shown = sign_in(chair).get(page).content.decode()
    assert "Decide to refer" in shown and matter.case.reference not in shown
    sign_in(chair).post(reverse("referrals:approve_referral", args=[referral.pk]), {"reasons": "It is our duty."})
    assert (now(referral).state, now(referral).decided_by) == ("APPROVED", chair)


def test_the_wall_stands_before_counsel_too(matter, desk, sign_in):
    referral = matter.refer()
    assert sign_in(matter.counsel).get(page_of(referral)).status_code == 200, "the control"
    desk.name(matter.case, matter.counsel, role="WITNESS")
    assert sign_in(matter.counsel).get(page_of(referral)).status_code == 404
    with pytest.raises(Refused):
        matter.refer()


def test_what_was_handed_over_is_known_by_its_hash(matter, send, desk, sign_in, at, now):
    report = matter.case.reports.get()
    attach_file(
        report, SealedFile.objects.seal([b"ledger"], name="a.txt", data_key=report.data_key, on=at.date()), on=at.date()
    )
    referral = matter.refer()
    actions.give_opinion(referral, advice="FOR", opinion="Yes.", by=matter.counsel, at=at)
    actions.approve_referral(referral, reasons="So.", by=desk.head, at=at)
    day = at.date().isoformat()
    assert (
        "Say what was handed over"
        in send("hand_to_authority", matter.case, referral, handed_over_on=day).content.decode()
    )
    typed = {"handed_over_on": day, "attachments": [report.attachments.get().pk], "things": "A letter\n\nTwo keys"}
    assert send("hand_to_authority", matter.case, referral, **typed).status_code == 302
    assert [str(item.sha256) for item in HandedOver.objects.filter(referral=referral)] == [
        hashlib.sha256(b"ledger").hexdigest(), "", "",
    ]  # fmt: skip
    send("record_receipt", matter.case, referral, acknowledged_on=day, authority_reference="4 Js 12/26")
    send("conclude_referral", matter.case, referral, concluded_on=day, result="Charges were brought.")
    shown = sign_in(desk.staff).get(page_of(referral)).content.decode()
    assert all(
        word in shown
        for word in ("Two keys", "4 Js 12/26", "Charges were brought.", hashlib.sha256(b"ledger").hexdigest())
    )


def test_the_database_refuses_a_decision_without_counsel_or_by_the_proposer(matter, desk, at):
    referral = matter.refer()

    def refuses(statement: str) -> None:
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, [referral.pk.hex if connection.vendor == "sqlite" else referral.pk])

    table = PublicReferral._meta.db_table
    decided = f"UPDATE {table} SET state = 'APPROVED', decided_at = proposed_at, decided_by_id"
    refuses(f"{decided} = counsel_id WHERE id = %s")
    refuses(f"{decided} = proposed_by_id WHERE id = %s")
    actions.give_opinion(referral, advice="FOR", opinion="Yes.", by=matter.counsel, at=at)
    refuses(f"{decided} = proposed_by_id WHERE id = %s")
    refuses(f"UPDATE {table} SET advice = 'AGAINST' WHERE id = %s")
    refuses(f"UPDATE {table} SET state = 'HANDED_OVER', handed_over_on = '2026-11-23' WHERE id = %s")
    refuses(f"DELETE FROM {table} WHERE id = %s")
