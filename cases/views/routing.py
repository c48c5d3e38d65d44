"""Routing rules: read and proposed by the Chief Compliance & Ethics Officer, approved by the General Auditor."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import PortalRequest, role_required
from accounts.countries import country_name
from accounts.door import perform
from accounts.forms import ConfirmForm
from accounts.moves import moves_allowed
from accounts.roles import Role
from cases import actions
from cases.forms.routing import ProposeRuleForm
from cases.models import RoutingRule
from cases.workflow.routing import RULE_MOVES


@role_required(Role.ETHICS_OFFICER, Role.GENERAL_AUDITOR)
def rules(request: PortalRequest) -> HttpResponse:
    """The rules that are code, the rows in force in the order in which they are tried, and those proposed."""
    person = request.person
    listed = RoutingRule.objects.filter(retired_at__isnull=True).select_related("topic", "proposed_by", "approved_by")
    rows: list[dict[str, Any]] = [
        {"rule": rule, "country": country_name(rule.country), "moves": moves_allowed(RULE_MOVES, rule, person)}
        for rule in listed.order_by("priority", "name")
    ]
    context = {
        "in_force": [row for row in rows if row["rule"].approved_at],
        "proposed": [row for row in rows if not row["rule"].approved_at],
        "may_propose": Role.ETHICS_OFFICER in person.roles,
    }
    return render(request, "routing/rules.html", context)


@role_required(Role.ETHICS_OFFICER)
def propose_rule(request: PortalRequest) -> HttpResponse:
    """Propose a rule; it takes effect when the General Auditor approves."""
    form = ProposeRuleForm(request.POST or None)
    if form.is_valid():
        facts = {name: value for name, value in form.cleaned_data.items() if name != "receipt"}
        person = request.person
        if perform(form, actions.propose_rule, **facts, by=person, at=timezone.now()):
            messages.success(request, _("Proposed. The General Auditor has been told."))
            return redirect("routing:rules")
    breadcrumbs = [(_("Routing"), reverse("routing:rules")), (_("Propose a rule"), None)]
    return render(request, "routing/propose_rule.html", {"form": form, "breadcrumbs": breadcrumbs})


@role_required(Role.GENERAL_AUDITOR)
def approve_rule(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    """Approve a proposed rule, as the second person."""
    return _move_rule(request, pk, actions.approve_rule, "routing/approve_rule.html", _("Approved. It is in force."))


@role_required(Role.GENERAL_AUDITOR)
def retire_rule(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    """Retire a rule. Cases keep the rule that routed them."""
    return _move_rule(request, pk, actions.retire_rule, "routing/retire_rule.html", _("Retired."))


def _move_rule(request: PortalRequest, pk: uuid.UUID, action: Any, template: str, sentence: str) -> HttpResponse:
    rule = get_object_or_404(RoutingRule.objects.select_related("topic", "proposed_by"), pk=pk)
    form = ConfirmForm(request.POST or None)
    person = request.person
    if form.is_valid() and perform(form, action, rule, by=person, at=timezone.now()):
        messages.success(request, sentence)
        return redirect("routing:rules")
    facts = [
        (_("Topic"), rule.topic or _("Any topic")),
        (_("Country"), country_name(rule.country) or _("Any country")),
        (_("Goes to"), rule.get_queue_display()),
        (_("Order"), rule.priority),
        (_("Proposed by"), rule.proposed_by.full_name if rule.proposed_by else _("Set up with the Portal")),
    ]
    breadcrumbs = [(_("Routing"), reverse("routing:rules")), (rule.name, None)]
    return render(request, template, {"rule": rule, "facts": facts, "form": form, "breadcrumbs": breadcrumbs})
