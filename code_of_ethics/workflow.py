"""The moves of a version of the Code, of a duty to disclose, and of what the public pages say. Data only."""

from django.utils.translation import gettext_lazy as _

from accounts.moves import Move
from code_of_ethics.states import DisclosureState, PostedState, VersionState

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

# Retiring is the head's: the number that somebody is about to call does not go by one colleague's hand.
PUBLISH_CONTACT_POINT = Move(
    "publish_contact_point",
    _("Publish"),
    frozenset({PostedState.PROPOSED.value}),
    PostedState.PUBLISHED.value,
    who=frozenset({"ethics_officer"}),
    never=frozenset({"proposer"}),
    tone="primary",
    hint=_("Everybody sees it from then on."),
)
REPLACE_CONTACT_POINT = Move(
    "replace_contact_point",
    _("Change"),
    frozenset({PostedState.PUBLISHED.value}),
    None,
    who=frozenset({"keeper"}),
)
RETIRE_CONTACT_POINT = Move(
    "retire_contact_point",
    _("Retire"),
    frozenset({PostedState.PROPOSED.value, PostedState.PUBLISHED.value}),
    PostedState.RETIRED.value,
    who=frozenset({"ethics_officer"}),
    tone="danger",
)
CONTACT_POINT_MOVES = (PUBLISH_CONTACT_POINT, REPLACE_CONTACT_POINT, RETIRE_CONTACT_POINT)

PUBLISH_PROMISE = Move(
    "publish_promise",
    _("Publish"),
    frozenset({PostedState.PROPOSED.value}),
    PostedState.PUBLISHED.value,
    who=frozenset({"ethics_officer"}),
    never=frozenset({"proposer"}),
    tone="primary",
    hint=_("It stands on every public page from then on."),
)
DISCARD_PROMISE = Move(
    "discard_promise",
    _("Turn the draft away"),
    frozenset({PostedState.PROPOSED.value}),
    PostedState.RETIRED.value,
    who=frozenset({"ethics_officer", "proposer"}),
    tone="danger",
)
PROMISE_MOVES = (PUBLISH_PROMISE, DISCARD_PROMISE)
