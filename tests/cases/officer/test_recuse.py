"""Stepping back: the case is gone from that moment, and the words that say so give nothing away."""

from django.urls import reverse


def test_the_way_back_leads_to_a_queue_without_it(send, case, at_desk, ethics_staff):
    answer = send("recuse", case, reason="My sister works there.")
    assert answer.url == reverse("cases:queue")
    page = at_desk.get(answer.url).content.decode()
    assert "Thank you for saying so" in page
    assert case.reference not in page
    assert at_desk.get(case.get_absolute_url()).status_code == 404


def test_without_a_reason_nothing_happens(send, case, ethics_staff):
    assert send("recuse", case, reason="").status_code == 200
    assert case.is_visible_to(ethics_staff)
