"""Another system is told of each event once it has been agreed to: signed, until it arrives, and nowhere inside."""

import hmac
import json
import socket
import threading
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.models import Person
from accounts.moves import Refused
from audit.seals import seal_heads
from audit.trail import history
from cases.actions.floods import raise_flood
from cases.states.danger import FloodKind
from reporting import outgoing
from reporting.actions import (
    agree_to_webhook,
    deliver_webhooks,
    draft_digest,
    propose_webhook,
    retry_dead_deliveries,
    revoke_webhook,
)
from reporting.actions.delivering import ATTEMPTS, LEASE, PAUSES
from reporting.models import Digest, Webhook, WebhookDelivery
from reporting.outgoing import NotDelivered, UnsafeAddress, check_address, post, resolve
from reporting.states import HookEvent
from tests.heads import sign_with_heads
from tests.reporting.house import LINE, NARRATIVE, QUARTER

pytestmark = [pytest.mark.django_db, pytest.mark.once]


class Sink:
    """A real receiver on this machine: what it was sent, and how it answers."""

    def __init__(self) -> None:
        self.received: list[tuple[dict[str, str], bytes]] = []
        self.status = 200
        self.location = ""
        sink = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                sink.received.append(({name.lower(): value for name, value in self.headers.items()}, body))
                self.send_response(sink.status)
                if sink.location:
                    self.send_header("Location", sink.location)
                self.send_header("Content-Length", "2")
                self.end_headers()
                self.wfile.write(b"ok")

            def log_message(self, *_words: Any) -> None:
                return None

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/events?from=portal"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def bodies(self) -> list[dict[str, Any]]:
        return [json.loads(body) for _headers, body in self.received]


@pytest.fixture
def sink() -> Iterator[Sink]:
    made = Sink()
    yield made
    made.server.shutdown()
    made.server.server_close()


@pytest.fixture
def proposed(house, sink, at) -> Webhook:
    return propose_webhook(name="Ops", url=sink.url, events=HookEvent.values, by=house.administrator, at=at)


@pytest.fixture
def hook(proposed, house, at) -> Webhook:
    return agree_to_webhook(proposed, by=house.auditor, at=at)


@pytest.fixture
def alarm(hook, at) -> datetime:
    """Something to tell, and the moment of the next look."""
    raise_flood(FloodKind.RATE, at=at + timedelta(minutes=1))
    return at + timedelta(minutes=2)


def test_an_event_is_told_once_signed_and_with_nothing_but_its_kind_and_day(sink, proposed, alarm):
    assert deliver_webhooks(alarm) == 1
    assert deliver_webhooks(alarm) == deliver_webhooks(alarm + timedelta(days=1)) == 0
    [(headers, body)] = sink.received
    delivery = WebhookDelivery.objects.get()
    assert json.loads(body) == {"id": str(delivery.pk), "event": "HEALTH_ALARM", "day": "2026-11-23"}
    assert headers["x-portal-delivery"] == str(delivery.pk)
    signed = headers["x-portal-timestamp"].encode() + b"." + body
    proof = hmac.digest(proposed.shown_once.encode(), signed, "sha256").hex()
    assert headers["x-portal-signature"] == f"sha256={proof}"
    assert headers["x-portal-timestamp"] == str(int(alarm.timestamp()))


def test_what_was_refused_is_sent_again_later_and_later_under_the_same_id(sink, alarm):
    sink.status = 500
    assert deliver_webhooks(alarm) == deliver_webhooks(alarm + timedelta(seconds=30)) == 0
    assert len(sink.received) == 1
    assert deliver_webhooks(alarm + PAUSES[0]) == 0
    assert deliver_webhooks(alarm + 2 * PAUSES[0]) == 0, "the second pause is longer"
    sink.status = 200
    assert deliver_webhooks(alarm + PAUSES[0] + PAUSES[1]) == 1
    assert len(sink.received) == 3 and len({body for _headers, body in sink.received}) == 1
    assert list(PAUSES) == sorted(set(PAUSES))


def test_a_worker_killed_after_sending_sends_the_same_again_and_not_before_its_lease_is_over(monkeypatch, sink, alarm):
    class Killed(BaseException):
        pass

    def sent_and_killed(*facts: Any) -> None:
        post(*facts)
        raise Killed

    monkeypatch.setattr("reporting.actions.delivering.post", sent_and_killed)
    with pytest.raises(Killed):
        deliver_webhooks(alarm)
    monkeypatch.undo()
    assert deliver_webhooks(alarm + LEASE) == 0
    assert deliver_webhooks(alarm + LEASE + timedelta(seconds=1)) == 1
    first, second = sink.received
    assert first[1] == second[1] and first[0]["x-portal-delivery"] == second[0]["x-portal-delivery"]


