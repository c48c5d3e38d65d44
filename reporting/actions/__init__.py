"""Everything that changes a notice to the committee, a digest, kept figures, or what other systems read."""

from reporting.actions.asking import answer_member, ask_about_digest
from reporting.actions.asking_back import answer_notice_question, ask_about_notice, tell_who_answers
from reporting.actions.benchmarking import BenchmarkFacts, record_benchmark, retire_benchmark
from reporting.actions.calling import pass_on_unread, record_notice_call
from reporting.actions.delivering import deliver_webhooks, retry_dead_deliveries
from reporting.actions.drafting import correct_digest, draft_digest, draft_digests, redraft_digest
from reporting.actions.exploring import (
    ViewFacts,
    change_explore_view,
    remove_explore_view,
    save_explore_view,
    tell_of_explore_views,
)
from reporting.actions.exporting import (
    download_explore_export,
    export_explored,
    forget_explore_exports,
    make_explore_exports,
)
from reporting.actions.feeding import FeedRefused, agree_to_feed, propose_feed, revoke_feed, use_feed
from reporting.actions.hooking import agree_to_webhook, propose_webhook, revoke_webhook
from reporting.actions.mails import retry_failed_mails
from reporting.actions.notifying import acknowledge_committee_notice, notify_committee, read_committee_notice
from reporting.actions.papers import download_digest, download_management_copy
from reporting.actions.signing import (
    edit_commentary,
    read_digest,
    refuse_altered_digest,
    sign_digest,
    signing_statement,
)
from reporting.actions.signing_parts import heads_awaited, part_statement, sign_digest_part
from reporting.actions.updating import tell_updates
from reporting.actions.visiting import note_visit
from reporting.actions.watching import watch_implicit_waivers

__all__ = [
    "BenchmarkFacts",
    "FeedRefused",
    "ViewFacts",
    "acknowledge_committee_notice",
    "agree_to_feed",
    "agree_to_webhook",
    "answer_member",
    "answer_notice_question",
    "ask_about_digest",
    "ask_about_notice",
    "change_explore_view",
    "correct_digest",
    "deliver_webhooks",
    "download_digest",
    "download_explore_export",
    "download_management_copy",
    "draft_digest",
    "draft_digests",
    "edit_commentary",
    "export_explored",
    "forget_explore_exports",
    "heads_awaited",
    "make_explore_exports",
    "note_visit",
    "notify_committee",
    "part_statement",
    "pass_on_unread",
    "propose_feed",
    "propose_webhook",
    "read_committee_notice",
    "read_digest",
    "record_benchmark",
    "record_notice_call",
    "redraft_digest",
    "refuse_altered_digest",
    "remove_explore_view",
    "retire_benchmark",
    "retry_dead_deliveries",
    "retry_failed_mails",
    "revoke_feed",
    "revoke_webhook",
    "save_explore_view",
    "sign_digest",
    "sign_digest_part",
    "signing_statement",
    "tell_of_explore_views",
    "tell_updates",
    "tell_who_answers",
    "use_feed",
    "watch_implicit_waivers",
]
