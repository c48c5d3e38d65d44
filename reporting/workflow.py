"""The moves of a notice to the committee, of a digest, of what is asked about either, of a published median, of what is
explored and of what other systems read. Data only.

`signer` is the General Auditor; of an annex, the committee's chair. `head` signs for a queue.
"""

from django.utils.translation import gettext_lazy as _

from accounts.moves import Move
from reporting.states import (
    BenchmarkState,
    DigestPartState,
    DigestState,
    ExploreExportState,
    ExploreViewState,
    FeedState,
    NoticeState,
    QuestionState,
    UnreadState,
)

DRAFT, SIGNED = DigestState.DRAFT.value, DigestState.SIGNED.value

SIGN_DIGEST = Move(
    "sign_digest",
    _("Sign"),
    frozenset({DRAFT}),
    SIGNED,
    who=frozenset({"signer"}),
    tone="primary",
    hint=_("After the heads of the queues. You confirm your password first; then the committee can read it."),
)
EDIT_COMMENTARY = Move(
    "edit_commentary", _("Write the commentary"), frozenset({DRAFT}), None, who=frozenset({"signer"})
)
REDRAFT_DIGEST = Move(
    "redraft_digest",
    _("Draft again with today's figures"),
    frozenset({DRAFT}),
    None,
    who=frozenset({"signer"}),
    hint=_("Takes the figures and lists anew from the record; the commentary stays."),
)
CORRECT_DIGEST = Move(
    "correct_digest",
    _("Correct it in a new version"),
    frozenset({SIGNED}),
    None,
    who=frozenset({"signer"}),
    hint=_("What is signed stays as it is. The new version names it, and a page shows what differs."),
)
ASK_ABOUT_DIGEST = Move(
    "ask_about_digest",
    _("Ask or remark"),
    frozenset({SIGNED}),
    None,
    who=frozenset({"reader"}),
    hint=_("Everybody who reads this digest sees it."),
)
SIGN_DIGEST_PART = Move(
    "sign_digest_part",
    _("Sign for this queue"),
    frozenset({DigestPartState.AWAITED.value}),
    DigestPartState.SIGNED.value,
    who=frozenset({"head"}),
    tone="primary",
    hint=_("You confirm your password first. The General Auditor signs the whole once every queue is signed for."),
)
DIGEST_PART_MOVES = (SIGN_DIGEST_PART,)
DIGEST_MOVES = (SIGN_DIGEST, EDIT_COMMENTARY, REDRAFT_DIGEST, CORRECT_DIGEST, ASK_ABOUT_DIGEST)

ANSWER_MEMBER = Move(
    "answer_member",
    _("Answer"),
    frozenset({QuestionState.OPEN.value}),
    QuestionState.ANSWERED.value,
    who=frozenset({"signer"}),
)
DIGEST_QUESTION_MOVES = (ANSWER_MEMBER,)

UNREAD, READ, ACKNOWLEDGED = NoticeState.UNREAD.value, NoticeState.READ.value, NoticeState.ACKNOWLEDGED.value

ACKNOWLEDGE_COMMITTEE_NOTICE = Move(
    "acknowledge_committee_notice",
    _("Acknowledge"),
    frozenset({UNREAD, READ}),
    ACKNOWLEDGED,
    who=frozenset({"member"}),
    tone="primary",
    hint=_("It is kept, with the hour, that you know of this matter."),
    shown=False,
)
ASK_ABOUT_NOTICE = Move(
    "ask_about_notice",
    _("Ask about it"),
    frozenset({UNREAD, READ, ACKNOWLEDGED}),
    None,
    who=frozenset({"member"}),
    hint=_("The General Auditor answers in writing, or whoever leads the matter where they may not know of it."),
)
COMMITTEE_NOTICE_MOVES = (ACKNOWLEDGE_COMMITTEE_NOTICE, ASK_ABOUT_NOTICE)

