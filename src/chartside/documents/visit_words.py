"""What the notes of one visit say in words, section by section, for reports that tell of several visits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from chartside.documents.course import CourseVisit
from chartside.documents.denials import write_denials
from chartside.documents.episode import Episode
from chartside.documents.narrative import write_narrative
from chartside.documents.notebook import Notebook
from chartside.domain.documents import Basis, Statement
from chartside.domain.facts import Fact, Intervention

_SECTIONS = ("subjective", "objective", "assessment", "plan")


def words_of_visit(episode: Episode, visit: CourseVisit) -> Mapping[str, tuple[Statement, ...]]:
    """Sentences of a visit's notes by section; what stands in tables (values, doses, minutes) is not among them."""
    if visit.day not in episode.words:
        episode.words[visit.day] = _read(episode, visit)
    return episode.words[visit.day]


def _read(episode: Episode, visit: CourseVisit) -> Mapping[str, tuple[Statement, ...]]:
    current = frozenset(source.id for source in visit.sources)
    canvas = replace(episode.canvas, current=current)
    notebook = Notebook(_SECTIONS)
    notebook.told.update(f.id for f in episode.facts_of(visit) if isinstance(f, Intervention) and f.id)
    write_narrative(notebook, canvas, episode.style)
    write_denials(notebook, canvas.today(), episode.style)
    return {key: notebook.statements(key) for key in _SECTIONS}


def retell(notebook: Notebook, episode: Episode, statement: Statement, section: str, key: tuple[object, ...]) -> None:
    """Put a sentence of a visit's notes down in a section of the report."""
    facts = tuple(facts_told(episode, statement))
    basis = statement.basis if statement.basis is Basis.QUOTED else Basis.RESTATED
    notebook.say(section, (*key, statement.id), statement.text, facts, spans=statement.evidence, basis=basis)


def facts_told(episode: Episode, statement: Statement) -> Iterator[Fact]:
    """The facts a sentence was made from."""
    return (episode.known[f] for f in statement.facts if f in episode.known)


def is_rest_of_finding(episode: Episode, statement: Statement) -> bool:
    """Whether words without a fact are what a line with a test or score says beside it ("positive (unchanged)")."""
    if statement.facts:
        return False
    lines = {
        (span.source, episode.canvas.source(span.source).text.rfind("\n", 0, span.start)) for span in statement.evidence
    }
    return bool(lines & episode.findings)
