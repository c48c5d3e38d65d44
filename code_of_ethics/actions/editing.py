"""Writing a draft of the Code provision by provision. Keys never change; what the draft says is its Markdown."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max
from django.utils.text import slugify
from django.utils.translation import gettext as _

from accounts.models import Person
from accounts.moves import Move, Refused
from accounts.roles import Role
from accounts.text import clean_text
from audit.trail import record
from code_of_ethics.actions.versions import ChangeFacts, import_version, write_draft
from code_of_ethics.composing import compose_code
from code_of_ethics.models import CodeVersion
from code_of_ethics.parsing import ParsedCode, ParsedProvision, parse_code
from code_of_ethics.workflow import (
    ADD_PROVISION,
    CHANGE_PART,
    CHANGE_PROVISION,
    DESCRIBE_VERSION,
    MOVE_PROVISION,
    REMOVE_PROVISION,
)

LONGEST_KEY = 80


@dataclass(frozen=True)
class ProvisionFacts:
    """What somebody typed about one provision."""

    part: str
    title: str
    text: str
    item_406b: list[str] = field(default_factory=list)
    topics: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class VersionFacts:
    """What somebody typed about a version as a whole."""

    title: str
    preamble: str
    effective_on: date | None
    change: ChangeFacts


@transaction.atomic
def start_version(*, first: ProvisionFacts | None = None, by: Person, at: datetime) -> CodeVersion:
    """Begin a draft in the form: with the words of the newest version; where there is none, with a first provision."""
    if Role.CODE_EDITOR not in by.roles:
        raise Refused(_("Only a Code editor writes drafts."))
    newest = CodeVersion.objects.issued().first()
    number = (CodeVersion.objects.aggregate(last=Max("number"))["last"] or 0) + 1
    if newest is not None:
        code = parse_code(newest.body)
    elif first is not None:
        code = ParsedCode(title=_("Code of Ethics"))
        code.provisions.append(_new(code, first))
    else:
        raise Refused(_("There is no version to begin with. Please write the first provision."))
    code.number, code.effective_on = number, None
    return import_version(compose_code(code), number=number, by=by, at=at)


@transaction.atomic
def add_provision(version: CodeVersion, *, facts: ProvisionFacts, by: Person, at: datetime) -> CodeVersion:
    """Add a provision at the end of its part. Its key is made from its title, and stays."""
    version, code = _opened(version, ADD_PROVISION, by)
    provision = _new(code, facts)
    same = [place for place, one in enumerate(code.provisions) if one.part == provision.part]
    code.provisions.insert(same[-1] + 1 if same else len(code.provisions), provision)
    return _kept(version, ADD_PROVISION, code, _("Added “%(title)s”") % {"title": provision.title}, by, at)


@transaction.atomic
def change_provision(
    version: CodeVersion, *, key: str, facts: ProvisionFacts, seen: str = "", by: Person, at: datetime
) -> CodeVersion:
    """Put other words in the place of a provision's, under the same key. `seen`: the edition that was shown."""
    version, code = _opened(version, CHANGE_PROVISION, by, seen)
    place = _place_of(code, key)
    changed = _worded(key, facts)
    if changed.part == code.provisions[place].part:
        code.provisions[place] = changed
    else:
        del code.provisions[place]
        same = [index for index, one in enumerate(code.provisions) if one.part == changed.part]
        code.provisions.insert(same[-1] + 1 if same else len(code.provisions), changed)
    return _kept(version, CHANGE_PROVISION, code, _("Changed “%(title)s”") % {"title": changed.title}, by, at)


@transaction.atomic
def move_provision(version: CodeVersion, *, key: str, up: bool, by: Person, at: datetime) -> CodeVersion:
    """Let a provision and its neighbour in the same part change places; at the end of a part, go to the next part."""
    version, code = _opened(version, MOVE_PROVISION, by)
    place = _place_of(code, key)
    other = place + (-1 if up else 1)
    if not 0 <= other < len(code.provisions):
        raise Refused(_("It stands at the end already."))
    moved, neighbour = code.provisions[place], code.provisions[other]
    if moved.part == neighbour.part:
        code.provisions[place], code.provisions[other] = neighbour, moved
    else:
        # It joins the part beside it, where it stands.
        code.provisions[place] = replace(moved, part=neighbour.part)
    return _kept(version, MOVE_PROVISION, code, _("Moved “%(title)s”") % {"title": moved.title}, by, at)


