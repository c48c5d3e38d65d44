"""The last page, sent at the same instant by several requests: real transactions, real locks."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from cases.models import Attachment, Case, Report
from tests.cases.public.conftest import another_visitor
from tests.cases.public.visitor import Visitor, pdf

AT_ONCE = 8


@pytest.mark.django_db(transaction=True)
def test_sent_at_once_by_several_requests_it_is_one_report(visitor):
    visitor.fill(files={"uploads": [pdf()]})

    def send(_number: int) -> str:
        twin = Visitor(visitor.client, path=visitor.path, page=visitor.page)
        try:
            twin.send("send")
            return twin.key
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        keys = set(pool.map(send, range(AT_ONCE)))
    assert keys == {next(iter(keys))}
    assert Report.objects.count() == Case.objects.count() == Attachment.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_an_answer_sent_at_once_by_several_requests_is_one_message(visitor, clock):
    key = visitor.report()
    reader = another_visitor()
    reader.open("/speak-up/follow-up/")
    clock.shift(3)
    reader.send(access_key=key)

    def send(_number: int) -> int:
        twin = Visitor(reader.client, path=reader.path, page=reader.page)
        try:
            twin.send(body="One more thing.")
            return twin.answer.status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        assert set(pool.map(send, range(AT_ONCE))) == {200}
    assert Report.objects.get().messages.count() == 1
