"""A draft of the Code is written in the browser, provision by provision, under keys that stay."""

import re
from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.moves import Refused
from accounts.roles import Role
from audit.trail import history
from code_of_ethics import actions
from code_of_ethics.actions import ChangeFacts, ProvisionFacts, VersionFacts
from code_of_ethics.changes import changes_between
from code_of_ethics.composing import compose_code
from code_of_ethics.models import CodeVersion
from code_of_ethics.parsing import parse_code
from tests.code_of_ethics.people import CODE_TEXT, make_person, publish_code
from tests.code_of_ethics.test_import_version import DEMO_CODE
from tests.code_of_ethics.test_pages import page, sign_in
from tests.standing import standing

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]

CARS = ProvisionFacts("Conflicts", "Company cars", "Drive **home**, not on holiday.", ["accountability"], ["gifts"])


@standing
def draft(version, editor, at) -> CodeVersion:
    return actions.start_version(by=editor, at=at)


@standing
def other(at):
    return make_person("Second Editor", Role.CODE_EDITOR, at=at)


def listed(version: CodeVersion) -> list[tuple[str, str, str]]:
    return [(one.number, one.key, one.title) for one in version.provisions.order_by("order")]


# --- Markdown, there and back --------------------------------------------------------------------------------
@pytest.mark.parametrize("text", [CODE_TEXT, DEMO_CODE.read_text(), "### Alone {#alone}\n\nText."])
def test_what_is_written_reads_the_same(text):
    code = parse_code(text)
    again = parse_code(compose_code(code))
    assert again.provisions == code.provisions
    assert (again.title, again.preamble, again.number, again.effective_on) == (
        code.title, code.preamble, code.number, code.effective_on,
    )  # fmt: skip


# --- each change ---------------------------------------------------------------------------------------------
def test_a_draft_begins_with_the_words_of_the_newest_version(draft, version):
    assert (draft.number, draft.state, draft.effective_on) == (2, "DRAFT", None)
    assert changes_between(version.provisions.all(), draft.provisions.all()) == []


def test_the_first_draft_begins_with_its_first_provision(day_one, editor, at):
    with pytest.raises(Refused):
        actions.start_version(by=editor, at=at)
    made = actions.start_version(first=CARS, by=editor, at=at)
    assert listed(made) == [("1.1", "company-cars", "Company cars")]


def test_a_provision_is_added_at_the_end_of_its_part_with_a_key_of_its_own(draft, editor, at):
    actions.add_provision(draft, facts=CARS, by=editor, at=at)
    actions.add_provision(draft, facts=CARS, by=editor, at=at)
    assert [key for _number, key, _title in listed(draft)] == [
        "gifts", "outside-interests", "company-cars", "company-cars-2", "asking-first",
    ]  # fmt: skip
    added = draft.provisions.get(key="company-cars")
    assert (added.number, added.item_406b, added.topics) == ("1.3", ["accountability"], ["gifts"])


def test_a_changed_provision_keeps_its_key_and_shows_in_the_difference(draft, version, editor, at):
    facts = ProvisionFacts("Conflicts", "Presents", "Accept nothing at all.", ["honest_conduct"], ["gifts"])
    actions.change_provision(draft, key="gifts", facts=facts, by=editor, at=at)
    assert listed(draft)[0] == ("1.1", "gifts", "Presents")
    [change] = changes_between(version.provisions.all(), draft.provisions.all())
    assert (change.key, change.title) == ("gifts", "Presents")


def test_a_provision_goes_up_and_down_and_into_the_part_beside_it(draft, editor, at):
    actions.move_provision(draft, key="outside-interests", up=True, by=editor, at=at)
    assert [key for _number, key, _title in listed(draft)] == ["outside-interests", "gifts", "asking-first"]
    actions.move_provision(draft, key="gifts", up=False, by=editor, at=at)
    assert listed(draft)[1] == ("2.1", "gifts", "Gifts and entertainment")
    with pytest.raises(Refused):
        actions.move_provision(draft, key="asking-first", up=False, by=editor, at=at)