def test_after_the_last_try_it_is_given_up_shown_to_the_administrator_and_tried_again_on_request(
    house, browser, sink, hook, alarm
):
    sink.status, now = 503, alarm
    for pause in (*PAUSES, timedelta(days=9)):
        deliver_webhooks(now)
        now += pause
    assert deliver_webhooks(now) == 0 and len(sink.received) == ATTEMPTS
    assert [entry.verb for entry in history(hook)][-1] == "give_up_delivery"
    client, retry = browser(house.administrator), reverse("reporting:retry_deliveries")
    assert "One event could not be told" in client.get(reverse("reporting:health")).content.decode()
    assert browser(house.auditor).post(retry, {"receipt": "x"}).status_code == 404
    assert client.post(retry, {"receipt": "y"}).status_code == 302
    assert "There is no delivery" in client.post(retry, {"receipt": "z"}).content.decode()
    sink.status = 200
    later = WebhookDelivery.objects.get().next_at + timedelta(seconds=1)
    assert deliver_webhooks(later) == 1 and len({body for _headers, body in sink.received}) == 1
    with pytest.raises(Refused):
        retry_dead_deliveries(house.auditor, by=house.auditor, at=now)


def test_each_kind_of_event_is_told_and_nothing_that_points_to_anybody(house, in_quarter, sink, hook, at):
    case = house.material(in_quarter).case
    draft = draft_digest(QUARTER, by=None, at=at + timedelta(minutes=1))
    sign_with_heads(draft, how="re-authenticated by password", by=house.auditor, at=at + timedelta(minutes=2))
    seal = seal_heads(at + timedelta(minutes=3))
    raise_flood(FloodKind.RATE, at=at + timedelta(minutes=4))
    deliver_webhooks(at + timedelta(minutes=5))
    told = {body["event"]: body for body in sink.bodies()}
    assert set(told) == {"DIGEST_SIGNED", "SEAL_MADE", "HEALTH_ALARM"}
    assert told["SEAL_MADE"]["hash"] == seal.hash
    draft.refresh_from_db()
    assert told["DIGEST_SIGNED"]["content_sha256"] == draft.content_sha256
    marks = {case.reference, str(case.pk), str(draft.pk), str(seal.pk), NARRATIVE, LINE, "Ops"}
    for person in Person.objects.all():
        marks |= {str(person.pk), person.family_name, person.email}
    sent = str(sink.received).lower()
    assert [mark for mark in marks if mark.lower() in sent] == []
    assert told["SEAL_MADE"]["hash"] in sent, "the control"


def test_an_annex_is_told_to_nobody(house, in_quarter, sink, hook, at):
    case = house.report(in_quarter, "bribery", typed_names=house.third.full_name)
    house.decide(house.acknowledge(case, in_quarter), in_quarter)
    draft_digest(QUARTER, by=None, at=at)
    annex = Digest.objects.get(kind="ANNEX")
    sign_with_heads(annex, how="re-authenticated by password", by=house.chair, at=at + timedelta(minutes=2))
    deliver_webhooks(at + timedelta(minutes=5))
    assert not [body for body in sink.bodies() if body["event"] == "DIGEST_SIGNED"]


def test_before_a_second_person_agrees_and_after_the_end_nothing_is_sent(house, sink, proposed, at):
    raise_flood(FloodKind.RATE, at=at)
    assert deliver_webhooks(at + timedelta(minutes=1)) == 0
    with pytest.raises(Refused):
        agree_to_webhook(proposed, by=house.administrator, at=at)
    hook = agree_to_webhook(proposed, by=house.auditor, at=at + timedelta(minutes=2))
    assert deliver_webhooks(at + timedelta(minutes=3)) == 0, "what was before is not told"
    seal_heads(at + timedelta(minutes=4))
    sink.status = 500
    deliver_webhooks(at + timedelta(minutes=5))
    assert len(sink.received) == 1
    revoke_webhook(hook, reason="Over.", by=house.auditor, at=at + timedelta(minutes=6))
    assert deliver_webhooks(at + timedelta(days=1)) == 0 and len(sink.received) == 1
    assert [entry.verb for entry in history(hook)] == ["propose_webhook", "agree_to_webhook", "revoke_webhook"]


