"""Writing a version of the Code and publishing it."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from accounts.models import Person
from accounts.moves import Refused
from accounts.notices import tell
from accounts.roles import Role
from audit.trail import record
from clocks import kinds
from code_of_ethics.actions.campaigns import launch_campaign
from code_of_ethics.actions.disclosing import open_disclosure_duty
from code_of_ethics.changes import Change, changes_between
from code_of_ethics.models import CodeVersion, Provision
from code_of_ethics.parsing import ParsedCode, parse_code
from code_of_ethics.states import VersionState
from code_of_ethics.workflow import PUBLISH_VERSION, REDRAFT_VERSION


@dataclass(frozen=True)
class ChangeFacts:
    """What a version changes: in plain words, for lawyers, and whether it asks anything new of people; if not, why."""

    is_substantive: bool = True
    plain_summary: str = ""
    legal_summary: str = ""
    technical_reason: str = ""


SUBSTANTIVE = ChangeFacts()


@transaction.atomic
def import_version(
    text: str,
    *,
    number: int | None = None,
    effective_on: date | None = None,
    change: ChangeFacts = SUBSTANTIVE,
    by: Person,
    at: datetime,
) -> CodeVersion:
    """Make a draft of the Code from Markdown. What the arguments leave open, the text's own comment says."""
    if Role.CODE_EDITOR not in by.roles:
        raise Refused(_("Only a Code editor writes drafts."))
    code = parse_code(text)
    number = number or code.number or (CodeVersion.objects.aggregate(last=Max("number"))["last"] or 0) + 1
    if CodeVersion.objects.filter(number=number).exists():
        raise Refused(_("There is a version %(number)s already.") % {"number": number}, "number")
    version = CodeVersion(number=number)
    _write(version, code, text, effective_on, change, by, at)
    version.save(force_insert=True)
    version.writers.add(by)
    _write_provisions(version, code)
    _record_draft(version, "import_version", _("Drafted"), by, at)
    return version


@transaction.atomic
def redraft_version(
    version: CodeVersion,
    *,
    text: str,
    effective_on: date | None = None,
    change: ChangeFacts = SUBSTANTIVE,
    by: Person,
    at: datetime,
) -> CodeVersion:
    """Put another text in the place of a draft."""
    version = CodeVersion.objects.select_for_update().get(pk=version.pk)
    REDRAFT_VERSION.check(by, version)
    write_draft(version, parse_code(text), text, effective_on, change, by, at)
    _record_draft(version, REDRAFT_VERSION.verb, _("Draft replaced"), by, at)
    return version


@transaction.atomic
def publish_version(version: CodeVersion, *, effective_on: date | None = None, by: Person, at: datetime) -> CodeVersion:
    """Publish a draft as the second person: the former version is superseded, everybody is asked to affirm.

    A substantive change that touches an element of Item 406(b) must be disclosed (Form 8-K Item 5.05, DECISIONS 53).
    """
    CodeVersion.objects.select_for_update().filter(state=VersionState.PUBLISHED).first()
    version = CodeVersion.objects.select_for_update().get(pk=version.pk)
    PUBLISH_VERSION.check(by, version)
    former = CodeVersion.objects.filter(state=VersionState.PUBLISHED).first()
    version.effective_on = effective_on or version.effective_on or localdate(at)
    _check_day(version.effective_on, former, at)
    if not version.is_substantive and not version.technical_reason:
        raise Refused(_("A technical change has to say why it is one. Please have the draft replaced."))
    CodeVersion.objects.filter(state=VersionState.PUBLISHED).update(state=VersionState.SUPERSEDED)
    version.state, version.published_by, version.published_at = VersionState.PUBLISHED, by, at
    version.save()
    record(
        version,
        PUBLISH_VERSION.verb,
        by=by,
        at=at,
        sentence=_("Version %(number)s published, in force from %(day)s")
        % {"number": version.number, "day": date_format(version.effective_on)},
        facts={"sha256": version.sha256, "supersedes": former.number if former else None},
    )
    if former is not None:
        _disclose_or_say_why_not(version, former, by, at)
    launch_campaign(version, by=by, at=at)
    return version


