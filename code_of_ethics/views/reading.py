"""Reading the Code: the one in force, its versions, in every language there is, and what changed."""

from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import PortalRequest
from accounts.addresses import speak_up_address
from accounts.moves import moves_allowed
from accounts.roles import Office, Role
from audit.trail import history
from code_of_ethics.changes import changes_between
from code_of_ethics.forms import CodeSearchForm
from code_of_ethics.models import Affirmation, CodeTranslation, CodeVersion, Policy
from code_of_ethics.models.compliance_audit import reads_audits
from code_of_ethics.models.keepers import keeps_public_words
from code_of_ethics.standing_words import standing_words
from code_of_ethics.views.shown import languages_of, shown_code
from code_of_ethics.workflow import VERSION_MOVES


@login_required
def code(request: PortalRequest) -> HttpResponse:
    """The Code in force today."""
    version = CodeVersion.objects.in_force(timezone.localdate())
    return _reading_page(request, version, "code_of_ethics/code.html", breadcrumbs=[], **_at_the_door(request))


@login_required
def code_in(request: PortalRequest, language: str) -> HttpResponse:
    """The Code in force today, in another language."""
    if language == settings.LANGUAGE_CODE:
        return redirect("code_of_ethics:code")
    in_force = CodeVersion.objects.in_force(timezone.localdate())
    translation = _translation_for(request, in_force, language)
    crumbs = [_crumb(), (translation.language_name, None)]
    return _reading_page(
        request, in_force, "code_of_ethics/code.html", translation, breadcrumbs=crumbs, **_at_the_door(request)
    )


@login_required
def versions(request: PortalRequest) -> HttpResponse:
    listed = CodeVersion.objects.visible_to(request.person).select_related("published_by").order_by("-number")
    context = {
        "versions": listed,
        "in_force": CodeVersion.objects.in_force(timezone.localdate()),
        "writes": Role.CODE_EDITOR in request.person.roles,
        "breadcrumbs": [_crumb(), (_("Versions"), None)],
    }
    return render(request, "code_of_ethics/versions.html", context)


@login_required
def version(request: PortalRequest, number: int) -> HttpResponse:
    """One version as it was, or will be; with its moves for those who write and publish."""
    shown = version_for(request, number)
    crumbs = [_crumb(), versions_crumb(), (_("Version %(number)s") % {"number": number}, None)]
    return _version_page(request, shown, None, crumbs)


@login_required
def version_in(request: PortalRequest, number: int, language: str) -> HttpResponse:
    """One version in another language."""
    shown = version_for(request, number)
    if language == settings.LANGUAGE_CODE:
        return redirect(shown)
    translation = _translation_for(request, shown, language)
    return _version_page(request, shown, translation, [*crumbs_of(shown), (translation.language_name, None)])


@login_required
def changes(request: PortalRequest, number: int) -> HttpResponse:
    """What a version changed in the one before it, word by word."""
    later = version_for(request, number)
    former = CodeVersion.objects.before(later)
    found = changes_between(former.provisions.all(), later.provisions.all()) if former else []
    context = {
        "version": later,
        "former": former,
        "changes": found,
        "breadcrumbs": [*crumbs_of(later), (_("What changed"), None)],
    }
    return render(request, "code_of_ethics/changes.html", context)


def _at_the_door(request: PortalRequest) -> dict[str, Any]:
    """What the first page of the Code leads to."""
    return {
        "is_affirmation_waiting": Affirmation.objects.of(request.person).waiting().exists(),
        "keeps_public_words": keeps_public_words(request.person),
        "is_ethics_office": Office.ETHICS_OFFICE in request.person.offices,
        "leads_others": request.person.reports.exists(),
        "reads_audits": reads_audits(request.person),
        "leads_to_code": True,
    }


def _version_page(
    request: PortalRequest,
    shown: CodeVersion,
    translation: CodeTranslation | None,
    crumbs: list[tuple[str, str | None]],
) -> HttpResponse:
    staff = bool(shown.relations(request.person))
    return _reading_page(
        request,
        shown,
        "code_of_ethics/version.html",
        translation,
        former=CodeVersion.objects.before(shown),
        moves=moves_allowed(VERSION_MOVES, shown, request.person),
        history=history(shown) if staff else [],
        edits=shown.is_draft and Role.CODE_EDITOR in request.person.roles,
        translates=bool(request.person.roles & {Role.CODE_EDITOR, Role.ETHICS_OFFICER}),
        breadcrumbs=crumbs,
    )


def _reading_page(
    request: PortalRequest,
    version: CodeVersion | None,
    template: str,
    translation: CodeTranslation | None = None,
    **context: object,
) -> HttpResponse:
    form = CodeSearchForm(request.GET)
    shown = None
    if version:
        shown = shown_code(version, translation, wanted=form.wanted(), policies=_policies(request))
    language = translation.language if translation else ""
    context |= {
        "version": version,
        "translation": translation,
        "shown": shown,
        "form": form,
        "is_filtered": shown.is_filtered if shown else False,
        "languages": languages_of(version, request.person),
        "contacts": standing_words().nearest(request.person.country),
        "contact_url": f"{speak_up_address(language)}contact/",
        "text_speak_up_url": speak_up_address(language),
    }
    return render(request, template, context)


def _policies(request: PortalRequest) -> list[Policy]:
    """All that were published: the provisions that each supplements are few, and so are they."""
    return list(Policy.objects.visible_to(request.person).published().order_by("title"))


def version_for(request: PortalRequest, number: int) -> CodeVersion:
    """The version, where somebody may read it; 404 otherwise."""
    return get_object_or_404(CodeVersion.objects.visible_to(request.person), number=number)


def _translation_for(request: PortalRequest, version: CodeVersion | None, language: str) -> CodeTranslation:
    published = CodeTranslation.objects.visible_to(request.person).published().select_related("version")
    return get_object_or_404(published, version=version, language=language)


def _crumb() -> tuple[str, str | None]:
    return (_("The Code of Ethics"), reverse("code_of_ethics:code"))


def versions_crumb() -> tuple[str, str | None]:
    return (_("Versions"), reverse("code_of_ethics:versions"))


def crumbs_of(version: CodeVersion) -> list[tuple[str, str | None]]:
    """The way to a version, for the pages about it."""
    title = _("Version %(number)s") % {"number": version.number}
    return [_crumb(), versions_crumb(), (title, version.get_absolute_url())]
