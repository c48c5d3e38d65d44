"""Who decides, changed by hand: with a reason, downwards only by two, and never against the law."""

import pytest

from accounts.models import Notice, Person
from accounts.moves import Refused
from audit.trail import history
from tests.standing import standing
from tests.waivers.story import WHY
from tests.waivers.test_database_refuses import refuses, run
from waivers import actions
from waivers.models import ClassChange, ConsentSignature, Waiver
from waivers.states import ClassReason, WaiverClass, WaiverState
from waivers.verification import checked

pytestmark = pytest.mark.django_db


@standing
def left(story, asked) -> Waiver:
    """What the CCEO leaves to the Board."""
    return story.left_to_the_board(asked)


@standing
def lowering(story, left) -> Waiver:
    return story.lowering(left)


def now(waiver: Waiver) -> Waiver:
    return Waiver.objects.get(pk=waiver.pk)


def heard(person: Person, kind: str) -> bool:
    return Notice.objects.filter(recipient=person, kind=kind).exists()


def test_left_to_the_board_both_classes_are_kept_with_the_reason(left, people):
    assert (left.classification, left.classification_reason) == (WaiverClass.BOARD, ClassReason.LEFT_TO_BOARD)
    change = ClassChange.objects.get()
    assert (change.from_class, change.from_reason) == ("OTHER", "EMPLOYEE")
    assert (change.to_class, change.to_reason) == ("BOARD", "LEFT_TO_BOARD")
    assert change.reason == "A minister asks." and "minister" not in str(history(left)[-1].facts)
    assert heard(people.employee, "waiver_class_changed")


def test_left_to_the_board_nobody_else_grants_it(left, people, story):
    with pytest.raises(Refused):
        actions.approve_waiver(left, **WHY, by=people.ethics_officer, at=story.next_moment())
    assert story.confirmed(story.on_agenda(left)).state == WaiverState.GRANTED


def test_a_change_without_a_reason_is_refused(asked, people, story):
    with pytest.raises(Refused) as refusal:
        actions.raise_class(
            asked, because="LEFT_TO_BOARD", reason=" ", by=people.ethics_officer, at=story.next_moment()
        )
    assert refusal.value.field_name == "reason"


def test_what_the_law_gives_to_the_board_is_not_taken_from_it_by_hand(asked_by_executive, people, story):
    with pytest.raises(Refused):
        actions.lower_class(asked_by_executive, reason="Small.", by=people.ethics_officer, at=story.next_moment())


def test_of_somebody_who_is_no_officer_any_more_it_may_be_proposed(asked_by_executive, people, story):
    Person.objects.filter(pk=people.executive.pk).update(is_executive_officer=False)
    waiver = story.lowering(now(asked_by_executive))
    assert waiver.classification == WaiverClass.BOARD, "until somebody agrees"


@pytest.mark.parametrize("name", ["general_auditor", "secretary"])
def test_a_second_person_sees_it_and_agrees(lowering, people, story, name, fresh):
    second = fresh(getattr(people, name))
    assert heard(second, "waiver_class_to_agree")
    assert Waiver.objects.to_decide(second).filter(pk=lowering.pk).exists()
    agreed = actions.agree_to_lower(lowering, by=second, at=story.next_moment())
    assert (agreed.classification, agreed.state) == (WaiverClass.OTHER, WaiverState.REQUESTED)
    assert heard(people.ethics_officer, "waiver_class_settled")
    assert not Waiver.objects.visible_to(fresh(second)).filter(pk=lowering.pk).exists(), "no longer theirs to see"
    assert story.granted(now(agreed)).state == WaiverState.GRANTED


def test_whoever_proposed_it_does_not_agree(lowering, people, story):
    with pytest.raises(Refused):
        actions.agree_to_lower(lowering, by=people.ethics_officer, at=story.next_moment())


