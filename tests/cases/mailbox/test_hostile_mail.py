"""Mail that was broken on purpose: none raises anything, none is lost, and none holds up those behind it."""

from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import call_command

from cases.actions import mailbox
from cases.mail_judging import needs_a_person, programs_doing
from cases.mail_reading import MailUnreadable, bare_text, identity_of, read_mail
from cases.models import IncomingMail
from cases.states.mail import MailReason, MailState
from tests.cases.mailbox.letters import letter
from tests.hostile.mails import MUTATIONS, collection, collection_folder, mutated
from tests.hostile.strings import IN_FULL, STRINGS, share
from vault.digests import keyed_digest

# What each end of a mail must have: a report, or the reason why there is none.
ENDS = {
    MailState.BECAME_REPORT: lambda mail: mail.report is not None,
    MailState.THREADED: lambda mail: mail.report is not None,
    MailState.IGNORED: lambda mail: mail.reason in MailReason.values,
    MailState.SET_ASIDE: lambda mail: mail.reason in MailReason.values,
}


def read_wholly(raw: bytes) -> None:
    read = read_mail(raw)
    programs_doing(read)
    needs_a_person(read)
    identity_of(raw)
    bare_text(raw)
    assert not any(0xD800 <= ord(letter) <= 0xDFFF or letter == "\0" for letter in read.text + read.subject)


def written_with(raw: bytes) -> bytes:
    """A mail that has a string wherever one can stand: raw, in its head, its text and its file's name."""
    name = raw.replace(b"\r", b"").replace(b"\n", b" ")[:2_000]
    return (
        b"From: " + name + b" <s@supplier.example>\nSubject: " + name + b"\nMessage-ID: <" + name[:40] + b">\n"
        b"Content-Type: multipart/mixed; boundary=bb\n\n--bb\nContent-Type: text/plain; charset=utf-8\n\n"
        b"It happened. " + raw + b'\n--bb\nContent-Type: image/png; name="' + name + b'"\n\nx\n--bb--\n'
    )


def test_every_mail_of_the_collection_and_its_mutations_is_read():
    mails = collection() if _is_here() else [letter(), letter(files=(("a.pdf", b"%PDF-1.4"),))]
    for raw in [*mails, *mutated(mails, 40)]:
        read_wholly(raw)


def _is_here() -> bool:
    """`make test` installs nothing; `make test-all` does, and there the collection must be."""
    return collection_folder() is not None


@pytest.mark.slow
@pytest.mark.once
def test_a_thousand_mutations_are_read():
    for raw in mutated(collection(), MUTATIONS, seed=7):
        try:
            read_wholly(raw)
        except MailUnreadable:
            pass


# --- through the import --------------------------------------------------------------------------------------
def imported(mails: list[bytes], folder: Path, at) -> None:
    """From files, by the command that people call; over many days, because one sender's mails are counted by day."""
    for number, raw in enumerate(mails):
        day = folder / str(number // 40)
        day.mkdir(exist_ok=True)
        (day / f"{number:05}.eml").write_bytes(raw)
    for day in sorted(folder.iterdir(), key=lambda one: int(one.name)):
        call_command("import_mail", str(day), "--on", (at.date() - timedelta(days=int(day.name))).isoformat())


def lost(mails: list[bytes]) -> list[str]:
    """Each mail that is not kept byte for byte, or did not come to an end that can be found again."""
    found = []
    for number, raw in enumerate(mails):
        mail = IncomingMail.objects.filter(message_digest=keyed_digest("mail", identity_of(raw))).first()
        if mail is None:
            found.append(f"{number}: not kept")
        elif identity_of(mail.raw_bytes()) != identity_of(raw):
            found.append(f"{number}: kept as something else")
        elif mail.state not in ENDS or not ENDS[mail.state](mail):
            found.append(f"{number}: {mail.state} {mail.reason}")
    return found


def nearly_all_are_read(mails: list[bytes]) -> None:
    """The control: mails are read and become something, and are not all just kept."""
    ends = Counter(IncomingMail.objects.values_list("state", flat=True))
    assert ends[MailState.BECAME_REPORT] >= len(mails) // 3, ends
    assert IncomingMail.objects.filter(reason=MailReason.BROKEN).count() <= len(mails) // 50


@pytest.mark.django_db
def test_some_of_the_collection_ends_somewhere(at, tmp_path):
    mails = collection() if _is_here() else [letter(), letter("Another.", Message_ID="<2@x>")]
    mails = [*mails[::8], *mutated(mails, 6)]
    imported(mails, tmp_path, at)
    assert lost(mails) == []
    nearly_all_are_read(mails)


@pytest.mark.slow
@pytest.mark.once
@pytest.mark.django_db
def test_every_mail_its_mutations_and_every_string_end_somewhere(at, tmp_path):
    """`make hostile` imports all thousand mutations; the suite the first of them, always the same."""
    whole = collection()
    strings = [written_with(STRINGS[name]) for name in share([*STRINGS], 1, 25)]
    mails = [*whole, *mutated(whole, MUTATIONS if IN_FULL else 60, seed=11), *strings]
    imported(mails, tmp_path, at)
    assert lost(mails) == []
    nearly_all_are_read(mails)


@pytest.mark.django_db
def test_a_mail_that_nothing_can_be_made_of_holds_up_none_and_a_lost_one_is_found(at, tmp_path, monkeypatch):
    """The control: one mail breaks everything that touches it, and one gets lost; the run tells both apart."""
    first, breaks, last = (letter(f"Word {number}.", Message_ID=f"<{number}@x>") for number in range(3))
    forgotten = letter("Never stored.", Message_ID="<3@x>")
    usual = mailbox.read_mail

    def reading(raw: bytes):
        if raw == breaks:
            raise RuntimeError("whatever a hostile mail breaks")
        return usual(raw)

    monkeypatch.setattr(mailbox, "read_mail", reading)
    imported([first, breaks, last], tmp_path, at)
    assert lost([first, breaks, last, forgotten]) == ["3: not kept"]
    states = [
        IncomingMail.objects.get(message_digest=keyed_digest("mail", identity_of(raw))) for raw in (first, breaks, last)
    ]
    assert [mail.state for mail in states] == [MailState.BECAME_REPORT, MailState.SET_ASIDE, MailState.BECAME_REPORT]
    IncomingMail.objects.filter(pk=states[0].pk).update(state=MailState.ARRIVED)
    assert lost([first]) == ["0: ARRIVED "], "the control: one that is never settled is found"
