"""Writing a draft of the Code in the browser, provision by provision."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import PortalRequest, role_required
from accounts.door import perform
from accounts.forms import ConfirmForm
from accounts.moves import Move
from accounts.roles import Role
from code_of_ethics import actions
from code_of_ethics.forms.editing import (
    ChangeProvisionForm,
    DescribeVersionForm,
    MoveProvisionForm,
    PartForm,
    ProvisionForm,
    RemoveProvisionForm,
)
from code_of_ethics.models import CodeVersion
from code_of_ethics.parsing import ParsedCode, ParsedProvision, parse_code
from code_of_ethics.views.reading import crumbs_of, version_for, versions_crumb
from code_of_ethics.workflow import (
    ADD_PROVISION,
    CHANGE_PART,
    CHANGE_PROVISION,
    DESCRIBE_VERSION,
    REMOVE_PROVISION,
)


@role_required(Role.CODE_EDITOR)
def start_version(request: PortalRequest) -> HttpResponse:
    """Begin a draft with the words of the newest version; with a first provision where there is none."""
    newest = CodeVersion.objects.visible_to(request.person).issued().first()
    form = ConfirmForm(request.POST or None) if newest else ProvisionForm(request.POST or None)
    if form.is_valid():
        first = form.facts() if isinstance(form, ProvisionForm) else None
        if made := perform(form, actions.start_version, first=first, by=request.person, at=timezone.now()):
            messages.success(request, _("The draft is there. Change it provision by provision."))
            return redirect("code_of_ethics:edit_version", number=made.number)
    crumbs = [versions_crumb(), (_("Begin a draft"), None)]
    return render(request, "code_of_ethics/start_version.html", {"form": form, "newest": newest, "breadcrumbs": crumbs})


@role_required(Role.CODE_EDITOR)
def edit_version(request: PortalRequest, number: int) -> HttpResponse:
    """A draft with its parts and provisions, and what can be changed in each."""
    version = version_for(request, number)
    context = {
        "version": version,
        "parts": _parts(parse_code(version.body)),
        "refusal": CHANGE_PROVISION.refusal(request.person, version),
        "former": CodeVersion.objects.before(version),
        "breadcrumbs": [*crumbs_of(version), (_("Edit the draft"), None)],
    }
    return render(request, "code_of_ethics/edit_version.html", context)


@role_required(Role.CODE_EDITOR)
def describe_version(request: PortalRequest, number: int) -> HttpResponse:
    """What a draft is called, from when it holds, what it changes and why."""
    version = version_for(request, number)
    said = ("title", "effective_on", "is_substantive", "technical_reason", "plain_summary", "legal_summary")
    initial = {name: getattr(version, name) for name in said}
    initial |= {"preamble": parse_code(version.body).preamble, "seen": version.edition}
    form = DescribeVersionForm(request.POST or None, initial=initial)
    facts = {"facts": form.facts(), **_typed(form, "seen")} if form.is_valid() else {}
    return _changed(request, version, form, DESCRIBE_VERSION, facts)


@role_required(Role.CODE_EDITOR)
def add_provision(request: PortalRequest, number: int) -> HttpResponse:
    """Another provision, at the end of its part."""
    version = version_for(request, number)
    parts = [part["title"] for part in _parts(parse_code(version.body))]
    form = ProvisionForm(request.POST or None, parts=parts, initial={"part": parts[-1]})
    facts = {"facts": form.facts()} if form.is_valid() else {}
    return _changed(request, version, form, ADD_PROVISION, facts)


@role_required(Role.CODE_EDITOR)
def change_provision(request: PortalRequest, number: int, key: str) -> HttpResponse:
    """Other words under the same key."""
    version = version_for(request, number)
    parsed = parse_code(version.body)
    provision = _provision(request, parsed, key)
    initial: dict[str, Any] = {"seen": version.edition}
    if provision:
        initial |= {name: getattr(provision, name) for name in ("part", "title", "text", "item_406b", "topics")}
    parts = [part["title"] for part in _parts(parsed)]
    form = ChangeProvisionForm(request.POST or None, parts=parts, initial=initial)
    facts = {"key": key, "facts": form.facts(), **_typed(form, "seen")} if form.is_valid() else {}
    return _changed(request, version, form, CHANGE_PROVISION, facts, provision=provision)


@require_POST
@role_required(Role.CODE_EDITOR)
def move_provision(request: PortalRequest, number: int, key: str) -> HttpResponse:
    """Up or down by one place, by a button of the draft's page."""
    version = version_for(request, number)
    form = MoveProvisionForm(request.POST)
    if form.is_valid():
        up = form.cleaned_data["direction"] == "up"
        facts = {"key": key, "up": up, "by": request.person, "at": timezone.now()}
        if perform(form, actions.move_provision, version, **facts):
            return redirect(f"{reverse('code_of_ethics:edit_version', args=[number])}#{key}")
    for errors in form.errors.values():
        messages.error(request, " ".join(str(sentence) for sentence in errors))
    return redirect("code_of_ethics:edit_version", number=number)


