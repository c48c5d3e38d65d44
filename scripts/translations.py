"""Every text a person reads is collected for translators, and every language offered is complete.

English is the language of the source, so its catalogue holds every text once, untranslated; a text that is missing
there would reach no translator. The other languages hold the texts that a public page can show, and are complete with
those; the signed-in pages are English. `--write` collects the texts, keeps the translations, and compiles.
"""

import ast
import os
import shutil
import subprocess
import sys
import tempfile
from fnmatch import fnmatch
from functools import cache
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parent.parent
CATALOGUES = ROOT / "locale"
SOURCE = "en"
APPS = (
    "ethics_portal", "reporting", "cases", "waivers", "code_of_ethics", "clocks", "accounts", "audit", "vault",
    "templates",
)  # fmt: skip

# Which texts the public door can show: everything in these files …
PUBLIC_FILES = (
    "templates/public/*",
    "templates/[45][0-9][0-9].html",
    "templates/_components/callout.html",
    "templates/_components/empty_state.html",
    "templates/_components/fault.html",
    "templates/_components/file_list.html",
    "templates/_components/form.html",
    "templates/_components/form_errors.html",
    "templates/_components/form_foot.html",
    "templates/_components/key_card.html",
    "templates/_components/message_bubble.html",
    "templates/_components/pager.html",
    "templates/_components/status_steps.html",
    "templates/_components/where_to_turn.html",
    "templates/bootstrap5/*",
    "templates/cases/reporter/_*.html",
    "cases/actions/afterwards.py",
    "cases/actions/mail_acknowledging.py",
    "cases/actions/speaking_up.py",
    "cases/actions/uploads.py",
    "cases/forms/follow_up.py",
    "cases/forms/public.py",
    "cases/forms/told.py",
    "cases/forms/where_to_turn.py",
    "cases/views/afterwards.py",
    "cases/views/progress.py",
    "cases/views/public/*",
    "code_of_ethics/standing_words.py",
    "ethics_portal/faults.py",
    "vault/sniffing.py",
    "vault/uploads.py",
)
# … and in these parts of files that also speak to the office: classes, functions and names of modules.
PUBLIC_PARTS = {
    "accounts/forms.py": {"CleanText"},
    "accounts/notice_kinds.py": {"MAIL_SUBJECT"},
    "accounts/notices.py": {"_mail"},
    "cases/actions/dialogue.py": {"answer_as_reporter"},
    "cases/actions/mail_intake.py": {"acknowledgement_text"},
    "cases/actions/questions.py": {"answer_reclassification"},
    "cases/forms/afterwards.py": {"IdentifyForm", "WithdrawForm", "RateForm", "ConsentForm"},
    "cases/forms/questionnaires.py": {"RATHER_NOT", "_field"},
    "cases/states.py": {"Concerns", "Consent", "YesNo"},
    "code_of_ethics/states.py": {"Means", "OpenDays"},
}


def collect() -> polib.POFile:
    """The texts as the source has them now."""
    if shutil.which("xgettext") is None:
        sys.exit("xgettext is missing. On Debian and Ubuntu: apt-get install gettext")
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        for app in APPS:
            shutil.copytree(ROOT / app, copy / app, ignore=shutil.ignore_patterns("__pycache__", "migrations"))
        (copy / "locale" / SOURCE).mkdir(parents=True)
        command = [sys.executable, "-m", "django", "makemessages", "--locale", SOURCE, "--no-wrap"]
        # The copy is no project: whatever settings the caller names aren't there.
        environment = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
        subprocess.run(
            [*command, "--add-location", "file"], cwd=copy, env=environment, check=True, stdout=subprocess.DEVNULL
        )
        return polib.pofile(str(copy / "locale" / SOURCE / "LC_MESSAGES" / "django.po"), wrapwidth=0)


def texts(catalogue: polib.POFile) -> set[tuple[str, str]]:
    return {(entry.msgctxt or "", entry.msgid) for entry in catalogue if not entry.obsolete}


# --- which texts are public ----------------------------------------------------------------------------------
def public_texts(collected: polib.POFile) -> list[polib.POEntry]:
    """The texts that a public page, or a mail to a reporter, can show."""
    return [entry for entry in collected if not entry.obsolete and is_public(entry)]


def is_public(entry: polib.POEntry) -> bool:
    places = [place for place, _line in entry.occurrences]
    if any(fnmatch(place, pattern) for place in places for pattern in PUBLIC_FILES):
        return True
    return any(entry.msgid in _texts_of_parts(place) for place in places if place in PUBLIC_PARTS)


@cache
def _texts_of_parts(place: str) -> frozenset[str]:
    """Every text in the public parts of a file. Raises `SystemExit` where a part is gone."""
    found, parts = set(), set()
    for part in ast.walk(ast.parse((ROOT / place).read_text())):
        names = _names_of(part) & PUBLIC_PARTS[place]
        parts |= names
        if names:
            found |= {each.value for each in ast.walk(part) if isinstance(each, ast.Constant)}
    if gone := PUBLIC_PARTS[place] - parts:
        sys.exit(f"{place} has no {', '.join(sorted(gone))} any more; scripts/translations.py names it.")
    return frozenset(text for text in found if isinstance(text, str))


def _names_of(part: ast.AST) -> set[str]:
    if isinstance(part, ast.ClassDef | ast.FunctionDef):
        return {part.name}
    targets = part.targets if isinstance(part, ast.Assign) else []
    return {target.id for target in targets if isinstance(target, ast.Name)}


def write(collected: polib.POFile) -> None:
    path = CATALOGUES / SOURCE / "LC_MESSAGES" / "django.po"
    path.parent.mkdir(parents=True, exist_ok=True)
    for moment in ("POT-Creation-Date", "PO-Revision-Date"):
        collected.metadata.pop(moment, None)  # else every collecting changes the file
    collected.sort(key=lambda entry: (entry.msgid, entry.msgctxt or ""))
    collected.save(str(path))
    print(f"{len(collected)} texts in {path.relative_to(ROOT)}")


def problems(collected: polib.POFile) -> list[str]:
    found = []
    wanted = texts(collected)
    for path in sorted(CATALOGUES.glob("*/LC_MESSAGES/django.po")):
        language = path.parent.parent.name
        catalogue = polib.pofile(str(path))
        missing = wanted - texts(catalogue)
        found += [f"{language}: not in the catalogue: “{text[:90]}”" for _context, text in sorted(missing)]
        if language != SOURCE:
            found += [f"{language}: not translated: “{entry.msgid[:90]}”" for entry in catalogue.untranslated_entries()]
        found += [f"{language}: uncertain: “{entry.msgid[:90]}”" for entry in catalogue.fuzzy_entries()]
    if not (CATALOGUES / SOURCE / "LC_MESSAGES" / "django.po").exists():
        found.append("There is no English catalogue yet.")
    return found


def main() -> None:
    collected = collect()
    if "--write" in sys.argv[1:]:
        write(collected)
        return
    found = problems(collected)
    if found:
        print("\n".join(found[:40]))
        sys.exit(f"{len(found)} texts to look at. `make messages` collects them.")
    print(f"{len(collected)} texts, all of them collected.")


if __name__ == "__main__":
    main()
