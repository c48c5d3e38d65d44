"""A lost key is not restored: a new report says that there was an earlier one, and the office sees it."""

from cases.models import Case, Report
from tests.cases.public.visitor import ANSWERS


def test_a_new_report_about_an_earlier_one(visitor, office, sign_in):
    visitor.open("/speak-up/follow-up/")
    assert "Nobody can restore it" in visitor.text
    visitor.send("earlier", path="/speak-up/report/")
    assert visitor.heading == "Your earlier report"
    visitor.path = "/speak-up/report/"
    visitor.send(earlier_what="")
    assert "Please write a few words about it." in visitor.text
    visitor.send(earlier_what="The dinners at plant 2", earlier_when="in spring")
    for typed in ANSWERS.values():
        visitor.send(**typed)
    assert "The dinners at plant 2" in visitor.text
    visitor.send("send")
    report, case = Report.objects.get(), Case.objects.get()
    assert report.is_about_earlier and "The dinners at plant 2" in report.answers.values()
    assert len(visitor.key) == 29, "a key of its own"
    client = sign_in(office)
    for address in ("/cases/", case.get_absolute_url()):
        assert "About an earlier report" in client.get(address).content.decode()


def test_nothing_in_an_address_tells_that_a_key_was_lost(visitor, office):
    page = visitor.open("/speak-up/follow-up/")
    assert "?" not in page.split("Send a new report about an earlier one")[0].split("<form")[-1]
    visitor.report()
    assert not Report.objects.get().is_about_earlier
