"""What was done at the desk is in the file of a case too: asked, registered, planned, written and looked after."""

from datetime import timedelta

from cases import actions
from cases.actions import EvidenceFacts, InterviewFacts
from cases.file_contents import Contents, contents_of, covered
from cases.redaction import Choices
from tests.people import make_person
from tests.standing import standing

SECTIONS = ("Plan", "Interviews and statements", "Evidence", "Letters", "Aftercare", "Deadlines")


def words_in(contents: Contents) -> str:
    return "\n".join(
        " ".join([one.heading, one.text, one.note, *(f"{label} {value}" for label, value in one.facts)])
        for one in contents.passages
    )


@standing
def worked(papers, at):
    """The case of the papers, worked at the desk until its letter was drafted."""
    by, case = papers.desk.investigator, papers.case
    task = actions.add_task(case, title="Secure the mailbox", due_on=at.date(), owner=None, by=by, at=at)
    actions.finish_task(task, ending="Secured", by=by, at=at)
    wanda = make_person("Wanda Sawthem", at=at)
    for words, more in (("She saw the bills.", {}), ("What counsel heard.", {"is_by_counsel": True})):
        tomorrow = at + timedelta(days=1)
        facts = InterviewFacts(person=wanda, conducted_by=by, mode="PHONE", planned_for=tomorrow, **more)
        interview = actions.plan_interview(case, facts=facts, by=by, at=at)
        interview = actions.record_interview(interview, held_at=at, words=words, by=by, at=at)
        actions.write_statement(interview, text=f"Stated: {words}", by=by, at=at)
    told = EvidenceFacts(
        description="The notebook", source="Desk 4", collected_by=by, collected_at=at, collected_where="Room 12",
        held_by="The safe", attachment=papers.file,
    )  # fmt: skip
    item = actions.register_evidence(case, facts=told, by=by, at=at)
    actions.check_integrity(item, by=by, at=at)
    actions.check_in(case, by=papers.desk.staff, at=at)
    check = case.reports.get().retaliation_checks.get()
    actions.record_observation(check, kind="PAY", words="Less since May.", by=papers.desk.staff, at=at)
    papers.item = item
    return papers


def test_the_whole_desk_is_in_the_file(worked):
    contents = contents_of(worked.case, person=worked.desk.staff)
    titles = [section.title for section in contents.sections]
    assert set(SECTIONS) - {"Letters"} <= set(titles)
    read = words_in(contents)
    for words in (
        "Secure the mailbox", "Secured", "Wanda Sawthem", "She saw the bills.", "Stated: She saw the bills.",
        "The notebook", "Desk 4", "Room 12", "The safe", str(worked.item.sha256), "Unchanged", "Less since May.",
    ):  # fmt: skip
        assert words in read, words


def test_what_counsel_heard_stays_out_until_privileged_parts_are_asked_for(worked):
    left_out = contents_of(worked.case, person=worked.desk.staff)
    assert "counsel heard" not in words_in(left_out) and left_out.privileged == 1
    whole = contents_of(worked.case, person=worked.desk.staff, with_privileged=True)
    assert "What counsel heard." in words_in(whole) and "Stated: What counsel heard." in words_in(whole)


def test_who_was_interviewed_is_hidden_as_a_witness_and_the_reporter_with_what_befell_them(worked):
    contents = contents_of(worked.case, person=worked.desk.staff)
    hidden = covered(contents, Choices(is_redacted=True, hides_reporter=True, hides_witnesses=True))
    read = words_in(hidden)
    for words in ("Wanda", "Sawthem", "She saw the bills", "Less since May"):
        assert words not in read, words
    assert "Secure the mailbox" in read, "what was not chosen stays"
