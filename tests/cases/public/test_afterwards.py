"""After reporting, with the key alone: say who one is, wish it withdrawn, and the one question at the end."""

import pytest
from django.db import IntegrityError, transaction

from audit.models import Entry
from cases import actions
from cases.models import Case, Party, Rating, Report, ReporterIdentity, Withdrawal
from cases.states.case import CaseState
from cases.states.party import PartyStatus
from cases.states.report import Mode
from tests.cases.public.conftest import another_visitor, reported
from tests.people import make_person
from tests.standing import standing

pytestmark = pytest.mark.slow

NAME, CONTACT = "Quirina Understone", "quirina@home.example"


@standing
def key(topics, office, at) -> str:
    return reported(at)


@pytest.fixture
def reader(key, clock):
    """The reporter, back with the key, on the page of the report."""
    reader = another_visitor()
    reader.open("/speak-up/follow-up/")
    clock.shift(3)
    reader.send(access_key=key)
    return reader


def close(case: Case, office, head, investigator, at) -> None:
    """End it without investigation: the shortest way that has a second person."""
    actions.acknowledge_case(case, message="Thanks.", by=office, at=at)
    for party in Party.objects.filter(case=case, status=PartyStatus.PROVISIONAL):
        actions.reject_party(party, reason="Another.", by=office, at=at)
    case.refresh_from_db()
    if case.triggers.exists():
        actions.decide_materiality(case, outcome="MATERIAL", reasons="So.", digest_line="A.", by=office, at=at)
    actions.exit_triage(case, outcome="OUT_OF_SCOPE", reason="So.", by=office, at=at)
    actions.close_case(case, message="It is closed.", by=head, at=at)


@pytest.fixture
def closed(reader, office, ethics_officer, investigator, at):
    close(Case.objects.get(), office, ethics_officer, investigator, at)
    reader.send("back")
    return reader


# --- saying who one is -------------------------------------------------------------------------------------
def identify(reader, mode: str) -> None:
    reader.send("identify")
    assert "It can’t be taken back" in reader.text
    reader.send(mode=mode, name=NAME, contact=CONTACT, certain="on")


def test_who_says_their_name_is_known_to_those_who_work_the_case(reader, office, sign_in):
    identify(reader, "NAMED")
    assert "Thank you for your trust. It is noted." in reader.text and "The office knows your name since" in reader.text
    case = Case.objects.get()
    page = sign_in(office).get(case.get_absolute_url()).content.decode()
    assert NAME in page and CONTACT in page and "reported as: Anonymous" in page
    report = Report.objects.get()
    assert (report.mode, report.identity, report.received_at) == (Mode.ANONYMOUS, None, None), "it stays as it was told"


def test_in_confidence_the_name_is_on_no_page_and_under_a_key_of_its_own(reader, office, sign_in):
    identify(reader, "CONFIDENTIAL")
    case, said = Case.objects.get(), Report.objects.get()
    for address in (
        case.get_absolute_url(),
        f"{case.get_absolute_url()}dialogue/",
        f"{case.get_absolute_url()}history/",
    ):
        page = sign_in(office).get(address).content.decode()
        assert NAME not in page and CONTACT not in page
    assert said.later_identity.name == NAME
    assert said.later_identity.data_key_id not in (case.data_key_id, said.data_key_id)
    reader.send("identify")
    assert "Those who work on your report see your name" in reader.text
    assert 'name="name"' not in reader.page, "what is known is not asked again"
    reader.send(mode="NAMED", certain="on")
    assert NAME in sign_in(office).get(case.get_absolute_url()).content.decode()
    assert "Say who you are" not in reader.text, "there is no more to say"


def test_the_trail_tells_that_it_was_said_and_not_the_name(reader, office):
    identify(reader, "NAMED")
    entry = Entry.objects.get(verb="identify_reporter")
    assert entry.actor == "the reporter" and entry.facts == {"mode": "NAMED"} and entry.recorded_at is None
    assert NAME not in str(entry.body)
    assert office.notices.filter(kind="reporter_said_more", created_at=None).count() == 1


