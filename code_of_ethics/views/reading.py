"""Reading the Code: the one in force, its versions, and what changed."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from accounts.access import PortalRequest
from accounts.addresses import speak_up_address
from accounts.moves import moves_allowed
from accounts.roles import Office
from audit.trail import history
from code_of_ethics.changes import changes_between
from code_of_ethics.forms import CodeSearchForm
from code_of_ethics.markdown import render_markdown
from code_of_ethics.models import Affirmation, CodeVersion, Policy, Provision
from code_of_ethics.models.compliance_audit import reads_audits
from code_of_ethics.models.keepers import keeps_public_words
from code_of_ethics.parsing import parse_code
from code_of_ethics.standing_words import standing_words
from code_of_ethics.workflow import VERSION_MOVES


@dataclass
class ShownProvision:
    """A provision with its text as HTML."""

    provision: Provision
    html: SafeString
    policies: list[Policy]


@dataclass
class ShownPart:
    """A part of the Code with its provisions, for the page and its table of contents."""

    title: str
    anchor: str
    intro: SafeString
    provisions: list[ShownProvision]


@login_required
def code(request: PortalRequest) -> HttpResponse:
    """The Code in force today."""
    version = CodeVersion.objects.in_force(timezone.localdate())
    waiting = Affirmation.objects.of(request.person).waiting().exists()
    context = {
        "is_affirmation_waiting": waiting,
        "keeps_public_words": keeps_public_words(request.person),
        "is_ethics_office": Office.ETHICS_OFFICE in request.person.offices,
        "leads_others": request.person.reports.exists(),
        "reads_audits": reads_audits(request.person),
    }
    return _reading_page(request, version, "code_of_ethics/code.html", breadcrumbs=[], **context)


@login_required
def versions(request: PortalRequest) -> HttpResponse:
    listed = CodeVersion.objects.visible_to(request.person).select_related("published_by").order_by("-number")
    context = {
        "versions": listed,
        "in_force": CodeVersion.objects.in_force(timezone.localdate()),
        "breadcrumbs": [_crumb(), (_("Versions"), None)],
    }
    return render(request, "code_of_ethics/versions.html", context)


@login_required
def version(request: PortalRequest, number: int) -> HttpResponse:
    """One version as it was, or will be; with its moves for those who write and publish."""
    shown = _version_for(request, number)
    staff = bool(shown.relations(request.person))
    return _reading_page(
        request,
        shown,
        "code_of_ethics/version.html",
        former=CodeVersion.objects.before(shown),
        moves=moves_allowed(VERSION_MOVES, shown, request.person),
        history=history(shown) if staff else [],
        breadcrumbs=[_crumb(), _versions_crumb(), (_("Version %(number)s") % {"number": number}, None)],
    )


@login_required
def changes(request: PortalRequest, number: int) -> HttpResponse:
    """What a version changed in the one before it, word by word."""
    later = _version_for(request, number)
    former = CodeVersion.objects.before(later)
    found = changes_between(former.provisions.all(), later.provisions.all()) if former else []
    context = {
        "version": later,
        "former": former,
        "changes": found,
        "breadcrumbs": [
            _crumb(),
            _versions_crumb(),
            (_("Version %(number)s") % {"number": number}, reverse("code_of_ethics:version", args=[number])),
            (_("What changed"), None),
        ],
    }
    return render(request, "code_of_ethics/changes.html", context)


def _reading_page(
    request: PortalRequest, version: CodeVersion | None, template: str, **context: object
) -> HttpResponse:
    form = CodeSearchForm(request.GET)
    wanted = form.wanted()
    every = list(version.provisions.order_by("order")) if version else []
    found = [provision for provision in every if _holds(provision, wanted)]
    context |= {
        "version": version,
        "form": form,
        "is_filtered": bool(wanted),
        "found_count": len(found),
        "preamble": render_markdown(parse_code(version.body).preamble) if version and not wanted else "",
        "parts": _parts(version, found, _policies(request)) if version else [],
        "contacts": standing_words().nearest(request.person.country),
        "contact_url": f"{speak_up_address()}contact/",
    }
    return render(request, template, context)


def _holds(provision: Provision, wanted: Iterable[str]) -> bool:
    words = f"{provision.number} {provision.title} {provision.part} {provision.text}".casefold()
    return all(word in words for word in wanted)


def _parts(version: CodeVersion, provisions: Iterable[Provision], policies: list[Policy]) -> list[ShownPart]:
    parsed = parse_code(version.body)
    parts: list[ShownPart] = []
    for provision in provisions:
        if not parts or parts[-1].title != provision.part:
            intro = render_markdown(parsed.intro_of(provision.part))
            parts.append(ShownPart(provision.part, f"part-{len(parts) + 1}", intro, []))
        beside = [policy for policy in policies if provision.key in policy.provision_keys]
        parts[-1].provisions.append(ShownProvision(provision, render_markdown(provision.text), beside))
    return parts


def _policies(request: PortalRequest) -> list[Policy]:
    """All that were published: the provisions that each supplements are few, and so are they."""
    return list(Policy.objects.visible_to(request.person).published().order_by("title"))


def _version_for(request: PortalRequest, number: int) -> CodeVersion:
    return get_object_or_404(CodeVersion.objects.visible_to(request.person), number=number)


def _crumb() -> tuple[str, str]:
    return (_("The Code of Ethics"), reverse("code_of_ethics:code"))


def _versions_crumb() -> tuple[str, str]:
    return (_("Versions"), reverse("code_of_ethics:versions"))
