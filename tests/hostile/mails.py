"""Mail that was broken on purpose: every one of Python's own test collection, and what chance makes of them."""

import importlib.util
import random
from collections.abc import Iterator
from pathlib import Path

# Where Debian's libpython3.11-testsuite puts what its Python comes without.
OF_DEBIAN = Path("/usr/lib/python3.11/test/test_email")
MUTATIONS = 1_000
INSERTS = (
    b"\n\n", b"\r", b"\x00", b"\xff\xfe", b"=?utf-8?q?=FF?=", b"=?x?b?====?=", b"--x--\n", b"--BOUNDARY\n",
    b"Content-Type: multipart/mixed; boundary=x\n", b"Content-Type: text/plain; charset=punycode\n",
    b"Content-Type: message/rfc822\n", b"Content-Type: application/ms-tnef\n", b"Content-Transfer-Encoding: base64\n",
    b"Content-Disposition: attachment; filename*0*=utf-8''%FF%00..%2F\n", b"From: ((((\n", b"Message-ID: <\n",
    b"Date: 99 Foo 99999 99:99:99 +9999\n", b"To: undisclosed:;\n", b"Reply-To: =?utf-8?b?7aCA?= <a@b>\n",
    "\u202e👩🏽‍🚒".encode(), b"\xed\xa0\x80", b"=00=0D=0A", b"{{ 7*7 }}'; --<script>", b"A" * 5_000,
)  # fmt: skip


def collection_folder() -> Path | None:
    """Where the collection lies on this machine."""
    found = importlib.util.find_spec("test.test_email") if importlib.util.find_spec("test") else None
    own = Path(found.origin).parent if found and found.origin else OF_DEBIAN
    return next((folder / "data" for folder in (own, OF_DEBIAN) if (folder / "data").is_dir()), None)


def collection() -> list[bytes]:
    """Every mail that Python tests its own parser with. Not having them is an error, not less to do."""
    folder = collection_folder()
    assert folder is not None, "apt-get install libpython3.11-testsuite, or a Python that has its own tests"
    mails = [path.read_bytes() for path in sorted(folder.glob("msg_*.txt"))]
    assert len(mails) >= 45, f"{len(mails)} mails in {folder}"
    return mails


def mutated(mails: list[bytes], count: int, seed: int = 2026) -> Iterator[bytes]:
    """The same ones each time: `seed` is all the chance there is."""
    dice = random.Random(seed)
    for number in range(count):
        mail = bytearray(mails[number % len(mails)])
        for _time in range(dice.randrange(1, 12)):
            place = dice.randrange(len(mail) + 1)
            match dice.randrange(5):
                case 0:
                    mail[place : place + 1] = bytes([dice.randrange(256)])
                case 1:
                    del mail[place : place + dice.randrange(60)]
                case 2:
                    mail[place:place] = mail[dice.randrange(len(mail) + 1) :][:300]
                case 3:
                    mail[place:place] = dice.choice(INSERTS)
                case 4:
                    mail = mail[: max(place, 20)]
        yield bytes(mail)
