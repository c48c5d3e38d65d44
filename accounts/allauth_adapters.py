"""How django-allauth meets the Portal: no sign-up, sealed second factors, sign-ins on the trail."""

import base64
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from audit.trail import count_failed_sign_in, record, record_refusal
from vault import cipher
from vault.models import Secret


class AccountAdapter(DefaultAccountAdapter):
    """Sign-up is closed: people come from the directory."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": _("This e-mail address and password do not belong together."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def login(self, request: HttpRequest, user: Any) -> None:
        super().login(request, user)
        with transaction.atomic():
            record(user, "sign_in", by=user.person, at=timezone.now(), sentence="Signed in")

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Chained on the account; for an unknown name only a counter rises, and what was typed is not kept."""
        super().authentication_failed(request, **credentials)
        now = timezone.now()
        user = User.objects.select_related("person").filter(email__iexact=credentials.get("email") or "").first()
        if user is None:
            count_failed_sign_in(on=timezone.localdate(now))
        else:
            record_refusal(user, "sign_in", by=user.person, at=now, reason="Wrong password")

    def get_client_ip(self, request: HttpRequest) -> str:
        return super().get_client_ip(request) or "unknown"


class SecondFactorAdapter(DefaultMFAAdapter):
    """Second factors are sealed at rest; allauth alone keeps them in clear."""

    def encrypt(self, text: str) -> str:
        return base64.b64encode(cipher.seal(_second_factor_key(), text.encode(), bound_to="second factor")).decode()

    def decrypt(self, encrypted_text: str) -> str:
        sealed = base64.b64decode(encrypted_text)
        return cipher.unseal(_second_factor_key(), sealed, bound_to="second factor").decode()


def _second_factor_key() -> bytes:
    return Secret.objects.material("second-factor")
