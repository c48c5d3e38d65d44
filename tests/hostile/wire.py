"""Requests as no browser sends them, byte by byte, and what came back."""

import socket
from collections.abc import Iterator
from dataclasses import dataclass

BOUNDARY = "----portal4711"
# A header is sent and never the rest: the server may wait for it, we don't for ever.
PATIENCE = 5.0


@dataclass(frozen=True)
class Proof:
    """What a page gave to whoever opened it: without it a form is refused before anybody looks at its fields."""

    cookie: str
    token: str
    capsule: str

    @property
    def fields(self) -> list[tuple[str, bytes]]:
        return [("csrfmiddlewaretoken", self.token.encode()), ("capsule", self.capsule.encode())]


def status_of(port: int, raw: bytes, *, half_closed: bool = True) -> int:
    """The status of the answer; 0 where the server closed the connection without a word."""
    with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as connection:
        answer = b""
        try:
            connection.sendall(raw)
            if half_closed:
                connection.shutdown(socket.SHUT_WR)
            while len(answer) < 64 and (piece := connection.recv(4096)):
                answer += piece
        except OSError:
            # Refused in the middle of the sending: the answer, if there was one, may have come before.
            pass
    words = answer.split(b" ", 2)
    return int(words[1]) if answer.startswith(b"HTTP/1.") and words[1].isdigit() else 0


def part(name: str, value: bytes, *, head: str = "", end: bytes = b"\r\n") -> bytes:
    head = head or f'Content-Disposition: form-data; name="{name}"'
    return f"--{BOUNDARY}\r\n{head}\r\n\r\n".encode("utf-8", "surrogatepass") + value + end


def request(
    path: str, proof: Proof, body: bytes, *, kind: str = "", length: str | None = None, more: str = "", line: str = ""
) -> bytes:
    """A whole request; each of its parts can be made wrong."""
    head = [
        line or f"POST {path} HTTP/1.1",
        "Host: localhost",
        f"Cookie: form={proof.cookie}",
        f"Content-Type: {kind or f'multipart/form-data; boundary={BOUNDARY}'}",
        *([] if length == "" else [f"Content-Length: {len(body) if length is None else length}"]),
        *([more] if more else []),
        "Connection: close",
    ]
    return "\r\n".join(head).encode("utf-8", "surrogatepass") + b"\r\n\r\n" + body


