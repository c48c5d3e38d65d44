"""Opinions of counsel or the General Auditor on a request, before it is decided."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Person
from accounts.moves import Refused
from accounts.notices import tell
from vault.digests import keyed_digest
from waivers.actions.recording import handlers, note
from waivers.models import Opinion, Waiver
from waivers.models.queries import ADVISING_ROLES
from waivers.states import Advice
from waivers.workflow import ASK_OPINION, GIVE_OPINION


@transaction.atomic
def ask_opinion(waiver: Waiver, *, adviser: Person, question: str, by: Person, at: datetime) -> Waiver:
    """Ask counsel or the General Auditor. From now on they see this request; the decision need not wait for them."""
    waiver = Waiver.objects.locked(waiver.pk, by=by)
    ASK_OPINION.check(by, waiver)
    if not question.strip():
        raise Refused(_("Write what you want to know."), "question")
    if adviser.pk == by.pk or waiver.concerns(adviser) or not adviser.roles & ADVISING_ROLES:
        raise Refused(_("Ask counsel or the General Auditor, and nobody whom it concerns."), "adviser")
    if waiver.opinions.filter(asked_of=adviser).exists():
        raise Refused(_("They were asked already."), "adviser")
    Opinion.objects.create(
        data_key=waiver.data_key, waiver=waiver, asked_of=adviser, question=question.strip(), asked_by=by, asked_at=at
    )
    facts = {"digest": keyed_digest("waiver-opinion", question)}
    note(waiver, ASK_OPINION.verb, _("An opinion was asked for"), by=by, at=at, facts=facts)
    tell([adviser], "waiver_opinion_asked", about=waiver, at=at)
    return waiver


@transaction.atomic
def give_opinion(waiver: Waiver, *, advice: str, opinion: str, by: Person, at: datetime) -> Waiver:
    """Say what one thinks of it, once and for all."""
    waiver = Waiver.objects.locked(waiver.pk, by=by)
    GIVE_OPINION.check(by, waiver)
    if not opinion.strip():
        raise Refused(_("An opinion needs its reasons."), "opinion")
    asked = Opinion.objects.select_for_update(of=("self",)).get(waiver=waiver, asked_of=by)
    asked.advice, asked.words, asked.given_at = Advice(advice), opinion.strip(), at
    asked.save(update_fields=["advice", "words", "given_at"])
    facts = {"digest": keyed_digest("waiver-opinion", opinion)}
    note(waiver, GIVE_OPINION.verb, _("An opinion was given"), by=by, at=at, facts=facts)
    tell(handlers(waiver), "waiver_opinion_given", about=waiver, at=at, once=str(asked.pk))
    return waiver
