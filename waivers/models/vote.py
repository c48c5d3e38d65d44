"""How each director took part in a decision of the Board."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Person
from audit.rules import Trigger
from waivers.models.board import BoardDecision
from waivers.states import Attendance, Vote

VOTED_BY_THE_CONCERNED = (
    "NEW.attendance = 'PRESENT' AND EXISTS (SELECT 1 FROM waivers_boarddecision d JOIN waivers_waiver w "
    "ON w.id = COALESCE(d.waiver_id, d.revokes_id) WHERE d.id = NEW.decision_id "
    "AND NEW.member_id IN (w.requester_id, w.beneficiary_id))"
)
VOTED_BY_THE_RECUSED = (
    "NEW.attendance = 'PRESENT' AND EXISTS (SELECT 1 FROM waivers_boarddecision d JOIN waivers_directorrecusal r "
    "ON r.waiver_id = COALESCE(d.waiver_id, d.revokes_id) WHERE d.id = NEW.decision_id "
    "AND NEW.member_id = r.member_id)"
)
IN_A_CONFIRMED_DECISION = (
    "EXISTS (SELECT 1 FROM waivers_boarddecision d WHERE d.id = {row}.decision_id AND d.confirmed_at IS NOT NULL)"
)


class BoardVote(models.Model):
    """One director's part in a decision."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    decision = models.ForeignKey(BoardDecision, models.PROTECT, related_name="votes")
    member = models.ForeignKey(Person, models.PROTECT, related_name="+")
    attendance = models.CharField(_("attendance"), max_length=8, choices=Attendance.choices)
    vote = models.CharField(_("vote"), max_length=8, choices=Vote.choices)

    database_rules = [
        Trigger(
            "not_the_concerned",
            ("INSERT", "UPDATE"),
            VOTED_BY_THE_CONCERNED,
            "requester and beneficiary are recused: they are not present and do not vote",
        ),
        Trigger(
            "not_the_recused",
            ("INSERT", "UPDATE"),
            VOTED_BY_THE_RECUSED,
            "whoever declared a conflict is not present and does not vote",
        ),
        Trigger(
            "confirmed_frozen",
            ("INSERT", "UPDATE"),
            IN_A_CONFIRMED_DECISION.format(row="NEW"),
            "the votes were confirmed",
        ),
        Trigger(
            "confirmed_stays",
            ("UPDATE", "DELETE"),
            IN_A_CONFIRMED_DECISION.format(row="OLD"),
            "the votes were confirmed",
        ),
    ]

    class Meta:
        ordering = ["member__family_name", "member__given_name"]
        constraints = [
            models.UniqueConstraint(fields=["decision", "member"], name="one_vote_for_each_director"),
            models.CheckConstraint(
                condition=Q(attendance__in=Attendance.values, vote__in=Vote.values), name="a_vote_is_a_known_one"
            ),
            models.CheckConstraint(
                condition=Q(Q(attendance=Attendance.PRESENT), ~Q(vote=Vote.NONE))
                | Q(~Q(attendance=Attendance.PRESENT), vote=Vote.NONE),
                name="only_those_present_vote",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)