def test_the_database_takes_nothing_back(reader):
    identify(reader, "NAMED")
    for change in ({"later_mode": "CONFIDENTIAL"}, {"later_mode": "", "identified_on": None, "later_identity": None}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Report.objects.update(**change)


def test_nobody_becomes_known_without_saying_that_they_are_sure(reader):
    reader.send("identify")
    reader.send(mode="NAMED", name=NAME)
    assert "Nobody can make a name unread." in reader.text and NAME in reader.page, "what was typed stays"
    assert not Report.objects.exclude(later_mode="").exists()


# --- withdrawing -------------------------------------------------------------------------------------------
def test_a_withdrawal_is_a_wish_and_ends_nothing(reader, office, at):
    reader.send("withdraw")
    assert "We may have to look into the matter anyway" in reader.text
    boss = make_person("Bertram Bossing", at=at)
    reader.send(words="Bertram Bossing told me to be quiet.", certain="on")
    assert "The office decides and answers you here." in reader.text
    case = Case.objects.get()
    assert case.state == CaseState.NEW and case.reports.count() == 1
    assert Withdrawal.objects.get().words == "Bertram Bossing told me to be quiet."
    assert case.parties.filter(person=boss).exists(), "whom a wish names is walled off like anybody"
    assert office.notices.filter(kind="reporter_said_more").count() == 1
    assert "Withdraw the report" not in reader.text.split("What else you can do")[-1]


def test_the_office_answers_the_wish_and_the_reporter_reads_what_it_says(reader, office, sign_in, at):
    reader.send("withdraw")
    reader.send(certain="on")
    wish, case = Withdrawal.objects.get(), Case.objects.get()
    signed_in = sign_in(office)
    assert (
        "asked for the report to be withdrawn" in signed_in.get(f"{case.get_absolute_url()}dialogue/").content.decode()
    )
    answer = {"answer": "GO_ON", "reasons": "Others may be harmed.", "message": "We go on, and we protect you."}
    signed_in.post(f"{case.get_absolute_url()}answer-withdrawal/{wish.pk}/", answer)
    reader.send("back")
    assert "We go on, and we protect you." in reader.text and "Others may be harmed." not in reader.text
    case.refresh_from_db()
    assert case.is_open, "only its own moves end a case"


# --- the question at the end -------------------------------------------------------------------------------
def test_the_question_comes_when_the_matter_is_closed_and_once(closed):
    closed.send("rate")
    assert "Did you feel taken seriously?" in closed.text
    closed.send(mark="2", words="It took long.")
    assert "Your answer is counted with those of others." in closed.text
    rating = Rating.objects.get()
    assert rating.mark == 2
    assert Report.objects.get().messages.filter(author=None).get().body == "It took long."
    closed.send("back")
    assert "Did you feel taken seriously?" not in closed.text


def test_no_page_of_the_office_shows_a_mark(closed, office, sign_in):
    closed.send("rate")
    closed.send(mark="1")
    case = Case.objects.get()
    pages = ["", "dialogue/", "history/", "notes/", "access/"]
    shown = [sign_in(office).get(case.get_absolute_url() + page).content.decode() for page in pages]
    assert not any("taken seriously" in page or "not at all" in page for page in shown)
    assert Entry.objects.get(verb="rate_handling").facts == {}


def test_an_answer_is_not_owed(closed):
    closed.send("rate")
    closed.send()
    assert "“No answer” is fine." in closed.text
    closed.send(mark="NO_ANSWER")
    assert Rating.objects.get().mark is None


# --- any of them -------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("step", "typed", "made"),
    [
        ("identify", {"mode": "CONFIDENTIAL", "name": NAME, "certain": "on"}, ReporterIdentity),
        ("withdraw", {"certain": "on"}, Withdrawal),
    ],
)
def test_sent_twice_it_is_said_once(reader, step, typed, made):
    reader.send(step)
    page = reader.page
    for _sending in range(3):
        reader.page = page
        reader.send(**typed)
        assert reader.heading == "Where it stands" and "needs another look" not in reader.text
    assert made.objects.count() == 1


def test_what_is_not_offered_any_more_is_refused_in_words(reader):
    reader.send("withdraw")
    page = reader.page
    reader.send(certain="on")
    reader.page = page
    reader.send("withdraw")
    reader.send(certain="on")
    assert "You have asked for this already." in reader.text and Withdrawal.objects.count() == 1
    reader.send("rate")
    reader.send(mark="5")
    assert "This question comes when the matter is closed." in reader.text and not Rating.objects.exists()


def test_with_a_deleted_key_nothing_is_said(reader, at):
    reader.send("identify")
    Report.objects.get().data_key.destroy(on=at.date())
    reader.send(mode="NAMED", name=NAME, certain="on")
    assert reader.answer.status_code == 400 and not Report.objects.exclude(later_mode="").exists()


# --- adding ------------------------------------------------------------------------------------------------
def test_whom_a_later_word_names_is_walled_off_at_once(reader, office, at):
    late = make_person("Lorcan Latecomer", "OFFICE_STAFF", at=at, office="ETHICS_OFFICE")
    case = Case.objects.get()
    assert case.is_visible_to(late)
    reader.send(body="I forgot to say who signed.", typed_names="Latecomer")
    assert not case.is_visible_to(late)
    assert case.parties.get(person=late).status == PartyStatus.PROVISIONAL
    assert Report.objects.get().messages.get().body == "I forgot to say who signed.\n\nNames: Latecomer"
    assert not late.notices.filter(kind="reporter_wrote").exists()
    assert office.notices.filter(kind="reporter_wrote").count() == 1
    entry = Entry.objects.get(verb="name_possible_parties")
    assert entry.recorded_at is None, "an anonymous reporter's act keeps its day only"
