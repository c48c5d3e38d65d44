"""The server's half of a draft on the reporter's device: the key that the device never keeps, and the way back."""

import re
from datetime import timedelta

from cases.models import Report
from tests.cases.public.conftest import another_visitor
from tests.cases.public.visitor import ANSWERS, STORY


def fact(visitor, name: str) -> str:
    return re.search(rf'data-draft{name}="([^"]*)"', visitor.page)[1]


def go_on(capsule: str, **typed: str):
    """Somebody in a new browser window with the sealed field of an old one."""
    back = another_visitor()
    back.open("/speak-up/report/")
    proof = back.hidden("csrfmiddlewaretoken")
    back.page = f'<form method="post"><input name="capsule" value="{capsule}"></form>' + (
        f'<input name="csrfmiddlewaretoken" value="{proof}">'
    )
    back.send("resume", **typed)
    return back


def test_the_sealed_field_alone_leads_back_to_the_page_with_its_key(visitor):
    visitor.fill(until="people")
    back = go_on(visitor.hidden("capsule"), typed_names="Not from the form")
    assert back.heading == "Who is involved?" and "data-draft-restore" in back.page
    assert "Not from the form" not in back.page, "what was typed is filled in by the device"
    assert (fact(back, "-key"), fact(back, "")) == (fact(visitor, "-key"), fact(visitor, ""))
    back.send("back")
    assert STORY in back.page and "data-draft-restore" not in back.page


def test_each_form_has_a_key_of_its_own_and_none_outlives_the_form(visitor, clock):
    visitor.open("/speak-up/report/")
    other = another_visitor()
    other.open("/speak-up/report/")
    assert fact(visitor, "-key") != fact(other, "-key") and len(fact(visitor, "-key")) == 64
    assert fact(visitor, "-seconds") == "43200"
    for _hours in range(2):
        clock.shift(timedelta(hours=10))
        visitor.send(**ANSWERS["topic"])
    assert fact(visitor, "-seconds") == str(4 * 3600)


def test_a_report_that_was_sent_is_not_gone_on_with(visitor):
    visitor.fill()
    capsule = visitor.hidden("capsule")
    visitor.send("send")
    sent = fact(visitor, "-sent")
    back = go_on(capsule)
    assert back.key == visitor.key and fact(back, "-sent") == sent
    assert Report.objects.count() == 1
