"""A worker that dies at any step of telling the committee leaves nothing half done, and the next one does it once.

Real processes: each ends by SIGKILL before the n-th statement of its sweep, for one n after the other, until one lives.
"""

import json
import sys

import pytest

from tests.processes import empty_portal, run

pytestmark = [pytest.mark.slow, pytest.mark.once]

KILLING = """
import json, os, signal
from django.db import connection
from accounts.models import Notice
from audit.models import Entry
from reporting.actions import notify_committee, pass_on_unread, tell_updates
from reporting.models import CommitteeNotice, NoticeUpdate, UnreadNotice
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

def dies(sweep, at, step):
    # Whether a process that sweeps is killed before its statement number `step`.
    connection.close()
    child = os.fork()
    if child:
        status = os.waitpid(child, 0)[1]
        assert status in (0, signal.SIGKILL), status
        return status == signal.SIGKILL
    left = [step]
    def count(execute, sql, params, many, context):
        left[0] -= 1
        if not left[0]:
            os.kill(os.getpid(), signal.SIGKILL)
        return execute(sql, params, many, context)
    try:
        with connection.execute_wrapper(count):
            sweep(at)
    except BaseException:
        os._exit(1)
    os._exit(0)

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
