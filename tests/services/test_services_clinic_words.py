"""Words a clinic teaches: kept, read at once in open notes, forgotten again, and given in a profile file."""

from __future__ import annotations

from pathlib import Path

import pytest

from chartside.domain.clinic_words import ClinicWord, WordKind
from chartside.domain.facts import Score, SpecialTest
from chartside.services.draft_files import CaseFile, read_files
from chartside.services.errors import Invalid, NotAllowed, NotFound
from chartside.services.forget_word import forget_word
from chartside.services.paste_text import paste_text
from chartside.services.read_clinic_profile import ProfileError, read_clinic_profile
from chartside.services.teach_word import teach_word
from chartside.services.try_words import try_words
from chartside.services.visit_canvas import visit_canvas

from .conftest import ClinicAtWork

QZB = ClinicWord(kind=WordKind.ABBREVIATION, written=("QZB",), means="prone knee bend")
RRS = ClinicWord(kind=WordKind.MEASURE, written=("RRS",), means="Running Readiness Scale", most=5)


def test_a_taught_word_is_read_in_notes_that_are_open(clinic: ClinicAtWork) -> None:
    with clinic.app.work() as work:
        paste_text(work, clinic.pt, visit=clinic.visit, text="O: QZB + L. RRS 4/5.", name="note")
        assert not [f for f in visit_canvas(work, clinic.visit).canvas.facts if isinstance(f, SpecialTest)]
    with clinic.app.work() as work:
        teach_word(work, clinic.pt, word=QZB)
        teach_word(work, clinic.pt, word=RRS)
    with clinic.app.work() as work:
        facts = visit_canvas(work, clinic.visit).canvas.facts
        assert [f.name for f in facts if isinstance(f, SpecialTest)] == ["prone knee bend"]
        assert [f.value for f in facts if isinstance(f, Score)] == [4.0]
        assert ("RRS 4/5", "score · clinic running readiness scale · 4 points · now") in try_words(
            work, clinic.pt, line="RRS 4/5"
        )
        forget_word(work, clinic.pt, written="QZB")
    with clinic.app.work() as work:
        assert not [f for f in visit_canvas(work, clinic.visit).canvas.facts if isinstance(f, SpecialTest)]


def test_what_cannot_be_taught(clinic: ClinicAtWork) -> None:
    with clinic.app.work() as work:
        teach_word(work, clinic.pt, word=QZB)
        with pytest.raises(Invalid, match="taught already"):
            teach_word(work, clinic.pt, word=QZB)
        with pytest.raises(Invalid, match="knows already"):
            teach_word(work, clinic.pt, word=ClinicWord(kind=WordKind.MEASURE, written=("TUG",), means="Our walk"))
        with pytest.raises(NotAllowed):
            teach_word(work, clinic.desk, word=RRS)
        with pytest.raises(NotFound):
            forget_word(work, clinic.pt, written="nothing")


def test_words_in_a_profile_file(tmp_path: Path) -> None:
    file = tmp_path / "clinic.toml"
    file.write_text(
        'name = "Harbor PT"\n[[word]]\nkind = "abbreviation"\nwritten = ["QZB"]\nmeans = "prone knee bend"\n'
    )
    profile = read_clinic_profile(file)
    assert profile.words == (QZB,)
    case = read_files([CaseFile("n.txt", b"O: QZB + L")], profile)
    assert [f.name for f in case.facts if isinstance(f, SpecialTest)] == ["prone knee bend"]
    file.write_text('[[word]]\nkind = "measure"\nwritten = ["X"]\nmeans = "x"\nleast = 5\nmost = 5\n')
    with pytest.raises(ProfileError, match="below its greatest"):
        read_clinic_profile(file)
