"""No container engine runs here, so both files are checked by the tools that read them."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

pytestmark = pytest.mark.once

ROOT = Path(__file__).resolve().parents[2]
HADOLINT = Path(sys.executable).parent / "hadolint"
NEEDED = (
    "SECRET_KEY", "VAULT_KEYS", "POSTGRES_PASSWORD", "PORTAL_HOST", "PUBLIC_HOST", "EMAIL_URL", "DEFAULT_FROM_EMAIL",
)  # fmt: skip
COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text())

needs_compose = pytest.mark.skipif(shutil.which("docker-compose") is None, reason="docker-compose is not installed")


def compose(folder: Path, **without: str) -> subprocess.CompletedProcess[str]:
    environment = {"PATH": os.environ["PATH"], "HOME": str(folder)} | dict.fromkeys(NEEDED, "x") | without
    environment = {name: value for name, value in environment.items() if value}
    command = ["docker-compose", "--file", str(folder / "docker-compose.yml"), "config", "-q"]
    return subprocess.run(command, env=environment, cwd=folder, capture_output=True, text=True, timeout=60)


@pytest.fixture
def copy(tmp_path):
    shutil.copy(ROOT / "docker-compose.yml", tmp_path)
    return tmp_path


@needs_compose
def test_compose_is_valid(copy):
    done = compose(copy)
    assert done.returncode == 0, done.stderr


@pytest.mark.slow
@needs_compose
def test_compose_names_each_missing_secret(copy):
    for variable in NEEDED:
        done = compose(copy, **{variable: ""})
        assert done.returncode != 0 and f"set {variable} to" in done.stderr


@needs_compose
def test_a_broken_compose_file_is_found(copy):
    text = (copy / "docker-compose.yml").read_text()
    (copy / "docker-compose.yml").write_text(text.replace("condition: service_healthy", "condition: 7", 1))
    assert compose(copy).returncode != 0


def hadolint(path: Path) -> subprocess.CompletedProcess[str]:
    command = [str(HADOLINT), "--config", str(ROOT / ".hadolint.yaml"), str(path)]
    return subprocess.run(command, capture_output=True, text=True, timeout=60)


def test_the_image_is_free_of_lint():
    done = hadolint(ROOT / "Dockerfile")
    assert done.returncode == 0, done.stdout


def test_lint_in_an_image_is_found(tmp_path):
    planted = tmp_path / "Dockerfile"
    planted.write_text((ROOT / "Dockerfile").read_text() + "\nRUN cd /tmp && sudo pip install requests\n")
    assert hadolint(planted).returncode != 0


def test_every_service_says_whether_it_is_healthy():
    for name, service in COMPOSE["services"].items():
        assert "healthcheck" in service, name
    assert COMPOSE["services"]["release"]["healthcheck"] == {"disable": True}, "it ends by itself"


def test_postgresql_is_told_to_keep_statements_out_of_its_log():
    options = COMPOSE["services"]["postgresql"]["command"]
    assert "log_min_error_statement=panic" in options and "log_parameter_max_length_on_error=0" in options


def test_the_portal_runs_without_root_and_without_privileges():
    assert re.search(r"^USER 10001", (ROOT / "Dockerfile").read_text(), re.M)
    for name in ("web", "worker", "beat", "release"):
        service = COMPOSE["services"][name]
        assert service["read_only"] and service["cap_drop"] == ["ALL"]


def test_compose_sets_every_variable_that_production_asks_for():
    from tests.tooling.test_production_refuses import GOOD

    assert set(GOOD) <= set(COMPOSE["x-portal"]["environment"])


def test_only_the_web_is_reachable_and_only_from_this_machine():
    published = {name: service["ports"] for name, service in COMPOSE["services"].items() if "ports" in service}
    assert list(published) == ["web", "public"]
    assert all(ports[0].startswith("127.0.0.1:") for ports in published.values())
