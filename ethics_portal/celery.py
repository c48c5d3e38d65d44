"""The clock: the full list of what happens by itself.

Celery is a clock here, not a bus. Every task is a sweep over rows of the database, so a lost message costs
only time. Nothing is ever sent with an eta, a countdown or a retry.
"""

import os

from celery import Celery
from celery.schedules import crontab

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ethics_portal.settings")

app = Celery("ethics_portal")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

SECONDS, MINUTE, HOUR = 1.0, 60.0, 3600.0

# Every sweep, and how often it looks. What a sweep finds is decided by rows and the database's clock, never by this.
app.conf.beat_schedule = {
    "alarms when somebody may be in danger": {"task": "cases.call_for_help", "schedule": 15 * SECONDS},
    "news of reports that have arrived": {"task": "cases.tell_of_arrivals", "schedule": 15 * SECONDS},
    "notices to the committee": {"task": "reporting.notify_committee", "schedule": 15 * SECONDS},
    "how matters of the committee move on": {"task": "reporting.tell_updates", "schedule": MINUTE},
    "notices that nobody reads": {"task": "reporting.pass_on_unread", "schedule": HOUR},
    "mails": {"task": "accounts.deliver_mails", "schedule": 30 * SECONDS},
    "the wall and notices": {"task": "accounts.withhold_notices", "schedule": 10 * MINUTE},
    "the wall and assignments": {"task": "cases.replace_walled_off", "schedule": 5 * MINUTE},
    "questions of materiality that nobody answers": {"task": "cases.pass_on_undecided", "schedule": HOUR},
    "linked reports that missed each other": {"task": "cases.fire_missed", "schedule": 15 * MINUTE},
    "cases that nobody opens": {"task": "cases.pass_on_unopened", "schedule": HOUR},
    "random checks of ends": {"task": "cases.choose_exits", "schedule": HOUR},
    "reporters' names": {"task": "cases.settle_identity_requests", "schedule": 15 * MINUTE},
    "how reporters are": {"task": "cases.look_after_reporters", "schedule": HOUR},
    "who has left insider lists": {"task": "cases.note_insiders_left", "schedule": 10 * MINUTE},
    "files to be deleted": {"task": "cases.shred_approved", "schedule": HOUR},
    "deadlines": {"task": "clocks.warn", "schedule": 15 * MINUTE},
    "pauses that end": {"task": "clocks.resume", "schedule": 15 * MINUTE},
    "due dates after a change of rules": {"task": "clocks.recompute", "schedule": crontab(hour="1", minute="10")},
    "deadlines shown in the queue": {"task": "cases.refresh_due", "schedule": 15 * MINUTE},
    "digest drafts": {"task": "reporting.draft_digests", "schedule": 15 * MINUTE},
    "webhooks": {"task": "reporting.deliver_webhooks", "schedule": 30 * SECONDS},
    "views of the figures to look at": {"task": "reporting.tell_of_explore_views", "schedule": 15 * MINUTE},
    "figures to write to files": {"task": "reporting.make_explore_exports", "schedule": 10 * SECONDS},
    "files of figures whose day is over": {"task": "reporting.forget_explore_exports", "schedule": HOUR},
    "seal of the trail": {"task": "audit.seal", "schedule": 10 * MINUTE},
    "waivers that end": {"task": "waivers.lapse", "schedule": HOUR},
    "waivers that end soon": {"task": "waivers.remind", "schedule": HOUR},
    "who has left insider lists of waivers": {"task": "waivers.note_insiders_left", "schedule": 10 * MINUTE},
    "files of waivers to clean": {"task": "waivers.clean_files", "schedule": 20 * SECONDS},
    "departures on which nobody acted": {
        "task": "reporting.watch_implicit_waivers",
        "schedule": crontab(hour="4", minute="10"),
    },
    "disclosures that are late": {"task": "code_of_ethics.alarm_of_late", "schedule": 15 * MINUTE},
    "affirmations to ask for": {"task": "code_of_ethics.ask", "schedule": MINUTE},
    "reminders to affirm and to renew": {"task": "code_of_ethics.remind", "schedule": HOUR},
    "files to clean": {"task": "cases.clean_files", "schedule": 20 * SECONDS},
    "case files to make": {"task": "cases.make_case_files", "schedule": 10 * SECONDS},
    "old cases to bring in": {"task": "cases.take_imports", "schedule": 10 * SECONDS},
    "case files whose day is over": {"task": "cases.forget_case_files", "schedule": HOUR},
    "words of new reports": {"task": "cases.mark_words", "schedule": 30 * SECONDS},
    "unfinished uploads": {"task": "cases.sweep_uploads", "schedule": HOUR},
    "drafts of the help line and old pick-up codes": {"task": "cases.sweep_recordings", "schedule": HOUR},
    "the ethics mailbox": {"task": "cases.poll_mailbox", "schedule": MINUTE},
    "files of old cases that nobody brought in": {"task": "cases.discard_forgotten_imports", "schedule": HOUR},
    "tests of the hotline": {"task": "cases.watch_hotline_tests", "schedule": HOUR},
    "floods": {"task": "cases.watch_floods", "schedule": MINUTE},
    "acknowledgements of mails": {"task": "cases.acknowledge_mails", "schedule": 30 * SECONDS},
    "files without a row": {"task": "ethics_portal.sweep_files", "schedule": HOUR},
    "wrapping keys": {
        "task": "ethics_portal.rotate_vault_key",
        "schedule": crontab(day_of_month="1", hour="2", minute="40"),
    },
    "form receipts": {"task": "accounts.forget_receipts", "schedule": crontab(hour="3", minute="20")},
    "heartbeat": {"task": "accounts.heartbeat", "schedule": 30 * SECONDS},
}
