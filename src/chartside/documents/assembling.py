"""A notebook's statements as a document: sections under the clinic's headings, in the clinic's order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from chartside.documents.house_words import in_house_words
from chartside.documents.kind import DocumentKind
from chartside.documents.notebook import Notebook
from chartside.domain.canvas import Canvas
from chartside.domain.documents import (
    Basis,
    Document,
    Layout,
    Scope,
    Section,
    SourceRef,
    Statement,
    Table,
    TrendFigure,
)


def assembled(
    kind: DocumentKind,
    canvas: Canvas,
    notebook: Notebook,
    tables: Mapping[str, Sequence[Table]] | None = None,
    *,
    figures: Mapping[str, Sequence[TrendFigure]] | None = None,
    scope: Scope = Scope.VISIT,
    layout: Layout = Layout.CHART,
    from_chart: bool = False,
) -> Document:
    """The document of a kind.

    The clinic's standing sentences stand only beside something of the patient: without that, nothing is written.

    Args:
        kind: Gives name, title and sections.
        canvas: Gives header, sources, and the clinic's headings and order of sections.
        notebook: Holds the statements.
        tables: Tables of each section; those without rows are left out.
        figures: Figures of each section.
        scope: What the document tells of.
        layout: How it is set.
        from_chart: Whether a standing sentence holds something of the patient's that the chart gives (an appointment).
    """
    told = {
        key: tuple(in_house_words(s, canvas.profile.wording) for s in notebook.statements(key)) for key in kind.sections
    }
    if not from_chart and all(s.basis is Basis.STANDARD for statements in told.values() for s in statements):
        told = dict.fromkeys(told, ())
    headings = {**kind.sections, **headings_of(kind, canvas)}
    wanted = order_of(kind, canvas)
    return Document(
        kind=kind.name,
        title=kind.title,
        header=canvas.header,
        sources=tuple(SourceRef(s.id, s.name, str(s.kind), s.sha256) for s in (*canvas.standards, *canvas.sources)),
        sections=tuple(
            Section(
                key=key,
                heading=headings[key],
                statements=told[key],
                tables=_used((tables or {}).get(key, ()), told[key]),
                figures=tuple((figures or {}).get(key, ())) if told[key] else (),
            )
            for key in dict.fromkeys([*wanted, *kind.sections])
        ),
        scope=scope,
        layout=layout,
    )


def headings_of(kind: DocumentKind, canvas: Canvas) -> dict[str, str]:
    """The clinic's headings: of any kind by the section's key, of one kind by "kind.section"."""
    said = dict(canvas.profile.headings)
    own = {key: said[f"{kind.name}.{key}"] for key in kind.sections if f"{kind.name}.{key}" in said}
    return {**said, **own}


def order_of(kind: DocumentKind, canvas: Canvas) -> list[str]:
    """The clinic's order of sections: that of this kind ("kind.section") where it has one, else that of any kind."""
    said = canvas.profile.section_order
    own = [key.removeprefix(f"{kind.name}.") for key in said if key.startswith(f"{kind.name}.")]
    return [key for key in own or said if key in kind.sections]


def _used(tables: Sequence[Table], statements: Sequence[Statement]) -> tuple[Table, ...]:
    used = {s.table for s in statements}
    return tuple(table for table in tables if table.key in used)
