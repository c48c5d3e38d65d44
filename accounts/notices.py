"""Telling people: a row in the transaction, a mail by the clock."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import models
from django.db.models import Count, F, Q, Subquery, Value
from django.utils import translation
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from accounts.languages import other_languages
from accounts.models import Notice, Person
from accounts.notice_kinds import kind_of
from vault.rows import insert_new
from vault.settled import Settled

LEASE = timedelta(minutes=5)
MAIL_ATTEMPTS = 12


def tell(
    people: Iterable[Person], kind: str, *, about: models.Model | None = None, at: datetime | date, once: str = ""
) -> int:
    """Leave a notice of `kind` for each of `people` who may see what it is about; returns how many are new.

    Told again with the same `about` and `once`, a person gets no second notice. `at` given as a date keeps no time.
    """
    hearing = _who_may_hear(people, about)
    return insert_new(_notices(hearing, Telling(hearing, kind, at, once), about))


def _notices(people: Iterable[Person], telling: "Telling", about: models.Model | None) -> list[Notice]:
    """One for each of them, not stored yet."""
    fixed, at = kind_of(telling.kind), telling.at
    return [
        Notice(
            recipient=person,
            kind=telling.kind,
            once=telling.once,
            about_kind=about._meta.label if about else "",
            about_id=str(about.pk) if about else "",
            created_on=localdate(at) if isinstance(at, datetime) else at,
            created_at=at if isinstance(at, datetime) else None,
            mail_wanted=fixed.by_mail,
            urgent=fixed.urgent,
        )
        for person in {person.pk: person for person in people}.values()
    ]


@dataclass(frozen=True)
class Telling:
    """A notice of one kind for some people, as `tell` takes it."""

    people: Iterable[Person]
    kind: str
    at: datetime | date
    once: str = ""


# A notice about a part of a record, and that part.
PartTelling = tuple[Telling, models.Model]


def tell_each(tellings: Iterable[Telling], *, about: models.Model, parts: Iterable[PartTelling] = ()) -> set[Any]:
    """Tell several groups of one record, with the wall asked once for all of them, and whoever may not hear of it of
    its `parts`, as far as they may hear of those.

    Returns the ids of those who may hear of the record, whether the notice was new for them or not. A record with
    parts answers for both with `seeing_and_hearing(people)`.
    """
    of_record = [(telling, about, list(telling.people)) for telling in tellings]
    of_parts = [(telling, part, list(telling.people)) for telling, part in parts]
    everybody = {person.pk: person for _telling, _record, people in of_record + of_parts for person in people}
    seeing, hearing = _seeing_and_hearing(list(everybody.values()), about, has_parts=bool(of_parts))
    groups = [(seeing, group) for group in of_record] + [(hearing - seeing, group) for group in of_parts]
    insert_new(
        [
            notice
            for told, (telling, record, people) in groups
            for notice in _notices((one for one in people if one.pk in told), telling, record)
        ]
    )
    return seeing


def _seeing_and_hearing(people: list[Person], about: Any, *, has_parts: bool) -> tuple[set[Any], set[Any]]:
    if has_parts:
        found: tuple[set[Any], set[Any]] = about.seeing_and_hearing(people)
        return found
    return {person.pk for person in _who_may_hear(people, about)}, set()


def _who_may_hear(people: Iterable[Person], about: models.Model | None) -> list[Person]:
    """Those of `people` whom the wall lets hear of `about`.

    A record may answer for many people at once with `visible_among(people)`, which gives their ids; it must agree with
    its `visible_to`. A mail asks `visible_to` again before it is sent.
    """
    ask = getattr(about, "visible_among", None)
    if ask is None:
        return [person for person in people if may_hear(person, about)]
    listed = list(people)
    visible = ask(listed)
    return [person for person in listed if person.pk in visible]


def may_hear(person: Person, about: models.Model | None) -> bool:
    """Whether the wall lets `person` hear of `about` now. Things without a wall are for whoever is told."""
    return about is None or _scope(about._meta.label, [str(about.pk)], person).exists()


def _scope(label: str, ids: list[str], person: Person) -> Any:
    """The records of one model that `person` may see, as a queryset; of some, those that they may only hear of."""
    queryset: Any = apps.get_model(label)._default_manager.filter(pk__in=ids)
    if hasattr(queryset, "audible_to"):
        return queryset.audible_to(person)
    return queryset.visible_to(person) if hasattr(queryset, "visible_to") else queryset


def readable(notices: Iterable[Notice], person: Person) -> list[Notice]:
    """Those of `notices` that the wall still lets `person` read, each with `.fixed` (its words), and with `.detail`
    where a page says more. A few statements, whatever the number of notices and of kinds of records."""
    listed = list(notices)
    ids: dict[str, list[str]] = defaultdict(list)
    for notice in listed:
        if notice.about_kind:
            ids[notice.about_kind].append(notice.about_id)
    details = _details(ids, person)
    visible = set(details) | _visible({label: ids[label] for label in ids if not _tells(label)}, person)
    kept = []
    for notice in listed:
        if notice.about_kind and (notice.about_kind, notice.about_id) not in visible:
            continue
        notice.fixed = kind_of(notice.kind)
        notice.detail = details.get((notice.about_kind, notice.about_id), "")
        kept.append(notice)
    return kept


def record_of(notice: Notice, person: Person) -> models.Model | None:
    """What a notice is about, if it is about something and `person` may see it now."""
    if not notice.about_kind:
        return None
    found: models.Model | None = _scope(notice.about_kind, [notice.about_id], person).first()
    return found


def _tells(label: str) -> bool:
    return hasattr(apps.get_model(label), "notice_detail")


def _details(ids: dict[str, list[str]], person: Person) -> dict[tuple[str, str], str]:
    """What the records that tell something tell of themselves. A statement for each such model."""
    return {
        (label, str(record.pk)): str(record.notice_detail)
        for label, wanted in ids.items()
        if _tells(label)
        for record in _scope(label, wanted, person)
    }


def _visible(ids: dict[str, list[str]], person: Person) -> set[tuple[str, str]]:
    """The records, of whatever model, that `person` may see. One statement."""
    asked = [
        _scope(label, wanted, person)
        .order_by()
        .annotate(of=Value(label, output_field=models.CharField()))
        .values_list("of", "pk")
        for label, wanted in ids.items()
    ]
    return {(label, str(pk)) for label, pk in asked[0].union(*asked[1:], all=True)} if asked else set()


def unread_counts(person: Person, kind: str) -> tuple[int, int]:
    """How many notices wait for `person`, and how many of them are of one kind.

    One query: `withhold` keeps it true when a wall rises.
    """
    found = _unread_counts(person.pk, kind)
    return found[0] if found else (0, 0)


# Asked by the frame of every page of somebody who is signed in.
_unread_counts = Settled(
    lambda person, kind: (
        Notice.objects.filter(recipient=person)
        .unread()
        .order_by()
        .values("recipient")
        .annotate(every=Count("pk"), some=Count("pk", filter=Q(kind=kind)))
        .values_list("every", "some")
    )
)


def unread_within(person: Person, *, besides: tuple[type[models.Model], Any] | None = None) -> Subquery:
    """How many notices wait for `person`, for a statement that asks for more; NULL for none.

    `besides`, a model and a key, names a record: what was told about that one is left out.
    """
    waiting = Notice.objects.filter(recipient=person).unread()
    if besides:
        model, pk = besides
        waiting = waiting.exclude(about_kind=model._meta.label, about_id=str(pk))
    return Subquery(waiting.order_by().values("recipient").annotate(many=Count("pk")).values("many"))


def withhold(*, people: Iterable[Person] | None = None) -> int:
    """Withhold notices about what their recipient may no longer see; of `people`, or of everybody.

    Of `people` the read ones too: a page of their notices with a hole in it would tell that there was something.
    Called at once by the action that raises a wall, and by a sweep, which looks at unread ones only, for changes of
    role or reporting line.
    """
    told = Notice.objects.exclude(about_kind="").select_related("recipient")
    told = told.unread() if people is None else told.filter(recipient__in=list(people), withheld=False)
    by_recipient: dict[Person, list[Notice]] = defaultdict(list)
    for notice in told.iterator():
        by_recipient[notice.recipient].append(notice)
    hidden = []
    for person, notices in by_recipient.items():
        kept = {notice.pk for notice in readable(notices, person)}
        hidden += [notice.pk for notice in notices if notice.pk not in kept]
    return Notice.objects.filter(pk__in=hidden).update(withheld=True)


def withhold_about(ids: Iterable[object]) -> int:
    """Withhold every notice about records that are no more, read or not, whoever received it."""
    return Notice.objects.filter(about_id__in=[str(pk) for pk in ids], withheld=False).update(withheld=True)


# --- the mails ---------------------------------------------------------------------------------------------


def deliver_mails(at: datetime, *, most: int = 500) -> int:
    """Send the mails that wait; returns how many went out. A failed one is tried again by a later sweep."""
    waiting = list(Notice.objects.to_mail(at).order_by("created_on").values_list("pk", flat=True)[:most])
    if not waiting:
        return 0
    sent = 0
    with get_connection() as connection:
        for pk in waiting:
            sent += _claim_and_send(pk, connection, at)
    return sent


def _claim_and_send(pk: Any, connection: Any, at: datetime) -> int:
    claimed = (
        Notice.objects.to_mail(at)
        .filter(pk=pk)
        .update(mail_claimed_until=at + LEASE, mail_attempts=F("mail_attempts") + 1)
    )
    if not claimed:
        return 0
    notice = Notice.objects.select_related("recipient").get(pk=pk)
    if not readable([notice], notice.recipient):
        Notice.objects.filter(pk=pk).update(withheld=True)
        return 0
    if not notice.recipient.email:
        Notice.objects.filter(pk=pk).update(mail_wanted=False)
        return 0
    try:
        connection.send_messages([_mail(notice)])
    except OSError:
        # smtplib's errors are OSErrors too. The lease is given back; the row stays and a later sweep tries again.
        given_up = notice.mail_attempts >= MAIL_ATTEMPTS
        Notice.objects.filter(pk=pk).update(mail_claimed_until=None, mail_failed=given_up)
        return 0
    Notice.objects.filter(pk=pk).update(mailed_at=at, mail_claimed_until=None)
    return 1


def _mail(notice: Notice) -> EmailMessage:
    """A mail without content: fixed words, no link to the thing, and a Message-ID that a second sending repeats.

    Where its kind says so, the seal of the trail too, which tells of nothing.
    """
    fixed = kind_of(notice.kind)
    languages = [settings.LANGUAGE_CODE, *(other_languages() if fixed.in_every_language else [])]
    with translation.override(settings.LANGUAGE_CODE):
        subject = str(fixed.mail_subject)
    texts = [_mail_text(language) for language in languages]
    if fixed.with_seal:
        texts.append(_seal_text(notice))
    domain = settings.DEFAULT_FROM_EMAIL.rsplit("@", 1)[-1].strip("> ")
    return EmailMessage(
        subject,
        "\n\n\n".join(texts),
        settings.DEFAULT_FROM_EMAIL,
        [notice.recipient.email],
        headers={"Message-ID": f"<{notice.pk}@{domain}>", "Auto-Submitted": "auto-generated"},
    )


def _mail_text(language: str) -> str:
    with translation.override(language):
        return _(
            "Something in the Ethics Portal is waiting for you.\n\n"
            "Please sign in to read it: %(address)s\n\n"
            "This mail holds no content on purpose."
        ) % {"address": settings.PORTAL_URL}


def _seal_text(notice: Notice) -> str:
    records = _scope(notice.about_kind, [notice.about_id], notice.recipient)
    keeps_one = any(field.name == "seal" for field in records.model._meta.fields)
    # Nothing else of the record is loaded: it may be large, and a mail goes to each of many.
    seal = records.values_list("seal", flat=True).first() if keeps_one else ""
    with translation.override(settings.LANGUAGE_CODE):
        return _("Please keep this mail. The seal of the Portal’s trail when it was signed: %(seal)s") % {
            "seal": seal or _("none yet")
        }
