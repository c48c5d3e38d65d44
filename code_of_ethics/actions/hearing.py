"""Who hears a talk with somebody who can't affirm: names in it are heeded at once, and lifted with a reason."""

import uuid
from datetime import datetime
from functools import partial
from itertools import islice

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from accounts.clockwork import one_by_one
from accounts.matching import people_named
from accounts.models import Person
from accounts.moves import Move
from accounts.notices import tell, withhold
from accounts.roles import Office, Role
from audit.trail import record
from clocks.actions import cancel_clock, start_clock, stop_clock
from code_of_ethics.models import Affirmation, ExceptionMatch, StatedException
from code_of_ethics.models.offices import is_reviewed_by_their_own
from code_of_ethics.models.stated_exception import COMMITTEE, HEAD_OF_HEARING, JUDGING
from code_of_ethics.states.talks import HeardBy
from code_of_ethics.workflow import CONFIRM_MATCH, LIFT_MATCH

# A sweep leaves the rest to the next one.
MATCHED_AT_ONCE = 100
OTHER_OFFICE = {Office.GENERAL_AUDITOR: Office.ETHICS_OFFICE, Office.ETHICS_OFFICE: Office.GENERAL_AUDITOR}


@transaction.atomic
def lift_match(match: ExceptionMatch, *, reason: str, by: Person, at: datetime) -> ExceptionMatch:
    """Say that somebody whom a talk may name is not meant, also where that was confirmed by mistake. The wall around
    them falls; who hears it stays."""
    match = _locked(match, by)
    LIFT_MATCH.check(by, match)
    if match.confirmed_at:
        match.lifted_because, sentence = reason.strip(), _("Lifted a match that had been confirmed")
    else:
        match.reason, sentence = reason.strip(), _("Lifted a possible match")
    match.lifted_by, match.lifted_at = by, at
    match.save(update_fields=["lifted_by", "lifted_at", "reason", "lifted_because"])
    _note_judgement(match, LIFT_MATCH, sentence, by, at)
    return match


@transaction.atomic
def confirm_match(match: ExceptionMatch, *, reason: str, by: Person, at: datetime) -> ExceptionMatch:
    """Say that a talk names somebody indeed. The wall around them stays, unless it turns out to be a mistake."""
    match = _locked(match, by)
    CONFIRM_MATCH.check(by, match)
    match.confirmed_by, match.confirmed_at, match.reason = by, at, reason.strip()
    match.save(update_fields=["confirmed_by", "confirmed_at", "reason"])
    _note_judgement(match, CONFIRM_MATCH, _("Confirmed a possible match"), by, at)
    return match


def _locked(match: ExceptionMatch, by: Person) -> ExceptionMatch:
    """The match with its talk, both locked, if `by` may see them now."""
    exception = StatedException.objects.locked(match.exception_id, by=by)
    rows = ExceptionMatch.objects.select_related("person").select_for_update(of=("self",))
    found: ExceptionMatch = rows.get(pk=match.pk, exception=exception)
    found.exception = exception
    return found


def _note_judgement(match: ExceptionMatch, move: Move, sentence: str, by: Person, at: datetime) -> None:
    """On the trail of the talk; with the last one the deadline is met."""
    exception = match.exception
    if not ExceptionMatch.objects.undecided().filter(exception=exception).exists():
        stop_clock(exception, JUDGING, at=at)
    names = {str(match.person_id): match.person.full_name}
    facts = {"match": str(match.pk)}
    record(exception, move.verb, by=by, at=at, sentence=sentence, facts=facts, names=names)


def end_judging(affirmation: Affirmation, *, at: datetime) -> None:
    """The talk is over: nobody has to judge any more whom it names. Its walls stay."""
    if talk := StatedException.objects.filter(affirmation=affirmation).first():
        cancel_clock(talk, JUDGING, by=None, at=at, reason=_("The conversation is over."))


def match_unmatched(*, at: datetime) -> int:
    """The sweep: look through the open talks that were begun before talks were matched with the directory. How many.

    Each is its own transaction, and some of them at a time. Those that fail are not among the some: however many they
    are, each sweep comes past them.
    """
    oldest_first = StatedException.objects.unmatched().order_by("stated_at", "pk").values_list("pk", flat=True)
    waiting, done = iter(list(oldest_first)), 0
    while next_ones := list(islice(waiting, MATCHED_AT_ONCE - done)):
        done += one_by_one(next_ones, partial(_match, at=at), failed="talk_matching_failed")
    return done


