from django.apps import AppConfig


class CodeOfEthicsConfig(AppConfig):
    name = "code_of_ethics"
    default_auto_field = "django.db.models.BigAutoField"
