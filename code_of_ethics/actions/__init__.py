"""Everything that changes the Code, its affirmations, the duties to disclose and what the public pages say."""

from code_of_ethics.actions.affirming import (
    affirm,
    affirm_and_declare,
    answer_exception,
    excuse,
    extend_affirmation,
    record_paper,
    state_exception,
)
from code_of_ethics.actions.campaigns import (
    Audience,
    ask_due,
    ask_everybody,
    end_campaign,
    launch_campaign,
    record_export,
    start_campaign,
)
from code_of_ethics.actions.contact_points import (
    ContactFacts,
    propose_contact_point,
    publish_contact_point,
    replace_contact_point,
    retire_contact_point,
)
from code_of_ethics.actions.declaring import (
    Decision,
    DeclarationFacts,
    decide_declaration,
    declare,
    end_declaration,
    remind_of_renewals,
    renew_declaration,
)
from code_of_ethics.actions.disclosing import (
    alarm_of_late,
    confirm_filing,
    draft_disclosure,
    note_end_of_source,
    open_disclosure_duty,
)
from code_of_ethics.actions.policies import (
    PolicyFacts,
    propose_policy,
    publish_policy,
    remind_of_reviews,
    replace_policy,
    retire_policy,
    review_policy,
)
from code_of_ethics.actions.promises import discard_promise, draft_promise, publish_promise
from code_of_ethics.actions.reminding import remind
from code_of_ethics.actions.topics import set_topic, translate_topic
from code_of_ethics.actions.versions import import_version, publish_version, redraft_version

__all__ = [
    "Audience",
    "ContactFacts",
    "Decision",
    "DeclarationFacts",
    "PolicyFacts",
    "affirm",
    "affirm_and_declare",
    "alarm_of_late",
    "answer_exception",
    "ask_due",
    "ask_everybody",
    "confirm_filing",
    "decide_declaration",
    "declare",
    "discard_promise",
    "draft_disclosure",
    "draft_promise",
    "end_campaign",
    "end_declaration",
    "excuse",
    "extend_affirmation",
    "import_version",
    "launch_campaign",
    "note_end_of_source",
    "open_disclosure_duty",
    "propose_contact_point",
    "propose_policy",
    "publish_contact_point",
    "publish_policy",
    "publish_promise",
    "publish_version",
    "record_export",
    "record_paper",
    "redraft_version",
    "remind",
    "remind_of_renewals",
    "remind_of_reviews",
    "renew_declaration",
    "replace_contact_point",
    "replace_policy",
    "retire_contact_point",
    "retire_policy",
    "review_policy",
    "set_topic",
    "start_campaign",
    "state_exception",
    "translate_topic",
]
