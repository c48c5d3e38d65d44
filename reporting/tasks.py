"""What the clock calls for the committee."""

from celery import shared_task

from accounts.clockwork import database_now
from reporting.actions import (
    deliver_webhooks,
    draft_digests,
    forget_explore_exports,
    make_explore_exports,
    notify_committee,
    pass_on_unread,
    tell_of_explore_views,
    tell_updates,
    tell_who_answers,
    watch_implicit_waivers,
)


@shared_task(name="reporting.notify_committee")
def sweep_notices() -> int:
    """Tell the Audit Committee of what was decided material."""
    return notify_committee(database_now())


@shared_task(name="reporting.tell_updates")
def sweep_updates() -> int:
    """Tell the members who had a notice how its matter has moved on, and whoever answers now what they have asked."""
    at = database_now()
    return tell_updates(at) + tell_who_answers(at)


@shared_task(name="reporting.pass_on_unread")
def sweep_unread() -> int:
    """Notices that their members do not read: first the secretary's call, then the next member."""
    return pass_on_unread(database_now())


@shared_task(name="reporting.draft_digests")
def sweep_digests() -> int:
    """Draft the digest of a period that has ended."""
    return draft_digests(database_now())


@shared_task(name="reporting.watch_implicit_waivers")
def sweep_implicit_waivers() -> int:
    """Every night: departures by directors and officers on which nobody acted."""
    return watch_implicit_waivers(database_now())


@shared_task(name="reporting.deliver_webhooks")
def sweep_webhooks() -> int:
    """Tell other systems of what happened."""
    return deliver_webhooks(database_now())


@shared_task(name="reporting.tell_of_explore_views")
def sweep_explore_views() -> int:
    """Tell the readers of scheduled views that a month or a quarter is over."""
    return tell_of_explore_views(database_now())


@shared_task(name="reporting.make_explore_exports")
def sweep_explore_exports() -> int:
    """Write the figures that somebody asked for to their files."""
    return make_explore_exports(database_now())


@shared_task(name="reporting.forget_explore_exports")
def forget_old_explore_exports() -> int:
    """Remove the files of figures whose day is over."""
    return forget_explore_exports(database_now())
