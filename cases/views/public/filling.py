"""A form being filled: everything typed so far, in one sealed field that travels from page to page (DECISIONS 25)."""

import json
import secrets
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from django.utils.datastructures import MultiValueDict

from cases.forms.public import PublicForm, as_typed, pages_of
from cases.states import ReportKind
from vault.capsules import CapsuleRefused, open_capsule, seal_capsule

PURPOSE = "speak-up-form"
# One page may lie open this long; a whole form must be sent within a day, as its files are swept after that.
PAGE_AGE = timedelta(hours=12)
FORM_AGE = timedelta(hours=24)
REVIEW = "review"
# What fits into the hidden field, in characters, beside one page of typed text.
ROOM = 2_000_000

Answers = dict[str, dict[str, list[str]]]


def new_token() -> str:
    """The single-use 256-bit token of a form. The access key is made from it."""
    return secrets.token_hex(32)


@dataclass(frozen=True)
class Filling:
    """Where somebody is in a form, and what they typed, as they typed it."""

    kind: ReportKind
    token: str
    begun: float
    page: str
    answers: Answers = field(default_factory=dict)
    # The reporter has been on the review page and changes single answers.
    reviewing: bool = False
    # The key of an earlier report is lost: the form asks for that one first.
    about_earlier: bool = False

    @classmethod
    def begin(cls, kind: ReportKind, at: datetime, *, about_earlier: bool = False) -> "Filling":
        page = next(iter(pages_of(kind, with_earlier=about_earlier)))
        return cls(kind=kind, token=new_token(), begun=at.timestamp(), page=page, about_earlier=about_earlier)

    @classmethod
    def opened(cls, capsule: str, kind: ReportKind, at: datetime) -> "Filling":
        """What a page's hidden field holds. Raises `CapsuleRefused` for one that is too old, altered or another's."""
        payload = open_capsule(capsule, purpose=f"{PURPOSE}:{kind}", at=at, max_age=PAGE_AGE)
        filling = cls(kind=kind, **payload)
        if at.timestamp() - filling.begun > FORM_AGE.total_seconds():
            raise CapsuleRefused(expired=True)
        return filling

    def sealed(self, at: datetime) -> str:
        payload = {
            "token": self.token,
            "begun": self.begun,
            "page": self.page,
            "answers": self.answers,
            "reviewing": self.reviewing,
            "about_earlier": self.about_earlier,
        }
        return seal_capsule(payload, purpose=f"{PURPOSE}:{self.kind}", at=at)

    # --- pages ---------------------------------------------------------------------------------------------
    @property
    def pages(self) -> list[str]:
        return list(self.forms)

    @property
    def forms(self) -> dict[str, type[PublicForm]]:
        return pages_of(self.kind, with_earlier=self.about_earlier)

    @property
    def step(self) -> int:
        return [*self.pages, REVIEW].index(self.page) + 1

    @property
    def steps(self) -> int:
        return len(self.pages) + 1

    def at_page(self, page: str) -> "Filling":
        return replace(self, page=page)

    def forward(self) -> "Filling":
        """The next page; the review, for whoever came from there and has nothing open."""
        if self.reviewing:
            return replace(self, page=self.first_open_page() or REVIEW)
        following = self.pages[self.pages.index(self.page) + 1 :]
        return self.at_page(following[0]) if following else self.to_review()

    def back(self) -> "Filling":
        before = self.pages if self.page == REVIEW else self.pages[: self.pages.index(self.page)]
        return replace(self, page=before[-1] if before else self.page, reviewing=False)

    def to_review(self) -> "Filling":
        return replace(self, page=self.first_open_page() or REVIEW, reviewing=True)

    # --- answers -------------------------------------------------------------------------------------------
    def form(self, page: str | None = None) -> PublicForm:
        """The page's form as it was left, without judging it."""
        page = page or self.page
        return as_typed(self.forms[page], MultiValueDict(self.answers.get(page, {})))

    def judged(self, page: str) -> PublicForm:
        """The page's form with what was typed, valid or not."""
        return self.forms[page](data=MultiValueDict(self.answers.get(page, {})))

    def first_open_page(self) -> str:
        """The first page whose answers are not complete; empty when all are."""
        return next((page for page in self.pages if not self.judged(page).is_valid()), "")

    def typed(self, form: PublicForm, *, without: frozenset[str] = frozenset()) -> "Filling | None":
        """With what was typed on this page; `None` when that is more than travels along."""
        posted: Any = form.data
        typed = {
            name: posted.getlist(name)
            for name in form.fields
            if name != "uploads" and name in posted and name not in without
        }
        answers = {**self.answers, self.page: typed}
        fits = len(json.dumps(answers)) <= ROOM
        return replace(self, answers=answers) if fits else None
