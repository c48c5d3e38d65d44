"""Letters at the end of a case: drafted, read and sent by a second person, answered once."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Person
from accounts.moves import Refused
from accounts.notices import tell
from accounts.roles import Office
from audit.trail import record
from cases.letter_texts import names_a_reporter, result_of
from cases.models import Allegation, Case, FairnessStep, LetterText, OutcomeLetter, Party
from cases.states.case import CaseState
from cases.states.letter import LetterState
from cases.states.party import PartyRole, PartyStatus, StepKind
from cases.workflow.letters import ANSWER_LETTER, DRAFT_LETTER, DROP_LETTER, SEND_LETTER


def writes_letter_texts(person: Person) -> bool:
    """The Compliance & Ethics office and its head keep the words of letters, for both offices."""
    return Office.ETHICS_OFFICE in person.offices


@transaction.atomic
def write_letter_text(*, addressee: str, result: str, text: str, by: Person, at: datetime) -> LetterText:
    """Give letters of one kind other words. Letters that were drafted keep theirs."""
    if not writes_letter_texts(by):
        raise Refused(_("The Compliance & Ethics office keeps these words."))
    written = LetterText.objects.create(addressee=addressee, result=result, text=text, written_by=by, written_at=at)
    facts = {"addressee": addressee, "result": result}
    record(written, "write_letter_text", by=by, at=at, sentence="Wrote how letters of a kind begin", facts=facts)
    return written


def was_told(party: Party) -> bool:
    """Whether a subject ever heard, from those who worked the case, what was alleged of them."""
    about = Allegation.objects.filter(case=party.case_id, subject__person=party.person_id)
    told = FairnessStep.objects.filter(allegation__in=about, kind__in=[StepKind.TOLD, StepKind.HEARD])
    return told.exists() or about.filter(subject_told_on__isnull=False).exists()


def result_for(party: Party) -> str:
    """What a letter to a subject tells: the gravest finding against them."""
    about = Allegation.objects.filter(case=party.case_id, subject__person=party.person_id)
    return str(result_of(set(about.values_list("finding", flat=True))))


def _was_about(party: Party) -> bool:
    """Whether they are a person of the directory whom the case was about."""
    is_subject = party.role == PartyRole.SUBJECT and party.status == PartyStatus.CONFIRMED
    return is_subject and party.person_id is not None


@transaction.atomic
def draft_letter(party: Party, *, body: str, why_told: str = "", by: Person, at: datetime) -> OutcomeLetter:
    """Write what a subject is told. Somebody who never heard of the matter gets no letter, unless a reason is given."""
    case = Case.objects.locked(party.case_id, by=by)
    party = Party.objects.select_for_update(of=("self",)).get(pk=party.pk, case=case)
    DRAFT_LETTER.check(by, case)
    if not _was_about(party):
        raise Refused(_("Letters go to people of the directory whom the case was about."))
    if OutcomeLetter.objects.filter(party=party).exclude(state=LetterState.DROPPED).exists():
        raise Refused(_("There is a letter to this person already."))
    if not was_told(party) and not why_told:
        raise Refused(
            _("They never heard of the matter. Say why they should be told now, or write no letter."), "why_told"
        )
    if names_a_reporter(case, body):
        raise Refused(_("This may name somebody who reported. Take the name out."), "body")
    letter = OutcomeLetter.objects.create(
        data_key=case.data_key,
        case=case,
        party=party,
        recipient=party.person,
        result=result_for(party),
        body=body,
        why_told=why_told,
        drafted_by=by,
        drafted_at=at,
    )
    record(case, DRAFT_LETTER.verb, by=by, at=at, sentence="Drafted a letter to a subject", facts=_facts(letter))
    tell([one for one in case.staff() if one.pk != by.pk], "letter_to_send", about=case, at=at, once=str(letter.pk))
    return letter


@transaction.atomic
def send_letter(letter: OutcomeLetter, *, by: Person, at: datetime) -> OutcomeLetter:
    """Send it, as the second person. The recipient reads this one document, signed in."""
    letter = _locked(letter, by)
    SEND_LETTER.check(by, letter)
    if letter.case.state != CaseState.CLOSED:
        raise Refused(_("Close the case first. Until then, what the letter says may still change."))
    if not _was_about(Party.objects.get(pk=letter.party_id)):
        raise Refused(_("They were named by mistake, as has turned out since. Drop the letter."))
    if names_a_reporter(letter.case, str(letter.body)):
        raise Refused(_("This may name somebody who reported. Drop it, and write another one."))
    letter.state, letter.sent_by, letter.sent_at = LetterState.SENT, by, at
    letter.save(update_fields=["state", "sent_by", "sent_at"])
    record(letter.case, SEND_LETTER.verb, by=by, at=at, sentence="Sent a letter to a subject", facts=_facts(letter))
    if letter.recipient is not None:
        tell([letter.recipient], "letter_arrived", about=letter, at=at)
    return letter


@transaction.atomic
def drop_letter(letter: OutcomeLetter, *, reason: str, by: Person, at: datetime) -> OutcomeLetter:
    """Let a draft go, with the reason."""
    letter = _locked(letter, by)
    DROP_LETTER.check(by, letter)
    letter.state, letter.dropped_because = LetterState.DROPPED, reason
    letter.dropped_by, letter.dropped_at = by, at
    letter.save(update_fields=["state", "dropped_because", "dropped_by", "dropped_at"])
    record(letter.case, DROP_LETTER.verb, by=by, at=at, sentence="Dropped a letter to a subject", facts=_facts(letter))
    return letter


@transaction.atomic
def answer_letter(letter: OutcomeLetter, *, words: str, by: Person, at: datetime) -> OutcomeLetter:
    """The recipient's one answer; it is kept with the case, which they do not see."""
    case = Case.objects.locked(letter.case_id, by=None)
    letter = OutcomeLetter.objects.locked(letter.pk, by=by)
    ANSWER_LETTER.check(by, letter)
    letter.state, letter.reply, letter.replied_at = LetterState.ANSWERED, words, at
    letter.save(update_fields=["state", "reply", "replied_at"])
    record(case, ANSWER_LETTER.verb, by=by, at=at, sentence="Answered a letter", facts=_facts(letter))
    tell(case.clock_recipients(), "letter_answered", about=case, at=at, once=str(letter.pk))
    return letter


def note_letter_read(letter: OutcomeLetter, *, at: datetime) -> None:
    """When its recipient first opened it."""
    OutcomeLetter.objects.filter(pk=letter.pk, read_at__isnull=True).update(read_at=at)


def _locked(letter: OutcomeLetter, by: Person) -> OutcomeLetter:
    case = Case.objects.locked(letter.case_id, by=by)
    letter = OutcomeLetter.objects.locked(letter.pk, by=by)
    letter.case = case
    return letter


def _facts(letter: OutcomeLetter) -> dict[str, str]:
    return {"letter": str(letter.pk), "result": letter.result}
