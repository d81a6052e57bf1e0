"""Parts of the body: a statement speaks of the part its source speaks of."""

from __future__ import annotations

from collections.abc import Iterable

from chartside.domain.canvas import Canvas
from chartside.domain.documents import Document
from chartside.domain.flags import Flag, Severity, Where
from chartside.verify.evidence import Support, supports
from chartside.verify.vocabulary import body_parts, body_regions


class BodyPartCheck:
    """Compares the parts a statement names with its evidence, then with its source, then with the episode."""

    name = "body_parts"

    def check(self, document: Document, canvas: Canvas) -> Iterable[Flag]:
        """Statements that name a part their evidence does not."""
        parts, regions = body_parts(), body_regions()
        episode = parts.found(document.header.episode)
        in_source: dict[str, frozenset[str]] = {}
        for support in supports(document, canvas):
            said = parts.found(support.text)
            if not said:
                continue
            given = parts.found(support.quotes) | parts.found(support.said)
            missing = said - given
            if missing:
                missing -= parts.found(support.around)
            if not missing:
                continue
            for source in support.sources:
                if source.id not in in_source:
                    in_source[source.id] = parts.found(source.text)
            anywhere = episode.union(*(in_source[source.id] for source in support.sources))
            near = {regions[part] for part in given}
            for part in sorted(missing):
                if part in anywhere and (not near or regions[part] in near):
                    continue
                if near or not support.by_clinician:
                    yield _flag(support, part, given)


def _flag(support: Support, part: str, given: frozenset[str]) -> Flag:
    found = " and ".join(_named(p) for p in sorted(given)) or "no such part"
    return Flag(
        "body_part.wrong",
        Severity.WARN if support.by_clinician else Severity.BLOCK,
        f"This sentence speaks of the {_named(part)}; its source names {found}.",
        Where(statement=support.statement.id),
        "Correct the part of the body, or reject the sentence.",
        "Chartside promise: parts of the body are those of the source",
    )


def _named(part: str) -> str:
    return part.replace("_", " ")


CHECK = BodyPartCheck()
