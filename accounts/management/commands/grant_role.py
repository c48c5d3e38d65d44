"""The first grants of a new installation: `manage.py grant_role E-MAIL ROLE [--office OFFICE]`."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.actions import grant_first_role
from accounts.clockwork import database_now
from accounts.models import Person
from accounts.moves import Refused
from accounts.roles import Office, Role


class Command(BaseCommand):
    help = "Give a person a role from the command line. It is recorded on the trail."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("role", choices=Role.values)
        parser.add_argument("--office", choices=Office.values, default="")

    def handle(self, *args: Any, **options: Any) -> None:
        person = Person.objects.filter(email__iexact=options["email"]).first()
        if person is None:
            raise CommandError("Nobody in the directory has this e-mail address.")
        try:
            grant_first_role(person, role=options["role"], office=options["office"], at=database_now())
        except Refused as refusal:
            raise CommandError(str(refusal.sentence)) from refusal
        self.stdout.write(self.style.SUCCESS("Granted."))