ANSWER_NOTICE_QUESTION = Move(
    "answer_notice_question",
    _("Answer"),
    frozenset({QuestionState.OPEN.value}),
    QuestionState.ANSWERED.value,
    who=frozenset({"answerer"}),
    hint=_("The member who asked is told. What you send can't be changed afterwards."),
)
NOTICE_QUESTION_MOVES = (ANSWER_NOTICE_QUESTION,)

RECORD_NOTICE_CALL = Move(
    "record_notice_call",
    _("Record the call"),
    frozenset({UnreadState.WAITING.value, UnreadState.PASSED_ON.value}),
    None,
    who=frozenset({"secretary"}),
    hint=_("Say only that something in the Portal waits to be read. What it is, neither of you needs to say."),
)
UNREAD_NOTICE_MOVES = (RECORD_NOTICE_CALL,)

STANDING, RETIRED = BenchmarkState.STANDING.value, BenchmarkState.RETIRED.value

RETIRE_BENCHMARK = Move(
    "retire_benchmark",
    _("Retire"),
    frozenset({STANDING}),
    RETIRED,
    who=frozenset({"keeper"}),
    hint=_("It is no longer shown beside our own figures."),
)
BENCHMARK_MOVES = (RETIRE_BENCHMARK,)

WAITING, ACTIVE, ENDED = FeedState.WAITING.value, FeedState.ACTIVE.value, FeedState.ENDED.value

AGREE_TO_FEED = Move(
    "agree_to_feed",
    _("Agree to this feed"),
    frozenset({WAITING}),
    ACTIVE,
    who=frozenset({"approver"}),
    never=frozenset({"proposer"}),
    tone="primary",
    hint=_("The system can read from then on, until the last day or until one of you ends it."),
)
REVOKE_FEED = Move(
    "revoke_feed",
    _("End this feed"),
    frozenset({WAITING, ACTIVE}),
    ENDED,
    who=frozenset({"administrator", "approver"}),
    tone="danger",
    hint=_("The token stops working at once, and for good."),
)
FEED_MOVES = (AGREE_TO_FEED, REVOKE_FEED)

AGREE_TO_WEBHOOK = Move(
    "agree_to_webhook",
    _("Agree to this webhook"),
    frozenset({WAITING}),
    ACTIVE,
    who=frozenset({"approver"}),
    never=frozenset({"proposer"}),
    tone="primary",
    hint=_("The system is told of what happens from then on, until one of you ends it."),
)
REVOKE_WEBHOOK = Move(
    "revoke_webhook",
    _("End this webhook"),
    frozenset({WAITING, ACTIVE}),
    ENDED,
    who=frozenset({"administrator", "approver"}),
    tone="danger",
    hint=_("Nothing more is told, for good."),
)
WEBHOOK_MOVES = (AGREE_TO_WEBHOOK, REVOKE_WEBHOOK)

KEPT, REMOVED = ExploreViewState.KEPT.value, ExploreViewState.REMOVED.value

CHANGE_EXPLORE_VIEW = Move(
    "change_explore_view",
    _("Share or schedule"),
    frozenset({KEPT}),
    None,
    who=frozenset({"owner"}),
    hint=_("Those it is shared with see the same figures as you. A reminder holds no figure, only where to look."),
)
REMOVE_EXPLORE_VIEW = Move(
    "remove_explore_view",
    _("Remove"),
    frozenset({KEPT}),
    REMOVED,
    who=frozenset({"owner"}),
    tone="danger",
    hint=_("Nobody finds it any more, and no notice is sent. The figures stay as they are."),
)
EXPLORE_VIEW_MOVES = (CHANGE_EXPLORE_VIEW, REMOVE_EXPLORE_VIEW)

DOWNLOAD_EXPLORE_EXPORT = Move(
    "download_explore_export",
    _("Download"),
    frozenset({ExploreExportState.READY.value}),
    None,
    who=frozenset({"maker"}),
    tone="primary",
    hint=_("For you alone, and for a day. Each download is written on the trail."),
)
EXPLORE_EXPORT_MOVES = (DOWNLOAD_EXPLORE_EXPORT,)
