"""The speak-up form when one of its pages fails: what was told on the pages before, and the way back to them.

Everything told so far travels sealed in the page that was sent, so it can be given back although nothing is stored.
"""

from collections.abc import Mapping

from django.utils import timezone

from cases.actions.uploads import pending_form_of
from cases.forms.told import told
from cases.states.report import ReportKind
from cases.views.public.filling import Filling
from vault.capsules import CapsuleRefused


def filling_in(posted: Mapping[str, str]) -> Filling | None:
    """The form that a page was sent with; `None` for every other page, and for one that has been sent already."""
    for kind in ReportKind:
        try:
            filling = Filling.opened(posted.get("capsule", ""), kind, timezone.now())
        except CapsuleRefused:
            continue
        pending = pending_form_of(filling.token)
        return filling if pending is None or pending.report is None else None
    return None


def told_before(filling: Filling) -> list[tuple[str, str]]:
    """Questions and answers of all pages but the one that was sent."""
    answers = []
    for page in filling.pages:
        if filling.place(page) not in filling.answers:
            continue
        form = filling.judged(page)
        form.is_valid()
        answers += told(form, but=form.errors) if page != filling.page else []
    return answers


def labels_of(filling: Filling) -> dict[str, str]:
    """What the fields of the page that was sent are called, in the reader's language."""
    if filling.page not in filling.pages:
        return {}
    return {name: str(field.label) for name, field in filling.form().fields.items()}
