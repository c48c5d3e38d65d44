"""The vault app: keys, sealed fields and files, the blind index. It knows no other app."""

from django.apps import AppConfig


class VaultConfig(AppConfig):
    name = "vault"
    default_auto_field = "django.db.models.BigAutoField"
