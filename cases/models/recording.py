"""A report that somebody else writes down: by an operator of the help line, or by a colleague who was told."""

import json
import uuid
from datetime import timedelta
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Person
from accounts.roles import Role
from cases.models.report import PendingForm, Report
from cases.states.report import Channel
from vault.digests import keyed_digest
from vault.fields import SealedJSONField, SealedTextField
from vault.models import SealedModel, SealedQuerySet

# A draft that nobody touched for this long is removed; its operator is warned some days before.
KEPT_UNTOUCHED = timedelta(days=14)
WARNED_AFTER = timedelta(days=10)

# The ways in which a report reaches the help line, in the order of their use.
RECORDED_CHANNELS = (Channel.PHONE, Channel.EMAIL, Channel.LETTER, Channel.IN_PERSON)
# As an operator calls them: on the help line "help line" would say nothing.
WAYS_IN = {
    Channel.PHONE: _("Phone call"),
    Channel.EMAIL: _("E-mail"),
    Channel.LETTER: _("Letter"),
    Channel.IN_PERSON: _("In person"),
}
# Those in which somebody speaks, so that the record is read back to them.
SPOKEN_CHANNELS = frozenset({Channel.PHONE.value, Channel.IN_PERSON.value})


class RecordingQuerySet(SealedQuerySet["Recording"]):
    def visible_to(self, person: Person | None) -> "RecordingQuerySet":
        """One's own, while one is an operator. Nobody else can tell that they exist."""
        if person is None or Role.HELPLINE_OPERATOR not in person.roles:
            return self.none()
        return self.filter(operator=person)

    def locked(self, pk: Any, *, by: Person) -> "Recording":
        """The recording, locked, if it is `by`'s own. Raises `Recording.DoesNotExist`."""
        found: Recording = self.visible_to(by).select_for_update(of=("self",)).get(pk=pk)
        return found

    def unfinished(self) -> "RecordingQuerySet":
        """Being recorded: not handed over yet."""
        return self.filter(handed_over_on__isnull=True)

    def with_a_code_to_read_out(self) -> "RecordingQuerySet":
        """Handed over, and the pick-up code not yet read out to its end."""
        return self.filter(handed_over_on__isnull=False, code_confirmed_on__isnull=True)


class Recording(SealedModel):
    """A report being recorded: its operator's own sealed draft. It keeps days only, and never leads to the report.

    Handed over, the draft is shredded; once the pick-up code was read out, so is the token that the code is made from.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    operator = models.ForeignKey(Person, models.PROTECT, related_name="+")
    channel = models.CharField(_("channel"), max_length=20, choices=Channel.choices)
    # The fields of the form as they were typed, judged or not.
    typed = SealedJSONField(default=dict)
    # Which of the operator's tabs wrote last (a random word): another one must not overwrite it unawares.
    tab = models.CharField(max_length=32, blank=True, default="")
    # The pick-up code is made from it, so that the page with the code can be opened again until it was read out.
    token = SealedTextField()
    form = models.OneToOneField(PendingForm, models.SET_NULL, null=True, related_name="recording")
    begun_on = models.DateField()
    changed_on = models.DateField()
    warned_on = models.DateField(null=True)
    handed_over_on = models.DateField(null=True)
    code_confirmed_on = models.DateField(null=True)

    objects = RecordingQuerySet.as_manager()
    frozen_fields = ("operator", "channel", "begun_on")

    class Meta:
        ordering = ["-begun_on", "id"]
        indexes = [models.Index(fields=["operator", "-begun_on", "id"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(code_confirmed_on__isnull=True) | Q(handed_over_on__isnull=False),
                name="a_code_is_read_out_after_the_hand_over",
            ),
            models.CheckConstraint(
                condition=Q(handed_over_on__isnull=True) | Q(form__isnull=True),
                name="a_recording_that_was_handed_over_leads_nowhere",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    def get_absolute_url(self) -> str:
        return reverse("help_line:record", args=[self.pk])

    @property
    def way_in(self) -> Any:
        """How the report reached the operator, in their words."""
        return WAYS_IN[Channel(self.channel)]

    @property
    def is_spoken(self) -> bool:
        """Whether somebody said it aloud, so that it can be read back to them."""
        return self.channel in SPOKEN_CHANNELS

    @property
    def is_handed_over(self) -> bool:
        return self.handed_over_on is not None

    @property
    def has_a_code_to_read_out(self) -> bool:
        return self.is_handed_over and self.code_confirmed_on is None

    @property
    def edition(self) -> str:
        """Changes with every word of the draft, and tells none of them."""
        return keyed_digest("recording", f"{self.pk}:{json.dumps(self.typed, sort_keys=True)}")[:32]

    @property
    def removed_on(self) -> Any:
        """The day on which the draft is removed if nobody goes on with it."""
        return self.changed_on + KEPT_UNTOUCHED


class PickUpCode(models.Model):
    """Twelve digits that somebody noted down on the phone, until they are exchanged for an access key or are too old.

    Only the slow digest is kept (`cases.pick_up_codes`). Wrong, old and exchanged codes all find nothing: the row goes.
    """

    digest = models.CharField(max_length=64, primary_key=True)
    report = models.OneToOneField(Report, models.PROTECT, related_name="pick_up_code")
    expires_on = models.DateField(db_index=True)

    def __str__(self) -> str:
        return "pick-up code"


class ManagerReferralQuerySet(SealedQuerySet["ManagerReferral"]):
    def by_referrer(self, person: Person) -> "ManagerReferralQuerySet":
        """What `person` passed on, whatever they or others are in the case."""
        return self.filter(referrer_digest=referrer_digest(person), report__case__shredded_on__isnull=True)


def referrer_digest(person: Person) -> str:
    """How a referral names who passed it on: only whoever holds the key can compute it."""
    return keyed_digest("referrer", str(person.pk))


class ManagerReferral(SealedModel):
    """How a report came from a colleague who was told: who passed it on, sealed, and whether in time.

    Who passed it on may point to who told them, so the name is under the report's key and no column leads to it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    report = models.OneToOneField(Report, models.PROTECT, related_name="referral")
    referrer_name = SealedTextField(_("passed on by"))
    referrer_id_sealed = SealedTextField()
    referrer_digest = models.CharField(max_length=64, db_index=True)
    is_concerned = models.BooleanField(_("says that it concerns them too"))
    told_on = models.DateField(_("told on"))
    due_on = models.DateField(_("to be passed on by"))
    passed_on = models.DateField(_("passed on"))

    objects = ManagerReferralQuerySet.as_manager()
    undeletable = True
    frozen_fields = (
        "report",
        "referrer_name",
        "referrer_id_sealed",
        "referrer_digest",
        "is_concerned",
        "told_on",
        "due_on",
        "passed_on",
    )

    class Meta:
        ordering = ["-passed_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(passed_on__gte=F("told_on")), name="one_is_told_before_one_passes_it_on"
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def is_late(self) -> bool:
        return self.passed_on > self.due_on
