"""A scanner (clamd) is asked over its own protocol; away, silent or overrun it means: not scanned."""

import socket
import socketserver
import struct
import threading
import time

import pytest

from vault import scanning
from vault.scanning import ScannerAway, TooLargeToScan

# The harmless text by which every scanner shows that it works, in two parts so that none finds it here.
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + rb"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


def infected() -> bytes:
    return EICAR


class Scanner:
    """Speaks what clamd speaks: zPING, zINSTREAM with its limit, and an answer that ends with a zero byte."""

    def __init__(self, answer: bytes = b"") -> None:
        self.most, self.answer, self.scanned = 10**9, answer, []
        outer = self

        class Talk(socketserver.StreamRequestHandler):
            def handle(self) -> None:
                command = b""
                while not command.endswith(b"\0"):
                    command += self.rfile.read(1)
                self.wfile.write(b"PONG\0" if command == b"zPING\0" else outer.read(self.rfile))

        self.server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Talk)
        self.server.daemon_threads = True
        self.address = f"127.0.0.1:{self.server.server_address[1]}"
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    def read(self, stream) -> bytes:
        data = b""
        while length := struct.unpack(">I", stream.read(4))[0]:
            data += stream.read(length)
            if len(data) > self.most:
                return b"INSTREAM size limit exceeded. ERROR\0"
        self.scanned.append(data)
        return self.answer or (b"stream: Eicar-Signature FOUND\0" if EICAR in data else b"stream: OK\0")

    def stop(self) -> None:
        self.server.shutdown()
        self.server.server_close()

    def __enter__(self) -> "Scanner":
        return self

    def __exit__(self, *_error) -> None:
        self.stop()


@pytest.fixture
def scanner(settings):
    made = Scanner()
    settings.CLAMD_ADDRESS = made.address
    yield made
    made.stop()


def test_a_clean_file_is_clean_and_arrives_whole(scanner):
    assert scanning.is_infected([b"one ", b"two", b" three"]) is False
    assert scanner.scanned == [b"one two three"]


def test_an_infected_file_is_found(scanner):
    assert scanning.is_infected([b"...", EICAR]) is True


def test_a_file_that_is_too_large_is_not_called_clean(scanner):
    scanner.most = 1000
    with pytest.raises(TooLargeToScan):
        scanning.is_infected(bytes(64 * 1024) for _chunk in range(400))


@pytest.mark.parametrize(
    "answer", [b"stream: Heuristics ERROR\0", b"\0", b"UNKNOWN COMMAND\0", b"stream: OK, said somebody\0"]
)
def test_any_other_answer_is_no_answer(settings, answer):
    with Scanner(answer) as odd:
        settings.CLAMD_ADDRESS = odd.address
        with pytest.raises(ScannerAway):
            scanning.is_infected([b"x"])


def test_nobody_there_is_said_soon(settings):
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        settings.CLAMD_ADDRESS = f"127.0.0.1:{closed.getsockname()[1]}"
        started = time.monotonic()
        with pytest.raises(ScannerAway):
            scanning.is_infected([b"x"])
        assert scanning.answers() is False
        assert time.monotonic() - started < 5


def test_a_scanner_that_hangs_is_left(settings, monkeypatch):
    monkeypatch.setattr(scanning, "ANSWER_SECONDS", 0.3)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        settings.CLAMD_ADDRESS = f"127.0.0.1:{silent.getsockname()[1]}"
        with pytest.raises(ScannerAway):
            scanning.is_infected([b"x"])


def test_health_tells_of_a_scanner_that_is_away(settings, client, db):
    assert "scanner" not in client.get("/health/ready").json()
    with Scanner() as there:
        settings.CLAMD_ADDRESS = there.address
        assert client.get("/health/ready").json()["scanner"] is True
    answer = client.get("/health/ready")
    assert answer.json()["scanner"] is False and answer.json()["late"] is True
    assert answer.status_code == 200
