"""The one door through which views change anything.

It opens the transaction, takes each form once, turns a refusal into a sentence beside the form, and records the
refusal after the rollback, so that it is kept.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django import forms
from django.apps import apps
from django.core.exceptions import ObjectDoesNotExist
from django.db import models, transaction
from django.http import Http404
from django.utils.timezone import localdate

from accounts.models import FormReceipt, Person
from accounts.moves import Refused
from audit.trail import record_refusal


def perform(
    form: forms.BaseForm, action: Callable[..., Any], *args: Any, by: Person | None, at: datetime, **kwargs: Any
) -> Any:
    """Run `action(*args, by=by, at=at, **kwargs)` and return its result, or `None` after adding the refusal to `form`.

    The same form sent again returns the first sending's result. A record that `by` may no longer see is a 404.
    """
    try:
        with transaction.atomic():
            receipt = _take_receipt(form, by, at)
            if receipt is not None and receipt.result_kind:
                return _first_result(receipt)
            result = action(*args, by=by, at=at, **kwargs) or True
            if receipt is not None:
                receipt.keep(result if isinstance(result, models.Model) else None)
            return result
    except Refused as refusal:
        subject = args[0] if args and isinstance(args[0], models.Model) else by
        if subject is not None:
            record_refusal(subject, action.__name__, by=by, at=at, reason=str(refusal.sentence))
        field_name = refusal.field_name if refusal.field_name in form.fields else None
        form.add_error(field_name, refusal.sentence)
        return None
    except ObjectDoesNotExist as vanished:
        raise Http404 from vanished


def _take_receipt(form: forms.BaseForm, by: Person | None, at: datetime) -> FormReceipt | None:
    """The receipt row of this sending: new, or the one that the first sending left."""
    typed = form.cleaned_data.get("receipt", "") if hasattr(form, "cleaned_data") else ""
    if not typed:
        return None
    return FormReceipt.objects.take(typed, of=str(by.pk) if by else "", on=localdate(at))


def _first_result(receipt: FormReceipt) -> Any:
    if not receipt.result_id:
        return True
    return apps.get_model(receipt.result_kind)._default_manager.get(pk=receipt.result_id)
