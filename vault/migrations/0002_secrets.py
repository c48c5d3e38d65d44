"""Make the standing secrets now, outside any later transaction that might be rolled back."""

from django.conf import settings
from django.db import migrations

from vault import cipher
from vault.keyring import keyring

PURPOSES = ("access-key", "blind-index", "capsule", "digest", "signature", "trail")


def make_secrets(apps, schema_editor):
    # Without wrapping keys the Portal does not start at all; its checks say so better than a migration could.
    if not settings.VAULT_KEYS:
        return
    secret = apps.get_model("vault", "Secret")
    for purpose in PURPOSES:
        if not secret.objects.filter(pk=purpose).exists():
            wrapped, name = keyring().wrap(cipher.random_key(), row=f"secret:{purpose}")
            secret.objects.create(pk=purpose, wrapped=wrapped, wrapped_by=name)


class Migration(migrations.Migration):
    dependencies = [("vault", "0001_initial")]

    operations = [migrations.RunPython(make_secrets, migrations.RunPython.noop)]
