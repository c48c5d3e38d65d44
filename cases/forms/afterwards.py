"""What a reporter may say about the report later on, through either door; and the office's answer to a wish."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.forms import CleanText, PortalForm
from cases.forms.public import LONG, MODES, SHORT, PublicForm, Words, choice
from cases.models import Report
from cases.states.care import CheckAnswer
from cases.states.report import Consent, Mode, WithdrawalAnswer

NO_ANSWER = "NO_ANSWER"


class AfterwardsForm(PublicForm):
    """A form about one report, as it stands."""

    def __init__(self, *args: Any, report: Report, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.report = report

    @property
    def facts(self) -> dict[str, Any]:
        """What the action takes."""
        return dict(self.cleaned_data)


class IdentifyForm(AfterwardsForm):
    """The same ways of being known as when reporting, with the same words on who sees what."""

    mode = forms.ChoiceField(
        label=gettext_lazy("Who may know your name?"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Please choose one.")},
    )
    name = Words(
        label=gettext_lazy("Your name"),
        limit=SHORT,
        error_messages={"required": gettext_lazy("Please write your name, or go back and stay as you are.")},
    )
    contact = Words(
        label=gettext_lazy("How may we reach you?"),
        help_text=gettext_lazy("A phone number or an e-mail address, if you like. Your key goes on working."),
        limit=SHORT,
        required=False,
    )
    certain = forms.BooleanField(
        label=gettext_lazy("I know that this can’t be taken back"),
        error_messages={"required": gettext_lazy("Please tick this if you are sure. Nobody can make a name unread.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = self.report.known_as
        wider = (Mode.NAMED,) if known == Mode.CONFIDENTIAL else (Mode.CONFIDENTIAL, Mode.NAMED)
        self.fields["mode"].choices = [(mode, choice(*MODES[mode])) for mode in wider]  # type: ignore[attr-defined]
        if self.report.known_identity is not None:
            # We have it, sealed. It is opened, not asked again.
            del self.fields["name"], self.fields["contact"]

    @property
    def facts(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "certain"}


class WithdrawForm(AfterwardsForm):
    words = Words(
        label=gettext_lazy("Why, if you want to say"),
        help_text=gettext_lazy("If somebody put pressure on you, please tell us: nobody may do that."),
        rows=4,
        limit=LONG,
        required=False,
    )
    certain = forms.BooleanField(
        label=gettext_lazy("I know that the matter may be looked into all the same"),
        error_messages={"required": gettext_lazy("Please tick this if you want to go on.")},
    )

    @property
    def facts(self) -> dict[str, Any]:
        return {"words": self.cleaned_data["words"]}


class RateForm(AfterwardsForm):
    """One question, and nobody has to answer it."""

    mark = forms.ChoiceField(
        label=gettext_lazy("Did you feel taken seriously?"),
        widget=forms.RadioSelect,
        choices=[
            ("5", gettext_lazy("5 – yes, fully")),
            ("4", gettext_lazy("4 – mostly")),
            ("3", gettext_lazy("3 – partly")),
            ("2", gettext_lazy("2 – hardly")),
            ("1", gettext_lazy("1 – no, not at all")),
            (NO_ANSWER, gettext_lazy("No answer")),
        ],
        error_messages={"required": gettext_lazy("Please choose one. “No answer” is fine.")},
    )
    words = Words(
        label=gettext_lazy("Anything you want to tell us about it"),
        help_text=gettext_lazy("You need not. The office reads these words, as a message; it never sees your mark."),
        rows=3,
        limit=LONG,
        required=False,
    )

    @property
    def facts(self) -> dict[str, Any]:
        mark = self.cleaned_data["mark"]
        return {"mark": None if mark == NO_ANSWER else int(mark), "words": self.cleaned_data["words"]}


class ConsentForm(AfterwardsForm):
    consent = forms.ChoiceField(
        label=gettext_lazy("May we treat your question as a report?"),
        widget=forms.RadioSelect,
        choices=Consent.choices,
        error_messages={"required": gettext_lazy("Please choose one.")},
    )


class UnlockForm(AfterwardsForm):
    consent = forms.ChoiceField(
        label=gettext_lazy("May one person who works on your report see your name?"),
        widget=forms.RadioSelect,
        choices=[(Consent.YES, gettext_lazy("Yes, from now on")), (Consent.NO, gettext_lazy("No"))],
        error_messages={"required": gettext_lazy("Please choose one.")},
    )


class CheckForm(AfterwardsForm):
    """How somebody has been since they spoke up. Nobody has to say more than one of these."""

    answer = forms.ChoiceField(
        label=gettext_lazy("How have you been since you spoke up?"),
        widget=forms.RadioSelect,
        choices=CheckAnswer.choices,
        error_messages={"required": gettext_lazy("Please choose one.")},
    )
    words = Words(
        label=gettext_lazy("What happened, if you want to say"),
        help_text=gettext_lazy("For example other work, less money, a bad review, or how people treat you."),
        rows=5,
        limit=LONG,
        required=False,
    )
    typed_names = Words(
        label=gettext_lazy("Who did it?"),
        help_text=gettext_lazy("Names or jobs, if you like. Whoever you name is kept away from what you tell us."),
        limit=SHORT,
        required=False,
    )


class ReviewForm(AfterwardsForm):
    words = Words(
        label=gettext_lazy("Why should somebody look at it again?"),
        help_text=gettext_lazy("What was overlooked or misunderstood, or what you know now."),
        rows=6,
        limit=LONG,
        error_messages={"required": gettext_lazy("Please say why, in a sentence or two.")},
    )


class AnswerWithdrawalForm(PortalForm):
    """The office's decision on a wish to withdraw, and what the reporter reads."""

    answer = forms.ChoiceField(
        label=gettext_lazy("What do you decide?"), widget=forms.RadioSelect, choices=WithdrawalAnswer.choices
    )
    reasons = CleanText(
        label=gettext_lazy("Reasons"), rows=3, help_text=gettext_lazy("For the file. The reporter does not see them.")
    )
    message = CleanText(label=gettext_lazy("What you tell the reporter"), rows=5)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.fields["message"].initial = _(
            "Thank you for telling us. We have noted your wish. Nothing you told us is lost, and you are protected as "
            "before."
        )
