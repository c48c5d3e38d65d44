"""Everything that changes the Code, its affirmations, the duties to disclose and what the public pages say."""

from code_of_ethics.actions.affirming import affirm, ask_everybody, launch_campaign
from code_of_ethics.actions.contact_points import (
    ContactFacts,
    propose_contact_point,
    publish_contact_point,
    replace_contact_point,
    retire_contact_point,
)
from code_of_ethics.actions.disclosing import confirm_filing, draft_disclosure, open_disclosure_duty
from code_of_ethics.actions.promises import discard_promise, draft_promise, publish_promise
from code_of_ethics.actions.topics import set_topic, translate_topic
from code_of_ethics.actions.versions import import_version, publish_version, redraft_version

__all__ = [
    "ContactFacts",
    "affirm",
    "ask_everybody",
    "confirm_filing",
    "discard_promise",
    "draft_disclosure",
    "draft_promise",
    "import_version",
    "launch_campaign",
    "open_disclosure_duty",
    "propose_contact_point",
    "publish_contact_point",
    "publish_promise",
    "publish_version",
    "redraft_version",
    "replace_contact_point",
    "retire_contact_point",
    "set_topic",
    "translate_topic",
]
