"""JSON: the document's record with its state, signature and addenda, for other programs."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from chartside.deliver.printed import Printed
from chartside.deliver.sheet import DRAFT_MARK
from chartside.domain.documents import Document, Review
from chartside.domain.records import document_record
from chartside.domain.signing import Signature


class JsonRenderer:
    """Prints the record of `chartside draft --format json` and `state`, `marker`, `clinic`, `signature`, `addenda`.

    As in every format, rejected statements are left out, and questions and flags stand only in drafts.
    """

    name = "json"
    media_type = "application/json"
    suffix = ".json"

    def render(self, printed: Printed) -> bytes:
        """UTF-8 JSON, indented."""
        record: dict[str, Any] = document_record(_as_printed(printed))
        record["state"] = str(printed.state)
        record["marker"] = DRAFT_MARK if printed.is_draft else None
        record["clinic"] = {
            "name": printed.profile.name,
            "address": list(printed.profile.address),
            "phone": printed.profile.phone,
            "npi": printed.profile.npi,
        }
        record["signature"] = _signature(printed.signature) if printed.signature else None
        record["addenda"] = [{"text": a.text, "signature": _signature(a.signature)} for a in printed.addenda]
        text = json.dumps(record, ensure_ascii=False, indent=1)
        return text.encode("utf-8", errors="replace")


def _as_printed(printed: Printed) -> Document:
    document = printed.document
    sections = tuple(
        replace(s, statements=tuple(x for x in s.statements if x.review is not Review.REJECTED))
        for s in document.sections
    )
    if printed.is_draft:
        return replace(document, sections=sections)
    return replace(document, sections=sections, questions=(), flags=(), dismissals=())


def _signature(signature: Signature) -> dict[str, str]:
    return {
        "name": signature.name,
        "credentials": signature.credentials,
        "signed_at": signature.signed_at.isoformat(),
        "sha256": signature.sha256,
        "meaning": signature.meaning,
    }


RENDERER = JsonRenderer()
