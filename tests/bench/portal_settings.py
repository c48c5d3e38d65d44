"""The Portal as it is shipped, with the minimal page beside its own."""

from ethics_portal.settings import *  # noqa: F403

PUBLIC_URLCONF = "tests.bench.minimal"
