"""`make demo`: secrets at first run, the database, the made-up company, and then the Portal in the foreground.

Everything it keeps is in var/demo. Running it again keeps that; `make demo-reset` throws it away.
"""

import base64
import fcntl
import os
import secrets
import shutil
import socket
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DATA = Path(os.environ.get("DEMO_DIR", ROOT / "var" / "demo")).resolve()
SECRETS = DATA / "secrets.env"
LOADED = DATA / "company-loaded"  # written when the company is complete
LOCK = DATA / "serving.lock"  # held by `manage.py serve`
KEPT_ON_RESET = {"secrets.env", "serving.lock"}
# The demo is always SQLite and one process; what a developer has set for other work must not lead it elsewhere.
FOREIGN = (
    "DATABASE_URL", "REDIS_URL", "SECRET_KEY", "VAULT_KEYS", "PORTAL_HOST", "PUBLIC_HOST", "ALLOWED_HOSTS", "HTTPS",
    "DEBUG", "BEHIND_PROXY", "CSRF_TRUSTED_ORIGINS", "DJANGO_SETTINGS_MODULE", "PORTAL_URL",
)  # fmt: skip


def main() -> None:
    if "--reset" in sys.argv[1:]:
        reset()
        return
    port = chosen_port()
    refuse_taken(port)
    make_secrets()
    environment = environment_for(port)
    if not LOADED.exists():
        forget_records()  # a loading that was cut short: nobody has used it yet, so begin again
    manage(environment, "migrate", "--verbosity", "0")
    collect_static(environment)
    if not LOADED.exists():
        print("Loading the demo company; this happens once.", flush=True)
        manage(environment, "load_demo_company", *size_of_company())
        LOADED.touch()
    print(f"\nThe Ethics Portal:  http://localhost:{port}/", flush=True)
    print(f"Speaking up:        http://localhost:{port}/speak-up/\n", flush=True)
    manage(environment, "demo_people")
    print(f"\nData is kept in {os.path.relpath(DATA)}. Ctrl-C stops.", flush=True)
    # Replaced, not started beside this: Ctrl-C then goes to the server alone.
    os.execve(sys.executable, [sys.executable, str(ROOT / "manage.py"), "serve"], environment)


def chosen_port() -> int:
    text = os.environ.get("PORT") or "8000"
    if not text.isdigit() or not 0 < int(text) < 65536:
        sys.exit(f"PORT must be a number from 1 to 65535, not “{text}”.")
    return int(text)


def size_of_company() -> list[str]:
    """DEMO_REPORTS makes the company smaller or larger; without it, it is what the README shows."""
    text = os.environ.get("DEMO_REPORTS", "")
    if not text:
        return []
    if not text.isdigit():
        sys.exit(f"DEMO_REPORTS must be a number, not “{text}”.")
    return ["--reports", text]


def refuse_taken(port: int) -> None:
    """Say at once what would only come out after the loading."""
    if is_being_served():
        sys.exit("The demo is already running from this folder. Stop it first (Ctrl-C in its terminal).")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((os.environ.get("ADDRESS", "127.0.0.1"), port))
        except PermissionError:
            sys.exit(f"Port {port} is reserved for the administrator. Choose another one: make demo PORT=8001")
        except OSError:
            sys.exit(f"Port {port} is taken by another program. Choose another one: make demo PORT={port + 1}")


def is_being_served() -> bool:
    if not LOCK.exists():
        return False
    with LOCK.open("w") as claim:
        try:
            fcntl.flock(claim, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return True
    return False


def make_secrets() -> None:
    """Secrets of this folder's own, readable by their owner only. Their names say demo: production refuses them."""
    DATA.mkdir(parents=True, exist_ok=True)
    if SECRETS.exists():
        return
    vault_key = base64.b64encode(secrets.token_bytes(32)).decode()
    text = f"SECRET_KEY=demo-{secrets.token_urlsafe(48)}\nVAULT_KEYS=demo-1:{vault_key}\n"
    descriptor = os.open(SECRETS, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(text)


def environment_for(port: int) -> dict[str, str]:
    environment = {name: value for name, value in os.environ.items() if name not in FOREIGN}
    return environment | {
        "PORTAL_MODE": "demo",
        "COMPANY_NAME": "Lindmoor Measurement Group",
        "COMPANY_TIME_ZONE": "America/New_York",
        "HEADCOUNT": "4180",
        "PORTAL_ENV_FILE": str(SECRETS),
        "DATA_DIR": str(DATA),
        "PORTAL_URL": f"http://localhost:{port}",
        "PORT": str(port),
        "PYTHONUNBUFFERED": "1",
        "STATIC_IS_COLLECTED": "true",
    }


def manage(environment: dict[str, str], *arguments: str) -> None:
    try:
        done = subprocess.run([sys.executable, str(ROOT / "manage.py"), *arguments], env=environment, cwd=ROOT)
    except KeyboardInterrupt:
        sys.exit("\nStopped. `make demo` goes on from here.")
    if done.returncode:
        sys.exit(f"`manage.py {arguments[0]}` failed; see above. `make demo-reset` starts over.")


def collect_static(environment: dict[str, str]) -> None:
    """Compressed and with the digest in their names, as in production; again only where something has changed."""
    collected = DATA / "static" / "staticfiles.json"
    sources = [ROOT / ".venv" / ".installed-runtime", ROOT / ".venv" / ".installed-dev"]
    for folder in (ROOT / "static", *ROOT.glob("*/static")):
        sources += folder.rglob("*")
    newest = max(path.stat().st_mtime for path in sources if path.exists())
    if not collected.exists() or collected.stat().st_mtime < newest:
        manage(environment, "collectstatic", "--noinput", "--clear", "--verbosity", "0")


def forget_records() -> None:
    """Remove the data but not the secrets."""
    if not DATA.exists():
        return
    for path in DATA.iterdir():
        if path.name in KEPT_ON_RESET:
            continue
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()


def reset() -> None:
    if is_being_served():
        sys.exit("The demo is running. Stop it first (Ctrl-C in its terminal).")
    forget_records()
    SECRETS.unlink(missing_ok=True)
    print("The demo's data is gone; `make demo` starts over.")


if __name__ == "__main__":
    main()
