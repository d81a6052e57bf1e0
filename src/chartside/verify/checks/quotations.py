"""Quotations: words in quotation marks are the source's words."""

from __future__ import annotations

import re
from collections.abc import Iterable

from chartside.domain.canvas import Canvas
from chartside.domain.documents import Document
from chartside.domain.flags import Flag, Severity, Where
from chartside.verify.evidence import Support, supports

_QUOTED = re.compile(r"(?<!\d)“([^”]{2,400})”|(?<!\d)\"([^\"]{2,400})\"")  # after a digit: inches or seconds
_PLAIN = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\u00a0": " "})


class QuotationCheck:
    """Looks for each quoted stretch in the evidence, letter for letter but for case, spaces and kinds of quotes."""

    name = "quotations"

    def check(self, document: Document, canvas: Canvas) -> Iterable[Flag]:
        """Quoted stretches that the source does not have."""
        for support in supports(document, canvas):
            for hit in _QUOTED.finditer(support.statement.text):
                quoted = _folded(hit[1] or hit[2])
                if quoted and not any(quoted in _folded(text) for text in (support.quotes, support.around)):
                    yield _flag(support, hit[1] or hit[2])


def _folded(text: str) -> str:
    return re.sub(r"\s+", " ", text.translate(_PLAIN).lower()).strip(" .,;:!")


def _flag(support: Support, quoted: str) -> Flag:
    return Flag(
        "quote.changed",
        Severity.WARN if support.by_clinician else Severity.BLOCK,
        f"“{quoted[:60]}” is set as a quotation, but the source does not say it so.",
        Where(statement=support.statement.id),
        "Quote the source's words, or leave the quotation marks out.",
        "Chartside promise: quotations are verbatim",
    )


CHECK = QuotationCheck()
