from django.apps import AppConfig
from django.conf import settings


class EthicsPortalConfig(AppConfig):
    name = "ethics_portal"
    verbose_name = "Ethics Portal"

    def ready(self) -> None:
        from ethics_portal.checks import refuse_unsafe_production
        from ethics_portal.logs import configure_logging

        configure_logging()
        refuse_unsafe_production(settings)
