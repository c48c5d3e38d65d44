"""Mails that the Portal gave up on."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Notice, Person
from accounts.moves import Refused
from accounts.nudge import nudge
from accounts.roles import Role
from audit.trail import record
from cases.models import IncomingMail


@transaction.atomic
def retry_failed_mails(person: Person, *, by: Person, at: datetime) -> int:
    """Let the clock try all failed mails again, of notices and to who wrote to the mailbox; gives how many.

    `person` is the administrator, whose trail keeps it.
    """
    if Role.ADMINISTRATOR not in by.roles:
        raise Refused(_("Only an administrator sends mails again."))
    failed = Notice.objects.filter(mail_failed=True, mailed_at__isnull=True, withheld=False)
    count = failed.update(mail_failed=False, mail_attempts=0, mail_claimed_until=None)
    # The key of who wrote to the ethics mailbox is made anew from the token that waits with the mail: the same one.
    count += IncomingMail.objects.given_up().update(acknowledging_failed=False, attempts=0, claimed_until=None)
    if not count:
        raise Refused(_("There is no failed mail."))
    record(person, "retry_failed_mails", by=by, at=at, sentence="Failed mails are tried again", facts={"mails": count})
    nudge()
    return count
