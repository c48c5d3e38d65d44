"""The moves of a case that is market-sensitive."""

from django.utils.translation import gettext_lazy as _

from accounts.moves import Move
from cases.workflow.terms import ANY, WORKERS

# On the page that says who has access, and not in the action bar.
MARK_MARKET_SENSITIVE = Move(
    "mark_market_sensitive",
    _("Mark as market-sensitive"),
    ANY,
    None,
    who=WORKERS,
    hint=_("From then on whoever is shown this case is told not to trade, and goes on its insider list."),
)
UNMARK_MARKET_SENSITIVE = Move(
    "unmark_market_sensitive",
    _("No longer market-sensitive"),
    ANY,
    None,
    who=frozenset({"head"}),
    hint=_("The insider list is closed and kept for five years."),
)
INSIDER_MOVES = (MARK_MARKET_SENSITIVE, UNMARK_MARKET_SENSITIVE)
