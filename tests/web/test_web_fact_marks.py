"""The marks in a source's text, without a browser: every character kept, every reading reachable once."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from chartside.domain.facts import FACT_TYPES, Fact, Measure, Measurement, Precaution, Symptom
from chartside.domain.records import fact_from, fact_record
from chartside.domain.source import Source, SourceKind
from chartside.services.views import Reading, SourceOnCanvas
from chartside.web.fact_forms import fields_of, values_typed
from chartside.web.fact_marks import MarkedText, marked_text

NOTE = "S: R knee pain 3/10 worse on stairs\nO: BP 142/80, AROM 5-105\n\nPlan: cont 2x/wk"


def shown(text: str, *readings: Reading) -> MarkedText:
    source = Source("S1", "note.txt", SourceKind.SESSION_NOTE, text, "0" * 64)
    made = marked_text(SourceOnCanvas(id="s1", name="note.txt", source=source, problem=None, readings=readings), "/v")
    assert made is not None
    return made


def read(quote: str, fact: type[Fact] = Precaution, text: str = NOTE, correction: str = "") -> Reading:
    start = text.index(quote)
    span = Source("S1", "n", SourceKind.SESSION_NOTE, text, "").span(start, start + len(quote))
    made = fact(evidence=(span,), text=quote)  # type: ignore[call-arg]  # the kinds used here have a text
    return Reading(source="S1", span=span, fact=made, original=made, correction=correction)


def drawn(text: MarkedText) -> list[str]:
    return [
        "".join(f"[{p.text}{'*' if p.reachable else ''}:{len(p.marks)}]" if p.marks else p.text for p in line.pieces)
        for line in text.lines
    ]


def test_facts_are_marked_and_the_rest_is_left() -> None:
    text = shown(NOTE, read("R knee pain 3/10"), read("cont 2x/wk"))
    assert drawn(text) == [
        "S: [R knee pain 3/10*:1] worse on stairs", "O: BP 142/80, AROM 5-105", "", "Plan: [cont 2x/wk*:1]",
    ]  # fmt: skip


def test_a_fact_inside_another_has_its_own_mark_and_both_are_named() -> None:
    text = shown(NOTE, read("knee pain 3/10 worse"), read("3/10", Symptom))
    assert drawn(text)[0] == "S: R [knee pain *:1][3/10*:2][ worse:1] on stairs"
    inner = text.lines[0].pieces[2]
    assert [mark.quote for mark in inner.marks] == ["3/10", "knee pain 3/10 worse"]


def test_facts_that_overlap_share_the_words_in_between() -> None:
    text = shown(NOTE, read("R knee pain"), read("pain 3/10 worse", Symptom))
    assert drawn(text)[0] == "S: [R knee *:1][pain:2][ 3/10 worse*:1] on stairs"


def test_a_fact_over_two_lines_is_one_stop() -> None:
    text = shown(NOTE, read("on stairs\nO: BP"))
    assert drawn(text)[:2] == ["S: R knee pain 3/10 worse [on stairs*:1]", "[O: BP:1] 142/80, AROM 5-105"]


def test_two_facts_of_the_same_words_are_one_stop_that_names_both() -> None:
    text = shown(NOTE, read("BP 142/80"), read("BP 142/80", Symptom))
    assert drawn(text)[1] == "O: [BP 142/80*:2], AROM 5-105"
    assert len({mark.about for mark in text.marks}) == 2


def test_a_fact_read_twice_is_marked_once() -> None:
    assert len(shown(NOTE, read("BP 142/80"), read("BP 142/80")).marks) == 1


def test_corrected_and_dropped_facts_say_what_was_read() -> None:
    right = read("AROM 5-105", correction="c1")
    assert isinstance(right.fact, Precaution)
    right = replace(right, fact=replace(right.fact, text="AROM 5-115"))
    gone = replace(read("BP 142/80", correction="c2"), fact=None)
    marks = {mark.quote: mark for mark in shown(NOTE, right, gone).marks}
    assert marks["AROM 5-105"].words == "Corrected: precaution · AROM 5-115; read as precaution · AROM 5-105"
    assert marks["BP 142/80"].words == "Not a fact; read as precaution · BP 142/80"
    assert [marks[q].state for q in ("AROM 5-105", "BP 142/80")] == ["corrected", "dropped"]


@given(st.text(alphabet="ab \n", min_size=1, max_size=40), st.data())
def test_every_character_stays_and_every_mark_is_in_its_words(text: str, data: st.DataObject) -> None:
    source = Source("S1", "n", SourceKind.SESSION_NOTE, text, "")
    readings: list[Reading] = []
    for _ in range(data.draw(st.integers(0, 6))):
        start = data.draw(st.integers(0, len(text) - 1))
        span = source.span(start, data.draw(st.integers(start + 1, len(text))))
        made = Measurement(evidence=(span,), measure=Measure.PAIN, value=float(len(readings)))
        readings.append(Reading(source="S1", span=span, fact=made, original=made))
    marked = shown(text, *readings)
    assert "\n".join("".join(p.text for p in line.pieces) for line in marked.lines) == text.removesuffix("\n")
    stops = [p.marks[0].id for line in marked.lines for p in line.pieces if p.reachable]
    assert len(stops) == len(set(stops))
    named = {mark.id for line in marked.lines for p in line.pieces for mark in p.marks}
    assert named == {m.id for r, m in zip(readings, marked.marks, strict=True) if r.span.quote.strip("\n")}


def test_the_fields_of_every_kind_give_back_the_fact() -> None:
    span = Source("S1", "n", SourceKind.SESSION_NOTE, NOTE, "").span(0, 4)
    least: dict[str, dict[str, object]] = {
        "measurement": {"measure": "rom", "value": -5, "side": "left"}, "score": {"instrument": "lefs", "value": 45},
        "special_test": {"name": "Lachman"}, "intervention": {"name": "rows", "load": "green", "sets": 3},
        "time": {"what": "code", "minutes": 23}, "billed": {"code": "97110", "modifiers": ["GP", "59"]},
        "function": {"task": "gait"}, "plan": {"what": "other", "text": "x"},
        "event": {"what": "onset", "text": "x", "date": "2026-03-04"},
    }  # fmt: skip
    for kind in FACT_TYPES:
        evidence = [{"source": "S1", "start": 0, "end": 4, "quote": span.quote}]
        fact = fact_from({"kind": kind, "evidence": evidence, **least.get(kind, {"text": "x"})})
        typed = {field.key: field.value for field in fields_of(fact)}
        assert fact_from({**fact_record(fact), **values_typed(kind, typed)}) == fact
        assert all(field.label and field.kind for field in fields_of(fact))
