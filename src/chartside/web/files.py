"""Documents as files in an answer."""

from __future__ import annotations

from urllib.parse import quote

from fastapi import Response

from chartside.services.views import Exported


def file_answer(exported: Exported) -> Response:
    """A file as an attachment, its name safe in a header (RFC 6266); nothing in it may run in our pages."""
    plain = "".join(c if c.isascii() and (c.isalnum() or c in "-_. ") else "_" for c in exported.name)
    return Response(
        exported.content,
        media_type=exported.media_type,
        headers={
            "Content-Disposition": f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(exported.name)}",
            "Content-Security-Policy": "sandbox; default-src 'none'",
        },
    )
