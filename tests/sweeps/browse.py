"""Somebody at a browser who tries every door, and what they were shown."""

from dataclasses import dataclass, replace

from django.core.files import File
from django.http import HttpResponse
from django.test import Client

from accounts.models import Person
from tests.sweeps.routes import Door


@dataclass(frozen=True)
class Shown:
    """The answer to one request."""

    door: Door
    method: str
    status: int
    text: str

    def __str__(self) -> str:
        return f"{self.method} {self.door.route} ({self.door.about or 'nothing in particular'}): {self.status}"


def browser(person: Person | None) -> Client:
    """A client that is signed in, if there is somebody, and that tells a failure as a page."""
    client = Client(raise_request_exception=False)
    if person is not None:
        client.force_login(person.user)
    return client


def look(client: Client, door: Door) -> Shown:
    return _shown(door, "GET", client.get(door.url))


def forge(client: Client, door: Door) -> Shown:
    """Post the body, with nothing to prove that it came from one of our pages.

    A field that gives back what was typed into it tells nothing.
    """
    for value in door.body.values():
        if isinstance(value, File):
            value.seek(0)  # whoever tried this door before has read it
    shown = _shown(door, "POST", client.post(door.url, door.body))
    text = shown.text
    for typed in door.body.values():
        text = text.replace(f'value="{typed}"', "")
    return replace(shown, text=text)


def _shown(door: Door, method: str, answer: HttpResponse) -> Shown:
    """Status, and everything that was sent but the address that the browser asked for itself."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    headers = " ".join(f"{name}: {value}" for name, value in answer.headers.items() if name != "Location")
    text = f"{headers}\n{body.decode(errors='replace')}"
    return Shown(door, method, answer.status_code, text.replace(door.url, "") if len(door.url) > 1 else text)
