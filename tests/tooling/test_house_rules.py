"""The rules of the house are held by tools, and each tool has been seen to refuse."""

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

pytestmark = pytest.mark.once

ROOT = Path(__file__).resolve().parents[2]
BIN = Path(sys.executable).parent
APPS = ("ethics_portal", "reporting", "cases", "waivers", "code_of_ethics", "clocks", "accounts", "audit", "vault")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
LOCKS = sorted((ROOT / "requirements").glob("*.txt"))


# --- the order of the apps ---------------------------------------------------------------------------------
def house(tmp_path: Path) -> Path:
    for app in APPS:
        shutil.copytree(ROOT / app, tmp_path / app, ignore=shutil.ignore_patterns("__pycache__", "static", "templates"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def contracts(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [str(BIN / "lint-imports"), "--no-cache"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=120)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("file", "line"),
    [
        ("vault/planted.py", "import audit.trail"),
        ("accounts/planted.py", "import cases.models"),
        ("cases/planted.py", "import waivers.models"),
        ("cases/planted.py", "import ethics_portal.settings"),
        ("clocks/models/clock.py", "import clocks.views"),
        ("accounts/workflow.py", "import accounts.actions"),
    ],
)
def test_an_import_that_looks_up_is_refused(tmp_path, file, line):
    copy = house(tmp_path)
    with (copy / file).open("a") as module:
        module.write(f"\n{line}\n")
    done = contracts(copy)
    assert done.returncode != 0, done.stdout
    assert "BROKEN" in done.stdout


def test_the_apps_of_the_contract_are_the_apps_of_the_settings(settings):
    [layers] = [each["layers"] for each in PROJECT["tool"]["importlinter"]["contracts"] if each["id"] == "apps"]
    named = [app.strip() for layer in layers for app in layer.split("|")]
    ours = [app.partition(".")[0] for app in settings.INSTALLED_APPS if (ROOT / app.partition(".")[0]).is_dir()]
    assert named == ours == list(APPS)


# --- templates ---------------------------------------------------------------------------------------------
@pytest.mark.slow
@pytest.mark.parametrize(
    ("planted", "rule"),
    [
        ("<script>alert(1)</script>", "P001"),
        ('<p onclick="go()">x</p>', "P002"),
        ("<style>p { color: red }</style>", "P003"),
        ('<p style="color: red">x</p>', "H021"),
        ("<p>{{ narrative|safe }}</p>", "P004"),
        ("{% autoescape off %}{{ narrative }}{% endautoescape %}", "P004"),
        ('<script src="https://cdn.example/x.js"></script>', "P005"),
        ('<img src="//cdn.example/x.png" alt="">', "P005"),
    ],
)
def test_a_planted_slip_in_a_template_is_found(tmp_path, planted, rule):
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    shutil.copy(ROOT / ".djlint_rules.yaml", tmp_path)
    (tmp_path / "page.html").write_text(planted + "\n")
    command = [str(BIN / "djlint"), "--lint", "--quiet", "."]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=60)
    assert done.returncode != 0 and rule in done.stdout


# --- dependencies ------------------------------------------------------------------------------------------
def test_every_dependency_has_its_reason():
    text = (ROOT / "pyproject.toml").read_text()
    named = PROJECT["project"]["dependencies"] + PROJECT["project"]["optional-dependencies"]["dev"]
    for requirement in named:
        [line] = [line for line in text.splitlines() if line.strip().startswith(f'"{requirement}"')]
        assert len(line.partition("#")[2].strip()) >= 5, line


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_every_requirement_is_exact_and_hashed_and_names_no_host(lock):
    text = lock.read_text()
    assert "://" not in text and "@ " not in text and "--index" not in text
    requirements = re.findall(r"^[A-Za-z0-9][^\n]*(?:\n[ \t]+--hash[^\n]*)*", text, re.M)
    assert requirements
    for requirement in requirements:
        assert "==" in requirement.partition("\n")[0] and "--hash=sha256:" in requirement, requirement


def test_the_locks_hold_what_the_project_names():
    def locked(name: str) -> set[str]:
        return set(re.findall(r"^([A-Za-z0-9._-]+)==", (ROOT / "requirements" / name).read_text(), re.M))

    def names(requirements: list[str]) -> set[str]:
        return {re.split(r"[\[<>=]", each)[0].lower().replace("_", "-") for each in requirements}

    runtime = names(PROJECT["project"]["dependencies"])
    assert runtime <= locked("runtime.txt")
    assert runtime | names(PROJECT["project"]["optional-dependencies"]["dev"]) <= locked("dev.txt")
    assert not {"pytest", "mypy", "playwright"} & locked("runtime.txt")


def test_what_runs_is_tested_in_the_same_versions():
    def versions(name: str) -> dict[str, str]:
        return dict(re.findall(r"^([A-Za-z0-9._-]+)==(\S+)", (ROOT / "requirements" / name).read_text(), re.M))

    runtime, dev = versions("runtime.txt"), versions("dev.txt")
    assert {name: dev.get(name) for name in runtime} == runtime


# --- what is committed -------------------------------------------------------------------------------------
def committed() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True)
    if listed.returncode:
        pytest.skip("not a clone")
    vendored = ("tests/vendor/", "static/vendor/", "tests/tooling/", "LICENSE")
    return [ROOT / name for name in listed.stdout.split("\0") if name and not name.startswith(vendored)]