def test_a_provision_is_removed_but_not_the_last_one(draft, version, editor, at):
    for key in ("gifts", "asking-first"):
        actions.remove_provision(draft, key=key, by=editor, at=at)
    assert [key for _number, key, _title in listed(draft)] == ["outside-interests"]
    assert version.provisions.count() == 3
    with pytest.raises(Refused):
        actions.remove_provision(draft, key="outside-interests", by=editor, at=at)


def test_a_part_gets_another_heading_and_words_that_are_not_lost(draft, editor, at):
    actions.change_part(draft, part="Asking", title="Questions", intro="No question is stupid.", by=editor, at=at)
    draft.refresh_from_db()
    assert parse_code(draft.body).intro_of("Questions") == "No question is stupid."
    with pytest.raises(Refused):
        actions.remove_provision(draft, key="asking-first", by=editor, at=at)
    with pytest.raises(Refused):
        actions.change_part(draft, part="Questions", title="Conflicts", intro="", by=editor, at=at)


def test_a_draft_is_described_with_its_summaries(draft, editor, at):
    change = ChangeFacts(False, "A new number.", "No change of substance.", "Only a telephone number.")
    facts = VersionFacts("Our Code", "Hello.", date(2027, 1, 1), change)
    actions.describe_version(draft, facts=facts, by=editor, at=at)
    draft.refresh_from_db()
    assert (draft.title, draft.effective_on, draft.is_substantive) == ("Our Code", date(2027, 1, 1), False)
    assert (draft.plain_summary, draft.technical_reason) == ("A new number.", "Only a telephone number.")
    actions.remove_provision(draft, key="gifts", by=editor, at=at)
    draft.refresh_from_db()
    assert (draft.effective_on, draft.legal_summary) == (date(2027, 1, 1), "No change of substance.")


# --- what is refused -----------------------------------------------------------------------------------------
@pytest.mark.parametrize("text", ["### Another {#another}\n\nOne.", "## A part", "```\nopen", "# Title", "<!-- a -->"])
def test_words_that_would_be_read_as_something_else_are_refused(draft, editor, at, text):
    before = draft.sha256
    with pytest.raises(Refused):
        actions.add_provision(draft, facts=ProvisionFacts("Conflicts", "Cars", text), by=editor, at=at)
    draft.refresh_from_db()
    assert draft.sha256 == before


def test_of_two_who_change_the_same_the_second_is_told(draft, editor, other, at):
    seen = draft.edition
    facts = ProvisionFacts("Conflicts", "Gifts", "One.")
    actions.change_provision(draft, key="gifts", facts=facts, seen=seen, by=other, at=at)
    with pytest.raises(Refused) as refusal:
        actions.change_provision(draft, key="gifts", facts=facts, seen=seen, by=editor, at=at)
    assert "Somebody changed this draft" in refusal.value.sentence


# What an editor types on each page that shows a part of the draft, and the page's address.
TYPED = {
    "describe_version": ([2], {"title": "Our own Code", "is_substantive": "on", "plain_summary": "Fewer presents."}),
    "change_provision": ([2, "gifts"], {"part": "Conflicts", "title": "Presents", "text": "My own words."}),
    "remove_provision": ([2, "gifts"], {}),
    "change_part": ([2, 2], {"title": "Questions first", "intro": "My own introduction."}),
}


@pytest.mark.parametrize("verb", list(TYPED))
@pytest.mark.parametrize("meanwhile", ["changed", "removed"])
def test_of_two_editors_the_second_is_told_on_the_page_and_keeps_what_they_typed(
    draft, editor, other, at, verb, meanwhile
):
    args, typed = TYPED[verb]
    client = sign_in(editor)
    seen = re.search(r'name="seen" value="([0-9a-f]{64})"', page(client, verb, *args))
    assert seen, "the page does not say which draft it shows"
    if meanwhile == "changed":
        facts = ProvisionFacts("Conflicts", "Gifts", "Of another editor.")
        actions.change_provision(draft, key="gifts", facts=facts, by=other, at=at)
    else:
        actions.change_part(draft, part="Asking", title="Asking", intro="", by=other, at=at)
        for key in ("gifts", "asking-first"):
            actions.remove_provision(draft, key=key, by=other, at=at)
    draft.refresh_from_db()
    kept = draft.body
    answer = client.post(url(verb, *args), typed | {"seen": seen[1], "receipt": "1"})
    shown = answer.content.decode()
    assert answer.status_code == 200 and "Somebody changed this draft" in shown
    assert all(words in shown for name, words in typed.items() if name != "is_substantive")
    draft.refresh_from_db()
    assert draft.body == kept


