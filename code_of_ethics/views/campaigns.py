"""The office starts campaigns, follows them and helps whoever is late."""

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import PortalRequest, role_required
from accounts.countries import country_name
from accounts.door import perform
from accounts.forms import ConfirmForm
from accounts.models import Person
from accounts.moves import Move, moves_allowed
from accounts.paging import keyset_page
from accounts.roles import Office, Role
from accounts.spreadsheets import csv_lines
from audit.trail import history
from code_of_ethics import actions
from code_of_ethics.forms.affirming import ExtendForm, PaperForm, PeopleFilterForm, StartCampaignForm
from code_of_ethics.models import Affirmation, AffirmationCampaign, StatedException, TrainingAssignment
from code_of_ethics.views.keepers import ethics_office_only
from code_of_ethics.views.shown import languages_of
from code_of_ethics.workflow import AFFIRMATION_MOVES, CAMPAIGN_MOVES, END_CAMPAIGN, EXTEND_AFFIRMATION, RECORD_PAPER

CAMPAIGNS_SHOWN = 20
DONE = Q(affirmed_at__isnull=False) | Q(excused_at__isnull=False)


@login_required
def affirmations(request: PortalRequest) -> HttpResponse:
    """The campaigns, for the office that runs them; and the talks with people who can't affirm, of either office.

    Others find it while they hear such a talk, because nobody else may; and the committee's chair while a possible
    match in one is late.
    """
    late = list(StatedException.objects.listed_to(request.person, timezone.localdate()))
    if not (request.person.offices or late or StatedException.objects.heard_by(request.person).exists()):
        raise Http404
    runs_them = Office.ETHICS_OFFICE in request.person.offices
    campaigns = AffirmationCampaign.objects.select_related("version").prefetch_related("units")[:CAMPAIGNS_SHOWN]
    stated = StatedException.objects.heard_by(request.person)
    joined = stated.select_related("affirmation__person", "affirmation__campaign__version")
    context = {
        "campaigns": _with_figures(list(campaigns), request.person) if runs_them else [],
        "runs_them": runs_them,
        "late": late,
        "page": keyset_page(joined, request, columns={"day": "stated_at"}, sort="-day"),
        "may_start": Role.ETHICS_OFFICER in request.person.roles,
        "breadcrumbs": [_code_crumb(), (_("Affirmations"), None)],
    }
    return render(request, "code_of_ethics/affirmations.html", context)


@role_required(Role.ETHICS_OFFICER)
def start_campaign(request: PortalRequest) -> HttpResponse:
    """Ask everybody again, or a part of the company."""
    form = StartCampaignForm(request.POST or None)
    if form.is_valid():
        facts = (form.cleaned_data["due_on"], form.audience())
        if perform(form, actions.start_campaign, *facts, by=request.person, at=timezone.now()):
            messages.success(request, _("Launched. People are asked within minutes."))
            return redirect("code_of_ethics:affirmations")
    context = {"form": form, "breadcrumbs": [_code_crumb(), _crumb(), (_("Start a campaign"), None)]}
    return render(request, "code_of_ethics/start_campaign.html", context)


