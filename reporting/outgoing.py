"""A request to an address that somebody typed, made so that it reaches nothing inside the house.

The name is resolved once, every address behind it is looked at, and the connection goes to the very address that was
looked at. Redirects are not followed, little is read, and the whole takes a few seconds at most.
"""

import http.client
import ipaddress
import socket
import ssl
import threading
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

from django.conf import settings

SECONDS_FOR_A_STEP = 5.0
SECONDS_IN_ALL = 15.0
MOST_READ = 1024
OK = range(200, 300)
# Addresses that only wrap others: what is behind them can't be told from outside.
WRAPPING = (ipaddress.ip_network("64:ff9b::/96"), ipaddress.ip_network("64:ff9b:1::/48"))


class UnsafeAddress(Exception):
    """Nothing may be sent there."""


class NotDelivered(Exception):
    """It did not arrive; later it may."""


@dataclass(frozen=True)
class Target:
    """Where a request goes: the parts of its address and what the name stands for."""

    parts: SplitResult
    port: int
    address: str

    @property
    def path(self) -> str:
        return (self.parts.path or "/") + (f"?{self.parts.query}" if self.parts.query else "")


def check_address(url: str) -> SplitResult:
    """The parts of an address that may be written to, by its looks. Raises `UnsafeAddress`."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise UnsafeAddress("no address") from error
    is_plain = not (parts.username or parts.password or parts.fragment) and port != 0
    if parts.scheme not in _schemes() or not parts.hostname or not is_plain or not url.isascii() or " " in url:
        raise UnsafeAddress("no address that may be written to")
    with suppress(ValueError):
        # A number can be judged by its looks; a name only when it is looked up.
        if not _may_be_reached(str(ipaddress.ip_address(parts.hostname)), parts.scheme):
            raise UnsafeAddress("an address inside the house")
    return parts


def _schemes() -> tuple[str, ...]:
    # A receiver on the same machine, to try it out.
    return ("https", "http") if settings.IS_DEMO or settings.IS_TEST else ("https",)


def resolve(url: str) -> Target:
    """The one address that the name stands for now. Raises `UnsafeAddress`, `NotDelivered` where there is none."""
    parts = check_address(url)
    port = parts.port or {"https": 443, "http": 80}[parts.scheme]
    try:
        found = socket.getaddrinfo(parts.hostname, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise NotDelivered("the name is unknown") from error
    addresses = [str(one[4][0]) for one in found]
    # One bad address among several is enough: nobody can say which would be used next time.
    if not addresses or not all(_may_be_reached(one, parts.scheme) for one in addresses):
        raise UnsafeAddress("an address inside the house")
    return Target(parts, port, addresses[0])


def _may_be_reached(text: str, scheme: str) -> bool:
    address = ipaddress.ip_address(text.partition("%")[0])
    if scheme == "http":
        return address.is_loopback
    return address.is_global and not address.is_multicast and not _wraps_another(address)


def _wraps_another(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    if isinstance(address, ipaddress.IPv4Address):
        return False
    within = address.ipv4_mapped or address.sixtofour or address.teredo
    return within is not None or any(address in network for network in WRAPPING)


def post(url: str, body: bytes, headers: dict[str, str]) -> None:
    """Send `body` once. Raises `UnsafeAddress` or `NotDelivered`; otherwise the other side has said that it has it."""
    target = resolve(url)
    connection = _connection(target)
    watch = threading.Timer(SECONDS_IN_ALL, _cut, [connection.sock])
    watch.daemon = True
    watch.start()
    try:
        connection.request("POST", target.path, body=body, headers=headers)
        answer = connection.getresponse()
        answer.read(MOST_READ)
        if answer.status not in OK:
            raise NotDelivered(f"answered {answer.status}")
    except (OSError, http.client.HTTPException) as error:
        raise NotDelivered(type(error).__name__) from error
    finally:
        watch.cancel()
        connection.close()


def _connection(target: Target) -> http.client.HTTPConnection:
    """To the address that was looked at, under the name that was asked for. Raises `NotDelivered`."""
    host = target.parts.hostname or ""
    connection = http.client.HTTPConnection(host, target.port, timeout=SECONDS_FOR_A_STEP)
    # It never connects by itself, which would ask for the name again.
    connection.auto_open = 0
    try:
        reached = socket.create_connection((target.address, target.port), timeout=SECONDS_FOR_A_STEP)
        if target.parts.scheme == "https":
            reached = ssl.create_default_context().wrap_socket(reached, server_hostname=host)
    except OSError as error:
        raise NotDelivered(type(error).__name__) from error
    connection.sock = reached
    return connection


def _cut(reached: socket.socket) -> None:
    """Whoever answers a byte at a time is not waited for."""
    with suppress(OSError):
        reached.shutdown(socket.SHUT_RDWR)
