"""The library of policies: proposed by its keepers, published by the head of the office, reviewed by their owners."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol
from urllib.parse import urlsplit

from django.db import transaction
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from accounts.models import Person
from accounts.moves import Refused
from accounts.notices import tell
from accounts.roles import Role
from audit.trail import record
from clocks import kinds
from clocks.actions import start_clock, stop_clock
from code_of_ethics.models import Policy
from code_of_ethics.models.policy import REVIEWED_BEFORE, keeps_policies
from code_of_ethics.workflow import PUBLISH_POLICY, REPLACE_POLICY, RETIRE_POLICY, REVIEW_POLICY
from vault.models import DataKey, SealedFile


class Upload(Protocol):
    """A file as it was sent."""

    name: str | None

    def chunks(self) -> Iterable[bytes]: ...


@dataclass(frozen=True)
class PolicyFacts:
    """What a policy says of itself: a link, or a file."""

    title: str
    owner: Person
    review_on: date
    summary: str = ""
    provision_keys: Sequence[str] = ()
    link: str = ""
    file: Any = None


@transaction.atomic
def propose_policy(facts: PolicyFacts, *, by: Person, at: datetime) -> Policy:
    """Propose a policy; people find it once the head of the office has published it."""
    if not keeps_policies(by):
        raise Refused(_("Policies are kept by their owners and the Compliance & Ethics office."))
    return _propose(facts, None, "propose_policy", by, at)


@transaction.atomic
def replace_policy(former: Policy, *, facts: PolicyFacts, by: Person, at: datetime) -> Policy:
    """Propose the next version of a published policy, which stays until the new one is published."""
    former = Policy.objects.select_for_update(of=("self",)).get(pk=former.pk)
    REPLACE_POLICY.check(by, former)
    if former.replacements.filter(published_at__isnull=True, retired_at__isnull=True).exists():
        raise Refused(_("A next version waits to be published already."))
    return _propose(facts, former, REPLACE_POLICY.verb, by, at)


@transaction.atomic
def publish_policy(policy: Policy, *, by: Person, at: datetime) -> Policy:
    """Publish it as the second person. The version before is retired with it."""
    policy = Policy.objects.select_for_update(of=("self",)).get(pk=policy.pk)
    PUBLISH_POLICY.check(by, policy)
    policy.published_by, policy.published_at = by, at
    policy.save(update_fields=["published_by", "published_at"])
    record(policy, PUBLISH_POLICY.verb, by=by, at=at, sentence=_("Published a policy"), facts={"number": policy.number})
    if policy.replaces_id is not None:
        former = Policy.objects.select_for_update(of=("self",)).get(pk=policy.replaces_id)
        if former.retired_at is None:
            _retire(former, "replaced", _("Replaced by the next version"), by, at)
    return policy


@transaction.atomic
def retire_policy(policy: Policy, *, by: Person, at: datetime) -> Policy:
    """Take a policy out of the library, or turn a proposed one away."""
    policy = Policy.objects.select_for_update(of=("self",)).get(pk=policy.pk)
    RETIRE_POLICY.check(by, policy)
    _retire(policy, RETIRE_POLICY.verb, _("Retired a policy"), by, at)
    return policy


@transaction.atomic
def review_policy(policy: Policy, *, review_on: date, by: Person, at: datetime) -> Policy:
    """Say, as its owner, that it still holds, and when to look again."""
    policy = Policy.objects.select_for_update(of=("self",)).get(pk=policy.pk)
    REVIEW_POLICY.check(by, policy)
    _check_day(review_on, at)
    policy.review_on, policy.reviewer_told_on = review_on, None
    policy.save(update_fields=["review_on", "reviewer_told_on"])
    stop_clock(policy, kinds.POLICY_REVIEW, at=at)
    sentence = _("Reviewed: it holds, next review by %(day)s") % {"day": date_format(review_on)}
    record(policy, REVIEW_POLICY.verb, by=by, at=at, sentence=sentence)
    return policy


def remind_of_reviews(*, at: datetime) -> int:
    """Tell owners, once for each day of review, that it is near, and start its clock; returns how many.

    The clock reminds them again before the day, and tells the head of the office once it has passed.
    """
    near = Policy.objects.published().filter(review_on__lte=localdate(at) + REVIEWED_BEFORE, reviewer_told_on=None)
    return sum(_remind(policy, at) for policy in near.select_related("owner"))


@transaction.atomic
def _remind(policy: Policy, at: datetime) -> int:
    claimed = Policy.objects.filter(pk=policy.pk, reviewer_told_on=None).update(reviewer_told_on=localdate(at))
    if claimed:
        start_clock(policy, kinds.POLICY_REVIEW, at=at, on=policy.review_on)
        tell([policy.owner], "policy_to_review", about=policy, at=at, once=policy.review_on.isoformat())
    return claimed


def _propose(facts: PolicyFacts, former: Policy | None, verb: str, by: Person, at: datetime) -> Policy:
    _check(facts, at)
    policy = Policy.objects.create(
        number=former.number + 1 if former else 1,
        title=facts.title.strip(),
        summary=facts.summary.strip(),
        provision_keys=list(facts.provision_keys),
        link=facts.link.strip(),
        file=_sealed(facts.file, localdate(at)) if facts.file else None,
        owner=facts.owner,
        review_on=facts.review_on,
        replaces=former,
        proposed_by=by,
        proposed_at=at,
    )
    told = {"number": policy.number, "provisions": policy.provision_keys, "replaces": str(former.pk) if former else ""}
    record(policy, verb, by=by, at=at, sentence=_("Proposed a policy"), facts=told)
    heads = Person.objects.holding(Role.ETHICS_OFFICER).exclude(pk=by.pk)
    tell(heads, "policy_to_publish", about=policy, at=at)
    return policy


def _sealed(upload: Upload, on: date) -> SealedFile:
    return SealedFile.objects.seal(
        upload.chunks(), name=upload.name or "policy", data_key=DataKey.objects.mint(), on=on
    )


def _check(facts: PolicyFacts, at: datetime) -> None:
    if Role.POLICY_OWNER not in facts.owner.roles:
        raise Refused(_("The owner must hold the role of a policy owner."), "owner")
    _check_day(facts.review_on, at)
    if bool(facts.link.strip()) == bool(facts.file):
        raise Refused(_("Give a link or a file: one of the two."), "link")
    if facts.link.strip() and not is_address(facts.link.strip()):
        raise Refused(_("Give an address that starts with https://."), "link")


def _check_day(review_on: date, at: datetime) -> None:
    if review_on <= localdate(at):
        raise Refused(_("Choose a day that lies ahead."), "review_on")


def is_address(link: str) -> bool:
    """Whether this is an https address that a link may lead to."""
    try:
        parts = urlsplit(link)
    except ValueError:
        return False
    return parts.scheme == "https" and bool(parts.netloc) and not any(character.isspace() for character in link)


def _retire(policy: Policy, verb: str, sentence: str, by: Person, at: datetime) -> None:
    policy.retired_by, policy.retired_at = by, at
    policy.save(update_fields=["retired_by", "retired_at"])
    stop_clock(policy, kinds.POLICY_REVIEW, at=at)
    record(policy, verb, by=by, at=at, sentence=sentence)
