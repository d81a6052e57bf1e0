"""One view of an episode: what holds now, what contradicts what, what was copied forward."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from chartside.domain.facts import When
from chartside.services.draft_files import CaseFile, read_files
from chartside.services.episode_view import EpisodeView, episode_record, episode_view


def _view(*notes: tuple[str, str]) -> EpisodeView:
    case = read_files([CaseFile(name, text.encode()) for name, text in notes])
    return episode_view(case.sources, case.facts)


def _newest(view: EpisodeView) -> dict[str, tuple[float | None, date | None]]:
    return {s.title: (s.newest.fact.value, s.newest.day) for s in view.series}


def test_the_newest_value_of_each_measure_and_side() -> None:
    view = _view(
        ("b.txt", "Date: 09/21/2026\nO: L knee AROM flex 112, ext -3. TUG 11.2 s."),
        ("a.txt", "Date: 09/07/2026\nO: L knee AROM flex 96, ext -8. R knee AROM flex 131. TUG 14.8 s."),
    )
    assert view.days == (date(2026, 9, 7), date(2026, 9, 21))
    assert _newest(view) == {
        "ROM · knee · flexion · left · active": (112.0, date(2026, 9, 21)),
        "ROM · knee · extension · left · active": (-3.0, date(2026, 9, 21)),
        "ROM · knee · flexion · right · active": (131.0, date(2026, 9, 7)),
        "score · tug": (11.2, date(2026, 9, 21)),
    }


def test_files_are_ordered_by_their_day() -> None:
    case = read_files(
        [CaseFile("z.txt", b"Date: 09/21/2026\nPain 2/10."), CaseFile("y.txt", b"Date: 09/07/2026\nPain 6/10.")]
    )
    assert [(s.id, s.name) for s in case.sources] == [("S1", "y.txt"), ("S2", "z.txt")]


def test_sources_of_one_day_that_differ() -> None:
    view = _view(
        ("note.txt", "Date: 09/21/2026\nO: R shoulder AROM flex 128."),
        ("flowsheet.txt", "Date: 09/21/2026\nO: R shoulder AROM flex 182."),
    )
    assert [(c.why, c.first.value, c.second.value) for c in view.contradictions] == [
        ("two sources of 2026-09-21 differ", 128.0, 182.0)
    ]


def test_an_earlier_value_that_no_earlier_note_has() -> None:
    view = _view(
        ("1.txt", "Date: 09/07/2026\nO: R knee AROM flex 95."),
        ("2.txt", "Date: 09/14/2026\nO: R knee AROM flex 104 (was 90)."),
    )
    assert [(c.first.value, c.second.value) for c in view.contradictions] == [(95.0, 90.0)]
    kept = _view(
        ("1.txt", "Date: 09/07/2026\nO: R knee AROM flex 95."),
        ("2.txt", "Date: 09/14/2026\nO: R knee AROM flex 104 (was 95)."),
    )
    assert kept.contradictions == ()


def test_values_copied_forward_unchanged() -> None:
    same = "O: R hip AROM flex 92, abd 24, ER 31. Quad 4-/5."
    view = _view(("1.txt", f"Date: 09/07/2026\n{same}"), ("2.txt", f"Date: 09/14/2026\n{same}"))
    assert [(c.day, c.before, len(c.facts)) for c in view.copied_forward] == [(date(2026, 9, 14), date(2026, 9, 7), 4)]
    other = same.replace("92", "95")
    changed = _view(("1.txt", f"Date: 09/07/2026\n{same}"), ("2.txt", f"Date: 09/14/2026\n{other}"))
    assert changed.copied_forward == ()


def test_the_record_names_facts_by_id() -> None:
    view = _view(("1.txt", "Date: 09/07/2026\nO: LEFS 38/80."), ("2.txt", "Date: 09/21/2026\nO: LEFS 51/80 (was 38)."))
    record = episode_record(view)
    assert record["days"] == ["2026-09-07", "2026-09-21"]
    assert [s["values"] for s in record["series"]] == [
        [{"date": "2026-09-07", "value": 38.0, "fact": "F2"}, {"date": "2026-09-21", "value": 51.0, "fact": "F4"}]
    ]


def test_an_earlier_value_of_a_named_day_is_compared_with_that_day() -> None:
    notes = (("1.txt", "Date: 09/07/2026\nO: TUG 14.8 s."), ("2.txt", "Date: 09/14/2026\nO: TUG 13.1 s."))

    def contradicted(quoted: float) -> list[tuple[float | None, float | None]]:
        newest = f"Date: 09/21/2026\nO: TUG 11.2 s (was {quoted} s on 09/07/2026)."
        case = read_files([CaseFile(name, text.encode()) for name, text in (*notes, ("3.txt", newest))])
        of_day = [replace(f, date=date(2026, 9, 7)) if f.when is When.PRIOR else f for f in case.facts]
        return [(c.first.value, c.second.value) for c in episode_view(case.sources, of_day).contradictions]

    assert contradicted(14.8) == []
    assert contradicted(13.1) == [(14.8, 13.1)]


def test_earlier_pain_of_no_named_place_may_be_that_of_the_knee() -> None:
    view = _view(
        ("1.txt", "Date: 09/07/2026\nS: R knee pain 5/10."),
        ("2.txt", "Date: 09/14/2026\nS: pain 3/10."),
        ("3.txt", "Date: 09/21/2026\nS: R knee pain 2/10 (was 3/10)."),
    )
    assert view.contradictions == ()
