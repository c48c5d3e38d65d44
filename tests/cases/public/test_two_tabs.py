"""Two tabs of the public form, back and forward, and a last page that is sent twice."""

from cases.models import Report
from tests.cases.public.visitor import ANSWERS, Visitor, pdf


def on(visitor: Visitor, page: str) -> Visitor:
    """Another tab of the same browser, at a page as it is remembered."""
    return Visitor(visitor.client, path="/speak-up/report/", page=page)


def test_two_forms_open_in_one_browser_never_mix(visitor):
    one, other = on(visitor, ""), on(visitor, "")
    one.fill(until="files")
    other.fill(until="files", story={"narrative": "Something else."})
    one.send("add", uploads=[pdf("one.pdf")])
    other.send("add", uploads=[pdf("other.pdf")])
    assert "one.pdf" in one.page and "other.pdf" not in one.page
    for tab in (other, one):
        tab.send()
        tab.send(**ANSWERS["about_you"])
        tab.send("send")
    assert one.key != other.key
    files = {str(report.narrative)[:9]: str(report.attachments.get().file.name) for report in Report.objects.all()}
    assert files == {"An agent ": "one.pdf", "Something": "other.pdf"}


def test_back_and_forward_after_sending_lead_to_the_key_and_then_to_the_end(visitor, settings, clock):
    visitor.fill()
    review = visitor.page
    settings.QUICKEST_FORM = 8
    visitor.send("send")
    once_more = visitor.page
    clock.shift(3)
    visitor.send("send", **{"pass": visitor.hidden("pass")})
    key, key_page = visitor.key, visitor.page
    for page, go in ((review, "send"), (once_more, "send"), (review, "page:story"), (once_more, "back")):
        again = on(visitor, page)
        again.send(go, **{"pass": again.hidden("pass")})
        assert again.key == key
    on(visitor, key_page).send(kept="on", path="/speak-up/key/")
    for page in (review, once_more):
        again = on(visitor, page)
        again.send("send", **{"pass": again.hidden("pass")})
        assert again.heading == "Thank you. It is with us now." and key not in again.page
    assert Report.objects.count() == 1


def test_one_draft_goes_two_ways_and_the_first_sent_counts(visitor):
    """The same page opened twice (“duplicate tab”): one form, so one report, and the other is told."""
    page = visitor.fill(until="story")
    one, other = on(visitor, page), on(visitor, page)
    for tab, text in ((one, "As told in the first tab."), (other, "As told in the other tab.")):
        tab.send(narrative=text)
        for answers in list(ANSWERS.values())[2:]:
            tab.send(**answers)
    one.send("send")
    other.send("page:story")
    assert other.key == one.key
    other.page = page
    other.send(narrative="As told in the other tab.")
    assert "already sent from another tab" in other.text and "As told in the other tab." in other.page
    assert [str(report.narrative) for report in Report.objects.all()] == ["As told in the first tab."]
