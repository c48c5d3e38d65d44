"""A trigger of materiality alerts its own recipients; who may not read the case hears that it has fired, no more."""

from datetime import timedelta

from django.urls import reverse

from accounts.models import Notice, Person
from accounts.notices import deliver_mails
from accounts.roles import Role
from cases.actions import TriageFacts, recuse, triage_case
from cases.models import Case
from cases.states.materiality import TriggerKind
from tests.cases.desk import make_topic, open_case
from tests.people import make_person, unread_count
from tests.standing import standing

ALERT = "A trigger of materiality has fired."


@standing
def bribery(desk):
    return make_topic("bribery", trigger=TriggerKind.BRIBERY)


@standing
def books(desk):
    return make_topic("books", trigger=TriggerKind.ACCOUNTING, is_accounting=True)


@standing
def general_counsel(at) -> Person:
    return make_person("Gus Lawyer", Role.GENERAL_COUNSEL, at=at)


def alerts(person: Person) -> list[str]:
    kinds = ("trigger_fired", "materiality_trigger")
    return list(Notice.objects.filter(recipient=person, kind__in=kinds, withheld=False).values_list("kind", flat=True))


def test_the_chair_who_may_not_read_the_case_hears_that_one_has_fired(bribery, chair, general_auditor, at):
    open_case(at=at, topic=bribery)
    assert alerts(chair) == ["trigger_fired"]
    assert alerts(general_auditor) == []


def test_whoever_may_read_the_case_is_told_of_it(books, chair, general_auditor, sign_in, at):
    case = open_case(at=at, topic=books)
    assert alerts(general_auditor) == ["materiality_trigger"]
    notice = Notice.objects.get(recipient=general_auditor, kind="materiality_trigger")
    assert (
        sign_in(general_auditor).post(reverse("accounts:open_notice", args=[notice.pk])).url == case.get_absolute_url()
    )
    assert alerts(chair) == ["trigger_fired"]


def test_a_regulator_who_knows_is_told_to_the_general_counsel(desk, general_counsel, chair, at):
    open_case(at=at, authorities_know=True)
    assert alerts(general_counsel) == ["trigger_fired"]
    assert alerts(chair) == ["trigger_fired"]


def test_the_page_says_by_when_and_nothing_of_the_matter(bribery, chair, sign_in, at):
    case = open_case(at=at, topic=bribery)
    client = sign_in(chair)
    page = client.get(reverse("accounts:notices")).content.decode()
    assert ALERT in page
    assert "The decision is due by 24 November 2026." in page
    for word in (case.reference, str(case.pk), bribery.name, "Compliance &amp; Ethics", str(case.triggers.get().pk)):
        assert word not in page.partition("<main")[2], word
    notice = Notice.objects.get(recipient=chair)
    assert client.post(reverse("accounts:open_notice", args=[notice.pk])).url == reverse("accounts:notices")


def test_of_an_anonymous_report_only_the_day_is_kept_and_the_mail_waits_for_the_next(bribery, chair, at, mailoutbox):
    open_case(at=at, topic=bribery)
    notice = Notice.objects.get(recipient=chair)
    assert (notice.created_at, notice.created_on, notice.urgent) == (None, at.date(), False)
    deliver_mails(at + timedelta(minutes=1))
    assert [mail for mail in mailoutbox if chair.email in mail.to] == []
    deliver_mails(at + timedelta(days=1))
    (mail,) = [mail for mail in mailoutbox if chair.email in mail.to]
    assert "materiality" not in mail.subject + mail.body


def test_whoever_is_named_hears_nothing(bribery, chair, general_auditor, at):
    open_case(at=at, topic=bribery, typed_names=chair.full_name)
    assert alerts(chair) == []


def test_whoever_reports_to_a_named_subject_hears_nothing_where_the_setting_says_so(bribery, subject, settings, at):
    below = make_person("Cleo Below", Role.AUDIT_COMMITTEE_CHAIR, at=at, manager=subject)
    open_case(at=at, topic=bribery, typed_names=subject.full_name)
    assert alerts(below) == []
    settings.WALL_REPORTING_LEVELS = 0
    open_case(at=at, topic=bribery, typed_names=subject.full_name)
    assert "trigger_fired" in alerts(below)


def test_whoever_stepped_back_hears_nothing_of_what_is_found_later(desk, chair, general_auditor, at):
    books = make_topic("books", is_accounting=True)
    case = desk.acknowledge(open_case(at=at, topic=books))
    recuse(case, reason="A cousin.", by=general_auditor, at=at)
    facts = TriageFacts(
        topic=make_topic("fraud", trigger=TriggerKind.ACCOUNTING), summary="?", severity="2", retaliation_risk="LOW",
        materiality="MATERIAL", materiality_reasons="Books.", digest_line="Books.", topic_reasons="No books.",
    )  # fmt: skip
    triage_case(case, facts=facts, by=desk.staff, at=at)
    assert alerts(general_auditor) == []
    assert alerts(chair) == ["trigger_fired"]


def test_a_wall_that_rises_later_takes_the_alert_away(desk, bribery, chair, general_auditor, sign_in, at):
    case = open_case(at=at, topic=bribery)
    assert unread_count(chair) == 1
    desk.name(case, chair)
    assert unread_count(chair) == 0
    assert ALERT not in sign_in(chair).get(reverse("accounts:notices")).content.decode()


def test_each_firing_is_told_once(desk, bribery, chair, at):
    case = desk.acknowledge(open_case(at=at, topic=bribery))
    material = {"materiality": "MATERIAL", "materiality_reasons": "Money.", "digest_line": "Money."}
    desk.triage(Case.objects.get(pk=case.pk), **material)
    assert alerts(chair) == ["trigger_fired"]
    other = desk.acknowledge(open_case(at=at, topic=bribery))
    desk.triage(other, regulator_aware=True, **material)
    assert alerts(chair) == ["trigger_fired"] * 3
