"""Which waivers a legal hold reaches (`code_of_ethics.held_records`)."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from code_of_ethics.held_records import Description, HeldRecords, register
from waivers.models import Waiver


def waivers(described: Description) -> QuerySet[Waiver]:
    """Those that its people asked for or enjoy, from provisions about its topics, drafted on its days; or named."""
    touched = Q(reference__in=described.references)
    if described.describes:
        together = described.in_time("drafted_at__date")
        if described.people:
            together &= Q(requester__in=described.people) | Q(beneficiary__in=described.people)
        if described.topics:
            together &= Q(provision__key__in=described.provision_keys())
        touched |= together
    return Waiver.objects.filter(touched)


register("waivers", HeldRecords(_("Requests for waivers that it reaches"), waivers))
