"""The audit app: the trail, its verification, signatures, and what the database itself refuses."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class AuditConfig(AppConfig):
    name = "audit"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Models, and so rules, can be imported only now.
        from audit.rules import install_after_migrate

        # Once per migrate, not once per app: by then every table exists, whichever app it belongs to.
        post_migrate.connect(install_after_migrate, sender=self, dispatch_uid="audit.rules")
