"""The sweep over requests for reporters' names: what ran out ends, and a custodian who is cut off is replaced."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from accounts.models import Person
from accounts.notices import tell
from accounts.roles import Role
from cases.actions.identity import end_request, record_on_case
from cases.custodians import free_custodians
from cases.models import Case, IdentityRequest
from cases.models.wall import HEAD_ROLES
from cases.states.identity import UnlockEnd, UnlockState
from cases.states.report import Mode


def settle_identity_requests(at: datetime) -> int:
    """End what has run out or is no longer needed, and find another custodian where the wall has cut one off."""
    settled = 0
    for pk in IdentityRequest.objects.open().order_by("pk").values_list("pk", flat=True):
        settled += _settle(pk, at)
    return settled + _warn_of_missing_custodians(at)


@transaction.atomic
def _settle(pk: UUID, at: datetime) -> int:
    found = IdentityRequest.objects.select_related("report").get(pk=pk)
    case = Case.objects.locked(found.report.case_id, by=None)
    request = IdentityRequest.objects.select_for_update(of=("self",)).get(pk=pk)
    request.report, request.report.case = found.report, case
    day = timezone.localdate(at)
    if request.state not in (UnlockState.ASKED, UnlockState.GRANTED):
        return 0
    if _is_over(request, day):
        return _settled(request, UnlockEnd.RAN_OUT, at)
    if request.report.known_as != Mode.CONFIDENTIAL or not case.is_visible_to(request.person):
        return _settled(request, UnlockEnd.NO_NEED, at)
    if request.state == UnlockState.ASKED and not request.in_danger:
        return _reroute(request, at)
    return 0


def _is_over(request: IdentityRequest, day: date) -> bool:
    """Its last day has passed; or nobody decided for as long as it could have lasted."""
    asked_for = timedelta(days=request.days if request.in_danger else settings.IDENTITY_DAYS)
    return day > (request.until_on or timezone.localdate(request.asked_at) + asked_for)


def _reroute(request: IdentityRequest, at: datetime) -> int:
    case, besides = request.report.case, [request.asked_by, request.person]
    free = free_custodians(case, request.report, besides=besides, at=at)
    if request.custodian_id in {one.pk for one in free}:
        return 0
    if not free:
        return _settled(request, UnlockEnd.NO_CUSTODIAN, at)
    request.custodian = free[0]
    request.save(update_fields=["custodian"])
    record_on_case(request, "reroute_identity", "Another custodian decides about the reporter's name", by=None, at=at)
    tell([free[0]], "identity_requested", about=request, at=at)
    return 1


def _settled(request: IdentityRequest, because: UnlockEnd, at: datetime) -> int:
    end_request(request, because, timezone.localdate(at))
    record_on_case(
        request, "end_identity", f"The request for the reporter's name ended: {because.label}", by=None, at=at
    )
    tell([request.asked_by, request.person], "identity_ended", about=request, at=at)
    return 1


def _warn_of_missing_custodians(at: datetime) -> int:
    """Once a month, to those who appoint them: two are needed, so that the wall never leaves a request to nobody."""
    day = timezone.localdate(at)
    if Person.objects.holding(Role.CUSTODIAN).employed(day).count() > 1:
        return 0
    people = Person.objects.holding(Role.ADMINISTRATOR, *HEAD_ROLES)
    return tell(people, "custodians_missing", at=at, once=f"{day:%Y-%m}")
