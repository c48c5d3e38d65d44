"""The Code in other languages: drafted by a Code editor, published by the CCEO while it is whole, never removed."""

import hashlib
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.languages import language_name, other_languages
from accounts.models import Person
from accounts.moves import Refused
from accounts.notices import tell
from accounts.roles import Role
from accounts.text import clean_text
from audit.trail import record
from code_of_ethics.coverage import lacks
from code_of_ethics.models import CodeTranslation, CodeVersion
from code_of_ethics.parsing import parse_code
from code_of_ethics.workflow import DISCARD_TRANSLATION, PUBLISH_TRANSLATION


@transaction.atomic
def draft_translation(version: CodeVersion, *, language: str, text: str, by: Person, at: datetime) -> CodeTranslation:
    """Keep a translation of a version as a draft, in the place of an earlier draft. What it lacks, its page says."""
    if Role.CODE_EDITOR not in by.roles:
        raise Refused(_("Only a Code editor writes drafts."))
    if language not in other_languages():
        raise Refused(_("The Code is not offered in this language."))
    version = CodeVersion.objects.select_for_update().get(pk=version.pk)
    text = clean_text(text)
    code = parse_code(text)
    for former in CodeTranslation.objects.drafts().filter(version=version, language=language):
        _retire(former, by, at)
        record(former, "replaced", by=by, at=at, sentence=_("Replaced by another draft"))
    drafted = CodeTranslation.objects.create(
        version=version,
        language=language,
        title=(code.title or version.title)[:200],
        body=text,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        original_sha256=version.sha256,
        proposed_by=by,
        proposed_at=at,
    )
    told = {"language": language, "sha256": drafted.sha256, "original_sha256": drafted.original_sha256}
    sentence = _("Drafted version %(number)s in %(language)s")
    facts = {"number": version.number, "language": language_name(language)}
    record(drafted, "draft_translation", by=by, at=at, sentence=sentence % facts, facts=told)
    publishers = Person.objects.holding(Role.ETHICS_OFFICER).exclude(pk=by.pk)
    tell(publishers, "code_translation_drafted", about=drafted, at=at)
    return drafted


@transaction.atomic
def publish_translation(drafted: CodeTranslation, *, by: Person, at: datetime) -> CodeTranslation:
    """Let everybody read it, as the second person. The former translation is kept."""
    # The version's row, so that of two publications at once the second waits.
    version = CodeVersion.objects.select_for_update().get(pk=drafted.version_id)
    same = CodeTranslation.objects.select_for_update().filter(version=version, language=drafted.language)
    rows = {row.pk: row for row in same}
    drafted = rows[drafted.pk]
    PUBLISH_TRANSLATION.check(by, drafted)
    if sentences := what_hinders(drafted, version):
        raise Refused(" ".join(sentences))
    for former in rows.values():
        if former.published_at and not former.retired_at:
            _retire(former, by, at)
            record(former, "replaced", by=by, at=at, sentence=_("Replaced by another translation"))
    drafted.published_by, drafted.published_at = by, at
    drafted.save(update_fields=["published_by", "published_at"])
    told = {"sha256": drafted.sha256, "original_sha256": drafted.original_sha256}
    sentence = _("Published version %(number)s in %(language)s")
    facts = {"number": version.number, "language": drafted.language_name}
    record(drafted, PUBLISH_TRANSLATION.verb, by=by, at=at, sentence=sentence % facts, facts=told)
    return drafted


@transaction.atomic
def discard_translation(drafted: CodeTranslation, *, by: Person, at: datetime) -> CodeTranslation:
    """Turn a draft away. It is kept, and never shown."""
    drafted = CodeTranslation.objects.select_for_update().get(pk=drafted.pk)
    DISCARD_TRANSLATION.check(by, drafted)
    _retire(drafted, by, at)
    record(drafted, DISCARD_TRANSLATION.verb, by=by, at=at, sentence=_("Turned away a translation of the Code"))
    return drafted


def what_hinders(drafted: CodeTranslation, version: CodeVersion) -> list[str]:
    """Why a draft can't be published now, a sentence each; nothing where it can."""
    found = []
    if drafted.original_sha256 != version.sha256:
        found.append(_("The original was changed after this was translated. Please have it translated again."))
    if version.is_draft:
        found.append(_("The original is a draft itself. Please publish it first."))
    return found + lacks(parse_code(version.body), parse_code(drafted.body))


def _retire(translation: CodeTranslation, by: Person, at: datetime) -> None:
    translation.retired_by, translation.retired_at = by, at
    translation.save(update_fields=["retired_by", "retired_at"])