@transaction.atomic
def remove_provision(version: CodeVersion, *, key: str, seen: str = "", by: Person, at: datetime) -> CodeVersion:
    """Leave a provision out of the draft, as it was shown (`seen`). In the versions before, it stays."""
    version, code = _opened(version, REMOVE_PROVISION, by, seen)
    if len(code.provisions) == 1:
        raise Refused(_("A Code has at least one provision."))
    removed = code.provisions.pop(_place_of(code, key))
    return _kept(version, REMOVE_PROVISION, code, _("Removed “%(title)s”") % {"title": removed.title}, by, at)


@transaction.atomic
def change_part(
    version: CodeVersion, *, part: str, title: str, intro: str, seen: str = "", by: Person, at: datetime
) -> CodeVersion:
    """Give a part another heading, or other words under it. `seen`: the edition that was shown."""
    version, code = _opened(version, CHANGE_PART, by, seen)
    title = _line(title)
    if not any(one.part == part for one in code.provisions):
        raise Refused(_("There is no such part in this draft."))
    if title != part and any(one.part == title for one in code.provisions):
        raise Refused(_("There is a part of this name already."), "title")
    code.provisions = [replace(one, part=title) if one.part == part else one for one in code.provisions]
    code.part_intros.pop(part, None)
    code.part_intros[title] = clean_text(intro).strip().splitlines()
    return _kept(version, CHANGE_PART, code, _("Changed the part “%(title)s”") % {"title": title}, by, at)


@transaction.atomic
def describe_version(
    version: CodeVersion, *, facts: VersionFacts, seen: str = "", by: Person, at: datetime
) -> CodeVersion:
    """Say what a draft is called, from when it holds, what it changes and why. `seen`: the edition that was shown."""
    version, code = _opened(version, DESCRIBE_VERSION, by, seen)
    code.title, code.preamble_lines = _line(facts.title), clean_text(facts.preamble).strip().splitlines()
    code.effective_on = facts.effective_on
    return _kept(version, DESCRIBE_VERSION, code, _("Described"), by, at, change=facts.change)


def _opened(version: CodeVersion, move: Move, by: Person, seen: str = "") -> tuple[CodeVersion, ParsedCode]:
    """The draft, locked, with its words as they are now: of two changes at once the second sees the first, and whoever
    `seen` another draft than that looks again."""
    version = CodeVersion.objects.select_for_update().get(pk=version.pk)
    move.check(by, version)
    if seen and seen != version.edition:
        raise Refused(_("Somebody changed this draft since you opened the page. Please look at it again."))
    return version, parse_code(version.body)


def _kept(
    version: CodeVersion,
    move: Move,
    code: ParsedCode,
    sentence: str,
    by: Person,
    at: datetime,
    *,
    change: ChangeFacts | None = None,
) -> CodeVersion:
    _check_no_words_are_lost(parse_code(version.body), code)
    code.number = version.number
    if change is None:
        code.effective_on = version.effective_on
        change = ChangeFacts(
            version.is_substantive, version.plain_summary, version.legal_summary, version.technical_reason
        )
    text = compose_code(code)
    write_draft(version, parse_code(text), text, code.effective_on, change, by, at)
    told = {"sha256": version.sha256, "number": version.number}
    record(version, move.verb, by=by, at=at, sentence=sentence, facts=told)
    return version


def _check_no_words_are_lost(before: ParsedCode, after: ParsedCode) -> None:
    """A part that has words under its heading does not go with its last provision."""
    used = {provision.part for provision in after.provisions}
    for part in {provision.part for provision in before.provisions} - used:
        if after.intro_of(part):
            raise Refused(
                _("“%(part)s” would lose its last provision and so the words under its heading. Empty them first.")
                % {"part": part}
            )


def _place_of(code: ParsedCode, key: str) -> int:
    for place, provision in enumerate(code.provisions):
        if provision.key == key:
            return place
    raise Refused(_("There is no such provision in this draft any more."))


def _new(code: ParsedCode, facts: ProvisionFacts) -> ParsedProvision:
    return _worded(_free_key(facts.title, {provision.key for provision in code.provisions}), facts)


def _worded(key: str, facts: ProvisionFacts) -> ParsedProvision:
    return ParsedProvision(
        key=key,
        number="",
        part=_line(facts.part),
        title=_line(facts.title),
        item_406b=list(facts.item_406b),
        topics=list(facts.topics),
        lines=clean_text(facts.text).strip().splitlines(),
    )


def _line(words: str) -> str:
    return " ".join(clean_text(words).split())


def _free_key(title: str, taken: Iterable[str]) -> str:
    """A key from the title that no other provision has."""
    base = slugify(title)[: LONGEST_KEY - 4].strip("-").replace("_", "-") or "provision"
    key, count = base, 2
    while key in taken:
        key, count = f"{base}-{count}", count + 1
    return key
