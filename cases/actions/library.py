"""The library of answers: written by the Compliance & Ethics office, published and retired by its head."""

from datetime import datetime

from django.db import transaction

from accounts.models import Person
from audit.trail import record
from cases.actions.office_texts import check_writer, put_into_use, take_out_of_use, version_to_write
from cases.models import LibraryAnswer
from cases.workflow.library import EDIT_ANSWER, PUBLISH_ANSWER, RETIRE_ANSWER
from code_of_ethics.models import Topic


@transaction.atomic
def write_answer(*, topic: Topic, title: str, text: str, by: Person, at: datetime) -> LibraryAnswer:
    """Begin a new text as a draft."""
    check_writer(by)
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
    version = version_to_write(answer, by=by, at=at)
    version.topic, version.title, version.text = topic, title, text
    version.save()
    if version is answer:
        record(answer, EDIT_ANSWER.verb, by=by, at=at, sentence="Changed a draft of the library of answers")
        return version
    record(
        version,
        EDIT_ANSWER.verb,
        by=by,
        at=at,
        sentence="Began the next version of a text of the library of answers",
        facts={"replaces": str(answer.pk), "number": version.number},
    )
    return version


@transaction.atomic
def publish_answer(answer: LibraryAnswer, *, by: Person, at: datetime) -> LibraryAnswer:
    """Put a draft into use, in the place of the version before."""
    answer = LibraryAnswer.objects.locked(answer.pk, by=by)
    PUBLISH_ANSWER.check(by, answer)
    put_into_use(answer, by=by, at=at)
    record(answer, PUBLISH_ANSWER.verb, by=by, at=at, sentence="Published a text of the library of answers")
    return answer


@transaction.atomic
def retire_answer(answer: LibraryAnswer, *, by: Person, at: datetime) -> LibraryAnswer:
    """Take a text out of use. Answers given with it keep their own words."""
    answer = LibraryAnswer.objects.locked(answer.pk, by=by)
    RETIRE_ANSWER.check(by, answer)
    take_out_of_use(answer, by=by, at=at)
    record(answer, RETIRE_ANSWER.verb, by=by, at=at, sentence="Retired a text of the library of answers")
    return answer
