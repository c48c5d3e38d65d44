"""The moves of versions, affirmations, disclosures and of what the public pages say. Data only."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.moves import Move
from code_of_ethics.states import (
    DECISIONS,
    UNTIL_A_DAY,
    AffirmationState,
    CampaignState,
    DeclarationState,
    DisclosureState,
    ExceptionState,
    PostedState,
    VersionState,
)
from code_of_ethics.states.talks import MatchState

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
# Provision by provision: each has its place on the page that edits a draft.
_OF_A_DRAFT: Any = {
    "sources": frozenset({VersionState.DRAFT}),
    "target": None,
    "who": frozenset({"editor"}),
    "shown": False,
}
DESCRIBE_VERSION = Move("describe_version", _("Describe the draft"), **_OF_A_DRAFT)
ADD_PROVISION = Move("add_provision", _("Add a provision"), **_OF_A_DRAFT)
CHANGE_PROVISION = Move("change_provision", _("Change a provision"), **_OF_A_DRAFT)
MOVE_PROVISION = Move("move_provision", _("Move a provision"), **_OF_A_DRAFT)
REMOVE_PROVISION = Move("remove_provision", _("Remove a provision"), **_OF_A_DRAFT)
CHANGE_PART = Move("change_part", _("Change a part"), **_OF_A_DRAFT)
EDITING_MOVES = (DESCRIBE_VERSION, ADD_PROVISION, CHANGE_PROVISION, MOVE_PROVISION, REMOVE_PROVISION, CHANGE_PART)
VERSION_MOVES = (PUBLISH_VERSION, REDRAFT_VERSION, *EDITING_MOVES)

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
    hint=_("It stands on every public page from then on. The former one is kept."),
)
DISCARD_PROMISE = Move(
    "discard_promise",
    _("Turn the draft away"),
    frozenset({PostedState.PROPOSED.value}),
    PostedState.RETIRED.value,
    who=frozenset({"ethics_officer", "proposer"}),
    tone="danger",
    hint=_("It is kept, and never shown."),
)
PROMISE_MOVES = (PUBLISH_PROMISE, DISCARD_PROMISE)

PUBLISH_TRANSLATION = Move(
    "publish_translation",
    _("Publish"),
    frozenset({PostedState.PROPOSED.value}),
    PostedState.PUBLISHED.value,
    who=frozenset({"ethics_officer"}),
    never=frozenset({"proposer"}),
    tone="primary",
    hint=_("Everybody may read it from then on. The original stays what counts."),
)
DISCARD_TRANSLATION = Move(
    "discard_translation",
    _("Turn the draft away"),
    frozenset({PostedState.PROPOSED.value}),
    PostedState.RETIRED.value,
    who=frozenset({"editor", "ethics_officer"}),
    tone="danger",
)
TRANSLATION_MOVES = (PUBLISH_TRANSLATION, DISCARD_TRANSLATION)

END_CAMPAIGN = Move(
    "end_campaign",
    _("End this campaign"),
    frozenset({CampaignState.RUNNING.value}),
    CampaignState.ENDED.value,
    who=frozenset({"ethics_officer"}),
    tone="danger",
    hint=_("Nobody is asked or reminded any more."),
)
CAMPAIGN_MOVES = (END_CAMPAIGN,)

# What the office does about somebody else's affirmation, never about one's own.
EXTEND_AFFIRMATION = Move(
    "extend_affirmation",
    _("Give more time"),
    frozenset({AffirmationState.ASKED.value}),
    None,
    who=frozenset({"office"}),
    never=frozenset({"self"}),
)
RECORD_PAPER = Move(
    "record_paper",
    _("Record a signature on paper"),
    frozenset({AffirmationState.ASKED.value}),
    AffirmationState.AFFIRMED.value,
    who=frozenset({"office"}),
    never=frozenset({"self"}),
)
AFFIRMATION_MOVES = (EXTEND_AFFIRMATION, RECORD_PAPER)

ANSWER_EXCEPTION = Move(
    "answer_exception",
    _("Write a message"),
    frozenset({ExceptionState.OPEN.value}),
    None,
    who=frozenset({"office", "self"}),
    tone="primary",
)
EXCUSE = Move(
    "excuse",
    _("Excuse from affirming"),
    frozenset({ExceptionState.OPEN.value}),
    ExceptionState.SETTLED.value,
    who=frozenset({"office"}),
    never=frozenset({"self"}),
    hint=_("It counts as done, and as an exception."),
)
EXCEPTION_MOVES = (ANSWER_EXCEPTION, EXCUSE)
LIFT_MATCH = Move(
    "lift_match",
    _("It is not them"),
    frozenset({MatchState.POSSIBLE.value, MatchState.CONFIRMED.value}),
    MatchState.LIFTED.value,
    who=frozenset({"office"}),
    never=frozenset({"self"}),
    hint=_("The person may read the conversation from then on, if it is heard by their office."),
)
CONFIRM_MATCH = Move(
    "confirm_match",
    _("It is them"),
    frozenset({MatchState.POSSIBLE.value}),
    MatchState.CONFIRMED.value,
    who=frozenset({"office"}),
    never=frozenset({"self"}),
    hint=_("They stay cut off from the conversation, and nobody has to judge it any more."),
)
MATCH_MOVES = (CONFIRM_MATCH, LIFT_MATCH)

DECIDE_DECLARATION = Move(
    "decide_declaration",
    _("Decide"),
    frozenset({DeclarationState.SUBMITTED.value}),
    None,
    who=frozenset({"office"}),
    never=frozenset({"self"}),
    tone="primary",
)
RENEW_DECLARATION = Move(
    "renew_declaration",
    _("Renew"),
    frozenset(state.value for state in UNTIL_A_DAY),
    None,
    who=frozenset({"self"}),
    never=frozenset({"renewed"}),
    hint=_("It is reviewed again."),
)
END_DECLARATION = Move(
    "end_declaration",
    _("This is no longer so"),
    frozenset({DeclarationState.SUBMITTED.value, *(state.value for state in DECISIONS)}),
    DeclarationState.ENDED.value,
    who=frozenset({"self"}),
)
DECLARATION_MOVES = (DECIDE_DECLARATION, RENEW_DECLARATION, END_DECLARATION)

PUBLISH_POLICY = Move(
    "publish_policy",
    _("Publish"),
    frozenset({PostedState.PROPOSED.value}),
    PostedState.PUBLISHED.value,
    who=frozenset({"ethics_officer"}),
    never=frozenset({"proposer"}),
    tone="primary",
    hint=_("Everybody finds it from then on."),
)
REPLACE_POLICY = Move(
    "replace_policy",
    _("Next version"),
    frozenset({PostedState.PUBLISHED.value}),
    None,
    who=frozenset({"keeper"}),
)
REVIEW_POLICY = Move(
    "review_policy",
    _("It still holds"),
    frozenset({PostedState.PUBLISHED.value}),
    None,
    who=frozenset({"owner"}),
)
RETIRE_POLICY = Move(
    "retire_policy",
    _("Retire"),
    frozenset({PostedState.PROPOSED.value, PostedState.PUBLISHED.value}),
    PostedState.RETIRED.value,
    who=frozenset({"ethics_officer"}),
    tone="danger",
)
POLICY_MOVES = (PUBLISH_POLICY, REPLACE_POLICY, REVIEW_POLICY, RETIRE_POLICY)
