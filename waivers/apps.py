from django.apps import AppConfig


class WaiversConfig(AppConfig):
    name = "waivers"
    default_auto_field = "django.db.models.BigAutoField"
