"""What walls off a signer or a reader is reported apart, and nothing common hints at it (DECISIONS 11)."""

import json
from datetime import timedelta

import pytest

from accounts.actions import change_manager
from accounts.models import Notice
from accounts.moves import Refused
from accounts.roles import Role
from cases.actions import recuse, reject_party
from reporting.actions import draft_digest, draft_digests
from reporting.models import Digest
from reporting.periods import Period
from reporting.states import DigestKind
from tests.heads import sign_with_heads
from tests.people import make_person
from tests.reporting.house import QUARTER
from tests.standing import standing

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
HOW = "re-authenticated by password"


@standing
def ordinary(house, in_quarter):
    """What the common digest may tell."""
    return house.material(in_quarter).case


@standing
def apart(house, in_quarter, ordinary):
    """A matter that names a member of the committee."""
    case = house.report(in_quarter, "bribery", typed_names=house.third.full_name)
    house.decide(house.acknowledge(case, in_quarter), in_quarter)
    return case


@standing
def drafts(apart, at) -> dict[str, Digest]:
    draft_digest(QUARTER, by=None, at=at)
    return {digest.kind: digest for digest in Digest.objects.all()}


def test_the_common_digest_is_the_same_as_if_the_matter_did_not_exist(house, in_quarter, ordinary, at):
    draft_digest(QUARTER, by=None, at=at)
    without = Digest.objects.get()
    kept = json.dumps(without.snapshot, sort_keys=True)
    case = house.report(in_quarter, "bribery", typed_names=house.third.full_name)
    house.decide(house.acknowledge(case, in_quarter), in_quarter)
    draft_digests(at + timedelta(minutes=1))
    common = Digest.objects.get(kind=DigestKind.COMMON)
    assert json.dumps(common.snapshot, sort_keys=True) == kept
    assert case.reference not in kept


def test_the_annex_has_its_own_totals_list_and_reconciliation(drafts, apart, ordinary):
    annex = drafts[DigestKind.ANNEX].snapshot
    assert [row["reference"] for row in annex["lists"]["material"]] == [apart.reference]
    assert annex["figures"]["movement"]["opened"] == 1
    assert annex["reconciliation"]["listed"] == 1
    assert "waivers" not in annex["figures"]
    assert ordinary.reference not in json.dumps(annex)


def test_without_such_a_matter_there_is_no_annex(ordinary, at):
    draft_digest(QUARTER, by=None, at=at)
    assert not Digest.objects.filter(kind=DigestKind.ANNEX).exists()


def test_the_annex_exists_for_members_whom_it_does_not_concern_and_nobody_else(drafts, house, browser):
    address = drafts[DigestKind.ANNEX].get_absolute_url()
    statuses = {
        who: browser(house.people[who]).get(address).status_code
        for who in ("chair", "member", "third", "auditor", "officer", "administrator", "employee")
    }
    assert statuses == {
        "chair": 200, "member": 200, "third": 404, "auditor": 404, "officer": 404, "administrator": 404, "employee": 404
    }  # fmt: skip


def test_nothing_hints_at_it_to_the_one_it_concerns_or_to_the_auditor(drafts, apart, house, browser, at):
    sign_with_heads(drafts[DigestKind.COMMON], how=HOW, by=house.auditor, at=at)
    sign_with_heads(drafts[DigestKind.ANNEX], how=HOW, by=house.chair, at=at)
    common = drafts[DigestKind.COMMON].get_absolute_url()
    # The auditor's own first page may show the case: nothing keeps the auditor from it, only from its annex.
    for who, paths in ((house.third, ("/", "/digests/", common)), (house.auditor, ("/digests/", common))):
        client = browser(who)
        pages = "".join(client.get(path).content.decode() for path in paths)
        assert "nnex" not in pages
        assert "estricted" not in pages
        assert apart.reference not in pages
        assert str(drafts[DigestKind.ANNEX].pk) not in pages
    bells = Notice.objects.filter(about_id=str(drafts[DigestKind.ANNEX].pk))
    assert not bells.filter(recipient__in=[house.third, house.auditor]).exists()
    assert bells.filter(kind="digest_signed", recipient=house.member).count() == 1


def test_the_chair_signs_it_and_the_auditor_and_a_member_can_not(drafts, house, browser, at):
    annex = drafts[DigestKind.ANNEX]
    with pytest.raises(Digest.DoesNotExist):
        sign_with_heads(annex, how=HOW, by=house.auditor, at=at)
    with pytest.raises(Refused):
        sign_with_heads(annex, how=HOW, by=house.member, at=at)
    assert sign_with_heads(annex, how=HOW, by=house.chair, at=at).signed_by == house.chair


