"""What the clock calls for cases."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial

from celery import shared_task
from django.utils import timezone

from accounts.clockwork import database_now
from cases.actions.alarms import call_for_help
from cases.actions.arrivals import tell_of_arrivals
from cases.actions.caring import send_due_checks
from cases.actions.case_files import forget_case_files, make_case_files
from cases.actions.case_imports import discard_forgotten_imports
from cases.actions.cleaning import check_attachment
from cases.actions.deadlines import refresh_all_due
from cases.actions.evidence_cleaning import clean_evidence
from cases.actions.exits import choose_exits
from cases.actions.floods import watch_floods
from cases.actions.hotline_tests import watch_hotline_tests
from cases.actions.importing_cases import take_imports
from cases.actions.indexing import forget_shredded_words
from cases.actions.insiders import note_who_left
from cases.actions.linked_reports import fire_missed
from cases.actions.linking import mark_words
from cases.actions.mail_acknowledging import acknowledge_mails
from cases.actions.mailbox import understand_mails
from cases.actions.pick_up import forget_pick_up_codes
from cases.actions.polling import poll_mailbox
from cases.actions.recording import warn_and_forget_recordings
from cases.actions.reviewing import settle_reviews
from cases.actions.settling import settle_identity_requests
from cases.actions.shredding import shred_approved
from cases.actions.undecided import pass_on_undecided
from cases.actions.unopened import pass_on_unopened
from cases.actions.uploads import forget_pending_forms
from cases.actions.walls import replace_walled_off
from cases.models import Attachment, EvidenceCopy
from vault.cleaning.rounds import BATCH, clean_in_turn


@shared_task(name="cases.replace_walled_off")
def sweep_walls() -> int:
    """Take cases from people whom a change elsewhere has put behind the wall."""
    return replace_walled_off(database_now())


@shared_task(name="cases.call_for_help")
def sweep_alarms() -> int:
    """Call whoever is on call when somebody may be in danger, and the next one where nobody answered in an hour."""
    return call_for_help(database_now())


@shared_task(name="cases.tell_of_arrivals")
def sweep_arrivals() -> int:
    """Tell each queue of the reports that have arrived, and whoever their triggers alert."""
    return tell_of_arrivals(database_now())


@shared_task(name="cases.pass_on_unopened")
def sweep_unopened() -> int:
    """Pass on what nobody has opened: to the other office, to the chair, along the committee."""
    return pass_on_unopened(database_now())


@shared_task(name="cases.pass_on_undecided")
def sweep_undecided() -> int:
    """Bring to the committee's chair what no office has decided in time to be material or not."""
    return pass_on_undecided(database_now())


@shared_task(name="cases.fire_missed")
def sweep_linked_reports() -> int:
    """Let those linked reports ask that were confirmed at the same moment, so that none saw the other."""
    return fire_missed(database_now())


@shared_task(name="cases.choose_exits")
def sweep_exits() -> int:
    """Choose, of the quarter that is over, what the General Auditor reads."""
    return choose_exits(database_now())


@shared_task(name="cases.refresh_due")
def sweep_due_dates() -> int:
    """Bring the queue's deadlines up to date with the clocks."""
    return refresh_all_due()


@shared_task(name="cases.sweep_uploads")
def sweep_uploads() -> int:
    """Forget public forms that were never sent, with their files, after a day."""
    return forget_pending_forms(before=timezone.localdate(database_now()) - timedelta(days=1))


@shared_task(name="cases.clean_files")
def sweep_files() -> int:
    """Scan and clean the files that wait, one at a time; how many were settled."""
    return clean_in_turn(_files_to_clean)


def _files_to_clean() -> Iterator[Callable[[], bool]]:
    on = timezone.localdate(database_now())
    for attachment in Attachment.objects.waiting().select_related("report", "file__data_key")[:BATCH]:
        yield partial(check_attachment, attachment, on=on)
    for copy in EvidenceCopy.objects.waiting().select_related("item__file__data_key")[:BATCH]:
        yield partial(clean_evidence, copy, on=on)


@shared_task(name="cases.mark_words")
def sweep_words() -> int:
    """Mark the words of new reports, and forget the words of what was shredded.

    So the office is shown cases that may be about the same matter, and nothing is found that nobody can open.
    """
    return mark_words() + forget_shredded_words()


@shared_task(name="cases.sweep_recordings")
def sweep_recordings() -> int:
    """Warn operators of drafts that nobody touches, remove them in the end, and forget old pick-up codes."""
    today = timezone.localdate(database_now())
    return warn_and_forget_recordings(today) + forget_pick_up_codes(before=today)


@shared_task(name="cases.settle_identity_requests")
def sweep_identities() -> int:
    """End what let somebody see a reporter's name and has run out; find another custodian where one is cut off."""
    return settle_identity_requests(database_now())


@shared_task(name="cases.poll_mailbox")
def sweep_mailbox() -> int:
    """Fetch the ethics mailbox, then read what came."""
    poll_mailbox(database_now())
    return understand_mails(database_now())


@shared_task(name="cases.acknowledge_mails")
def sweep_acknowledgements() -> int:
    """Tell the senders of mails that they arrived."""
    return acknowledge_mails(database_now())


@shared_task(name="cases.look_after_reporters")
def sweep_reporters() -> int:
    """Ask reporters how they have been, on the days on which that is due; find who answers those who want a review."""
    at = database_now()
    return send_due_checks(at) + settle_reviews(at)


@shared_task(name="cases.take_imports")
def sweep_imports() -> int:
    """Bring in the old cases on which two people agreed."""
    return take_imports(database_now())


@shared_task(name="cases.shred_approved")
def sweep_deletions() -> int:
    """Shred the files on which two people agreed, unless something has come in between."""
    return shred_approved(database_now())


@shared_task(name="cases.note_insiders_left")
def sweep_insiders() -> int:
    """Note on insider lists who may no longer be shown a market-sensitive case."""
    return note_who_left(database_now())


@shared_task(name="cases.discard_forgotten_imports")
def sweep_forgotten_imports() -> int:
    """Destroy files of old cases that nobody has brought in."""
    return discard_forgotten_imports(database_now())


@shared_task(name="cases.watch_floods")
def sweep_floods() -> int:
    """Raise the alarm where more comes in than people send or room runs out, and stand it down again."""
    return watch_floods(database_now())


@shared_task(name="cases.make_case_files")
def sweep_case_files() -> int:
    """Make the case files that people wait for."""
    return make_case_files(database_now())


@shared_task(name="cases.forget_case_files")
def sweep_old_case_files() -> int:
    """Remove case files whose day is over."""
    return forget_case_files(database_now())


@shared_task(name="cases.watch_hotline_tests")
def sweep_hotline_tests() -> int:
    """Begin the tests of the hotline that the period asks for, and end those that nobody acknowledged in time."""
    return watch_hotline_tests(database_now())
