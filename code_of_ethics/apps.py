from django.apps import AppConfig


class CodeOfEthicsConfig(AppConfig):
    name = "code_of_ethics"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Models must be loaded first: what a hold reaches stands beside them, in the apps above too.
        from code_of_ethics import held_records

        held_records.discover()
