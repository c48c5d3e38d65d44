"""The mailbox is fetched from a real server over TLS: kept first, put away after, once whatever happens between."""

import grp
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

import pytest
from imap_tools import MailBox

from accounts.models import Heartbeat
from cases.actions import polling
from cases.actions.polling import poll_mailbox
from cases.imap import AddressRefused, account_of
from cases.models import IncomingMail
from ethics_portal.logs import AllowListFormatter
from tests.cases.mailbox.letters import letter

PASSWORD = "sesame/@:street"
KEPT = "Kept in the Ethics Portal"
CONFIGURATION = """
protocols = imap
base_dir = {here}/run
state_dir = {here}/run
log_path = {here}/log
instance_name = portal-tests
listen = 127.0.0.1
ssl = required
ssl_cert = <{here}/cert.pem
ssl_key = <{here}/key.pem
default_internal_user = {internal}
default_login_user = {login}
default_internal_group = {group}
first_valid_uid = 1
mail_location = maildir:{here}/mail
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={here}
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = 0
  }}
  inet_listener imaps {{
    port = {port}
    ssl = yes
  }}
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
"""


# --- addresses ---------------------------------------------------------------------------------------------
def test_an_address_is_read_with_its_folder_and_hides_its_password():
    account = account_of("imaps://ethics%40company.example:sesame%2F@mail.example:1993/In%20box")
    assert (account.user, account.password, account.port) == ("ethics@company.example", "sesame/", 1993)
    assert account.folder == "In box" and "sesame" not in repr(account)
    assert (account_of("imaps://a:b@c").folder, account_of("imaps://a:b@c").port) == ("INBOX", 993)


@pytest.mark.parametrize(
    "url", ["imap://a:secret@c", "imaps://c/INBOX", "imaps://a@c", "imaps://a:secret@c:port/", "secret", "imaps://[x"]
)
def test_without_tls_or_a_password_it_is_refused_without_telling_it(url):
    with pytest.raises(AddressRefused) as refusal:
        account_of(url)
    assert "secret" not in str(refusal.value)


@pytest.mark.django_db
def test_without_a_mailbox_nothing_is_asked(at, settings):
    settings.MAILBOX_URL = ""
    assert poll_mailbox(at) == 0 and not Heartbeat.objects.filter(name="mailbox").exists()


@pytest.mark.django_db
def test_a_server_that_is_away_delays_it_and_no_password_is_logged(at, settings, caplog):
    settings.MAILBOX_URL = "imaps://ethics:opensesame@127.0.0.1:1/"
    assert poll_mailbox(at) == 0
    assert "mailbox_not_fetched" in logged(caplog) and "opensesame" not in logged(caplog) + caplog.text
    assert not Heartbeat.objects.filter(name="mailbox").exists()


def logged(caplog: pytest.LogCaptureFixture) -> str:
    return "\n".join(AllowListFormatter().format(record) for record in caplog.records)


# --- a real server -----------------------------------------------------------------------------------------
def really(test: Callable[..., None]) -> Callable[..., None]:
    """A test against a real dovecot."""
    for mark in (pytest.mark.slow, pytest.mark.once, pytest.mark.django_db):
        test = mark(test)
    return test


@dataclass
class Server:
    """Dovecot, in a folder of its own."""

    here: Path
    port: int

    @property
    def url(self) -> str:
        return f"imaps://ethics:sesame%2F%40%3Astreet@localhost:{self.port}/INBOX"

    def open(self, folder: str = "INBOX") -> MailBox:
        return MailBox("localhost", self.port).login("ethics", PASSWORD, folder)

    def put(self, *mails: bytes) -> None:
        with self.open() as box:
            for raw in mails:
                box.append(raw, "INBOX")

    def count(self, folder: str = "INBOX") -> int:
        with self.open() as box:
            return box.folder.status(folder)["MESSAGES"] if box.folder.exists(folder) else 0


@pytest.fixture(scope="module")
def dovecot() -> Iterator[Server]:
    program = shutil.which("dovecot", path=f"{os.environ['PATH']}:/usr/sbin")
    if program is None:
        pytest.skip("needs dovecot: apt-get install dovecot-imapd")
    # Not pytest's own folder: as root, dovecot works under names that may not look into it.
    here = Path(tempfile.mkdtemp(prefix="dovecot-"))
    here.chmod(0o755)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    certificate = "req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -addext subjectAltName=DNS:localhost"
    command = ["openssl", *certificate.split(), "-keyout", here / "key.pem", "-out", here / "cert.pem"]
    subprocess.run(command, check=True, capture_output=True)
    (here / "dovecot.conf").write_text(CONFIGURATION.format(here=here, port=port, password=PASSWORD, **_users(here)))
    running = subprocess.Popen([program, "-F", "-c", here / "dovecot.conf"], stderr=subprocess.PIPE)
    server = Server(here, port)
    try:
        with mock.patch.dict(os.environ, {"SSL_CERT_FILE": str(here / "cert.pem")}):
            _wait_for(server, running)
            yield server
    finally:
        running.terminate()
        running.wait(10)
        shutil.rmtree(here, ignore_errors=True)


