"""The filters over the queue, read with GET, and the form of a view that is kept.

Only codes and ids travel in the address: no names, and no words that somebody typed but a reference.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.db.models import CharField, Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.countries import CountryField
from accounts.forms import CleanText, PortalForm
from accounts.models import Person
from accounts.roles import Role
from accounts.text import clean_text
from cases.models import Allegation, Case, MaterialityDecision, Report
from cases.models.case import CaseQuerySet
from cases.models.wall import queues_of
from cases.states.case import OPEN_STATES, CaseState, Severity
from cases.states.materiality import Materiality
from cases.states.report import Channel, ReportKind
from code_of_ethics.models import Provision, Topic
from vault.settled import Settled

EVERY_STATE = "every"
FOR_MY_REVIEW = "for_my_review"
MINE = "mine"
NOBODY = "nobody"
ANSWERED, ASKED = "answered", "asked"
INVESTIGATING_ROLES = (Role.INVESTIGATOR, Role.EXTERNAL_INVESTIGATOR, Role.OFFICE_STAFF)
SOON = timedelta(days=2)

DUE = {
    "overdue": gettext_lazy("Overdue"),
    "today": gettext_lazy("Today"),
    "soon": gettext_lazy("Today or in the next 2 days"),
    "week": gettext_lazy("In the next 7 days"),
    "none": gettext_lazy("No deadline"),
}
AGES = {
    "7": gettext_lazy("In the last 7 days"),
    "30": gettext_lazy("In the last 30 days"),
    "over30": gettext_lazy("More than 30 days ago"),
    "over90": gettext_lazy("More than 90 days ago"),
    "over180": gettext_lazy("More than 180 days ago"),
}
TALK = {
    ANSWERED: gettext_lazy("The reporter wrote last"),
    ASKED: gettext_lazy("We wrote last: waiting for the reporter"),
}
# Few cases ever are; so the decision in force is looked up for these alone.
_DECIDED_MATERIAL = Exists(MaterialityDecision.objects.filter(case=OuterRef("pk"), outcome=Materiality.MATERIAL))
_TOLD_OTHERWISE = Exists(Report.objects.filter(case=OuterRef("pk")).exclude(topic=OuterRef("topic")))
# What `with_flags` reads with each case.
FLAGS: dict[str, tuple[Any, Q]] = {
    "danger": (gettext_lazy("Danger"), Q(has_alarm=True)),
    "material": (gettext_lazy("Material"), Q(_DECIDED_MATERIAL, materiality=Materiality.MATERIAL)),
    "materiality_open": (gettext_lazy("Materiality open"), Q(has_trigger=True, materiality__isnull=True)),
    "possible_match": (gettext_lazy("Possible match"), Q(has_possible_match=True)),
    "earlier": (gettext_lazy("About an earlier report"), Q(is_about_earlier=True)),
    "topic_changed": (gettext_lazy("Topic changed since it came"), Q(_TOLD_OTHERWISE)),
    "no_country": (gettext_lazy("No country told"), Q(country="")),
}


def _choice(label: Any, choices: Any = ()) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, required=False, choices=[("", gettext_lazy("All")), *choices])


class QueueFilterForm(forms.Form):
    """What narrows the queue. An answer that makes no sense narrows nothing."""

    reference = forms.CharField(label=gettext_lazy("Reference"), required=False, max_length=12)
    state = forms.ChoiceField(
        label=gettext_lazy("State"),
        required=False,
        choices=[
            ("", gettext_lazy("Open")),
            *CaseState.choices,
            (FOR_MY_REVIEW, gettext_lazy("For my review")),
            (EVERY_STATE, gettext_lazy("Open and closed")),
        ],
    )
    due = _choice(gettext_lazy("Deadline"), DUE.items())
    assignee = _choice(gettext_lazy("Investigator"))
    topic = _choice(gettext_lazy("Topic"))
    provision = _choice(gettext_lazy("Provision alleged"))
    country = CountryField(label=gettext_lazy("Country"), empty=gettext_lazy("All"), required=False)
    channel = _choice(gettext_lazy("Came by"), Channel.choices)
    severity = _choice(gettext_lazy("Severity"), Severity.choices)
    received = _choice(gettext_lazy("Received"), AGES.items())
    talk = _choice(gettext_lazy("Dialogue"), TALK.items())
    flag = _choice(gettext_lazy("Mark"), [(name, label) for name, (label, _fits) in FLAGS.items()])
    kind = _choice(gettext_lazy("Kind"), ReportKind.choices)

    def __init__(self, data: Any, *, person: Person, on: date) -> None:
        super().__init__(data)
        self.person, self.on = person, on
        offered = _offered(on)
        fields: Any = self.fields
        fields["topic"].choices = [("", _("All")), *offered["topic"]]
        fields["provision"].choices = [("", _("All")), *offered["provision"]]
        # Whoever works no queue needs nobody's name here, and an investigator from outside browses no directory.
        named = offered["person"] if queues_of(person) or person.stands_in else []
        others = [(key, name) for key, name in named if key != str(person.pk)]
        fields["assignee"].choices = [("", _("All")), (MINE, _("Me")), (NOBODY, _("Nobody yet")), *others]
        fields["reference"].widget.attrs["autocomplete"] = "off"
        self.is_valid()

    @property
    def chosen(self) -> dict[str, str]:
        """What narrows, by field, as the address has it. What made no sense is not in it."""
        return {name: str(value) for name, value in self.cleaned_data.items() if value}

    @property
    def narrows(self) -> bool:
        """Whether the list is shorter than without filters, so that an empty one can say why."""
        return bool(self.chosen)

    def in_words(self, name: str) -> str:
        """What was chosen in one field, as the page says it."""
        choices = dict(getattr(self.fields[name], "choices", ()))
        return str(choices.get(self.chosen[name], self.chosen[name]))

    def narrow(self, cases: Any) -> Any:
        """The cases that fit what was chosen, of cases that `with_flags` read."""
        chosen = self.chosen
        cases = self._in_state(cases, chosen.pop("state", ""))
        if words := clean_text(chosen.pop("reference", "")).strip():
            cases = cases.filter(reference__startswith=words.upper())
        for name, value in chosen.items():
            cases = self.ways[name](self, cases, value)
        return cases

    def _in_state(self, cases: CaseQuerySet, state: str) -> CaseQuerySet:
        if state == EVERY_STATE:
            return cases
        if state == FOR_MY_REVIEW:
            return cases.to_review(self.person)
        return cases.filter(state=state) if state else cases.open()

    def _assigned(self, cases: CaseQuerySet, assignee: str) -> CaseQuerySet:
        if assignee == NOBODY:
            return cases.filter(assignee__isnull=True)
        return cases.filter(assignee=self.person.pk if assignee == MINE else assignee)

    def _due(self, cases: CaseQuerySet, due: str) -> CaseQuerySet:
        if due == "none":
            return cases.filter(due_on=Case.NOTHING_DUE)
        days = {"today": timedelta(0), "soon": SOON, "week": timedelta(days=7)}
        until = Q(due_on__lt=self.on) if due == "overdue" else Q(due_on__range=(self.on, self.on + days[due]))
        # Said twice, "open" makes PostgreSQL expect far fewer rows than there are.
        return cases.filter(until, state__in=OPEN_STATES) if "state" in self.chosen else cases.filter(until)

    def _received(self, cases: CaseQuerySet, age: str) -> CaseQuerySet:
        day = self.on - timedelta(days=int(age.removeprefix("over")))
        return cases.filter(received_on__lt=day) if age.startswith("over") else cases.filter(received_on__gte=day)

    def _talked(self, cases: CaseQuerySet, talk: str) -> CaseQuerySet:
        return cases.answered() if talk == ANSWERED else cases.asked()

    def _of_provision(self, cases: CaseQuerySet, key: str) -> CaseQuerySet:
        return cases.filter(Exists(Allegation.objects.filter(case=OuterRef("pk"), provision__key=key)))

    def _by_channel(self, cases: CaseQuerySet, channel: str) -> CaseQuerySet:
        return cases.filter(Exists(Report.objects.filter(case=OuterRef("pk"), channel=channel)))

    def _of_kind(self, cases: CaseQuerySet, kind: str) -> CaseQuerySet:
        told = Report.objects.filter(case=OuterRef("pk"), counted_as=ReportKind.REPORT)
        return cases.filter(~Exists(told) if kind == ReportKind.QUESTION else Exists(told))

    ways: Mapping[str, Callable[..., Any]] = {
        "assignee": _assigned,
        "due": _due,
        "received": _received,
        "talk": _talked,
        "provision": _of_provision,
        "channel": _by_channel,
        "kind": _of_kind,
        "flag": lambda self, cases, flag: cases.filter(FLAGS[flag][1]),
        "topic": lambda self, cases, topic: cases.filter(topic=topic),
        "country": lambda self, cases, country: cases.filter(country=country),
        "severity": lambda self, cases, severity: cases.filter(severity=severity),
    }


def _offered(on: date) -> dict[str, list[tuple[str, str]]]:
    """Topics, provisions of the Code in force and investigators, by what they are called: one statement for all."""
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for kind, key, label in sorted(_rows_offered(on, timezone.now()), key=lambda row: row[2].casefold()):
        found[kind].append((key if kind == "provision" else str(UUID(key)), label))
    return found


def _union(on: date, at: datetime) -> QuerySet[Any, tuple[str, str, str]]:
    topics = _row("topic", Topic.objects.all(), F("name"))
    people = Person.objects.holding(*INVESTIGATING_ROLES, at=at)
    names = _row("person", people, Concat("given_name", Value(" "), "family_name"))
    provisions = _row("provision", Provision.objects.in_force(on), Concat("number", Value(" "), "title"), key=F("key"))
    return topics.union(names, provisions, all=True)


# Every page of the queue asks it.
_rows_offered = Settled(_union)


def _row(kind: str, rows: QuerySet[Any], label: Any, key: Any = None) -> QuerySet[Any]:
    text = CharField()
    return (
        rows.order_by()
        .annotate(
            what=Value(kind, output_field=text),
            ident=Cast(key or F("pk"), output_field=text),
            label=Cast(label, output_field=text),
        )
        .values_list("what", "ident", "label")
    )


class QueueViewForm(PortalForm):
    """A name for a view of the queue, and whether the queue opens with it."""

    name = CleanText(label=gettext_lazy("Name of the view"), limit=60)
    is_default = forms.BooleanField(label=gettext_lazy("Open my queue with this view"), required=False)
