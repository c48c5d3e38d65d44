"""Several cases are given to somebody at once; each is looked at by itself, and says what became of it."""

from django.urls import reverse

from accounts.models import Notice
from accounts.roles import Role
from audit.trail import history
from cases.models import Case
from tests.cases.desk import open_case
from tests.people import make_person

ASSIGN_SEVERAL = reverse("cases:assign_several")


def results(page) -> dict[str, tuple[bool, str]]:
    return {result.reference: (result.is_done, result.sentence) for result in page.context["results"]}


def test_each_case_is_assigned_by_itself(at_desk, desk, at, investigator, now):
    free, walled, fresh, moved, theirs = (open_case(at=at) for _ in range(5))
    for case in (free, walled, moved, theirs):
        desk.acknowledge(case)
    desk.name(walled, investigator, role="WITNESS")
    colleague = make_person("Otto Other", Role.INVESTIGATOR, at=at)
    rows = [row.case for row in at_desk.get(reverse("cases:queue")).context["rows"] if row.may_assign]
    assert set(rows) == {free, walled, moved, theirs}
    chosen = [f"{case.reference}." for case in (free, walled, fresh, moved, theirs)]
    page = at_desk.get(ASSIGN_SEVERAL, {"case": chosen})
    assert len(page.context["cases"]) == 5
    # Meanwhile one is given to somebody else, and one is no longer this person's to see.
    desk.assign(moved, colleague)
    Case.objects.filter(pk=theirs.pk).update(queue="GENERAL_AUDITOR")
    sent = {"case": chosen, "investigator": str(investigator.pk), "receipt": "r" * 32}
    page = at_desk.post(ASSIGN_SEVERAL, sent)
    told = results(page)
    assert told[free.reference] == (True, "Assigned.")
    assert told[walled.reference] == (False, "This person can't work this case. Please choose another.")
    assert "no longer possible" in told[fresh.reference][1]
    assert "since you opened the list" in told[moved.reference][1]
    assert told[theirs.reference][1] == "This case is not on your list any more."
    assignees = {case.pk: case.assignee_id for case in map(now, (free, walled, fresh, moved, theirs))}
    assert assignees == {
        free.pk: investigator.pk, walled.pk: None, fresh.pk: None, moved.pk: colleague.pk, theirs.pk: None,
    }  # fmt: skip
    # A refusal is kept with its case; sending again does nothing twice.
    assert [entry.verb for entry in history(walled)][-1] == "refused"
    at_desk.post(ASSIGN_SEVERAL, sent)
    assert Notice.objects.filter(kind="case_assigned", recipient=investigator).count() == 1


def test_a_forged_list_is_no_list(at_desk, desk, investigator, case):
    for chosen in ([], ["x"], ["' OR 1=1"], ["ZZZZ-ZZZZ"], ["ZZZZ-ZZZZ.x"], [f"{case.reference}.\x00"]):
        assert "No case was chosen" in at_desk.get(ASSIGN_SEVERAL, {"case": chosen}).content.decode()
        page = at_desk.post(ASSIGN_SEVERAL, {"case": chosen, "investigator": str(investigator.pk)})
        assert "No case was chosen" in page.content.decode()
    page = at_desk.post(ASSIGN_SEVERAL, {"case": f"{case.reference}.", "investigator": "nobody"})
    assert page.context["form"].errors["investigator"]
    assert f'value="{case.reference}."' in page.content.decode()


def test_a_reader_of_a_case_assigns_nothing(sign_in, desk, case, general_auditor, investigator, now):
    desk.acknowledge(case)
    desk.share(case, general_auditor)
    client = sign_in(general_auditor)
    assert not any(row.may_assign for row in client.get(reverse("cases:queue")).context["rows"])
    page = client.post(ASSIGN_SEVERAL, {"case": f"{case.reference}.", "investigator": str(investigator.pk)})
    assert "for somebody else" in results(page)[case.reference][1]
    assert now(case).assignee_id is None
