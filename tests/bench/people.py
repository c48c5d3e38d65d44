"""The people and topics of the company that is measured: run as a program with the Portal's environment."""

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.utils import timezone  # noqa: E402

from accounts.roles import Office, Role  # noqa: E402
from tests.people import make_person  # noqa: E402

at = timezone.now()
call_command("load_topics", verbosity=0)
officer = make_person("Esther Compley", Role.ETHICS_OFFICER, at=at)
make_person("Tara Fairley", Role.OFFICE_STAFF, office=Office.ETHICS_OFFICE, at=at, manager=officer)
make_person("Gloria Audley", Role.GENERAL_AUDITOR, at=at)
make_person("Cleo Presidi", Role.AUDIT_COMMITTEE_CHAIR, at=at, is_director=True)
for number in range(300):
    make_person(f"Person{number} Surname{number}", at=at)
