"""A form being filled: everything typed so far, in one sealed field that travels from page to page (DECISIONS 25)."""

import json
import secrets
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy

from cases.forms.public import PublicForm, as_typed, judging, pages_of
from cases.forms.questionnaires import ElsewherePage, questions_page
from cases.models import PendingForm, Questionnaire
from cases.states.report import ReportKind
from vault.capsules import CapsuleRefused, open_capsule, seal_capsule
from vault.digests import keyed_digest

PURPOSE = "speak-up-form"
# One page may lie open this long; a whole form must be sent within a day, as its files are swept after that.
PAGE_AGE = timedelta(hours=12)
FORM_AGE = timedelta(hours=24)
REVIEW = "review"
TOPIC = "topic"
# The two pages that only some topics have.
ELSEWHERE, QUESTIONS = "elsewhere", "questions"
OF_THE_TOPIC = (ELSEWHERE, QUESTIONS)
# What the answers of a page are called on the last one.
TITLES = {
    "earlier": gettext_lazy("Your earlier report"),
    TOPIC: gettext_lazy("What it is about"),
    QUESTIONS: gettext_lazy("About this topic"),
    "story": gettext_lazy("What happened"),
    "people": gettext_lazy("Who is involved"),
    "circumstances": gettext_lazy("Where and when"),
    "knowledge": gettext_lazy("Danger, and who knows"),
    "files": gettext_lazy("Files"),
    "about_you": gettext_lazy("About you"),
}
QUESTION_TITLE = gettext_lazy("Your question")
# What fits into the hidden field, in characters, beside one page of typed text.
ROOM = 2_000_000
# The draft that a reporter may keep on their own device.
DRAFT, DRAFT_NAME = "draft-on-device", 32

Answers = dict[str, dict[str, list[str]]]


def new_token() -> str:
    """The single-use 256-bit token of a form. The access key is made from it."""
    return secrets.token_hex(32)


