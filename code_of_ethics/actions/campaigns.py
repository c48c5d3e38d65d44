"""Campaigns: launched by a publication or by hand, asked by the clock, ended."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from accounts.models import Person, Unit
from accounts.moves import Refused
from accounts.notices import tell
from accounts.roles import Role
from audit.trail import record
from clocks import kinds
from clocks.models import Rule
from code_of_ethics.models import Affirmation, AffirmationCampaign, CodeVersion
from code_of_ethics.models.affirmation import next_reminder
from code_of_ethics.workflow import END_CAMPAIGN
from vault.rows import insert_new

AT_ONCE = 1000  # people asked in one transaction


@dataclass(frozen=True)
class Audience:
    """Whom a campaign asks. Of several conditions each must hold; none at all is everybody."""

    countries: Sequence[str] = ()
    levels: Sequence[str] = ()
    units: Sequence[Unit] = field(default_factory=tuple)

    @property
    def is_whole_company(self) -> bool:
        return not (self.countries or self.levels or self.units)


@transaction.atomic
def launch_campaign(version: CodeVersion, *, by: Person | None, at: datetime) -> AffirmationCampaign:
    """Begin to ask everybody to affirm a version that was just published; campaigns for an earlier one end."""
    former = AffirmationCampaign.objects.select_for_update().running().exclude(version=version)
    for campaign in former:
        _end(campaign, _("Ended: a new version was published"), by, at)
    due_on = _rule().due_date(max(localdate(at), version.effective_on or localdate(at)))
    return _launch(version, due_on, Audience(), by, at)


@transaction.atomic
def start_campaign(due_on: date, audience: Audience, *, by: Person, at: datetime) -> AffirmationCampaign:
    """Ask again, by hand: everybody or a part of the company, about the version in force."""
    if Role.ETHICS_OFFICER not in by.roles:
        raise Refused(_("Campaigns are started by the head of the Compliance & Ethics office."))
    version = CodeVersion.objects.in_force(localdate(at))
    if version is None:
        raise Refused(_("No version of the Code is in force yet."))
    if due_on <= localdate(at):
        raise Refused(_("Choose a day that lies ahead."), "due_on")
    if audience.is_whole_company and AffirmationCampaign.objects.running().of_the_company().exists():
        raise Refused(_("A campaign that asks everybody is running. End it first."))
    return _launch(version, due_on, audience, by, at)


@transaction.atomic
def end_campaign(campaign: AffirmationCampaign, *, by: Person, at: datetime) -> AffirmationCampaign:
    """End it: nobody is asked or reminded any more, and who had not affirmed stays so on record."""
    campaign = AffirmationCampaign.objects.select_for_update().get(pk=campaign.pk)
    END_CAMPAIGN.check(by, campaign)
    return _end(campaign, _("Ended"), by, at)


@transaction.atomic
def record_export(campaign: AffirmationCampaign, *, by: Person, at: datetime) -> AffirmationCampaign:
    """Keep on the trail that somebody took the list of people out of the Portal."""
    record(campaign, "export_campaign", by=by, at=at, sentence=_("Exported the list of people"))
    return campaign


def ask_due(*, at: datetime) -> int:
    """Ask everybody whom a running campaign has not asked; returns how many are new."""
    return sum(ask_everybody(campaign, at=at) for campaign in AffirmationCampaign.objects.running())


def ask_everybody(campaign: AffirmationCampaign, *, at: datetime) -> int:
    """Ask those who were not asked yet: at the launch everybody, later whoever joined or came back.

    Returns how many are new. Each block of people is asked and told in one transaction, so that a crash loses nobody,
    asks nobody twice, and the next run goes on where it stopped.
    """
    today = localdate(at)
    to_ask, asked, last = campaign.to_ask(today).only("pk"), 0, None
    while people := list((to_ask.filter(pk__gt=last) if last else to_ask)[:AT_ONCE]):
        asked += _ask(campaign, people, at)
        last = people[-1].pk
    _note_that_all_were_asked(campaign, at)
    return asked + _ask_returners(campaign, at)


@transaction.atomic
def _ask(campaign: AffirmationCampaign, people: Sequence[Person], at: datetime) -> int:
    today = localdate(at)
    due_on = campaign.due_on if campaign.asked_at is None else max(campaign.due_on, _rule().due_date(today))
    reminder = next_reminder(due_on, today)
    rows = [
        Affirmation(campaign=campaign, person=person, asked_on=today, due_on=due_on, next_reminder_on=reminder)
        for person in people
    ]
    new = insert_new(rows)
    tell(people, "code_affirmation_asked", about=campaign, at=at)
    return new


def _note_that_all_were_asked(campaign: AffirmationCampaign, at: datetime) -> None:
    if campaign.asked_at is not None:
        return
    with transaction.atomic():
        if not AffirmationCampaign.objects.filter(pk=campaign.pk, asked_at__isnull=True).update(asked_at=at):
            return
        count = campaign.affirmations.count()
        sentence = _("Asked %(count)s people to affirm version %(number)s by %(day)s") % {
            "count": count, "number": campaign.version.number, "day": date_format(campaign.due_on),
        }  # fmt: skip
        record(campaign, "ask_everybody", by="the clock", at=at, sentence=sentence, facts={"asked": count})
    campaign.asked_at = at


@transaction.atomic
def _ask_returners(campaign: AffirmationCampaign, at: datetime) -> int:
    """Whoever left before answering and works here again has new days, and hears of it."""
    today = localdate(at)
    asked_last = Coalesce("asked_again_on", "asked_on")
    back = Affirmation.objects.waiting().filter(
        Q(person__employed_until__isnull=True) | Q(person__employed_until__gte=today),
        campaign=campaign,
        person__employed_from__lte=today,
        person__employed_from__gt=asked_last,
    )
    rows = list(back.select_for_update(of=("self",)).select_related("person"))
    due_on = max(campaign.due_on, _rule().due_date(today))
    Affirmation.objects.filter(pk__in=[row.pk for row in rows]).update(
        asked_again_on=today, due_on=due_on, next_reminder_on=next_reminder(due_on, today), manager_told_on=None
    )
    tell([row.person for row in rows], "code_affirmation_asked", about=campaign, at=at, once=f"again {today}")
    return len(rows)


def _launch(
    version: CodeVersion, due_on: date, audience: Audience, by: Person | None, at: datetime
) -> AffirmationCampaign:
    campaign = AffirmationCampaign.objects.create(
        version=version,
        started_by=by,
        launched_at=at,
        due_on=due_on,
        is_whole_company=audience.is_whole_company,
        countries=list(audience.countries),
        levels=list(audience.levels),
    )
    campaign.units.set(_keys(audience.units))
    record(
        campaign,
        "launch_campaign",
        by=by,
        at=at,
        sentence=_("Launched: version %(number)s is to be affirmed by %(day)s (%(audience)s)")
        % {"number": version.number, "day": date_format(due_on), "audience": campaign.audience_label},
        facts={"countries": campaign.countries, "levels": campaign.levels, "units": _keys(audience.units)},
    )
    return campaign


def _keys(units: Iterable[Unit]) -> list[int]:
    return [unit.pk for unit in units]


def _end(campaign: AffirmationCampaign, sentence: str, by: Person | None, at: datetime) -> AffirmationCampaign:
    campaign.ended_at, campaign.ended_by = at, by
    campaign.save(update_fields=["ended_at", "ended_by"])
    left = Affirmation.objects.filter(campaign=campaign, affirmed_at__isnull=True, excused_at__isnull=True).count()
    record(campaign, END_CAMPAIGN.verb, by=by, at=at, sentence=sentence, facts={"not_affirmed": left})
    return campaign


def _rule() -> Rule:
    return Rule.objects.select_related("calendar").get(kind=kinds.AFFIRMATION)
