"""Cases that may be about the same matter: the same person, similar words, the same topic, country and time.

Only cases that the asking person may see are ever looked at, so nothing here tells of any other.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from accounts.models import Person
from cases.models import Case, CaseLink, Party, WordMark
from cases.states.case import ASIDE

# The marks kept of a report, and how many two cases share, at least, to be called similar.
MOST_MARKS = 160
FEWEST_SHARED, SMALLEST_SHARE = 3, 0.15
# How far apart two reports on one topic from one country may lie.
PERIOD = timedelta(days=30)
MOST_LOOKED_AT, MOST_SHOWN = 40, 6
WEIGHTS = {"words": 3, "party": 2, "place": 1}


@dataclass(frozen=True)
class Likely:
    """A case that may be about the same matter, and why."""

    case: Case
    reasons: list[str]


def likely_duplicates(case: Case, person: Person) -> list[Likely]:
    """The likeliest first; what is linked already is left out."""
    if case.is_merged:
        return []  # its reports are looked at where they are now
    linked = CaseLink.objects.standing().of(case)
    others = (
        Case.objects.visible_to(person)
        .exclude(pk=case.pk)
        .exclude(state__in=ASIDE)
        .exclude(pk__in=linked.values("first"))
        .exclude(pk__in=linked.values("second"))
    )
    similar = _similar_in_words(case, others)
    named = Party.objects.filter(case=case, person__isnull=False).standing().values("person")
    same_party = Exists(Party.objects.filter(case=OuterRef("pk"), person__in=named).standing())
    found = others.filter(same_party | Q(pk__in=similar) | _place_and_period(case)).annotate(same_party=same_party)
    listed = found.select_related("topic").defer("summary", "closing_reason").order_by("-same_party", "-received_on")
    scored = [(_ways(case, one, similar), one) for one in [*listed[:MOST_LOOKED_AT]]]
    scored.sort(key=lambda pair: -sum(WEIGHTS[way] for way in pair[0]))
    return [Likely(one, _in_words(ways)) for ways, one in scored[:MOST_SHOWN]]


def _similar_in_words(case: Case, others: QuerySet[Case]) -> set[Any]:
    own = set(WordMark.objects.filter(report__case=case).values_list("mark", flat=True))
    if len(own) < FEWEST_SHARED:
        return set()
    there = WordMark.objects.filter(report__case__in=others.order_by().values("pk")).order_by()
    shared = there.filter(mark__in=own).values_list("report__case").annotate(many=Count("mark", distinct=True))
    most = dict(shared.filter(many__gte=FEWEST_SHARED).order_by("-many")[:MOST_LOOKED_AT])
    marks = WordMark.objects.filter(report__case__in=most).order_by()
    totals = dict(marks.values_list("report__case").annotate(many=Count("mark", distinct=True)))
    return {pk for pk, many in most.items() if many / min(len(own), totals[pk]) >= SMALLEST_SHARE}


def _place_and_period(case: Case) -> Q:
    """The same topic, country and time. A case without a country is like none."""
    if not case.country:
        return Q(pk__in=[])
    around = (case.received_on - PERIOD, case.received_on + PERIOD)
    return Q(topic=case.topic_id, country=case.country, received_on__range=around)


def _ways(case: Case, other: Any, similar: set[Any]) -> list[str]:
    near = abs(other.received_on - case.received_on) <= PERIOD
    holds = {
        "words": other.pk in similar,
        "party": other.same_party,
        "place": bool(case.country) and near and (other.topic_id, other.country) == (case.topic_id, case.country),
    }
    return [way for way, is_so in holds.items() if is_so]


def _in_words(ways: list[str]) -> list[str]:
    words = {
        "words": _("Told in similar words"),
        "party": _("Names the same person"),
        "place": _("Same topic and country, within 30 days"),
    }
    return [words[way] for way in ways]
