"""Referrals to public officials: counsel first, then the head (for an executive the chair), and never the proposer."""

import hashlib

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from accounts.actions import revoke_role
from accounts.models import Notice, RoleGrant
from accounts.moves import Refused
from accounts.roles import Role
from audit.trail import history
from cases import actions
from cases.actions.evidence import attach_file
from cases.actions.walls import replace_walled_off
from cases.models import Case, HandedOver, PublicReferral
from tests.people import make_person
from tests.standing import standing
from vault.models import SealedFile

pytestmark = pytest.mark.slow


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


# --- counsel who can't -----------------------------------------------------------------------------------------
@standing
def other_counsel(at):
    return make_person("Cora Otherlaw", Role.COUNSEL, at=at)


def told(person) -> bool:
    return Notice.objects.filter(recipient=person, kind="counsel_needed").exists()


def test_counsel_who_declines_sees_it_no_more_and_another_is_asked(matter, other_counsel, sign_in, desk, send, now):
    referral = matter.refer()
    client = sign_in(matter.counsel)
    assert "can’t advise on this" in client.get(page_of(referral)).content.decode()
    client.post(reverse("referrals:decline_opinion", args=[referral.pk]), {"receipt": "1" * 32})
    assert client.get(page_of(referral)).status_code == 404
    assert now(referral).counsel_declined_at and told(desk.staff) and told(desk.head)
    assert Notice.objects.get(recipient=matter.counsel, kind="opinion_wanted").withheld
    sent = send("ask_other_counsel", matter.case, referral, counsel=other_counsel.pk, client=sign_in(desk.staff))
    assert sent.status_code == 302 and now(referral).counsel == other_counsel
    assert sign_in(other_counsel).get(page_of(referral)).status_code == 200
    assert sign_in(matter.counsel).get(page_of(referral)).status_code == 404
    assert history(matter.case)[-1].facts["former"] == str(matter.counsel.pk)


def test_the_office_hears_at_once_when_the_wall_cuts_counsel_off(matter, desk, at):
    matter.refer()
    desk.name(matter.case, matter.counsel, role="WITNESS")
    assert told(desk.staff)


def test_the_office_hears_by_the_sweep_when_counsel_leaves_or_is_counsel_no_more(matter, desk, administrator, at):
    matter.refer()
    assert replace_walled_off(at) == 0 and not told(desk.staff)
    grant = RoleGrant.objects.get(person=matter.counsel, role=Role.COUNSEL)
    revoke_role(grant, reason="Left.", by=administrator, at=at)
    assert replace_walled_off(at) == 1 and told(desk.staff)
    assert replace_walled_off(at) == 0, "once for each counsel"


def test_who_may_not_be_asked_instead(matter, other_counsel, desk, at):
    referral = matter.refer()
    desk.name(matter.case, other_counsel, role="WITNESS")
    for person in (matter.counsel, other_counsel, desk.investigator, desk.staff):
        with pytest.raises(Refused):
            actions.ask_other_counsel(referral, counsel=person, by=desk.staff, at=at)


def test_whoever_gave_the_opinion_stays_named(matter, other_counsel, desk, at):
    referral = matter.refer()
    actions.give_opinion(referral, advice="FOR", opinion="Yes.", by=matter.counsel, at=at)
    with pytest.raises(Refused):
        actions.ask_other_counsel(referral, counsel=other_counsel, by=desk.staff, at=at)
    for change in ({"counsel": other_counsel}, {"counsel_declined_at": at}):
        with pytest.raises(IntegrityError), transaction.atomic():
            PublicReferral.objects.filter(pk=referral.pk).update(**change)


def test_who_acts_for_the_chair_has_the_list_of_referrals(matter, desk, member, sign_in, at):
    referral = matter.refer()
    actions.give_opinion(referral, advice="FOR", opinion="Yes.", by=matter.counsel, at=at)
    assert "Public prosecutor" not in sign_in(member).get(reverse("referrals:list")).content.decode()
    Case.objects.filter(pk=matter.case.pk).update(queue="AUDIT_COMMITTEE_CHAIR", acting_head=member)
    assert "Public prosecutor" in sign_in(member).get(reverse("referrals:list")).content.decode()
    assert "Decide to refer" in sign_in(member).get(page_of(referral)).content.decode()
