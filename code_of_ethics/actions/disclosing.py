"""The duty to disclose: born with its cause, drafted by one person, its filing confirmed by another."""

import re
import secrets
from datetime import date, datetime
from functools import partial
from urllib.parse import urlsplit
from uuid import UUID

from django.db import models, transaction
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from accounts.clockwork import one_by_one
from accounts.models import Person
from accounts.moves import Refused
from accounts.notices import tell
from audit.trail import record
from clocks import kinds
from clocks.actions import start_clock, stop_clock
from clocks.models import Rule
from code_of_ethics.means import permitted_means
from code_of_ethics.models import Disclosure
from code_of_ethics.models.disclosure import OVERSEERS, READERS
from code_of_ethics.states import DisclosureState, Means
from code_of_ethics.workflow import CONFIRM_FILING, DRAFT_DISCLOSURE
from vault.digests import keyed_digest
from vault.models import DataKey

ACCESSION_NUMBER = re.compile(r"^\d{10}-\d{2}-\d{6}$")
SLUG_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"


@transaction.atomic
def open_disclosure_duty(
    source: models.Model,
    *,
    clock_kind: str = kinds.WAIVER_DISCLOSURE,
    reason: str,
    nature: str,
    subject: Person | None,
    subject_on: date,
    since: datetime,
    by: Person | None,
    at: datetime,
) -> Disclosure:
    """Open the duty to disclose what `source` decided, in its transaction, with the clock running from `since`.

    Once for each source: called again, it gives the duty that stands. `subject` is the person whom it names.
    """
    label = source._meta.label_lower
    if standing := Disclosure.objects.filter(source_kind=label, source_id=source.pk).first():
        return standing
    disclosure = Disclosure.objects.create(
        data_key=DataKey.objects.mint(),
        source_kind=label,
        source_id=source.pk,
        clock_kind=clock_kind,
        reason=reason,
        nature=nature,
        person_name=subject.full_name if subject else "",
        subject_person=subject,
        subject_on=subject_on,
        means_permitted=permitted_means(),
        born_at=at,
    )
    clock = start_clock(disclosure, clock_kind, at=since)
    record(
        disclosure,
        "open_disclosure_duty",
        by=by,
        at=at,
        sentence=_("A duty to disclose began, due on %(day)s") % {"day": date_format(clock.due_on)},
        facts={"source": label, "due_on": clock.due_on.isoformat(), "since": since.isoformat()},
    )
    tell(disclosure.clock_recipients(), "disclosure_due", about=disclosure, at=at)
    return disclosure


@transaction.atomic
def draft_disclosure(disclosure: Disclosure, *, text: str, by: Person, at: datetime) -> Disclosure:
    """Write, or write anew, the text that the public will read. Whoever writes it last may not confirm its filing."""
    disclosure = Disclosure.objects.locked(disclosure.pk, by=by)
    DRAFT_DISCLOSURE.check(by, disclosure)
    if not text.strip():
        raise Refused(_("Write the text first."), "text")
    disclosure.draft_text, disclosure.state = text.strip(), DisclosureState.DRAFTED
    disclosure.drafted_by, disclosure.drafted_at = by, at
    disclosure.save(update_fields=["draft_text", "state", "drafted_by", "drafted_at"])
    digest = keyed_digest("disclosure-draft", disclosure.draft_text)
    record(disclosure, DRAFT_DISCLOSURE.verb, by=by, at=at, sentence=_("Text drafted"), facts={"digest": digest})
    others = Person.objects.holding(*READERS).exclude(pk__in=[by.pk, disclosure.subject_person_id or by.pk])
    tell(others, "disclosure_drafted", about=disclosure, at=at, once=digest)
    return disclosure


@transaction.atomic
def confirm_filing(
    disclosure: Disclosure,
    *,
    means: str,
    reference: str,
    filed_at: datetime,
    by: Person,
    at: datetime,
) -> Disclosure:
    """Confirm, as the second person, that the drafted text was filed, where and when.

    The clock stops at the time of the filing. The text is posted on the public page for at least twelve months, and
    kept for at least five years after (Form 8-K Item 5.05(c)).
    """
    disclosure = Disclosure.objects.locked(disclosure.pk, by=by)
    CONFIRM_FILING.check(by, disclosure)
    _check_filing(disclosure, means, reference.strip(), filed_at, at)
    disclosure.state, disclosure.filed_by = DisclosureState.FILED, by
    disclosure.filed_at, disclosure.confirmed_at = filed_at, at
    disclosure.means, disclosure.filing_reference = means, reference.strip()
    disclosure.posted_text = str(disclosure.draft_text)
    disclosure.posted_from = localdate(at)
    disclosure.posted_until = Rule.objects.get(kind=kinds.WEB_SITE_POSTING).due_date(localdate(at))
    disclosure.kept_until = Rule.objects.get(kind=kinds.WEB_SITE_RETENTION).due_date(disclosure.posted_until)
    disclosure.public_slug = _new_slug(localdate(at))
    disclosure.save()
    stop_clock(disclosure, disclosure.clock_kind, at=filed_at)
    record(
        disclosure,
        CONFIRM_FILING.verb,
        by=by,
        at=at,
        sentence=_("Filing confirmed"),
        facts={"means": means, "reference": disclosure.filing_reference, "filed_at": filed_at.isoformat()},
    )
    tell(disclosure.clock_recipients(), "disclosure_filed", about=disclosure, at=at)
    return disclosure


