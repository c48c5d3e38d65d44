"""Prints the demo company's people with their roles, for whoever starts the demo in a terminal."""

from typing import Any

from django.core.management.base import BaseCommand

from cases.access_keys import access_key_of
from ethics_portal.demo_company.loading.people import DEMO_PASSWORD
from ethics_portal.demo_company.people import PEOPLE

# An anonymous report with a dialogue that goes back and forth.
SHOWN_REPORT = "customs-agent-recife"


class Command(BaseCommand):
    help = "List the demo company's people and what each of them does."

    def handle(self, *args: Any, **options: Any) -> None:
        offered = [person for person in PEOPLE if person.demo_sign_in]
        width = max(len(f"{person.given_name} {person.family_name}") for person in offered)
        self.stdout.write("Sign in as (one click, at /demo/people/):")
        for person in offered:
            name = f"{person.given_name} {person.family_name}"
            self.stdout.write(f"  {name:<{width}}  {person.demo_sign_in}")
        self.stdout.write(f"Or at /account/login/ with an e-mail of /demo/people/ and the password {DEMO_PASSWORD}")
        self.stdout.write(f"An access key to follow up a report with: {access_key_of(f'demo:{SHOWN_REPORT}')}")
