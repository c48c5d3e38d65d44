"""Production starts only with everything it needs, and says which variable to set."""

import base64
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = [pytest.mark.once, pytest.mark.slow]

ROOT = Path(__file__).resolve().parents[2]
KEY = base64.b64encode(bytes(range(32))).decode()
GOOD = {
    "PORTAL_MODE": "production",
    "SECRET_KEY": "vQ7f-3kZ9xWm2Lr8TtYp5Nb1Gc6Hd4Js0Aq-EoUiRwSzXvKjMhBn",
    "VAULT_KEYS": f"2026-11:{KEY}",
    "DATABASE_URL": "postgres://portal:secret@127.0.0.1:1/portal",
    "REDIS_URL": "redis://127.0.0.1:1/0",
    "PORTAL_HOST": "portal.example",
    "PUBLIC_HOST": "speak.example",
    "PORTAL_URL": "https://portal.example",
    "EMAIL_URL": "smtp+tls://user:secret@mail.example:587",
    "DEFAULT_FROM_EMAIL": "ethics@portal.example",
    "MAILBOX_URL": "imaps://speak%40portal.example:secret@mail.example/INBOX",
    "MAILBOX_ADDRESS": "speak@portal.example",
}


STARTED = "import django; django.setup(); print('started')"


def start(environment: dict[str, str], tmp_path: Path, code: str = STARTED) -> subprocess.CompletedProcess[str]:
    """Start a management command as production would, with this environment and no other."""
    own = {"PATH": os.environ["PATH"], "DATA_DIR": str(tmp_path), **environment}
    own["DJANGO_SETTINGS_MODULE"] = "ethics_portal.settings"
    return subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=own, capture_output=True, text=True, timeout=60)


@pytest.mark.parametrize(("said", "kept"), [({}, "True"), ({"DISABLE_SERVER_SIDE_CURSORS": "yes"}, "False")])
def test_behind_a_pooler_no_statement_is_kept_where_the_company_says_so(tmp_path, said, kept):
    code = (
        "import django; django.setup(); from django.db import connection; "
        "from vault.prepared import can_prepare; print(can_prepare(connection))"
    )
    done = start(GOOD | said, tmp_path, code)
    assert done.stdout.strip() == kept, done.stderr


def test_production_starts_with_everything_it_needs(tmp_path):
    done = start(GOOD, tmp_path)
    assert done.stdout.strip() == "started", done.stderr


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("SECRET_KEY", None),
        ("SECRET_KEY", "short"),
        ("SECRET_KEY", "a" * 60),
        ("SECRET_KEY", "demo-" + "vQ7f3kZ9xWm2Lr8TtYp5Nb1Gc6Hd4Js0" * 2),
        ("VAULT_KEYS", None),
        ("VAULT_KEYS", "2026-11:not-base64"),
        ("VAULT_KEYS", "2026-11:" + base64.b64encode(b"too short").decode()),
        ("VAULT_KEYS", f"demo-1:{KEY}"),
        ("VAULT_KEYS", f"one:{KEY},one:{KEY}"),
        ("DATABASE_URL", None),
        ("DATABASE_URL", "sqlite:////tmp/portal.sqlite3"),
        ("REDIS_URL", None),
        ("PORTAL_HOST", None),
        ("PUBLIC_HOST", None),
        ("PUBLIC_HOST", "portal.example"),
        ("MAILBOX_URL", "imap://ethics:secret@mail.example/INBOX"),
        ("MAILBOX_ADDRESS", None),
        ("EMAIL_URL", None),
        ("EMAIL_URL", "consolemail://"),
        ("DEFAULT_FROM_EMAIL", None),
        ("DEBUG", "true"),
    ],
)
def test_production_refuses_and_names_the_variable(production_problems, variable, value):
    changed = {name: text for name, text in GOOD.items() if name != variable}
    if value is not None:
        changed[variable] = value
    problems = production_problems(changed)
    assert problems and all(re.search(rf"\b(un)?set {variable}\b", text) for text in problems)


@pytest.fixture
def production_problems(monkeypatch, settings):
    """The sentences for an environment, found without starting a process for each."""
    import importlib
    from types import SimpleNamespace

    import ethics_portal.settings as module
    from ethics_portal import checks

    def problems(environment: dict[str, str]) -> list[str]:
        with monkeypatch.context() as patch:
            for name in {*GOOD, "DEBUG", "DJANGO_SETTINGS_MODULE", "PORTAL_ENV_FILE"}:
                patch.delenv(name, raising=False)
            for name, text in environment.items():
                patch.setenv(name, text)
            fresh = importlib.util.module_from_spec(module.__spec__)
            module.__spec__.loader.exec_module(fresh)
            return list(checks.production_problems(SimpleNamespace(**vars(fresh))))

    return problems


def test_a_refused_start_says_all_that_is_missing_and_shows_no_secret(tmp_path):
    done = start({"PORTAL_MODE": "production", "VAULT_KEYS": "2026-11:hush-hush"}, tmp_path)
    assert done.returncode != 0
    assert "refuses to start" in done.stderr
    for variable in set(GOOD) - {"PORTAL_MODE", "PORTAL_URL", "MAILBOX_URL", "MAILBOX_ADDRESS"}:
        assert variable in done.stderr
    assert "hush" not in done.stderr
    assert "Traceback" not in done.stderr


def test_production_is_the_mode_when_none_is_set(tmp_path):
    done = start({name: text for name, text in GOOD.items() if name not in ("PORTAL_MODE", "SECRET_KEY")}, tmp_path)
    assert done.returncode != 0 and "set SECRET_KEY" in done.stderr


def test_the_demo_makes_secrets_that_production_refuses(tmp_path):
    from scripts import demo

    demo.DATA, demo.SECRETS = tmp_path, tmp_path / "secrets.env"
    demo.make_secrets()
    assert demo.SECRETS.stat().st_mode & 0o777 == 0o600
    made = dict(line.split("=", 1) for line in demo.SECRETS.read_text().splitlines())
    before = demo.SECRETS.read_text()
    demo.make_secrets()
    assert demo.SECRETS.read_text() == before, "secrets are made once"
    done = start(GOOD | made, tmp_path)
    assert done.returncode != 0
    assert "SECRET_KEY is a demo secret" in done.stderr and "VAULT_KEYS has the demo key" in done.stderr