@transaction.atomic
def note_end_of_source(source: models.Model, *, on: date, by: Person | None, at: datetime) -> Disclosure | None:
    """What `source` decided was taken back from the day `on`: its disclosure says so. `None` where there is none."""
    ended = Disclosure.objects.select_for_update(of=("self",)).filter(
        source_kind=source._meta.label_lower, source_id=source.pk, ended_on__isnull=True
    )
    disclosure = ended.first()
    if disclosure is None:
        return None
    disclosure.ended_on = on
    disclosure.save(update_fields=["ended_on"])
    sentence = _("What it discloses ended on %(day)s") % {"day": date_format(on)}
    record(disclosure, "note_end_of_source", by=by, at=at, sentence=sentence, facts={"on": on.isoformat()})
    tell(disclosure.clock_recipients(), "disclosure_ended", about=disclosure, at=at)
    return disclosure


def alarm_of_late(*, at: datetime) -> int:
    """The sweep: note each duty that was not filed in time, once, and alarm those who file and those who oversee."""
    late = list(Disclosure.objects.became_late(at).values_list("pk", flat=True))
    return one_by_one(late, partial(_alarm, at=at), failed="late_disclosure_failed")


@transaction.atomic
def _alarm(pk: UUID, *, at: datetime) -> bool:
    disclosure = Disclosure.objects.select_for_update(of=("self",)).get(pk=pk)
    if disclosure.late_since is not None or disclosure.clock is None:
        return False
    disclosure.late_since = disclosure.clock.due_at
    disclosure.save(update_fields=["late_since"])
    facts = {"due_on": disclosure.clock.due_on.isoformat()}
    sentence = _("It was not filed in time: a material matter in itself")
    record(disclosure, "late_disclosure", by=None, at=at, sentence=sentence, facts=facts)
    tell(Person.objects.holding(*READERS, *OVERSEERS), "disclosure_late", about=disclosure, at=at)
    return True


def suggested_text(disclosure: Disclosure) -> str:
    """A first draft from the facts: the nature, the name and the date, as Item 5.05 asks."""
    facts = {"day": date_format(disclosure.subject_on), "nature": disclosure.nature}
    if not disclosure.person_name:
        return _("On %(day)s the company amended its Code of Ethics.\n\n%(nature)s") % facts
    return _(
        "On %(day)s the Board of Directors granted %(name)s a waiver of a provision of the Code of Ethics."
        "\n\n%(nature)s"
    ) % {**facts, "name": disclosure.person_name}


def _check_filing(disclosure: Disclosure, means: str, reference: str, filed_at: datetime, at: datetime) -> None:
    if means not in disclosure.means_permitted:
        raise Refused(_("This means is not permitted for this disclosure."), "means")
    if means == Means.FORM_8K and not (ACCESSION_NUMBER.match(reference) or _is_address(reference)):
        raise Refused(
            _("Give the accession number as EDGAR shows it, such as 0001234567-26-000123, or the filing's address."),
            "reference",
        )
    if means != Means.FORM_8K and not _is_address(reference):
        raise Refused(_("Give the address of the page, starting with https://."), "reference")
    if filed_at > at:
        raise Refused(_("The filing can't lie in the future."), "filed_at")
    if localdate(filed_at) < disclosure.subject_on:
        raise Refused(_("The filing can't be earlier than what it discloses."), "filed_at")


def _is_address(reference: str) -> bool:
    try:
        parts = urlsplit(reference)
    except ValueError:
        return False
    return parts.scheme == "https" and "." in parts.netloc and not any(character.isspace() for character in reference)


def _new_slug(on: date) -> str:
    return f"{on:%Y-%m}-" + "".join(secrets.choice(SLUG_ALPHABET) for _place in range(8))
