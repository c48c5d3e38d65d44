"""“Would this person see it?” is answered by the very parts of `visible_to`, and changes nothing."""

from typing import Any

from django.urls import reverse

from accounts.models import Person
from accounts.roles import Office, Role
from audit.trail import history
from cases.actions import check_access, recuse, restrict_case
from cases.models import Case
from cases.states.access import Wall, WayIn
from cases.states.party import PartyRole
from tests.cases.desk import make_topic, open_case
from tests.people import make_person
from tests.standing import standing


@standing
def cast(desk, at, subject, subordinate, second_ethics_staff, general_auditor, employee, chair) -> dict[str, Person]:
    people = {str(role): make_person(f"Robin {role.title()}", role, at=at) for role in Role if role not in HELD}
    here = {"subject": subject, "subordinate": subordinate, "colleague": second_ethics_staff, "reader": employee}
    heads = {"head": desk.head, "staff": desk.staff, "investigator": desk.investigator, "auditor": general_auditor}
    other = make_person("Otto Other", Role.OFFICE_STAFF, office=Office.GENERAL_AUDITOR, at=at)
    return people | here | heads | {"chair": chair, "other": other}


HELD = {Role.OFFICE_STAFF, Role.ETHICS_OFFICER, Role.GENERAL_AUDITOR, Role.AUDIT_COMMITTEE_CHAIR}


def test_the_answer_is_what_visible_to_says_for_everybody(desk, cast, at):
    case = open_case(at=at, topic=make_topic("bribery", trigger="BRIBERY"))
    desk.assign(desk.acknowledge(case))
    desk.share(case, cast["reader"])
    desk.share(case, cast["subject"])
    desk.name(case, cast["subject"])
    desk.name(case, make_person("Wilma Witness", at=at), role=PartyRole.WITNESS)
    recuse(case, reason="A cousin.", by=cast["colleague"], at=at)
    quiet = open_case(at=at)
    restrict_case(quiet, reason="Quiet.", by=desk.head, at=at)
    for one in (case, quiet):
        now = Case.objects.get(pk=one.pk)
        for key, person in cast.items():
            found = now.access_of(person)
            assert found.sees == now.is_visible_to(person), key
            assert found.sees == bool(found.ways and not found.walls), key
    answers = {key: Case.objects.get(pk=case.pk).access_of(person) for key, person in cast.items()}
    assert answers["subject"].walls == (Wall.NAMED,) and answers["subject"].ways == (WayIn.GRANT,)
    assert answers["subordinate"].walls == (Wall.SUBORDINATE,)
    assert answers["colleague"].walls == (Wall.CONFLICT,)
    assert answers["investigator"].ways == (WayIn.ASSIGNEE,) and answers["head"].ways == (WayIn.HEAD,)
    assert answers["auditor"].ways == (WayIn.AUDITOR_RULE,) and answers["staff"].ways == (WayIn.QUEUE,)
    assert not answers["chair"].ways and not answers[Role.ADMINISTRATOR].ways


def ask(client, case, person: Person) -> Any:
    return client.post(reverse("cases:check_access", args=[case.reference]), {"person": person.pk})


def test_the_head_gets_yes_or_no_with_the_reason_and_it_is_on_the_trail(
    desk, case, sign_in, subject, subordinate, second_ethics_staff, administrator
):
    desk.name(case, subject)
    head = sign_in(desk.head)
    found = head.get(reverse("cases:check_access", args=[case.reference]), {"words": "Underhill"}).content.decode()
    assert "Lena Underhill" in found
    page = ask(head, case, subordinate).content.decode()
    assert "No, Lena Underhill can’t tell that it exists" in page
    assert "report to somebody who is named" in page and "work in the office" in page
    assert "Yes, Umar Justus sees it" in ask(head, case, second_ethics_staff).content.decode()
    assert "Nothing leads them to it" in ask(head, case, administrator).content.decode()
    entry = history(case)[-3]
    assert entry.facts["walls"] == ["SUBORDINATE"] and "Lena Underhill" in str(entry.sentence)


def test_it_changes_nothing(desk, case, employee, at):
    before = _columns(case)
    assert not check_access(case, person=employee, by=desk.head, at=at).sees
    assert _columns(case) == before
    assert not case.access_grants.exists()


def _columns(case) -> dict[str, Any]:
    row = Case.objects.filter(pk=case.pk).values().get()
    return {name: value for name, value in row.items() if name not in ("summary", "closing_reason")}


def test_nobody_else_asks_and_nobody_probes_a_case_that_they_do_not_see(
    desk, case, sign_in, ethics_staff, general_auditor, employee
):
    assert "for somebody else" in ask(sign_in(ethics_staff), case, employee).content.decode()
    address = reverse("cases:check_access", args=[case.reference])
    nowhere = reverse("cases:check_access", args=["BBBB-2222"])
    client = sign_in(general_auditor)
    there, gone = client.post(address, {"person": employee.pk}), client.post(nowhere, {"person": employee.pk})
    assert there.status_code == gone.status_code == 404
    assert there.content.decode().replace(case.reference, "BBBB-2222") == gone.content.decode()
