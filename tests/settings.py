"""The Portal's own settings, with the environment that tests need filled in first.

pytest-django loads the settings before any conftest.py, so the environment is set here. What the caller has set
(`DATABASE_URL`, `REDIS_URL`) wins: that is how a lane is chosen.
"""

import atexit
import base64
import os
import shutil
import tempfile

os.environ.setdefault("PORTAL_MODE", "test")
os.environ.setdefault("STANDING_WORDS_SECONDS", "0")  # what one test publishes is not what the next one is shown
# Whoever posts from a test is as quick as a program, and sends a lot; the tests of the spam wall switch it on.
os.environ.setdefault("QUICKEST_FORM", "0")
os.environ.setdefault("SENDINGS_PER_MINUTE", "0")
os.environ.setdefault("TRIES_PER_MINUTE", "0")
os.environ.setdefault("FLOOD_PER_MINUTE", "0")
os.environ.setdefault("SECRET_KEY", "test-only-secret-key-of-some-length-that-never-leaves-this-machine")
os.environ.setdefault("VAULT_KEYS", f"test-1:{base64.b64encode(b'0123456789abcdef' * 2).decode()}")
if "DATA_DIR" not in os.environ:
    os.environ["DATA_DIR"] = tempfile.mkdtemp(prefix="portal-tests-")
    # Only the process that made the folder removes it; xdist's workers inherit its name.
    atexit.register(shutil.rmtree, os.environ["DATA_DIR"], ignore_errors=True)

# With pytest-xdist each worker has a folder of its own.
os.environ["DATA_DIR"] = os.path.join(os.environ["DATA_DIR"], os.environ.get("PYTEST_XDIST_WORKER", ""))

from ethics_portal.settings import *  # noqa: F403
from ethics_portal.settings import DATA_DIR, DATABASES, STATIC_ROOT

STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # WhiteNoise warns where there is none

# A file, not memory: threads of one test then meet each other at SQLite's real locks, as they do in the demo.
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["TEST"] = {"NAME": str(DATA_DIR / "test.sqlite3")}

# A service that keeps the words here; in the Portal itself there is none.
MACHINE_TRANSLATOR = "tests.translator.Backwards"

# The same algorithm, cheap: what a sign-in and a pick-up code do stays the same, only faster.
PASSWORD_HASHERS = ["tests.hashers.CheapArgon2PasswordHasher"]
PICK_UP_CODE_COST = (1, 8)

# Every client of every test loads the middlewares anew: none of them should look through all static files first.
WHITENOISE_AUTOREFRESH = True
