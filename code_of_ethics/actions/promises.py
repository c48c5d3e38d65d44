"""The words of the promises on the public pages: drafted by the office, published by its head, never removed."""

import hashlib
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from accounts.models import Person
from accounts.moves import Refused
from accounts.notices import tell
from accounts.roles import Role
from accounts.text import clean_text
from audit.trail import record
from code_of_ethics.markdown import render_markdown
from code_of_ethics.models import PromiseText
from code_of_ethics.models.keepers import keeps_public_words
from code_of_ethics.standing_words import read_again
from code_of_ethics.states import Promise
from code_of_ethics.workflow import DISCARD_PROMISE, PUBLISH_PROMISE

# A promise of fewer letters is none: the sentence would be reworded away (SEC Rule 21F-17). Chinese needs few.
FEWEST_LETTERS = 20


@transaction.atomic
def draft_promise(promise: str, *, language: str, text: str, by: Person, at: datetime) -> PromiseText:
    """Draft another wording; the pages show it once the CCEO has published it. An empty text is refused."""
    if not keeps_public_words(by):
        raise Refused(_("The promises are kept by the Compliance & Ethics office."))
    if promise not in Promise.values or language not in dict(settings.LANGUAGES):
        raise Refused(_("There is no such promise in this language."))
    text = clean_text(text).strip()
    _check_says_something(text)
    drafted = PromiseText.objects.create(promise=promise, language=language, text=text, proposed_by=by, proposed_at=at)
    told = {"promise": promise, "language": language, "sha256": hashlib.sha256(text.encode()).hexdigest()}
    record(drafted, "draft_promise", by=by, at=at, sentence=_("Drafted a wording of a promise"), facts=told)
    heads = Person.objects.holding(Role.ETHICS_OFFICER).exclude(pk=by.pk)
    tell(heads, "promise_to_publish", about=drafted, at=at)
    return drafted


@transaction.atomic
def publish_promise(drafted: PromiseText, *, by: Person, at: datetime) -> PromiseText:
    """Show a drafted wording on every public page, as the second person. The former one is kept."""
    # Every wording of this promise and language, so that of two publications at once the second waits.
    same = PromiseText.objects.select_for_update().filter(promise=drafted.promise, language=drafted.language)
    wordings = {wording.pk: wording for wording in same}
    drafted = wordings[drafted.pk]
    PUBLISH_PROMISE.check(by, drafted)
    _check_says_something(drafted.text)
    for former in wordings.values():
        if former.published_at and not former.retired_at:
            _retire(former, by, at)
            record(former, "replaced", by=by, at=at, sentence=_("Replaced by another wording"))
    drafted.published_by, drafted.published_at = by, at
    drafted.save(update_fields=["published_by", "published_at"])
    record(drafted, PUBLISH_PROMISE.verb, by=by, at=at, sentence=_("Published a wording of a promise"))
    read_again()
    return drafted


@transaction.atomic
def discard_promise(drafted: PromiseText, *, by: Person, at: datetime) -> PromiseText:
    """Turn a draft away. It is kept, and never shown."""
    drafted = PromiseText.objects.select_for_update().get(pk=drafted.pk)
    DISCARD_PROMISE.check(by, drafted)
    _retire(drafted, by, at)
    record(drafted, DISCARD_PROMISE.verb, by=by, at=at, sentence=_("Turned away a wording of a promise"))
    return drafted


def _retire(wording: PromiseText, by: Person, at: datetime) -> None:
    wording.retired_by, wording.retired_at = by, at
    wording.save(update_fields=["retired_by", "retired_at"])


def _check_says_something(text: str) -> None:
    """What readers see must say something: marks, blanks and what can't be seen do not count."""
    letters = [letter for letter in strip_tags(render_markdown(text)) if letter.isalpha()]
    if len(letters) < FEWEST_LETTERS:
        raise Refused(
            _(
                "This promise may be reworded but not removed: please write at least a whole sentence. The right to go "
                "to public authorities must stand on every page (SEC Rule 21F-17)."
            ),
            "text",
        )
