"""Alarms, and who is on call."""

from django.utils.translation import gettext_lazy as _

from accounts.moves import Move

ACKNOWLEDGE_ALARM = Move(
    "acknowledge_alarm",
    _("I take care of it"),
    frozenset({"RAISED"}),
    "ACKNOWLEDGED",
    who=frozenset({"called"}),
    tone="danger",
    hint=_("Nobody else is called then."),
)
ALARM_MOVES = (ACKNOWLEDGE_ALARM,)
END_DUTY = Move("end_duty", _("Take off call"), frozenset({"PLANNED"}), "ENDED", who=frozenset({"head"}), tone="danger")
DUTY_MOVES = (END_DUTY,)
