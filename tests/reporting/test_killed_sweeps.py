"""A worker that dies at any step of telling the committee, or of drafting a digest, leaves nothing half done, and the
next one does it once.

Real processes: each ends by SIGKILL before the n-th statement of its sweep, for one n after the other, until one lives.
"""

import json
import sys

import pytest

from tests.processes import empty_portal, run

pytestmark = [pytest.mark.slow, pytest.mark.once]

KILLING = """
import json
from accounts.models import Notice
from audit.models import Entry
from reporting.actions import notify_committee, pass_on_unread, tell_updates
from reporting.models import CommitteeNotice, NoticeUpdate, UnreadNotice
from tests.killing import dies
from tests.people import make_person
from tests.reporting.conftest import IN_QUARTER, open_house

house = open_house()
make_person("Selma Minutes", "BOARD_SECRETARY", at=IN_QUARTER)
decision = house.material(IN_QUARTER)

def told():
    bells = lambda kind: Notice.objects.filter(kind=kind).count()
    entries = lambda verb: Entry.objects.filter(verb=verb, subject_kind="reporting.committeenotice").count()
    passed = UnreadNotice.objects.filter(passed_at__isnull=False)
    return {
        "notices": [CommitteeNotice.objects.count(), bells("committee_notice"), entries("notify_committee")],
        "updates": [
            NoticeUpdate.objects.values("notice").distinct().count(), bells("notice_update"), entries("tell_update")
        ],
        "calls": [UnreadNotice.objects.count(), bells("notice_unread"), entries("ask_for_call")],
        "passed on": [passed.count(), bells("notice_passed_on"), entries("pass_on_unread")],
    }

after = []
for sweep, day in ((notify_committee, 12), (tell_updates, 13), (pass_on_unread, 14), (pass_on_unread, 18)):
    at, step = IN_QUARTER.replace(day=day), 1
    if sweep is tell_updates:
        house.name(decision.case, house.executive, at)
    while dies(sweep, at, step):
        after.append(told())
        step += 1
    sweep(at)
print(json.dumps({"after": after, "end": told()}))
"""


def test_killed_at_any_step_each_member_hears_exactly_once(tmp_path):
    environment = empty_portal(tmp_path)
    shell = [sys.executable, "manage.py", "shell", "--no-imports", "-c", KILLING]
    found = json.loads(run(shell, environment, seconds=400).splitlines()[-1])
    for told in found["after"]:
        for what, (rows, bells, entries) in told.items():
            assert rows == bells == entries, f"half of {what} was left: {told}"
    assert found["end"] == {what: [3, 3, 3] for what in ("notices", "updates", "calls", "passed on")}
    assert len(found["after"]) > 40, "the control: it was killed often"
    halves = [told for told in found["after"] if 0 < told["calls"][0] < 3]
    assert halves, "the control: it was killed between one notice and the next"


KILLING_DRAFTS = """
import json
from datetime import timedelta
from accounts.models import Notice
from audit.models import Entry
from reporting.actions import draft_digests
from reporting.models import Digest, DigestMatter, DigestPart
from tests.killing import dies
from tests.reporting.conftest import IN_QUARTER, open_house
from tests.reporting.house import QUARTER
from vault.models import DataKey

house = open_house()
house.material(IN_QUARTER)
house.report(IN_QUARTER, typed_names=house.third.full_name)
others = DataKey.objects.count()

def drafted():
    # By kind: digests, entries about them and bells; then parts, matters and keys.
    found = {}
    for kind in ("COMMON", "ANNEX"):
        pks = [str(pk) for pk in Digest.objects.filter(kind=kind).values_list("pk", flat=True)]
        entries = Entry.objects.filter(verb="draft_digest", subject_id__in=pks).count()
        bells = Notice.objects.filter(kind="digest_drafted", about_id__in=pks).count()
        found[kind] = [len(pks), entries, bells]
    found["entries"] = Entry.objects.filter(verb="draft_digest").count()
    found["parts"] = DigestPart.objects.standing().count()
    found["listed"] = [
        [len(one.snapshot["lists"]["material"]), one.matters.filter(section="material").count()]
        for one in Digest.objects.filter(kind="COMMON")
    ]
    found["keys"] = DataKey.objects.count() - others
    found["again"] = Entry.objects.filter(verb="redraft_digest").count()
    return found

after, at = [], QUARTER.ends_at + timedelta(hours=4)
for round in range(2):
    step = 1
    # Reading leaves nothing behind: killed before each writing.
    while dies(draft_digests, at, step, counts=lambda sql: not sql.startswith("SELECT")):
        after.append(drafted())
        step += 1
    draft_digests(at)
    if not round:
        first = drafted()
        house.material(IN_QUARTER)
        others = DataKey.objects.count() - first["keys"]
print(json.dumps({"after": after, "first": first, "end": drafted()}))
"""


def test_killed_at_any_step_the_period_has_exactly_one_digest_and_one_annex(tmp_path):
    environment = empty_portal(tmp_path)
    shell = [sys.executable, "manage.py", "shell", "--no-imports", "-c", KILLING_DRAFTS]
    found = json.loads(run(shell, environment, seconds=400).splitlines()[-1])
    for drafted in found["after"]:
        kinds = [drafted["COMMON"], drafted["ANNEX"]]
        assert all(one in ([0, 0, 0], [1, 1, 1]) for one in kinds), f"half of a draft was left: {drafted}"
        digests = sum(one[0] for one in kinds)
        assert drafted["entries"] == drafted["keys"] == digests, f"something of a lost draft was left: {drafted}"
        assert drafted["parts"] == 2 * drafted["COMMON"][0]
        assert all(shown == named for shown, named in drafted["listed"]), f"a list without its matters: {drafted}"
    whole = {"COMMON": [1, 1, 1], "ANNEX": [1, 1, 1], "entries": 2, "parts": 2, "keys": 2}
    assert found["first"] == whole | {"listed": [[1, 1]], "again": 0}
    assert found["end"] == whole | {"listed": [[2, 2]], "again": 1}
    assert len(found["after"]) >= 20, "the control: it was killed often"
    assert any(one["COMMON"][0] and not one["ANNEX"][0] for one in found["after"]), "the control: between the two"
