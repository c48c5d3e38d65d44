"""How long files are kept, which of them have fallen due, and the two people who let them be deleted."""

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.access import PortalRequest, role_required
from accounts.countries import country_name
from accounts.door import perform
from accounts.forms import ConfirmForm
from accounts.models import Person
from accounts.moves import Move, moves_allowed
from accounts.roles import CASE_STAFF, Office, Role
from cases import actions
from cases.forms.retention import ProposeRetentionRuleForm
from cases.models import Case, Deletion, RetentionRule
from cases.retention import due_for
from cases.states.retention import RuleState
from cases.workflow.retention import APPROVE_DELETION, PROPOSE_DELETION, RETENTION_RULE_MOVES, STOP_DELETION
from vault.retirement import wrapping_keys

READERS = (
    Role.ETHICS_OFFICER, Role.GENERAL_AUDITOR, Role.OFFICE_STAFF, Role.COUNSEL, Role.GENERAL_COUNSEL,
    Role.DATA_PROTECTION, Role.AUDIT_COMMITTEE_CHAIR,
)  # fmt: skip
PROPOSERS = (Role.ETHICS_OFFICER, Role.OFFICE_STAFF)
MOST_AT_ONCE = 50


# --- the rules ---
@role_required(*READERS)
def rules(request: PortalRequest) -> HttpResponse:
    """The periods in force, and those that counsel has still to confirm."""
    person = request.person
    listed: list[dict[str, Any]] = [
        {
            "rule": rule,
            "country": country_name(rule.country),
            "moves": moves_allowed(RETENTION_RULE_MOVES, rule, person),
        }
        for rule in RetentionRule.objects.standing()
    ]
    context = {
        "in_force": [row for row in listed if row["rule"].state == RuleState.IN_FORCE],
        "unconfirmed": [row for row in listed if row["rule"].state == RuleState.UNCONFIRMED],
        "may_propose": _may_propose(person),
        "may_see_due": _works_cases(person),
        "breadcrumbs": [(_("Retention"), None)],
    }
    return render(request, "retention/rules.html", context)


def _may_propose(person: Person) -> bool:
    return Role.ETHICS_OFFICER in person.roles or Office.ETHICS_OFFICE in person.offices


@role_required(*PROPOSERS)
def propose_retention_rule(request: PortalRequest) -> HttpResponse:
    """Propose a period, or another one in the place of `?like=`."""
    if not _may_propose(request.person):
        raise Http404
    form = ProposeRetentionRuleForm(request.POST or None, like=_like(request))
    if form.is_valid() and perform(
        form, actions.propose_retention_rule, form.facts, by=request.person, at=timezone.now()
    ):
        messages.success(request, _("Proposed. Counsel has been told; until they confirm, nothing is deleted by it."))
        return redirect("retention:rules")
    breadcrumbs = [(_("Retention"), reverse("retention:rules")), (_("Propose a period"), None)]
    return render(request, "retention/propose_retention_rule.html", {"form": form, "breadcrumbs": breadcrumbs})


def _like(request: PortalRequest) -> RetentionRule | None:
    try:
        return RetentionRule.objects.filter(pk=uuid.UUID(request.GET.get("like", ""))).first()
    except ValueError:
        return None


