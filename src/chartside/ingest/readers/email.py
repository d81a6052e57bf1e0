"""E-mail messages (.eml, RFC 5322): subject, sender, date and the text; attachments are named."""

from __future__ import annotations

import re
from email import message_from_bytes, policy
from email.message import EmailMessage, Message

from chartside.ingest.decoding import clean, decode, looks_binary
from chartside.ingest.guards import unreadable
from chartside.ingest.markup import text_of_html
from chartside.ingest.reader import Problem, Readable, Upload

_FIELDS = ("Subject", "From", "To", "Date")
_HEADER = re.compile(
    rb"^(?:From|To|Subject|Date|Return-Path|Received|MIME-Version|Message-ID|Delivered-To|Cc):\s", re.M | re.I
)
_FEWEST_FIELDS = 3


class EmailReader:
    """Reads one message: its text part, or its HTML part as text. Attachments are not opened, only named."""

    name = "email"

    def score(self, name: str, head: bytes) -> int:
        """By the ending of its name, or several header fields before the first empty line."""
        if looks_binary(head):
            return 0
        top = re.split(rb"\r?\n\r?\n", head.removeprefix(b"\xef\xbb\xbf"), maxsplit=1)[0]
        fields = {m.group().lower() for m in _HEADER.finditer(top)}
        if name.lower().endswith(".eml"):
            return 90
        return 70 if len(fields) >= _FEWEST_FIELDS and _HEADER.match(top) else 0

    def read(self, upload: Upload) -> Readable | Problem:
        """Header lines, an empty line, the text, and a line that names what is attached."""
        message = message_from_bytes(upload.content.removeprefix(b"\xef\xbb\xbf"), policy=policy.default)
        if not isinstance(message, EmailMessage) or not any(message.get(name) for name in _FIELDS):
            return unreadable(upload.name, "e-mail")
        lines = [f"{name}: {value}" for name in _FIELDS if (value := _field(message, name))]
        attached = [n for part in message.walk() if (n := _attachment(part))]
        body = _body(message).strip("\n")
        parts = ["\n".join(lines), "", body]
        if attached:
            parts += ["", f"Attached, not read: {', '.join(attached)}. Add each as a file of its own."]
        return Readable(clean("\n".join(parts)), "message/rfc822")


def _field(message: EmailMessage, name: str) -> str:
    try:
        value = str(message.get(name, ""))
    except (ValueError, IndexError, AttributeError, TypeError):  # the header parser fails on some malformed fields
        return ""
    return " ".join(value.split())


def _body(message: EmailMessage) -> str:
    texts: list[str] = []
    pages: list[str] = []
    for part in message.walk():
        if part.is_multipart() or _attachment(part):
            continue
        # A message that lost its boundary line calls itself multipart and holds plain text.
        if part.get_content_type() == "text/plain" or part.get_content_maintype() == "multipart":
            texts.append(_content(part))
        elif part.get_content_type() == "text/html":
            pages.append(text_of_html(_content(part)))
    return "\n\n".join(text for text in (texts if any(t.strip() for t in texts) else pages) if text.strip())


def _content(part: Message) -> str:
    """The decoded text of a part; its declared character set is tried first, then the usual ones."""
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes):
        return ""
    try:
        return payload.decode(part.get_content_charset() or "utf-8").replace("\0", "\ufffd")
    except (LookupError, UnicodeError, ValueError):
        pass
    try:
        return decode(payload)
    except ValueError:
        return ""


def _attachment(part: Message) -> str | None:
    try:
        name = part.get_filename()
        if name is None and part.get_content_disposition() != "attachment":
            return None
    except (ValueError, IndexError, AttributeError, TypeError):  # malformed Content-Disposition
        return None
    return " ".join((name or "a file without a name").split())


READER = EmailReader()
