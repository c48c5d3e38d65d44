"""The library of policies: read by everybody, kept by owners and the Compliance & Ethics office."""

import re
import uuid
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import slugify
from django.utils.translation import gettext as _

from accounts.access import PortalRequest, View
from accounts.door import perform
from accounts.forms import ConfirmForm
from accounts.moves import Move, moves_allowed
from accounts.paging import keyset_page
from code_of_ethics import actions
from code_of_ethics.forms.policies import PolicyForm, PolicySearchForm, ReviewPolicyForm
from code_of_ethics.models import Policy
from code_of_ethics.models.policy import keeps_policies
from code_of_ethics.workflow import POLICY_MOVES, PUBLISH_POLICY, REPLACE_POLICY, RETIRE_POLICY, REVIEW_POLICY

ENDING = re.compile(r"\.[a-z0-9]{1,5}$")
PEOPLE = ("owner", "proposed_by", "published_by")


def policy_keepers_only(view: View) -> View:
    """Let those who keep the library in; answer 404 to other signed-in people."""

    @wraps(view)
    @login_required
    def guarded(request: PortalRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not keeps_policies(request.person):
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


@login_required
def policies(request: PortalRequest) -> HttpResponse:
    """What was published, found by its words; for those who keep it, what waits too."""
    form, keeps = PolicySearchForm(request.GET), keeps_policies(request.person)
    listed = Policy.objects.visible_to(request.person).filter(retired_at__isnull=True)
    for word in form.wanted():
        listed = listed.filter(Q(title__icontains=word) | Q(summary__icontains=word))
    page = keyset_page(listed.select_related(*PEOPLE), request, columns={"title": "title"}, sort="title")
    context = {
        "form": form,
        "page": page,
        "rows": [{"policy": one, "moves": moves_allowed(POLICY_MOVES, one, request.person)} for one in page.rows],
        "keeps_policies": keeps,
        "today": timezone.localdate(),
        "breadcrumbs": [_code_crumb(), (_("Policies"), None)],
    }
    return render(request, "code_of_ethics/policies.html", context)


@login_required
def policy_file(request: PortalRequest, pk: uuid.UUID) -> StreamingHttpResponse:
    """The file of a policy, always as a download."""
    visible = Policy.objects.visible_to(request.person).select_related("file__data_key")
    shown = get_object_or_404(visible, pk=pk, file__isnull=False)
    ending = ENDING.search(str(shown.file.name).lower())
    name = f"{slugify(shown.title) or 'policy'}-{shown.number}{ending.group() if ending else ''}"
    answer = StreamingHttpResponse(shown.file.chunks(), content_type="application/octet-stream")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@policy_keepers_only
def propose_policy(request: PortalRequest) -> HttpResponse:
    """Propose a policy."""
    form = PolicyForm(request.POST or None, request.FILES or None)
    if form.is_valid() and perform(form, actions.propose_policy, form.facts(), by=request.person, at=timezone.now()):
        messages.success(request, _("Proposed. The head of the office publishes it."))
        return redirect("code_of_ethics:policies")
    context = {"form": form, "breadcrumbs": [_code_crumb(), _crumb(), (_("Propose a policy"), None)]}
    return render(request, "code_of_ethics/propose_policy.html", context)


@policy_keepers_only
def replace_policy(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    """Propose the next version."""
    shown = _policy_for(request, pk)
    said = {name: getattr(shown, name) for name in ("title", "summary", "link", "provision_keys", "owner")}
    form = PolicyForm(request.POST or None, request.FILES or None, initial=said)
    return _move(request, shown, REPLACE_POLICY, form, {"facts": form.facts()} if form.is_valid() else {})


@policy_keepers_only
def publish_policy(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    """Publish it as the second person."""
    return _move(request, _policy_for(request, pk), PUBLISH_POLICY, ConfirmForm(request.POST or None), {})


@policy_keepers_only
def retire_policy(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    """Take it out of the library, or turn a proposed one away."""
    return _move(request, _policy_for(request, pk), RETIRE_POLICY, ConfirmForm(request.POST or None), {})


@policy_keepers_only
def review_policy(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    """Say that it still holds."""
    form = ReviewPolicyForm(request.POST or None)
    facts = {"review_on": form.cleaned_data["review_on"]} if form.is_valid() else {}
    return _move(request, _policy_for(request, pk), REVIEW_POLICY, form, facts)


def _move(request: PortalRequest, shown: Policy, move: Move, form: Any, facts: dict[str, Any]) -> HttpResponse:
    action = getattr(actions, move.verb)
    if form.is_valid() and perform(form, action, shown, by=request.person, at=timezone.now(), **facts):
        messages.success(request, _("Done."))
        return redirect("code_of_ethics:policies")
    context = {
        "record": shown,
        "form": form,
        "move": move,
        "cancel_url": shown.get_absolute_url(),
        "refusal": "" if request.method == "POST" else move.refusal(request.person, shown),
        "facts": [
            (_("Title"), shown.title),
            (_("Version"), shown.number),
            (_("What it is about"), shown.summary),
            (_("Link"), shown.link or _("A file")),
            (_("Owner"), shown.owner.full_name),
            (_("To be reviewed by"), date_format(shown.review_on)),
            (_("Proposed by"), shown.proposed_by.full_name),
        ],
        "breadcrumbs": [_code_crumb(), _crumb(), (move.label, None)],
    }
    return render(request, f"code_of_ethics/{move.verb}.html", context)


def _policy_for(request: PortalRequest, pk: uuid.UUID) -> Policy:
    shown: Policy = get_object_or_404(Policy.objects.visible_to(request.person).select_related(*PEOPLE), pk=pk)
    return shown


def _crumb() -> tuple[str, str]:
    return (_("Policies"), reverse("code_of_ethics:policies"))


def _code_crumb() -> tuple[str, str]:
    return (_("The Code of Ethics"), reverse("code_of_ethics:code"))
