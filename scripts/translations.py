"""Every text a person reads is collected for translators, and every language offered is complete.

English is the language of the source, so its catalogue holds every text once, untranslated; a text that is missing
there would reach no translator. The other languages hold the texts that a public page can show, and are complete with
those; the signed-in pages are English. `--write` collects the texts, keeps the translations, and compiles.
"""

import ast
import os
import re
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
# The languages of the public pages, and how each counts.
PLURALS = {
    "es": "nplurals=2; plural=(n != 1);",
    "fr": "nplurals=2; plural=(n > 1);",
    "de": "nplurals=2; plural=(n != 1);",
    "pt": "nplurals=2; plural=(n > 1);",
    "zh_Hans": "nplurals=1; plural=0;",
    "ar": (
        "nplurals=6; plural=n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : "
        "n%100>=11 && n%100<=99 ? 4 : 5;"
    ),
}
# What must stand in a translation as it stands in the text: what is filled in, and tags of HTML.
PLACES = re.compile(r"%\(\w+\)[sd]|%[sd]|<[^>]+>")
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
    "templates/code_of_ethics/_contents.html",
    "templates/code_of_ethics/_text.html",
    "cases/actions/afterwards.py",
    "cases/actions/mail_acknowledging.py",
    "cases/actions/speaking_up.py",
    "cases/actions/uploads.py",
    "cases/forms/follow_up.py",
    "cases/forms/public.py",
    "cases/forms/told.py",
    "cases/forms/where_to_turn.py",
    "cases/opening.py",
    "cases/views/afterwards.py",
    "cases/views/progress.py",
    "cases/views/public/*",
    "code_of_ethics/standing_words.py",
    "ethics_portal/faults.py",
    "vault/sealing.py",
    "vault/sniffing.py",
    "vault/uploads.py",
)
# … and in these parts of files that also speak to the office: classes, functions and names of modules.
PUBLIC_PARTS = {
    "accounts/forms.py": {"CleanText"},
    "accounts/notices.py": {"_mail_text"},
    "cases/actions/dialogue.py": {"answer_as_reporter"},
    "cases/actions/caring.py": {"answer_check"},
    "cases/actions/reviewing.py": {"ask_for_review"},
    "cases/actions/mail_intake.py": {"acknowledgement_text"},
    "cases/actions/questions.py": {"answer_reclassification"},
    "cases/actions/statements.py": {"confirm_statement"},
    "cases/forms/desk.py": {"ConfirmStatementForm"},
    "cases/forms/afterwards.py": {
        "IdentifyForm",
        "WithdrawForm",
        "RateForm",
        "ConsentForm",
        "CheckForm",
        "ReviewForm",
        "UnlockForm",
    },
    "cases/forms/questionnaires.py": {"RATHER_NOT", "_field"},
    "cases/states/care.py": {"CheckAnswer"},
    "cases/actions/identity.py": {"answer_unlock", "_notice"},
    "cases/states/identity.py": {"UnlockReason"},
    "cases/states/questionnaire.py": {"YesNo"},
    "cases/states/report.py": {"Concerns", "Consent"},
    "code_of_ethics/states/__init__.py": {"Means", "OpenDays", "TopicGroup"},
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


# --- the catalogues ------------------------------------------------------------------------------------------
def write(collected: polib.POFile) -> None:
    path = catalogue_of(SOURCE)
    path.parent.mkdir(parents=True, exist_ok=True)
    for moment in ("POT-Creation-Date", "PO-Revision-Date"):
        collected.metadata.pop(moment, None)  # else every collecting changes the file
    collected.sort(key=in_order)
    collected.save(str(path))
    print(f"{len(collected)} texts in {path.relative_to(ROOT)}")
    for language in PLURALS:
        written = translated(language, public_texts(collected))
        path = catalogue_of(language)
        path.parent.mkdir(parents=True, exist_ok=True)
        written.save(str(path))
        path.with_suffix(".mo").write_bytes(compiled(written))
        print(f"{len(written.translated_entries())} of {len(written)} public texts in {path.relative_to(ROOT)}")


def catalogue_of(language: str) -> Path:
    return CATALOGUES / language / "LC_MESSAGES" / "django.po"


def in_order(entry: polib.POEntry) -> tuple[str, str]:
    return (entry.msgid, entry.msgctxt or "")


def translated(language: str, public: list[polib.POEntry]) -> polib.POFile:
    """The catalogue of a language as it should be: the public texts, with the translations that there are."""
    path = catalogue_of(language)
    known = {in_order(entry): entry for entry in polib.pofile(str(path))} if path.exists() else {}
    file = polib.POFile(wrapwidth=0)
    file.metadata = {
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": PLURALS[language],
    }
    for text in sorted(public, key=in_order):
        entry = polib.POEntry(
            msgctxt=text.msgctxt,
            msgid=text.msgid,
            msgid_plural=text.msgid_plural,
            occurrences=text.occurrences,
            flags=[flag for flag in text.flags if flag != "fuzzy"],
            comment=text.comment,
        )
        kept = known.get(in_order(text))
        if text.msgid_plural:
            entry.msgstr_plural = dict(kept.msgstr_plural) if kept else dict.fromkeys(range(forms_of(language)), "")
        else:
            entry.msgstr = kept.msgstr if kept else ""
        file.append(entry)
    return file


def forms_of(language: str) -> int:
    return int(re.findall(r"nplurals=(\d)", PLURALS[language])[0])


def compiled(catalogue: polib.POFile) -> bytes:
    """What a process reads. It is kept beside the catalogue, so that nothing has to be compiled where it runs."""
    return catalogue.to_binary()


# --- what is wrong with them ---------------------------------------------------------------------------------
def problems(collected: polib.POFile) -> list[str]:
    english = catalogue_of(SOURCE)
    if not english.exists():
        return ["There is no English catalogue yet."]
    known = texts(polib.pofile(str(english)))
    found = [f"{SOURCE}: not in the catalogue: “{text[:90]}”" for _context, text in sorted(texts(collected) - known)]
    public = public_texts(collected)
    return found + [problem for language in PLURALS for problem in problems_of(language, public)]


def problems_of(language: str, public: list[polib.POEntry]) -> list[str]:
    """What a reader of this language would miss, or see broken."""
    path = catalogue_of(language)
    if not path.exists():
        return [f"{language}: there is no catalogue."]
    catalogue = polib.pofile(str(path))
    entries = {in_order(entry): entry for entry in catalogue if not entry.obsolete}
    found = []
    for text in sorted(public, key=in_order):
        entry = entries.pop(in_order(text), None)
        if said := wrong_with(entry, language):
            found.append(f"{language}: {said}: “{text.msgid[:90]}”")
    found += [f"{language}: no public page shows this any more: “{msgid[:90]}”" for msgid, _context in entries]
    machine = path.with_suffix(".mo")
    if not machine.exists() or machine.read_bytes() != compiled(catalogue):
        found.append(f"{language}: the compiled catalogue is another one.")
    return found


def wrong_with(entry: polib.POEntry | None, language: str) -> str:
    """What is wrong with one translation; empty when it is as it should be."""
    if entry is None:
        return "not in the catalogue"
    if entry.fuzzy:
        return "uncertain"
    forms = list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]
    if not all(forms) or (entry.msgid_plural and len(forms) != forms_of(language)):
        return "not translated"
    whole = entry.msgid_plural or entry.msgid
    # One and two may be words of their own, so that only the form for all other numbers must say the number.
    wanted = PLACES.findall(whole)
    if sorted(PLACES.findall(forms[-1])) != sorted(wanted) or any(
        set(PLACES.findall(form)) - set(wanted) for form in forms
    ):
        return "other placeholders or tags"
    if any(edges(form) != edges(whole) for form in forms):
        return "begins or ends with other blanks"
    return ""


def edges(text: str) -> tuple[str, str]:
    return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]


def check_places() -> None:
    """A file that was moved would take its texts out of every language, and nobody would notice."""
    gone = [place for place in (*PUBLIC_FILES, *PUBLIC_PARTS) if not any(ROOT.glob(place))]
    if gone:
        sys.exit(f"scripts/translations.py names what is not there any more: {', '.join(gone)}")


def main() -> None:
    check_places()
    collected = collect()
    if "--write" in sys.argv[1:]:
        write(collected)
        return
    found = problems(collected)
    if found:
        print("\n".join(found[:40]))
        sys.exit(f"{len(found)} texts to look at. `make messages` collects them.")
    print(
        f"{len(collected)} texts, all of them collected; {len(public_texts(collected))} public ones in every language."
    )


if __name__ == "__main__":
    main()
