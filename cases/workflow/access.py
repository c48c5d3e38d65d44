"""Restricting a case, asking who would see it, and the name of a confidential reporter."""

from django.utils.translation import gettext_lazy as _

from accounts.moves import Move
from cases.states.identity import UnlockState
from cases.workflow.terms import ANY, INVESTIGATION, REVIEW, TRIAGE, WORKERS

# On the page that says who has access, and not in the action bar.
RESTRICT = Move(
    "restrict",
    _("Restrict to named people"),
    ANY,
    None,
    who=frozenset({"head"}),
    hint=_("Of your office only you, its investigator and people whom you name go on seeing it."),
)
LIFT_RESTRICTION = Move(
    "lift_restriction",
    _("Lift the restriction"),
    ANY,
    None,
    who=frozenset({"head"}),
    hint=_("Everybody who works in the office sees it again, unless the wall keeps them from it."),
)
CHECK_ACCESS = Move(
    "check_access",
    _("Would this person see it?"),
    ANY,
    None,
    who=frozenset({"head"}),
    hint=_("Ask for anybody of the directory. It changes nothing; that you asked is written on the history."),
)
APPOINT = Move(
    "appoint",
    _("Appoint somebody from outside"),
    frozenset({TRIAGE, INVESTIGATION, REVIEW}),
    None,
    who=frozenset({"head"}),
    hint=_("An external investigator works this one case, until a day."),
)
END_APPOINTMENT = Move(
    "end_appointment",
    _("End the appointment"),
    frozenset({"STANDING"}),
    "ENDED",
    who=frozenset({"head"}),
    tone="danger",
    hint=_("They no longer see the case, from this moment on."),
)
ACCESS_MOVES = (RESTRICT, LIFT_RESTRICTION, CHECK_ACCESS, APPOINT, END_APPOINTMENT)
# The name of a confidential reporter: asked for by who works the case, decided by who does not.
REQUEST_IDENTITY = Move(
    "request_identity",
    _("Ask for the name"),
    ANY,
    None,
    who=WORKERS,
    hint=_("A custodian decides, who is not of your office and does not read the case."),
)
UNLOCK_IN_DANGER = Move(
    "unlock_in_danger",
    _("Somebody’s life is in danger"),
    ANY,
    None,
    who=WORKERS,
    tone="danger",
    hint=_("You and a person of another office unlock the name together. The reporter is told afterwards."),
)
DECIDERS = frozenset({"custodian", "second"})
GRANT_IDENTITY = Move(
    "grant_identity",
    _("Grant"),
    frozenset({UnlockState.ASKED.value}),
    UnlockState.GRANTED.value,
    who=DECIDERS,
    never=frozenset({"asker", "holder"}),
    tone="primary",
    hint=_("For this one person, until a day. Each look is recorded."),
)
REFUSE_IDENTITY = Move(
    "refuse_identity",
    _("Refuse"),
    frozenset({UnlockState.ASKED.value}),
    UnlockState.REFUSED.value,
    who=DECIDERS,
    never=frozenset({"asker", "holder"}),
)
REVOKE_IDENTITY = Move(
    "revoke_identity",
    _("Take it back"),
    frozenset({UnlockState.ASKED.value, UnlockState.GRANTED.value}),
    UnlockState.ENDED.value,
    who=frozenset({"decider", "asker", "holder", "head"}),
    tone="danger",
    hint=_("From then on nobody is shown the name because of this request."),
)
SHOW_IDENTITY = Move(
    "show_identity",
    _("Show me the name"),
    frozenset({UnlockState.GRANTED.value}),
    None,
    who=frozenset({"holder"}),
    tone="primary",
    hint=_("It is shown once. Each look is recorded with your name."),
)
IDENTITY_MOVES = (
    REQUEST_IDENTITY,
    UNLOCK_IN_DANGER,
    GRANT_IDENTITY,
    REFUSE_IDENTITY,
    REVOKE_IDENTITY,
    SHOW_IDENTITY,
)
# Those of a request; the first two begin one.
REQUEST_MOVES = (SHOW_IDENTITY, GRANT_IDENTITY, REFUSE_IDENTITY, REVOKE_IDENTITY)