def malformed(path: str, proof: Proof) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of each request that something is wrong with."""
    yield from _wrong_parts(path, proof)
    yield from _wrong_frames(path, proof)
    yield from _wrong_heads(path, proof)


def _wrong_parts(path: str, proof: Proof) -> Iterator[tuple[str, bytes]]:
    proven = b"".join(part(name, value) for name, value in proof.fields)
    end = f"--{BOUNDARY}--\r\n".encode()
    told = part("narrative", "Words of a report. é".encode())
    file_head = 'Content-Disposition: form-data; name="uploads"; filename="{}"\r\nContent-Type: {}'
    named = 'Content-Disposition: form-data; name="narrative"'
    heads = {
        "no name": "Content-Disposition: form-data",
        "an empty name": 'Content-Disposition: form-data; name=""',
        "no disposition": "X-Nothing: 1",
        "another disposition": 'Content-Disposition: attachment; name="narrative"',
        "an unclosed quote": 'Content-Disposition: form-data; name="narrative',
        "a long name": f'Content-Disposition: form-data; name="{"n" * 100_000}"',
        "a name with NUL": 'Content-Disposition: form-data; name="narr\x00ative"',
        "a name in surrogates": 'Content-Disposition: form-data; name="\ud800"',
        "an encoded name": "Content-Disposition: form-data; name*=utf-8''%FF%00%0d%0a",
        "an unknown charset": f"{named}\r\nContent-Type: text/plain; charset=no-such",
        "a charset that is none": "Content-Disposition: form-data; name*=no-such''x",
        "base64 that is none": f"{named}\r\nContent-Transfer-Encoding: base64",
        "many heads": 'Content-Disposition: form-data; name="narrative"' + "\r\nX-More: 1" * 3_000,
        "a long head": f'Content-Disposition: form-data; name="narrative"\r\nX-Long: {"x" * 200_000}',
        "mixed inside": 'Content-Disposition: form-data; name="uploads"\r\nContent-Type: multipart/mixed; boundary=y',
        "a file without a kind": 'Content-Disposition: form-data; name="uploads"; filename="a"',
        "a file named by a path": file_head.format("../../../../etc/passwd", "image/png"),
        "a file named by NUL": file_head.format("a\x00.pdf", "application/pdf"),
        "a file with a long name": file_head.format("ä" * 5_000 + ".pdf", "application/pdf"),
        "a file named by dots": file_head.format("..", "a/b; charset=\x01"),
        "a file in surrogates": file_head.format("\udcff\ud800.png", "image/png"),
        "a file of another field": file_head.format("a.png", "image/png").replace("uploads", "narrative"),
        "base64 of a file that is none": file_head.format("a.png", "image/png")
        + "\r\nContent-Transfer-Encoding: base64",
    }
    for name, head in heads.items():
        yield name, request(path, proof, proven + told + part("x", b"===%%%\xff", head=head) + end)
    yield "every field three times", request(path, proof, (proven + told) * 3 + end)
    yield (
        "a proof of files",
        request(path, proof, proven.replace(b'name="capsule"', b'name="capsule"; filename="c"') + end),
    )
    yield "thousands of parts", request(path, proof, proven + told * 3_000 + end)
    yield (
        "thousands of files",
        request(path, proof, proven + part("", b"x", head=file_head.format("a.png", "image/png")) * 1_500 + end),
    )
    yield "no proof", request(path, proof, told + end)


def _wrong_frames(path: str, proof: Proof) -> Iterator[tuple[str, bytes]]:
    proven = b"".join(part(name, value) for name, value in proof.fields)
    whole = proven + part("narrative", b"Words.") + f"--{BOUNDARY}--\r\n".encode()
    for share in (0.1, 0.35, 0.5, 0.8, 0.97):
        cut = whole[: int(len(whole) * share)]
        yield f"cut at {share}", request(path, proof, cut)
        yield f"cut at {share} against its length", request(path, proof, cut, length=str(len(whole)))
    yield "another boundary", request(path, proof, whole, kind="multipart/form-data; boundary=other")
    yield "no boundary", request(path, proof, whole, kind="multipart/form-data")
    yield "an empty boundary", request(path, proof, whole, kind="multipart/form-data; boundary=")
    yield "a long boundary", request(path, proof, whole, kind=f"multipart/form-data; boundary={'b' * 6_000}")
    yield "a boundary of bytes", request(path, proof, whole, kind="multipart/form-data; boundary=é\ud800")
    yield "no end", request(path, proof, whole.rstrip(b"-\r\n"))
    yield "an end at the start", request(path, proof, f"--{BOUNDARY}--\r\n".encode() + whole)
    yield "line ends of another kind", request(path, proof, whole.replace(b"\r\n", b"\n"))
    yield "words before and after", request(path, proof, b"preamble\r\n" + whole + b"epilogue" * 1_000)
    yield "nothing", request(path, proof, b"")
    yield "boundaries alone", request(path, proof, f"--{BOUNDARY}\r\n".encode() * 2_000)
    yield "noise", request(path, proof, bytes(range(256)) * 400)
    for length in ("0", "5", "-1", "abc", "1e3", "", "99999999999999999999", "0x10", "+5", "5, 5"):
        yield f"length {length!r}", request(path, proof, whole, length=length)
    chunked = "Transfer-Encoding: chunked"
    for name, body in {
        "chunks": b"5\r\nhello\r\n0\r\n\r\n",
        "chunks without end": b"5\r\nhel",
        "a chunk of no size": b"zz\r\nx\r\n0\r\n\r\n",
        "a negative chunk": b"-5\r\nhello\r\n0\r\n\r\n",
        "a huge chunk": b"ffffffffffffffff\r\nhello\r\n",
    }.items():
        yield name, request(path, proof, body, length="", more=chunked)
    yield "length and chunks", request(path, proof, b"0\r\n\r\n" + whole, more=chunked)
    for kind in (
        "application/x-www-form-urlencoded",
        "application/json",
        "text/plain",
        "text/xml",
        "x" * 3_000,
        "\x01",
    ):
        yield f"sent as {kind[:20]!r}", request(path, proof, whole, kind=kind)
    for charset in ("no-such", "utf-7", "utf-16", "idna", "punycode", "hex", "\x00"):
        kind = f"application/x-www-form-urlencoded; charset={charset}"
        yield f"in {charset!r}", request(path, proof, b"narrative=%FF%00+x&csrfmiddlewaretoken=%zz", kind=kind)
    yield "many fields", request(path, proof, b"a=1&" * 5_000, kind="application/x-www-form-urlencoded")
    yield "half percents", request(path, proof, b"%&%=%&=&&&%u0041=%ud800", kind="application/x-www-form-urlencoded")


def _wrong_heads(path: str, proof: Proof) -> Iterator[tuple[str, bytes]]:
    lines = {
        "a long address": f"POST {path}?{'q' * 9_000} HTTP/1.1",
        "an address of bytes": f"GET {path}\x00é HTTP/1.1",
        "percents": f"GET {path}%00%ff%2e%2e%2f%zz HTTP/1.1",
        "dots": f"GET {path}../../../etc/passwd HTTP/1.1",
        "an absolute address": f"GET http://evil.example{path} HTTP/1.1",
        "a star": "OPTIONS * HTTP/1.1",
        "no version": f"GET {path}",
        "another version": f"GET {path} HTTP/9.9",
        "lower case": f"get {path} http/1.1",
        "another verb": f"BREW {path} HTTP/1.1",
        "a long verb": f"{'V' * 5_000} {path} HTTP/1.1",
        "an empty line": "",
        "a query of bytes": f"GET {path}?a=%ff&b=%00&after=%ud800&=%&&& HTTP/1.1",
        "two spaces": f"GET  {path}  HTTP/1.1",
    }
    for name, line in lines.items():
        yield name, request(path, proof, b"", line=line) if line else b"\r\n\r\n\r\n"
    heads = {
        "a huge header": "X-Huge: " + "h" * 100_000,
        "many headers": "\r\n".join(f"X-{one}: 1" for one in range(500)),
        "two lengths": "Content-Length: 3",
        "two hosts": "Host: evil.example",
        "a header without a colon": "Nonsense",
        "a header of bytes": "X-Bytes: é\x00\ud800",
        "a folded header": "X-Folded: a\r\n b",
        "a space in its name": "X Y: 1",
        "a huge cookie": "Cookie: " + "; ".join(f"c{one}={'v' * 100}" for one in range(60)),
        "a cookie of bytes": "Cookie: form=\x01\xff;=;;",
        "a wrong referrer": "Referer: http://[::1\r\nOrigin: null",
        "an expectation": "Expect: 100-continue",
        "an unknown expectation": "Expect: a-miracle",
        "a wrong range": "Range: bytes=-1-,99-2",
        "an upgrade": "Upgrade: h2c",
        "languages": "Accept-Language: " + "x-" * 3_000,
        "what is accepted": "Accept: \x02;;;q=nan,*/*;q=1e999",
        "a day that is none": 'If-Modified-Since: yesterday\r\nIf-None-Match: W/"',
        "a key": "Cookie: session=" + "A" * 4_000,
        "a proxy's claim": "X-Forwarded-For: ,,,\x07, 999.1.1.1\r\nX-Forwarded-Proto: gopher",
        "an encoding": "Content-Encoding: gzip",
    }
    for name, more in heads.items():
        yield name, request(path, proof, b"narrative=x", kind="application/x-www-form-urlencoded", more=more)
    yield "another host", request(path, proof, b"", line=f"GET {path} HTTP/1.1").replace(b"localhost", b"evil.example")
    yield "a host that is none", request(path, proof, b"").replace(b"Host: localhost", b"Host: ")
    yield "no host", request(path, proof, b"").replace(b"Host: localhost\r\n", b"")
    yield "an old version", request(path, proof, b"").replace(b"HTTP/1.1", b"HTTP/1.0")
    yield "noise instead of a request", bytes(range(256)) * 20
    yield "the start of another protocol", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03"
    yield "two requests, the second cut", request(path, proof, b"") + b"GET / HT"
