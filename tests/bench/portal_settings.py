"""The Portal as it is shipped, with the minimal page beside its own."""

import os

from ethics_portal.settings import *  # noqa: F403

PUBLIC_URLCONF = "tests.bench.minimal"

# What more than a few senders a minute have to earn first is left out: the sending itself is measured.
SENDINGS_PER_MINUTE = FLOOD_PER_MINUTE = 0

# The clock's sweeps are left out of all three alike, on both databases; BENCH_CLOCK=1 keeps the embedded one.
if not os.environ.get("BENCH_CLOCK"):
    EMBEDDED_CLOCK = False
    NUDGE_TASK = ""