def test_turned_down_it_stays_with_the_board_and_may_be_proposed_anew(lowering, people, story):
    actions.turn_down_lower(lowering, by=people.secretary, at=story.next_moment())
    assert now(lowering).classification == WaiverClass.BOARD
    story.lowering(now(lowering))
    assert now(lowering).waiting_change is not None


def test_every_signature_is_void_and_what_was_recommended_stands(left, people, story):
    waiver = story.signed(story.proposed(story.on_agenda(left)), people.director)
    story.lowering(now(waiver))
    agreed = actions.agree_to_lower(now(waiver), by=people.general_auditor, at=story.next_moment())
    assert ConsentSignature.objects.get().voided_because == "CLASS"
    assert agreed.recommendation == "A modest case."
    again = story.left_to_the_board(now(agreed))
    assert again.state == WaiverState.RECOMMENDED, "it need not be recommended a second time"


def test_decided_by_one_person_after_all_the_signature_holds(left, people, story):
    """What the directors had before them is no part of what the CCEO signs."""
    waiver = story.recorded(story.on_agenda(left))
    story.lowering(now(waiver))
    actions.agree_to_lower(now(waiver), by=people.secretary, at=story.next_moment())
    granted = story.granted(now(waiver))
    assert [one.holds for one in checked(now(granted))] == [True]


# --- what the database refuses ---------------------------------------------------------------------------------------
LOWER = "UPDATE waivers_waiver SET classification = 'OTHER', classification_reason = 'EMPLOYEE' WHERE id = %s"
AGREE = "UPDATE waivers_classchange SET settled_by_id = %s, settled_at = changed_at, is_agreed = %s WHERE id = %s"


def test_the_database_lowers_nothing_without_a_second_person(lowering, people):
    change = ClassChange.objects.get(to_class="OTHER")
    assert refuses(LOWER, lowering.pk)
    assert refuses(AGREE, people.ethics_officer.pk, True, change.pk), "nobody agrees with themself"
    assert refuses(AGREE, people.employee.pk, True, change.pk), "nor does whoever asks"
    run(AGREE, people.secretary.pk, True, change.pk)
    run(LOWER, lowering.pk)
    assert now(lowering).classification == "OTHER"


def test_the_database_takes_no_refusal_for_an_agreement(lowering, people):
    run(AGREE, people.secretary.pk, False, ClassChange.objects.get(to_class="OTHER").pk)
    assert refuses(LOWER, lowering.pk)


def test_an_agreement_is_used_up_by_the_next_change(lowering, people, story):
    actions.agree_to_lower(lowering, by=people.secretary, at=story.next_moment())
    story.left_to_the_board(now(lowering))
    assert refuses(LOWER, lowering.pk)


def test_what_was_settled_and_why_never_changes(lowering, people):
    change = ClassChange.objects.get(to_class="OTHER")
    run(AGREE, people.secretary.pk, False, change.pk)
    assert refuses(AGREE, people.secretary.pk, True, change.pk)
    assert refuses("UPDATE waivers_classchange SET from_class = 'OTHER', to_class = 'BOARD' WHERE id = %s", change.pk)
    assert refuses("DELETE FROM waivers_classchange WHERE id = %s", change.pk)


# --- in the browser --------------------------------------------------------------------------------------------------
def test_proposed_and_agreed_to_on_their_pages(client, left, people):
    client.force_login(people.ethics_officer.user)
    client.post(f"/waivers/{left.reference}/lower-class/", {"reason": "No officer any more."})
    client.force_login(people.general_auditor.user)
    page = client.get(f"/waivers/{left.reference}/agree-to-lower/").content.decode()
    assert "No officer any more." in page and "leaves it to the Board" in page
    client.post(f"/waivers/{left.reference}/agree-to-lower/", {"receipt": "one"})
    assert now(left).classification == "OTHER"


def test_the_requester_reads_who_decides_and_not_why_it_was_changed(client, left, people):
    client.force_login(people.employee.user)
    page = client.get(f"/waivers/{left.reference}/").content.decode()
    assert "leaves it to the Board" in page and "A minister asks." not in page
