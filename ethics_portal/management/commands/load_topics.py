"""The topics that people may report about, for a new installation. Topics that exist already stay as they are."""

from typing import Any

from django.core.management.base import BaseCommand

from accounts.clockwork import database_now
from code_of_ethics.models import Topic
from ethics_portal.demo_company.loading.code import load_topics


class Command(BaseCommand):
    help = "Load the usual topics of a Code of Ethics, if there are none yet."

    def handle(self, *args: Any, **options: Any) -> None:
        if Topic.objects.exists():
            self.stdout.write("There are topics already; nothing was changed.")
            return
        load_topics(at=database_now())
        self.stdout.write(self.style.SUCCESS(f"{Topic.objects.count()} topics were added."))
