"""Asking everybody to affirm the Code, and answering."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from accounts.models import Person
from accounts.moves import Refused
from accounts.notices import tell
from accounts.roles import Role
from audit.trail import record
from clocks import kinds
from clocks.models import Rule
from code_of_ethics.models import Affirmation, AffirmationCampaign, CodeVersion, StatedException
from vault.models import DataKey

AT_ONCE = 1000  # people asked in one statement


@transaction.atomic
def launch_campaign(version: CodeVersion, *, by: Person | None, at: datetime) -> AffirmationCampaign:
    """Ask everybody who works here and can sign in to affirm `version`."""
    rule = Rule.objects.select_related("calendar").get(kind=kinds.AFFIRMATION)
    campaign = AffirmationCampaign.objects.create(
        version=version, launched_at=at, due_on=rule.due_date(max(localdate(at), version.effective_on or localdate(at)))
    )
    asked = ask_everybody(campaign, at=at)
    record(
        campaign,
        "launch_campaign",
        by=by,
        at=at,
        sentence=_("Asked %(count)s people to affirm version %(number)s by %(day)s")
        % {"count": asked, "number": version.number, "day": date_format(campaign.due_on)},
    )
    return campaign


def ask_everybody(campaign: AffirmationCampaign, *, at: datetime) -> int:
    """Ask those who were not asked yet: at the launch everybody, later whoever joined. Running it again asks nobody.

    Returns how many are new. Each block of people is asked and told in one transaction, so a crash loses nobody.
    """
    missing = (
        Person.objects.employed(localdate(at))
        .filter(user__is_active=True)
        .exclude(pk__in=Affirmation.objects.filter(campaign=campaign).values("person"))
        .order_by("pk")
    )
    asked = 0
    while people := list(missing[:AT_ONCE]):
        asked += _ask(campaign, people, at)
    return asked


@transaction.atomic
def _ask(campaign: AffirmationCampaign, people: Sequence[Person], at: datetime) -> int:
    rows = [Affirmation(campaign=campaign, person=person, asked_on=localdate(at)) for person in people]
    Affirmation.objects.bulk_create(rows, ignore_conflicts=True)
    tell(people, "code_affirmation_asked", about=campaign, at=at)
    return len(rows)


@transaction.atomic
def affirm(affirmation: Affirmation, *, exception: str = "", by: Person, at: datetime) -> Affirmation:
    """Affirm the Code, with a remark where something can't be affirmed. Only one's own, and only once."""
    affirmation = (
        Affirmation.objects.visible_to(by)
        .select_related("campaign__version")
        .select_for_update(of=("self",))
        .get(pk=affirmation.pk)
    )
    if affirmation.affirmed_at is not None:
        raise Refused(_("You have affirmed this version already. Thank you."))
    affirmation.affirmed_at, affirmation.version_sha256 = at, affirmation.campaign.version.sha256
    affirmation.save(update_fields=["affirmed_at", "version_sha256"])
    if exception.strip():
        StatedException.objects.create(
            data_key=DataKey.objects.mint(), affirmation=affirmation, text=exception.strip(), stated_at=at
        )
        heads = Person.objects.holding(Role.ETHICS_OFFICER).exclude(pk=by.pk)
        tell(heads, "code_exception_stated", about=affirmation.campaign, at=at, once=str(affirmation.pk))
    sentence = _("Affirmed with a remark") if exception.strip() else _("Affirmed")
    record(affirmation, "affirm", by=by, at=at, sentence=sentence, facts={"sha256": affirmation.version_sha256})
    return affirmation
