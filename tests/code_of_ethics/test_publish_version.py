"""A second person publishes; the former version is superseded; everybody is asked to affirm."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from accounts.models import Notice
from accounts.moves import Refused
from audit.trail import history
from clocks.models import Clock
from code_of_ethics.actions import ChangeFacts, import_version, publish_version, redraft_version
from code_of_ethics.models import Affirmation, CodeVersion, Disclosure, Provision
from code_of_ethics.states import VersionState
from tests.code_of_ethics.people import CODE_TEXT, make_person, publish_code
from tests.sweeps.browse import browser

pytestmark = pytest.mark.django_db

SECOND = CODE_TEXT.replace("version: 1", "version: 2").replace("2020-01-01", "2026-12-01")
TECHNICAL = ChangeFacts(is_substantive=False, technical_reason="A number was wrong.")
STRICTER_GIFTS = SECOND.replace("50 dollars", "20 dollars")


def refuses(sql: str, *values: object) -> bool:
    """Whether the database refuses this raw statement."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql, [str(value) if connection.vendor == "postgresql" else value for value in values])
    except IntegrityError:
        return True
    return False


def test_the_drafter_can_not_publish(day_one, at):
    both = make_person("Bo Both", "CODE_EDITOR", "ETHICS_OFFICER", at=at)
    draft = import_version(CODE_TEXT, by=both, at=at)
    with pytest.raises(Refused):
        publish_version(draft, by=both, at=at)


def test_nobody_but_the_ethics_officer_publishes(day_one, editor, counsel, at):
    draft = import_version(CODE_TEXT, by=editor, at=at)
    with pytest.raises(Refused):
        publish_version(draft, by=counsel, at=at)


def test_the_former_version_is_superseded(version, editor, officer, at):
    second = publish_code(SECOND, editor=editor, publisher=officer, at=at)
    version.refresh_from_db()
    assert (version.state, second.state) == (VersionState.SUPERSEDED, VersionState.PUBLISHED)


def test_until_the_new_one_takes_effect_the_former_binds(version, editor, officer, at):
    second = publish_code(SECOND, editor=editor, publisher=officer, at=at)
    assert CodeVersion.objects.in_force(date(2026, 11, 30)) == version
    assert CodeVersion.objects.in_force(date(2026, 12, 1)) == second
    assert CodeVersion.objects.in_force(date(2019, 12, 31)) is None
    assert Provision.objects.in_force(date(2026, 11, 30)).get(key="gifts").version == version


def test_a_draft_binds_nobody(version, editor, at):
    import_version(SECOND, effective_on=date(2026, 1, 1), by=editor, at=at)
    assert CodeVersion.objects.in_force(at.date()) == version


def test_nothing_takes_effect_backwards(version, editor, officer, at):
    draft = import_version(SECOND, by=editor, at=at)
    with pytest.raises(Refused) as refusal:
        publish_version(draft, effective_on=at.date() - timedelta(days=1), by=officer, at=at)
    assert refusal.value.field_name == "effective_on"


def test_everybody_who_works_here_and_signs_in_is_asked_once(day_one, editor, officer, employee, at):
    left = make_person("Lea Left", at=at, employed_until=date(2025, 1, 1))
    publish_code(CODE_TEXT, editor=editor, publisher=officer, at=at)
    asked = set(Affirmation.objects.values_list("person", flat=True))
    assert asked == {editor.pk, officer.pk, employee.pk}
    assert left.pk not in asked
    assert Notice.objects.filter(kind="code_affirmation_asked").count() == 3


def test_a_substantive_change_of_an_item_406b_provision_must_be_disclosed(version, editor, officer, counsel, at):
    publish_code(STRICTER_GIFTS, editor=editor, publisher=officer, at=at)
    duty = Disclosure.objects.get()
    assert "Gifts and entertainment" in duty.nature
    assert Clock.objects.of(duty).get().due_on == date(2026, 11, 30)
    assert Notice.objects.filter(recipient=counsel, kind="disclosure_due").exists()


def test_other_changes_need_no_disclosure(version, editor, officer, at):
    made = publish_code(SECOND.replace("not sure", "unsure"), editor=editor, publisher=officer, at=at)
    assert not Disclosure.objects.exists()
    assert "touches no element" in _why_not(made)


def test_a_technical_correction_needs_no_disclosure(version, editor, officer, at):
    publish_code(STRICTER_GIFTS, editor=editor, publisher=officer, at=at, change=TECHNICAL)
    assert not Disclosure.objects.exists()


def test_a_technical_change_says_why_it_is_one_and_is_not_published_without(version, editor, officer, at):
    mute = ChangeFacts(is_substantive=False)
    draft = import_version(STRICTER_GIFTS, by=editor, at=at, change=mute)
    with pytest.raises(Refused):
        publish_version(draft, by=officer, at=at)
    redraft_version(draft, text=STRICTER_GIFTS, by=editor, at=at, change=TECHNICAL)
    made = publish_version(draft, by=officer, at=at)
    assert "technical" in _why_not(made) and made.technical_reason == "A number was wrong."
    assert refuses("UPDATE code_of_ethics_codeversion SET technical_reason = '' WHERE number = 2")


def test_what_changes_is_said_in_plain_words_and_for_lawyers_and_stays(version, editor, officer, at):
    said = ChangeFacts(plain_summary="Less is allowed.", legal_summary="Section 1.1 is amended.")
    publish_code(STRICTER_GIFTS, editor=editor, publisher=officer, at=at, change=said)
    page = browser(officer).get("/code/versions/2/changes/").content.decode()
    assert "Less is allowed." in page and "Section 1.1 is amended." in page
    assert "Less is allowed." in browser(officer).get("/code/affirm/").content.decode()
    assert refuses("UPDATE code_of_ethics_codeversion SET plain_summary = 'More' WHERE number = 2")


def _why_not(version: CodeVersion) -> str:
    """What the trail says of a version that is not disclosed."""
    return " ".join(str(entry.sentence) for entry in history(version))


def test_the_database_keeps_a_published_text(version):
    assert refuses("UPDATE code_of_ethics_codeversion SET body = 'Anything goes' WHERE number = 1")
    assert refuses("UPDATE code_of_ethics_codeversion SET state = 'DRAFT' WHERE number = 1")
    assert refuses("UPDATE code_of_ethics_provision SET text = 'Accept it' WHERE key = 'gifts'")
    assert refuses("DELETE FROM code_of_ethics_provision WHERE key = 'gifts'")
    assert refuses("DELETE FROM code_of_ethics_codeversion WHERE number = 1")


def test_the_database_wants_a_second_person(version):
    assert refuses("UPDATE code_of_ethics_codeversion SET drafted_by_id = published_by_id WHERE number = 1")


def test_the_database_wants_a_drafter(version):
    assert refuses("UPDATE code_of_ethics_codeversion SET drafted_by_id = NULL WHERE number = 1")


def test_the_database_knows_one_published_version(version, editor, at):
    import_version(SECOND, by=editor, at=at)
    assert refuses(
        "UPDATE code_of_ethics_codeversion SET state = 'PUBLISHED', published_at = drafted_at, published_by_id = "
        "(SELECT published_by_id FROM code_of_ethics_codeversion WHERE number = 1) WHERE number = 2"
    )


def test_nothing_is_added_to_a_published_version(version):
    with pytest.raises(IntegrityError), transaction.atomic():
        Provision.objects.create(version=version, key="new", number="9", title="New", text="New", order=99)
