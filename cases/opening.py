"""What is said at the beginning of every interview. No editor of a template can take it out: it is none of its words.

Nothing keeps anyone from speaking to the authorities (SEC Rule 21F-17). Where counsel asks, whom counsel speaks for
(Upjohn Co. v. United States, 449 U.S. 383). Confidentiality is asked, never ordered (DECISIONS 56).
"""

from django.utils import translation
from django.utils.translation import gettext_lazy as _

AUTHORITIES = _(
    "Nothing said here, and nothing that you have signed, keeps you from speaking to public authorities or from "
    "reporting to them, now or later. You need nobody’s permission, and you need not tell us."
)
COUNSEL = _(
    "I am counsel of the company and not your own counsel. What we say to each other is protected as a talk between "
    "the company and its counsel. That protection is the company’s alone: the company may give it up and tell others, "
    "public authorities among them, without asking you."
)
CONFIDENCE = _(
    "We ask you to keep this talk to yourself while the matter is looked into. That is a request and not an order."
)


def opening_of(*, is_by_counsel: bool, template: str, language: str) -> str:
    """The words with which an interview opens, in its language where the Portal speaks it and in English elsewhere."""
    with translation.override(language):
        said = [COUNSEL] if is_by_counsel else []
        # Read now: a lazy text would be read after this language is over.
        parts = [str(text) for text in (*said, AUTHORITIES, CONFIDENCE)]
    return "\n\n".join(part for part in (*parts[: len(said)], template.strip(), *parts[len(said) :]) if part)
