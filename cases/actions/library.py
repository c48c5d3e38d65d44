"""The library of answers: written by the Compliance & Ethics office, published and retired by its head."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Person
from accounts.moves import Refused
from audit.trail import record
from cases.models import LibraryAnswer
from cases.models.library import edits_the_library
from cases.workflow.library import EDIT_ANSWER, PUBLISH_ANSWER, RETIRE_ANSWER
from code_of_ethics.models import Topic


@transaction.atomic
def write_answer(*, topic: Topic, title: str, text: str, by: Person, at: datetime) -> LibraryAnswer:
    """Begin a new text as a draft."""
    if not edits_the_library(by):
        raise Refused(_("Only the Compliance & Ethics office writes in the library."))
    answer = LibraryAnswer.objects.create(topic=topic, title=title, text=text, written_by=by, written_at=at)
    record(answer, "write_answer", by=by, at=at, sentence="Wrote a text for the library of answers")
    return answer


@transaction.atomic
def edit_answer(
    answer: LibraryAnswer, *, topic: Topic, title: str, text: str, by: Person, at: datetime
) -> LibraryAnswer:
    """Change a draft, or begin the next version of a published text."""
    answer = LibraryAnswer.objects.locked(answer.pk, by=by)
    EDIT_ANSWER.check(by, answer)
    if answer.published_at is None:
        answer.topic, answer.title, answer.text, answer.written_by, answer.written_at = topic, title, text, by, at
        answer.save(update_fields=["topic", "title", "text", "written_by", "written_at"])
        record(answer, EDIT_ANSWER.verb, by=by, at=at, sentence="Changed a draft of the library of answers")
        return answer
    if answer.later_versions.filter(retired_at__isnull=True).exists():
        raise Refused(_("The next version of this text has been begun already. Please edit that one."))
    following = LibraryAnswer.objects.create(
        topic=topic,
        title=title,
        text=text,
        number=answer.number + 1,
        replaces=answer,
        written_by=by,
        written_at=at,
    )
    record(
        following,
        EDIT_ANSWER.verb,
        by=by,
        at=at,
        sentence="Began the next version of a text of the library of answers",
        facts={"replaces": str(answer.pk), "number": following.number},
    )
    return following


@transaction.atomic
def publish_answer(answer: LibraryAnswer, *, by: Person, at: datetime) -> LibraryAnswer:
    """Put a draft into use, in the place of the version before."""
    answer = LibraryAnswer.objects.locked(answer.pk, by=by)
    PUBLISH_ANSWER.check(by, answer)
    former = answer.replaces
    if former is not None and former.retired_at is None:
        former.retired_by, former.retired_at = by, at
        former.save(update_fields=["retired_by", "retired_at"])
    answer.published_by, answer.published_at = by, at
    answer.save(update_fields=["published_by", "published_at"])
    record(answer, PUBLISH_ANSWER.verb, by=by, at=at, sentence="Published a text of the library of answers")
    return answer


@transaction.atomic
def retire_answer(answer: LibraryAnswer, *, by: Person, at: datetime) -> LibraryAnswer:
    """Take a text out of use. Answers given with it keep their own words."""
    answer = LibraryAnswer.objects.locked(answer.pk, by=by)
    RETIRE_ANSWER.check(by, answer)
    answer.retired_by, answer.retired_at = by, at
    answer.save(update_fields=["retired_by", "retired_at"])
    record(answer, RETIRE_ANSWER.verb, by=by, at=at, sentence="Retired a text of the library of answers")
    return answer
