"""A question is answered and closed by one person; a report never is."""

from cases.models import Message
from cases.states.case import CaseState, Outcome


def test_the_asker_reads_the_answer_and_the_case_is_closed(send, desk, now):
    case = desk.question()
    assert send("answer_question", case, answer="Ask before you accept.").status_code == 302
    assert (now(case).state, now(case).outcome) == (CaseState.CLOSED, Outcome.ANSWERED)
    assert Message.objects.filter(report__case=case).latest("position").body == "Ask before you accept."


def test_a_report_is_not_answered_away(send, desk, case, now):
    desk.acknowledge(case)
    page = send("answer_question", case, answer="It is fine.").content.decode()
    assert "This is a report, not a question" in page
    assert "It is fine." in page
    assert now(case).state == CaseState.TRIAGE