@role_required(Role.COUNSEL)
def confirm_retention_rule(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    """Confirm a period as counsel."""
    return _move_rule(request, pk, "confirm_retention_rule", _("Confirmed. It is in force from now on."))


@role_required(Role.COUNSEL)
def retire_retention_rule(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    """Retire a period as counsel."""
    return _move_rule(request, pk, "retire_retention_rule", _("Retired. Nothing falls due by it any more."))


def _move_rule(request: PortalRequest, pk: uuid.UUID, verb: str, sentence: str) -> HttpResponse:
    rule = get_object_or_404(RetentionRule.objects.standing(), pk=pk)
    move = next(move for move in RETENTION_RULE_MOVES if move.verb == verb)
    form = ConfirmForm(request.POST or None)
    if form.is_valid() and perform(form, getattr(actions, verb), rule, by=request.person, at=timezone.now()):
        messages.success(request, sentence)
        return redirect("retention:rules")
    context = {
        "rule": rule,
        "move": move,
        "form": form,
        "facts": _facts(rule),
        "refusal": "" if request.method == "POST" else move.refusal(request.person, rule),
        "breadcrumbs": [(_("Retention"), reverse("retention:rules")), (move.label, None)],
    }
    return render(request, f"retention/{verb}.html", context)


def _facts(rule: RetentionRule) -> list[tuple[str, Any]]:
    months = ngettext("%(count)s calendar month", "%(count)s calendar months", rule.months) % {"count": rule.months}
    return [
        (_("Country"), country_name(rule.country) or _("Any country")),
        (_("How the case ended"), rule.get_outcome_display() or _("However it ended")),
        (_("Kept"), f"{rule.get_bound_display()} {months}"),
        (_("Counted from"), rule.get_starts_with_display()),
        (_("Source"), rule.source),
        (_("Proposed by"), rule.proposed_by.full_name if rule.proposed_by else _("Set up with the Portal")),
    ]


# --- what has fallen due ---
@role_required(*CASE_STAFF, Role.AUDIT_COMMITTEE_CHAIR)
def due(request: PortalRequest) -> HttpResponse:
    """Of the cases that one may see: what has fallen due, what waits for a second person, and what is kept longer."""
    return render(request, "retention/due.html", _due(request))


def _due(request: PortalRequest) -> dict[str, Any]:
    person = request.person
    deletions = list(
        Deletion.objects.visible_to(person).open().select_related("case__topic", "proposed_by", "approved_by")
    )
    proposed = {deletion.case_id for deletion in deletions}
    found, kept, is_cut = due_for(person, at=timezone.now())
    fallen = [verdict for verdict in found if verdict.case.pk not in proposed]
    rows = [{"verdict": one, "may": PROPOSE_DELETION.is_for(person, one.case)} for one in fallen[:MOST_AT_ONCE]]
    waiting = [_waiting(person, deletion) for deletion in deletions]
    return {
        "fallen": rows,
        "may_propose_any": any(row["may"] for row in rows),
        "fallen_count": len(fallen),
        "kept": kept[:MOST_AT_ONCE],
        "kept_count": len(kept),
        "is_cut": is_cut,
        "deletions": waiting,
        "may_approve_any": any(row["may_approve"] for row in waiting),
        "keys": wrapping_keys(),
        "breadcrumbs": [(_("Retention"), reverse("retention:rules")), (_("Fallen due"), None)],
    }


def _waiting(person: Person, deletion: Deletion) -> dict[str, Any]:
    return {
        "deletion": deletion,
        "may_approve": APPROVE_DELETION.may_start(deletion) and APPROVE_DELETION.is_for(person, deletion),
        "moves": moves_allowed([STOP_DELETION], deletion, person),
    }


@login_required
def propose_deletion(request: PortalRequest) -> HttpResponse:
    """Propose that the files that were ticked be deleted."""
    visible = Case.objects.visible_to(request.person).select_related("topic")
    return _several(
        request, PROPOSE_DELETION, "case", visible, "reference", _("Proposed. A second person has been told.")
    )


@login_required
def approve_deletion(request: PortalRequest) -> HttpResponse:
    """Agree, as the second person, to the deletion of the files that were ticked."""
    visible = Deletion.objects.visible_to(request.person).open().select_related("case__topic", "proposed_by")
    return _several(request, APPROVE_DELETION, "deletion", visible, "pk", _("Agreed. The clock deletes it."))


def _several(request: PortalRequest, move: Move, name: str, visible: Any, key: str, said: str) -> HttpResponse:
    """A move of each record that was ticked, each by itself, and what became of each."""
    ticked = list(dict.fromkeys((request.POST if request.method == "POST" else request.GET).getlist(name)))
    records = {str(getattr(one, key)): one for one in visible.filter(**{f"{key}__in": _valid(ticked, key)})}
    if not records and not _works_cases(request.person):
        raise Http404
    form = ConfirmForm(request.POST or None)
    context: dict[str, Any] = {
        "move": move,
        "form": form,
        "hidden": format_html_join("", '<input type="hidden" name="{}" value="{}">', ((name, one) for one in records)),
        "ticked": [{"key": one, "case": getattr(record, "case", record)} for one, record in records.items()],
        "breadcrumbs": [(_("Fallen due"), reverse("retention:due")), (move.label, None)],
    }
    if request.method == "POST" and records and form.is_valid():
        context["results"] = [_one(request, form, move, one, record, said) for one, record in records.items()]
    return render(request, f"retention/{move.verb}.html", context)


def _works_cases(person: Person) -> bool:
    return bool(person.roles & (CASE_STAFF | {Role.AUDIT_COMMITTEE_CHAIR}))


def _valid(ticked: list[str], key: str) -> list[str]:
    if key == "reference":
        return ticked[:MOST_AT_ONCE]
    found = []
    for text in ticked[:MOST_AT_ONCE]:
        try:
            found.append(str(uuid.UUID(text)))
        except ValueError:
            continue
    return found


def _one(request: PortalRequest, form: ConfirmForm, move: Move, key: str, record: Any, said: str) -> dict[str, Any]:
    """One record through the one door, with a receipt of its own."""
    receipt = form.cleaned_data["receipt"][:24]
    one = ConfirmForm({"receipt": f"{receipt}{key}"[:64] if receipt else ""})
    one.is_valid()
    case = getattr(record, "case", record)
    try:
        is_done = bool(perform(one, getattr(actions, move.verb), record, by=request.person, at=timezone.now()))
    except Http404:
        return {"case": None, "is_done": False, "sentence": _("This case is not on your list any more.")}
    sentences = [str(sentence) for several in one.errors.values() for sentence in several]
    return {"case": case, "is_done": is_done, "sentence": said if is_done else " ".join(sentences)}


@login_required
def stop_deletion(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    """Stop the deletion of a file."""
    visible = Deletion.objects.visible_to(request.person).select_related("case__topic")
    deletion, form = get_object_or_404(visible, pk=pk), ConfirmForm(request.POST or None)
    if form.is_valid() and perform(form, actions.stop_deletion, deletion, by=request.person, at=timezone.now()):
        messages.success(request, _("Stopped. The file is kept."))
        return redirect("retention:due")
    context = {
        "deletion": deletion,
        "case": deletion.case,
        "move": STOP_DELETION,
        "form": form,
        "refusal": "" if request.method == "POST" else STOP_DELETION.refusal(request.person, deletion),
        "breadcrumbs": [(_("Fallen due"), reverse("retention:due")), (STOP_DELETION.label, None)],
    }
    return render(request, "retention/stop_deletion.html", context)
