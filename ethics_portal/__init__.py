"""Settings, URLs, the clock's beat table and health. Imports every app; nobody imports it."""

from ethics_portal.celery import app as celery_app

__all__ = ["celery_app"]