@pytest.mark.parametrize("verb", list(TYPED))
def test_whoever_was_told_reads_what_stands_there_now_and_sends_it_once_more(draft, editor, other, at, verb):
    args, typed = TYPED[verb]
    client = sign_in(editor)
    sent = typed | carried(page(client, verb, *args)) | {"receipt": "1"}
    facts = ProvisionFacts("Conflicts", "Gifts", "Of another editor.", ["accountability"])
    actions.change_provision(draft, key="gifts", facts=facts, by=other, at=at)
    actions.change_part(draft, part="Asking", title="Asking", intro="Also theirs.", by=other, at=at)
    shown = client.post(url(verb, *args), sent).content.decode()
    now = re.search(r'<section[^>]*aria-labelledby="now">.*?</section>', shown, re.DOTALL)
    theirs = {"change_part": "Also theirs.", "describe_version": "Code of Ethics"}.get(verb, "Of another editor.")
    assert now and theirs in now[0]
    assert client.post(url(verb, *args), sent | carried(shown)).status_code == 302
    draft.refresh_from_db()
    assert history(draft)[-1].verb == verb
    assert all(words in draft.body for name, words in typed.items() if name in ("title", "text", "intro"))


def carried(shown: str) -> dict[str, str]:
    """What the form of a page carries unseen."""
    return dict(re.findall(r'name="(seen|part)" value="([^"]*)"', shown))


def test_a_form_that_lacks_something_does_not_pass_over_what_was_changed_meanwhile(draft, editor, other, at):
    client = sign_in(editor)
    seen = carried(page(client, "change_provision", 2, "gifts"))["seen"]
    actions.change_provision(draft, key="gifts", facts=CARS, by=other, at=at)
    empty = {"part": "Conflicts", "title": "", "text": "Mine.", "seen": seen}
    shown = client.post(url("change_provision", 2, "gifts"), empty).content.decode()
    assert "This was changed since you opened the page." in shown and "Drive **home**" in shown


def test_a_part_is_the_one_that_was_on_the_page_wherever_it_stands_by_now(draft, editor, other, at):
    client = sign_in(editor)
    sent = {"title": "Questions first", "intro": ""} | carried(page(client, "change_part", 2, 2))
    actions.change_part(draft, part="Asking", title="Of others", intro="", by=other, at=at)
    shown = client.post(url("change_part", 2, 2), sent).content.decode()
    assert "It is no longer in the draft." in shown
    shown = client.post(url("change_part", 2, 2), sent | carried(shown)).content.decode()
    assert "There is no such part in this draft." in shown
    draft.refresh_from_db()
    assert "## Of others" in draft.body and "Questions first" not in draft.body


def test_of_two_who_describe_it_the_second_is_told_also_where_no_word_of_the_text_changed(draft, editor, other, at):
    seen = draft.edition
    facts = VersionFacts(draft.title, "", None, ChangeFacts(plain_summary="Fewer presents."))
    actions.describe_version(draft, facts=facts, seen=seen, by=other, at=at)
    with pytest.raises(Refused):
        actions.describe_version(draft, facts=facts, seen=seen, by=editor, at=at)


def changing(version: CodeVersion) -> dict[str, dict]:
    """Each way to change a draft."""
    return {
        "add_provision": {"facts": CARS},
        "change_provision": {"key": "gifts", "facts": CARS},
        "move_provision": {"key": "gifts", "up": False},
        "remove_provision": {"key": "gifts"},
        "change_part": {"part": "Asking", "title": "Questions", "intro": ""},
        "describe_version": {"facts": VersionFacts("Our Code", "", None, ChangeFacts())},
    }


@pytest.mark.parametrize("verb", list(changing(CodeVersion())))
def test_only_an_editor_changes_and_only_a_draft(draft, version, editor, officer, employee, at, verb):
    facts, action = changing(draft)[verb], getattr(actions, verb)
    for person in (officer, employee):
        with pytest.raises(Refused):
            action(draft, **facts, by=person, at=at)
    with pytest.raises(Refused):
        action(version, **facts, by=editor, at=at)
    action(draft, **facts, by=editor, at=at)
    assert history(draft)[-1].verb == verb


