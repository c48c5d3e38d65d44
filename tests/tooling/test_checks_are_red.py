"""Each check of `make test` has been seen red, and red reaches the end."""

import shutil
import subprocess
import sys
from pathlib import Path

import polib
import pytest

from scripts import lanes, translations
from tests.processes import ROOT, clean_environment

pytestmark = [pytest.mark.slow, pytest.mark.once]
APPS = ("ethics_portal", "reporting", "cases", "waivers", "code_of_ethics", "clocks", "accounts", "audit", "vault")


@pytest.fixture
def own_logs(tmp_path, monkeypatch):
    monkeypatch.setattr(lanes, "LOGS", tmp_path)


def test_a_step_that_fails_fails_its_lane_and_the_next_step_still_runs(own_logs):
    steps = {"bad": ["sh", "-c", "exit 3"], "good": ["sh", "-c", "echo went on"], "absent": ["no-such-program"]}
    lane = lanes.Lane("lane", steps, lanes.environment())
    lane.run()
    assert lane.failed == ["bad", "absent"] and "went on" in lane.log.read_text()


def test_whatever_needs_a_browser_lies_where_its_lane_looks():
    mark = "mark." + "browser"
    found = {path for path in (ROOT / "tests").rglob("test_*.py") if mark in path.read_text()}
    places = [ROOT / place for place in lanes.IN_A_BROWSER]
    assert found and {path for path in found if not {path, *path.parents} & {*places}} == set()


@pytest.mark.parametrize("outcome", ["pass", "raise AssertionError"])
def test_the_last_lines_are_pytests_own(own_logs, tmp_path, outcome, capsys):
    (tmp_path / "test_one.py").write_text(f"def test_one():\n    {outcome}\n")
    alone = ["-p", "no:django", "-c", "/dev/null", "--rootdir", str(tmp_path), str(tmp_path / "test_one.py")]
    lane = lanes.Lane("one", {"pytest": ["pytest", "-p", "no:cacheprovider", *alone]}, lanes.environment())
    lane.run()
    lanes.report([lane], [])
    last = capsys.readouterr().out.splitlines()[-1]
    assert last.startswith("==") and ("1 passed" if outcome == "pass" else "1 failed") in last
    assert bool(lane.failed) is (outcome != "pass")


def test_a_missing_migration_is_found(tmp_path):
    for name in (*APPS, "templates", "static", "manage.py"):
        source = ROOT / name
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(source, tmp_path / name, ignore=ignored) if source.is_dir() else shutil.copy(source, tmp_path)
    environment = clean_environment(PORTAL_MODE="test", DATA_DIR=str(tmp_path / "data"), SECRET_KEY="test-" + "x" * 50)
    command = [sys.executable, *lanes.CHECKS["migrations"][1:]]

    def find() -> subprocess.CompletedProcess[str]:
        return subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=60)

    control = find()
    assert control.returncode == 0, control.stdout + control.stderr
    [module] = [
        path for path in (tmp_path / "accounts" / "models").glob("*.py") if "class Heartbeat(" in path.read_text()
    ]
    marker = "class Heartbeat(models.Model):\n"
    planted = marker + "    planted = models.IntegerField(default=0)\n"
    module.write_text(module.read_text().replace(marker, planted))
    assert "planted" in find().stdout


def catalogue(folder: Path, language: str, **texts: str) -> None:
    path = folder / language / "LC_MESSAGES" / "django.po"
    path.parent.mkdir(parents=True)
    file = polib.POFile()
    file.extend(polib.POEntry(msgid=text.replace("_", " "), msgstr=translated) for text, translated in texts.items())
    file.save(str(path))


def said(msgid: str, place: str = "templates/public/base.html", plural: str = "") -> polib.POEntry:
    return polib.POEntry(msgid=msgid, msgid_plural=plural, occurrences=[(place, "")])


def test_a_text_that_no_translator_would_see_is_found(tmp_path, monkeypatch):
    monkeypatch.setattr(translations, "CATALOGUES", tmp_path)
    monkeypatch.setattr(translations, "PLURALS", {})
    collected = polib.POFile()
    collected.extend([said("Speak up"), said("Close the case", "cases/workflow/case.py")])
    assert translations.problems(collected) == ["There is no English catalogue yet."]
    catalogue(tmp_path, "en", Speak_up="", Close_the_case="")
    assert translations.problems(collected) == []
    collected.append(said("Open it again"))
    assert translations.problems(collected) == ["en: not in the catalogue: “Open it again”"]


def test_a_public_text_that_a_language_lacks_or_breaks_is_found(tmp_path, monkeypatch):
    monkeypatch.setattr(translations, "CATALOGUES", tmp_path)
    texts = [said("Speak up"), said("By %(day)s."), said("<b>%(n)s</b> file", plural="<b>%(n)s</b> files")]
    assert translations.problems_of("de", texts) == ["de: there is no catalogue."]
    written = translations.translated("de", texts)
    place = translations.catalogue_of("de")
    place.parent.mkdir(parents=True)

    def problems(speak_up: str = "Hinweis geben", day: str = "Bis %(day)s.", many: str = "<b>%(n)s</b> Dateien"):
        for entry in written:
            entry.msgstr = {"Speak up": speak_up, "By %(day)s.": day}.get(entry.msgid, "")
            if entry.msgid_plural:
                entry.msgstr_plural = {0: "<b>Eine</b> Datei".replace("Eine", "%(n)s"), 1: many}
        written.save(str(place))
        place.with_suffix(".mo").write_bytes(translations.compiled(polib.pofile(str(place))))
        return [problem.partition(": ")[2].partition(": ")[0] for problem in translations.problems_of("de", texts)]

    assert problems() == []
    assert problems(speak_up="") == problems(many="") == ["not translated"]
    assert problems(day="Bis zum Tag.") == problems(many="%(n)s Dateien") == ["other placeholders or tags"]
    assert problems(speak_up="Hinweis geben\n") == ["begins or ends with other blanks"]
    problems()
    place.with_suffix(".mo").write_bytes(b"")
    assert "compiled catalogue" in translations.problems_of("de", texts)[0]
    assert "no public page shows this" in translations.problems_of("de", texts[1:])[0]


def test_a_part_that_speaks_to_the_public_is_told_from_its_file():
    asked, office = said("None of these", "cases/states/report.py"), said("In triage", "cases/states/case.py")
    assert translations.is_public(asked) and not translations.is_public(office)


@pytest.mark.skipif(shutil.which("xgettext") is None, reason="xgettext is not installed (apt-get install gettext)")
def test_texts_of_templates_and_of_python_are_collected():
    found = {text for _context, text in translations.texts(translations.collect())}
    assert "Nothing was stored. Please try again in a few minutes." in found, "a text of Python"
    assert "Go to the start page" in found, "a text of a template"
    assert len(found) > 300


@pytest.mark.parametrize(
    ("command", "slip"),
    [
        (["ruff", "check", "-"], "import os\n"),
        (["ruff", "format", "--check", "-"], "x = {'a' :1}\n"),
        (["mypy", "-c", 'number: int = "one"'], ""),
    ],
    ids=["lint", "format", "types"],
)
def test_a_slip_in_python_is_found(command, slip):
    program = [str(Path(sys.executable).parent / command[0]), *command[1:]]
    done = subprocess.run(program, cwd=ROOT, input=slip, capture_output=True, text=True, timeout=120)
    assert done.returncode != 0