def _users(here: Path) -> dict[str, str | int]:
    """Under whose names dovecot works: one's own, or, for root, those that its package has made."""
    me = pwd.getpwuid(os.getuid())
    if me.pw_uid:
        group = grp.getgrgid(me.pw_gid).gr_name
        return {"internal": me.pw_name, "login": me.pw_name, "group": group, "uid": me.pw_uid, "gid": me.pw_gid}
    nobody = pwd.getpwnam("nobody")
    (here / "mail").mkdir()
    os.chown(here / "mail", nobody.pw_uid, nobody.pw_gid)
    names = {"internal": "dovecot", "login": "dovenull", "group": "dovecot"}
    return {**names, "uid": nobody.pw_uid, "gid": nobody.pw_gid}


def _wait_for(server: Server, running: subprocess.Popen) -> None:
    for _time in range(100):
        try:
            server.open().logout()
            return
        except OSError:
            if running.poll() is not None:
                break
            time.sleep(0.1)
    log = server.here / "log"
    pytest.fail(f"dovecot does not start: {log.read_text() if log.exists() else running.stderr.read()}")


@pytest.fixture
def mailbox_at(dovecot, settings) -> Server:
    settings.MAILBOX_URL = dovecot.url
    with dovecot.open() as box:
        box.delete(box.uids())
        if box.folder.exists(KEPT):
            box.folder.delete(KEPT)
    return dovecot


@really
def test_mails_are_kept_and_put_away(at, mailbox_at):
    mails = [letter(), letter("Ünïcode — words", Message_ID="<2@x>"), b"\xff\x00broken\r\n"]
    mailbox_at.put(*mails)
    assert poll_mailbox(at) == 3
    assert mailbox_at.count() == 0 and mailbox_at.count(KEPT) == 3
    kept = [mail.raw_bytes().replace(b"\r\n", b"\n") for mail in IncomingMail.objects.all()]
    assert letter() in kept
    assert poll_mailbox(at) == 0 and Heartbeat.objects.filter(name="mailbox", beaten_at=at).exists()


@really
def test_a_crash_between_keeping_and_putting_away_gives_no_second_mail(at, mailbox_at):
    mailbox_at.put(letter())
    with (
        mock.patch.object(polling.Mailbox, "put_away", side_effect=KeyboardInterrupt),
        pytest.raises(KeyboardInterrupt),
    ):
        poll_mailbox(at)
    assert IncomingMail.objects.count() == 1 and mailbox_at.count() == 1
    assert poll_mailbox(at) == 0
    assert IncomingMail.objects.count() == 1 and mailbox_at.count() == 0


@really
def test_a_mail_that_could_not_be_kept_stays_on_the_server(at, mailbox_at):
    mailbox_at.put(letter())
    with mock.patch.object(polling, "store_mail", side_effect=OSError("no room")):
        assert poll_mailbox(at) == 0
    assert mailbox_at.count() == 1 and poll_mailbox(at) == 1


@really
def test_where_nothing_can_be_moved_it_is_flagged(at, mailbox_at, settings):
    settings.MAILBOX_DONE_FOLDER = "no/../such/folder"
    mailbox_at.put(letter())
    assert poll_mailbox(at) == 1 and poll_mailbox(at) == 0
    assert mailbox_at.count() == 1


@really
def test_of_a_huge_mail_the_head_is_fetched_and_the_whole_stays_there(at, mailbox_at, settings):
    settings.MAILBOX_MAIL_LIMIT = 1000
    mailbox_at.put(letter("x" * 60 + "\n", Subject="Large") + b"y" * 5000)
    assert poll_mailbox(at) == 1
    mail = IncomingMail.objects.get()
    assert not mail.is_whole and mail.size > 5000 and b"Large" in mail.raw_bytes() and b"yyy" not in mail.raw_bytes()
    assert mailbox_at.count(KEPT) == 1


@really
def test_a_certificate_that_nobody_vouches_for_is_refused(at, mailbox_at, monkeypatch):
    monkeypatch.delenv("SSL_CERT_FILE")
    assert poll_mailbox(at) == 0 and not IncomingMail.objects.exists()


@really
def test_a_wrong_password_is_not_logged(at, mailbox_at, settings, caplog):
    settings.MAILBOX_URL = mailbox_at.url.replace("street", "wrongstreet")
    assert poll_mailbox(at) == 0
    assert "mailbox_not_fetched" in logged(caplog) and "wrongstreet" not in logged(caplog) + caplog.text