def test_where_it_concerns_the_chair_another_member_signs(house, in_quarter, at):
    house.report(in_quarter, typed_names=house.chair.full_name)
    draft_digest(QUARTER, by=None, at=at)
    annex = Digest.objects.get(kind=DigestKind.ANNEX)
    with pytest.raises(Digest.DoesNotExist):
        sign_with_heads(annex, how=HOW, by=house.chair, at=at)
    assert sign_with_heads(annex, how=HOW, by=house.member, at=at).signed_by == house.member


def test_matters_of_the_auditor_and_of_a_conflict_stand_apart_too(house, in_quarter, at):
    of_auditor = house.report(in_quarter, typed_names=house.auditor.full_name)
    conflicted = house.acknowledge(house.report(in_quarter), in_quarter)
    recuse(conflicted, reason="A friend.", by=house.officer, at=in_quarter)
    draft_digest(QUARTER, by=None, at=at)
    annex = Digest.objects.get(kind=DigestKind.ANNEX)
    assert set(annex.matters.values_list("case__reference", flat=True)) == {of_auditor.reference, conflicted.reference}
    assert Digest.objects.get(kind=DigestKind.COMMON).snapshot["figures"]["reports"] == 0


def test_once_the_wall_lifts_the_matter_enters_a_later_digest_marked(house, in_quarter, at):
    """Rejected as a possible match after the digest was signed: the next digest lists it as from an earlier period."""
    case = house.report(in_quarter, "bribery", typed_names=house.third.full_name)
    house.decide(house.acknowledge(case, in_quarter), in_quarter)
    draft_digest(QUARTER, by=None, at=at)
    sign_with_heads(Digest.objects.get(kind=DigestKind.COMMON), how=HOW, by=house.auditor, at=at)
    for party in case.parties.all():
        reject_party(party, reason="Somebody else of that name.", by=house.worker(case), at=at)
    later = draft_digest(Period(QUARTER.end + timedelta(days=1), QUARTER.end + timedelta(days=31)),
                         by=None, at=at)  # fmt: skip
    (row,) = later.snapshot["lists"]["material"]
    assert row["reference"] == case.reference
    assert row["is_from_earlier"]


# --- executives --------------------------------------------------------------------------------------------
def test_a_matter_on_an_executive_is_withheld_from_management(house, in_quarter, browser, at):
    """It stands in the digest, which its signer and the committee read alone: not the executive, nor any of theirs, nor
    another executive, the General Counsel, or the heads beside it."""
    below = make_person("Bela Lowdown", at=house.at, manager=house.executive)
    others = [
        make_person("Otto Elsewhere", at=house.at, is_executive_officer=True),
        make_person("Gina Counselor", Role.GENERAL_COUNSEL, at=house.at, is_executive_officer=True),
    ]
    case = house.acknowledge(house.report(in_quarter, typed_names=house.executive.full_name), in_quarter)
    house.decide(case, in_quarter)
    draft = draft_digest(QUARTER, by=None, at=at)
    sign_with_heads(draft, how=HOW, by=house.auditor, at=at)
    for person in (house.executive, below, *others, house.officer, house.staff):
        client = browser(person)
        assert client.get(draft.get_absolute_url()).status_code == 404
        assert client.post(f"{draft.get_absolute_url()}paper/").status_code == 404
        assert draft.period.name not in client.get("/").content.decode()
    for person in (house.executive, below):
        assert case.reference not in browser(person).get("/").content.decode()
    page = browser(house.member).get(draft.get_absolute_url()).content.decode()
    assert case.reference in page, "the control: the committee reads it"


def test_a_matter_on_the_executive_above_the_general_auditor_stands_in_the_annex_alone(house, in_quarter, browser, at):
    """A session without management: who signs the common digest reports to them."""
    change_manager(house.auditor, house.executive, by="the tests", at=house.at)
    case = house.report(in_quarter, typed_names=house.executive.full_name)
    draft_digest(QUARTER, by=None, at=at)
    drafts = {digest.kind: digest for digest in Digest.objects.all()}
    assert case.reference in json.dumps(drafts[DigestKind.ANNEX].snapshot)
    assert case.reference not in json.dumps(drafts[DigestKind.COMMON].snapshot)
    for who in (house.auditor, house.officer, house.executive):
        assert browser(who).get(drafts[DigestKind.ANNEX].get_absolute_url()).status_code == 404
