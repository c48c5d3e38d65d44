"""Passing on what one was told, on a fixed day."""

from tests.cases.public.conftest import clock, office, topics  # noqa: F401 — fixtures
