"""The chair's own old cases: agreed to by a head whom the file does not name, or the next member of the committee."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.models import Notice, Person
from accounts.moves import Refused
from accounts.roles import Role
from cases import actions
from cases.actions import importing_cases
from cases.models import Case, CaseImport
from tests.cases.desk import make_topic
from tests.people import make_person

HEADER = "old_reference;received_on;topic;narrative;subjects"
ONE_ROW = f"{HEADER}\nC-1;2020-01-01;gifts;Dinners were paid.;".encode()
OF_THE_CHAIR = {"name": "committee.csv", "office": "AUDIT_COMMITTEE_CHAIR"}


@pytest.fixture(autouse=True)
def topic(desk):
    return make_topic()


@pytest.fixture
def members(chair, at) -> list[Person]:
    """The longest-serving first."""
    since = {"Mona Firstly": 900, "Milo Secondly": 90}
    return [make_person(name, Role.AUDIT_COMMITTEE, at=at - timedelta(days=days)) for name, days in since.items()]


@pytest.fixture
def asked(chair, general_auditor, desk, members, at):
    """A file that names these people, for which the chair asks a second person."""

    def uploaded(*named: Person) -> CaseImport:
        emails = [one.email for one in named] or [""]
        rows = [f"C-{number};2020-01-01;gifts;Dinners were paid.;{one}" for number, one in enumerate(emails)]
        kept = actions.upload_cases("\n".join([HEADER, *rows]).encode(), **OF_THE_CHAIR, by=chair, at=at)
        return actions.submit_import(kept, by=chair, at=at)

    return uploaded


def seen_by(*people: Person) -> list[bool]:
    return [CaseImport.objects.visible_to(one).exists() for one in people]


def told(person: Person) -> bool:
    return Notice.objects.filter(recipient=person, kind="import_to_confirm").exists()


def address(kept: CaseImport, verb: str) -> str:
    return reverse(f"case_imports:{verb}", args=[kept.pk])


def test_the_chair_uploads_in_the_browser_and_agrees_to_nothing_alone(chair, general_auditor, desk, sign_in, at):
    client = sign_in(chair)
    file = SimpleUploadedFile("old.csv", ONE_ROW)
    client.post(reverse("case_imports:upload_cases"), {"file": file, "office": "AUDIT_COMMITTEE_CHAIR"})
    kept = CaseImport.objects.get()
    client.post(address(kept, "submit_import"), {"receipt": "a"})
    client.post(address(kept, "confirm_import"), {"receipt": "b"})
    assert CaseImport.objects.get().state == "WAITING"
    with pytest.raises(Refused):
        actions.confirm_import(kept, by=chair, at=at)


def test_an_office_uploads_none_for_the_chair_and_the_chair_none_for_an_office(desk, chair, at):
    for by, office in ((desk.head, "AUDIT_COMMITTEE_CHAIR"), (chair, "ETHICS_OFFICE")):
        with pytest.raises(Refused):
            actions.upload_cases(ONE_ROW, name="old.csv", office=office, by=by, at=at)


def test_nobody_sees_it_before_the_chair_asks(chair, general_auditor, desk, members, at):
    actions.upload_cases(ONE_ROW, **OF_THE_CHAIR, by=chair, at=at)
    assert seen_by(chair, general_auditor, desk.head, desk.staff, *members) == [True, *[False] * 5]


def test_the_head_of_either_office_agrees_and_the_cases_stay_in_the_chairs_queue(
    asked, general_auditor, desk, members, chair, at
):
    kept = asked()
    assert seen_by(general_auditor, desk.head, desk.staff, *members) == [True, True, False, False, False]
    assert [told(one) for one in (general_auditor, desk.head, *members)] == [True, True, False, False]
    actions.confirm_import(kept, by=general_auditor, at=at)
    importing_cases.take_imports(at)
    case = Case.objects.get()
    assert case.queue == "AUDIT_COMMITTEE_CHAIR"
    assert case.is_visible_to(chair) and not case.is_visible_to(desk.head)


def test_a_head_who_may_be_named_can_not_tell_that_it_is_there(asked, general_auditor, desk, sign_in, at):
    kept = asked(general_auditor)
    assert seen_by(general_auditor, desk.head) == [False, True]
    assert not told(general_auditor)
    client = sign_in(general_auditor)
    assert "committee.csv" not in client.get(reverse("case_imports:list")).content.decode()
    for page in (kept.get_absolute_url(), address(kept, "confirm_import")):
        assert client.get(page).status_code == client.post(page).status_code == 404
    with pytest.raises(CaseImport.DoesNotExist):
        actions.confirm_import(kept, by=general_auditor, at=at)
    shown = sign_in(desk.head).get(reverse("case_imports:list")).content.decode()
    assert "committee.csv" in shown, "the control"


def test_where_both_are_named_the_next_member_of_the_committee_agrees(asked, general_auditor, desk, members, at):
    first, second = members
    kept = asked(general_auditor, desk.head)
    assert seen_by(general_auditor, desk.head, first, second) == [False, False, True, False]
    assert [told(first), told(second)] == [True, False]
    assert actions.confirm_import(kept, by=first, at=at).state == "RUNNING"


def test_a_member_who_is_named_too_is_passed_over(asked, general_auditor, desk, members, at):
    first, second = members
    kept = asked(general_auditor, desk.head, first)
    assert seen_by(first, second) == [False, True]
    assert actions.discard_import(kept, reason="Not ours.", by=second, at=at).state == "DISCARDED"


def test_where_nobody_is_left_the_chair_divides_the_file(asked, general_auditor, desk, members):
    with pytest.raises(Refused) as refused:
        asked(general_auditor, desk.head, *members)
    assert "Divide it" in str(refused.value.sentence)


def test_the_second_person_neither_maps_nor_asks(asked, general_auditor, sign_in, at):
    kept = asked()
    with pytest.raises(Refused):
        actions.submit_import(kept, by=general_auditor, at=at)
    with pytest.raises(Refused):
        actions.map_columns(kept, columns={}, by=general_auditor, at=at)
    assert "Bring old cases in" in sign_in(general_auditor).get(reverse("case_imports:list")).content.decode()


def test_a_member_of_the_committee_brings_none_in(members, sign_in):
    client = sign_in(members[0])
    assert "Bring old cases in" not in client.get(reverse("case_imports:list")).content.decode()
    assert client.get(reverse("case_imports:upload_cases")).status_code == 404
