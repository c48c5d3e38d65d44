"""Whatever somebody's program makes of a letter, its words and files are read."""

import base64
from email.message import EmailMessage

import pytest

from cases.mail_html import text_of_html
from cases.mail_reading import MailUnreadable, identity_of, read_mail
from tests.cases.mailbox.letters import WORDS, letter

pytestmark = pytest.mark.once

HEAD = b"From: a@b.example\r\nSubject: x\r\n"


def body_in(charset: str, text: str, encoding: str = "") -> bytes:
    return HEAD + f"Content-Type: text/plain; charset={charset}\r\n\r\n".encode() + text.encode(encoding or charset)


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (body_in("utf-8", "Müller zahlte ¥"), "Müller zahlte ¥"),
        (body_in("iso-8859-1", "Müller"), "Müller"),
        (body_in("iso-2022-jp", "請求書"), "請求書"),
        (body_in("koi8-r", "Счёт"), "Счёт"),
        (body_in("gb18030", "发票"), "发票"),
        (body_in("no-such-thing", "Müller", "utf-8"), "Müller"),
        (body_in("us-ascii", "Müller", "cp1252"), "Müller"),
        (body_in("punycode", "plain", "ascii"), "plain"),
        (HEAD + b"\r\nM\xfcller", "Müller"),
        (HEAD + b"Content-Transfer-Encoding: base64\r\n\r\n" + base64.b64encode(b"hello") + b"!!", "hello"),
    ],
)
def test_words_are_read_in_every_encoding(raw, words):
    assert read_mail(raw).text == words


def test_names_and_subjects_are_decoded():
    raw = (
        b"From: =?utf-8?q?Zo=C3=AB?= <zoe@b.example>\r\n"
        b"Subject: =?iso-8859-1?q?Gru=DF?=\r\n =?utf-8?b?w6Q=?= \x00=?x?y?z?=\r\n\r\nhi"
    )
    read = read_mail(raw)
    assert (read.sender_name, read.sender_address) == ("Zoë", "zoe@b.example")
    assert read.subject.startswith("Grußä")


def test_a_page_is_read_without_its_scripts_and_styles():
    html = (
        "<style>p{}</style><h1>Hi</h1><p>One<br>two &amp; <a href='https://x.example/a'>here</a></p><script>3</script>"
    )
    assert text_of_html(html) == "Hi\n\nOne\ntwo & here <https://x.example/a>"
    message = EmailMessage()
    message["From"] = "a@b.example"
    message.set_content(html, subtype="html")
    assert read_mail(message.as_bytes()).text.startswith("Hi")


def test_of_two_forms_of_the_same_words_the_plain_one_is_read():
    message = EmailMessage()
    message.set_content("Plain words")
    message.add_alternative("<p>Words of a page</p>", subtype="html")
    assert read_mail(message.as_bytes()).text == "Plain words"
    message = EmailMessage()
    message.set_content("\n")
    message.add_alternative("<p>Words of a page</p>", subtype="html")
    assert read_mail(message.as_bytes()).text == "Words of a page"


def test_a_forwarded_mail_is_read_with_its_heads_and_files():
    inner = EmailMessage()
    inner["From"], inner["Subject"] = "boss@company.example", "Book it twice"
    inner.set_content("As I said.")
    inner.add_attachment(b"%PDF-1.4 x", maintype="application", subtype="pdf", filename="bill.pdf")
    outer = EmailMessage()
    outer["From"] = "a@b.example"
    outer.set_content("Look at this.")
    outer.add_attachment(inner)
    read = read_mail(outer.as_bytes())
    assert read.text.startswith("Look at this.")
    assert "From: boss@company.example" in read.text and "As I said." in read.text
    assert [file.name for file in read.files] == ["bill.pdf"]


def test_an_invitation_is_read_in_words_and_kept_as_a_file():
    text = "BEGIN:VEVENT\nSUMMARY:Dinner with\n  the buyer\nDTSTART;TZID=X:20261120T190000\nEND:VEVENT"
    raw = HEAD + b"Content-Type: text/calendar; method=REQUEST\r\n\r\n" + text.encode()
    read = read_mail(raw)
    assert "Summary: Dinner with the buyer" in read.text and "20261120T190000" in read.text
    assert [file.name for file in read.files] == ["invitation.ics"]