FOREIGN = re.compile(
    r"/work/(?:main|shared)|/root/|/home/[a-z]+/|/Users/|pypi\.org/simple|registry\.npmjs\.org|files\.pythonhosted\.org"
    r"|cdn\.jsdelivr\.net|unpkg\.com|cdnjs\.cloudflare\.com|fonts\.(?:googleapis|gstatic)\.com|docker\.io/|ghcr\.io/|quay\.io/"
)


def test_no_committed_file_names_a_machine_a_registry_or_a_foreign_host():
    found = []
    for path in committed():
        if path.is_file() and path.stat().st_size < 2_000_000:
            text = path.read_bytes().decode(errors="replace")
            found += [f"{path.relative_to(ROOT)}: {match[0]}" for match in FOREIGN.finditer(text)]
    assert found == []
    assert FOREIGN.search("https://cdn.jsdelivr.net/npm/x"), "the control"


def test_no_secret_and_no_data_is_committed():
    names = [str(path.relative_to(ROOT)) for path in committed()]
    assert not [name for name in names if name.startswith("var/") or name.endswith((".env", ".sqlite3", ".pem"))]


# --- the front door ----------------------------------------------------------------------------------------
def test_every_command_of_the_readme_is_in_the_makefile():
    named = set(re.findall(r"make ([a-z-]+)", (ROOT / "README.md").read_text()))
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.M))
    assert {"demo", "demo-reset", "test", "test-all"} <= named <= targets


def test_every_variable_of_the_readme_is_read_by_the_settings():
    rows = re.findall(r"^\| (`[A-Z_`, ]+) \|", (ROOT / "README.md").read_text(), re.M)
    named = {name for row in rows for name in re.findall(r"[A-Z_]+", row)}
    read = set(re.findall(r'env[.a-z_]*\(\s*"([A-Z_]+)"', (ROOT / "ethics_portal" / "settings.py").read_text()))
    assert named and named <= read


def test_the_links_of_the_readme_lead_somewhere():
    for target in re.findall(r"\]\((?!http)([^)#]+)", (ROOT / "README.md").read_text()):
        assert (ROOT / target).exists(), target


def unknown_tests(page: str) -> list[str]:
    """The tests that a page names and that there are none of."""
    named = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", page)
    assert named, "the page names tests"
    return [name for path, name in named if f"def {name}(" not in (ROOT / path).read_text()]


def test_every_test_that_the_page_on_security_names_is_there():
    page = (ROOT / "docs" / "security.md").read_text()
    assert unknown_tests(page) == []
    # The control.
    assert unknown_tests(page.replace("::test_no_access_line", "::test_no_such_line")) == [
        "test_no_such_line_gives_a_reporter_away"
    ]


def test_make_alone_lists_what_there_is():
    listed = subprocess.run(["make"], cwd=ROOT, capture_output=True, text=True, timeout=30).stdout
    assert "make demo " in listed and "make test-all" in listed


def test_continuous_integration_leaves_nothing_out():
    assert "make test-all" in (ROOT / ".ci" / "run").read_text()


def test_a_python_that_is_too_old_is_told_so(tmp_path):
    for name in ("python3", "python3.11", "python3.12", "python3.13"):
        old = tmp_path / name
        old.write_text('#!/bin/sh\n[ "$1" = --version ] && echo Python 3.9.2\nexit 1\n')
        old.chmod(0o755)
    script = (ROOT / "scripts" / "environment.sh").read_text().replace("/usr/bin/python3", "python3")
    (tmp_path / "scripts").mkdir()
    (tmp_path / "scripts" / "environment.sh").write_text(script)
    (tmp_path / "requirements").mkdir()
    command = ["/bin/sh", str(tmp_path / "scripts" / "environment.sh"), "runtime"]
    environment = {"PATH": f"{tmp_path}:/usr/bin:/bin"}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=30)
    assert done.returncode == 1
    assert "needs Python 3.11 or newer; found: Python 3.9.2" in done.stderr
