"""Mail that was broken on purpose: every one of Python's own test collection, and what chance makes of them.

None raises anything, none is lost, and each is settled.
"""

import importlib.util
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from cases.actions.mailbox import store_mail, understand_mails
from cases.mail_judging import needs_a_person, programs_doing
from cases.mail_reading import MailUnreadable, bare_text, identity_of, read_mail
from cases.models import IncomingMail
from cases.states import MailReason, MailState
from tests.cases.mailbox.letters import letter

INSERTS = (
    b"\n\n", b"\r", b"\x00", b"\xff\xfe", b"=?utf-8?q?=FF?=", b"=?x?b?====?=", b"--x--\n", b"--BOUNDARY\n",
    b"Content-Type: multipart/mixed; boundary=x\n", b"Content-Type: text/plain; charset=punycode\n",
    b"Content-Type: message/rfc822\n", b"Content-Type: application/ms-tnef\n", b"Content-Transfer-Encoding: base64\n",
    b"Content-Disposition: attachment; filename*0*=utf-8''%FF%00..%2F\n", b"From: ((((\n", b"Message-ID: <\n",
)  # fmt: skip


def collection() -> list[bytes]:
    """Every mail that Python tests its own parser with, or a few of ours where it came without them."""
    found = importlib.util.find_spec("test.test_email")
    folder = Path(found.origin).parent / "data" if found and found.origin else Path("/nowhere")
    mails = [path.read_bytes() for path in sorted(folder.glob("msg_*.txt"))]
    return mails or [letter(), letter(files=(("a.pdf", b"%PDF-1.4"),)), letter(Subject="=?utf-8?q?=C3=BC?=")]


def mutated(mails: list[bytes], count: int, seed: int = 2026) -> Iterator[bytes]:
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


def read_wholly(raw: bytes) -> None:
    read = read_mail(raw)
    programs_doing(read)
    needs_a_person(read)
    identity_of(raw)
    bare_text(raw)
    assert not any(0xD800 <= ord(letter) <= 0xDFFF or letter == "\0" for letter in read.text + read.subject)


def test_every_mail_of_the_collection_and_its_mutations_is_read():
    mails = collection()
    for raw in [*mails, *mutated(mails, 40)]:
        read_wholly(raw)


@pytest.mark.slow
@pytest.mark.once
def test_a_thousand_mutations_are_read():
    for raw in mutated(collection(), 1000, seed=7):
        try:
            read_wholly(raw)
        except MailUnreadable:
            pass


def settle(mails: list[bytes], at) -> None:
    """All of them arrive; each is kept byte for byte, and the clock settles each."""
    known = {store_mail(raw, on=at.date(), at=at)[0].pk: raw for raw in mails}
    while understand_mails(at):
        pass
    for pk, raw in known.items():
        mail = IncomingMail.objects.get(pk=pk)
        assert mail.state != MailState.ARRIVED, "lost on the way"
        assert identity_of(mail.raw_bytes()) == identity_of(raw)
        assert mail.report is not None or mail.reason
    broken = IncomingMail.objects.filter(reason=MailReason.BROKEN).count()
    assert broken <= len(known) // 50, "the control: nearly all of them are read and not just kept"


@pytest.mark.django_db
def test_every_mail_of_the_collection_ends_somewhere(at):
    mails = collection()
    settle([*mails[::8], *mutated(mails, 6)], at)


@pytest.mark.slow
@pytest.mark.django_db
def test_every_mail_and_its_mutations_end_somewhere(at):
    mails = collection()
    settle([*mails, *mutated(mails, 100)], at)
