"""The gallery: every component in each of its states, with invented content. Wired only in the demo and in tests.

It reads nothing from the database and stores nothing. A component that is not here does not exist (tests/look).
"""

from datetime import UTC, date, datetime
from types import SimpleNamespace as Sample
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from accounts.forms import CleanText, PortalForm
from reporting import charts

TONES = ("neutral", "primary", "info", "success", "warning", "danger")

SECTIONS = (
    ("type", _("Type and buttons")),
    ("states", _("Words with a tone")),
    ("moves", _("Actions and steps")),
    ("forms", _("Forms")),
    ("lists", _("Lists")),
    ("record", _("A record")),
    ("talk", _("Dialogue and files")),
    ("figures", _("Figures")),
    ("work", _("Signatures, keys, waiting")),
)


class SampleForm(PortalForm):
    """One field of each kind."""

    title = CleanText(label=_("In a few words"), help_text=_("A name for yourself; others see it too."))
    topic = forms.ChoiceField(
        label=_("What is it about?"),
        choices=[("", _("Choose one")), ("gifts", _("Gifts and hospitality")), ("books", _("Books and records"))],
    )
    happened = CleanText(
        label=_("What happened?"), rows=5, help_text=_("Who did what, when and where. Guesses are fine: say so.")
    )
    happened_on = forms.DateField(label=_("When?"), required=False, widget=forms.DateInput)
    amount = forms.DecimalField(label=_("Estimated loss in US dollars"), required=False)
    how = forms.ChoiceField(
        label=_("How do you want to be known?"),
        help_text=_("You can change this later in one direction: from anonymous to named."),
        widget=forms.RadioSelect,
        choices=[
            ("named", _("By name")),
            ("confidential", _("By name, kept from everybody but a custodian")),
            ("anonymous", _("Not at all")),
        ],
    )
    told = forms.MultipleChoiceField(
        label=_("Who knows already?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[("manager", _("My manager")), ("hr", _("Human Resources")), ("nobody", _("Nobody"))],
    )
    papers = forms.FileField(label=_("Papers or pictures"), required=False, help_text=_("Up to 25 MB each."))
    good_faith = forms.BooleanField(
        label=_("I tell this in good faith."), help_text=_("Being wrong is all right. Lying is not.")
    )


class SampleFilter(forms.Form):
    words = forms.CharField(label=_("Words"), required=False)
    state = forms.ChoiceField(label=_("State"), required=False, choices=[("", _("All")), ("open", _("Open"))])
    since = forms.DateField(label=_("Since"), required=False, widget=forms.DateInput)


def gallery(request: HttpRequest) -> HttpResponse:
    """`?frame=public` shows the frame of the speak-up pages, `?part=progress` is what the waiting bar asks for."""
    if request.GET.get("part") == "progress":
        return render(request, "_components/progress.html", _finished_work())
    if request.GET.get("frame") == "public":
        return render(request, "gallery_public.html", {"form": _wrong_form(), "key": "K7QF-3M9X-TR4W-8HBN-V2YC-6PJD"})
    # Whoever looks, the frame shows an invented person: as the template's `request`, so that nothing asks who it is.
    person = Sample(full_name="Rosa Almeida", roles=[Sample(label=_("Investigator")), Sample(label=_("Office staff"))])
    frame = Sample(person=person, path=request.path, GET=request.GET)
    return render(request, "gallery.html", _content() | {"request": frame})


def _content() -> dict[str, Any]:
    return {
        "navigation": _navigation(),
        "unread_notices": 3,
        "breadcrumbs": [(_("Home"), "/"), (_("Developers"), "/gallery/"), (_("Gallery"), None)],
        "messages": _messages(),
        "sections": SECTIONS,
        "tones": TONES,
        "title_badges": [{"tone": "info", "text": _("Investigation")}, {"tone": "danger", "text": _("Material")}],
        "moves": _moves(),
        "steps": _steps(),
        "form": SampleForm(),
        "wrong_form": _wrong_form(),
        "filter_form": SampleFilter(),
        "page": Sample(previous_url="?before=x", next_url="?after=x"),
        "sort_links": {
            "reference": Sample(url="?sort=reference", direction=""),
            "due": Sample(url="?sort=-due", direction="ascending"),
        },
        "cases": _cases(),
        "facts": _facts(),
        "entries": _entries(),
        "files": _files(),
        "clocks": _clocks(),
        "tabs": _tabs(),
        "person": Sample(full_name="Amara Okafor", job_title=_("Senior investigator")),
        "key": "K7QF-3M9X-TR4W-8HBN-V2YC-6PJD",
        "contacts": [
            Sample(
                address="+1 614 555 0142", href="tel:+16145550142", icon="telephone", hours=_("Every day"), languages=""
            ),
            Sample(
                address="ethics@example.org", href="mailto:ethics@example.org", icon="envelope", hours="", languages=""
            ),
        ],
        "bar": _bar(),
        "line": _line(),
        "stacked": _stacked(),
        "more_charts": [_paired(), _columns(), _funnel(), _heat()],
        "finished_work": _finished_work(),
    }


def _wrong_form() -> SampleForm:
    form = SampleForm({"title": "Dinners with a supplier", "happened": "", "how": ""}, auto_id="wrong_%s")
    form.is_valid()
    form.add_error(None, _("This has moved on since you opened the page."))
    return form


def _navigation() -> list[Sample]:
    rows = (
        (_("Home"), "/", "house", False, ""),
        (_("Inbox"), "/gallery/#lists", "inbox", False, "3"),
        (_("Cases"), "/gallery/", "briefcase", True, "12"),
        (_("Waivers"), "/gallery/#moves", "patch-check", False, ""),
        (_("The Code"), "/gallery/#record", "book", False, ""),
        (_("Audit Committee"), "/gallery/#figures", "bank", False, ""),
        (_("People and roles"), "/gallery/#talk", "people", False, ""),
        (_("Settings"), "/gallery/#work", "gear", False, ""),
    )
    return [
        Sample(label=label, url=url, icon=icon, is_current=now, badge=badge) for label, url, icon, now, badge in rows
    ]


def _messages() -> list[Any]:
    return [
        _Message("success", _("The case was handed to Amara Okafor.")),
        _Message("error", _("You may not do this: “Close” is for somebody else.")),
    ]


class _Message(Sample):
    """A message as Django's framework gives it: tags and words."""

    def __init__(self, tags: str, words: Any) -> None:
        super().__init__(tags=tags, words=words)

    def __str__(self) -> str:
        return str(self.words)


def _moves() -> list[Sample]:
    return [
        Sample(label=_("Ask for review"), url="#moves", tone="primary", hint=""),
        Sample(label=_("Add a task"), url="#moves", tone="secondary", hint=""),
        Sample(label=_("Refer to officials"), url="#moves", tone="secondary", hint=_("Needs counsel's opinion.")),
        Sample(label=_("Withdraw"), url="#moves", tone="danger", hint=""),
    ]


def _steps() -> list[Sample]:
    return [
        Sample(label=_("Received"), done=True, current=False, hint=_("3 November")),
        Sample(label=_("Read by the office"), done=True, current=False, hint=_("4 November")),
        Sample(label=_("Being looked into"), done=False, current=True, hint=_("Since 6 November")),
        Sample(label=_("Outcome"), done=False, current=False, hint=""),
    ]


def _cases() -> list[Sample]:
    rows = (
        (
            "KX-4T9Q-M2",
            _("Gifts from a packaging supplier"),
            "Amara Okafor",
            "danger",
            _("Overdue"),
            date(2026, 11, 20),
            41,
        ),
        (
            "PD-7H3W-C8",
            _("Overtime not paid in the Lyon plant"),
            "Jonas Weber",
            "warning",
            _("Review"),
            date(2026, 11, 25),
            18,
        ),
        (
            "ZB-2N6V-R5",
            _("Question about a board seat elsewhere"),
            "Mei Tanaka",
            "info",
            _("Triage"),
            date(2026, 12, 1),
            3,
        ),
        (
            "GM-9Y4K-J7",
            _("Backdated delivery notes"),
            "Amara Okafor",
            "info",
            _("Investigation"),
            date(2027, 1, 15),
            27,
        ),
    )
    names = ("reference", "title", "owner", "tone", "state", "due", "age")
    return [Sample(**dict(zip(names, row, strict=True))) for row in rows]


def _facts() -> list[tuple[Any, Any]]:
    return [
        (_("Reported"), date(2026, 11, 3)),
        (_("Channel"), _("Web, anonymous")),
        (_("Where"), _("Rotterdam distribution centre, receiving dock 4")),
        (_("Estimated loss"), "$48,200"),
        (_("Counsel's reference"), ""),
    ]


def _entries() -> list[Sample]:
    return [
        Sample(sentence=_("Report received"), actor="", when=_("3 November 2026"), tone=""),
        Sample(
            sentence=_("Materiality decided: material, because the chief buyer has a control role"),
            actor="Amara Okafor",
            when=datetime(2026, 11, 6, 14, 12, tzinfo=UTC),
            tone="danger",
        ),
        Sample(
            sentence=_("Interview of the warehouse manager recorded"),
            actor="Jonas Weber",
            when=datetime(2026, 11, 12, 9, 30, tzinfo=UTC),
            tone="",
        ),
    ]


def _files() -> list[Sample]:
    held = {"tone": "warning", "text": _("Held: not cleaned")}
    return [
        Sample(name="Delivery notes October.pdf", size=482_133, url="#talk", note=_("Cleaned"), badge=None),
        Sample(
            name="dock-4-camera-2026-10-29-evening-shift-long-name.mov", size=18_338_411, url="", note="", badge=held
        ),
        Sample(name="photo.jpg", size=91_002, url="#talk", note="", badge=None),
    ]


def _clocks() -> list[Sample]:
    return [
        Sample(label=_("Acknowledge"), due=date(2026, 11, 10), tone="success", state=_("met")),
        Sample(label=_("Feedback"), due=date(2027, 2, 3), tone="neutral", state=""),
        Sample(label=_("Materiality"), due=date(2026, 11, 24), tone="warning", state=_("tomorrow's date")),
        Sample(label=_("Disclosure"), due=date(2026, 11, 20), tone="danger", state=_("overdue")),
    ]


def _tabs() -> list[Sample]:
    rows = (
        (_("Overview"), True, None),
        (_("Allegations"), False, 2),
        (_("Dialogue"), False, 5),
        (_("Evidence"), False, 14),
        (_("Tasks"), False, 0),
        (_("History"), False, None),
    )
    return [Sample(label=label, url="#record", is_current=now, count=count) for label, now, count in rows]


def _bar() -> dict[str, Any]:
    return charts.bar_chart(
        title=str(_("Reports by topic")),
        summary=str(_("Books and records lead with 31 of 96 reports this quarter.")),
        unit=str(_("Reports")),
        rows=[
            (str(_("Books and records")), 31),
            (str(_("Conflicts of interest")), 24),
            (str(_("Harassment and discrimination")), 19),
            (str(_("Gifts and hospitality")), 14),
            (str(_("Retaliation")), 8),
        ],
    )


def _line() -> dict[str, Any]:
    return charts.line_chart(
        title=str(_("Reports per 100 employees")),
        summary=str(_("Speaking up grew from 1.2 to 1.9 in two years; fewer than half were anonymous.")),
        labels=["Q1 25", "Q2 25", "Q3 25", "Q4 25", "Q1 26", "Q2 26", "Q3 26", "Q4 26"],
        series=[
            (str(_("All reports")), [1.2, 1.3, 1.3, 1.5, 1.4, 1.7, 1.8, 1.9]),
            (str(_("Anonymous")), [0.7, 0.7, 0.6, 0.7, None, 0.8, 0.8, 0.8]),
        ],
        benchmark=(str(_("Published median")), 1.57),
    )


def _stacked() -> dict[str, Any]:
    return charts.stacked_bar_chart(
        title=str(_("Findings by region")),
        summary=str(_("A third of the allegations in Europe were substantiated, a quarter elsewhere.")),
        series=[str(_("Substantiated")), str(_("Partly")), str(_("Unsubstantiated")), str(_("Too little known"))],
        rows=[
            (str(_("Europe")), [14, 6, 17, 5]),
            (str(_("North America")), [11, 4, 22, 6]),
            (str(_("Asia and Pacific")), [5, 3, 9, 4]),
        ],
    )


def _paired() -> dict[str, Any]:
    return charts.paired_bar_chart(
        title=str(_("Topics and last year")),
        summary=str(_("Gifts doubled; books and records fell by a quarter.")),
        series=(str(_("This quarter")), str(_("A year before"))),
        rows=[
            (str(_("Books and records")), 18, 24),
            (str(_("Gifts and hospitality")), 14, 7),
            (str(_("Retaliation")), 3, 2),
        ],
    )


def _columns() -> dict[str, Any]:
    return charts.column_chart(
        title=str(_("Time to close")),
        summary=str(_("Half of the cases took no longer than 41 days.")),
        axis=str(_("calendar days from received to closed")),
        rows=[("0–14", 9), ("15–30", 16), ("31–60", 22), ("61–90", 11), ("91–180", 6), ("> 180", 2)],
        marks=[charts.Mark(str(_("Median")), "41", 2.34)],
        late=1,
        n=66,
    )


def _funnel() -> dict[str, Any]:
    return charts.funnel_chart(
        title=str(_("What became of the reports")),
        summary=str(_("Of 96 cases received, 21 ended in a consequence.")),
        rows=[
            (str(_("Received")), 96),
            (str(_("Investigated")), 58),
            (str(_("Substantiated")), 26),
            (str(_("With a consequence")), 21),
        ],
    )


def _heat() -> dict[str, Any]:
    return charts.heat_map(
        title=str(_("Reports by unit")),
        summary=str(_("Operations leads in every quarter.")),
        columns=["Q1 26", "Q2 26", "Q3 26", "Q4 26"],
        total=str(_("Year")),
        rows=[
            (str(_("Operations")), [14, 17, 22, 19], 72),
            (str(_("Sales")), [9, None, None, 12], 30),
            (str(_("Finance")), [0, 6, 5, 8], 19),
        ],
    )


def _finished_work() -> dict[str, Any]:
    return {
        "label": _("The case file is ready"),
        "done": 120,
        "total": 120,
        "poll_url": "",
        "finished_url": "#work",
        "finished_label": _("Open it"),
    }
