"""What a mail becomes: a report through the intake of all reports, or a reporter's word on one."""

import base64
import hmac
import re
import secrets
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cases.access_keys import without_access_keys
from cases.actions.dialogue import answer_as_reporter
from cases.actions.intake import ReportFacts
from cases.actions.notes import add_remark
from cases.actions.speaking_up import send_form
from cases.actions.uploads import keep_uploads, open_pending_form
from cases.mail_reading import CUT, MailFile, ReadMail, is_address
from cases.models import Case, IncomingMail, Report
from cases.states.report import Channel, Mode
from code_of_ethics.models import Topic
from vault.digests import keyed_digest
from vault.models import SealedFile, Secret
from vault.sealing import RefusedFile, seal_upload
from vault.sniffing import extension_of
from vault.uploads import SealedUpload, SealingUploadHandler

TOKEN_BYTES = 16
_TOKEN = re.compile(r"(?:\+|<)([a-z2-7]{26})@", re.I)
# A mail names a few addresses and mails before it; more are somebody's guessing.
MOST_TOKENS = 50


# --- a report ----------------------------------------------------------------------------------------------
def report_sent_by(mail: IncomingMail, read: ReadMail, topic: Topic, *, at: datetime) -> Report:
    """The intake of every report, with the mail's words and files; its sender will be told the access key."""
    told = without_access_keys("\n\n".join(part for part in (read.subject, read.text) if part))
    facts = ReportFacts(
        topic=topic,
        narrative=told[: settings.NARRATIVE_LIMIT] or _("(The mail holds files only.)"),
        mode=Mode.CONFIDENTIAL,
        channel=Channel.EMAIL,
        reporter_name=read.sender_name,
        reporter_contact=read.sender_address,
        language=read.language,
    )
    token = secrets.token_urlsafe(32)
    form = open_pending_form(token, at=at)
    refused = keep_uploads(form, _uploads(read.files), at=at, from_a_form=False)
    report = send_form(token, facts, by=None, at=at, on=mail.arrived_on)
    if len(told) > settings.NARRATIVE_LIMIT:
        read = replace(read, remarks=[*read.remarks, CUT])
    _remark(report.case, read, refused, at=at)
    mail.report, mail.form_token = report, token
    mail.reply_digest = _reply_digest(reply_token(token))
    mail.is_to_acknowledge, mail.attempts = is_address(read.sender_address), 0
    return report


def _uploads(files: Iterable[MailFile]) -> list[SealedUpload]:
    """Files of a mail, as if they had come through a form: the same limits, the same sealing."""
    handler = SealingUploadHandler()
    uploads = []
    for file in files:
        handler.new_file("files", file.name, "", len(file.content))
        for start in range(0, len(file.content), handler.chunk_size):
            handler.receive_data_chunk(file.content[start : start + handler.chunk_size], start)
        uploads.append(handler.file_complete(len(file.content)))
    return uploads


def _remark(case: Case, read: ReadMail, refused: list[RefusedFile], *, at: datetime) -> None:
    """What the office should know of the mail that stands nowhere else. Refused files are named as neutrally as kept
    ones: a file's own name may tell who sent it.
    """
    lines = [str(remark) for remark in read.remarks]
    lines += [
        _("A file was not taken (%(kind)s): %(why)s")
        % {"kind": extension_of(file.name)[:10] or _("without ending"), "why": file.sentence}
        for file in refused
    ]
    if refused:
        lines.append(
            ngettext(
                "It is kept, sealed, in the original mail.",
                "They are kept, sealed, in the original mail.",
                len(refused),
            )
        )
    if lines:
        add_remark(case, "\n".join(lines), at=at)


# --- a reply -----------------------------------------------------------------------------------------------
def reply_token(form_token: str) -> str:
    """What stands behind the plus of the address to answer to: random to everybody, and the same for one form."""
    digest = hmac.digest(Secret.objects.material("mail-reply"), form_token.encode(), "sha256")
    return base64.b32encode(digest[:TOKEN_BYTES]).decode().rstrip("=").lower()


def _reply_digest(token: str) -> str:
    return keyed_digest("mail-reply-lookup", token.lower())


def report_replied_to(read: ReadMail) -> Report | None:
    """The report whose token stands in the address that the mail went to, or in a mail that it answers."""
    headers = ("to", "cc", "delivered-to", "x-original-to", "envelope-to", "in-reply-to", "references")
    tokens = [token for name in headers for value in read.headers.get(name, []) for token in _TOKEN.findall(value)]
    digests = [_reply_digest(token) for token in dict.fromkeys(tokens[:MOST_TOKENS])]
    mail = IncomingMail.objects.filter(reply_digest__in=digests, report__isnull=False).first() if digests else None
    return mail.report if mail else None


def write_reply(mail: IncomingMail, read: ReadMail, report: Report, *, at: datetime) -> None:
    """The reporter's word, with its files."""
    kept = [seal_upload(upload, data_key=report.data_key, on=mail.arrived_on) for upload in _uploads(read.files)]
    words = without_access_keys(_without_our_words(read.text)).strip()
    answer_as_reporter(
        report,
        body=words[: settings.NARRATIVE_LIMIT] or _("(The mail holds files only.)"),
        files=[file for file in kept if isinstance(file, SealedFile)],
        at=at,
    )
    if len(words) > settings.NARRATIVE_LIMIT:
        read = replace(read, remarks=[*read.remarks, CUT])
    if report.identity is not None and str(report.identity.contact).lower() != read.sender_address.lower():
        other = _("The reply came from another address than the mail that was reported with.")
        read = replace(read, remarks=[*read.remarks, other])
    _remark(report.case, read, [file for file in kept if isinstance(file, RefusedFile)], at=at)


def _without_our_words(text: str) -> str:
    """A reply without the lines of our own mail that it quotes; every other line stays, wherever it was written."""
    ours = set()
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            ours |= {line.strip() for line in acknowledgement_text("", "").splitlines()} - {""}
    lines = [line for line in text.splitlines() if not (line.startswith(">") and line.lstrip("> ").strip() in ours)]
    return "\n".join(lines)


def acknowledgement_text(key: str, address: str) -> str:
    """What the sender is told: that something arrived, and how to come back. Nothing of what they wrote."""
    return _(
        "Thank you. Your message has arrived.\n\n"
        "This is your access key:\n\n"
        "    %(key)s\n\n"
        "With it you can read our answers and write to us in private:\n\n"
        "    %(address)s\n\n"
        "Keep the key where nobody else finds it. Nobody can tell it to you again.\n\n"
        "You may also reply to this mail. But others may read a mail on its way; the page is safer."
    ) % {"key": key, "address": address}
