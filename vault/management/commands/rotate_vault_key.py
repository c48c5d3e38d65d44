"""`manage.py rotate_vault_key`: wrap every living key with the first of `VAULT_KEYS`."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from vault.errors import VaultError
from vault.keyring import keyring
from vault.retirement import note_retired
from vault.rotation import rotate_vault_key


class Command(BaseCommand):
    help = "Wrap every living data key and secret with the first of VAULT_KEYS. Safe to run again."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            rotation = rotate_vault_key()
            note_retired(on=timezone.localdate())
            first = keyring().first
        except VaultError as fault:
            raise CommandError(str(fault)) from None
        self.stdout.write(
            _("%(count)d keys were wrapped anew with %(name)s.") % {"count": rotation.rewrapped, "name": first}
        )
        for name in rotation.retired:
            self.stdout.write(
                _("%(name)s wraps nothing any more. Keep it until the last backup from before today is gone.")
                % {"name": name}
            )