@ethics_office_only
def campaign(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    """How far it is: in all, by unit and by country."""
    shown = _campaign_or_404(pk)
    [row] = _with_figures([shown], request.person)
    context = {
        **row,
        "moves": moves_allowed(CAMPAIGN_MOVES, shown, request.person),
        "history": history(shown),
        "units": _with_training(_by(shown, request.person, "person__unit__name", "person__unit"), request.person),
        "countries": [
            {**line, "name": country_name(line["name"])}
            for line in _by(shown, request.person, "person__country", "person__country")
        ],
        "export_form": ConfirmForm(),
        "breadcrumbs": [_code_crumb(), _crumb(), (_title(shown), None)],
    }
    return render(request, "code_of_ethics/campaign.html", context)


@ethics_office_only
def campaign_people(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    """Who was asked, who affirmed, who is late; with what the office may do for each."""
    shown = _campaign_or_404(pk)
    form = PeopleFilterForm(request.GET)
    page = keyset_page(
        _chosen(shown, form, request), request, columns={"name": "person__family_name", "due": "due_on"}, sort="name",
        dressed=lambda rows: rows.select_related("person__unit", "campaign"),
    )  # fmt: skip
    today = timezone.localdate()
    context = {
        "campaign": shown,
        "form": form,
        "page": page,
        "rows": [
            {
                "affirmation": row,
                "is_overdue": row.is_overdue(today),
                "moves": moves_allowed(AFFIRMATION_MOVES, row, request.person),
            }
            for row in page.rows
        ],
        "breadcrumbs": [_code_crumb(), _crumb(), (_title(shown), _url(shown)), (_("People"), None)],
    }
    return render(request, "code_of_ethics/campaign_people.html", context)


@require_POST
@ethics_office_only
def export_campaign(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    """The people of a campaign as a CSV file. That somebody took it is on the trail."""
    shown, form = _campaign_or_404(pk), ConfirmForm(request.POST)
    if not form.is_valid() or not perform(form, actions.record_export, shown, by=request.person, at=timezone.now()):
        return redirect(_url(shown))
    listed = Affirmation.objects.visible_to(request.person).filter(campaign=shown).counted(timezone.localdate())
    rows = listed.select_related("person__unit", "campaign__version").order_by("person__family_name", "pk")
    answer: Any = StreamingHttpResponse(csv_lines(_exported(rows)), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="affirmations.csv"'
    return answer


@role_required(Role.ETHICS_OFFICER)
def end_campaign(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    """End it."""
    shown, form = _campaign_or_404(pk), ConfirmForm(request.POST or None)
    if form.is_valid() and perform(form, actions.end_campaign, shown, by=request.person, at=timezone.now()):
        messages.success(request, _("Ended."))
        return redirect(_url(shown))
    context = {"record": shown, "form": form, "move": END_CAMPAIGN, "cancel_url": _url(shown)}
    context["refusal"] = "" if request.method == "POST" else END_CAMPAIGN.refusal(request.person, shown)
    context["breadcrumbs"] = [_code_crumb(), _crumb(), (_title(shown), _url(shown)), (END_CAMPAIGN.label, None)]
    return render(request, "code_of_ethics/end_campaign.html", context)


@ethics_office_only
def extend_affirmation(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    """Give somebody more time."""
    return _move(request, pk, EXTEND_AFFIRMATION, ExtendForm(request.POST or None), "due_on", "reason")


@ethics_office_only
def record_paper(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    """Record that somebody signed on paper."""
    translations = languages_of(_affirmation_or_404(request, pk).campaign.version, request.person)
    form = PaperForm(request.POST or None, languages=[one.code for one in translations])
    return _move(request, pk, RECORD_PAPER, form, "signed_on", "kept_where", "read_in")


def _move(request: PortalRequest, pk: uuid.UUID, move: Move, form: Any, *names: str) -> HttpResponse:
    shown = _affirmation_or_404(request, pk)
    back = reverse("code_of_ethics:campaign_people", args=[shown.campaign_id])
    if form.is_valid():
        facts = {name: form.cleaned_data[name] for name in names if name in form.fields}
        if perform(form, getattr(actions, move.verb), shown, by=request.person, at=timezone.now(), **facts):
            messages.success(request, _("Done."))
            return redirect(back)
    context = {
        "record": shown,
        "form": form,
        "move": move,
        "cancel_url": back,
        "refusal": "" if request.method == "POST" else move.refusal(request.person, shown),
        "facts": [
            (_("Person"), shown.person.full_name),
            (_("Asked on"), date_format(shown.asked_on)),
            (_("Due"), date_format(shown.due_on)),
            (_("Status"), shown.state_label),
        ],
        "breadcrumbs": [_code_crumb(), _crumb(), (_title(shown.campaign), _url(shown.campaign)), (move.label, None)],
    }
    return render(request, f"code_of_ethics/{move.verb}.html", context)


def _with_figures(campaigns: list[AffirmationCampaign], person: Person) -> list[dict[str, Any]]:
    """Each campaign with how many count, are done, overdue and being talked with: one statement for all."""
    today = timezone.localdate()
    waits = Q(affirmed_at__isnull=True, excused_at__isnull=True)
    counted = (
        Affirmation.objects.visible_to(person)
        .counted(today)
        .filter(campaign__in=campaigns)
        .order_by()
        .values("campaign")
        .annotate(
            asked=Count("pk"),
            done=Count("pk", filter=DONE),
            overdue=Count("pk", filter=waits & Q(due_on__lt=today)),
            talking=Count(
                "pk", filter=waits & Q(exception__in=StatedException.objects.visible_to(person).values("pk"))
            ),
        )
    )
    figures = {row["campaign"]: row for row in counted}
    empty = {"asked": 0, "done": 0, "overdue": 0, "talking": 0}
    return [{**(figures.get(one.pk) or empty), "campaign": one} for one in campaigns]


def _by(shown: AffirmationCampaign, person: Person, name: str, key: str) -> list[dict[str, Any]]:
    counted = Affirmation.objects.visible_to(person).counted(timezone.localdate()).filter(campaign=shown)
    lines = counted.order_by().values(name, key).annotate(asked=Count("pk"), done=Count("pk", filter=DONE))
    found = [
        {
            "name": line[name] or _("No unit"),
            "key": line[key],
            "asked": line["asked"],
            "done": line["done"],
            "percent": round(100 * line["done"] / line["asked"]),
        }
        for line in lines
    ]
    return sorted(found, key=lambda line: (line["percent"], line["name"]))


def _with_training(lines: list[dict[str, Any]], person: Person) -> list[dict[str, Any]]:
    """Beside the affirmations of each unit: what running trainings ask of its people, and how much of that is done."""
    asked = TrainingAssignment.objects.visible_to(person).counted(timezone.localdate()).last_times()
    counted = asked.filter(training__ended_at__isnull=True).order_by().values("person__unit")
    found = {
        row["person__unit"]: row
        for row in counted.annotate(to_train=Count("pk"), trained=Count("pk", filter=Q(completed_on__isnull=False)))
    }
    return [{"trained": 0, "to_train": 0, **line, **found.get(line["key"], {})} for line in lines]


def _chosen(shown: AffirmationCampaign, form: PeopleFilterForm, request: PortalRequest) -> QuerySet[Affirmation]:
    today = timezone.localdate()
    show, unit = form.wanted()
    rows = Affirmation.objects.visible_to(request.person).filter(campaign=shown).counted(today)
    rows = rows.filter(person__unit=unit) if unit else rows
    if show == "overdue":
        return rows.overdue(today)
    if show == "waiting":
        return rows.waiting()
    return rows.filter(DONE) if show == "done" else rows


def _exported(rows: QuerySet[Affirmation]) -> Any:
    yield [
        _("Name"),
        _("E-mail"),
        _("Unit"),
        _("Country"),
        _("Due"),
        _("Status"),
        _("Affirmed"),
        _("Version"),
        "SHA-256",
        _("Read in"),
    ]
    for row in rows.iterator(chunk_size=1000):
        person = row.person
        affirmed = timezone.localtime(row.affirmed_at).isoformat(timespec="seconds") if row.affirmed_at else ""
        unit = person.unit.name if person.unit else ""
        yield [
            person.full_name, person.email, unit, person.country, row.due_on.isoformat(), row.state_label, affirmed,
            row.campaign.version.number, row.version_sha256, row.read_in_name,
        ]  # fmt: skip


def _affirmation_or_404(request: PortalRequest, pk: uuid.UUID) -> Affirmation:
    visible = Affirmation.objects.visible_to(request.person).select_related("person", "campaign__version")
    shown: Affirmation = get_object_or_404(visible, pk=pk)
    return shown


def _campaign_or_404(pk: uuid.UUID) -> AffirmationCampaign:
    return get_object_or_404(AffirmationCampaign.objects.select_related("version").prefetch_related("units"), pk=pk)


def _title(shown: AffirmationCampaign) -> str:
    return _("Version %(number)s, due %(day)s") % {"number": shown.version.number, "day": date_format(shown.due_on)}


def _url(shown: AffirmationCampaign) -> str:
    return reverse("code_of_ethics:campaign", args=[shown.pk])


def _crumb() -> tuple[str, str]:
    return (_("Affirmations"), reverse("code_of_ethics:affirmations"))


def _code_crumb() -> tuple[str, str]:
    return (_("The Code of Ethics"), reverse("code_of_ethics:code"))
