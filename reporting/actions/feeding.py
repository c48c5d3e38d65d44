"""Feeds for other systems: proposed by an administrator, agreed to by a second person, used with a token."""

import secrets
from datetime import date, datetime, timedelta
from http import HTTPStatus

from django.db import transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Person
from accounts.moves import Refused
from accounts.notices import tell
from accounts.roles import Role
from audit.trail import record
from reporting.models import FeedToken
from reporting.models.agreed_by_two import APPROVERS_OF_FEEDS
from reporting.models.feed_token import token_digest
from reporting.workflow import AGREE_TO_FEED, REVOKE_FEED

TOKEN_BYTES = 32
PREFIX = "portal-"  # what scanners of other people's code look for
LONGEST = timedelta(days=366)
REQUESTS_PER_MINUTE = 60


class FeedRefused(Exception):
    """A system may not read. `status` is the answer's, `sentence` says why without telling what there is."""

    def __init__(self, status: HTTPStatus, sentence: str | Promise) -> None:
        super().__init__(status.phrase)
        self.status, self.sentence = status, sentence


UNKNOWN = gettext_lazy("This token is unknown, waits for a second person, or is no longer in force.")
OTHER_SCOPE = gettext_lazy("This token opens something else.")
TOO_OFTEN = gettext_lazy("Too many requests with this token. Wait a minute and go on.")


@transaction.atomic
def propose_feed(*, name: str, scope: str, expires_on: date, by: Person, at: datetime) -> FeedToken:
    """Propose that a system reads. The token is in `shown_once` of the result and can't be read again."""
    if Role.ADMINISTRATOR not in by.roles:
        raise Refused(_("Only an administrator proposes feeds."))
    today = timezone.localdate(at)
    if not today <= expires_on <= today + LONGEST:
        raise Refused(_("A token works for a year at most, and not into the past."), "expires_on")
    text = PREFIX + secrets.token_urlsafe(TOKEN_BYTES)
    token = FeedToken.objects.create(
        name=name, scope=scope, expires_on=expires_on, digest=token_digest(text), proposed_by=by, proposed_at=at
    )
    record(token, "propose_feed", by=by, at=at, sentence="Proposed a feed for another system", facts=token.facts)
    tell(Person.objects.holding(*APPROVERS_OF_FEEDS, at=at).exclude(pk=by.pk), "feed_to_agree_to", about=token, at=at)
    token.shown_once = text
    return token


@transaction.atomic
def agree_to_feed(token: FeedToken, *, by: Person, at: datetime) -> FeedToken:
    """Agree as the second person; the token works from now on."""
    token = FeedToken.objects.locked(token.pk, by=by)
    AGREE_TO_FEED.check(by, token)
    token.agreed_by, token.agreed_at = by, at
    token.save(update_fields=["agreed_by", "agreed_at"])
    record(token, "agree_to_feed", by=by, at=at, sentence="Agreed to a feed for another system", facts=token.facts)
    tell([token.proposed_by], "feed_agreed", about=token, at=at)
    return token


@transaction.atomic
def revoke_feed(token: FeedToken, *, reason: str, by: Person, at: datetime) -> FeedToken:
    """End it at once. Ending lowers nobody's guard, so one person is enough."""
    token = FeedToken.objects.locked(token.pk, by=by)
    REVOKE_FEED.check(by, token)
    token.revoked_by, token.revoked_at = by, at
    token.save(update_fields=["revoked_by", "revoked_at"])
    facts = token.facts | {"reason": reason}
    record(token, "revoke_feed", by=by, at=at, sentence="Ended a feed for another system", facts=facts)
    others = [person for person in (token.proposed_by, token.agreed_by) if person is not None and person != by]
    tell(others, "feed_revoked", about=token, at=at)
    return token


@transaction.atomic
def use_feed(text: str, *, scope: str, at: datetime) -> FeedToken:
    """One request of a system; the first of a day is on the trail. Raises `FeedRefused`."""
    today, minute = timezone.localdate(at), int(at.timestamp()) // 60
    found = FeedToken.objects.in_force(today).select_for_update(of=("self",))
    token = found.filter(digest=token_digest(text)).first()
    if token is None:
        raise FeedRefused(HTTPStatus.UNAUTHORIZED, UNKNOWN)
    if token.scope != scope:
        raise FeedRefused(HTTPStatus.FORBIDDEN, OTHER_SCOPE)
    if token.has_asked(minute) >= REQUESTS_PER_MINUTE:
        raise FeedRefused(HTTPStatus.TOO_MANY_REQUESTS, TOO_OFTEN)
    is_first, token.last_used_on = token.last_used_on != today, today
    token.count(minute)
    token.save(update_fields=["last_used_on", "minute", "asked"])
    if is_first:
        record(token, "use_feed", by=token.name, at=at, sentence="Read by another system", facts=token.facts)
    return token
