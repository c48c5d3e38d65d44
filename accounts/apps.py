from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "accounts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Models must be loaded first: the kinds of the apps above stand beside them.
        from accounts import notice_kinds

        notice_kinds.discover()
