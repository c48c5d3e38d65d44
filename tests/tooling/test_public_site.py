"""The public site on its own: a process in which no officer's page exists, whoever asks and with whatever cookie."""

import re
import sys
from collections.abc import Iterator

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from tests.processes import empty_portal, free_port, get, running, wait_until

pytestmark = [pytest.mark.once, pytest.mark.slow]

MANAGE = [sys.executable, "manage.py"]
HOST = "speakuponionservicename.onion"
PUBLIC = ("/speak-up/", "/code-of-ethics/", "/disclosures/", "/health/live")
UUID = "00000000-0000-4000-8000-000000000000"


def every_address(patterns: list, prefix: str = "/") -> Iterator[str]:
    """An address for each route of the whole Portal, with something made up for what varies."""
    for pattern in patterns:
        route = str(pattern.pattern)
        here = prefix + re.sub(r"<uuid:\w+>", UUID, re.sub(r"<(?:str:|slug:)?\w+>", "ABCD-2345", route)).strip("^$")
        if isinstance(pattern, URLResolver):
            yield from every_address(pattern.url_patterns, here)
        elif isinstance(pattern, URLPattern):
            yield re.sub(r"[\\()?+*]", "", here)


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Iterator[int]:
    """The port of a public site on an onion service's name."""
    folder, port = tmp_path_factory.mktemp("site"), free_port()
    environment = empty_portal(
        folder, PORT=str(port), PUBLIC_HOST=HOST, DJANGO_SETTINGS_MODULE="ethics_portal.public_settings"
    )
    with running([*MANAGE, "serve"], environment, folder / "log"):
        wait_until(lambda: get(port, "/health/live", Host=HOST)[0] == 200, why="the site did not start")
        yield port


def test_no_page_but_the_public_ones_exists(site):
    addresses = sorted(set(every_address(get_resolver("ethics_portal.urls").url_patterns)))
    assert len(addresses) > 100, "the control: the whole Portal was asked for"
    answers = {each: get(site, each, Host=HOST)[0] for each in addresses if not each.startswith(PUBLIC)}
    assert {address: status for address, status in answers.items() if status != 404} == {}


def test_the_public_pages_are_all_there(site):
    pages = (
        "/speak-up/",
        "/speak-up/report/",
        "/speak-up/question/",
        "/speak-up/follow-up/",
        "/speak-up/statement/",
        "/code-of-ethics/",
        "/disclosures/",
    )
    for address in (*pages, *(f"/ar{page}" for page in pages), "/zh-hans/speak-up/"):
        assert get(site, address, Host=HOST)[0] == 200, address


def test_no_other_name_is_answered(site):
    assert get(site, "/speak-up/", Host="portal.example")[0] == 400
    assert get(site, "/speak-up/", Host="127.0.0.1")[0] == 400
