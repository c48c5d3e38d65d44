"""A question becomes a report with its reporter's yes, or at once with a reason; never back."""

import pytest
from django.db import IntegrityError, transaction

from audit.models import Entry
from cases import actions
from cases.models import Message, Reclassification, Report
from cases.states.report import ReportKind
from tests.cases.desk import open_case
from tests.cases.public.conftest import another_visitor, clock  # noqa: F401 — a fixture
from tests.standing import standing
from tests.statements import Statements

KEY = "4F2A-8JQT-M0ZX-77PR-C9WD-5NHE"


@standing
def question(desk, at):
    report = actions.submit_report(
        actions.ReportFacts(
            topic=open_case(at=at).topic, narrative="May he do this?", mode="ANONYMOUS", kind=ReportKind.QUESTION
        ),
        by=None,
        at=at,
        access_key=KEY,
    )
    return desk.acknowledge(report.case)


@pytest.fixture
def asker(question, clock):  # noqa: F811 — a fixture
    """Whoever asked, on their page."""
    reader = another_visitor()
    reader.open("/speak-up/follow-up/")
    clock.shift(3)
    reader.send(access_key=KEY)
    return reader


def test_two_questions_that_were_merged_turn_together(question, desk, send, client, at):
    other = desk.question()
    actions.merge_case(other, into=question, reason="One matter.", by=desk.staff, at=at)
    ask(send, question)
    assert Reclassification.objects.count() == Report.objects.filter(case=question).count() == 2
    actions.treat_as_report(question, reason="It is one.", by=desk.staff, at=at)
    assert not Report.objects.filter(case=question, counted_as=ReportKind.QUESTION).exists()
    with Statements() as asked:
        page = client.get(question.get_absolute_url()).content.decode()
    assert page.count("It is one.") == 2
    alone = [
        one for one in asked.captured_queries if 'FROM "vault_datakey" WHERE "vault_datakey"."id" = ' in one["sql"]
    ]
    assert not alone, "each reason comes with its key, however many questions were merged"


def counted(question) -> str:
    return Report.objects.get(case=question).counted_as


def ask(send, question) -> None:
    send("ask_to_treat_as_report", question, message="May we look into it?", reason="It may be one.")


@pytest.mark.parametrize(
    ("answer", "then", "said"),
    [
        ("YES", ReportKind.REPORT, "the reporter agreed"),
        ("NO", ReportKind.QUESTION, "The reporter does not want it"),
    ],
)
def test_the_reporter_is_asked_and_their_answer_counts(answer, then, said, send, client, question, asker):
    ask(send, question)
    assert "The reporter is asked whether" in client.get(question.get_absolute_url()).content.decode()
    asker.send("back")
    assert "May we look into it?" in asker.text and "Is your question a report?" in asker.text
    asker.send("consent")
    page = asker.page
    for _sending in range(2):
        asker.page = page
        asker.send(consent=answer)
        assert "The office knows what you want." in asker.text
    assert counted(question) == then
    assert said in client.get(question.get_absolute_url()).content.decode()
    assert Entry.objects.get(verb="answer_reclassification").facts == {"consent": answer}


def test_at_once_where_it_plainly_is_one(send, client, question, asker, now):
    ask(send, question)
    assert send("treat_as_report", question, reason="Somebody is being harmed.").status_code == 302
    assert counted(question) == ReportKind.REPORT
    assert "Somebody is being harmed." in client.get(question.get_absolute_url()).content.decode()
    asker.send("consent")
    asker.send(consent="NO")
    assert "This is settled already." in asker.text
    page = send("answer_question", question, answer="It is fine.").content.decode()
    assert "This is a report, not a question" in page and now(question).is_open


def test_a_report_is_not_made_one_again_and_never_a_question(send, question, case):
    send("treat_as_report", question, reason="It is.")
    assert "This is a report already." in send("treat_as_report", question, reason="It is.").content.decode()
    assert "This is a report already." in send("ask_to_treat_as_report", case, message="?", reason="?").content.decode()
    with pytest.raises(IntegrityError), transaction.atomic():
        Report.objects.filter(case=question).update(counted_as="QUESTION")
    assert Report.objects.get(case=question).kind == ReportKind.QUESTION, "what was told stays as told"


def test_the_queue_shows_questions_apart(question, case, sign_in, desk):
    client = sign_in(desk.staff)
    questions = client.get("/cases/?kind=QUESTION").content.decode()
    assert question.reference in questions and case.reference not in questions
    reports = client.get("/cases/?kind=REPORT").content.decode()
    assert case.reference in reports and question.reference not in reports


def test_a_text_of_the_library_is_taken_over_and_changed(send, question, sign_in, desk, at):
    draft = actions.write_answer(topic=question.topic, title="Dinners", text="Pay yourself.", by=desk.staff, at=at)
    other = actions.write_answer(topic=question.topic, title="Hidden", text="Not yet.", by=desk.staff, at=at)
    actions.publish_answer(draft, by=desk.head, at=at)
    page = sign_in(desk.staff).get(f"{question.get_absolute_url()}answer-question/?text={draft.pk}").content.decode()
    assert "Pay yourself.</textarea>" in page and "Not yet." not in page and other.title not in page
    send("answer_question", question, answer="Pay yourself, please.")
    assert Message.objects.filter(report__case=question).latest("position").body == "Pay yourself, please."