@transaction.atomic
def _match(pk: uuid.UUID, *, at: datetime) -> bool:
    exception = StatedException.objects.locked(pk, by=None)
    if exception.matched_at:
        return False
    exception.matched_at = at
    exception.save(update_fields=["matched_at"])
    own = exception.messages.filter(author=exception.affirmation.person_id).select_related("data_key")
    words = "\n".join([str(exception.text), *(str(message.text) for message in own)])
    if heed_names(exception, words, at=at):
        tell(exception.hearers(), "code_exception_stated", about=exception, at=at, once=_told_of(exception))
    return True


def heed_names(exception: StatedException, text: str, *, at: datetime) -> bool:
    """Wall off at once whoever is named for the first time; returns whether others hear the talk now.

    The caller has the lock. Whom a reader judged already stays as judged. Nobody is walled off from their own talk.
    """
    known = {*exception.matches.values_list("person", flat=True), exception.affirmation.person_id}
    found = [match.person for match in people_named("", text, on=localdate(at))]
    people = [person for person in found if person.pk not in known]
    for person in people:
        ExceptionMatch.objects.create(
            data_key=exception.data_key, exception=exception, person=person, found_at=at, reason=""
        )
    if people:
        record(
            exception,
            "name_possible_matches",
            by=None,
            at=at,
            sentence=_("The words may name somebody"),
            facts={"number": len(people)},
            names={str(person.pk): person.full_name for person in people},
        )
    if ExceptionMatch.objects.undecided().filter(exception=exception).exists():
        start_clock(exception, JUDGING, at=at)
    moved = _settle(exception, at)
    if people:
        withhold(people=Person.objects.filter(pk__in=exception.walled_off()))
    return moved


def pass_on_unheard(*, at: datetime) -> int:
    """The sweep: reporting lines and roles change outside a talk; give it to others where nobody may hear it now."""
    named = StatedException.objects.open().filter(pk__in=ExceptionMatch.objects.standing().values("exception"))
    return one_by_one(list(named.values_list("pk", flat=True)), partial(_pass_on, at=at), failed="talk_passing_failed")


@transaction.atomic
def _pass_on(pk: uuid.UUID, *, at: datetime) -> bool:
    exception = StatedException.objects.locked(pk, by=None)
    moved = _settle(exception, at)
    if moved:
        tell(exception.hearers(), "code_exception_stated", about=exception, at=at, once=_told_of(exception))
    return moved


def _told_of(exception: StatedException) -> str:
    return f"moved:{exception.heard_by}:{exception.acting_head_id or ''}"


def _settle(exception: StatedException, at: datetime) -> bool:
    """Pass the talk on where the wall requires it: a head's matter goes to the other head, then to the chair. It does
    not come back when a match is lifted."""
    former = exception.heard_by, exception.acting_head_id
    places = [exception.office, OTHER_OFFICE[Office(exception.office)], HeardBy.AUDIT_COMMITTEE_CHAIR.value]
    for place in places[places.index(exception.heard_by) :]:
        acting = _acting_head(exception) if place == HeardBy.AUDIT_COMMITTEE_CHAIR else None
        if acting or _is_heard_at(exception, place):
            exception.heard_by, exception.acting_head = place, acting
            break
    if (exception.heard_by, exception.acting_head_id) == former:
        return False
    exception.save(update_fields=["heard_by", "acting_head"])
    record(
        exception,
        "pass_on_talk",
        by=None,
        at=at,
        sentence=_("Passed on to others, because the wall requires it"),
        facts={"from": former[0], "to": exception.heard_by},
    )
    return True


def _is_heard_at(exception: StatedException, place: str) -> bool:
    """Whether somebody may hear it there; in an office not unless its head may (DECISIONS 43)."""
    affirmer, heads = exception.affirmation.person, Person.objects.holding(HEAD_OF_HEARING[HeardBy(place)])
    if place == HeardBy.AUDIT_COMMITTEE_CHAIR:
        return exception.free(heads).exists()
    if place != exception.office and is_reviewed_by_their_own(affirmer, Office(place)):
        return False
    if exception.free(heads).count() < heads.count():
        return False
    return exception.hearers(place).exists()


def _acting_head(exception: StatedException) -> Person | None:
    """The first free member of the committee, where the wall cuts its chair off; whoever acts already goes on."""
    if exception.free(Person.objects.holding(Role.AUDIT_COMMITTEE_CHAIR)).exists():
        return None
    members = exception.free(Person.objects.holding(*COMMITTEE)).as_they_joined(*COMMITTEE)
    acting = [member for member in members if member.pk == exception.acting_head_id]
    return next(iter(acting + members), None)