def winmail(text: bytes, name: bytes, content: bytes) -> bytes:
    """A small TNEF file: a body and one attachment."""

    def attribute(level: int, tag: int, kind: int, data: bytes) -> bytes:
        head = bytes([level]) + tag.to_bytes(2, "little") + kind.to_bytes(2, "little")
        return head + len(data).to_bytes(4, "little") + data + (sum(data) & 0xFFFF).to_bytes(2, "little")

    parts = [
        attribute(1, 0x800C, 2, text + b"\0"),
        attribute(2, 0x9002, 6, bytes(14)),
        attribute(2, 0x8010, 1, name + b"\0"),
        attribute(2, 0x800F, 6, content),
    ]
    return (0x223E9F78).to_bytes(4, "little") + b"\1\0" + b"".join(parts)


def test_what_outlook_packed_is_unpacked():
    packed = winmail(b"Words that Outlook hid.", b"bill.pdf", b"%PDF-1.4 x")
    read = read_mail(letter("", files=(("winmail.dat", packed),), Subject=""))
    assert read.text == "Words that Outlook hid."
    assert [(file.name, file.content) for file in read.files] == [("bill.pdf", b"%PDF-1.4 x")]
    broken = read_mail(letter(files=(("winmail.dat", packed[:8]),)))
    assert broken.text == WORDS and [file.name for file in broken.files] == ["winmail.dat"]
    assert "winmail.dat" in str(broken.remarks[0])


def test_a_signed_mail_is_read_and_says_so():
    raw = HEAD + (
        b'Content-Type: multipart/signed; boundary="s"; protocol="application/pgp-signature"\r\n\r\n'
        b"--s\r\nContent-Type: text/plain\r\n\r\nSigned words\r\n"
        b"--s\r\nContent-Type: application/pgp-signature; name=signature.asc\r\n\r\nxxx\r\n--s--\r\n"
    )
    read = read_mail(raw)
    assert read.text == "Signed words" and not read.files and "signature" in str(read.remarks[0])


@pytest.mark.parametrize(
    "raw",
    [
        HEAD + b"\r\n-----BEGIN PGP MESSAGE-----\r\nabc",
        HEAD + b"Content-Type: application/pkcs7-mime; smime-type=enveloped-data\r\n\r\nabc",
        HEAD + b"Content-Type: multipart/encrypted; boundary=e\r\n\r\n--e\r\n\r\nx\r\n--e--",
    ],
)
def test_an_encrypted_mail_is_known(raw):
    assert read_mail(raw).is_encrypted


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd.txt", "passwd.txt"),
        ("..", "file.dat"),
        ("C:\\Users\\Me\\a.pdf", "a.pdf"),
        ("\x00.pdf", ".pdf"),
    ],
)
def test_names_of_files_lead_nowhere(name, kept):
    raw = HEAD + b"Content-Type: application/octet-stream\r\nContent-Disposition: attachment; filename*=utf-8''"
    raw += "".join(f"%{byte:02X}" for byte in name.encode()).encode() + b"\r\n\r\nx"
    assert [file.name for file in read_mail(raw).files] == [kept]


def test_what_was_attached_comes_before_the_pictures_of_a_signature():
    raw = HEAD + (
        b"Content-Type: multipart/mixed; boundary=m\r\n\r\n"
        b"--m\r\nContent-Type: image/png; name=logo.png\r\nContent-ID: <l>\r\nContent-Disposition: inline\r\n\r\nx\r\n"
        b"--m\r\nContent-Type: application/pdf; name=bill.pdf\r\nContent-Disposition: attachment\r\n\r\nx\r\n--m--"
    )
    assert [file.name for file in read_mail(raw).files] == ["bill.pdf", "logo.png"]


def test_a_mail_is_the_same_however_it_was_delivered():
    raw = letter()
    assert identity_of(b"Received: from here\r\n" + raw) == identity_of(raw.replace(b"\n", b"\r\n"))
    assert identity_of(raw) != identity_of(letter("Other words under a known Message-ID."))
    nameless = letter(Message_ID="")
    assert identity_of(nameless) == identity_of(nameless) != identity_of(nameless + b".")


@pytest.mark.parametrize(
    "raw",
    [
        b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (i, i) for i in range(1500)) + b"\nhi",
        b"Content-Type: message/rfc822\n\n" * 1500 + b"\nhi",
        b"X: y\n" * 200_000,
    ],
    ids=["parts in parts", "mails in mails", "endless headers"],
)
def test_a_mail_made_to_take_for_ever_is_given_up(raw):
    with pytest.raises(MailUnreadable):
        read_mail(raw)


def test_a_mail_tells_nothing_in_its_text_form():
    assert "invoices" not in repr(read_mail(letter())) and "sylvia" not in repr(read_mail(letter()))
