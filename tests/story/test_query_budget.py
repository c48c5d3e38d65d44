"""Every page of the story asks the database at most twelve times, with one more report and with thirty.

Also at its first opening, which for a notice to the committee and for a signed digest is itself put on record.
"""

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Person, User
from cases.models import Case
from code_of_ethics.models import Disclosure
from ethics_portal.demo_company.people import BY_KEY
from reporting.actions import draft_digests
from reporting.models import CommitteeNotice, Digest
from tests.cases.addresses import addresses_of
from tests.statements import Statements
from tests.story.conftest import MEASURED
from waivers.models import Waiver

pytestmark = pytest.mark.django_db

MOST = 12
# The page on which an export is chosen shows every part of the case at once: each part asks for itself, however long.
MOST_OF_A_WHOLE_CASE = 36
# A notice that is opened for the first time: the page asks nine times, and that it was read takes four more.
MOST_OF_A_FIRST_READING = 13
PUBLIC = ("start", "anonymity", "left", "report", "question", "follow_up")


def statements(client: Client, address: str) -> int:
    with Statements() as asked:
        status = client.get(address).status_code
    assert status == 200, f"{address} answered {status}"
    return len(asked)


def person_of(key: str) -> Person:
    return User.objects.get(email__iexact=BY_KEY[key].email).person


def signed_in(key: str) -> Client:
    client = Client()
    if key:
        client.force_login(person_of(key).user)
    return client


def addresses(member: str) -> list[tuple[str, str]]:
    """Each page of the story with somebody who may open it; an empty key is nobody. `member` has read nothing yet."""
    staff = ["priya-venkataraman", "samuel-okafor", "naledi-mokoena", "birgit-haldane", "ruth-abernethy"]
    everybody = [*staff, "tobias-rieck", "hiroshi-tanabe", "emre-yildiz", "dmitri-zelenko", "vanessa-thornbury"]
    return [
        *((reverse(f"speak_up:{name}"), "") for name in PUBLIC),
        *((reverse(name), key) for key in everybody for name in ("reporting:home", "accounts:notices")),
        *((reverse("my_reports:list"), key) for key in ("shirin-farahani", "guadalupe-rios")),
        (reverse("my_reports:new"), "shirin-farahani"),
        *((reverse("cases:queue") + "?state=every", key) for key in staff),
        *pages_of_cases("birgit-haldane"),
        *pages_of_cases("samuel-okafor"),
        *pages_of_waivers(),
        *pages_of_the_committee(member),
    ]


def pages_of_cases(key: str) -> list[tuple[str, str]]:
    """Every part and move of two cases of an office, for its head: the fullest and the newest."""
    head = person_of(key)
    seen = Case.objects.visible_to(head).order_by("state", "reference")
    found = [case for case in (seen.first(), seen.last()) if case is not None]
    client = signed_in(key)
    pages = {address for case in found for address in addresses_of(case).values()}
    return [(address, key) for address in sorted(pages) if client.get(address).status_code == 200]


def pages_of_waivers() -> list[tuple[str, str]]:
    waivers = [(waiver.get_absolute_url(), "samuel-okafor") for waiver in Waiver.objects.exclude(state="DRAFT")[:8]]
    duties = [(duty.get_absolute_url(), "naomi-feldstein") for duty in Disclosure.objects.all()[:3]]
    return [
        (reverse("waivers:list"), "samuel-okafor"),
        (reverse("waivers:list") + "?show=register", "samuel-okafor"),
        (reverse("waivers:new"), "juergen-pfaffenrath"),
        (reverse("waivers:board"), "vanessa-thornbury"),
        (reverse("code_of_ethics:disclosures"), "naomi-feldstein"),
        (reverse("code_of_ethics:code"), "emre-yildiz"),
        *waivers,
        *duties,
    ]


def pages_of_the_committee(key: str) -> list[tuple[str, str]]:
    member = person_of(key)
    member.committee_notices.update(read_at=None, acknowledged_at=None)  # as if told a moment ago
    notices = CommitteeNotice.objects.visible_to(member).order_by("created_at")[:3]
    digests = Digest.objects.visible_to(member).read_by(member).order_by("is_read", "period_end", "kind")[:3]
    auditor = person_of("birgit-haldane")
    drafts = Digest.objects.visible_to(auditor).drafts()[:1]
    return [
        (reverse("reporting:committee_notices") + "?show=all", key),
        *((notice.get_absolute_url(), key) for notice in notices),
        (reverse("reporting:digests"), key),
        *((digest.get_absolute_url(), key) for digest in digests),
        *((draft.get_absolute_url(), "birgit-haldane") for draft in drafts),
        *((reverse("reporting:edit_commentary", args=[draft.pk]), "birgit-haldane") for draft in drafts),
    ]


def test_every_page_of_the_story_stays_within_twelve_statements_with_one_more_report_and_with_thirty():
    call_command("load_demo_company", "--reports", "30", verbosity=0)
    call_command("load_demo_company", "--bulk", "1", verbosity=0)
    one = asked_by_page("hiroshi-tanabe")
    call_command("load_demo_company", "--bulk", "29", verbosity=0)
    thirty = asked_by_page("ingrid-solheim-rask")
    most = max([*one.values(), *thirty.values()])
    MEASURED["most statements of a page"] = f"{most} over {len(one)} and {len(thirty)} pages"
    assert {place: count for place, count in [*one.items(), *thirty.items()] if count > most_of(place[0])} == {}
    grown = {place: (count, thirty[place]) for place, count in one.items() if thirty.get(place, 0) > count}
    assert grown == {}, "more rows, more statements"


def most_of(address: str) -> int:
    if address.startswith(reverse("reporting:committee_notices")) and "?" not in address:
        return MOST_OF_A_FIRST_READING
    return MOST_OF_A_WHOLE_CASE if address.endswith("/export-case/") else MOST


def asked_by_page(member: str) -> dict[tuple[str, str], int]:
    draft_digests(timezone.now())  # as the clock does
    places = addresses(member)
    clients = {key: signed_in(key) for _address, key in places}
    return {(address, key): statements(clients[key], address) for address, key in places}
