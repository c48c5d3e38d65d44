"""What a reporter answered is read in the order in which it was asked."""

from cases.models import Report
from tests.cases.desk import open_case

ASKED = {"Where did it happen?": "In Lyon", "Who already knows?": "Nobody", "Is anyone in danger?": "No"}


def test_answers_keep_the_order_of_the_form(desk, at):
    case = open_case(at=at, answers=ASKED)
    assert list(Report.objects.get(case=case).answers) == list(ASKED)