def draft_name_of(token: str) -> str:
    """What a draft of this form is known by on the reporter's device. The token can't be told from it."""
    return keyed_digest(DRAFT, f"name:{token}")[:DRAFT_NAME]


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

    # Something on the way looked like a program's doing: one more press is asked for at the end, and nothing else.
    in_doubt: bool = False

    # What is asked about the topic, in the version of the moment when the topic was chosen.
    questionnaire: Questionnaire | None = None

    # The reporter came back to a draft on their device.
    resumed: bool = False

    # The row that the form's files hang from, as this request found it; none before the first file.
    pending: PendingForm | None = field(default=None, compare=False, repr=False)

    # The forms that were judged already, by the place of their answers. Each is judged once for a request.
    forms: dict[str, PublicForm] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def begin(cls, kind: ReportKind, at: datetime, *, about_earlier: bool = False) -> "Filling":
        page = next(iter(pages_of(kind, with_earlier=about_earlier)))
        return cls(kind=kind, token=new_token(), begun=at.timestamp(), page=page, about_earlier=about_earlier)

    @classmethod
    def opened(cls, capsule: str, kind: ReportKind, at: datetime) -> "Filling":
        """What a page's hidden field holds. Raises `CapsuleRefused` for one that is too old, altered or another's."""
        payload = open_capsule(capsule, purpose=f"{PURPOSE}:{kind}", at=at, max_age=PAGE_AGE)
        asked = payload.pop("asked", "")
        filling = cls(kind=kind, questionnaire=_issued(asked) if asked else None, **payload)
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
            "in_doubt": self.in_doubt,
            "asked": str(self.questionnaire.pk) if self.questionnaire else "",
        }
        return seal_capsule(payload, purpose=f"{PURPOSE}:{self.kind}", at=at)

    def is_doubtful(self, at: datetime) -> bool:
        """Whether it was filled in as programs do: into a hidden field, or faster than anybody reads."""
        return self.in_doubt or at.timestamp() - self.begun < settings.QUICKEST_FORM

    # --- the draft on the reporter's device ------------------------------------------------------------------
    def draft(self, at: datetime) -> dict[str, Any]:
        """What draft.js needs: a key that the device never stores, and how long the sealed field can be opened."""
        ends = self.begun + FORM_AGE.total_seconds()
        return {
            "draft_name": draft_name_of(self.token),
            "draft_key": keyed_digest(DRAFT, f"key:{self.token}"),
            "draft_page": self.page,
            "draft_seconds": int(min(PAGE_AGE.total_seconds(), ends - at.timestamp())),
            "draft_hours": int(PAGE_AGE.total_seconds() // 3600),
            "draft_restored": self.resumed,
        }

    # --- pages ---------------------------------------------------------------------------------------------
    @property
    def pages(self) -> list[str]:
        fixed = list(self._fixed_pages)
        after = fixed.index(TOPIC) + 1
        return [*fixed[:after], *self._pages_of_the_topic(), *fixed[after:]]

    @property
    def _fixed_pages(self) -> dict[str, type[PublicForm]]:
        return pages_of(self.kind, with_earlier=self.about_earlier)

    def _pages_of_the_topic(self) -> list[str]:
        """Another channel that a policy names, and the topic's questions. Whoever only asks is not asked in return."""
        asked = self.questionnaire
        has_questions = asked is not None and self.kind == ReportKind.REPORT and bool(asked.questions.all())
        return [ELSEWHERE] * bool(asked and asked.names_a_channel) + [QUESTIONS] * has_questions

    def title(self, page: str) -> Any:
        """What the answers of a page are called."""
        return QUESTION_TITLE if page == "story" and self.kind == ReportKind.QUESTION else TITLES[page]

    def form_class(self, page: str) -> type[PublicForm]:
        """The form of a page; the topic's questions are those of the version that is being answered."""
        if page == ELSEWHERE:
            return ElsewherePage
        if page == QUESTIONS and self.questionnaire is not None:
            return questions_page(self.questionnaire)
        return self._fixed_pages[page]

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
            return replace(self, page=self._unseen_page() or self.first_open_page() or REVIEW)
        following = self.pages[self.pages.index(self.page) + 1 :]
        return self.at_page(following[0]) if following else self.to_review()

    def _unseen_page(self) -> str:
        """What another topic brought along after the overview: its pages are shown once, answers or no answers."""
        return next((page for page in self._pages_of_the_topic() if self.place(page) not in self.answers), "")

    def back(self) -> "Filling":
        before = self.pages if self.page == REVIEW else self.pages[: self.pages.index(self.page)]
        return replace(self, page=before[-1] if before else self.page, reviewing=False)

    def to_review(self) -> "Filling":
        return replace(self, page=self.first_open_page() or REVIEW, reviewing=True)

    # --- answers -------------------------------------------------------------------------------------------
    def place(self, page: str) -> str:
        """Where a page's answers are kept. Those about one topic stay, should the reporter come back to it."""
        return f"{page}:{self.questionnaire.pk}" if page in OF_THE_TOPIC and self.questionnaire else page

    def typed_on(self, page: str) -> MultiValueDict[str, str]:
        """What was typed on a page so far."""
        return MultiValueDict(self.answers.get(self.place(page), {}))

    def form(self, page: str | None = None) -> PublicForm:
        """The page's form as it was left, without judging it."""
        page = page or self.page
        return as_typed(self.form_class(page), self.typed_on(page))

    def marked(self, page: str) -> PublicForm:
        """The page's form with what was typed and what is wrong with it, to be shown."""
        return self.form_class(page)(data=self.typed_on(page))

    def judged(self, page: str) -> PublicForm:
        """The page's form with what was typed, valid or not. It is not shown: `marked` is."""
        place = self.place(page)
        if place not in self.forms:
            form_class = self.form_class(page)
            # The questions of a topic are a class of their own in each request, whose fields nobody else has.
            judge = form_class if page == QUESTIONS else judging(form_class)
            self.forms[place] = judge(data=self.typed_on(page), label_suffix="")
        return self.forms[place]

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
        answers = {**self.answers, self.place(self.page): typed}
        if len(json.dumps(answers)) > ROOM:
            return None
        kept = replace(self, answers=answers, forms={})
        return replace(kept, questionnaire=_asked_about(kept)) if self.page == TOPIC else kept


def _issued(key: str) -> Questionnaire | None:
    return Questionnaire.objects.issued().with_questions().filter(pk=key).first()


def _asked_about(filling: Filling) -> Questionnaire | None:
    """What is asked about the chosen topic now; for the same topic as before, what was asked then."""
    slug = filling.typed_on(TOPIC).get("topic", "")
    asked = filling.questionnaire
    if asked is not None and asked.topic.slug == slug:
        return asked
    return Questionnaire.objects.asked_about(slug)
