"""Everything that changes a notice to the committee or a digest."""

from reporting.actions.asking import answer_member, ask_about_digest
from reporting.actions.benchmarking import BenchmarkFacts, record_benchmark, retire_benchmark
from reporting.actions.drafting import correct_digest, draft_digest, draft_digests, redraft_digest
from reporting.actions.mails import retry_failed_mails
from reporting.actions.notifying import acknowledge_committee_notice, notify_committee, read_committee_notice
from reporting.actions.papers import download_digest
from reporting.actions.signing import (
    edit_commentary,
    read_digest,
    refuse_altered_digest,
    sign_digest,
    signing_statement,
)
from reporting.actions.visiting import note_visit
from reporting.actions.watching import watch_implicit_waivers

__all__ = [
    "BenchmarkFacts",
    "acknowledge_committee_notice",
    "answer_member",
    "ask_about_digest",
    "correct_digest",
    "download_digest",
    "draft_digest",
    "draft_digests",
    "edit_commentary",
    "note_visit",
    "notify_committee",
    "read_committee_notice",
    "read_digest",
    "record_benchmark",
    "redraft_digest",
    "refuse_altered_digest",
    "retire_benchmark",
    "retry_failed_mails",
    "sign_digest",
    "signing_statement",
    "watch_implicit_waivers",
]