def write_draft(
    version: CodeVersion,
    code: ParsedCode,
    text: str,
    effective_on: date | None,
    change: ChangeFacts,
    by: Person,
    at: datetime,
) -> None:
    """Put these words in the place of a draft's, provisions and all. The caller has locked it and asked who may."""
    _write(version, code, text, effective_on, change, by, at)
    version.save()
    version.writers.add(by)
    version.provisions.all().delete()
    _write_provisions(version, code)


def _write(
    version: CodeVersion,
    code: ParsedCode,
    text: str,
    effective_on: date | None,
    change: ChangeFacts,
    by: Person,
    at: datetime,
) -> None:
    version.title = code.title or _("Code of Ethics")
    version.body, version.sha256 = text, hashlib.sha256(text.encode()).hexdigest()
    version.effective_on, version.is_substantive = effective_on or code.effective_on, change.is_substantive
    version.plain_summary, version.legal_summary = change.plain_summary.strip(), change.legal_summary.strip()
    version.technical_reason = "" if change.is_substantive else change.technical_reason.strip()
    version.drafted_by, version.drafted_at = by, at


def _write_provisions(version: CodeVersion, code: ParsedCode) -> None:
    Provision.objects.bulk_create(
        Provision(
            version=version,
            key=found.key,
            number=found.number,
            part=found.part,
            title=found.title,
            text=found.text,
            order=order,
            item_406b=found.item_406b,
            topics=found.topics,
        )
        for order, found in enumerate(code.provisions, start=1)
    )


def _record_draft(version: CodeVersion, verb: str, sentence: str, by: Person, at: datetime) -> None:
    record(version, verb, by=by, at=at, sentence=sentence, facts={"sha256": version.sha256, "number": version.number})
    publishers = Person.objects.holding(Role.ETHICS_OFFICER).exclude(pk=by.pk)
    tell(publishers, "code_draft_ready", about=version, at=at, once=version.sha256)


def _check_day(effective_on: date, former: CodeVersion | None, at: datetime) -> None:
    """Rules bind from a day on, never backwards. Only a company's first version may state an earlier day."""
    if former is None:
        return
    if effective_on < localdate(at):
        raise Refused(_("A new version can't take effect before the day on which it is published."), "effective_on")
    if former.effective_on and effective_on <= former.effective_on:
        raise Refused(
            _("Version %(number)s takes effect on %(day)s. Choose a later day.")
            % {"number": former.number, "day": date_format(former.effective_on)},
            "effective_on",
        )


def _disclose_or_say_why_not(version: CodeVersion, former: CodeVersion, by: Person, at: datetime) -> None:
    """A substantive change that touches an element of Item 406(b) is disclosed; of others the trail says why not."""
    touched = [
        change for change in changes_between(former.provisions.all(), version.provisions.all()) if _elements_of(change)
    ]
    if not version.is_substantive:
        _say_why_not(version, _("Not to be disclosed: a technical change"), by, at)
    elif not touched:
        _say_why_not(version, _("Not to be disclosed: it touches no element of Item 406(b)"), by, at)
    else:
        titles = ", ".join(item.title for item in touched)
        open_disclosure_duty(
            version,
            clock_kind=kinds.CODE_AMENDMENT_DISCLOSURE,
            reason=_("The amendment touches an element of Regulation S-K Item 406(b)."),
            nature=_("Amendment of the Code of Ethics: %(titles)s") % {"titles": titles},
            subject=None,
            subject_on=localdate(at),
            since=at,
            by=by,
            at=at,
        )


def _say_why_not(version: CodeVersion, sentence: str, by: Person, at: datetime) -> None:
    record(version, "no_disclosure", by=by, at=at, sentence=sentence, facts={"number": version.number})


def _elements_of(change: Change) -> set[str]:
    found: set[str] = set()
    for provision in (change.before, change.after):
        found |= set(provision.item_406b) if isinstance(provision, Provision) else set()
    return found
