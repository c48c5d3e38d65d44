"""What each figure means, and what others have published beside it."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import PortalRequest, role_required
from accounts.door import perform
from accounts.forms import ConfirmForm
from accounts.moves import moves_allowed
from accounts.roles import CASE_STAFF, Role
from reporting import actions
from reporting.benchmarks import unit_of
from reporting.definitions import DEFINITIONS, OTHER_FIGURES
from reporting.forms import BenchmarkForm
from reporting.models import Benchmark
from reporting.models.benchmark import KEEPERS_OF_BENCHMARKS
from reporting.states import COMMITTEE, MeasureKey
from reporting.workflow import BENCHMARK_MOVES, RETIRE_BENCHMARK

# Who is shown figures anywhere, and may ask what they mean.
READERS_OF_MEASURES = CASE_STAFF | COMMITTEE | {Role.GENERAL_COUNSEL}


@role_required(*READERS_OF_MEASURES)
def measures(request: PortalRequest) -> HttpResponse:
    """Every measure in words, with the medians that were published for it. One statement of its own."""
    medians: dict[str, list[Benchmark]] = {}
    for one in Benchmark.objects.standing():
        medians.setdefault(one.measure, []).append(one)
    rows = [
        {
            "key": key.value,
            "name": key.label,
            "definition": DEFINITIONS[key.value],
            "unit": unit_of(key.value).label,
            "medians": [
                {"row": one, "moves": moves_allowed(BENCHMARK_MOVES, one, request.person)}
                for one in medians.get(key.value, [])
            ],
        }
        for key in MeasureKey
    ]
    context = {
        "measures": rows,
        "others": [{"key": key, "name": name, "definition": DEFINITIONS[key]} for key, name in OTHER_FIGURES.items()],
        "keeps": bool(request.person.roles & KEEPERS_OF_BENCHMARKS),
        "breadcrumbs": [(_("Measures"), None)],
    }
    return render(request, "reporting/measures.html", context)


@role_required(*KEEPERS_OF_BENCHMARKS)
def record_benchmark(request: PortalRequest) -> HttpResponse:
    """A median that somebody published; the page of a measure names it in the address."""
    form = BenchmarkForm(request.POST or None, initial=_asked_for(request))
    if form.is_valid():
        kept = perform(form, actions.record_benchmark, form.facts, by=request.person, at=timezone.now())
        if kept:
            messages.success(request, _("Written down. It stands beside our own figures from now on."))
            return redirect(kept if isinstance(kept, Benchmark) else "reporting:measures")
    context = {"form": form, "breadcrumbs": _trail(_("A published median"))}
    return render(request, "reporting/record_benchmark.html", context)


def _asked_for(request: PortalRequest) -> dict[str, Any]:
    asked = request.GET.get("measure", "")
    return {"measure": asked} if asked in MeasureKey.values else {}


@role_required(*KEEPERS_OF_BENCHMARKS)
def retire_benchmark(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    benchmark = get_object_or_404(Benchmark, pk=pk)
    form = ConfirmForm(request.POST or None)
    if form.is_valid() and perform(form, actions.retire_benchmark, benchmark, by=request.person, at=timezone.now()):
        messages.success(request, _("Retired."))
        return redirect(benchmark)
    context = {
        "benchmark": benchmark,
        "move": RETIRE_BENCHMARK,
        "form": form,
        "refusal": "" if request.method == "POST" else RETIRE_BENCHMARK.refusal(request.person, benchmark),
        "breadcrumbs": _trail(RETIRE_BENCHMARK.label),
    }
    return render(request, "reporting/retire_benchmark.html", context)


def _trail(label: Any) -> list[tuple[Any, str | None]]:
    return [(_("Measures"), reverse("reporting:measures")), (label, None)]
