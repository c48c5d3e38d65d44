"""The move of a case of the random share."""

from django.utils.translation import gettext_lazy as _

from accounts.moves import Move

READ_EXIT = Move(
    "read_exit",
    _("Say what you think of it"),
    frozenset({"TO_READ"}),
    "READ",
    who=frozenset({"general_auditor"}),
    never=frozenset({"involved"}),
    tone="primary",
    hint=_("The numbers stand in the digest. If it should be looked at again, its office is told."),
)
EXIT_MOVES = (READ_EXIT,)
