"""The moves of a version of the Code and of a duty to disclose. Data only."""

from django.utils.translation import gettext_lazy as _

from accounts.moves import Move
from code_of_ethics.states import DisclosureState, VersionState

PUBLISH_VERSION = Move(
    "publish_version",
    _("Publish this version"),
    frozenset({VersionState.DRAFT}),
    VersionState.PUBLISHED,
    who=frozenset({"ethics_officer"}),
    never=frozenset({"drafter"}),
    tone="primary",
    hint=_("Everybody is asked to read and affirm it."),
)
REDRAFT_VERSION = Move(
    "redraft_version",
    _("Replace the draft"),
    frozenset({VersionState.DRAFT}),
    None,
    who=frozenset({"editor"}),
)
VERSION_MOVES = (PUBLISH_VERSION, REDRAFT_VERSION)

DRAFT_DISCLOSURE = Move(
    "draft_disclosure",
    _("Write the text"),
    frozenset({DisclosureState.DUE, DisclosureState.DRAFTED}),
    DisclosureState.DRAFTED,
    who=frozenset({"counsel", "ethics_officer", "secretary"}),
    never=frozenset({"subject"}),
    tone="primary",
)
CONFIRM_FILING = Move(
    "confirm_filing",
    _("Confirm the filing"),
    frozenset({DisclosureState.DRAFTED}),
    DisclosureState.FILED,
    who=frozenset({"counsel", "ethics_officer", "secretary"}),
    never=frozenset({"subject", "drafter"}),
    tone="primary",
    hint=_("A second person does this: not the one who wrote the text."),
)
DISCLOSURE_MOVES = (DRAFT_DISCLOSURE, CONFIRM_FILING)