@role_required(Role.CODE_EDITOR)
def remove_provision(request: PortalRequest, number: int, key: str) -> HttpResponse:
    """Leave a provision out of the draft."""
    version = version_for(request, number)
    provision = _provision(request, parse_code(version.body), key)
    initial = {"seen": version.edition} | ({"title": provision.title, "text": provision.text} if provision else {})
    form = RemoveProvisionForm(request.POST or None, initial=initial)
    facts = {"key": key, **_typed(form, "seen")} if form.is_valid() else {}
    return _changed(request, version, form, REMOVE_PROVISION, facts, provision=provision)


@role_required(Role.CODE_EDITOR)
def change_part(request: PortalRequest, number: int, place: int) -> HttpResponse:
    """Another heading of a part, or other words under it."""
    version = version_for(request, number)
    parsed = parse_code(version.body)
    titles = {nth: part["title"] for nth, part in enumerate(_parts(parsed), start=1)}
    if place not in titles and request.method != "POST":
        raise Http404
    part = request.POST.get("part") or titles.get(place, "")
    initial = {"part": part, "seen": version.edition}
    if part in titles.values():
        initial |= {"title": part, "intro": parsed.intro_of(part)}
    form = PartForm(request.POST or None, initial=initial)
    facts = {"part": part, **_typed(form, "title", "intro", "seen")} if form.is_valid() else {}
    return _changed(request, version, form, CHANGE_PART, facts)


def _changed(
    request: PortalRequest,
    version: CodeVersion,
    form: Any,
    move: Move,
    facts: dict[str, Any],
    provision: ParsedProvision | None = None,
) -> HttpResponse:
    """Make the change and go back to the draft; the page of the change otherwise, or why it can't be made."""
    back = reverse("code_of_ethics:edit_version", args=[version.number])
    facts |= {"by": request.person, "at": timezone.now()}
    if form.is_valid() and perform(form, getattr(actions, move.verb), version, **facts):
        messages.success(request, _("The draft was changed."))
        return redirect(f"{back}#{provision.key}" if provision and move is CHANGE_PROVISION else back)
    context = {
        "version": version,
        "form": form,
        "move": move,
        "provision": provision,
        "facts": [(_("Provision"), provision.title), (_("Key"), provision.key)] if provision else [],
        "refusal": "" if request.method == "POST" else move.refusal(request.person, version),
        "cancel_url": back,
        "breadcrumbs": [*crumbs_of(version), (_("Edit the draft"), back), (move.label, None)],
    }
    return render(request, f"code_of_ethics/{move.verb}.html", context)


def _typed(form: Any, *names: str) -> dict[str, Any]:
    return {name: form.cleaned_data[name] for name in names}


def _parts(parsed: ParsedCode) -> list[dict[str, Any]]:
    """The parts in their order, each with its provisions."""
    parts: list[dict[str, Any]] = []
    for provision in parsed.provisions:
        if not parts or parts[-1]["title"] != provision.part:
            parts.append({"title": provision.part, "intro": parsed.intro_of(provision.part), "provisions": []})
        parts[-1]["provisions"].append(provision)
    return parts


def _provision(request: PortalRequest, parsed: ParsedCode, key: str) -> ParsedProvision | None:
    """The provision; none where somebody removed it meanwhile, and what was typed about it stands on the page still."""
    found = next((provision for provision in parsed.provisions if provision.key == key), None)
    if found is None and request.method != "POST":
        raise Http404
    return found
