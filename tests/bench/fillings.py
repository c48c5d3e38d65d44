"""Prints forms that are filled in up to their last page, one a line: run as a program with the Portal's environment."""

import sys
from dataclasses import replace
from datetime import timedelta

import django

django.setup()

from django.utils import timezone  # noqa: E402

from cases.states.report import ReportKind  # noqa: E402
from cases.views.public.filling import Filling  # noqa: E402
from tests.cases.public.visitor import ANSWERS  # noqa: E402

LAST = "about_you"


def filled(count: int) -> None:
    at = timezone.now()
    answers = {
        page: {name: value if isinstance(value, list) else [value] for name, value in typed.items()}
        for page, typed in ANSWERS.items()
        if page != LAST
    }
    answers["circumstances"] = {**answers["circumstances"], "day": [timezone.localdate(at).replace(day=1).isoformat()]}
    begun = at - timedelta(minutes=10)  # a person needs longer than a program
    for _number in range(count):
        filling = replace(Filling.begin(ReportKind.REPORT, begun), page=LAST, answers=answers)
        sys.stdout.write(filling.sealed(at) + "\n")


filled(int(sys.argv[1]))
