"""One's own reports, signed in, on a fixed day."""

import pytest

from tests.cases.public.conftest import clock, office, topics  # noqa: F401 — fixtures
from tests.cases.public.visitor import Visitor


@pytest.fixture
def page(client, employee, topics, ethics_officer, clock) -> Visitor:  # noqa: F811 — fixtures
    """An employee, signed in."""
    client.force_login(employee.user)
    return Visitor(client)
