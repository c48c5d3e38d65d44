"""Sessions in the database, read with a statement that is put together once: every request of the signed-in asks it."""

from typing import Any

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.utils import timezone

from vault.settled import Settled

_living = Settled(lambda key, now: Session.objects.filter(session_key=key, expire_date__gt=now).order_by())


class SessionStore(db.SessionStore):
    """Django's own; what it does about one that is gone stays as it is."""

    def load(self) -> dict[str, Any]:
        found = _living(self.session_key, timezone.now()) if self.session_key else []
        return self.decode(found[0].session_data) if found else super().load()
