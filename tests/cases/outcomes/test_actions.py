"""Actions: proposed, decided by somebody else, owned by people who see nothing else, confirmed, and never forgotten."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from accounts.models import Notice, Person
from accounts.moves import Refused
from cases import actions
from cases.models import Action, Case
from clocks.actions import sweep_warnings
from clocks.models import Clock
from tests.people import make_person


def refused(field: str, act, *args, **kwargs) -> str:
    with pytest.raises(Refused) as refusal:
        act(*args, **kwargs)
    assert refusal.value.field_name == field
    return str(refusal.value.sentence)


def test_discipline_is_proposed_by_one_decided_by_a_manager_with_hr_and_recorded_by_a_third(matter, send, subject, now):
    action = matter.propose("DISCIPLINE")
    assert action.subject_level == "OTHER"
    assert "Whoever proposed it" in refused("manager", matter.decide, action, manager=matter.desk.investigator)
    assert "two people" in refused("hr_partner", matter.decide, action, hr_partner=matter.manager)
    assert "whom the case concerns" in refused("manager", matter.decide, action, manager=subject)
    typed = {"manager": "Manfred Leadwell", "hr_partner": matter.partner.email, "decided_on": matter.today.isoformat()}
    page = send("decide_action", matter.case, action, level="PAY", **typed | {"manager": "Nobody Atall"})
    assert "Nobody in the directory has this name" in page.content.decode()
    assert send("decide_action", matter.case, action, level="PAY", **typed).status_code == 302
    decided = now(action)
    assert (decided.state, decided.level, decided.manager) == ("DECIDED", "PAY", matter.manager)


def test_a_day_that_no_calendar_holds_is_a_sentence_beside_the_field(matter, send):
    action = matter.propose()
    typed = {"owner": matter.owner.email, "brief": "Renew it.", "due_on": "9999-12-31"}
    assert "too far ahead" in send("decide_action", matter.case, action, **typed).content.decode()


def test_who_proposes_does_not_decide_except_in_an_emergency(matter, desk, at):
    facts = actions.ActionFacts(kind="CORRECTIVE", reasons="So.")
    own = actions.propose_action(matter.case, facts=facts, by=desk.staff, at=at)
    with pytest.raises(Refused):
        matter.decide(own)
    measure = actions.ActionFacts(kind="INTERIM", interim_kind="FREEZE_EVIDENCE", reasons="At once.")
    frozen = actions.propose_action(matter.case, facts=measure, by=desk.staff, at=at)
    assert actions.decide_action(frozen, facts=actions.DecisionFacts(), by=desk.staff, at=at).state == "DECIDED"


def test_an_owner_sees_what_was_written_for_them_and_nothing_of_the_case(matter, sign_in, desk, at, now):
    action = matter.decide(matter.propose())
    client, page = sign_in(matter.owner), reverse("my_actions:action", args=[action.pk])
    for address in (reverse("my_actions:list"), page):
        shown = client.get(address).content.decode()
        assert "Renew the list of suppliers." in shown
        for word in (matter.case.reference, "The list is old.", "Gifts", "Dinners", desk.investigator.full_name):
            assert word not in shown
    assert client.get(reverse("cases:outcomes", args=[matter.case.reference])).status_code == 404
    assert "Actions given to you" in client.get("/").content.decode()
    client.post(reverse("my_actions:note_progress", args=[action.pk]), {"words": "Half of it."})
    assert now(action).state == "IN_PROGRESS"
    client.post(reverse("my_actions:finish_action", args=[action.pk]), {"words": "All of it."})
    assert now(action).state == "DONE" and "Half of it." in client.get(page).content.decode()
    with pytest.raises(Case.DoesNotExist):
        actions.confirm_action(action, ending="Mine.", by=matter.owner, at=at)
    actions.return_action(action, reason="Two are missing.", by=desk.staff, at=at)
    assert "Two are missing." in client.get(page).content.decode()
    actions.confirm_action(action, ending="Read the list.", by=desk.staff, at=at)
    assert now(action).state == "CONFIRMED"


def test_other_people_find_no_action(matter, sign_in, employee):
    action = matter.decide(matter.propose())
    for verb in ("action", "note_progress", "finish_action"):
        address = reverse(f"my_actions:{verb}", args=[action.pk])
        assert sign_in(employee).get(address).status_code == 404
        assert sign_in(employee).post(address, {"words": "Mine."}).status_code == 404
    staff = sign_in(matter.desk.staff).get(reverse("my_actions:action", args=[action.pk]))
    assert staff.status_code == 302 and staff.url == reverse("cases:outcomes", args=[matter.case.reference])


def test_nobody_behind_the_wall_owns_anything_and_the_wall_takes_it_away_at_once(matter, sign_in, subject, desk, now):
    assert "can’t own" in refused("owner", matter.propose, owner=subject)
    assert "can’t own" in refused("owner", matter.decide, matter.propose(), owner=subject)
    action = matter.decide(matter.propose())
    page = reverse("my_actions:action", args=[action.pk])
    assert sign_in(matter.owner).get(page).status_code == 200, "the control"
    desk.name(matter.case, matter.owner, role="WITNESS")
    assert sign_in(matter.owner).get(page).status_code == 404
    assert now(action).owner is None
    assert Notice.objects.filter(kind="action_needs_owner", recipient=desk.staff).exists()
    assert not Notice.objects.filter(recipient=matter.owner, withheld=False).exists()
    actions.name_owner(action, owner=matter.manager, by=desk.staff, at=desk.at)
    assert sign_in(matter.manager).get(page).status_code == 200


def test_an_overdue_action_is_a_clock_that_reminds_and_shows_on_the_case(matter, sign_in, at):
    action = matter.decide(matter.propose(), due_on=matter.today + timedelta(days=10))
    clock = Clock.objects.of(action).get()
    assert (clock.due_on, clock.kind, bool(clock.rule.source)) == (matter.today + timedelta(days=10), "action", True)
    sweep_warnings(at + timedelta(days=4))
    assert not Notice.objects.filter(recipient=matter.owner, kind__startswith="clock").exists()
    sweep_warnings(at + timedelta(days=6))
    sweep_warnings(at + timedelta(days=12))
    reminded = Notice.objects.filter(recipient=matter.owner, kind__startswith="clock")
    assert set(reminded.values_list("kind", flat=True)) == {"clock_half", "clock_overdue"}
    Action.objects.filter(pk=action.pk).update(due_on=matter.today - timedelta(days=100 * 365))
    assert "1 action overdue" in sign_in(matter.desk.staff).get(matter.case.get_absolute_url()).content.decode()
    assert "Overdue actions of yours" in sign_in(matter.owner).get("/").content.decode()
    actions.finish_action(action, words="Done.", by=matter.owner, at=at)
    assert Clock.objects.of(action).running().count() == 0


def test_who_has_left_owns_nothing_and_a_part_of_a_name_names_nobody(matter, send, desk, at):
    gone = make_person("Greta Goneby", at=at, employed_until=matter.today - timedelta(days=1))
    assert "has left" in refused("owner", matter.propose, owner=gone)
    action = matter.propose()
    typed = {"brief": "Renew it.", "due_on": (matter.today + timedelta(days=9)).isoformat()}
    page = send("decide_action", matter.case, action, owner="Doerson", **typed)
    assert "Please write the whole name" in page.content.decode()
    matter.decide(action)
    assert matter.owner in Action.objects.get(pk=action.pk).clock_recipients(), "the control"
    Person.objects.filter(pk=matter.owner.pk).update(employed_until=matter.today - timedelta(days=400))
    assert desk.staff in Action.objects.get(pk=action.pk).clock_recipients(), "the office hears instead"


def test_money_comes_back_in_parts_and_costs_are_counted_apart(matter, send, at_desk, at):
    facts = {"route": "CLAWBACK", "currency": "JPY", "sought": Decimal("1000000")}
    action = matter.decide(matter.propose("RECOVERY", **facts))
    for kind, amount in (("RECOVERED", "250000"), ("RECOVERED", "150000"), ("COST", "9000")):
        typed = {"kind": kind, "amount": amount, "booked_on": matter.today.isoformat()}
        assert send("record_amount", matter.case, action, **typed).status_code == 302
    shown = at_desk.get(reverse("cases:outcomes", args=[matter.case.reference])).content.decode()
    assert all(amount in shown for amount in ("1,000,000 JPY", "400,000 JPY", "9,000 JPY"))
    late = {"kind": "COST", "amount": "1", "booked_on": "2099-01-01"}
    assert "has not come yet" in send("record_amount", matter.case, action, **late).content.decode()
    assert "0.001" in send("record_amount", matter.case, action, **late | {"amount": "-5"}).content.decode()
    with pytest.raises(Refused):
        actions.record_amount(
            matter.propose(), kind="COST", amount=Decimal(1), booked_on=matter.today, by=matter.desk.staff, at=at
        )


def test_a_case_closes_with_a_consequence_for_each_subject_or_the_reason_for_none(matter, desk, at):
    case = actions.submit_for_review(matter.case, reason="Done.", by=desk.investigator, at=at)
    with pytest.raises(Refused) as refusal:
        actions.close_case(case, message="Closed.", by=desk.head, at=at)
    assert "consequence" in str(refusal.value.sentence)
    proposed = matter.propose("DISCIPLINE")
    with pytest.raises(Refused):
        actions.close_case(case, message="Closed.", by=desk.head, at=at)
    actions.cancel_action(proposed, reason="Gone.", by=desk.staff, at=at)
    actions.record_no_consequence(matter.allegation, reason="Has left.", by=desk.investigator, at=at)
    with pytest.raises(Refused):
        actions.record_no_consequence(matter.allegation, reason="Again.", by=desk.investigator, at=at)
    assert actions.close_case(case, message="Closed.", by=desk.head, at=at).state == "CLOSED"


def test_the_page_asks_few_questions_and_shows_like_cases_only_to_whom_they_are_shown(
    matter, desk, sign_in, subject, ethics_staff, at, now
):
    from tests.cases.outcomes.conftest import FAIR
    from tests.statements import Statements

    matter.decide(matter.propose("DISCIPLINE"))
    for _place in range(6):
        matter.decide(matter.propose())
        matter.refer()
    other = desk.case_in("INVESTIGATION")
    like = desk.find(desk.allege(other, desk.name(other, subject)), "SUBSTANTIATED", subject_told_on=at.date(), **FAIR)
    address = reverse("cases:outcomes", args=[other.reference])
    client = sign_in(ethics_staff)
    shown = client.get(address).content.decode()
    assert matter.case.reference in shown and "Written warning" in shown and "n = 1" in shown
    for case in (matter.case, other):
        client.get(reverse("cases:outcomes", args=[case.reference]))
        with Statements() as asked:
            client.get(reverse("cases:outcomes", args=[case.reference]))
        assert len(asked) <= 12, case.reference
    matter.case.conflicts.create(
        data_key=matter.case.data_key, person=ethics_staff, reason="A cousin.", declared_by=ethics_staff, declared_at=at
    )
    shown = client.get(address).content.decode()
    assert matter.case.reference not in shown and "n = 0" in shown
    assert like.is_adverse


# --- what the database refuses -------------------------------------------------------------------------------
def sql(statement: str, *values) -> None:
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            statement,
            [value.hex if connection.vendor == "sqlite" and hasattr(value, "hex") else value for value in values],
        )


def test_the_database_refuses_what_must_never_be(matter, desk, at):
    action = matter.propose("DISCIPLINE")
    sql("UPDATE cases_action SET state = 'DECIDED' WHERE id = %s", action.pk)
    sql(
        "UPDATE cases_action SET state = 'DECIDED', decided_by_id = proposed_by_id, decided_at = proposed_at, "
        "manager_id = %s, hr_partner_id = %s, decided_on = '2026-11-23' WHERE id = %s",
        matter.manager.pk, matter.partner.pk, action.pk,
    )  # fmt: skip
    matter.decide(action)
    sql("UPDATE cases_action SET level = 'NONE' WHERE id = %s", action.pk)
    sql("UPDATE cases_action SET sought = 5 WHERE id = %s", action.pk)
    sql("DELETE FROM cases_action WHERE id = %s", action.pk)
    sql("DELETE FROM cases_fairnessstep WHERE allegation_id = %s", matter.allegation.pk)
    sql("UPDATE cases_fairnessstep SET kind = 'HEARD' WHERE allegation_id = %s", matter.allegation.pk)
    alleged = desk.allege(matter.case, matter.allegation.subject)
    sql(
        "UPDATE cases_allegation SET finding = 'SUBSTANTIATED', found_by_id = made_by_id, found_at = made_at, "
        "subject_told_on = '2026-11-20', subject_hearing = 'HEARD', standard = 'BALANCE' WHERE id = %s",
        alleged.pk,
    )
