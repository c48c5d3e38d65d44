"""Cases that belong together: found, linked and unlinked, and never a word of one that somebody may not see."""

from audit.models import Entry
from cases import actions
from cases.models import CaseLink, Conflict, Report, WordMark
from tests.cases.desk import make_topic, open_case
from tests.standing import standing
from tests.statements import Statements
from vault.models import DataKey

STORY = "The forklift supplier paid for dinners of the purchasing manager in the harbour restaurant every month."
RETOLD = "Every month the purchasing manager has dinners in the harbour restaurant, and a forklift supplier pays."
OTHER = "My overtime of last winter was never written down, although the shift leader promised it twice."


@standing
def one(desk, at):
    return open_case(at=at, narrative=STORY, country="PT")


@standing
def again(desk, at):
    """The same told by somebody else, under another topic and from nowhere."""
    return open_case(at=at, narrative=RETOLD, country="", topic=make_topic("outside"))


@standing
def unlike(desk, at):
    return open_case(at=at, narrative=OTHER, country="", topic=make_topic("outside"))


def page(client, case) -> str:
    return client.get(f"{case.get_absolute_url()}links/").content.decode()


def wall_off(case, person, at) -> None:
    Conflict.objects.create(
        data_key=case.data_key, case=case, person=person, reason="A cousin.", declared_by=person, declared_at=at
    )


def test_what_is_told_again_in_similar_words_is_shown(one, again, unlike, at_desk):
    assert again.reference not in page(at_desk, one), "the control: nothing is known before the words are marked"
    assert actions.mark_words() == 3 and actions.mark_words() == 0
    found = page(at_desk, one)
    assert again.reference in found and "Told in similar words" in found
    assert unlike.reference not in found


def test_the_same_person_and_the_same_place_and_time_are_shown(one, unlike, desk, at_desk, subject, at):
    near = open_case(at=at, narrative=OTHER, country="PT")
    for case in (one, unlike):
        desk.name(case, subject)
    found = page(at_desk, one)
    assert unlike.reference in found and "Names the same person" in found
    assert near.reference in found and "Same topic and country, within 30 days" in found
    assert found.index(unlike.reference) < found.index(near.reference)


def test_a_report_whose_key_was_damaged_holds_up_no_other(one, again, unlike):
    first = Report.objects.order_by("pk").first()
    keys = DataKey.objects.filter(pk=first.data_key_id)
    keys.update(wrapped_by="a key that is not in the settings")
    assert actions.mark_words() == 2
    assert not Report.objects.get(pk=first.pk).is_marked
    keys.update(wrapped_by=again.data_key.wrapped_by)
    assert actions.mark_words() == 1


def test_no_word_lies_in_the_index(one):
    actions.mark_words()
    marks = list(WordMark.objects.values_list("mark", flat=True))
    assert 10 < len(marks) == len(set(marks)) and all(isinstance(mark, int) for mark in marks)


def test_two_cases_are_linked_with_a_reason_and_unlinked_with_another(one, again, send, at_desk):
    typed = {"other": again.reference.lower(), "kind": "DUPLICATE", "reason": "One dinner.", "receipt": "a"}
    for _sending in range(2):
        assert send("link_case", one, **typed).status_code == 302
    link = CaseLink.objects.get()
    for case, there in ((one, again), (again, one)):
        assert there.reference in page(at_desk, case) and "One dinner." in page(at_desk, case)
    send("unlink_case", again, link, reason="Another dinner.")
    assert "Another dinner." in page(at_desk, one), "what was done and undone stays readable"
    assert send("link_case", one, **typed | {"receipt": "b"}).status_code == 302, "and may be done anew"


def test_whoever_is_walled_off_from_one_finds_no_trace_of_it_at_the_other(
    one, again, send, desk, at_desk, sign_in, ethics_officer, at
):
    actions.mark_words()
    send("link_case", one, other=again.reference, kind="DUPLICATE", reason="One dinner.")
    shown = page(at_desk, one)
    assert again.reference in shown, "the control"
    wall_off(again, ethics_officer, at)
    client = sign_in(ethics_officer)
    for part in ("", "links/", "history/", "notes/", "access/", "dialogue/"):
        seen = client.get(one.get_absolute_url() + part).content.decode()
        assert again.reference not in seen and "One dinner." not in seen and "Linked two" not in seen
    assert "No case is linked." in page(client, one) and "Nothing like it was found." in page(client, one)
    link = CaseLink.objects.get()
    assert client.post(f"{one.get_absolute_url()}unlink-case/{link.pk}/", {"reason": "No."}).status_code == 404
    assert not Entry.objects.filter(subject_id=str(one.pk), verb__in=["link_case", "unlink_case"]).exists()


def test_a_case_that_one_may_not_see_is_answered_like_none(one, again, send, ethics_staff, at):
    wall_off(again, ethics_staff, at)
    answers = [
        send("link_case", one, other=typed, kind="RELATED", reason="So.").content.decode().replace(typed, "REFERENCE")
        for typed in (again.reference, "BCDF-GHJK")
    ]
    assert all("You see no case with this reference." in answer for answer in answers)
    assert not CaseLink.objects.exists()
    assert (
        "can’t be linked to itself"
        in send("link_case", one, other=one.reference, kind="RELATED", reason="So.").content.decode()
    )


def test_the_page_asks_the_database_few_questions(one, desk, at_desk, at):
    for number in range(8):
        other = open_case(at=at, narrative=RETOLD, country="PT")
        if number % 2:
            actions.link_case(one, other=other, kind="REPEAT", reason="So.", by=desk.staff, at=at)
    actions.mark_words()
    page(at_desk, one)
    with Statements() as asked:
        assert page(at_desk, one).count("Told in similar words") == 4
    assert len(asked) <= 12
