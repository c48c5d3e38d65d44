"""Every text a person reads is collected for translators, and every language offered is complete.

English is the language of the source, so its catalogue holds every text once, untranslated; a text that is missing
there would reach no translator. `--write` collects them.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parent.parent
CATALOGUES = ROOT / "locale"
SOURCE = "en"
APPS = (
    "ethics_portal", "reporting", "cases", "waivers", "code_of_ethics", "clocks", "accounts", "audit", "vault",
    "templates",
)  # fmt: skip


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
