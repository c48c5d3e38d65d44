"""The same seed gives the same company, to the day and the person."""

from collections import Counter
from typing import Any

import pytest
from django.db import transaction

from accounts.models import Notice, Person
from cases.models import Allegation, Case, Report


def picture() -> dict[str, Counter[Any]]:
    """What was loaded, without ids and references."""
    return {
        "cases": Counter(Case.objects.values_list("state", "queue", "severity", "received_on", "due_on", "closed_at")),
        "people": Counter(Case.objects.values_list("assignee__email", "triaged_by__email", "closed_by__email")),
        "reports": Counter(Report.objects.values_list("channel", "mode", "kind", "language")),
        "findings": Counter(Allegation.objects.values_list("finding", "provision__key")),
        "notices": Counter(Notice.objects.values_list("kind", "recipient__email", "created_on")),
    }


@pytest.mark.slow
@pytest.mark.once
def test_the_same_seed_gives_the_same_company(load):
    pictures = []
    for _time in range(2):
        # Rolled back, because what happened in the Portal can't be deleted.
        with transaction.atomic():
            load(reports=6)
            pictures.append(picture())
            transaction.set_rollback(True)
        assert not Person.objects.exists()
    assert pictures[0] == pictures[1]
