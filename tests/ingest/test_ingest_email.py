"""E-mail and web pages: the words, without the wrapping."""

from __future__ import annotations

from email.message import EmailMessage

from chartside.ingest import receive


def text(content: bytes, name: str = "mail.eml") -> str:
    received = receive(name, content)
    assert received.source is not None, received.problem
    return received.source.text


def message(body: str) -> EmailMessage:
    made = EmailMessage()
    made["Subject"] = "Knee – update"
    made["From"] = "Orla Brandvold <orla@mail.example>"
    made["To"] = "front.desk@clinic.example"
    made["Date"] = "Wed, 04 Mar 2026 10:00:00 +0000"
    made.set_content(body)
    return made


HEAD = (
    "Subject: Knee – update\nFrom: Orla Brandvold <orla@mail.example>\nTo: front.desk@clinic.example\n"
    "Date: Wed, 04 Mar 2026 10:00:00 +0000\n\n"
)


def test_header_lines_come_first_then_the_decoded_text() -> None:
    assert text(message("Flexion 112° today, pain “3/10”.\n").as_bytes()) == HEAD + "Flexion 112° today, pain “3/10”."


def test_the_plain_part_is_preferred_and_attachments_are_named() -> None:
    made = message("Pain 3/10.\n")
    made.add_alternative("<p>Pain <b>9</b>/10.</p>", subtype="html")
    made.add_attachment(b"%PDF-", maintype="application", subtype="pdf", filename="mri report.pdf")

    assert text(made.as_bytes()) == (
        HEAD + "Pain 3/10.\n\nAttached, not read: mri report.pdf. Add each as a file of its own."
    )


def test_a_message_with_html_alone_is_read_as_text() -> None:
    made = message("x")
    made.set_content(
        "<html><head><style>p{}</style></head><body><p>Pain&nbsp;3/10</p><!-- hidden --><ul><li>ice<li>rest</ul>"
        "<table><tr><th>Flexion</th><td>112°</td></tr></table><script>bad()</script></body></html>",
        subtype="html",
    )

    assert text(made.as_bytes()) == HEAD + "Pain 3/10\n- ice\n- rest\nFlexion | 112°"


def test_broken_messages_are_read_as_far_as_they_go() -> None:
    broken = b"Subject: =?utf-8?q?a?=\nFrom: <<>>\nDate: never\nContent-Type: multipart/mixed\n\npain 3/10\xff"

    assert "pain 3/10" in text(broken)


def test_an_unknown_character_set_is_read_as_usual_text() -> None:
    odd = b"Subject: a\nFrom: b\nDate: c\nContent-Type: text/plain; charset=klingon\n\nflexion 112\xb0\n"

    assert text(odd).endswith("flexion 112°")