def test_whoever_changed_the_draft_at_any_time_does_not_publish_it(draft, editor, officer, at):
    both = make_person("Both Roles", Role.CODE_EDITOR, Role.ETHICS_OFFICER, at=at)
    actions.add_provision(draft, facts=CARS, by=both, at=at)
    actions.move_provision(draft, key="gifts", up=False, by=editor, at=at)
    published = {"state": "PUBLISHED", "published_by": both, "published_at": at, "effective_on": date(2026, 12, 24)}
    with pytest.raises(IntegrityError), transaction.atomic():
        CodeVersion.objects.filter(state="PUBLISHED").update(state="SUPERSEDED")
        CodeVersion.objects.filter(pk=draft.pk).update(**published)
    with pytest.raises(Refused):
        actions.publish_version(draft, effective_on=date(2026, 12, 24), by=both, at=at)
    actions.publish_version(draft, effective_on=date(2026, 12, 24), by=officer, at=at)


# --- the pages -----------------------------------------------------------------------------------------------
def url(name: str, *args: object) -> str:
    return reverse(f"code_of_ethics:{name}", args=args)


def test_a_version_is_written_by_its_pages_alone(version, editor, officer):
    client = sign_in(editor)
    assert "Begin a draft" in page(client, "versions")
    answer = client.post(url("start_version"), {"receipt": "1"})
    assert answer["Location"] == url("edit_version", 2)
    shown = page(client, "edit_version", 2)
    assert "#gifts" in shown and "Outside interests" in shown
    typed = {"part": "Conflicts", "title": "Presents", "text": "Nothing.", "item_406b": "honest_conduct"}
    assert "Gifts and entertainment" in page(client, "change_provision", 2, "gifts")
    client.post(url("change_provision", 2, "gifts"), typed | {"receipt": "2"})
    client.post(url("add_provision", 2), typed | {"title": "Cars", "receipt": "3"})
    client.post(url("move_provision", 2, "cars"), {"direction": "up", "receipt": "4"})
    client.post(url("remove_provision", 2, "outside-interests"), {"receipt": "5"})
    client.post(url("change_part", 2, 1), {"title": "Two hats", "intro": "", "receipt": "6"})
    described = {"title": "Our Code", "preamble": "Hi.", "is_substantive": "on", "plain_summary": "Presents: none."}
    client.post(url("describe_version", 2), described | {"receipt": "7"})
    draft = CodeVersion.objects.get(number=2)
    assert listed(draft) == [
        ("1.1", "gifts", "Presents"),
        ("1.2", "cars", "Cars"),
        ("2.1", "asking-first", "Asking first"),
    ]
    shown = page(sign_in(officer), "changes", 2)
    assert "Presents: none." in shown and "[removed:]" in shown and "[added:]" in shown


def test_the_pages_exist_for_editors_alone(draft, officer, employee):
    pages = (
        ("start_version", []), ("edit_version", [2]), ("describe_version", [2]), ("add_provision", [2]),
        ("change_provision", [2, "gifts"]), ("remove_provision", [2, "gifts"]), ("change_part", [2, 1]),
    )  # fmt: skip
    for person in (officer, employee):
        client = sign_in(person)
        for name, args in pages:
            assert client.get(url(name, *args)).status_code == 404, name
        assert client.post(url("move_provision", 2, "gifts"), {"direction": "up"}).status_code == 404


def test_a_published_version_says_that_it_cannot_be_edited(version, editor):
    client = sign_in(editor)
    assert "no longer possible" in page(client, "edit_version", 1)
    assert "no longer possible" in page(client, "change_provision", 1, "gifts")
    assert client.get(url("change_provision", 1, "nothing")).status_code == 404
    assert client.get(url("change_part", 1, 9)).status_code == 404


def test_a_later_version_is_begun_from_the_newest(draft, version, editor, officer, at):
    later = CODE_TEXT.replace("version: 1", "version: 7").replace("2020-01-01", "2026-12-24").replace("50", "20")
    publish_code(later, editor=editor, publisher=officer, at=at)
    assert "20 dollars" in actions.start_version(by=editor, at=at).body
