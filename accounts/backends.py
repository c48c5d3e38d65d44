"""Signing in by e-mail, and loading the person with the user in one query."""

import uuid

from allauth.account.auth_backends import AuthenticationBackend

from accounts.models import User
from vault.settled import Settled

# Asked with every request of somebody who is signed in.
_with_person = Settled(
    lambda user: User.objects.select_related("person", "person__unit", "person__entity").filter(pk=user).order_by()
)


class PortalBackend(AuthenticationBackend):
    """allauth's backend; a person who has left can't sign in or stay signed in."""

    def get_user(self, user_id):
        found = _with_person(uuid.UUID(str(user_id)))
        return found[0] if found and self.user_can_authenticate(found[0]) else None

    def user_can_authenticate(self, user) -> bool:
        return bool(user.is_active) and not user.person.has_left()
