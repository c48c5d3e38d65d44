"""Everything that changes the Code, its affirmations and the duties to disclose."""

from code_of_ethics.actions.affirming import affirm, ask_everybody, launch_campaign
from code_of_ethics.actions.disclosing import confirm_filing, draft_disclosure, open_disclosure_duty
from code_of_ethics.actions.topics import set_topic
from code_of_ethics.actions.versions import import_version, publish_version, redraft_version

__all__ = [
    "affirm",
    "ask_everybody",
    "confirm_filing",
    "draft_disclosure",
    "import_version",
    "launch_campaign",
    "open_disclosure_duty",
    "publish_version",
    "redraft_version",
    "set_topic",
]
