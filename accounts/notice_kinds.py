"""The kinds of notice. Each app above declares its own in a `notice_kinds.py`; the words are fixed for each kind."""

from dataclasses import dataclass
from typing import Any

from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _

MAIL_SUBJECT = _("Ethics Portal: something is waiting for you")


@dataclass(frozen=True)
class NoticeKind:
    """What a notice of this kind says. Neither the page's sentence nor the mail names a person, a case or a topic."""

    slug: str
    sentence: Any
    icon: str = "bell"
    mail_subject: Any = MAIL_SUBJECT
    by_mail: bool = True
    # Where a notice leads that names no record (a URL name).
    leads_to: str = ""
    # Its mail says the fixed words in every language of the public pages, one under the other: for reporters, of whom
    # no row may say which language they wrote in.
    in_every_language: bool = False
    # Its mail also prints the seal of the trail that the record bears (`seal`), and nothing else of the record: kept in
    # a mailbox, it shows later whether entries were cut from the end of the trail (`verify_trail --anchor`).
    with_seal: bool = False
    # Needs reading today; its mail is not batched.
    urgent: bool = False


_kinds: dict[str, NoticeKind] = {}


def register(*kinds: NoticeKind) -> None:
    """Declare kinds of notice; called at import of an app's `notice_kinds.py`."""
    _kinds.update({kind.slug: kind for kind in kinds})


def discover() -> None:
    autodiscover_modules("notice_kinds")


def kind_of(slug: str) -> NoticeKind:
    """The declared kind. Raises `KeyError` for one that nobody declared."""
    return _kinds[slug]


def all_kinds() -> list[NoticeKind]:
    return list(_kinds.values())


register(
    NoticeKind("role_proposed", _("A role has been proposed for you. It starts when a second person agrees.")),
    NoticeKind("role_to_approve", _("A role waits for your agreement."), icon="person-check"),
    NoticeKind("role_granted", _("You have been given a role."), icon="person-check"),
    NoticeKind(
        "change_to_agree_to",
        _("A change of the directory that lowers a wall or a class waits for your agreement."),
        icon="person-check",
    ),
    NoticeKind("role_revoked", _("A role of yours has ended."), icon="person-dash"),
)