def test_the_secret_and_the_address_are_sealed_and_the_database_holds_that_two_agree(house, at, proposed, alarm, sink):
    deliver_webhooks(alarm)
    row = str(Webhook.objects.filter(pk=proposed.pk).values().get())
    assert proposed.shown_once not in str([entry.body for entry in history(proposed)])
    assert Webhook.objects.get(pk=proposed.pk).secret == proposed.shown_once and "events" in row
    for changed in ({"agreed_by": house.administrator}, {"name": "Other"}, {"events": []}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Webhook.objects.filter(pk=proposed.pk).update(**changed)
    delivery = WebhookDelivery.objects.get()
    for changed in ({"dead_at": at}, {"details": {}}):
        with pytest.raises(IntegrityError), transaction.atomic():
            WebhookDelivery.objects.filter(pk=delivery.pk).update(**changed)


def test_the_secret_stands_on_one_page_and_the_webhook_is_agreed_to_on_another(house, browser, sink):
    administrator, auditor = browser(house.administrator), browser(house.auditor)
    form = {"name": "Ops", "url": "https://user:secret@example.com/", "events": ["SEAL_MADE"], "receipt": "a"}
    bad = administrator.post(reverse("reporting:propose_webhook"), form)
    assert "Write a whole address" in bad.content.decode() and "Ops" in bad.content.decode()
    form |= {"url": sink.url, "receipt": "b"}
    shown = administrator.post(reverse("reporting:propose_webhook"), form)
    hook = Webhook.objects.get()
    assert hook.secret in shown.content.decode()
    assert auditor.post(reverse("reporting:agree_to_webhook", args=[hook.pk]), {"receipt": "c"}).status_code == 302
    page = auditor.get(hook.get_absolute_url()).content.decode()
    assert "In force" in page and hook.secret not in page and "The trail was sealed" in page
    assert "Ops" in administrator.get(reverse("reporting:webhooks")).content.decode()
    revoke = reverse("reporting:revoke_webhook", args=[hook.pk])
    assert administrator.post(revoke, {"reason": "Over.", "receipt": "d"}).status_code == 302
    for person in (house.officer, house.chair, house.employee):
        for name in ("webhook", "agree_to_webhook", "revoke_webhook"):
            assert browser(person).get(reverse(f"reporting:{name}", args=[hook.pk])).status_code == 404
        assert browser(person).get(reverse("reporting:webhooks")).status_code == 404


# --- where nothing is sent ---------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "address",
    [
        "10.1.2.3", "172.16.0.1", "192.168.0.1", "127.0.0.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
        "::1", "fe80::1", "fc00::1", "::ffff:10.0.0.1", "64:ff9b::a00:1", "2002:a00:1::", "::",
    ],
)  # fmt: skip
def test_an_address_inside_the_house_is_refused_by_number_and_by_name(monkeypatch, address):
    shown = f"[{address}]" if ":" in address else address
    with pytest.raises(UnsafeAddress):
        resolve(f"https://{shown}/")
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    public = (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("93.184.215.14", 443))
    answers = [public, (family, socket.SOCK_STREAM, 6, "", (address, 443))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_facts, **_more: answers)
    with pytest.raises(UnsafeAddress):
        resolve("https://innocent.example/")


def test_a_public_address_is_reached_as_it_was_looked_at(monkeypatch):
    """The control; and a name that answers otherwise the second time changes nothing."""
    asked = []

    def answers(*facts: Any, **_more: Any) -> list[Any]:
        asked.append(facts)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("93.184.215.14", 443))]

    reached = []
    monkeypatch.setattr(socket, "getaddrinfo", answers)
    monkeypatch.setattr(socket, "create_connection", lambda where, **_more: reached.append(where) or _no_one())
    with pytest.raises(NotDelivered):
        post("https://innocent.example/", b"{}", {})
    assert reached == [("93.184.215.14", 443)] and len(asked) == 1


def _no_one() -> socket.socket:
    raise ConnectionRefusedError


@pytest.mark.parametrize(
    "url",
    [
        "ftp://example.com/", "https://", "https://a:b@example.com/", "https://example.com/#x", "//example.com/",
        "https://example.com:0/", "https://example.com:99999/", "https://exa mple.com/", "javascript:alert(1)", "",
        "https://example.com/\r\nX: y", "https://10.1.2.3/", "https://[::1]/", "http://93.184.215.14/",
    ],
)  # fmt: skip
def test_what_is_no_address_is_refused(url):
    with pytest.raises(UnsafeAddress):
        check_address(url)


def test_plain_http_is_for_this_machine_in_the_demo_alone(settings, sink):
    with pytest.raises(UnsafeAddress):
        resolve("http://93.184.215.14/")
    assert resolve(sink.url).address == "127.0.0.1"
    settings.IS_TEST = False
    with pytest.raises(UnsafeAddress):
        resolve(sink.url)


def test_a_redirect_is_not_followed(sink):
    other = Sink()
    sink.status, sink.location = 302, other.url
    with pytest.raises(NotDelivered):
        post(sink.url, b"{}", {})
    assert len(sink.received) == 1 and other.received == []
    other.server.shutdown()
    other.server.server_close()


def test_whoever_answers_a_byte_at_a_time_is_not_waited_for(monkeypatch):
    monkeypatch.setattr(outgoing, "SECONDS_IN_ALL", 0.5)
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def drip() -> None:
            reached, _where = listening.accept()
            try:
                for _each in range(100):
                    reached.sendall(b"H")
                    time.sleep(0.1)
            except OSError:
                reached.close()

        threading.Thread(target=drip, daemon=True).start()
        began = time.monotonic()
        with pytest.raises(NotDelivered):
            post(f"http://127.0.0.1:{listening.getsockname()[1]}/", b"{}", {})
        assert time.monotonic() - began < 5
