"""Signing in by e-mail, and loading the person with the user in one query."""

from allauth.account.auth_backends import AuthenticationBackend

from accounts.models import User


class PortalBackend(AuthenticationBackend):
    """allauth's backend; a person who has left can't sign in or stay signed in."""

    def get_user(self, user_id):
        user = User.objects.select_related("person", "person__unit", "person__entity").filter(pk=user_id).first()
        if user is None or not self.user_can_authenticate(user):
            return None
        return user

    def user_can_authenticate(self, user) -> bool:
        return bool(user.is_active) and not user.person.has_left()
