"""Senders: a process of its own with a few threads on the loopback, each with a bounded list of things to send.

It reads a job as JSON and prints what came back as JSON: seconds, each sending's seconds, what went wrong, and the
seconds that the server's workers have computed meanwhile, which another program beside them can't change much.
"""

import http.client
import json
import os
import re
import sys
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@dataclass
class Sender:
    """One client with a connection that stays open, as a browser's does."""

    port: int
    cookie: str = ""
    connection: http.client.HTTPConnection = field(init=False)

    def __post_init__(self) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)

    def ask(self, method: str, path: str, typed: dict[str, str] | None = None) -> str:
        headers = {"Host": "localhost", "Cookie": self.cookie, **(FORM if typed is not None else {})}
        body = urlencode(typed) if typed is not None else None
        for attempt in (1, 2):
            try:
                self.connection.request(method, path, body, headers)
                answer = self.connection.getresponse()
                break
            except (http.client.RemoteDisconnected, ConnectionResetError, BrokenPipeError):
                # The server ends a connection that idles; a browser opens another one, once.
                self.connection.close()
                if attempt == 2:
                    raise
        text = answer.read().decode()
        if cookie := answer.headers.get("Set-Cookie"):
            self.cookie = cookie.partition(";")[0]
        if answer.status != 200:
            raise ValueError(f"{path} answered {answer.status}")
        return text


def hidden(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    if found is None:
        raise ValueError(f"no {name} on the page")
    return found[1]


def bare(sender: Sender, _filled: str) -> None:
    sender.ask("POST", "/bare/", {})


def minimal(sender: Sender, _filled: str) -> None:
    token = hidden(sender.ask("GET", "/speak-up/minimal/"), "csrfmiddlewaretoken")
    sender.ask("POST", "/speak-up/minimal/", {"csrfmiddlewaretoken": token, "narrative": "An agent was paid. " * 50})


def intake(sender: Sender, filled: str) -> None:
    """The last page, and the sending: exactly one key is shown for it."""
    proof = {"csrfmiddlewaretoken": sender.token}  # type: ignore[attr-defined]
    page = sender.ask("POST", "/speak-up/report/", {**proof, "capsule": filled, "mode": "ANONYMOUS"})
    page = sender.ask("POST", "/speak-up/report/", {**proof, "capsule": hidden(page, "capsule"), "go": "send"})
    if "data-copy-text" not in page:
        raise ValueError("no key was shown")


KINDS = {"bare": bare, "minimal": minimal, "intake": intake}


def work(job: dict, mine: list[str], took: list[float], wrong: list[str], begin: threading.Barrier) -> None:
    sender, send = Sender(job["port"]), KINDS[job["kind"]]
    if job["kind"] == "intake":
        sender.token = hidden(sender.ask("GET", "/speak-up/report/"), "csrfmiddlewaretoken")  # type: ignore[attr-defined]
    begin.wait()
    for filled in mine:
        start = time.perf_counter()
        try:
            send(sender, filled)
        except (OSError, ValueError, http.client.HTTPException) as error:
            wrong.append(f"{type(error).__name__}: {error}")
        took.append(time.perf_counter() - start)


def computed(workers: list[str]) -> float:
    figures = [Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split() for pid in workers]
    return sum(int(one[11]) + int(one[12]) for one in figures) / os.sysconf("SC_CLK_TCK")


def main() -> None:
    job = json.load(sys.stdin)
    number, things = job["senders"], job["things"]
    took: list[float] = []
    wrong: list[str] = []
    begin = threading.Barrier(number + 1)
    threads = [
        threading.Thread(target=work, args=(job, things[place::number], took, wrong, begin)) for place in range(number)
    ]
    for thread in threads:
        thread.start()
    begin.wait()
    start, began = time.perf_counter(), computed(job["workers"])
    for thread in threads:
        thread.join()
    seconds, spent = time.perf_counter() - start, computed(job["workers"]) - began
    json.dump({"seconds": seconds, "took": took, "wrong": wrong, "computed": spent}, sys.stdout)


main()
